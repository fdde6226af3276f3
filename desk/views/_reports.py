"""What both reports share: whose case may be worked on, the page on which one is written, which one somebody confirms."""

from django.shortcuts import get_object_or_404, redirect, render

from audit.services import note_reading
from cases.access import require
from cases.keeping import restore
from cases.models import Case
from cases.selectors import others_writing
from kernel.forms import run
from kernel.refusal import Refused
from kernel.text import whole_number
from records.models import WrittenRecord


def visible_case(request, reference):
    return get_object_or_404(Case.objects.visible_to(request.user).select_related("school"), reference=reference)


def workable_case(request, reference):
    """The case, if whoever asks may work on it; that they looked is noted."""
    shown = visible_case(request, reference)
    require(request.user, "work_case", shown)
    if request.method != "POST":
        note_reading(row=shown, by=request.user)
    return shown


def writing(request, case, page, *, form_class, write, draft_key, template, then):
    """The page on which a report is written, with what was typed before; `write` keeps it and `then` comes next."""
    key = draft_key.format(reference=case.reference)
    if request.method == "POST":
        form = form_class(request.POST, is_correction=page.is_correction)
        if run(form, write, case=case, by=request.user):
            return redirect(then, case.reference)
    else:
        form = form_class(initial=page.initial, is_correction=page.is_correction)
        if typed := restore(request.user, key):
            form.show_typed(typed)
    others = others_writing(key, request.user)
    context = {"case": case, "form": form, "page": page, "draft_key": key, "others": others}
    return render(request, template, context, status=422 if form.is_bound else 200)


def confirmed(request, case):
    """The record of this case that somebody has open and says to have read."""
    seen = WrittenRecord.objects.visible_to(request.user).filter(case=case)
    record = seen.filter(pk=whole_number(request.POST.get("record"))).first()
    if record is None:
        raise Refused("Open the report first, then confirm that you have read it.", about=case)
    return record

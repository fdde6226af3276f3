"""The headteacher decides on a report that a colleague logged."""

from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from audit.services import note_reading
from cases.access import require
from cases.keeping import restore
from desk.forms.case import DecideForm
from desk.selectors.decide import decision_page
from desk.services.deciding import decide_on_report
from incidents.models import Incident
from kernel.forms import run

DRAFT_KEY = "decide:{reference}"


@require_http_methods(["GET", "HEAD", "POST"])
def decide(request, reference):
    seen = Incident.objects.in_file_of(request.user).select_related("case__school", "logged_by", "concluded_by")
    incident = get_object_or_404(seen, case__reference=reference, number=1)
    require(request.user, "suspend", incident.case)
    if request.method != "POST":
        note_reading(row=incident.case, by=request.user)
    page = decision_page(incident)
    form = DecideForm(
        request.POST if request.method == "POST" else None, adults=page.adults, is_serious=page.is_serious
    )
    key = DRAFT_KEY.format(reference=reference)
    if request.method == "POST" and run(form, decide_on_report, incident=incident, draft_key=key, by=request.user):
        return redirect("desk:logged", reference)
    if not form.is_bound and (typed := restore(request.user, key)):
        form.show_typed(typed)
    context = {"case": incident.case, "incident": incident, "form": form, "page": page, "draft_key": key}
    return render(request, "desk/decide.html", context, status=422 if form.is_bound else 200)

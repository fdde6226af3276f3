"""Logging an incident, and the page that says what was done."""

from uuid import uuid4

from django.http import HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from audit.services import note_reading
from cases.keeping import is_too_often, payload_of, restore
from cases.selectors import sent_before
from cases.services.writing import save_draft
from cases.states import Part
from desk.forms.log import LogForm, PartyForm, chosen_ids, party_numbers, with_party, without_party
from desk.selectors.log import by_id, can_suspend_at, candidates, first_answers, known_facts, logged
from desk.services.log import DRAFT_KEY, submit_log
from incidents.models import Incident
from kernel.forms import run
from schools.access import require_at
from schools.models import Person, School


@require_safe
def log_new(request):
    """A new page to log on: it has its own address, so that going back or signing in again finds what was typed."""
    require_at(request.user, "log_incident")
    return redirect("desk:log_form", uuid4())


@require_http_methods(["GET", "HEAD", "POST"])
def log_form(request, token):
    require_at(request.user, "log_incident")
    key = DRAFT_KEY.format(token=token)
    if request.method != "POST":
        if led_to := sent_before(token, request.user):
            return redirect(led_to)
        return _show(request, key, restore(request.user, key))
    if (changed := _changed_cards(request.POST, request.user)) is not None:
        save_draft(key=key, payload=payload_of(changed), by=request.user)
        return HttpResponseRedirect(f"{request.path}#who")
    form, cards = _forms(request, request.POST, is_judged=True)
    judged = [form.is_valid(), *(card.is_valid() for card in cards)]
    if all(judged):
        parties = [card.party() for card in cards]
        if run(form, submit_log, token=token, parties=parties, by=request.user):
            return HttpResponseRedirect(form.result)
    return _show(request, key, request.POST, form, cards, status=422)


@require_POST
def log_people(request):
    """Suggestions while a name is typed: people of the schools where this user logs, adults found by a child's name."""
    require_at(request.user, "log_incident")
    if is_too_often(request.user.pk):
        return render(request, "desk/_candidates.html", {"is_busy": True}, status=429)
    found = candidates(request.POST.get("q", ""), request.user)
    return render(request, "desk/_candidates.html", {"candidates": found, "q": request.POST.get("q", "")})


@require_safe
def log_done(request, reference):
    """What was done in one press, what is due, whom to call."""
    incident = get_object_or_404(
        Incident.objects.visible_to(request.user).select_related("case__school"), case__reference=reference, number=1
    )
    note_reading(row=incident, by=request.user)
    return render(request, "desk/logged.html", logged(incident, request.user))


def _show(request, key, typed, form=None, cards=None, status=200):
    """The page with what was typed, and who was found by the words typed last."""
    typed = typed if typed is not None else QueryDict()
    if form is None:
        form, cards = _forms(request, typed, is_judged=False)
    words = typed.get("q", "")
    facts = known_facts([card.known for card in cards if card.known], request.user)
    context = {
        "log": form,
        "forms": [*cards, form],
        "cards": [
            *zip(
                party_numbers(typed), cards, [facts.get(c.known.pk, "") if c.known else "" for c in cards], strict=True
            )
        ],
        "draft_key": key,
        "q": words,
        "candidates": candidates(words, request.user) if words else None,
        "can_suspend": can_suspend_at(request.user, form.chosen_school_id(typed)),
    }
    return render(request, "desk/log.html", context, status=status)


def _changed_cards(typed, user):
    """The page with a card added or taken out, where such a button was pressed; None where "Log incident" was."""
    if person := typed.get("add"):
        return with_party(typed, person=person, **first_answers(person, user))
    if "add_unknown" in typed:
        return with_party(typed, is_unknown="1", part=Part.SUBJECT)
    if "add_new" in typed:
        return with_party(typed, family_name=typed.get("q", ""), part=Part.SUBJECT)
    if number := typed.get("remove"):
        return without_party(typed, number)
    return typed if "find" in typed else None


def _schools(user):
    return School.objects.in_use().where(user, "log_incident").visible_to(user)


def _forms(request, typed, *, is_judged):
    """The page's form and its people's cards, from what was typed; judged or only shown."""
    data = typed if is_judged else None
    known = {"schools": _schools(request.user), "opened_at": timezone.now(), "has_people": bool(party_numbers(typed))}
    form = LogForm(data, **known)
    shown = Person.objects.visible_to(request.user).filter(pk__in=chosen_ids(typed))
    people = by_id(shown)
    can_suspend = can_suspend_at(request.user, form.chosen_school_id(typed))
    cards = [
        PartyForm(data, prefix=f"p{number}", people=people, can_suspend=can_suspend) for number in party_numbers(typed)
    ]
    if not is_judged:
        form.show_typed(typed)
        for card in cards:
            card.show_typed(typed)
    # Last: what a field says is fixed from the first time it is asked.
    form.spares_all = can_suspend and not any(card.suspends for card in cards)
    return form, cards

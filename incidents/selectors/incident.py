"""What happened, as the case page shows it."""

from typing import Any

from django.urls import reverse

from accounts.models import User
from audit.models import Entry as HistoryEntry
from audit.services import subject_of
from cases.access import may
from cases.models import Case
from incidents import rules
from incidents.models import Incident
from incidents.states import Category
from kernel import wording
from kernel.components import Action, Entry, Row, Section


def first_incident(case: Case) -> Incident | None:
    """The incident a case began with, with who reported it and who decided on it."""
    return Incident.objects.filter(case=case).select_related("logged_by", "concluded_by").order_by("number").first()


def case_section(case: Case, user: User) -> Section:
    """What happened, for the case page."""
    return section_of(first_incident(case), case, user)


def section_of(incident: Incident | None, case: Case, user: User) -> Section:
    """An incident: account, behaviour, police, addenda, and what may be done with it."""
    if incident is None:
        return Section("What happened", empty="No incident has been logged.")
    # Only a locked incident has addenda.
    added = incident.addenda.select_related("added_by").order_by("-added_at", "-pk") if incident.is_locked else ()
    entries = tuple(Entry(at=row.added_at, text=row.text, note=f"Added by {row.added_by.name}") for row in added)
    actions = _actions(case, incident) if may(user, "work_case", case) else ()
    return Section("What happened", rows=facts(incident), text=incident.account, entries=entries, actions=actions)


def last_change(incident: Incident) -> dict[str, Any]:
    """Who saved an incident last, and when."""
    entry = (
        HistoryEntry.objects.filter(chain_id=incident.case.reference, subject=subject_of(incident))
        .filter(verb__in=("incident.logged", "incident.amended"))
        .select_related("actor")
        .order_by("-seq")
        .first()
    )
    return {"saved_by": entry.actor.name, "saved_at": entry.at} if entry else {}


def facts(incident: Incident, *, shows_decision: bool = True) -> tuple[Row, ...]:
    """An incident in rows; what the headteacher decided only for those who see the file."""
    kinds = [Category(value).label for value in incident.categories]
    if incident.other_category:
        kinds.append(incident.other_category)
    where = ", ".join(part for part in (incident.get_setting_display(), incident.place) if part)
    rows = [
        Row("When", wording.in_full(incident.occurred_at)),
        Row("Where", where),
        Row("Behaviour", "; ".join(kinds) or "Not said"),
        Row(
            "Reported by", f"{incident.on_behalf_of or incident.logged_by.name}, {wording.in_full(incident.logged_at)}"
        ),
    ]
    if incident.is_child_at_risk:
        rows.append(Row("A child may be at risk", "Yes: the safeguarding lead acts on this separately"))
    if incident.injuries:
        rows.append(Row("Hurt", incident.injuries))
    if incident.police_called_at or incident.police_reference:
        called = wording.in_full(incident.police_called_at) if incident.police_called_at else ""
        reference = f"reference {incident.police_reference}" if incident.police_reference else ""
        rows.append(Row("Police", ", ".join(part for part in (called, reference) if part)))
    if shows_decision and incident.concluded_by is not None:
        rows.append(Row("Decided", f"{incident.get_conclusion_display()}: {incident.conclusion_reason}"))
    if shows_decision and incident.not_suspended_why:
        rows.append(Row("Why nobody was suspended", incident.not_suspended_why))
    return tuple(rows)


def _actions(case: Case, incident: Incident) -> tuple[Action, ...]:
    if not case.is_open:
        return ()
    args = [case.reference, incident.number]
    if rules.cannot_amend(incident) is None:
        return (Action("Change what was reported", reverse("incidents:incident", args=args)),)
    return (Action("Add to this", reverse("incidents:addendum", args=args)),)

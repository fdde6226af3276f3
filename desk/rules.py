"""Why something that several rooms take part in may not be done now, or None."""

from collections.abc import Sequence

from accounts.models import User
from cases import rules as case_rules
from cases.models import Case
from incidents.models import Incident
from notices.models import Notice
from records.models import WrittenRecord
from schools.models import Person
from suspensions.models import SiteSuspension

NOBODY = "Say who it was: choose a person, or describe them."
NOBODY_IT_IS_ABOUT = (
    "Say whom it is about: choose “The person it is about” as the part of one of them, or add somebody. Whom you do not "
    "know, you can describe."
)
PUPIL = (
    "{name} is a pupil. A pupil is never suspended for what a parent did: the law allows it only for the pupil's own "
    "conduct, by a decision of its own. Choose the adult, and keep {name} here as somebody it was aimed at or who saw it."
)


def cannot_be_subject(person: Person, by: User) -> str | None:
    """Say why an incident cannot be logged about this person. Law: a pupil is not excluded for a parent's conduct."""
    if person.is_pupil and len(person.kinds) == 1:
        return PUPIL.format(name=person.full_name)
    if person.user_id is not None and person.user_id == by.pk:
        return "You cannot log an incident about yourself. Ask your headteacher, or the CEO."
    return None


def cannot_report(case: Case, incident: Incident | None) -> str | None:
    """Say why no report can be written for the CEO."""
    if reason := case_rules.cannot_change(case):
        return reason
    return None if incident else "There is no incident on this case to report."


def cannot_issue_report(record: WrittenRecord | None, incident: Incident) -> str | None:
    """Say why the report that was previewed cannot be issued."""
    if record is None:
        return "Write the report first."
    if record.content["source"].get("incident_revision") != str(incident.revision):
        return "The incident was changed after this preview. Look at the report again, then issue it."
    return None


def cannot_inform_ceo(case: Case, *, is_owed: bool) -> str | None:
    """Say why there is nothing to log of how the CEO was told."""
    if reason := case_rules.cannot_change(case):
        return reason
    return None if is_owed else "Nothing is to be logged here: the CEO has been told, or need not be told of this case."


def cannot_reach_ceo(users: Sequence[User]) -> str | None:
    """Say why the system cannot tell the CEO, or the Chair in their place."""
    return None if users else "There is no account to tell. Tell them yourself, and log it."


def cannot_supplement(
    case: Case, *, first: WrittenRecord | None, waiting: Sequence[str], has_interviews: bool
) -> str | None:
    """Say why no supplementary report can be written. `waiting`: the names of whoever is not yet interviewed."""
    if reason := case_rules.cannot_change(case):
        return reason
    if first is None:
        return "Issue the incident report first. The supplementary report adds the interviews to it."
    if waiting:
        names = ", ".join(waiting)
        return f"Not yet interviewed: {names}. Write down each interview, or say why it is not possible."
    return None if has_interviews else "Nobody was interviewed on this case, so there is nothing to add to the report."


def cannot_issue_supplementary(record: WrittenRecord | None, fingerprint: str) -> str | None:
    """Say why the supplementary report that was previewed cannot be issued."""
    if record is None:
        return "Write the report first."
    if record.content["source"].get("interviews") != fingerprint:
        return "An interview was changed after this preview. Look at the report again, then issue it."
    return None


def cannot_inform_chair(case: Case, chairs: Sequence[object]) -> str | None:
    """Say why the Chair of Trustees cannot be informed."""
    if reason := case_rules.cannot_change(case):
        return reason
    return None if chairs else "No Chair of Trustees has an account that may be told. Ask an administrator."


def cannot_acknowledge(mine: Sequence[Notice]) -> str | None:
    """Say why there is nothing to confirm: nothing of this kind was sent to this account, or it was confirmed."""
    if not mine:
        return "Nothing on this case was sent to you."
    if all(notice.acknowledged_at for notice in mine):
        return "You have confirmed this already."
    return None


def cannot_confirm(shown: WrittenRecord, current: WrittenRecord | None) -> str | None:
    """Say why reading this version cannot be confirmed: another has been issued since."""
    if current is not None and shown.pk != current.pk:
        return "A corrected report has been issued since you opened the page. Please read that one."
    return None


def cannot_decide(case: Case, suspended: Sequence[SiteSuspension]) -> str | None:
    """Say why no decision is due on this report."""
    if reason := case_rules.cannot_change(case):
        return reason
    return "Somebody has been suspended on this case, so the decision is made." if suspended else None


def cannot_bypass_report(report_waits: bool) -> str | None:
    """Say why nobody can be suspended on a case but by deciding on the report that waits."""
    if report_waits:
        return "A colleague’s report of this case waits for your decision. Decide on it: you can suspend there."
    return None


def cannot_join(
    people: Sequence[Person], *, suspended_now: set[int], suspended: set[int], warned: set[int], as_pupil: set[int]
) -> str | None:
    """Say why two records cannot be merged: both suspended from a site now, or what an adult did falls on a pupil."""
    if len(suspended_now) > 1:
        return "Both are suspended from a site now. Lift or void one of the suspensions first."
    if any(person.is_pupil and {*suspended} - {person.pk} for person in people):
        return (
            "One of the two is a pupil and the other was suspended from site. A pupil is never suspended for what "
            "somebody else did: if it was the same person, mark that suspension as made in error first."
        )
    if any(person.is_pupil and {*warned} - {person.pk} for person in people):
        return (
            "One of the two is a pupil and the other was warned in writing. A pupil is never warned for what somebody "
            "else did, so these two are not one person."
        )
    if as_pupil and not all(person.is_pupil for person in people):
        return "One of the two was suspended as a pupil, and the other is no pupil. These two are not one person."
    return None


def cannot_leave_out_days(is_counted: bool) -> str | None:
    """Say why days stay in a term: a pupil was suspended on them, and was told the days by letter."""
    if not is_counted:
        return None
    return (
        "A pupil was suspended on days of this term, and letters and counts rest on them. Keep those days in the term. "
        "If the school did not meet on one of them, enter a closure instead."
    )

"""Why somebody may not be suspended from a site, or something not be done about it: a sentence, or None."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum

from kernel import wording
from records.states import CopyMethod
from schools.models import Person, School
from suspensions.models import SiteSuspension
from suspensions.states import SuspensionState

ONLY_DECIDERS = "Only the headteacher or the CEO decides this."
CRITICISM = "Criticism or a complaint alone is no ground."


class Workplace(Enum):
    """What somebody is to the site, beside being a parent or visitor."""

    NONE = "none"
    STAFF = "staff"
    BOARD = "board"


@dataclass(frozen=True)
class Standing:
    """How a person stands to a site at a moment: everything the rule about suspending them needs."""

    person: Person
    school: School
    is_pupil: bool = False
    workplace: Workplace = Workplace.NONE
    live: SiteSuspension | None = None


def cannot_suspend(standing: Standing, now: datetime) -> str | None:
    """Say why this person cannot be suspended from this site: what matters most first. Law on barring adults."""
    return _because_a_pupil(standing) or _because_they_work_here(standing) or _because_suspended(standing, now)


def _because_a_pupil(standing: Standing) -> str | None:
    if not standing.is_pupil:
        return None
    return (
        f"{standing.person.full_name} is a pupil. A pupil is never suspended for what a parent or somebody else did: "
        "the law lets only the pupil’s own conduct count (section 51A, Education Act 2002). "
        "Choose the adult. If it was the pupil’s own conduct, use the school’s behaviour policy."
    )


def _because_they_work_here(standing: Standing) -> str | None:
    name = standing.person.full_name
    if standing.workplace is Workplace.STAFF:
        return (
            f"{name} works at {standing.school.name}. Nobody is suspended from their workplace here: "
            "that is a matter of their employment. Speak to HR or to the CEO."
        )
    if standing.workplace is Workplace.BOARD:
        return (
            f"{name} belongs to the trust’s board or is its clerk, and has duties on this site. "
            "Speak to the CEO, who takes it to the Chair of Trustees."
        )
    return None


def _because_suspended(standing: Standing, now: datetime) -> str | None:
    if standing.live is None:
        return None
    until = wording.until(standing.live.period.upper, now)
    return f"{standing.person.full_name} is already suspended from {standing.school.name} until {until}."


def cannot_rest_on(grounds: str) -> str | None:
    """Say why these grounds do not carry a suspension. Words are not weighed: a person decides, and signs for it."""
    return None if grounds.strip() else f"Say what the risk to staff or children is. {CRITICISM}"


def cannot_lift(suspension: SiteSuspension, now: datetime) -> str | None:
    """Say why this suspension cannot be lifted."""
    if reason := _because_settled(suspension, now):
        return reason
    if now >= suspension.period.upper:
        return f"It ended by itself, {wording.until(suspension.period.upper, now)}. There is nothing to lift."
    return None


def cannot_void(suspension: SiteSuspension, now: datetime) -> str | None:
    """Say why this suspension cannot be marked as made in error. One that has run its time still can."""
    return _because_settled(suspension, now)


def _because_settled(suspension: SiteSuspension, now: datetime) -> str | None:
    if suspension.is_live or suspension.ended_at is None:
        return None
    at = wording.when(suspension.ended_at, now)
    if suspension.state == SuspensionState.VOID:
        return f"It was marked as made in error already, {at}."
    return f"It was lifted already, {at}."


def cannot_arrange(suspension: SiteSuspension, now: datetime) -> str | None:
    """Say why arrangements can no longer be set."""
    if reason := _because_settled(suspension, now):
        return f"{reason} Arrangements are no longer needed."
    if now >= suspension.period.upper:
        return "The suspension has ended. Arrangements are no longer needed."
    return None


def cannot_report(suspension: SiteSuspension, now: datetime) -> str | None:
    """Say why a sighting is no breach: the person may be here now."""
    if suspension.is_in_force(now):
        return None
    return "The suspension is no longer in force, so they may be here. If something happens, log an incident."


def cannot_have_told(suspension: SiteSuspension, spoken_at: datetime, now: datetime) -> str | None:
    """Say why the person cannot have been told at this moment (aware). The minute of the decision counts."""
    if spoken_at > now:
        return "This time is in the future."
    if spoken_at < suspension.decided_at.replace(second=0, microsecond=0):
        decided = wording.when(suspension.decided_at, now)
        return (
            f"The suspension was decided {decided}. Give a time after that; what was said before belongs in the note."
        )
    return None


def cannot_have_gone(issued_at: datetime, day: date, today: date) -> str | None:
    """Say why the letter, issued at a moment (aware), cannot have gone on this day (local)."""
    if day > today:
        return "This day is in the future."
    if day < issued_at.astimezone(wording.LONDON).date():
        return "This is before the letter was issued."
    return None


def cannot_send_by(method: CopyMethod, *, address: str, email_agreed_on: date | None) -> str | None:
    """Say why the letter cannot go this way. Law: e-mail counts only if the person agreed to it."""
    if method == CopyMethod.EMAIL and email_agreed_on is None:
        return (
            "E-mail counts only if the person agreed to get formal letters by e-mail, and no such agreement is noted. "
            "Give it by hand or send it by post."
        )
    if method == CopyMethod.POST and not address.strip():
        return "Enter the address it goes to, or give it by hand."
    return None


def cannot_leave_blank(happened: str) -> str | None:
    """Say why a letter cannot be silent about what happened."""
    return None if happened.strip() else "Say what happened, so that the person knows what this is about."


def cannot_issue_letter(
    *, has_children_here: bool, is_in_force: bool, has_arrangement: bool, issued_at: datetime | None, now: datetime
) -> str | None:
    """Say why the letter cannot be issued. `issued_at` (aware) is of an issued letter that says the same."""
    if issued_at is not None:
        return f"This letter was issued {wording.when(issued_at, now)}, and nothing in it has changed since."
    if has_children_here and is_in_force and not has_arrangement:
        return (
            "Set the arrangements first: how the child comes to school and goes home while the parent may not come. "
            "A letter that says nothing of it leaves the child standing at the gate."
        )
    return None


def cannot_tell_address(found: tuple[str, ...], *, is_checked: bool) -> str | None:
    """Say whose confidential address the letter seems to give away, unless somebody has checked."""
    if not found or is_checked:
        return None
    return (
        f"The text seems to give away a confidential address, of {' and '.join(found)}. Take it out. "
        "If it is something else, tick that you have checked."
    )


def cannot_stay_open(sees_cases: bool) -> str | None:
    """Say why a session may not stay open at the desk."""
    if sees_cases:
        return (
            "Your account opens cases, so it locks after 15 minutes without use. "
            "Sign in at the desk with an office or staff account to keep the register open."
        )
    return None

"""Why somebody may not be suspended from a site, or something not be done about it: a sentence, or None."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum

from cases.rules import cannot_change
from kernel import wording
from records.states import CopyMethod
from schools.calendar import local_day
from schools.models import Person, School
from suspensions import clocks
from suspensions.hearing import Window, WindowState
from suspensions.letters import Situation
from suspensions.models import Representation, SiteSuspension
from suspensions.states import WRITTEN, Channel, SuspensionState

IN_IT = (
    "You have a part in this case, so it is not for you to say as CEO that this was an error. The Chair of Trustees does, "
    "or the vice-chair."
)
ONLY_DECIDERS = "Only the headteacher or the CEO decides this."
ONLY_CEO = "Only the CEO decides this, because it holds for every site."
CRITICISM = "Criticism or a complaint alone is no ground."


class Workplace(Enum):
    """What somebody is to the site, beside being a parent or visitor."""

    NONE = "none"
    STAFF = "staff"
    BOARD = "board"


@dataclass(frozen=True)
class Standing:
    """How a person stands to a site, or to every site, at a moment: everything the rule about suspending them needs."""

    person: Person
    school: School | None
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
    where = f"at {standing.school.name}" if standing.school else "for the trust"
    if standing.workplace is Workplace.STAFF:
        return (
            f"{name} works {where}. Nobody is suspended from their workplace here: "
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
    return f"{standing.person.full_name} is already suspended from {standing.live.site_name} until {until}."


def cannot_warn(standing: Standing, *, is_suspended_for_it: bool, is_warned: bool) -> str | None:
    """Say why this person is not warned in writing about an incident. A pupil never is: that is the behaviour policy's.

    `is_suspended_for_it`: on the same case; `is_warned`: about the same incident.
    """
    name = standing.person.full_name
    if standing.is_pupil:
        return (
            f"{name} is a pupil. This letter is for adults: a pupil is never warned for what a parent or somebody else "
            "did. Choose the adult. If it was the pupil’s own conduct, use the school’s behaviour policy."
        )
    if standing.workplace is Workplace.STAFF:
        return f"{name} works here. How a colleague behaves is a matter of their employment: speak to HR or to the CEO."
    if standing.workplace is Workplace.BOARD:
        return f"{name} belongs to the trust’s board or is its clerk. Speak to the CEO, who takes it to the Chair."
    if is_suspended_for_it:
        return f"{name} was suspended for this. The letter about the suspension says what the warning would."
    return f"{name} has been warned about this already." if is_warned else None


def cannot_warn_for(reason: str) -> str | None:
    """Say why nobody is warned for this. Words are not weighed: a person decides, and signs for it."""
    return None if reason.strip() else "Say what was wrong. To complain or to disagree is not."


def cannot_issue_warning(issued_at: datetime | None, now: datetime) -> str | None:
    """Say why a warning letter cannot be issued. `issued_at` (aware) is of an issued letter that says the same."""
    if issued_at is None:
        return None
    return f"This letter was issued {wording.when(issued_at, now)}, and nothing in it has changed since."


def cannot_take_out(*, is_suspended: bool, is_warned: bool) -> str | None:
    """Say why somebody stays whom a case is about. Walls, family ties and kept addresses rest on it.

    `is_suspended`: on this case, and not in error; `is_warned`: about something on it. Both under any of their records.
    """
    if is_suspended:
        return "This person was suspended on this case. Void the suspension first."
    return "This person was warned on this case, and that stays on it. So do they." if is_warned else None


def cannot_rest_on(grounds: str) -> str | None:
    """Say why these grounds do not carry a suspension. Words are not weighed: a person decides, and signs for it."""
    return None if grounds.strip() else f"Say what the risk to staff or children is. {CRITICISM}"


def cannot_lift(suspension: SiteSuspension, now: datetime, renewal: SiteSuspension | None) -> str | None:
    """Say why this suspension cannot be lifted. `renewal` is the one that follows it."""
    if reason := why_settled(suspension, now):
        return reason
    if now >= suspension.period.upper:
        return f"It ended by itself, {wording.until(suspension.period.upper, now)}. There is nothing to lift."
    return cannot_end_before(renewal, now)


def cannot_end_before(renewal: SiteSuspension | None, now: datetime) -> str | None:
    """Say why nobody is told that they may come again: the suspension that follows (`renewal`) bars them."""
    if renewal is None or not renewal.is_live or now >= renewal.period.upper:
        return None
    begins = wording.full_day(local_day(renewal.period.lower))
    return f"There is a new suspension from {begins}. Lift that one first, or mark it as made in error."


def cannot_void(
    suspension: SiteSuspension, now: datetime, renewal: SiteSuspension | None, *, is_ceo_with_a_part: bool
) -> str | None:
    """Say why this suspension cannot be marked as made in error. One that has run its time still can.

    Not as CEO by somebody who has a part in the case: what is void is never reviewed. Not on a closed case: whoever had
    heard of it must hear that it was an error, and nothing is due on a closed case.
    """
    if reason := why_settled(suspension, now):
        return reason
    if is_ceo_with_a_part:
        return IN_IT
    if suspension.case.is_closed:
        return cannot_change(suspension.case)
    return cannot_end_before(renewal, now)


def why_settled(suspension: SiteSuspension, now: datetime) -> str | None:
    """Say by which decision a suspension has ended already; None while it is live."""
    if suspension.is_live or suspension.ended_at is None:
        return None
    at = wording.when(suspension.ended_at, now)
    return {
        SuspensionState.VOID: f"It was marked as made in error already, {at}.",
        SuspensionState.NOT_UPHELD: f"It was not upheld, and so ended {at}.",
        SuspensionState.REPLACED: f"A suspension from every site of the trust took its place {at}.",
    }.get(SuspensionState(suspension.state), f"It was lifted already, {at}.")


def cannot_extend(
    suspension: SiteSuspension, now: datetime, until_on: date | None = None, *, following: SiteSuspension | None = None
) -> str | None:
    """Say why this suspension cannot go on, or not until the end of this local day. `following`: a later live one.

    Before it is upheld it lasts six weeks at most, to the end of the 41st day after the start; upheld, twelve months. One
    that was upheld for its first day alone does not go on: nobody is upheld against unheard beyond it.
    """
    if reason := why_settled(suspension, now):
        return reason
    if now >= suspension.period.upper:
        ended = wording.until(suspension.period.upper, now)
        return (
            f"It ended by itself, {ended}. If the risk is still there, suspend them again: that is a new decision, "
            "with its own reasons."
        )
    if suspension.state == SuspensionState.UPHELD and clocks.is_one_day(suspension):
        return (
            "It was upheld for its one day, for which nobody had to be heard first. If the risk is still there, suspend "
            "them anew from tomorrow: that is a new decision, to which they can answer."
        )
    last, latest = clocks.last_day(suspension), clocks.latest_day(suspension.counted_from, suspension.state)
    if following is not None and following.period.lower <= suspension.period.upper:
        begins = wording.full_day(local_day(following.period.lower))
        return f"A new one begins on {begins}, when this one ends. Extend that one instead."
    if last >= latest:
        return f"It cannot be extended any more. {_longest(suspension)}"
    if until_on is None:
        return None
    if until_on < local_day(now):
        return "This day is in the past."
    if until_on <= last:
        return f"It lasts until {wording.full_day(last)} already. Choose a later day."
    if until_on > latest:
        return f"Choose {wording.full_day(latest)} or earlier. {_longest(suspension)}"
    if following is not None and clocks.end_of(until_on) > following.period.lower:
        before = wording.full_day(clocks.last_day_before(following.period.lower))
        return f"Choose {before} or earlier: a new one begins after that."
    return None


def _longest(suspension: SiteSuspension) -> str:
    if suspension.state == SuspensionState.UPHELD:
        return "A suspension lasts twelve months at most. After that it is a new decision, with new reasons."
    return "Before it is upheld, a suspension lasts six weeks at most, counted from its first day."


def cannot_be_stale(suspension: SiteSuspension, known_until: datetime | None, now: datetime) -> str | None:
    """Say that its end (aware) has moved since somebody opened the form."""
    if known_until is None or known_until == suspension.period.upper:
        return None
    return (
        f"Somebody changed its end a moment ago: it now lasts until {wording.until(suspension.period.upper, now)}. "
        "Look at the page again before you decide."
    )


def cannot_look_again_on(day: date, until_on: date, today: date) -> str | None:
    """Say why a suspension until a day cannot be looked at again on this one (all local days)."""
    if day < today:
        return "This day is in the past."
    if day > until_on:
        return f"Look at it again before it ends: on {wording.full_day(until_on)} at the latest."
    return None


def cannot_let_end(suspension: SiteSuspension, now: datetime, *, is_owed: bool) -> str | None:
    """Say why nobody needs to decide that this suspension ends by itself. `is_owed`: the decision is still open."""
    if reason := why_settled(suspension, now):
        return reason
    if now >= suspension.period.upper:
        return f"It ended by itself, {wording.until(suspension.period.upper, now)}."
    if suspension.state == SuspensionState.UPHELD:
        return "It was upheld. It ends by itself on its day; to end it sooner, lift it."
    return None if is_owed else "It was decided already that it ends by itself. You can still extend it until then."


def cannot_go_trust_wide(suspension: SiteSuspension, now: datetime) -> str | None:
    """Say why this suspension cannot become one from every site."""
    if reason := why_settled(suspension, now):
        return reason
    if suspension.is_trust_wide:
        return "It holds for every site of the trust already."
    if now >= suspension.period.upper:
        return "It has ended. Suspend them again first: that is a new decision, with its own reasons."
    return None


def cannot_last_until(counted_from: datetime, until_on: date, today: date) -> str | None:
    """Say why a suspension that nobody has upheld cannot last until the end of this local day."""
    latest = clocks.latest_day(counted_from, SuspensionState.PROVISIONAL)
    if until_on < today:
        return "This day is in the past."
    if until_on > latest:
        return (
            f"Choose {wording.full_day(latest)} or earlier. Before it is upheld, a suspension lasts six weeks at most, "
            "counted from the first day of the one it replaces."
        )
    return None


def cannot_ask_trust_wide(suspension: SiteSuspension, asked_at: datetime | None, now: datetime) -> str | None:
    """Say why the CEO need not be asked to make it trust-wide. `asked_at` (aware) is when somebody did."""
    if reason := cannot_go_trust_wide(suspension, now):
        return reason
    return f"The CEO was asked {wording.when(asked_at, now)}." if asked_at is not None else None


def cannot_have_come(suspension: SiteSuspension, received_at: datetime, now: datetime) -> str | None:
    """Say why the person's side cannot have come at this moment (aware)."""
    if received_at > now:
        return "This time is in the future."
    if received_at < suspension.decided_at.replace(second=0, microsecond=0):
        return f"The suspension was decided {wording.when(suspension.decided_at, now)}. Give a time after that."
    return None


def cannot_waive_by(channel: Channel) -> str | None:
    """Say why a waiver does not count that came this way."""
    return None if channel in WRITTEN else "A waiver counts only in writing: a letter, an e-mail or a paper handed in."


def cannot_consider(said: Representation, not_independent: str | None, now: datetime) -> str | None:
    """Say why this cannot be considered, or not by this person. `not_independent` names how they are involved."""
    if said.is_waiver:
        return "They waived giving their side. There is nothing to consider."
    if said.considered_at is not None:
        return f"Somebody considered this {wording.when(said.considered_at, now)}."
    return not_independent


def is_heard(window: Window) -> bool:
    """Whether the person was heard, waived it or let the time pass, and everything they said was considered."""
    return why_unheard(window) is None


def why_unheard(window: Window, now: datetime | None = None) -> str | None:
    """Say why the person has not been heard yet. A suspension of one day only waits for nothing but what was said."""
    if window.unconsidered:
        return "They gave their side, and nobody has considered it yet."
    if window.state is WindowState.WAITING:
        return "They have not been told in writing yet, so their time to answer has not begun."
    if window.state is WindowState.OPEN and window.closes_at is not None:
        until = wording.until(window.closes_at, now) if now else wording.in_full(wording.last_moment(window.closes_at))
        return f"They can give their side until {until}."
    return None


def cannot_arrange(suspension: SiteSuspension, now: datetime) -> str | None:
    """Say why arrangements can no longer be set."""
    if reason := why_settled(suspension, now):
        return f"{reason} Arrangements are no longer needed."
    if now >= suspension.period.upper:
        return "The suspension has ended. Arrangements are no longer needed."
    return None


def cannot_arrange_at(suspension: SiteSuspension, school: School) -> str | None:
    """Say why nothing needs to be arranged at this school: they may come onto its site."""
    if suspension.covers(school.pk):
        return None
    return f"They may come onto the site of {school.name}. Arrangements are for a site they may not come onto."


def cannot_report(suspension: SiteSuspension, school: School, now: datetime) -> str | None:
    """Say why a sighting at this school is no breach: the person may be here now."""
    if suspension.is_in_force(now):
        return None if suspension.covers(school.pk) else f"They may come onto the site of {school.name}."
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


def cannot_give_no_reason(reason: str, situation: Situation) -> str | None:
    """Say why a letter cannot leave out the reason: the risk where a suspension begins, else what was decided."""
    if reason.strip():
        return None
    if situation in (Situation.START, Situation.TRUST_WIDE, Situation.LIFTED):
        return cannot_rest_on(reason)
    return "Give the reasons, so that the person understands the decision."


def cannot_issue_letter(
    *,
    is_replaced: bool,
    has_children_here: bool,
    is_barred: bool,
    has_arrangement: bool,
    issued_at: datetime | None,
    now: datetime,
) -> str | None:
    """Say why the letter cannot be issued. `issued_at` (aware) is of an issued letter that says the same.

    `is_barred`: they may not come now, or not from its first day on.
    """
    if is_replaced:
        return "A suspension from every site of the trust took the place of this one. Write the letter about that one."
    if issued_at is not None:
        return f"This letter was issued {wording.when(issued_at, now)}, and nothing in it has changed since."
    if has_children_here and is_barred and not has_arrangement:
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

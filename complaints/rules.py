"""Why something may not be done about a complaint: a sentence, or None."""

from collections.abc import Iterable
from datetime import date, datetime

from accounts.models import User
from cases.models import Case
from cases.rules import cannot_change
from complaints.models import Complaint, PanelMeeting, PanelMember, Point
from complaints.states import RUNNING, Answered, Came, Stage
from kernel import wording
from schools.calendar import Calendar

NOT_RUNNING = {
    Stage.CLOSED: "This complaint is answered. If the complainant is not content, note that they take it further.",
    Stage.WITHDRAWN: "This complaint was withdrawn.",
}


HANDED_ON = "The data protection lead deals with this point now, as a complaint of its own."


def cannot_have_come(received_on: date, today: date) -> str | None:
    """Say why a complaint cannot have come on this local day."""
    if received_on > today:
        return "This day is in the future."
    return "This is more than three years ago. Check the year." if received_on.year < today.year - 3 else None


def cannot_log_own(by: User, about: Iterable[User], *, is_own: bool) -> str | None:
    """Say why somebody does not log this complaint: it is about them, or their own."""
    if by in about:
        return "You cannot log a complaint about yourself. Ask a colleague, or the CEO, to log it."
    return "You cannot log your own complaint. Give it to a colleague, or to the CEO, to log." if is_own else None


def cannot_handle(complaint: Complaint) -> str | None:
    """Say why nothing can be done on this complaint now."""
    return cannot_change(complaint.case) or NOT_RUNNING.get(Stage(complaint.stage))


def cannot_change_points(complaint: Complaint) -> str | None:
    """Say why no point is added or taken back: nobody deals with it, or a panel looks at it as it was answered."""
    if complaint.stage == Stage.PANEL:
        return "A panel looks at this complaint as it was answered. Its points stay as they are."
    return cannot_handle(complaint)


def cannot_take_back(points: Iterable[Point], point: Point) -> str | None:
    """Say why this point cannot be taken back: it is the last, it was decided on, it was taken back before."""
    if point.taken_back_at is not None:
        return "This point was taken back already."
    if point.handed_on_at is not None:
        return HANDED_ON
    if point.findings.all():
        return "It was decided on this point, so it stays."
    others = [one for one in points if one.pk != point.pk and one.is_open]
    return None if others else "A complaint has one point at least. Add the right one first."


def cannot_decide(complaint: Complaint, points: Iterable[Point], conflict: str | None) -> str | None:
    """Say why this complaint cannot be decided on now by whoever asks; `conflict` says why they may not."""
    if reason := cannot_handle(complaint):
        return reason
    if complaint.stage == Stage.PANEL:
        return "A panel decides on this complaint. What it found is noted on the panel’s page."
    if not [*points]:
        return "Say first, point by point, what is complained of."
    return conflict


def cannot_leave_open(points: Iterable[Point], found: Iterable[Point]) -> str | None:
    """Say that a point has no finding."""
    left = {point.pk for point in points} ^ {point.pk for point in found}
    return "Decide on every point of the complaint." if left else None


def cannot_find_without(reasons: Iterable[str]) -> str | None:
    """Say that a finding has no reasons."""
    return None if all(text.strip() for text in reasons) else "Give the reasons for every finding."


def cannot_go_further(complaint: Complaint, answered: Iterable[str]) -> str | None:
    """Say why this complaint goes no further. `answered`: the stages at which it was decided on."""
    if complaint.case.state == "void":
        return cannot_change(complaint.case)
    if complaint.stage == Stage.WITHDRAWN:
        return NOT_RUNNING[Stage.WITHDRAWN]
    if complaint.is_about_data:
        return "A complaint about personal data has no further stage. Our answer says how to go to the Information Commissioner."
    if complaint.stage == Stage.FORMAL:
        return "This complaint is at the formal stage already."
    if complaint.stage == Stage.PANEL:
        return "A panel looks at this complaint already."
    if Answered.PANEL in answered:
        return (
            "A panel has decided on this complaint. That was the last stage: our letter says who else can look at it."
        )
    return None


def cannot_ask_on(asked_on: date, answered_on: date | None, complaint: Complaint, today: date) -> str | None:
    """Say why they cannot have asked on this local day. `answered_on`: when it was decided on last, if it was."""
    if asked_on > today:
        return "This day is in the future."
    if answered_on is not None and asked_on < answered_on:
        return f"This is before the complaint was decided on, on {wording.full_day(answered_on)}."
    return "This is before the complaint came." if asked_on < complaint.stage_on else None


NO_SUCH_ANSWER = (
    "No complaint of this number was answered at the formal stage, or a panel was asked for already. "
    "Check the number: it stands at the head of the answer they have."
)


def cannot_be_late(asked_on: date, until: date | None, late_reason: str) -> str | None:
    """Say that they asked too late (local days), unless a reason says why it is taken all the same."""
    if until is None or asked_on <= until or late_reason.strip():
        return None
    return f"They could ask until {wording.full_day(until)}. Say why it is taken all the same, or tell them it is too late."


def cannot_hand_over(complaint: Complaint, conflicts: Iterable[str | None]) -> str | None:
    """Say why this complaint is not handed to the Chair; `conflicts`: why the CEO may not decide on it, if that is so."""
    if reason := cannot_handle(complaint):
        return reason
    return None if any(conflicts) else "Nothing keeps the CEO from deciding on this complaint."


def cannot_note_action(complaint: Complaint) -> str | None:
    """Say why nothing is noted of what was done after a complaint: it was logged in error. Closed it still is."""
    return cannot_change(complaint.case) if complaint.case.state == "void" else None


def cannot_withdraw(complaint: Complaint) -> str | None:
    """Say why this complaint cannot be noted as withdrawn."""
    return None if complaint.stage in RUNNING and complaint.case.is_open else cannot_handle(complaint)


def cannot_come_from(source: Case) -> str | None:
    """Say why a complaint cannot be said to arise from this case."""
    return "That case was logged in error." if source.state == "void" else None


# --- Personal data ------------------------------------------------------------------------------------------------
def cannot_hand_to_lead(complaint: Complaint, answered: Iterable[str]) -> str | None:
    """Say why this complaint is not handed on as one about personal data. `answered`: where it was decided on."""
    if complaint.is_about_data:
        return "This complaint is about personal data already."
    if complaint.stage == Stage.PANEL or [*answered]:
        return "It was decided on this complaint already. What is new about personal data is logged as a complaint of its own."
    if reason := cannot_handle(complaint):
        return reason
    return None


def cannot_split(complaint: Complaint, answered: Iterable[str], points: Iterable[Point]) -> str | None:
    """Say why no point of this complaint is handed on to the data protection lead. `points`: those that are open."""
    if reason := cannot_hand_to_lead(complaint, answered):
        return reason
    if len([*points]) < 2:
        return (
            "Write down first, point by point, what they complain of. If all of it is about personal data, hand on the "
            "whole complaint."
        )
    return None


def cannot_hand_on_points(open_points: Iterable[Point], chosen: Iterable[Point]) -> str | None:
    """Say why these points are not handed on: none of them, all of them, or one that is not open."""
    left, taken = {point.pk for point in open_points}, {point.pk for point in chosen}
    if not taken:
        return "Choose the points that are about personal data."
    if taken - left:
        return "One of these points was taken back or handed on meanwhile."
    return "These are all the points there are. Hand on the whole complaint." if taken == left else None


# --- A panel ------------------------------------------------------------------------------------------------------
LEAST_MEMBERS = 3
HAS_MET = "The panel has met. Who sat on it stays on the record."
TOO_FEW = (
    "A panel has three members at least, and one of them is independent of how the school is run. Name them first."
)


def cannot_panel(complaint: Complaint) -> str | None:
    """Say why nothing is done now for a panel on this complaint."""
    if reason := cannot_change(complaint.case):
        return reason
    if complaint.stage == Stage.PANEL:
        return None
    return (
        NOT_RUNNING[Stage.WITHDRAWN] if complaint.stage == Stage.WITHDRAWN else "No panel looks at this complaint now."
    )


def cannot_name(complaint: Complaint, standing: PanelMeeting | None) -> str | None:
    """Say why nobody joins the panel. `standing`: the meeting that is arranged, or was held."""
    if reason := cannot_panel(complaint):
        return reason
    return HAS_MET if standing is not None and standing.met_at is not None else None


def cannot_be_independent(user: User | None, who: str) -> str | None:
    """Say why somebody is not the independent member: they have an account, or nobody said why they are independent."""
    if user is not None:
        return "Whoever has an account here has a part in how the schools are run. Give the independent member by name."
    return None if who.strip() else "Say who the independent member is, and why they are independent."


def cannot_stand_down(member: PanelMember, met: PanelMeeting | None) -> str | None:
    """Say why this member does not leave the panel."""
    if member.stood_down_at is not None:
        return "They have left the panel already."
    return HAS_MET if met is not None else None


def cannot_sit_together(members: Iterable[PanelMember]) -> str | None:
    """Say that these are no panel. Part 7 of the 2014 Regulations, paragraph 33(f) and (g)."""
    rows = [*members]
    is_enough = len(rows) >= LEAST_MEMBERS and any(row.is_independent for row in rows)
    return None if is_enough else TOO_FEW


def cannot_arrange_panel(
    complaint: Complaint, members: Iterable[PanelMember], standing: PanelMeeting | None
) -> str | None:
    """Say why no meeting of a panel is arranged. `standing`: the one that is arranged, or was held."""
    if reason := cannot_panel(complaint):
        return reason
    if standing is not None:
        return "The panel has met." if standing.met_at else "A meeting is arranged already. Put it off first."
    return cannot_sit_together(members)


def cannot_meet_at(meets_at: datetime, now: datetime) -> str | None:
    """Say why a panel cannot be arranged for this moment (aware)."""
    return "This has passed. Choose a time to come, so that they can be invited." if meets_at <= now else None


def cannot_meet_late(meets_on: date, by_day: date, late_reason: str) -> str | None:
    """Say that this is later than the procedure says (local days), unless a reason stands beside it."""
    if meets_on <= by_day or late_reason.strip():
        return None
    return f"Our procedure says by {wording.full_day(by_day)}. Choose an earlier day, or say why it is later."


def warns_of_panel_day(meets_on: date, papers_on: date, today: date, days: Calendar) -> str:
    """What to mind about the local day of a panel, and the last day for its papers; "" if nothing. Refuses nothing."""
    said = []
    if not days.is_working_day(meets_on):
        said.append(f"{wording.full_day(meets_on)} is not a working day.")
    if papers_on < today:
        said.append(
            f"The papers would have had to go out by {wording.full_day(papers_on)}: send them today, or find a later day."
        )
    return f"Mind: {' '.join(said)}" if said else ""


def cannot_change_panel(complaint: Complaint, meeting: PanelMeeting) -> str | None:
    """Say why nothing is noted of this meeting any more."""
    if reason := cannot_panel(complaint):
        return reason
    if meeting.called_off_at is not None:
        return "This meeting was called off."
    return "This meeting was held." if meeting.met_at is not None else None


def cannot_have_met(meeting: PanelMeeting, now: datetime) -> str | None:
    """Say that a panel has not met yet."""
    return "It has not begun yet. Note who came once it has." if meeting.meets_at > now else None


def cannot_miss(came: Came, absent_why: str) -> str | None:
    """Say that a panel does not go on without the complainant for no reason."""
    if came != Came.ABSENT or absent_why.strip():
        return None
    return "Say whether they gave a reason, and why the panel did not choose another day."


def wrong_papers_day(papers_on: date, today: date, asked_on: date) -> str | None:
    """Say why the papers cannot have gone on this local day: what went for a meeting that was put off counts too."""
    if papers_on > today:
        return "This day is in the future."
    return "This is before they asked for a panel." if papers_on < asked_on else None


def cannot_find(complaint: Complaint, met: PanelMeeting | None) -> str | None:
    """Say why what a panel found is not noted now."""
    if reason := cannot_panel(complaint):
        return reason
    return None if met is not None else "Note first that the panel has met, and who came."


def cannot_read_as_member(conflict: str | None) -> str | None:
    """Say why a member of a panel does not read its papers: what it is that they have come to have to do with it."""
    return f"{conflict}. Whoever sits on a panel has nothing to do with it: tell the clerk." if conflict else None

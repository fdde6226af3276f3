"""A panel hears a complaint: its members, its meeting, its papers, who came, what it found."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import TypeVar
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from audit.services import amend, write
from cases.duties import Kind
from cases.models import Involvement
from cases.services.duties import discharge
from cases.services.writing import claim, drop_draft, settle
from cases.states import Part
from complaints import clocks, rules
from complaints.access import require_runs_panel, require_runs_panel_still
from complaints.drafts import draft_key
from complaints.models import Complaint, Decision, PanelMeeting, PanelMember, PanelSeat, Point
from complaints.selectors.letter import LetterKey
from complaints.selectors.panel import standing_meeting
from complaints.selectors.panel_members import (
    first_conflict,
    has_account,
    members_of,
    why_not_named,
    why_not_sit,
    why_twice,
)
from complaints.services._panel import call_off, locked_meeting, tell_member
from complaints.services._shared import drop_duties, due_at, keep_decision, locked, owe
from complaints.states import About, Answered, Came, Capacity, Result, Stage
from kernel import wording
from kernel.checking import full_check
from kernel.refusal import refuse_blank, refuse_if
from schools.calendar import local_day
from schools.selectors import calendar
from schools.services.holding import hold_days

OFF = "The meeting was called off."
Row = TypeVar("Row")


# --- Who sits on it -----------------------------------------------------------------------------------------------
@transaction.atomic
def name_member(
    *,
    complaint: Complaint,
    by: User,
    user: User | None = None,
    name: str = "",
    is_independent: bool = False,
    who: str = "",
    token: UUID | None = None,
) -> PanelMember | None:
    """Name a member of the panel: an account, who is told, or somebody by name. None if this form was sent before.

    Refuses (`Refused`) whoever has to do with it, naming why. Law: Part 7 of the 2014 Regulations, paragraph 33(f), (g).
    """
    started = _begin(complaint, by, token)
    if started is None:
        return None
    complaint = started
    standing, name = standing_meeting(complaint), " ".join(name.split())
    refuse_if(rules.cannot_name(complaint, standing), about=complaint)
    if is_independent:
        refuse_if(rules.cannot_be_independent(user, who), about=complaint, field="who")
    if user is not None:
        refuse_if(why_not_sit(complaint, user), about=complaint, field="user")
    else:
        refuse_blank(name, "Name the member.", about=complaint, field="name")
    called, others = user.name if user is not None else name, [*members_of(complaint)]
    refuse_if(why_twice(called, others), about=complaint, field="user" if user is not None else "name")
    if user is None:
        reason = why_not_named(complaint, name) or (has_account(name) if is_independent else None)
        refuse_if(reason, about=complaint, field="name")
    member = PanelMember(
        complaint=complaint,
        user=user,
        name="" if user is not None else name,
        is_independent=is_independent,
        who=who.strip(),
        named_at=timezone.now(),
        named_by=by,
    )
    full_check(member)
    member.save(force_insert=True)
    write(
        chain=complaint.chain,
        verb="panel.independent_named" if is_independent else "panel.member_named",
        row=member,
        by=by,
        data={"who": member.called, "why": member.who},
    )
    tell_member(complaint, member, by)
    _invite_anew(complaint, standing, by)
    return _done("panel_member", complaint, by, token, member)


@transaction.atomic
def stand_down_member(*, member: PanelMember, reason: str, by: User) -> None:
    """Note that a member does not sit on the panel: from now on they see nothing of it.

    Where a meeting is arranged, the complainant is owed an invitation that says who hears them now.
    """
    complaint = _under_lock(member.complaint, by)
    refuse_if(rules.cannot_panel(complaint), about=complaint)
    member = PanelMember.objects.select_for_update(no_key=True, of=("self",)).select_related("user").get(pk=member.pk)
    standing = standing_meeting(complaint)
    met = standing if standing is not None and standing.met_at is not None else None
    refuse_if(rules.cannot_stand_down(member, met), about=complaint)
    refuse_blank(reason, "Say why they do not sit on it.", about=complaint, field="reason")
    now = timezone.now()
    amend(
        member, verb="panel.member_left", by=by, at=now, data={"who": member.called, "reason": reason.strip()},
        stood_down_at=now, stood_down_by=by, stood_down_why=reason.strip(),
    )  # fmt: skip
    _invite_anew(complaint, standing, by)
    drop_draft(key=draft_key("panel_leaves", complaint.case, member.pk), by=by)


# --- When it meets ------------------------------------------------------------------------------------------------
@transaction.atomic
def arrange_panel(
    *,
    complaint: Complaint,
    meets_at: datetime,
    place: str,
    by: User,
    is_remote: bool = False,
    late_reason: str = "",
    token: UUID | None = None,
) -> PanelMeeting | None:
    """Arrange when (aware) and where the panel meets: the invitation and the papers are owed. None if sent before.

    Refuses (`Refused`) without three members, one of them independent, and later than the procedure says without a
    reason. Law: Part 7 of the 2014 Regulations, paragraph 33(f) and (g).
    """
    require_runs_panel(by, complaint)
    hold_days([complaint.case.school])
    started = _begin(complaint, by, token)
    if started is None:
        return None
    complaint = started
    now, members = timezone.now(), [*members_of(complaint)]
    refuse_if(rules.cannot_arrange_panel(complaint, members, standing_meeting(complaint)), about=complaint)
    refuse_if(first_conflict(complaint, members), about=complaint)
    refuse_if(rules.cannot_meet_at(meets_at, now), about=complaint, field="meets_at")
    refuse_blank(place, "Say where it meets.", about=complaint, field="place")
    meets_on, by_day = local_day(meets_at), local_day(due_at(complaint, Kind.COMPLAINT_PANEL) - clocks.A_MOMENT)
    refuse_if(rules.cannot_meet_late(meets_on, by_day, late_reason), about=complaint, field="late_reason")
    meeting = PanelMeeting(
        complaint=complaint,
        meets_at=meets_at,
        place=place.strip(),
        is_remote=is_remote,
        late_reason=late_reason.strip() if meets_on > by_day else "",
        arranged_at=now,
        arranged_by=by,
    )
    full_check(meeting)
    meeting.save(force_insert=True)
    data = {"when": wording.in_full(meets_at), "place": meeting.place, "late": meeting.late_reason}
    write(
        chain=complaint.chain,
        verb="panel.arranged_late" if meeting.late_reason else "panel.arranged",
        row=meeting,
        by=by,
        at=now,
        data=data,
    )
    owe(complaint, Kind.PANEL_PAPERS, max(now, due_at(complaint, Kind.PANEL_PAPERS)), by, subject=str(meeting.pk))
    _owe_letter(complaint, LetterKey(About.INVITED, str(meeting.pk)), by)
    for member in members:
        tell_member(complaint, member, by)
    return _done("panel_meeting", complaint, by, token, meeting)


@transaction.atomic
def call_off_panel(*, meeting: PanelMeeting, reason: str, by: User) -> None:
    """Note that the panel does not meet then, and why: the complainant is told in writing, another day is to be found."""
    complaint = _under_lock(meeting.complaint, by)
    meeting = locked_meeting(meeting)
    refuse_if(rules.cannot_change_panel(complaint, meeting), about=complaint)
    refuse_blank(reason, "Say why it does not take place.", about=complaint, field="reason")
    call_off(meeting, reason.strip(), by)
    drop_duties(complaint, (Kind.PANEL_PAPERS,), OFF, by)
    drop_duties(complaint, (Kind.PANEL_LETTER,), OFF, by, subject=str(LetterKey(About.INVITED, str(meeting.pk))))
    _owe_letter(complaint, LetterKey(About.OFF, str(meeting.pk)), by)
    for member in members_of(complaint):
        tell_member(complaint, member, by)
    drop_draft(key=draft_key("panel_off", complaint.case, meeting.pk), by=by)


@transaction.atomic
def send_panel_papers(*, meeting: PanelMeeting, papers: str, papers_on: date, by: User) -> None:
    """Note what everybody has been sent to read, and on which local day it went out."""
    complaint = _under_lock(meeting.complaint, by)
    meeting = locked_meeting(meeting)
    refuse_if(rules.cannot_change_panel(complaint, meeting), about=complaint)
    refuse_blank(papers, "Say what the papers are.", about=complaint, field="papers")
    now = timezone.now()
    reason = rules.wrong_papers_day(papers_on, local_day(now), complaint.stage_on)
    refuse_if(reason, about=complaint, field="papers_on")
    amend(
        meeting, verb="panel.papers_sent", by=by, at=now, data={"papers": papers.strip(), "on": wording.full_day(papers_on)},
        papers=papers.strip(), papers_on=papers_on, papers_at=now, papers_by=by,
    )  # fmt: skip
    how = f"Sent on {wording.full_day(papers_on)}"
    discharge(case=complaint.case, kind=Kind.PANEL_PAPERS, subject=str(meeting.pk), how=how, by=by)
    drop_draft(key=draft_key("panel_papers", complaint.case, meeting.pk), by=by)


# --- It meets -----------------------------------------------------------------------------------------------------
@transaction.atomic
def hold_panel(
    *,
    meeting: PanelMeeting,
    members: Sequence[PanelMember],
    came: Came,
    by: User,
    with_whom: str = "",
    also_there: str = "",
    absent_why: str = "",
) -> None:
    """Note that the panel met, who of its members sat on it, and whether the complainant came.

    Refuses (`Refused`) fewer than three, none independent, whoever has come to have to do with it, and to go on without
    the complainant for no reason. Law: Part 7 of the 2014 Regulations, paragraph 33(f) to (h).
    """
    require_runs_panel(by, meeting.complaint)
    hold_days([meeting.complaint.case.school])
    complaint = _under_lock(meeting.complaint, by)
    meeting, now = locked_meeting(meeting), timezone.now()
    refuse_if(rules.cannot_change_panel(complaint, meeting), about=complaint)
    refuse_if(rules.cannot_have_met(meeting, now), about=complaint)
    chosen = {row.pk for row in members}
    sat = [row for row in members_of(complaint) if row.pk in chosen]
    refuse_if(rules.cannot_sit_together(sat) or first_conflict(complaint, sat), about=complaint, field="members")
    refuse_if(rules.cannot_miss(came, absent_why), about=complaint, field="absent_why")
    is_absent = came == Came.ABSENT
    names = wording.listed([row.called for row in sat])
    amend(
        meeting, verb="panel.met_without" if is_absent else "panel.met", by=by, at=now,
        data={"members": names, "came": wording.mid(str(Came(came).label)), "reason": absent_why.strip()},
        met_at=now, met_by=by, came=came, with_whom="" if is_absent else with_whom.strip(),
        also_there=also_there.strip(), absent_why=absent_why.strip() if is_absent else "",
    )  # fmt: skip
    for row in sat:
        PanelSeat.objects.create(meeting=meeting, member=row)
    case = complaint.case
    discharge(
        case=case, kind=Kind.COMPLAINT_PANEL, how=f"Met on {wording.full_day(local_day(meeting.meets_at))}", by=by
    )
    drop_duties(complaint, (Kind.PANEL_PAPERS,), "The panel has met.", by)
    drop_duties(
        complaint,
        (Kind.PANEL_LETTER,),
        "The panel has met.",
        by,
        subject=str(LetterKey(About.INVITED, str(meeting.pk))),
    )
    owe(complaint, Kind.PANEL_FOUND, due_at(complaint, Kind.PANEL_FOUND), by)
    drop_draft(key=draft_key("panel_met", case, meeting.pk), by=by)


@transaction.atomic
def note_panel_findings(
    *,
    complaint: Complaint,
    findings: Sequence[tuple[Point, Result, str]],
    remedy: str,
    action: str,
    by: User,
) -> Decision:
    """Note what the panel found of every point, and what it recommends; with that the complaint is answered.

    The findings are owed in writing to the complainant and to whoever the complaint is about. Members see nothing of it
    any more. Law: Part 7 of the 2014 Regulations, paragraph 33(i) and (j).
    """
    require_runs_panel(by, complaint)
    hold_days([complaint.case.school])
    complaint = _under_lock(complaint, by)
    standing = standing_meeting(complaint)
    met = standing if standing is not None and standing.met_at is not None else None
    refuse_if(rules.cannot_find(complaint, met), about=complaint)
    due = due_at(complaint, Kind.PANEL_FOUND)
    decision = keep_decision(
        complaint, findings, remedy=remedy, action=action, capacity=Capacity.PANEL, stage=Answered.PANEL, by=by
    )
    case = complaint.case
    discharge(case=case, kind=Kind.PANEL_FOUND, how="What the panel found is written down", by=by)
    drop_duties(complaint, (Kind.PANEL_LETTER,), "The panel has found: the answer says the rest.", by)
    _owe_letter(complaint, LetterKey(About.OUTCOME, Stage.PANEL.value), by, due=due)
    for row in Involvement.objects.filter(case=case, part=Part.SUBJECT).select_related("person__merged_into", "user"):
        _owe_letter(complaint, LetterKey(About.FOUND, str(row.pk)), by, due=due, about=row.who)
    drop_draft(key=draft_key("panel_found", case), by=by)
    return decision


# --- What they share ----------------------------------------------------------------------------------------------
def _owe_letter(
    complaint: Complaint, key: LetterKey, by: User, *, due: datetime | None = None, about: str = ""
) -> None:
    """Open the duty to write a letter about the panel: due at the end of the next working day, unless told."""
    if due is None:
        due = clocks.due_in_working_days(local_day(timezone.now()), 1, calendar())
    owe(complaint, Kind.PANEL_LETTER, due, by, subject=str(key), about=about)


def _begin(complaint: Complaint, by: User, token: UUID | None) -> Complaint | None:
    """The complaint under its lock, for somebody who runs its panel; None if this form was sent before."""
    require_runs_panel(by, complaint)
    if token is not None and claim(token=token, by=by):
        return None
    return _under_lock(complaint, by)


def _under_lock(complaint: Complaint, by: User) -> Complaint:
    require_runs_panel(by, complaint)
    complaint = locked(complaint)
    require_runs_panel_still(by, complaint)
    return complaint


def _invite_anew(complaint: Complaint, standing: PanelMeeting | None, by: User) -> None:
    """Owe the invitation anew: it says who hears the complaint, and the complainant may object to one of them."""
    if standing is not None and standing.is_ahead:
        _owe_letter(complaint, LetterKey(About.INVITED, str(standing.pk)), by)


def _done(form: str, complaint: Complaint, by: User, token: UUID | None, row: Row) -> Row:
    drop_draft(key=draft_key(form, complaint.case), by=by)
    if token is not None:
        settle(token=token, led_to=complaint.panel_url, by=by)
    return row

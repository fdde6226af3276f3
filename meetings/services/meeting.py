"""A meeting is arranged, changed, set for a new day or called off; who comes beside those it is for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from audit.services import amend, move, write
from cases import rules as case_rules
from cases.access import may, require, require_still
from cases.deciding import capacity_on
from cases.duties import Kind
from cases.models import Case
from cases.services.case import lock
from cases.services.writing import claim, drop_draft, settle
from kernel.checking import full_check
from kernel.refusal import Refused, refuse_blank, refuse_if
from meetings import mediating, rules
from meetings.access import mediation_of, require_arranges
from meetings.keys import draft_key, letter_key
from meetings.models import Attendee, Meeting
from meetings.selectors.letter import written_to
from meetings.selectors.page import cannot_move
from meetings.selectors.people import invitable, is_walled, listed_invited, tie_of
from meetings.services._shared import (
    done,
    drop_letters,
    locked,
    name_one,
    owe_letters,
    owe_meeting,
    people_of,
    said_of,
    settle_invited,
    settle_visits,
    tell_colleagues,
    tell_of_no_companion,
    tell_one,
)
from meetings.states import MEETING_MOVES, AttendeeCapacity, MeetingKind, MeetingState
from notices.states import NoticeKind
from schools.models import Person, School
from suspensions.states import Capacity

ARRANGE_KEY = "meeting_arrange:{reference}"
VOIDED = "The case was logged in error."
# What of a meeting makes another invitation necessary, and another entry in calendars.
TIMES = ("starts_at", "minutes", "place", "is_remote", "how_to_join")


@dataclass(frozen=True)
class Plan:
    """When and where people meet and about what, as it is asked. `starts_at` is aware."""

    starts_at: datetime
    minutes: int
    place: str
    about: str
    is_remote: bool = False
    how_to_join: str = ""
    needs: str = ""
    companion: User | None = None
    companion_name: str = ""
    no_companion_why: str = ""

    @property
    def ends_at(self) -> datetime:
        return self.starts_at + timedelta(minutes=self.minutes)

    @property
    def columns(self) -> dict[str, Any]:
        return {
            "starts_at": self.starts_at,
            "minutes": self.minutes,
            "place": self.place,
            "about": self.about,
            "is_remote": self.is_remote,
            "how_to_join": self.how_to_join if self.is_remote else "",
            "needs": self.needs,
        }


@transaction.atomic
def arrange_meeting(
    *,
    case: Case,
    kind: MeetingKind,
    parents: Sequence[Person],
    plan: Plan,
    by: User,
    school: School | None = None,
    token: UUID | None = None,
) -> Meeting | None:
    """Arrange a meeting with parents: when, where, about what, with which companion. They are to be written to.

    A parent interview is the CEO's, or whoever decides in their place, with a companion who is not involved, or with
    the reason why not, which the CEO is told. One on coming back is about the suspension after which that is due. A parent
    suspended from the site may come for its time. Raises `Refused`. None if this form was sent before. Policy, Methods.
    """
    require(by, "work_case", case)
    if token is not None and claim(token=token, by=by):
        return None
    case, now = lock(case), timezone.now()
    require_still(by, "work_case", case)
    refuse_if(case_rules.cannot_change(case), about=case)
    guests, is_decider = invitable(case), may(by, "review", case)
    back_after = guests.back_after if kind == MeetingKind.REINTEGRATION else None
    reason = rules.cannot_convene(
        kind, is_decider=is_decider, is_mediation=guests.is_mediation, is_awaited=back_after is not None
    )
    refuse_if(reason, about=case, field="kind")
    known = {one.pk: one for one in guests.people}
    refuse_if(rules.cannot_meet_nobody([one.pk for one in parents], known), about=case, field="parents")
    refuse_if(rules.cannot_start(plan.starts_at, now), about=case, field="starts_at")
    why = _why_alone(case, kind, plan)
    meeting = Meeting(
        case=case,
        kind=kind,
        convener=by,
        capacity=_capacity(case, by, kind),
        back_after=back_after,
        school=school or case.school,
        no_companion_why=why,
        arranged_at=now,
        arranged_by=by,
        **plan.columns,
    )
    full_check(meeting)
    meeting.save(force_insert=True)
    name_one(meeting, AttendeeCapacity.CONVENER, by, now, user=by)
    for person in parents:
        name_one(meeting, AttendeeCapacity.PARENT, by, now, person=known[person.pk])
    _name_companion(meeting, plan, by, now)
    people = people_of(meeting)
    write(chain=case.chain, verb="meeting.arranged", row=meeting, by=by, at=now, data=said_of(meeting, people))
    if why:
        _not_as_policy(meeting, people, by)
    owe_meeting(meeting, people, by)
    owe_letters(meeting, people, by)
    settle_visits(meeting, people, by)
    if meeting.is_interview:
        settle_invited(meeting, people, by)
    tell_colleagues(meeting, NoticeKind.MEETING_ARRANGED, people, by)
    drop_draft(key=ARRANGE_KEY.format(reference=case.reference), by=by)
    if token is not None:
        settle(token=token, led_to=meeting.get_absolute_url(), by=by)
    return meeting


def _capacity(case: Case, by: User, kind: MeetingKind) -> str:
    power = "review" if kind == MeetingKind.PARENT_INTERVIEW else "work_case"
    capacity = capacity_on(case, by, power=power)
    return capacity if capacity in Capacity.values else ""


def _why_alone(case: Case, kind: MeetingKind, plan: Plan) -> str:
    """Why a parent interview goes without an uninvolved companion; "" where it has one. Raises `Refused`."""
    refuse_if(
        rules.cannot_be_two(is_account=plan.companion is not None, name=plan.companion_name),
        about=case,
        field="companion_name",
    )
    if plan.companion is not None and is_walled(case, plan.companion):
        raise Refused(f"{plan.companion.name} cannot be told anything of this case.", about=case, field="companion")
    tie = tie_of(case, plan.companion) if plan.companion is not None else ""
    has_companion = plan.companion is not None or bool(plan.companion_name)
    why = plan.no_companion_why.strip()
    refuse_if(rules.cannot_go_alone(kind, has_companion=has_companion, tie=tie, why=why), about=case, field="companion")
    is_as_policy = kind != MeetingKind.PARENT_INTERVIEW or (has_companion and not tie)
    return "" if is_as_policy else why


def _name_companion(meeting: Meeting, plan: Plan, by: User, at: datetime) -> None:
    if plan.companion is not None:
        name_one(meeting, AttendeeCapacity.COMPANION, by, at, user=plan.companion)
    elif plan.companion_name:
        name_one(meeting, AttendeeCapacity.COMPANION, by, at, name=plan.companion_name)


def _not_as_policy(meeting: Meeting, people: Sequence[Attendee], by: User) -> None:
    data = {"who": listed_invited(people), "reason": meeting.no_companion_why}
    write(chain=meeting.chain, verb="meeting.not_as_policy", row=meeting, by=by, data=data)
    tell_of_no_companion(meeting, by)


# --- Changed ------------------------------------------------------------------------------------------------------
@transaction.atomic
def change_meeting(
    *, meeting: Meeting, plan: Plan, by: User, reason: str = "", token: UUID | None = None
) -> Meeting | None:
    """Change a meeting that is still to come, or set a new day for one that was broken off or not attended.

    Where day, time or place change, everybody is told again, parents by letter, and what was permitted at the gate
    moves along. Raises `Refused`. None if this form was sent before.
    """
    require_arranges(by, meeting)
    if token is not None and claim(token=token, by=by):
        return None
    meeting, now = locked(meeting), timezone.now()
    case = meeting.case
    require_arranges(by, meeting, is_still=True)
    refuse_if(case_rules.cannot_change(case), about=meeting)
    refuse_if(rules.cannot_change(meeting), about=meeting)
    kind = MeetingKind(meeting.kind)
    refuse_if(cannot_move(meeting, by), about=meeting)
    refuse_if(rules.cannot_start(plan.starts_at, now), about=meeting, field="starts_at")
    if (mediation := mediation_of(meeting)) is not None:
        refuse_if(mediating.cannot_meet_later(mediation, plan.ends_at), about=meeting, field="starts_at")
    why = _why_alone(case, kind, plan)
    before, was_alone = people_of(meeting), bool(meeting.no_companion_why)
    is_moved = not meeting.is_arranged or any(getattr(meeting, one) != plan.columns[one] for one in TIMES)
    changes = {**plan.columns, "no_companion_why": why, "revision": meeting.revision + is_moved}
    _write_change(meeting, changes, before, reason, by, now)
    people = _change_companion(meeting, plan, before, by, now)
    if why and not was_alone:
        _not_as_policy(meeting, people, by)
    owe_meeting(meeting, people, by, why="The meeting has changed.")
    done(meeting, Kind.MEETING_AGAIN, "A new day is set", by)
    if is_moved:
        owe_letters(meeting, people, by)
        settle_visits(meeting, people, by)
        known = {one.user_id for one in before}
        tell_colleagues(meeting, NoticeKind.MEETING_MOVED, [one for one in people if one.user_id in known], by)
    drop_draft(key=draft_key("meeting_change", meeting), by=by)
    if token is not None:
        settle(token=token, led_to=meeting.get_absolute_url(), by=by)
    return meeting


def _write_change(
    meeting: Meeting, changes: dict[str, Any], people: Sequence[Attendee], reason: str, by: User, now: datetime
) -> None:
    """The new day and the rest, with what history says of it; one that was noted is to come again."""
    later = {**said_of(Meeting(case=meeting.case, kind=meeting.kind, **changes), people), "reason": reason.strip()}
    if meeting.is_arranged:
        amend(meeting, verb="meeting.changed", by=by, at=now, data=later, **changes)
        return
    stamps: dict[str, Any] = {"noted_at": None, "noted_by": None}
    move(
        meeting, MeetingState.ARRANGED, table=MEETING_MOVES, verb="meeting.set_again", by=by, at=now, data=later,
        **changes, **stamps,
    )  # fmt: skip
    Attendee.objects.filter(meeting=meeting).update(has_attended=None)


def _change_companion(
    meeting: Meeting, plan: Plan, before: Sequence[Attendee], by: User, now: datetime
) -> list[Attendee]:
    """Put another companion in the place of one; both are told."""
    old = next((one for one in before if one.capacity == AttendeeCapacity.COMPANION), None)
    is_same = old is not None and (old.user, old.name) == (plan.companion, plan.companion_name)
    if is_same or (old is None and plan.companion is None and not plan.companion_name):
        return people_of(meeting)
    if old is not None:
        _take_off(meeting, old, by)
    _name_companion(meeting, plan, by, now)
    people = people_of(meeting)
    new = next((one for one in people if one.capacity == AttendeeCapacity.COMPANION), None)
    if new is not None:
        data = {"who": new.who, "capacity": new.get_capacity_display().lower()}
        write(chain=meeting.chain, verb="attendee.named", row=new, by=by, data=data)
        if new.user is not None and new.user != by:
            tell_one(meeting, NoticeKind.MEETING_ARRANGED, new.user, by)
    return people


def _take_off(meeting: Meeting, attendee: Attendee, by: User) -> None:
    write(chain=meeting.chain, verb="attendee.removed", row=attendee, by=by, data={"who": attendee.who})
    user = attendee.user
    attendee.delete()
    if user is not None and user != by:
        tell_one(meeting, NoticeKind.MEETING_CANCELLED, user, by)


# --- Called off ---------------------------------------------------------------------------------------------------
@transaction.atomic
def cancel_meeting(*, meeting: Meeting, reason: str, by: User) -> Meeting:
    """Call off a meeting that is still to come, and say why: who comes is told, the parents by letter."""
    require_arranges(by, meeting)
    meeting = locked(meeting)
    require_arranges(by, meeting, is_still=True)
    refuse_if(rules.cannot_cancel(meeting), about=meeting)
    refuse_blank(reason, "Say why it is called off.", about=meeting, field="reason")
    people = _cancel(meeting, reason, by)
    drop_letters(meeting, "The meeting is called off.", by)
    owe_letters(meeting, [one for one in people if letter_key(one) in written_to(meeting)], by)
    drop_draft(key=draft_key("meeting_cancel", meeting), by=by)
    return meeting


@transaction.atomic
def cancel_meetings_of(*, case: Case, by: User) -> None:
    """Call off what is still to come on a case that was logged in error, as a part of voiding it: it has told everybody."""
    for meeting in Meeting.objects.arranged().filter(case=case).with_people().order_by("pk"):
        _cancel(meeting, VOIDED, by)


def _cancel(meeting: Meeting, reason: str, by: User) -> list[Attendee]:
    now, people = timezone.now(), people_of(meeting)
    data = {**said_of(meeting, people), "reason": reason.strip()}
    move(
        meeting, MeetingState.CANCELLED, table=MEETING_MOVES, verb="meeting.cancelled", by=by, at=now, data=data,
        cancelled_at=now, cancelled_by=by, cancel_reason=reason.strip(), revision=meeting.revision + 1,
    )  # fmt: skip
    done(meeting, Kind.MEETING, f"Called off: {reason.strip()}", by)
    settle_visits(meeting, people, by)
    tell_colleagues(meeting, NoticeKind.MEETING_CANCELLED, people, by)
    return people


# --- Who comes ----------------------------------------------------------------------------------------------------
@transaction.atomic
def name_attendee(
    *,
    meeting: Meeting,
    capacity: AttendeeCapacity,
    by: User,
    user: User | None = None,
    name: str = "",
    token: UUID | None = None,
) -> Attendee | None:
    """Note that somebody else comes: whom the parent brings, an interpreter, a colleague. A colleague is told.

    None if this form was sent before.
    """
    require_arranges(by, meeting)
    if token is not None and claim(token=token, by=by):
        return None
    meeting = locked(meeting)
    require_arranges(by, meeting, is_still=True)
    refuse_if(case_rules.cannot_change(meeting.case), about=meeting)
    refuse_if(rules.cannot_name(meeting, capacity), about=meeting, field="capacity")
    if (user is None) == (not name.strip()):
        raise Refused("Choose a colleague, or name somebody else.", about=meeting, field="name")
    if user is not None and is_walled(meeting.case, user):
        raise Refused(f"{user.name} cannot be told anything of this case.", about=meeting, field="user")
    row = name_one(meeting, capacity, by, timezone.now(), user=user, name=name.strip())
    data = {"who": row.who, "capacity": row.get_capacity_display().lower()}
    write(chain=meeting.chain, verb="attendee.named", row=row, by=by, data=data)
    if user is not None and user != by:
        tell_one(meeting, NoticeKind.MEETING_ARRANGED, user, by)
    drop_draft(key=draft_key("meeting_who", meeting), by=by)
    if token is not None:
        settle(token=token, led_to=meeting.get_absolute_url(), by=by)
    return row


@transaction.atomic
def remove_attendee(*, attendee: Attendee, by: User) -> None:
    """Note that somebody does not come after all; a colleague is told. Twice is once."""
    require_arranges(by, attendee.meeting)
    meeting = locked(attendee.meeting)
    require_arranges(by, meeting, is_still=True)
    row = Attendee.objects.with_people().filter(pk=attendee.pk).first()
    if row is None:
        return
    row.meeting = meeting
    refuse_if(rules.cannot_take_off(row), about=meeting)
    _take_off(meeting, row, by)


@transaction.atomic
def let_come(*, meeting: Meeting, by: User) -> None:
    """Let parents who were suspended from the site after the meeting was arranged come for its time."""
    require(by, "work_case", meeting.case)
    meeting = locked(meeting)
    require_still(by, "work_case", meeting.case)
    refuse_if(rules.cannot_change(meeting), about=meeting)
    people = people_of(meeting)
    settle_visits(meeting, people, by)
    # What the letter says of the site has changed with it.
    owe_letters(meeting, people, by)

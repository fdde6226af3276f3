"""What came of a meeting: it was held, it was broken off, or the parent did not come."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from audit.services import amend, move
from cases import rules as case_rules
from cases.duties import Kind
from cases.models import Duty
from cases.services.duties import open_duty
from cases.services.writing import claim, drop_draft, settle
from kernel import wording
from kernel.checking import full_check
from kernel.refusal import refuse_blank, refuse_if
from meetings import rules
from meetings.access import require_arranges
from meetings.keys import draft_key
from meetings.models import Attendee, Meeting, Sitting
from meetings.selectors.people import listed_invited, name_of, tie_of
from meetings.services._shared import (
    about_of,
    done,
    drop_letters,
    locked,
    owner_of,
    people_of,
    tell_of_no_companion,
)
from meetings.states import MEETING_MOVES, AttendeeCapacity, MeetingKind, MeetingState, Outcome
from pupils.services.after import note_reintegration
from schools.calendar import local_day

IN_RECORD = "It stands in the record of the meeting."
BROKEN_OFF = "Say why it was broken off."


@transaction.atomic
def note_outcome(
    *,
    meeting: Meeting,
    outcome: Outcome,
    by: User,
    came: Sequence[int] = (),
    others: Sequence[str] = (),
    began_at: datetime | None = None,
    ended_at: datetime | None = None,
    reason: str = "",
    no_companion_why: str = "",
    token: UUID | None = None,
) -> Sitting | None:
    """Note what came of the day a meeting was arranged for: who came (attendees' pks), from when until when (aware).

    `reason` says why it was broken off, or, where it is known, why nobody came; then a new day is owed. A parent
    interview at which no uninvolved companion was is noted with why, and the CEO is told. Of a mediation no record of
    one side alone is owed. Raises `Refused`. None if this form was sent before.
    """
    require_arranges(by, meeting)
    if token is not None and claim(token=token, by=by):
        return None
    meeting, now = locked(meeting), timezone.now()
    require_arranges(by, meeting, is_still=True)
    refuse_if(case_rules.cannot_change(meeting.case), about=meeting)
    refuse_if(rules.cannot_note(meeting, now), about=meeting)
    refuse_if(rules.cannot_have_sat(outcome, began_at, ended_at, now), about=meeting, field="began_at")
    if outcome == Outcome.ADJOURNED:
        refuse_blank(reason, BROKEN_OFF, about=meeting, field="reason")
    people = people_of(meeting)
    there = [one for one in people if one.pk in {*came}] if outcome != Outcome.NOT_ATTENDED else []
    refuse_if(rules.cannot_be_empty(outcome, there, MeetingKind(meeting.kind)), about=meeting, field="came")
    if outcome != Outcome.NOT_ATTENDED:
        there += _also_there(meeting, others, by, now)
        _check_companion(meeting, there, no_companion_why, by)
        Attendee.objects.filter(meeting=meeting).update(has_attended=False)
        Attendee.objects.filter(pk__in=[one.pk for one in there]).update(has_attended=True)
    sitting = _sat(meeting, outcome, there, began_at, ended_at, reason, by, now)
    _move(meeting, outcome, sitting, people, by, now)
    about = about_of(meeting, listed_invited(people))
    if outcome != Outcome.HELD:
        open_duty(
            case=meeting.case, kind=Kind.MEETING_AGAIN, subject=str(meeting.pk), about=about,
            by=by, **owner_of(meeting),
        )  # fmt: skip
    elif not meeting.is_with_one_side:
        open_duty(
            case=meeting.case, kind=Kind.MEETING_RECORD, subject=str(meeting.pk), about=about,
            by=by, **owner_of(meeting),
        )  # fmt: skip
        _answer_return(meeting, sitting, by)
    drop_letters(meeting, "It is noted what came of the meeting.", by)
    drop_draft(key=draft_key("meeting_held", meeting), by=by)
    if token is not None:
        settle(token=token, led_to=meeting.get_absolute_url(), by=by)
    return sitting


def _answer_return(meeting: Meeting, sitting: Sitting, by: User) -> None:
    """A meeting on coming back is the talk that is owed after a suspension, where nobody has noted that before."""
    suspension = meeting.back_after
    if suspension is None or sitting.began_at is None:
        return
    if Duty.objects.open().filter(case=meeting.case, kind=Kind.REINTEGRATION, subject=str(suspension.pk)).exists():
        came = sitting.present.replace("\n", "; ")
        note_reintegration(
            suspension=suspension,
            is_held=True,
            held_on=local_day(sitting.began_at),
            who_came=came,
            agreed=IN_RECORD,
            by=by,
        )


def _also_there(meeting: Meeting, others: Sequence[str], by: User, now: datetime) -> list[Attendee]:
    """Those who came without having been named before."""
    rows = [
        Attendee(meeting=meeting, capacity=AttendeeCapacity.OTHER, name=name, named_at=now, named_by=by)
        for name in others
    ]
    for row in rows:
        full_check(row)
        row.save(force_insert=True)
    return rows


def _check_companion(meeting: Meeting, there: Sequence[Attendee], why: str, by: User) -> None:
    """A parent interview had an uninvolved companion, or it is said why not and the CEO is told."""
    if meeting.kind != MeetingKind.PARENT_INTERVIEW:
        return
    companion = next((one for one in there if one.capacity == AttendeeCapacity.COMPANION), None)
    tie = tie_of(meeting.case, companion.user) if companion is not None and companion.user is not None else ""
    if companion is not None and not tie:
        return
    why = why.strip() or meeting.no_companion_why
    reason = rules.cannot_go_alone(MeetingKind(meeting.kind), has_companion=companion is not None, tie=tie, why=why)
    refuse_if(reason, about=meeting, field="no_companion_why")
    if why != meeting.no_companion_why:
        data = {"who": listed_invited(there), "reason": why}
        amend(meeting, verb="meeting.not_as_policy", by=by, data=data, no_companion_why=why)
        tell_of_no_companion(meeting, by)


def _sat(
    meeting: Meeting,
    outcome: Outcome,
    there: Sequence[Attendee],
    began_at: datetime | None,
    ended_at: datetime | None,
    reason: str,
    by: User,
    now: datetime,
) -> Sitting:
    is_held = outcome != Outcome.NOT_ATTENDED
    sitting = Sitting(
        meeting=meeting,
        outcome=outcome,
        planned_at=meeting.starts_at,
        began_at=began_at if is_held else None,
        ended_at=ended_at if is_held else None,
        present="\n".join(f"{name_of(one)}: {one.get_capacity_display()}" for one in there),
        reason=reason.strip(),
        noted_at=now,
        noted_by=by,
    )
    full_check(sitting)
    sitting.save(force_insert=True)
    return sitting


def _move(
    meeting: Meeting, outcome: Outcome, sitting: Sitting, people: Sequence[Attendee], by: User, now: datetime
) -> None:
    stamps: dict[str, Any] = {"noted_at": now, "noted_by": by}
    told = {"who": listed_invited(people), "reason": sitting.reason}
    if outcome == Outcome.NOT_ATTENDED:
        move(
            meeting, MeetingState.NOT_ATTENDED, table=MEETING_MOVES, verb="meeting.not_attended", by=by, at=now,
            data=told, **stamps,
        )  # fmt: skip
        done(meeting, Kind.MEETING, "They did not come" if meeting.is_mediated else "The parent did not come", by)
        return
    assert sitting.began_at is not None, "checked by rule"
    assert sitting.ended_at is not None, "checked by rule"
    when = f"{wording.in_full(sitting.began_at)} to {wording.clock_time(sitting.ended_at)}"
    data = {**told, "when": when, "present": sitting.present.replace("\n", "; ")}
    move(meeting, MeetingState.HELD, table=MEETING_MOVES, verb="meeting.held", by=by, at=now, data=data, **stamps)
    done(meeting, Kind.MEETING, f"Held {when}", by)
    if outcome == Outcome.ADJOURNED:
        move(meeting, MeetingState.ADJOURNED, table=MEETING_MOVES, verb="meeting.adjourned", by=by, at=now, data=told)

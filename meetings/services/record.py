"""The record of a meeting: written, sent to the parties, commented on, issued to be signed; what is to be done after it."""

from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from audit.services import amend, move, write
from cases.access import may, reach
from cases.duties import Kind
from cases.services.duties import discharge, open_duty
from cases.services.writing import claim, drop_draft, settle
from kernel import wording
from kernel.checking import full_check
from kernel.refusal import Refused, Stale, refuse_blank, refuse_if
from meetings import recording
from meetings.access import mediation_of, reads_draft, require_writes, writes
from meetings.keys import draft_key
from meetings.models import Action, AgreedRecord, Attendee, Comment, DraftGiven, Meeting
from meetings.selectors.people import listed_invited, name_of
from meetings.selectors.record import (
    Told,
    content_of,
    gets_it_otherwise,
    is_issued_so,
    is_shared,
    told_of,
    waiting_of,
)
from meetings.services._record import ONLY_PARTIES, Saying, add_comment, drop_draft_links, note_given, writable
from meetings.services._shared import (
    done,
    drop_letters,
    locked,
    owe_letters,
    owner_of,
    people_of,
    settle_record_due,
    tell_one,
)
from meetings.states import MEETING_MOVES, MeetingState, Topic
from notices.states import NoticeKind
from records.models import WrittenRecord
from records.selectors import draft_of
from records.services import Signer, correct_record, issue_handed_in, issue_record, save_content, start_record
from records.states import CopyMethod, RecordKind
from schools.access import forget_powers
from schools.calendar import at_local, local_day, next_midnight
from schools.selectors import calendar
from suspensions.selectors.standing import current
from suspensions.states import Channel

CHANGED_MEANWHILE = (
    "Somebody else has changed this record since you opened it. Both texts are below: put together what is right and "
    "save again."
)
CORRECTION = "The record was put right after everybody who was there could comment on it."


# --- Written ------------------------------------------------------------------------------------------------------
@transaction.atomic
def write_topic(*, meeting: Meeting, topic: Topic, text: str, revision: int, by: User) -> AgreedRecord:
    """Write one topic of the record. `revision` is that on which the page was opened (0 for none yet).

    Raises `Stale` if somebody else has saved since. A change takes back that it was sent for comment.
    """
    meeting = writable(meeting, by)
    known = AgreedRecord.objects.filter(meeting=meeting).first()
    if (known.revision if known is not None else 0) != revision:
        raise Stale(CHANGED_MEANWHILE, about=meeting)
    row = known or _begin(meeting, by)
    row.meeting = meeting
    if _keep(row, topic, text, by):
        _changed(meeting, by, is_new=known is None)
    drop_draft(key=draft_key("meeting_record", meeting, topic.value), by=by)
    row.refresh_from_db()
    return row


def _begin(meeting: Meeting, by: User) -> AgreedRecord:
    row = AgreedRecord(meeting=meeting, begun_at=timezone.now(), begun_by=by)
    full_check(row)
    row.save(force_insert=True)
    write(chain=meeting.chain, verb="meeting_record.begun", row=row, by=by, data=_told(meeting))
    return row


def _keep(row: AgreedRecord, topic: Topic, text: str, by: User) -> bool:
    """Put a text into the record. History keeps old and new, but of a mediation not a word. False if it reads so."""
    meeting = row.meeting
    said: dict[str, Any] = {topic.value: text}
    data = _told(meeting, topic=topic.label.lower())
    if not meeting.is_mediated:
        return amend(row, verb="meeting_record.written", by=by, data=data, **said)
    if getattr(row, topic.value) == text:
        return False
    setattr(row, topic.value, text)
    full_check(row)
    row.save(update_fields=[topic.value])
    write(chain=meeting.chain, verb="meeting_record.written", row=row, by=by, data=data)
    return True


def _changed(meeting: Meeting, by: User, *, is_new: bool = False) -> None:
    """The text is another now: who had agreed to the one before has not agreed to this, and no link opens that any more."""
    row = AgreedRecord.objects.get(meeting=meeting)
    AgreedRecord.objects.filter(pk=row.pk).update(revision=row.revision + (not is_new), shared_at=None, shared_by=None)
    drop_draft_links(meeting, by)


def _told(meeting: Meeting, **more: Any) -> dict[str, Any]:
    return {"who": listed_invited(people_of(meeting)), **more}


@transaction.atomic
def name_action(
    *,
    meeting: Meeting,
    what: str,
    due_on: date,
    by: User,
    user: User | None = None,
    name: str = "",
    token: UUID | None = None,
) -> Action | None:
    """Note what somebody is to do, by which local day. An account is one of those who were there. None if sent before.

    Of a mediation history says it once the record is issued.
    """
    if token is not None and claim(token=token, by=by):
        return None
    meeting = writable(meeting, by)
    refuse_if(recording.cannot_add_action(meeting), about=meeting)
    if (user is None) == (not name.strip()):
        raise Refused("Say who does it: choose somebody, or name them.", about=meeting, field="name")
    if user is not None and not meeting.attendees.filter(user=user).exists():
        raise Refused("Choose somebody who was at the meeting.", about=meeting, field="user")
    if due_on < local_day(timezone.now()):
        raise Refused("This day is over.", about=meeting, field="due_on")
    action = Action(
        meeting=meeting, what=what.strip(), user=user, name=name.strip(), due_on=due_on, named_at=timezone.now(),
        named_by=by,
    )  # fmt: skip
    full_check(action)
    if not AgreedRecord.objects.filter(meeting=meeting).exists():
        _begin(meeting, by)
    action.save(force_insert=True)
    if not meeting.is_mediated:
        write(chain=meeting.chain, verb="action.named", row=action, by=by, data=_said(action))
    _changed(meeting, by)
    drop_draft(key=draft_key("meeting_action", meeting), by=by)
    if token is not None:
        settle(token=token, led_to=meeting.get_absolute_url(), by=by)
    return action


def _said(action: Action) -> dict[str, str]:
    return {"what": wording.closed(action.what), "owner": action.who, "due": wording.full_day(action.due_on)}


@transaction.atomic
def remove_action(*, action: Action, by: User) -> None:
    """Take out what was to be done, while no record that says it is issued. Twice is once."""
    meeting = writable(action.meeting, by)
    row = Action.objects.filter(pk=action.pk).first()
    if row is None:
        return
    if row.owed_at is not None:
        raise Refused("This stands in a record that was issued.", about=meeting)
    row.meeting = meeting
    if not meeting.is_mediated:
        write(chain=meeting.chain, verb="action.removed", row=row, by=by, data=_said(row))
    row.delete()
    _changed(meeting, by)


# --- Sent for comment ---------------------------------------------------------------------------------------------
@transaction.atomic
def share_record(*, meeting: Meeting, by: User) -> AgreedRecord:
    """Send the draft to everybody who was there: accounts are told, parents are to be written to.

    Of a mediation nobody is written to, for letters stand in the file: whoever mediates gives the draft to them. Each
    has five working days from when it reaches them. Raises `Refused`.
    """
    meeting = writable(meeting, by)
    told = told_of(meeting)
    refuse_if(recording.cannot_share(meeting, told.text), about=meeting)
    assert told.text is not None, "refused above"
    now, row = timezone.now(), told.text
    row.meeting = meeting
    amend(row, verb="meeting_record.shared", by=by, at=now, data=_told(meeting), shared_at=now, shared_by=by)
    settle_record_due(meeting, by)
    if not meeting.is_mediated:
        owe_letters(meeting, told.parties, by)
    for one in told.parties:
        if one.user is not None and one.user != by and reads_draft(one.user, meeting, one):
            _tell(meeting, NoticeKind.MEETING_COMMENT, one.user, by)
    return row


@transaction.atomic
def note_draft_given(
    *, meeting: Meeting, attendee: Attendee, method: CopyMethod, given_on: date, by: User, token: UUID | None = None
) -> DraftGiven | None:
    """Note that somebody without letter or account was given the draft, on which local day: their five days begin.

    None if this form was sent before. Raises `Refused`.
    """
    require_writes(by, meeting)
    if token is not None and claim(token=token, by=by):
        return None
    meeting, now = writable(meeting, by), timezone.now()
    told = told_of(meeting)
    party = next((one for one in told.parties if one.pk == attendee.pk), None)
    if party is None:
        raise Refused(ONLY_PARTIES, about=meeting, field="attendee")
    reason = recording.cannot_give(meeting, told.text, gets_otherwise=gets_it_otherwise(party))
    refuse_if(reason, about=meeting, field="attendee")
    assert told.text is not None, "refused above"
    assert told.text.shared_at is not None, "refused above"
    reason = recording.cannot_be_given_on(given_on, local_day(told.text.shared_at), local_day(now))
    refuse_if(reason, about=meeting, field="given_on")
    row = note_given(told, party, method, given_on, by)
    drop_draft(key=draft_key("meeting_given", meeting), by=by)
    if token is not None:
        settle(token=token, led_to=meeting.get_absolute_url(), by=by)
    return row


def _tell(meeting: Meeting, kind: NoticeKind, user: User, by: User) -> None:
    tell_one(meeting, kind, user, by, has_appointment=False)


@transaction.atomic
def note_comment(
    *,
    meeting: Meeting,
    attendee: Attendee,
    is_agreed: bool,
    by: User,
    text: str = "",
    channel: Channel = Channel.FORM,
    token: UUID | None = None,
) -> Comment | None:
    """Note what somebody who was there says to the draft, in their words: it is right, or what is not. Or they say so.

    Whoever works on the case notes it for anybody; an attendee with an account says it of themselves. None if sent before.
    """
    _require_says(by, meeting, attendee)
    if token is not None and claim(token=token, by=by):
        return None
    meeting = locked(meeting)
    forget_powers(by)
    _require_says(by, meeting, attendee)
    told = told_of(meeting)
    how = str(Channel(channel).label).lower()
    said = Saying(is_agreed=is_agreed, text=text, channel=channel, how=how)
    comment = add_comment(told, attendee, said, by)
    drop_draft(key=draft_key("meeting_comment", meeting), by=by)
    if token is not None:
        settle(token=token, led_to=meeting.get_absolute_url(), by=by)
    return comment


def _require_says(by: User, meeting: Meeting, attendee: Attendee) -> None:
    """Deny (403) unless this account writes the record, or was there itself and reads its draft; never behind a wall."""
    held = reach(by)
    is_own = attendee.user_id == held.user_id and reads_draft(by, meeting, attendee)
    if meeting.case_id in held.walled or not (is_own or writes(by, meeting)):
        raise PermissionDenied


# --- Issued -------------------------------------------------------------------------------------------------------
@transaction.atomic
def issue_meeting_record(*, meeting: Meeting, by: User) -> WrittenRecord:
    """Issue the record as it reads now, to be signed by everybody who was there; what is to be done is owed from now.

    Everybody agrees, or had five working days from when the draft reached them: who does not agree is quoted in it.
    Raises `Refused`. Policy, Methods: all of the parties present at the meeting sign the record.
    """
    meeting = writable(meeting, by)
    told = told_of(meeting)
    content = content_of(told)
    is_current = is_issued_so(told, content)
    waiting = waiting_of(told, calendar())
    reason = recording.cannot_issue(meeting, waiting, timezone.now(), is_shared=is_shared(told), is_current=is_current)
    refuse_if(reason, about=meeting)
    record = _issued(told, content, by)
    if meeting.state == MeetingState.HELD:
        now = timezone.now()
        move(
            meeting, MeetingState.RECORDED, table=MEETING_MOVES, verb="meeting.recorded", by=by, at=now,
            data=_told(meeting), recorded_at=now, recorded_by=by,
        )  # fmt: skip
    done(meeting, Kind.MEETING_RECORD, f"Issued: {record}", by)
    drop_letters(meeting, "The record is issued.", by)
    drop_draft_links(meeting, by)
    for action in told.actions:
        if action.owed_at is None:
            _owe(action, meeting, by)
    return record


def _issued(told: Told, content: dict[str, Any], by: User) -> WrittenRecord:
    """The record, to be signed. Whoever mediates hands theirs in, for they see no other record of the case."""
    if not told.meeting.is_mediated:
        return issue_record(record=_written(told, content, by), signers=_signers(told), by=by)
    return issue_handed_in(
        case=told.meeting.case, kind=RecordKind.MEDIATION_RECORD, title=recording.MEDIATION_TITLE, content=content,
        subject=str(told.meeting.pk), signers=_signers(told), correction=CORRECTION, by=by,
    )  # fmt: skip


def _written(told: Told, content: dict[str, Any], by: User) -> WrittenRecord:
    """The draft that is issued: a new version of what was issued, or the first."""
    case, kind, subject = told.meeting.case, RecordKind.MEETING_RECORD, str(told.meeting.pk)
    draft = draft_of(case, kind, subject)
    if draft is None and told.issued is not None:
        draft = correct_record(record=told.issued, correction=CORRECTION, by=by)
    if draft is not None:
        return save_content(record=draft, content=content, by=by)
    return start_record(case=case, kind=kind, title=recording.TITLE, content=content, subject=subject, by=by)


def _signers(told: Told) -> list[Signer]:
    """Everybody who was there signs, in the capacity that the record gives them."""
    capacities = dict(content_of(told)["signing"])
    return [
        Signer(
            name_of(one), capacities[name_of(one)],
            person=current(one.person) if one.person is not None else None, user=one.user,
        )
        for one in told.parties
    ]  # fmt: skip


def _owe(action: Action, meeting: Meeting, by: User) -> None:
    """What is to be done is owed: by whoever has an account, else the convener sees to it."""
    now = timezone.now()
    action.meeting = meeting
    amend(action, verb="action.owed", by=by, at=now, data=_said(action), owed_at=now, owed_by=by)
    owner = owner_of(meeting) | _doer(action, meeting)
    due_at = next_midnight(at_local(action.due_on, now.min.time()))
    about = f"{action.what} ({action.who})"[:200]
    open_duty(
        case=meeting.case, kind=Kind.MEETING_ACTION, subject=str(action.pk), about=about, due_at=due_at, by=by, **owner
    )
    if action.user is not None and action.user != by:
        _tell(meeting, NoticeKind.MEETING_ACTION, action.user, by)


def _doer(action: Action, meeting: Meeting) -> dict[str, Any]:
    """Who does what is to be done, where it is an account; a mediator until their access ends."""
    if action.user is None:
        return {}
    mediation = mediation_of(meeting)
    is_mediator = mediation is not None and mediation.mediator_id == action.user_id
    until = mediation.access_ends_at if mediation is not None and is_mediator else None
    return {"owner_user": action.user, "by_name_ends_at": until}


@transaction.atomic
def finish_action(*, action: Action, how: str, by: User) -> Action:
    """Note that what was agreed is done, and what was done: whoever owes it, or works on the case. Twice is once."""
    _require_does(by, action)
    meeting = locked(action.meeting)
    forget_powers(by)
    _require_does(by, action)
    action = Action.objects.get(pk=action.pk)
    action.meeting = meeting
    if action.done_at is not None and action.how == how.strip():
        return action
    if action.owed_at is None or action.done_at is not None:
        raise Refused(
            "It is noted already that this is done." if action.done_at else "This is not owed yet.", about=meeting
        )
    refuse_blank(how, "Say what was done.", about=meeting, field="how")
    now = timezone.now()
    data = {**_said(action), "how": wording.closed(how.strip())}
    amend(action, verb="action.done", by=by, at=now, data=data, done_at=now, done_by=by, how=how.strip())
    discharge(case=meeting.case, kind=Kind.MEETING_ACTION, subject=str(action.pk), how=how.strip(), by=by)
    drop_draft(key=f"meeting_done:{meeting.case.reference}:{action.pk}", by=by)
    return action


def _require_does(by: User, action: Action) -> None:
    """Deny (403) unless this account sees what is to be done, and owes it or works on the case."""
    if action.user_id != by.pk and not may(by, "work_case", action.case):
        raise PermissionDenied
    if not Action.objects.visible_to(by).filter(pk=action.pk).exists():
        raise PermissionDenied

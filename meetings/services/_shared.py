"""What several acts on a meeting do alike: lock it, let suspended parents come, tell colleagues, owe letters."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone
from psycopg.types.range import TimestamptzRange

from accounts.models import User
from cases.access import may, reach
from cases.duties import Kind
from cases.models import Case, Duty
from cases.services.case import lock
from cases.services.duties import discharge, open_duty, set_due, settle_waived
from kernel import wording
from kernel.checking import full_check
from meetings.access import mediation_of
from meetings.keys import letter_key, visit_key
from meetings.models import Attendee, Mediation, Meeting
from meetings.selectors.people import listed_invited, name_of
from meetings.selectors.record import reached, told_of
from meetings.states import AttendeeCapacity, MeetingKind, MeetingState
from notices.models import Appointment
from notices.recipients import acting_for_ceo, holders, not_walled
from notices.services import tell
from notices.states import Audience, NoticeKind
from schools.models import Person
from schools.selectors import calendar
from schools.states import Role
from suspensions.models import SiteSuspension
from suspensions.selectors.visits import barring
from suspensions.services import permit_visit, withdraw_visits

# A suspended parent may come so long before a meeting begins.
EARLY = timedelta(minutes=15)


def locked(meeting: Meeting) -> Meeting:
    """The meeting as it stands, under the lock of its case. Call inside a transaction."""
    lock(meeting.case)
    row: Meeting = Meeting.objects.with_people().get(pk=meeting.pk)
    return row


def locked_mediation(mediation: Mediation) -> Mediation:
    """The mediation as it stands, under the lock of its case. Call inside a transaction."""
    lock(mediation.case)
    row: Mediation = Mediation.objects.select_related("case__school", "mediator").get(pk=mediation.pk)
    return row


def name_one(meeting: Meeting, capacity: AttendeeCapacity, by: User, at: datetime, **party: Any) -> Attendee:
    """Note that somebody comes to a meeting, as what: a known person, an account, or somebody by name."""
    row = Attendee(meeting=meeting, capacity=capacity, named_at=at, named_by=by, **party)
    full_check(row)
    row.save(force_insert=True)
    return row


def people_of(meeting: Meeting) -> list[Attendee]:
    """Everybody who comes to a meeting, in the order they were named."""
    return [*meeting.attendees.with_people().order_by("pk")]


def said_of(meeting: Meeting, people: Iterable[Attendee]) -> dict[str, Any]:
    """What history says of a meeting."""
    when = f"{wording.in_full(meeting.starts_at)}, {meeting.minutes} minutes"
    kind = wording.mid(str(meeting.get_kind_display()))
    return {"who": listed_invited(people), "when": when, "place": meeting.place, "kind": kind}


# --- Duties -------------------------------------------------------------------------------------------------------
def owner_of(meeting: Meeting) -> dict[str, Any]:
    """Whose what follows from a meeting is: the convener's, and should they go, of the role they acted in.

    Of a mediation it is the mediator's until their access ends, then of whoever decides for the CEO.
    """
    mediation = mediation_of(meeting)
    if mediation is not None:
        return {"owner_user": mediation.mediator, "by_name_ends_at": mediation.access_ends_at}
    role = (
        Role.HEAD
        if meeting.kind in (MeetingKind.INFORMAL_DISCUSSION, MeetingKind.REINTEGRATION)
        and not_walled(holders(Role.HEAD, meeting.case.school), meeting.case)
        else None
    )
    is_able = may(meeting.convener, "work_case", meeting.case)
    return {"owner_role": role, "owner_user": meeting.convener if is_able else None}


def writer_of(meeting: Meeting) -> dict[str, Any]:
    """Whose the letters about a meeting are: of a mediation not the mediator's, who sees no address and writes no letter."""
    return {} if meeting.is_mediated else owner_of(meeting)


def about_of(meeting: Meeting, names: str) -> str:
    """Whom a duty of a meeting concerns; from the second meeting of a case on also which one it is."""
    number = Meeting.objects.filter(case=meeting.case, pk__lte=meeting.pk).count()
    return names[:200] if number < 2 else f"{names[:180]} (meeting {number})"


def owe_meeting(meeting: Meeting, people: Iterable[Attendee], by: User, why: str = "") -> None:
    """Open the duty to meet, due when it is over; move it where it stands."""
    case, subject = meeting.case, str(meeting.pk)
    if set_due(case=case, kind=Kind.MEETING, subject=subject, due_at=meeting.ends_at, why=why, by=by):
        return
    about = about_of(meeting, listed_invited(people))
    open_duty(
        case=case, kind=Kind.MEETING, subject=subject, about=about, due_at=meeting.ends_at, by=by, **owner_of(meeting)
    )


def owe_letters(meeting: Meeting, people: Iterable[Attendee], by: User) -> None:
    """Every parent is written to about the meeting as it now stands."""
    for one in people:
        if one.is_parent:
            about = about_of(meeting, name_of(one))
            open_duty(
                case=meeting.case, kind=Kind.MEETING_LETTER, subject=letter_key(one), about=about, by=by,
                **writer_of(meeting),
            )  # fmt: skip


def drop_letters(meeting: Meeting, reason: str, by: User) -> None:
    """Letters that nobody waits for any more are not written."""
    subjects = [letter_key(one) for one in people_of(meeting)]
    open_ones = Duty.objects.open().filter(case=meeting.case, kind=Kind.MEETING_LETTER, subject__in=subjects)
    for duty in open_ones.select_related("case"):
        settle_waived(duty=duty, reason=reason, by=by)


def settle_record_due(meeting: Meeting, by: User) -> None:
    """The record is due once the last of those whom its draft has reached has had time to comment."""
    days, told = calendar(), told_of(meeting)
    ends = [came.until for one in told.parties if (came := reached(told, one, days)) is not None]
    if ends:
        set_due(
            case=meeting.case, kind=Kind.MEETING_RECORD, subject=str(meeting.pk), due_at=max(ends), by=by,
            why="Whom the draft has reached has until then to comment.",
        )  # fmt: skip


def done(meeting: Meeting, kind: Kind, how: str, by: User) -> None:
    """What was owed of a meeting is done."""
    discharge(case=meeting.case, kind=kind, subject=str(meeting.pk), how=how, by=by)


def settle_invited(meeting: Meeting, people: Iterable[Attendee], by: User) -> None:
    """Whoever is asked to an interview is invited: nothing is owed of the suspensions of theirs that were not upheld."""
    asked = Person.objects.same_as([one.person_id for one in people if one.is_parent and one.person_id is not None])
    rows = SiteSuspension.objects.filter(case=meeting.case, person__in=asked).order_by("pk")
    for pk in rows.values_list("pk", flat=True):
        how = f"Invited to an interview: {wording.in_full(meeting.starts_at)}"
        discharge(case=meeting.case, kind=Kind.INVITE_PARENT, subject=str(pk), how=how, by=by)


# --- At the gate --------------------------------------------------------------------------------------------------
def settle_visits(meeting: Meeting, people: Iterable[Attendee], by: User) -> None:
    """Let parents who are suspended from the site come for the meeting, and for nothing else; withdraw what was before.

    Where the suspension is on a case on which `by` may not work, somebody else has to let them come: the page says so.
    """
    withdraw_visits(subject=visit_key(meeting), by=by)
    if meeting.state != MeetingState.ARRANGED or meeting.is_remote or meeting.ends_at <= timezone.now():
        return
    first, last = meeting.starts_at - EARLY, meeting.ends_at
    for one in people:
        if one.is_parent and one.person is not None:
            for row in barring(one.person, meeting.school, first, last):
                if may(by, "work_case", row.case):
                    permit_visit(
                        suspension=row, school=meeting.school, period=TimestamptzRange(first, last), place=meeting.place,
                        subject=visit_key(meeting), by=by,
                    )  # fmt: skip


# --- Telling ------------------------------------------------------------------------------------------------------
def tell_colleagues(meeting: Meeting, kind: NoticeKind, people: Iterable[Attendee], by: User) -> None:
    """Tell those who come and have an account, for their calendars too; not who acts."""
    for one in people:
        if one.user is not None and one.user.pk != by.pk and one.user.is_active:
            tell_one(meeting, kind, one.user, by)


def tell_one(meeting: Meeting, kind: NoticeKind, user: User, by: User, *, has_appointment: bool = True) -> None:
    """Tell one account of a meeting, with the entry for its calendar; never whom the case is about."""
    if meeting.case_id in reach(user).walled:
        return
    appointment = Appointment(
        uid=meeting.uid, revision=meeting.revision, starts_at=meeting.starts_at, minutes=meeting.minutes,
        place=meeting.place, is_cancelled=kind == NoticeKind.MEETING_CANCELLED,
    )  # fmt: skip
    tell(
        kind=kind, audience=Audience.COLLEAGUE, to=user, path=_page(meeting, kind), by=by, case=meeting.case,
        appointment=appointment if has_appointment else None,
    )  # fmt: skip


def _page(meeting: Meeting, kind: NoticeKind) -> str:
    """Where a message about a meeting leads."""
    if kind in (NoticeKind.MEETING_COMMENT, NoticeKind.DRAFT_ANSWERED):
        return reverse("meetings:record", args=[meeting.case.reference, meeting.pk])
    return meeting.get_absolute_url()


def tell_of_no_companion(meeting: Meeting, by: User) -> None:
    """The CEO, or whoever decides in their place, learns that a parent interview is not as the policy asks."""
    case: Case = meeting.case
    for audience, user in acting_for_ceo(case):
        if user != by:
            path = meeting.get_absolute_url()
            tell(kind=NoticeKind.MEETING_ALONE, audience=audience, to=user, path=path, by=by, case=case)

"""The meetings of a mediation: arranged with both sides or with one, handed to whoever mediates next."""

from collections.abc import Sequence
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from audit.services import write
from cases import rules as case_rules
from cases.duties import Kind
from cases.models import Duty
from cases.services.duties import hand_to, pass_to_role, settle_waived
from cases.services.writing import claim, drop_draft, drop_drafts_on, settle
from kernel.checking import full_check
from kernel.refusal import Refused, refuse_if
from meetings import mediating, rules
from meetings.access import arranges_for
from meetings.keys import mediation_key
from meetings.models import Attendee, Mediation, MediationParty, Meeting
from meetings.services._record import drop_draft_links
from meetings.services._shared import (
    locked_mediation,
    name_one,
    owe_letters,
    owe_meeting,
    people_of,
    said_of,
    settle_visits,
    tell_colleagues,
    tell_one,
)
from meetings.services.meeting import Plan
from meetings.states import STILL_TO_COME, AttendeeCapacity, MeetingKind
from notices.states import NoticeKind
from schools.access import forget_powers
from schools.states import Role

OF_MEETINGS = (Kind.MEETING, Kind.MEETING_AGAIN, Kind.MEETING_RECORD)


@transaction.atomic
def arrange_mediation_meeting(
    *,
    mediation: Mediation,
    kind: MeetingKind,
    parties: Sequence[MediationParty],
    plan: Plan,
    by: User,
    token: UUID | None = None,
) -> Meeting | None:
    """Arrange a meeting of a mediation, with both sides or with one alone: by whoever mediates, or decides for the CEO.

    Each parent is to be written to, colleagues are told. Within the mediator's access. None if this form was sent
    before. Raises `Refused`. Policy, Methods: a mediator may meet both together or each alone.
    """
    if not arranges_for(by, mediation):
        raise PermissionDenied
    if token is not None and claim(token=token, by=by):
        return None
    mediation, now = locked_mediation(mediation), timezone.now()
    forget_powers(by)
    if not arranges_for(by, mediation):
        raise PermissionDenied
    case = mediation.case
    refuse_if(case_rules.cannot_change(case) or mediating.cannot_meet(mediation), about=mediation)
    asked = [
        *mediation.parties.select_related("person__merged_into", "user").filter(pk__in=[one.pk for one in parties])
    ]
    asked.sort(key=lambda one: one.pk)
    parents = [one for one in asked if one.person_id is not None]
    reason = mediating.cannot_meet_with(kind, parents=len(parents), others=len(asked) - len(parents))
    refuse_if(reason, about=mediation, field="parties")
    reason = rules.cannot_start(plan.starts_at, now) or mediating.cannot_meet_later(mediation, plan.ends_at)
    refuse_if(reason, about=mediation, field="starts_at")
    meeting = Meeting(
        case=case, kind=kind, convener=mediation.mediator or by, school=case.school, arranged_at=now, arranged_by=by,
        **plan.columns,
    )  # fmt: skip
    full_check(meeting)
    meeting.save(force_insert=True)
    _name_mediator(meeting, mediation, by)
    for one in asked:
        capacity = AttendeeCapacity.PARENT if one.person is not None else AttendeeCapacity.PARTY
        name_one(meeting, capacity, by, now, person=one.person, user=one.user)
    people = people_of(meeting)
    write(chain=case.chain, verb="meeting.arranged", row=meeting, by=by, at=now, data=said_of(meeting, people))
    owe_meeting(meeting, people, by)
    owe_letters(meeting, people, by)
    settle_visits(meeting, people, by)
    tell_colleagues(meeting, NoticeKind.MEETING_ARRANGED, people, by)
    drop_draft(key=mediation_key("mediation_meet", mediation), by=by)
    if token is not None:
        settle(token=token, led_to=meeting.get_absolute_url(), by=by)
    return meeting


def _name_mediator(meeting: Meeting, mediation: Mediation, by: User) -> None:
    party = {"user": mediation.mediator} if mediation.mediator is not None else {"name": mediation.mediator_name}
    name_one(meeting, AttendeeCapacity.MEDIATOR, by, timezone.now(), **party)


@transaction.atomic
def hand_meetings_on(*, mediation: Mediation, before: User | None, by: User) -> None:
    """Give what is still to come, and what is owed of meetings, to whoever mediates now, as a part of appointing them.

    Where it is somebody else than before, both are told, the parents by letter, and what the one before had half typed is
    forgotten. What one side said to them alone stays with them.
    """
    case = mediation.case
    rows = Meeting.objects.with_people().filter(case=case, state__in=STILL_TO_COME).order_by("pk")
    alone = Meeting.objects.filter(case=case, kind=MeetingKind.MEDIATION_SEPARATE).select_related("case").order_by("pk")
    for meeting in rows if before != mediation.mediator or before is None else ():
        _hand_on(meeting, mediation, before, by)
    for meeting in alone if before != mediation.mediator else ():
        # What one side answers is for whoever listened to them.
        drop_draft_links(meeting, by)
    if before is not None and before != mediation.mediator:
        drop_drafts_on(case=case, by=before)
    for duty in Duty.objects.open().filter(case=case, kind__in=OF_MEETINGS).select_related("case", "owner_user"):
        reason = f"{mediation.mediated_by} mediates."
        if mediation.mediator is not None:
            until = mediation.access_ends_at
            hand_to(duty=duty, to=mediation.mediator, reason=reason, by=by, by_name_ends_at=until)
        else:
            pass_to_role(duty=duty, role=Role(duty.owner_role), reason=reason, by=by)


def _hand_on(meeting: Meeting, mediation: Mediation, before: User | None, by: User) -> None:
    """Another mediator leads a meeting that is still to come; that the one before was there stands in its sitting."""
    led = Attendee.objects.filter(meeting=meeting, capacity=AttendeeCapacity.MEDIATOR)
    led.update(has_attended=None)
    led.delete()
    if before is not None and before != by and before.is_active and meeting.is_arranged:
        tell_one(meeting, NoticeKind.MEETING_CANCELLED, before, by)
    if mediation.mediator is not None and meeting.attendees.filter(user=mediation.mediator).exists():
        raise Refused(f"{mediation.mediator.name} comes to a meeting of this mediation already.", about=mediation)
    Meeting.objects.filter(pk=meeting.pk).update(convener=mediation.mediator or by)
    _name_mediator(meeting, mediation, by)
    people = people_of(meeting)
    for row in people:
        if row.capacity == AttendeeCapacity.MEDIATOR:
            data = {"who": row.who, "capacity": row.get_capacity_display().lower()}
            write(chain=meeting.chain, verb="attendee.named", row=row, by=by, data=data)
            if row.user is not None and row.user != by and meeting.is_arranged:
                tell_one(meeting, NoticeKind.MEETING_ARRANGED, row.user, by)
    if meeting.is_arranged:
        owe_letters(meeting, people, by)


@transaction.atomic
def drop_owed(*, mediation: Mediation, by: User) -> None:
    """Nothing is owed of the meetings of a mediation that has ended, as a part of ending it, and no draft is open."""
    for meeting in Meeting.objects.filter(case=mediation.case).select_related("case").order_by("pk"):
        drop_draft_links(meeting, by)
    for duty in Duty.objects.open().filter(case=mediation.case, kind__in=OF_MEETINGS).select_related("case"):
        settle_waived(duty=duty, reason="The mediation has ended.", by=by)

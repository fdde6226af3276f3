"""The draft of a record as somebody reads it at home: what a link opens, and until when."""

from dataclasses import dataclass

from django.utils import timezone

from accounts.models import User
from cases.models import Link
from meetings import recording
from meetings.access import mediates, mediation_of
from meetings.models import AgreedRecord, Attendee
from meetings.selectors.people import name_of
from meetings.selectors.record import content_of, told_of
from meetings.states import MediationState
from records.content import Content, read
from records.models import WrittenRecord
from records.states import CopyMethod


@dataclass(frozen=True)
class DraftAtHome:
    """What somebody reads at home before they say whether it is right. `is_noted`: it is noted that they have it."""

    name: str
    title: str
    content: Content
    record: WrittenRecord
    revision: int
    is_mediated: bool
    is_with_one_side: bool
    is_noted: bool
    school: str
    school_phone: str


def of_link(link: Link) -> Attendee | None:
    """Whoever reads a draft by a link, while there is a draft to read."""
    rows = Attendee.objects.select_related("meeting__case__school", "meeting__case__mediation", "meeting__school")
    found: Attendee | None = (
        rows.select_related("meeting__case__mediation__mediator", "meeting__convener", "person__merged_into", "user")
        .filter(meeting__case=link.case_id, pk=int(link.subject), has_attended=True)
        .first()
    )
    return found if found is not None and is_open_to(found) else None


def is_open_to(attendee: Attendee) -> bool:
    """Whether the draft can be read and answered by link now: it was sent for comment, and whoever leads it reads the answer.

    Of a mediation until the mediator's access ends; of one side alone only while the one who listened mediates.
    """
    meeting = attendee.meeting
    text = AgreedRecord.objects.filter(meeting=meeting).first()
    if not meeting.case.is_open or recording.cannot_comment(meeting, text) is not None:
        return False
    mediation = mediation_of(meeting)
    if mediation is None:
        return True
    until = mediation.access_ends_at
    if mediation.state != MediationState.RUNNING or until is None or until <= timezone.now():
        return False
    if mediation.mediator is not None and not mediates(mediation.mediator, mediation):
        return False
    return not meeting.is_with_one_side or (attendee.is_invited and mediation.mediator_id == meeting.convener_id)


def strangers_account(attendee: Attendee, email: str) -> User | None:
    """Whoever signs in with this address and is somebody else than the one who was there."""
    found = User.objects.who_can_sign_in().filter(email__iexact=email).first() if email else None
    own = {attendee.user_id, attendee.person.user_id if attendee.person is not None else None}
    return None if found is None or found.pk in own else found


def known_address(attendee: Attendee, *, sees_file: bool) -> dict[str, str]:
    """The e-mail address and telephone number that are known of somebody; nothing to whoever does not see the file."""
    facts = getattr(attendee.person, "adult_facts", None) if sees_file else None
    return {"email": facts.email, "phone": facts.phone} if facts is not None else {}


def draft_at_home(attendee: Attendee) -> DraftAtHome:
    """The page of a draft as somebody reads it by their link."""
    told, school = told_of(attendee.meeting), attendee.meeting.school
    assert told.text is not None, "a link opens a draft that was sent for comment"
    mine = [one for one in told.given if one.attendee_id == attendee.pk and one.revision == told.text.revision]
    return DraftAtHome(
        name=name_of(attendee),
        title=f"{attendee.meeting.get_kind_display()}, draft",
        content=read(content_of(told, is_draft=True)),
        record=WrittenRecord(case=attendee.meeting.case, title="Record of the meeting"),
        revision=told.text.revision,
        is_mediated=attendee.meeting.is_mediated,
        is_with_one_side=attendee.meeting.is_with_one_side,
        is_noted=any(one.method == CopyMethod.LINK for one in mine),
        school=school.name,
        school_phone=school.phone,
    )

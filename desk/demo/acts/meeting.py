"""Meetings in the stories: arranged, invited to, called off, waited for in vain."""

from datetime import time, timedelta

from django.utils import timezone

from accounts.models import User
from accounts.system import system_user
from cases.duties import Kind
from cases.links import token_of
from cases.models import Duty
from cases.services.links import open_link
from cases.states import LinkPurpose
from desk.demo.stage import Act, Scene
from meetings import services as meetings
from meetings.models import AgreedRecord, Attendee, Mediation, MediationParty, Meeting
from meetings.selectors.people import invitable
from meetings.states import INVITED, AttendeeCapacity, MeetingKind, Outcome, Topic
from records.states import CopyMethod
from schools.calendar import at_local, local_day
from schools.models import Person
from suspensions.models import SiteSuspension
from suspensions.states import Channel

SOON, HELD_FOR, A_MOMENT = timedelta(hours=1), timedelta(minutes=40), timedelta(minutes=2)


def meets(by: str, about: str, *, on: int = 0, at: str = "15:45", companion: str = "") -> Act:
    """Somebody arranges a meeting with whom the case is about, on a working day from today, or else in an hour.

    With a companion it is the interview of a parent, else an informal discussion.
    """

    def act(scene: Scene) -> None:
        hour, minute = map(int, at.split(":"))
        stage = scene.stage
        meetings.arrange_meeting(
            case=scene.case,
            kind=MeetingKind.PARENT_INTERVIEW if companion else MeetingKind.INFORMAL_DISCUSSION,
            parents=_subjects(scene),
            plan=meetings.Plan(
                starts_at=at_local(scene.day(on), time(hour, minute)) if on else timezone.now() + SOON,
                minutes=45,
                place="headteacher’s office",
                about=about,
                companion=stage.user(companion) if companion else None,
            ),
            by=stage.user(by),
        )

    return act


def talks_on_coming_back(about: str, *, on: int = 0, at: str = "08:30") -> Act:
    """The parents of a suspended pupil are asked to the talk on coming back, on a working day from today, or else in an hour."""

    def act(scene: Scene) -> None:
        hour, minute = map(int, at.split(":"))
        meetings.arrange_meeting(
            case=scene.case,
            kind=MeetingKind.REINTEGRATION,
            parents=invitable(scene.case).people[:1],
            plan=meetings.Plan(
                starts_at=at_local(scene.day(on), time(hour, minute)) if on else timezone.now() + SOON,
                minutes=30,
                place="headteacher’s office",
                about=about,
            ),
            by=scene.writer,
        )

    return act


def invited(method: CopyMethod | None = None, address: str = "") -> Act:
    """The letter about the newest meeting goes to each parent, or waits to be printed and posted."""

    def act(scene: Scene) -> None:
        meeting = _newest(scene)
        for one in Attendee.objects.to_write_to().filter(meeting=meeting, capacity=AttendeeCapacity.PARENT):
            meetings.issue_letter(attendee=one, method=method, address=address, by=meeting.convener)

    return act


def called_off(reason: str) -> Act:
    """The newest meeting does not take place."""

    def act(scene: Scene) -> None:
        meeting = _newest(scene)
        meetings.cancel_meeting(meeting=meeting, reason=reason, by=meeting.convener)

    return act


def nobody_came(reason: str) -> Act:
    """The parent does not come to the newest meeting."""

    def act(scene: Scene) -> None:
        meeting = _newest(scene)
        meetings.note_outcome(meeting=meeting, outcome=Outcome.NOT_ATTENDED, reason=reason, by=meeting.convener)

    return act


def not_invited(reason: str) -> Act:
    """Whoever decided that it is not upheld says why the parent is not invited to an interview."""

    def act(scene: Scene) -> None:
        for duty in Duty.objects.open().filter(case=scene.case_pk, kind=Kind.INVITE_PARENT):
            row = SiteSuspension.objects.select_related("case", "person").get(pk=int(duty.subject))
            review = row.reviews.get(is_first=True)
            meetings.leave_uninvited(suspension=row, reason=reason, by=review.decided_by)

    return act


def mediated(by: str, parties: tuple[str, ...], mediator: str, about: str, note: str, *, days: int = 20) -> Act:
    """A mediation beside the case, which all want: somebody mediates, and keeps a note for themselves."""

    def act(scene: Scene) -> None:
        stage = scene.stage
        users, decider = [stage.user(one) for one in parties], stage.user(by)
        mediation = meetings.propose_mediation(
            source=scene.case, persons=_subjects(scene), users=users, about=about, by=decider
        )
        assert mediation is not None, "no form is sent twice here"
        today = local_day(timezone.now())
        for party in mediation.parties.order_by("pk"):
            party.mediation = mediation
            meetings.note_answer(party=party, is_willing=True, channel=Channel.TELEPHONE, answered_on=today, by=decider)
        until = today + timedelta(days=days)
        chosen = stage.user(mediator)
        meetings.appoint_mediator(mediation=mediation, user=chosen, until_on=until, by=decider)
        mediation.refresh_from_db()
        meetings.write_note(mediation=mediation, text=note, by=chosen)

    return act


def mediated_together(by: str, points: str, agreed: str, alone: str, todo: str, doer: str, *, on: int) -> Act:
    """The mediator met the parent alone and then both sides; what they agreed is issued, to be signed."""

    def act(scene: Scene) -> None:
        mediation = scene.case.mediations.select_related("case__school", "mediator").latest("pk")
        mediator, parties = scene.stage.user(by), [*mediation.parties.order_by("pk")]
        parents = [one for one in parties if one.person_id is not None][:1]
        _listened(mediation, MeetingKind.MEDIATION_SEPARATE, parents, alone, mediator)
        meeting = _listened(mediation, MeetingKind.MEDIATION_JOINT, parties, points, mediator)
        meetings.write_topic(meeting=meeting, topic=Topic.AGREED, text=agreed, revision=1, by=mediator)
        doing, due = scene.stage.user(doer), scene.day(on)
        meetings.name_action(meeting=meeting, what=todo, user=doing, due_on=due, by=mediator)
        meetings.share_record(meeting=meeting, by=mediator)
        for one in meeting.attendees.with_people().filter(capacity__in=INVITED):
            if one.is_parent:
                _read_at_home(meeting, one, mediator)
                continue
            meetings.note_comment(meeting=meeting, attendee=one, is_agreed=True, by=mediator)
        meetings.issue_meeting_record(meeting=meeting, by=mediator)

    return act


def _read_at_home(meeting: Meeting, parent: Attendee, mediator: User) -> None:
    """The parent reads the draft by a link, and says that it is right."""
    sent = meetings.send_draft_link(
        meeting=meeting, attendee=parent, email="parent@letters.example", phone="01632 960214", by=mediator
    )
    assert sent is not None, "no form is sent twice here"
    token, machine = token_of(sent.link.seed), system_user()
    opening = open_link(purpose=LinkPurpose.DRAFT, token=token, code=sent.code, by=machine)
    assert opening.link is not None, "the code is right"
    meetings.note_draft_read(attendee=parent, by=machine)
    revision = AgreedRecord.objects.get(meeting=meeting).revision
    meetings.comment_by_link(link=opening.link, attendee=parent, is_agreed=True, revision=revision, by=machine)


def _listened(
    mediation: Mediation, kind: MeetingKind, parties: list[MediationParty], said: str, mediator: User
) -> Meeting:
    """The mediator met these, and wrote something down."""
    plan = meetings.Plan(starts_at=timezone.now(), minutes=45, place="Room 4, Central office", about=mediation.about)
    meeting = meetings.arrange_mediation_meeting(
        mediation=mediation, kind=kind, parties=parties, plan=plan, by=mediator
    )
    assert meeting is not None, "no form is sent twice here"
    now, came = timezone.now(), [*meeting.attendees.values_list("pk", flat=True)]
    meetings.note_outcome(
        meeting=meeting, outcome=Outcome.HELD, came=came, began_at=now - HELD_FOR, ended_at=now - A_MOMENT,
        by=mediator,
    )  # fmt: skip
    meeting.refresh_from_db()
    meetings.write_topic(meeting=meeting, topic=Topic.POINTS, text=said, revision=0, by=mediator)
    return meeting


def set_again() -> Act:
    """The newest meeting is set for another day: in an hour."""

    def act(scene: Scene) -> None:
        meeting = _newest(scene)
        companion = meeting.attendees.get(capacity=AttendeeCapacity.COMPANION)
        plan = meetings.Plan(
            starts_at=timezone.now() + SOON,
            minutes=meeting.minutes,
            place=meeting.place,
            about=meeting.about,
            companion=companion.user,
        )
        meetings.change_meeting(meeting=meeting, plan=plan, by=meeting.convener)

    return act


def met(points: str, agreed: str, todo: str, on: int) -> Act:
    """Everybody came to the newest meeting; what was said is written down, with something to do, and sent for comment."""

    def act(scene: Scene) -> None:
        meeting, now = _newest(scene), timezone.now()
        by, came = meeting.convener, [*meeting.attendees.values_list("pk", flat=True)]
        meetings.note_outcome(
            meeting=meeting,
            outcome=Outcome.HELD,
            came=came,
            began_at=now - HELD_FOR,
            ended_at=now - A_MOMENT,
            by=by,
        )
        meeting = _newest(scene)
        written = meetings.write_topic(meeting=meeting, topic=Topic.POINTS, text=points, revision=0, by=by)
        meetings.write_topic(meeting=meeting, topic=Topic.AGREED, text=agreed, revision=written.revision, by=by)
        meetings.name_action(meeting=meeting, what=todo, user=by, due_on=scene.day(on), by=by)
        meetings.share_record(meeting=meeting, by=by)

    return act


def agreed_on() -> Act:
    """Everybody says that the record is right, and it is issued to be signed."""

    def act(scene: Scene) -> None:
        meeting = _newest(scene)
        for one in meeting.attendees.exclude(capacity=AttendeeCapacity.CONVENER).with_people():
            meetings.note_comment(meeting=meeting, attendee=one, is_agreed=True, by=meeting.convener)
        meetings.issue_meeting_record(meeting=meeting, by=meeting.convener)

    return act


def _subjects(scene: Scene) -> list[Person]:
    return [row.person for row in scene.case.involvements.subjects() if row.person is not None]


def _newest(scene: Scene) -> Meeting:
    rows = Meeting.objects.with_people().filter(case=scene.case_pk)
    found: Meeting = rows.order_by("-pk")[0]
    return found

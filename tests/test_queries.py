"""No page asks the database more than the house allows, and none asks more where there is more to show."""

from datetime import date, timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from notices.states import NoticeKind
from suspensions.selectors.deciding import trust_wide_page
from tests import factories as make
from tests import world as worlds
from tests.conftest import MONDAY_MORNING
from tests.test_access import TRIES

pytestmark = pytest.mark.django_db

MOST, MOST_OF_CASE = 12, 20
# Which site somebody looked at last is written down once.
KEPT_IN_THE_SESSION = ("suspensions:gate_school",)
WHO = ("head", "ceo", "office", "admin", "clerk")


def hold_more(world, school):
    """One more of what the pages of a case, of a suspension and of a warning list."""
    case, one, at = world.case, world.suspension, timezone.now()
    person = make.PersonFactory(at=school)
    involvement = make.InvolvementFactory(case=case, part="witness", person=person)
    make.InvolvementFactory(case=case, part="target", person=None, user=make.UserFactory())
    make.InterviewFactory(involvement=involvement, noted=True)
    make.AddendumFactory(incident=world.incident)
    make.EvidenceFileFactory(evidence=make.EvidenceFactory(case=case))
    make.GrantFactory(case=case)
    make.DutyFactory(
        case=case, kind="letter_to_parent", owner_user=make.UserFactory(), subject=str(10_000 + case.duties.count())
    )
    make.NoticeFactory(case=case, kind=NoticeKind.TRUST_WIDE_ASKED, path=trust_wide_page(one))
    make.BreachFactory(suspension=one)
    make.TellingFactory(suspension=one)
    make.ExtensionFactory(suspension=one, decided_at=at)
    make.RepresentationFactory(suspension=one, considered=True)
    pupil = make.PersonFactory(pupil=True, at=school)
    make.RelationshipFactory(adult=world.family.father, pupil=pupil)
    other = make.PersonFactory(at=school)
    make.RelationshipFactory(adult=other, pupil=pupil)
    make.AdultFactsFactory(person=other, address="14 Poplar Rise", is_address_confidential=True)
    number = 100 + case.records.count()
    # Of no extension that is or ever will be here: the page of the letter shows this one in its list only.
    subject = f"{one.pk}-{1_000_000 + number}"
    letter = make.WrittenRecordFactory(case=case, issued=True, kind="extension_letter", number=number, subject=subject)
    make.RecordFileFactory(record=letter)
    make.CopyFactory(record=letter, to_user=None, to_person=person)
    make.BehaviourWarningFactory(incident=world.incident, person=person)
    make.BehaviourWarningFactory(incident__case__school=school, person=world.family.father)
    make.CopyFactory(record=world.warning_copy.record, to_user=None, to_person=world.family.father)
    hold_more_of_meetings(world, school)
    hold_more_of_complaints(world, school)
    hold_more_of_contacts(world, school)
    hold_more_online(world, school)
    hold_more_of_a_pupil(world, school)
    make.CoverFactory(school=school)
    make.ClosureFactory(school=school)
    days_from_september = timedelta(days=school.session_times.count())
    make.SessionTimesFactory(school=school, on=date(2026, 9, 1) + days_from_september)
    make.MembershipFactory(user=make.UserFactory(role=("staff", school)), role="office", school=school)
    make.SiteSuspensionFactory(
        person=make.PersonFactory(at=school), school=school, case=make.CaseFactory(school=school)
    )


def hold_more_of_complaints(world, school):
    """One more of what the pages of a complaint, of the case it came from and the register list."""
    one, case = world.complaint, world.complaint.case
    make.ComplaintFactory(case__school=school, source=world.case)
    make.PointFactory(complaint=one)
    make.PointFactory(complaint=one, handed_on=True, handed_on_to__case__school=school)
    make.PointFactory(complaint=world.about_data)
    make.ComplaintFactory(case__school=school, data=True)
    for row in (one, world.at_formal):
        make.ActionTakenFactory(complaint=row)
    make.PointFactory(complaint=world.at_formal)
    make.PointFactory(complaint=world.answered, taken_back=True)
    decision = world.answered.decisions.get()
    make.FindingFactory(decision=decision, point__complaint=world.answered)
    make.InvolvementFactory(case=case, part="subject", person=None, user=make.UserFactory())
    number = 100 + case.records.count()
    letter = make.WrittenRecordFactory(
        case=case,
        issued=True,
        kind="complaint_acknowledged",
        number=number,
        subject="acknowledged-formal",
        state="superseded",
    )
    make.CopyFactory(record=letter, to_user=None, to_person=world.mother)
    make.CopyFactory(record=world.complaint_copy.record, to_user=None, to_person=world.mother)
    for row in (world.before_panel, world.panel_asked):
        make.PanelMemberFactory(complaint=row)
        make.PanelMeetingFactory(complaint=row, called_off=True)
        make.FindingFactory(decision=row.decisions.get(), point__complaint=row)
        make.InvolvementFactory(case=row.case, part="subject", person=None, user=make.UserFactory())
        make.UserFactory(role=("trustee", None))
    make.CopyFactory(record=world.panel_copy.record, to_user=None, to_person=world.mother)
    another = make.NextStageFactory(panel=True, complaint__case__school=school).complaint
    make.PanelMeetingFactory(complaint=another)


def hold_more_of_contacts(world, school):
    """One more contact of the father, of somebody else, and one more uploaded message of each kind."""
    make.ContactFactory(school=school, person=world.family.father)
    make.ContactFactory(school=school, person=make.PersonFactory(at=school))
    make.MailUploadFactory(school=school, uploaded_by=world.head)
    one = world.restriction
    make.TermsFactory(restriction=one, number=one.terms.count() + 1, kind="kept")
    make.RestrictionBreachFactory(restriction=one, contact=make.ContactFactory(school=school, person=one.person))
    other = make.RestrictionFactory(set=True, case=world.case, person=make.PersonFactory(at=school))
    make.TermsFactory(restriction=other)
    make.RestrictionFactory(dropped=True, case=one.case, person=one.person)
    make.CopyFactory(record=world.restriction_copy.record, to_user=None, to_person=world.mother)
    mail = make.MailFileFactory(taken=True, upload=world.mail_upload)
    make.ContactFactory(from_mail=True, school=school, person=world.family.father, mail=mail)
    make.MailFileFactory(asked=True, upload=world.mail_upload)
    make.MailFileFactory(asked=True, upload=world.mail_upload, sender=f"jo{mail.pk}@letters.example")


def hold_more_online(world, school):
    """One more of what the page of a post, of its case and the list show."""
    make.OnlineConcernFactory(case=make.CaseFactory(school=school))
    make.OnlineConcernFactory(case=world.case)
    make.OnlineConcernFactory(case=world.concern.case)
    evidence = make.EvidenceFactory(case=world.reported_post.case, added_by=world.staff)
    make.ScreenshotFactory(concern=world.reported_post, evidence=evidence)
    make.OnlineConcernFactory(logged_by=world.staff)
    make.NamedFactory(concern=world.concern)
    make.ScreenshotFactory(concern=world.concern)
    make.CheckFactory(concern=world.concern)
    make.ToldFactory(concern=world.concern)
    make.ConcernStepFactory(concern=world.slander)
    make.ConcernStepFactory(concern=world.concern)
    make.CopyFactory(record=world.request_copy.record, to_user=None, to_person=world.mother)


def hold_more_of_meetings(world, school):
    """One more meeting of the case, and one more of what the page of a meeting lists."""
    make.AttendeeFactory(meeting=make.MeetingFactory(case=world.case))
    person = make.PersonFactory(at=school)
    make.AdultFactsFactory(person=person, address="16 Poplar Rise", needs="A ramp")
    make.InvolvementFactory(case=world.case, part="present", person=person)
    for meeting in (world.meeting, world.sat):
        attendee = make.AttendeeFactory(meeting=meeting, person=person)
        make.AttendeeFactory(meeting=meeting, capacity="other", person=None, user=make.UserFactory())
        make.SittingFactory(meeting=meeting)
        subject = f"{meeting.pk}-{attendee.pk}"
        number = 100 + world.case.records.count()
        letter = make.WrittenRecordFactory(
            case=world.case, issued=True, kind="meeting_invitation", number=number, subject=subject
        )
        make.CopyFactory(record=letter, to_user=None, to_person=person)
        make.PermittedVisitFactory(suspension=world.suspension, subject=f"meeting-{meeting.pk}-{number}")
        make.ActionFactory(meeting=meeting)
    talked = make.AttendeeFactory(meeting=world.talked, person=person, has_attended=True)
    make.CommentFactory(attendee=talked)
    make.DraftGivenFactory(attendee__meeting=world.talked)
    make.ActionFactory(meeting=world.talked)
    make.SittingFactory(meeting=world.talked)
    letter = world.invited_letter
    make.CopyFactory(record=letter, to_user=None, to_person=world.family.father)
    make.UserFactory(role=("staff", school))


def hold_more_of_a_pupil(world, school):
    """One more parent of the suspended pupil, who is told, and a letter to them that went."""
    row = world.pupil_suspension
    parent = make.PersonFactory(at=school)
    make.RelationshipFactory(adult=parent, pupil=world.learner, kind="mother", contact_order="No contact")
    make.AdultFactsFactory(person=parent, address="15 Poplar Rise", is_address_confidential=True)
    make.OrderDecisionFactory(suspension=row, person=parent)
    subject = f"{row.pk}-{parent.pk}-decided"
    number = 100 + row.case.records.count()
    letter = make.WrittenRecordFactory(
        case=row.case, issued=True, kind="pupil_suspended", number=number, subject=subject
    )
    make.CopyFactory(record=letter, to_user=None, to_person=parent)
    make.CopyFactory(record=world.notice_copy.record, to_user=None, to_person=world.parent)


def hold_more_for_board(world, school):
    """One more of what the pages of a pupil's suspension and those of the board list."""
    one = world.pupil_suspension
    make.BoardRepresentationFactory(suspension=one)
    make.BoardReceiptFactory(suspension=one)
    make.ExamNoteFactory(suspension=one, taken_back=True)
    make.BoardMeetingFactory(suspension=one, called_off=True)
    make.BoardOutcomeFactory(suspension=one, taken_back=True)
    make.BoardMemberFactory(meeting=world.board_meeting)
    make.WorkSetFactory(suspension=one)
    make.DaySixEducationFactory(suspension=one)
    make.ReintegrationFactory(suspension=one)
    make.UserFactory(role=("trustee", None))
    told = make.PupilSuspensionFactory(case=make.CaseFactory(school=school))
    make.BoardReceiptFactory(suspension=told)
    busy = make.PupilSuspensionFactory(case=make.CaseFactory(school=school))
    make.BoardReceiptFactory(suspension=busy)
    make.DutyFactory(case=busy.case, kind="board_meeting", subject=str(busy.pk), owner_role="clerk")


def asked(world):
    """How many queries each page sends for each of those who may open it, by its name and theirs."""
    found = {}
    pages = [(name, one) for name, one in TRIES.items() if one.method == "get"]
    for who in WHO:
        client = Client()
        client.force_login(getattr(world, who), backend="accounts.backends.Backend")
        client.get(reverse("desk:home"))
        for name, one in pages:
            url = f"{reverse(name.split()[0], args=one.args(world))}?{one.query(world)}"
            if name in KEPT_IN_THE_SESSION:
                client.get(url)
            with CaptureQueriesContext(connection) as queries:
                response = client.get(url)
            list(getattr(response, "streaming_content", []))
            if response.status_code == 200:
                # A savepoint stands for the transaction that a test is inside of already.
                found[f"{name} {who}"] = sum("SAVEPOINT" not in query["sql"] for query in queries)
    return found


def test_every_page_costs_the_same_few_queries_with_much_as_with_little():
    with time_machine.travel(MONDAY_MORNING, tick=False) as clock:
        world = worlds.in_the_middle()
        world.asleep = None
        hold_more(world, world.school)
        hold_more_for_board(world, world.school)
        clock.shift(timedelta(seconds=1))
        few = asked(world)
        for _ in range(9):
            hold_more(world, world.school)
            hold_more_for_board(world, world.school)
        many = asked(world)

    most = {page: MOST_OF_CASE if page.startswith("desk:case ") else MOST for page in few}
    assert {page: few[page] for page in few if few[page] > most[page]} == {}
    assert {page: (few[page], many[page]) for page in few if many[page] != few[page]} == {}

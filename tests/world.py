"""A trust with its cases in the middle of things, made by the services: what the walking tests walk through."""

from datetime import time, timedelta
from functools import partial
from types import SimpleNamespace
from uuid import UUID

from django.utils import timezone

from cases.duties import Kind
from cases.models import Case, Duty, Link
from cases.services.access import grant_sight
from cases.services.case import involve
from cases.services.delegation import delegate
from cases.services.evidence import add_evidence
from cases.states import EvidenceKind, Part
from complaints import services as complaints
from complaints.selectors.letter import LetterKey
from complaints.states import About as ComplaintLetter
from complaints.states import Channel as ComplaintChannel
from complaints.states import Result, Stage
from desk.selectors.report import issued_report
from desk.services.closing import close_case
from desk.services.informing import acknowledge_report, inform_chair
from desk.services.involving import name_in_case
from desk.services.log import Party, submit_log
from desk.services.report import issue_report, write_report
from desk.services.supplementary import write_supplementary
from incidents.models import Interview
from incidents.services.interviews import hold_interview
from incidents.services.note import issue_interview_note
from incidents.services.statements import ask_statement, confirm_statement, save_words
from incidents.statements import mark_of
from incidents.states import Category, NoteForm, Setting, WitnessKind
from meetings import services as meetings
from meetings.models import Attendee
from meetings.states import AttendeeCapacity, MeetingKind, Topic
from meetings.states import Outcome as Held
from notices.models import Notice
from notices.services import note_failure
from notices.states import CallResult, Channel, NoticeKind
from pupils.recipients import NoticeKey
from pupils.services import decide_suspension
from pupils.services.advice import give_advice
from pupils.services.board import arrange_meeting, note_board_told, note_to_board
from pupils.services.telling import issue_notice
from pupils.states import Category as PupilCategory
from pupils.states import Event, HalfOfDay, SaidBy
from records.models import Copy, WrittenRecord
from records.services import note_unsigned
from records.states import CopyMethod, RecordKind, RecordState, SignMethod
from schools.calendar import local_day
from schools.models import Membership
from schools.selectors.school_calendar import school_calendar
from schools.services.roles import sync_roles
from schools.states import ClosureKind, Kinship, PersonKind, Role
from socialmedia import services as online
from socialmedia.selectors.restriction_letter import LetterKey as LetterOfRestriction
from socialmedia.states import ConcernKind, ContactChannel, Ground, Platform, Presence, RestrictionLetter, StepKind
from suspensions.models import SiteSuspension
from suspensions.services import (
    issue_letter,
    issue_warning,
    log_letter_sent,
    log_telling,
    note_representation,
    set_arrangement,
    warn,
)
from suspensions.states import Channel as HeardBy
from tests import factories as make

# Words that stand in the rows of the cases and nowhere else: what must not leave the pages they belong to.
PERSONAL = {
    "name": "Farrowby",
    "first name": "Darrenius",
    "child": "Alfredina",
    "account": "brandished a croquet mallet",
    "grounds": "terrified the breakfast club",
    "phone": "07700 900461",
    "address": "17 Quince Passage",
    "telling": "apologised to nobody",
    "note": "for your eyes alone",
    "action": "escorted past the greenhouse",
    "evidence": "doorbell camera of the bakery",
    "why not": "begged pardon on both knees",
    "warning": "rattled the tuba cupboard",
    "side": "My stepson Barnaby was frightened",
    "arrangement": "Great-aunt Ottoline",
    "file": "uncle-octavius-at-the-gate.jpg",
    "witness": "Bartholomea Quist",
    "writer": "Ottilie Brandt",
    "statement": "the tuba player ran off",
    "interview": "watched it from behind the hydrangeas",
    "page": "signed-at-the-bandstand.jpg",
    "pupil": "Philomenard",
    "conduct": "hurled a jar of marmalade",
    "weighed": "asked the lollipop lady about it",
    "to the board": "the marmalade never left the shelf",
    "doubt": "nobody asked the marmalade maker",
    "saw": "Wilhelmina Sawtooth",
    "topic": "the quarrel about the harmonium",
    "needs": "brings a folding bassoon",
    "points": "hummed the refrain of the harmonium",
    "task": "polish the harmonium pedals",
    "remark": "never hummed a single bar of it",
    "interpreter": "Casimira Vogelsang",
    "confided": "never sleeps before the bell",
    "alone": "the oboe was his grandmother's",
    "aunt": "Philomena Thistlewood",
    "complaint": "the playground bell drowned her out",
    "point": "the bell rang over every word",
    "finding": "the caretaker timed the bell",
    "filed": "the bell was muffled with a sock",
    "complainant": "Quillington",
    "post": "the sousaphone was full of custard",
    "handle": "@custardwatch",
    "slander": "she waters the juice with gin",
    "asked": "nobody waters anything with gin",
    "tool": "typed the register into a fortune teller",
    "declined": "will not put her name to anything with a comma in it",
    "contact": "asked about the unicycle shed again",
    "mailed": "the unicycle squeaks in the rain",
    "restricted": "wrote about the unicycle at midnight",
    "adjusted": "reads the unicycle manual aloud to her",
    "breached": "hooted the unicycle horn down the line",
}
ANSWERS = {"circumstances": "", "injuries": "", "police_called_at": None, "police_reference": ""}
CAST = {
    "head": (Role.HEAD, True),
    "deputy": (Role.SENIOR_LEADER, True),
    "office": (Role.OFFICE, True),
    "staff": (Role.STAFF, True),
    "stranger": (Role.HEAD, False),
    "ceo": (Role.CEO, None),
    "chair": (Role.CHAIR, None),
    "central": (Role.CENTRAL_TEAM, None),
    "admin": (Role.ADMINISTRATOR, None),
    "clerk": (Role.CLERK, None),
}


def found_trust() -> SimpleNamespace:
    """Two schools and the cast of one of them."""
    make.TrustFactory()
    school = make.SchoolFactory(name="Hillside Primary", prefix="HIL")
    other_school = make.SchoolFactory(name="Brook Secondary", prefix="BRO")
    sync_roles()
    world = SimpleNamespace(school=school, other_school=other_school)
    for name, (role, is_own) in CAST.items():
        place = {True: school, False: other_school, None: None}[is_own]
        user = make.UserFactory(name=f"{name.title()} Person", email=f"{name}@school.example", role=(role, place))
        setattr(world, name, user)
    keep_calendar(world)
    return world


def keep_calendar(world) -> None:
    """Terms of the school about today, a half-term just over, a day to come that ends early."""
    school, today = world.school, local_day(timezone.now())
    world.term = make.TermFactory(
        school=school, name="This term", first_on=today - timedelta(days=60), last_on=today + timedelta(days=100)
    )
    world.next_term = make.TermFactory(
        school=school, name="Next term", first_on=today + timedelta(days=112), last_on=today + timedelta(days=260)
    )
    world.closure = make.ClosureFactory(
        school=school,
        kind=ClosureKind.HALF_TERM,
        first_on=today - timedelta(days=7),
        last_on=today - timedelta(days=3),
    )
    early = {"afternoon_opens": time(12, 30), "afternoon_closes": time(13, 30)}
    world.times = make.SessionTimesFactory(school=school, on=today + timedelta(days=46), **early)


def family_at(school) -> SimpleNamespace:
    """A father and his child, with all that is known of them."""
    father = make.PersonFactory(given_name=PERSONAL["first name"], family_name=PERSONAL["name"], at=school)
    child = make.PersonFactory(pupil=True, given_name=PERSONAL["child"], family_name=PERSONAL["name"], at=school)
    make.RelationshipFactory(adult=father, pupil=child, kind=Kinship.FATHER)
    make.AdultFactsFactory(person=father, address=PERSONAL["address"], phone=PERSONAL["phone"])
    make.PupilFactsFactory(person=child)
    return SimpleNamespace(father=father, child=child)


def log(school, by, token, *, parties=(), minutes_ago=14, **more) -> Case:
    """Log an incident at the gate; gives its case."""
    facts = {
        "setting": Setting.GATE,
        "categories": [Category.THREATENING],
        "account": PERSONAL["account"],
        "why_not_suspended": PERSONAL["why not"],
        **more,
    }
    submit_log(
        token=UUID(int=token),
        school=school,
        occurred_at=timezone.now() - timedelta(minutes=minutes_ago),
        parties=parties,
        by=by,
        **facts,
    )
    return Case.objects.filter(opened_by=by).latest("pk")


def suspend(world, family) -> Case:
    """The head logs what happened and suspends the father for the rest of today."""
    party = Party(part=Part.SUBJECT, person=family.father, is_suspended=True, risk=PERSONAL["grounds"])
    return log(world.school, world.head, 1, parties=[party])


def carry_on(world, case) -> None:
    """From the report to the letter: everything that follows a suspension on its first day."""
    suspension = SiteSuspension.objects.get(case=case)
    acknowledge_report(case=case, record=issued_report(case), by=world.ceo)
    write_report(case=case, action_taken=PERSONAL["action"], by=world.head, **ANSWERS)
    issue_report(case=case, by=world.head)
    inform_chair(case=case, note=PERSONAL["note"], by=world.ceo)
    world.evidence = add_evidence(case=case, kind=EvidenceKind.CCTV, description=PERSONAL["evidence"], by=world.head)
    world.file = make.EvidenceFileFactory(evidence=world.evidence, cleaned=True, name=PERSONAL["file"])
    set_arrangement(suspension=suspension, collection=PERSONAL["arrangement"], by=world.head)
    log_telling(
        suspension=suspension,
        channel=Channel.TELEPHONE,
        spoken_at=timezone.now(),
        call_result=CallResult.SPOKE,
        note=PERSONAL["telling"],
        by=world.head,
    )
    issue_letter(
        suspension=suspension,
        happened=PERSONAL["account"],
        reason=PERSONAL["grounds"],
        method=CopyMethod.POST,
        address=PERSONAL["address"],
        is_checked=True,
        by=world.head,
    )
    today = local_day(timezone.now())
    world.copy = log_letter_sent(suspension=suspension, method=CopyMethod.HAND, sent_on=today, by=world.head)


def talk_with(world, witness) -> Interview:
    """The head writes down what a witness said; nobody has asked yet whether they agree."""
    at = timezone.now()
    return hold_interview(
        involvement=witness,
        witness_kind=WitnessKind.OUTSIDER,
        interviewer=world.head,
        started_at=at - timedelta(minutes=10),
        ended_at=at - timedelta(minutes=1),
        account=PERSONAL["interview"],
        note_form=NoteForm.SUMMARY,
        is_read_back=True,
        by=world.head,
    )


def ask_for_statements(world) -> None:
    """A colleague has begun to write what they saw, another has confirmed it, an outsider has a link."""
    told = {"about_on": timezone.now().date(), "about_place": "The front gate", "by": world.head}
    rows = [
        name_in_case(case=world.case, part=Part.PRESENT, user=user, by=world.head)
        for user in (world.staff, world.deputy)
    ]
    world.mine, world.confirmed = (ask_statement(involvement=row, author=row.user, **told).statement for row in rows)
    save_words(statement=world.mine, text=PERSONAL["statement"], by=world.staff)
    save_words(statement=world.confirmed, text=PERSONAL["statement"], by=world.deputy)
    confirm_statement(statement=world.confirmed, mark=mark_of(PERSONAL["statement"]), by=world.deputy)
    writer = name_in_case(case=world.case, part=Part.PRESENT, name=PERSONAL["writer"], by=world.head)
    sent = ask_statement(involvement=writer, email="writer@letters.example", phone="07700 900462", **told)
    world.sent, world.code = sent.statement, sent.code
    world.link = Link.objects.get(subject=str(world.sent.pk))


def hear(world, about, token=5) -> Case:
    """A case that is reported, whose one witness is interviewed, with a supplementary report half written."""
    case = log(world.school, world.head, token, parties=about, tells_ceo=True, minutes_ago=40)
    write_report(case=case, action_taken=PERSONAL["action"], by=world.head, **ANSWERS)
    issue_report(case=case, by=world.head)
    talk_with(world, name_in_case(case=case, part=Part.WITNESS, name=PERSONAL["witness"], by=world.head))
    write_supplementary(case=case, findings="He shouted.", view="Yes.", action_taken="", by=world.head)
    return case


def have_signed(world, case) -> None:
    """The note of an interview that waits for its signatures: two pages came back, one person did not sign."""
    interview = Interview.objects.get(involvement__case=case)
    world.note = issue_interview_note(interview=interview, by=world.head)
    world.page = make.ScanFactory(record=world.note, matched=True, name=PERSONAL["page"])
    world.unread = make.ScanFactory(record=world.note, unread=True)
    world.signatory, other = world.note.signatories.order_by("order")
    world.own_signer = make.SignatoryFactory(record=world.note, order=3, name=world.deputy.name, user=world.deputy)
    world.holder = hold_a_copy(world, case)
    world.answer = note_unsigned(
        signatory=other, method=SignMethod.DECLINED, reason=PERSONAL["declined"], witness=PERSONAL["saw"],
        by=world.head,
    )  # fmt: skip


def hold_a_copy(world, case):
    """Somebody who signed a record that is sealed, and was handed the whole of it; somebody else waits for theirs."""
    content = {"kind": "report", "sections": [], "issued_by": {"name": world.head.name, "job_title": ""}}
    whole = make.WrittenRecordFactory(
        case=case, number=900, issued=True, issued_by=world.head, content=content, title="Agreed record"
    )
    holder = make.SignatoryFactory(record=whole, name=PERSONAL["witness"])
    world.lacking = make.SignatoryFactory(record=whole, order=holder.order + 1, name=PERSONAL["writer"])
    make.DutyFactory(case=case, kind=Kind.COPY, subject=str(whole.pk), about=whole.title, owner_user=world.head)
    WrittenRecord.objects.filter(pk=whole.pk).update(state=RecordState.COMPLETE)
    make.RecordFileFactory(record=whole)
    make.SealedFileFactory(record=whole)
    world.whole_copy = make.CopyFactory(record=whole, to_user=None, to_name=holder.name, method=CopyMethod.HAND)
    return holder


def print_together(world) -> None:
    """The head had the report printed, and once more when it could not be made."""
    told = {"asked_by": world.head, "school": world.school, "for_whom": "Reception", "purpose": PERSONAL["topic"]}
    world.pack = make.PackFactory(made=True, **told)
    world.failed_pack = make.PackFactory(failed=True, **told)
    of_case = {"case": world.case, "reader": "parent", "person": world.family.father}
    world.bundle = make.PackFactory(made=True, **told, **of_case)
    for pack in (world.pack, world.failed_pack, world.bundle):
        make.PackLineFactory(pack=pack, record=world.report)
    make.PackLineFactory(pack=world.bundle, record=None, evidence=world.file, ground="others")


def warn_in_writing(world) -> None:
    """The head warned the father on a case on which nobody is suspended, and handed him the letter."""
    incident, father = world.drafted.incidents.get(), world.family.father
    world.warning = warn(incident=incident, person=father, reason=PERSONAL["warning"], by=world.head)
    said = {"happened": PERSONAL["account"], "reason": PERSONAL["warning"], "is_checked": True}
    issue_warning(warning=world.warning, method=CopyMethod.HAND, by=world.head, **said)
    world.warning_copy = Copy.objects.get(record__kind=RecordKind.BEHAVIOUR_WARNING, record__case__school=world.school)


def meet(world) -> None:
    """The head has arranged two talks with the father: one in half a minute, one tomorrow to which he is invited."""
    case, at, by = world.case, timezone.now(), world.head
    told = {"place": "Meeting room 2", "about": PERSONAL["topic"], "needs": PERSONAL["needs"]}
    asked = {"case": case, "kind": MeetingKind.INFORMAL_DISCUSSION, "parents": [world.family.father], "by": by}
    world.sat = meetings.arrange_meeting(
        plan=meetings.Plan(starts_at=at + timedelta(seconds=30), minutes=45, **told), **asked
    )
    later = meetings.Plan(starts_at=at + timedelta(days=1), minutes=45, companion=world.office, **told)
    world.meeting = meetings.arrange_meeting(plan=later, **asked)
    world.uninvited, world.invited = Attendee.objects.filter(capacity=AttendeeCapacity.PARENT).order_by("pk")
    world.interpreter = meetings.name_attendee(
        meeting=world.meeting, capacity=AttendeeCapacity.INTERPRETER, name=PERSONAL["interpreter"], by=by
    )
    talk_over(world, asked, told)
    make.DutyFactory(case=case, kind="invite_parent", subject=str(world.suspension.pk), owner_role="ceo")
    world.owed_task = make.ActionFactory(
        meeting=world.meeting, user=world.office, name="", what=PERSONAL["task"], owed=True
    )
    world.invited_letter = meetings.issue_letter(attendee=world.invited, method=CopyMethod.HAND, by=by)
    world.asked_copy = Copy.objects.get(record=world.invited_letter)


def talk_over(world, asked, told) -> None:
    """A talk that was held, whose record was sent for comment: the father does not agree, reception does."""
    at, by = timezone.now(), world.head
    world.talked = meetings.arrange_meeting(
        plan=meetings.Plan(starts_at=at, minutes=45, companion=world.office, **told), **asked
    )
    people = {one.capacity: one for one in world.talked.attendees.all()}
    world.guest = people[AttendeeCapacity.PARENT]
    times = {"began_at": at - timedelta(minutes=40), "ended_at": at - timedelta(minutes=5)}
    came = [one.pk for one in people.values()]
    meetings.note_outcome(meeting=world.talked, outcome=Held.HELD, came=came, by=by, **times)
    meetings.write_topic(meeting=world.talked, topic=Topic.POINTS, text=PERSONAL["points"], revision=0, by=by)
    world.task = meetings.name_action(
        meeting=world.talked, what=PERSONAL["task"], user=world.office, due_on=local_day(at), by=by
    )
    world.aunt = make.AttendeeFactory(
        meeting=world.talked, capacity="supporter", person=None, name=PERSONAL["aunt"], has_attended=True
    )
    meetings.share_record(meeting=world.talked, by=by)
    for one, is_agreed in ((world.guest, False), (people[AttendeeCapacity.COMPANION], True)):
        remark = "" if is_agreed else PERSONAL["remark"]
        meetings.note_comment(meeting=world.talked, attendee=one, is_agreed=is_agreed, text=remark, by=by)


def mediate(world) -> None:
    """Two mediations beside the case: one whose parties are being asked, one under way, with a note of the mediator's."""
    asked = {"source": world.case, "persons": [world.family.father], "users": [world.deputy], "by": world.ceo}
    world.proposed = meetings.propose_mediation(about=PERSONAL["topic"], **asked)
    world.mediation = meetings.propose_mediation(about=PERSONAL["topic"], **asked)
    today = local_day(timezone.now())
    for party in world.mediation.parties.order_by("pk"):
        meetings.note_answer(party=party, is_willing=True, channel=HeardBy.IN_PERSON, answered_on=today, by=world.head)
    until = {"until_on": today + timedelta(days=30), "by": world.ceo}
    meetings.appoint_mediator(mediation=world.mediation, user=world.clerk, **until)
    world.mediation.refresh_from_db()
    world.dpo = make.UserFactory(name="Dpo Person", email="dpo@school.example", role=(Role.DP_LEAD, None))
    meetings.write_note(mediation=world.mediation, text=PERSONAL["confided"], by=world.clerk)
    both = [*world.mediation.parties.order_by("pk")]
    world.together = listen(world, MeetingKind.MEDIATION_JOINT, both, PERSONAL["points"])
    alone = [one for one in both if one.person_id is not None]
    world.heard_father = world.together.attendees.get(capacity=AttendeeCapacity.PARENT)
    world.alone = listen(world, MeetingKind.MEDIATION_SEPARATE, alone, PERSONAL["alone"])


def listen(world, kind, parties, said):
    """The mediator met both sides, or one alone, and sent them what was written down."""
    at, by = timezone.now(), world.clerk
    plan = meetings.Plan(starts_at=at, minutes=45, place="Meeting room 3", about=PERSONAL["topic"])
    asked = {"mediation": world.mediation, "kind": kind, "parties": parties, "plan": plan, "by": by}
    met = meetings.arrange_mediation_meeting(**asked)
    times = {"began_at": at - timedelta(minutes=40), "ended_at": at - timedelta(minutes=5)}
    came = [*met.attendees.values_list("pk", flat=True)]
    meetings.note_outcome(meeting=met, outcome=Held.HELD, came=came, by=by, **times)
    meetings.write_topic(meeting=met, topic=Topic.POINTS, text=said, revision=0, by=by)
    meetings.share_record(meeting=met, by=by)
    return met


def suspend_pupil(world) -> None:
    """The head suspends a pupil for two school days, of which the first is the next; half-days elsewhere are known."""
    today = local_day(timezone.now())
    world.learner = make.PersonFactory(pupil=True, given_name="Alma", family_name=PERSONAL["pupil"], at=world.school)
    make.PupilFactsFactory(person=world.learner, has_social_worker=True)
    world.parent = make.PersonFactory(given_name="Kay", family_name=PERSONAL["pupil"], at=world.school)
    make.RelationshipFactory(
        adult=world.parent, pupil=world.learner, kind=Kinship.MOTHER, has_parental_responsibility=True
    )
    world.ordered = make.PersonFactory(given_name="Ned", family_name=PERSONAL["pupil"], at=world.school)
    make.RelationshipFactory(
        adult=world.ordered, pupil=world.learner, kind=Kinship.FATHER, contact_order=PERSONAL["weighed"]
    )
    world.elsewhere = make.HalfDaysElsewhereFactory(
        pupil=world.learner, school=world.school, year=today.year - 1, noted_by=world.head
    )
    first = school_calendar(world.school).next_school_day(today)
    world.pupil_suspension = decide_suspension(
        pupil=world.learner,
        school=world.school,
        category=PupilCategory.SUSPENSION,
        first_on=first,
        first_half=HalfOfDay.MORNING,
        last_on=school_calendar(world.school).next_school_day(first),
        last_half=HalfOfDay.AFTERNOON,
        conduct=PERSONAL["conduct"],
        reasons=["PP"],
        probability="Two teachers saw it.",
        needs_considered=PERSONAL["weighed"],
        disability_considered=PERSONAL["weighed"],
        vulnerability_considered=PERSONAL["weighed"],
        alternatives="A day apart from the class.",
        by=world.head,
    )
    world.notice_key = NoticeKey(world.pupil_suspension.pk, str(world.parent.pk), Event.DECIDED)
    said = {"reason": PERSONAL["conduct"], "method": CopyMethod.HAND}
    issue_notice(suspension=world.pupil_suspension, key=world.notice_key, by=world.head, **said)
    world.notice_copy = Copy.objects.get(record__kind=RecordKind.PUPIL_SUSPENDED, record__case__school=world.school)
    tomorrow = timezone.now() + timedelta(days=1)
    world.returning = meetings.arrange_meeting(
        case=world.pupil_suspension.case, kind=MeetingKind.REINTEGRATION, parents=[world.parent], by=world.head,
        plan=meetings.Plan(starts_at=tomorrow, minutes=30, place="Room 2", about=PERSONAL["topic"]),
    )  # fmt: skip
    world.returning_to = world.returning.attendees.get(capacity=AttendeeCapacity.PARENT)


def bring_before_board(world) -> None:
    """The board was told of two suspensions of the pupil, and of one the mother wrote to it and a meeting is arranged.

    The other one the CEO did not support.
    """
    now, told = timezone.now(), {"received_on": local_day(timezone.now()), "by": world.head}
    first, last = world.pupil_suspension, world.pupil_suspension.last_on
    note_board_told(suspension=first, **told)
    world.to_board = note_to_board(
        suspension=first,
        received_at=now,
        channel=SaidBy.LETTER,
        said_by=f"Kay {PERSONAL['pupil']}",
        text=PERSONAL["to the board"],
        by=world.head,
    )
    world.board_meeting = arrange_meeting(
        suspension=first, meets_at=now + timedelta(days=7), place="Central office", by=world.clerk
    )
    world.invited_key = NoticeKey(first.pk, str(world.parent.pk), Event.INVITED)
    issue_notice(suspension=first, key=world.invited_key, reason="", method=CopyMethod.HAND, by=world.clerk)
    world.invited_copy = Copy.objects.get(record__kind=RecordKind.PUPIL_INVITED, record__case__school=world.school)
    world.doubted = make.PupilSuspensionFactory(
        case=first.case,
        pupil=first.pupil,
        first_on=last + timedelta(days=1),
        decided_by=world.head,
        conduct=PERSONAL["conduct"],
    )
    make.ExamNoteFactory(suspension=world.doubted, noted_by=world.head)
    note_board_told(suspension=world.doubted, **told)
    give_advice(suspension=world.doubted, is_supported=False, reasons=PERSONAL["doubt"], by=world.ceo)


def complain(world) -> None:
    """One mother's complaint is being dealt with, and she has our letter; one was answered, one is at the formal stage."""
    world.mother = make.PersonFactory(given_name="Kay", family_name=PERSONAL["complainant"], at=world.school)
    make.AdultFactsFactory(person=world.mother, address="3 Bell Lane")
    came = {
        "school": world.school,
        "received_on": local_day(timezone.now()),
        "channel": ComplaintChannel.LETTER,
        "words": PERSONAL["complaint"],
        "complainant": world.mother,
        "by": world.head,
    }
    world.complaint, world.answered = (complaints.log_complaint(**came, source=one) for one in (world.case, None))
    for one in (world.complaint, world.answered):
        world.point = complaints.add_point(complaint=one, text=PERSONAL["point"], by=world.head)
    found = [(world.point, Result.UPHELD, PERSONAL["finding"])]
    said = {"remedy": "We ring it later.", "action": PERSONAL["filed"], "by": world.head}
    complaints.decide_complaint(complaint=world.answered, findings=found, **said)
    world.point = world.complaint.points.get()
    world.spare_point = complaints.add_point(complaint=world.complaint, text="Nobody rang back.", by=world.head)
    world.complaint_key = LetterKey(ComplaintLetter.ACKNOWLEDGED, "informal")
    sent = {"complaint": world.complaint, "key": world.complaint_key, "method": CopyMethod.HAND}
    complaints.issue_letter(**sent, said="", by=world.head)
    world.complaint_copy = Copy.objects.get(
        record__kind=RecordKind.COMPLAINT_ACKNOWLEDGED, record__case__school=world.school
    )
    world.answered.refresh_from_db()
    ask_about_data(world, came)
    world.at_formal = complaints.log_complaint(**{**came, "source": world.drafted, "stage": Stage.FORMAL})
    complaints.add_point(complaint=world.at_formal, text=PERSONAL["point"], by=world.ceo)
    go_to_panels(world, {**came, "stage": Stage.FORMAL})


def ask_about_data(world, came) -> None:
    """One complaint is about personal data, and she has our letter; a point of another was handed on."""
    world.about_data = complaints.log_complaint(**came, is_about_data=True)
    world.data_point = complaints.add_point(complaint=world.about_data, text=PERSONAL["point"], by=world.dpo)
    world.data_key = LetterKey(ComplaintLetter.ACKNOWLEDGED, "data")
    sent = {"complaint": world.about_data, "key": world.data_key, "method": CopyMethod.HAND}
    complaints.issue_letter(**sent, said="", by=world.dpo)
    world.data_copy = Copy.objects.get(record__kind=RecordKind.DATA_ACKNOWLEDGED, record__case=world.about_data.case)


def go_to_panels(world, came) -> None:
    """Of three complaints that the CEO answered two are before a panel: one meets in half a minute, one is not arranged yet."""
    trustee = make.UserFactory(name="Amir Khan", email="trustee@school.example", role=(Role.TRUSTEE, None))
    world.sitter = trustee
    world.before_panel, world.panel_asked, world.formal = (complaints.log_complaint(**came) for _ in range(3))
    for one in (world.before_panel, world.panel_asked, world.formal):
        point = complaints.add_point(complaint=one, text=PERSONAL["point"], by=world.ceo)
        found = [(point, Result.NOT_UPHELD, PERSONAL["finding"])]
        complaints.decide_complaint(complaint=one, findings=found, remedy="", action=PERSONAL["filed"], by=world.ceo)
        one.refresh_from_db()
        if one == world.formal:
            continue
        asked = {"asked_on": local_day(timezone.now()), "words": PERSONAL["complaint"]}
        complaints.take_further(complaint=one, **asked, by=world.ceo)
        one.refresh_from_db()
        seats = {"name": "Ada Quist", "is_independent": True, "who": "Chair of another trust"}
        complaints.name_member(complaint=one, **seats, by=world.clerk)
        complaints.name_member(complaint=one, user=trustee, by=world.clerk)
        world.sitting = complaints.name_member(complaint=one, name="Cy Mott", by=world.clerk)
    soon = timezone.now() + timedelta(seconds=30)
    world.panel = complaints.arrange_panel(complaint=world.before_panel, meets_at=soon, place="Room 4", by=world.clerk)
    world.panel_bundle = make.PackFactory(
        made=True, case=world.before_panel.case, reader="panel", school=world.school, asked_by=world.ceo,
        for_whom="The panel", purpose=PERSONAL["topic"],
    )  # fmt: skip
    told = {"pack": world.panel_bundle, "complaint": world.before_panel, "handed_by": world.ceo}
    world.handed = make.HandedBundleFactory(**told)
    world.panel_key = LetterKey(ComplaintLetter.INVITED, str(world.panel.pk))
    sent = {"complaint": world.before_panel, "key": world.panel_key, "method": CopyMethod.HAND, "said": ""}
    complaints.issue_letter(**sent, by=world.clerk)
    world.panel_copy = Copy.objects.get(record__kind=RecordKind.PANEL_LETTER, record__case__school=world.school)


def get_in_touch(world) -> None:
    """The father rang, and wrote; of one uploaded message nobody has said whose it is."""
    at = {"school": world.school, "person": world.family.father}
    world.contact = make.ContactFactory(**at, subject=PERSONAL["contact"], logged_by=world.head)
    world.mail_upload = make.MailUploadFactory(school=world.school, uploaded_by=world.head)
    mail = make.MailFileFactory(taken=True, upload=world.mail_upload)
    world.mailed = make.ContactFactory(**at, from_mail=True, mail=mail, text=PERSONAL["mailed"], logged_by=world.head)
    world.asked_mail = make.MailFileFactory(asked=True, upload=world.mail_upload)
    make.MailFileFactory(refused=True, upload=world.mail_upload)


def restrict(world) -> None:
    """The complaining mother is restricted on a case of her own, and has our letter; the father is warned."""
    about = [Party(part=Part.SUBJECT, person=world.mother)]
    case = log(world.school, world.head, 5, parties=about)
    said = {"grounds": [Ground.VOLUME], "why": PERSONAL["restricted"], "by": world.head}
    today = local_day(timezone.now())
    world.terms = {
        "channels": [ContactChannel.CALL],
        "single_contact": "The school office",
        "frequency": "Please write once a week.",
        "considered": PERSONAL["adjusted"],
        "until_on": today + timedelta(days=60),
        "review_on": today + timedelta(days=30),
    }
    world.restriction = online.restrict_at_once(
        case=case, person=world.mother, skip_reason="Hundreds a day.", **said, **world.terms
    )
    world.restricting = LetterOfRestriction(world.restriction.pk, RestrictionLetter.TERMS, 1)
    sent = {"restriction": world.restriction, "key": world.restricting, "method": CopyMethod.HAND}
    online.issue_restriction_letter(**sent, said="", by=world.head)
    online.note_breach(
        restriction=world.restriction, what=PERSONAL["breached"], happened_at=timezone.now(), by=world.head
    )
    world.restriction_copy = Copy.objects.get(
        record__kind=RecordKind.RESTRICTION_TERMS, record__case__school=world.school
    )
    world.unrestricted = make.PersonFactory(given_name="Ada", family_name="Still", at=world.school)
    involve(case=world.case, part=Part.PRESENT, person=world.unrestricted, by=world.head)
    world.restriction_warning = online.warn_of_restriction(case=world.case, person=world.family.father, **said)


def post_online(world) -> None:
    """Somebody nobody knows posted something; somebody else put a list into an AI tool."""
    seen = {"school": world.school, "seen_at": timezone.now(), "by": world.deputy}
    later = local_day(timezone.now() + timedelta(days=7))
    world.concern = online.log_concern(
        **seen,
        platform=Platform.FACEBOOK,
        url="https://facebook.com@evil.example/1",
        handle=PERSONAL["handle"],
        words=PERSONAL["post"],
        kinds=[ConcernKind.DEFAMATORY],
        colleagues=[world.staff],
    )
    online.check_concern(
        concern=world.concern, found=Presence.LIVE, again_on=later, note="Still there.", by=world.deputy
    )
    by = {"by": world.head}
    said = {"words": PERSONAL["slander"], "kinds": [ConcernKind.DEFAMATORY], "author": world.mother}
    world.slander = online.log_concern(**{**seen, **by}, platform=Platform.X, **said)
    take = partial(online.take_step, concern=world.slander, what=PERSONAL["asked"])
    take(kind=StepKind.DISCUSSION, **by)
    world.request = take(kind=StepKind.REMOVAL, **by)
    online.issue_step_paper(step=world.request, said=PERSONAL["asked"], method=CopyMethod.HAND, **by)
    world.request_copy = Copy.objects.get(record__kind=RecordKind.ONLINE_REMOVAL, record__case__school=world.school)
    world.to_police = take(kind=StepKind.POLICE, basis="harassment", next_check_on=later, **by)
    online.issue_step_paper(step=world.to_police, said=PERSONAL["asked"], **by)
    world.to_warn = take(kind=StepKind.WARNING, **by)
    world.advice_on_post = take(kind=StepKind.LEGAL_ADVICE, by=world.ceo)
    told = {"handle": PERSONAL["handle"], "words": PERSONAL["post"], "kinds": [ConcernKind.NEGATIVE]}
    world.reported_post = online.log_concern(**{**seen, "by": world.staff}, platform=Platform.SNAPCHAT, **told)
    world.put_in_tool = online.log_concern(
        **seen, platform=Platform.LETTERS, handle="Not said", words=PERSONAL["tool"], kinds=[ConcernKind.AI_DATA]
    )


def in_the_middle() -> SimpleNamespace:
    """A suspension with everything that follows it, and a report of a colleague that waits for the head."""
    world = found_trust()
    world.family = family_at(world.school)
    world.case = suspend(world, world.family)
    world.suspension = SiteSuspension.objects.get(case=world.case)
    world.said = note_representation(
        suspension=world.suspension,
        received_at=timezone.now(),
        channel=HeardBy.TELEPHONE,
        text=PERSONAL["side"],
        by=world.head,
    )
    world.duty = Duty.objects.get(case=world.case, kind=Kind.LETTER_TO_PARENT)
    carry_on(world, world.case)
    world.report = WrittenRecord.objects.get(case=world.case, kind=RecordKind.INCIDENT_REPORT)
    world.incident = world.case.incidents.get()
    world.witness = name_in_case(case=world.case, part=Part.WITNESS, name="A passer-by", by=world.head)
    world.bystander = name_in_case(case=world.case, part=Part.WITNESS, name=PERSONAL["witness"], by=world.head)
    world.talk = talk_with(world, world.bystander)
    ask_for_statements(world)
    world.grant = grant_sight(case=world.case, user=world.central, reason="Helps the CEO", by=world.ceo)
    world.lost = make.NoticeFactory(
        case=None, kind=NoticeKind.COVER, failed=True, to_user=world.deputy, queued_by=world.ceo
    )
    world.notice = Notice.objects.filter(case=world.case, to_user=world.ceo).earliest("pk")
    world.failed = Notice.objects.filter(case=world.case, to_user=world.office).earliest("pk")
    note_failure(notice=world.failed, reason="The address does not exist", by=world.head)

    world.helper = make.UserFactory(name="Helper Person", role=(Role.CENTRAL_TEAM, None))

    about = [Party(part=Part.SUBJECT, person=world.family.father)]
    world.reported = log(world.school, world.staff, 2, parties=about)
    world.asked = Duty.objects.get(case=world.reported, kind=Kind.DECIDE_ON_REPORT)
    world.drafted = log(world.school, world.head, 3, parties=about, tells_ceo=True)
    world.delegation = delegate(case=world.drafted, to=world.helper, reason="Leads on these", by=world.ceo)
    warn_in_writing(world)
    world.draft = write_report(case=world.drafted, action_taken=PERSONAL["action"], by=world.head, **ANSWERS)
    make.RecordFileFactory(record=world.report)
    make.SealedFileFactory(record=world.report)
    print_together(world)
    world.ended = log(world.school, world.head, 4, parties=about)
    close_case(case=world.ended, outcome="He wrote that he is sorry.", by=world.head)
    world.heard = hear(world, about)
    have_signed(world, world.heard)
    world.standing = make.StandingDeputyFactory(user=world.deputy, school=world.school, named_by=world.head)
    world.proposal = make.RoleProposalFactory(user=world.deputy, role=Role.MEDIATOR, proposed_by=world.admin)
    world.membership = Membership.objects.get(user=world.staff)
    world.upload = make.ImportRunFactory(school=world.school, uploaded_by=world.admin)
    world.checked = make.ImportRunFactory(school=world.other_school, uploaded_by=world.admin, checked=True)
    world.holiday = make.BankHolidayFactory()
    world.wording = make.WordingFactory(proposed_by=world.central)
    substitute = make.UserFactory(name="Substitute Person", role=(Role.SENIOR_LEADER, world.school))
    world.cover = make.CoverFactory(user=substitute, school=world.school, appointed_by=world.ceo)
    world.twin = make.PersonFactory(given_name="Daz", family_name=PERSONAL["name"], at=world.school)
    world.merged = make.PersonFactory(
        given_name="D.", family_name=PERSONAL["name"], at=world.school, merged_into=world.twin
    )
    meet(world)
    mediate(world)
    suspend_pupil(world)
    bring_before_board(world)
    complain(world)
    get_in_touch(world)
    restrict(world)
    post_online(world)
    world.unknown = make.PersonFactory(unknown=True, at=world.school, kinds=[PersonKind.OTHER])
    return world

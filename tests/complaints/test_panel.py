"""A panel on a complaint: who may sit on it, when it meets, who sees it, what it found and who is told."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from cases.access import sees
from cases.duties import Kind
from cases.models import Case, Duty
from cases.services.case import involve
from cases.states import CaseState, Part
from complaints import services
from complaints.models import Complaint
from complaints.rules import TOO_FEW
from complaints.selectors.letter import LetterKey
from complaints.selectors.panel import panel_page
from complaints.selectors.panel_members import seats, why_not_named, why_not_sit
from complaints.states import About, Came, Capacity, Further, Result, Stage
from desk.selectors.home import home
from desk.services.informing import inform_chair
from desk.services.involving import take_out
from desk.services.log import Party
from desk.services.report import issue_report, write_report
from kernel.refusal import Refused
from notices.models import Notice
from notices.states import NoticeKind
from records.models import Copy, WrittenRecord
from records.states import CopyMethod, RecordKind
from schools.access import forget_powers
from schools.calendar import local_day
from schools.states import Role
from tests import factories as make
from tests import world as worlds
from tests.complaints.test_complaints import answered, day_of, decided, due

FORMAL = LetterKey(About.OUTCOME, "formal")
OUTCOME = LetterKey(About.OUTCOME, "panel")


@pytest.fixture
def clerk(staff_of_trust):
    return make.UserFactory(name="Sheila Brandt", role=(Role.CLERK, None))


@pytest.fixture
def trustees(staff_of_trust):
    return [make.UserFactory(name=name, role=(Role.TRUSTEE, None)) for name in ("Amir Khan", "Bea Long", "Cy Mott")]


def anew(row):
    return type(row).objects.get(pk=row.pk)


def fresh(user):
    return User.objects.get(pk=user.pk)


def to_panel(row, ceo, **more):
    """Answered at the formal stage by the CEO, and taken to a panel."""
    row = decided(row, ceo)
    answered(row, ceo, FORMAL)
    services.take_further(
        complaint=anew(row), asked_on=local_day(timezone.now()), words="I was not heard.", by=ceo, **more
    )
    return anew(row)


@pytest.fixture
def asked(log, clerk, trustees, ceo):
    return to_panel(log(stage=Stage.FORMAL), ceo)


def seat(row, clerk, users):
    services.name_member(complaint=row, name="Ada Quist", is_independent=True, who="Chair of another trust", by=clerk)
    for user in users:
        services.name_member(complaint=row, user=user, by=clerk)


def arranged(row, clerk, days=14):
    return services.arrange_panel(
        complaint=row, meets_at=timezone.now() + timedelta(days=days), place="Central office", by=clerk
    )


def met(row, meeting, clerk, clock, **more):
    clock.move_to(meeting.meets_at + timedelta(hours=2))
    facts = {"came": Came.CAME, "with_whom": "her sister", **more}
    services.hold_panel(meeting=meeting, members=[*row.panel_members.all()], by=clerk, **facts)


def found(row, clerk, result=Result.PARTLY):
    rows = [(point, result, "Nobody rang for a week.") for point in row.points.all()]
    return services.note_panel_findings(
        complaint=row, findings=rows, remedy="The office keeps a list.", action="The office has a list.", by=clerk
    )


# --- It is asked for ----------------------------------------------------------------------------------------------
def test_a_panel_is_asked_for_and_the_clerk_owes_it(asked, clerk):
    kinds = {duty.kind: (duty.owner_role, duty.subject) for duty in Duty.objects.open().filter(case=asked.case)}

    assert asked.stage == Stage.PANEL
    assert asked.further.get().asked_for == Further.PANEL
    assert kinds == {
        Kind.COMPLAINT_PANEL: (Role.CLERK, ""),
        Kind.PANEL_LETTER: (Role.CLERK, "acknowledged-panel"),
    }
    assert day_of(due(asked, Kind.COMPLAINT_PANEL)) == date(2026, 11, 30)
    assert day_of(due(asked, Kind.PANEL_LETTER)) == date(2026, 11, 9)
    assert Notice.objects.filter(kind=NoticeKind.COMPLAINT, to_user=clerk).get().path == asked.panel_url


def test_the_answer_in_writing_stays_owed_when_a_panel_is_asked_for_before_it_went(log, clerk, ceo):
    row = decided(log(stage=Stage.FORMAL), ceo)
    services.take_further(complaint=row, asked_on=local_day(timezone.now()), words="No.", by=ceo)

    assert due(row, Kind.RESOLVE_COMPLAINT).owner_role == Role.CEO
    answered(anew(row), ceo, FORMAL)
    assert not Duty.objects.open().filter(case=row.case, kind=Kind.RESOLVE_COMPLAINT).exists()


def test_too_late_it_is_only_taken_for_a_reason(log, clerk, ceo, clock):
    row = decided(log(stage=Stage.FORMAL), ceo)
    answered(row, ceo, FORMAL)
    clock.shift(timedelta(days=40))
    row, today = anew(row), local_day(timezone.now())

    with pytest.raises(Refused, match="They could ask until"):
        services.take_further(complaint=row, asked_on=today, words="No.", by=ceo)
    services.take_further(complaint=row, asked_on=today, words="No.", late_reason="She was in hospital.", by=ceo)

    assert anew(row).stage == Stage.PANEL


def test_nobody_decides_or_changes_points_while_a_panel_looks_at_it(asked, ceo):
    with pytest.raises(Refused, match="A panel decides"):
        decided(asked, ceo)
    with pytest.raises(Refused, match="as it was answered"):
        services.add_point(complaint=asked, text="Another", by=ceo)


def test_the_clerk_takes_what_is_written_to_them_and_asks_nobody(log, clerk, ceo):
    row = decided(log(stage=Stage.FORMAL), ceo)
    answered(row, ceo, FORMAL)
    said = {"asked_on": local_day(timezone.now()), "words": "I was not heard.", "by": clerk}

    asked = services.ask_for_panel(reference=row.case.reference.lower(), **said)

    assert anew(row).stage == Stage.PANEL
    assert asked.noted_by == clerk
    assert opens(clerk, row) == 200
    with pytest.raises(Refused, match="No complaint of this number"):
        services.ask_for_panel(reference=row.case.reference, **said)


@pytest.mark.parametrize("typed", ["{}", "{} ", "spaces"])
def test_the_number_is_taken_however_it_was_typed(log, clerk, ceo, client_of, typed):
    row = decided(log(stage=Stage.FORMAL), ceo)
    answered(row, ceo, FORMAL)
    number = row.case.reference.lower()
    number = number.replace("-", " ") if typed == "spaces" else typed.format(number)
    today = local_day(timezone.now())
    day = {"asked_on_day": today.day, "asked_on_month": today.month, "asked_on_year": today.year}

    client_of(clerk).post(
        reverse("complaints:panel_asked"),
        {"token": str(uuid4()), "reference": number, "words": "I was not heard.", **day},
    )

    assert anew(row).stage == Stage.PANEL


def test_of_any_other_number_the_clerk_learns_nothing(log, clerk, ceo, office):
    informal, unanswered = decided(log(), ceo), log(stage=Stage.FORMAL)
    walled = decided(log(stage=Stage.FORMAL, about=[clerk]), ceo)
    said = set()
    for reference in (*(row.case.reference for row in (informal, unanswered, walled)), "INS-1999-0001", "x"):
        with pytest.raises(Refused) as refused:
            services.ask_for_panel(reference=reference, asked_on=local_day(timezone.now()), words="No.", by=clerk)
        said.add((refused.value.reason, refused.value.about))

    assert len(said) == 1


# --- Who sits on it -----------------------------------------------------------------------------------------------
def test_whoever_answered_it_does_not_sit_on_it(asked, ceo, clerk):
    with pytest.raises(Refused, match=f"{ceo.name} answered this complaint at an earlier stage"):
        services.name_member(complaint=asked, user=ceo, by=clerk)


def test_whoever_logged_it_and_the_headteacher_do_not(asked, office, head):
    assert "logged this complaint" in why_not_sit(asked, office)
    assert "headteacher of the school" in why_not_sit(asked, head)


@pytest.fixture
def from_case(log, clerk, trustees, ceo, head, deputy, kay, school):
    """A complaint that comes from a case whose report went to the CEO and the Chair."""
    about = Party(part=Part.SUBJECT, person=make.PersonFactory(at=school))
    case = worlds.log(school, head, 77, parties=[about], tells_ceo=True)
    write_report(case=case, action_taken="He left.", by=head, **worlds.ANSWERS)
    issue_report(case=case, by=head)
    return log(source=case, stage=Stage.FORMAL, by=deputy)


def test_everybody_who_received_the_report_is_refused_by_name(from_case, ceo, chair, trustees, clerk):
    inform_chair(case=from_case.source, note="Please read.", by=ceo)
    make.CopyFactory(record=WrittenRecord.objects.filter(case=from_case.source).first(), to_user=trustees[0])

    assert f"{trustees[0].name} was sent the report" in why_not_sit(from_case, trustees[0])
    for user in (ceo, chair):
        assert user.name in why_not_sit(from_case, user)
    assert why_not_sit(from_case, trustees[1]) is None


def test_a_witness_a_relative_and_whoever_interviewed_are_refused(from_case, trustees, head, kay, school):
    witness, relative, third = trustees
    involve(case=from_case.source, part=Part.WITNESS, user=witness, by=head)
    child = make.PersonFactory(pupil=True, at=school)
    own = make.PersonFactory(user=relative, at=school)
    for adult in (kay, own):
        make.RelationshipFactory(adult=adult, pupil=child)
    make.InterviewFactory(involvement__case=from_case.source, held=True, interviewer=third)

    assert "is a witness" in why_not_sit(from_case, witness)
    assert "family ties" in why_not_sit(from_case, relative)
    assert "interviewed" in why_not_sit(from_case, third)


def test_a_meeting_or_a_mediation_about_it_is_a_part_too(from_case, trustees):
    make.AttendeeFactory(meeting__case=from_case.source, capacity="companion", person=None, user=trustees[0])

    assert "was at a meeting" in why_not_sit(from_case, trustees[0])


def test_whoever_mediated_before_somebody_else_or_took_part_has_to_do_with_it(from_case, trustees):
    before, party, third = trustees
    mediation = make.MediationFactory(source=from_case.source)
    make.MediationPartyFactory(mediation=mediation, person=None, user=party)
    meeting = make.MeetingFactory(case=mediation.case, kind="mediation_joint")
    make.AttendeeFactory(meeting=meeting, capacity="mediator", person=None, user=before)

    assert "mediated in the case" in why_not_sit(from_case, before)
    assert "took part in a mediation" in why_not_sit(from_case, party)
    assert why_not_sit(from_case, third) is None


def test_a_mediator_or_companion_from_outside_is_no_independent_member(from_case):
    make.AttendeeFactory(meeting__case=from_case.source, capacity="companion", person=None, name="Jo Brook")
    make.MediationFactory(source=from_case.source, running=True, mediator=None, mediator_name="Ada Quist")

    assert "was at a meeting" in why_not_named(from_case, "jo  brook")
    assert "mediated in the case" in why_not_named(from_case, "Ada Quist")
    assert why_not_named(from_case, "Somebody Else") is None


def test_somebody_of_the_same_name_as_one_involved_is_asked_about(asked, clerk, ceo):
    with pytest.raises(Refused, match="somebody else of the same name"):
        services.name_member(complaint=asked, name=ceo.name.upper(), by=clerk)
    with pytest.raises(Refused, match="is the person who complains"):
        services.name_member(complaint=asked, name="Kay Lowe", by=clerk)


def test_the_independent_member_has_no_account_and_says_why(asked, clerk, trustees):
    with pytest.raises(Refused, match="has a part in how the schools are run"):
        services.name_member(complaint=asked, user=trustees[0], is_independent=True, who="Kind", by=clerk)
    with pytest.raises(Refused, match="why they are independent"):
        services.name_member(complaint=asked, name="Ada Quist", is_independent=True, by=clerk)


def test_a_form_offers_who_may_sit_and_says_why_the_others_may_not(asked, trustees, chair, head, ceo):
    known = seats(asked)

    assert {name for _, name in known.free} >= {user.name for user in trustees}
    assert (head.name, "is the headteacher of the school") in known.taken


def test_a_form_names_everybody_known_to_have_had_to_do_with_it_also_who_could_not_be_chosen(
    from_case, deputy, staff, head, trustees
):
    involve(case=from_case.case, part=Part.SUBJECT, name="Ms Orla Finch", by=head)
    involve(case=from_case.source, part=Part.WITNESS, user=staff, by=head)
    involve(case=from_case.source, part=Part.WITNESS, name="A. Passer-by", by=head)

    known = seats(from_case)

    taken = dict(known.taken)
    assert taken["Ms Orla Finch"] == "is the person this case is about"
    assert taken[staff.name] == "is a witness in this case"
    assert taken["Kay Lowe"] == "is the person who complains"
    assert "A. Passer-by" not in taken
    assert [name for name, _ in known.taken] == sorted(taken, key=str.casefold)
    assert not {name for _, name in known.free} & {*taken}


def test_two_or_three_without_an_independent_one_are_no_panel(asked, clerk, trustees):
    for user in trustees:
        services.name_member(complaint=asked, user=user, by=clerk)
    with pytest.raises(Refused, match=TOO_FEW[:40]):
        arranged(asked, clerk)
    member = asked.panel_members.first()
    services.stand_down_member(member=member, reason="She is ill", by=clerk)
    services.name_member(complaint=asked, name="Ada Quist", is_independent=True, who="Of another trust", by=clerk)

    assert arranged(asked, clerk) is not None


def test_an_account_that_was_chosen_can_be_left_again(asked, clerk, trustees, client_of):
    url = reverse("complaints:panel_member", args=[asked.case.reference])
    client = client_of(clerk)
    assert "Nobody of these" in client.get(url).content.decode()

    client.post(url, {"token": str(uuid4()), "user": "", "name": "Bea Quist"})

    assert asked.panel_members.get().called == "Bea Quist"


# --- Who sees it --------------------------------------------------------------------------------------------------
def opens(user, row, name="panel"):
    client = Client()
    client.force_login(fresh(user))
    return client.get(reverse(f"complaints:{name}", args=[row.case.reference])).status_code


def test_a_member_sees_the_panel_and_nothing_else_until_it_is_over(asked, clerk, trustees, clock):
    seat(asked, clerk, trustees[:2])
    member, other = trustees[0], trustees[2]

    assert opens(member, asked) == 200
    assert opens(other, asked) == 404
    assert opens(member, asked, "complaint") == 404
    assert not sees(fresh(member), asked.case)
    assert opens(member, asked, "panel_member") == 403

    met(asked, arranged(asked, clerk), clerk, clock)
    found(anew(asked), clerk)

    assert opens(member, asked) == 404
    assert opens(clerk, asked) == 200


def test_a_member_is_told_in_words_that_the_panel_is_over_and_led_nowhere(asked, clerk, trustees, clock, client_of):
    seat(asked, clerk, trustees[:2])
    told = Notice.objects.filter(to_user=trustees[0], kind=NoticeKind.COMPLAINT_PANEL).first()
    page = reverse("notices:notice", args=[told.pk])
    assert f'href="{asked.panel_url}"' in client_of(fresh(trustees[0])).get(page).text

    met(asked, arranged(asked, clerk), clerk, clock)
    found(anew(asked), clerk)

    shown = client_of(fresh(trustees[0])).get(page).text
    assert f'href="{asked.panel_url}"' not in shown
    assert "The panel is over, or you do not sit on it any more." in shown
    assert "I have read this" in shown


def test_a_member_who_leaves_sees_nothing_from_that_moment(asked, clerk, trustees):
    seat(asked, clerk, trustees[:2])
    row = asked.panel_members.get(user=trustees[0])

    services.stand_down_member(member=row, reason="She is ill", by=clerk)

    assert opens(trustees[0], asked) == 404


def test_the_clerk_has_no_sight_of_the_file(asked, clerk):
    assert opens(clerk, asked) == 200
    assert opens(clerk, asked, "complaint") == 404
    page = panel_page(asked, fresh(clerk))
    assert "The office was told." not in str(page.sections)
    assert "The complaint" not in [step.small for step in home(fresh(clerk)).steps]


def test_a_clerk_whom_it_is_about_sees_nothing_and_whoever_decides_arranges_it(log, clerk, trustees, ceo):
    row = to_panel(log(stage=Stage.FORMAL, about=[clerk]), ceo)

    assert opens(clerk, row) == 404
    assert due(row, Kind.COMPLAINT_PANEL).owner_role == Role.CEO
    services.name_member(complaint=row, user=trustees[0], by=ceo)


def test_before_a_panel_is_asked_for_the_clerk_sees_nothing(log, clerk):
    row = log(stage=Stage.FORMAL)

    assert opens(clerk, row) == 404
    with pytest.raises(PermissionDenied):
        services.name_member(complaint=row, name="Ada Quist", by=fresh(row.logged_by))


# --- It meets -----------------------------------------------------------------------------------------------------
def test_the_invitation_and_the_papers_are_owed_five_school_days_before(asked, clerk, trustees):
    seat(asked, clerk, trustees[:2])

    meeting = arranged(asked, clerk)

    assert day_of(due(asked, Kind.PANEL_PAPERS)) == date(2026, 11, 9)
    assert Duty.objects.open().filter(kind=Kind.PANEL_LETTER, subject=f"invited-{meeting.pk}").exists()
    assert Notice.objects.filter(kind=NoticeKind.COMPLAINT_PANEL, to_user=trustees[0]).count() == 2
    services.send_panel_papers(meeting=meeting, papers="Both answers", papers_on=date(2026, 11, 2), by=clerk)
    assert not Duty.objects.open().filter(kind=Kind.PANEL_PAPERS).exists()


@pytest.mark.parametrize(
    ("days", "mind"),
    [
        (5, "Mind: Saturday 7 November 2026 is not a working day."),
        (3, "Mind: The papers would have had to go out by"),
        (14, ""),
    ],
)
def test_the_clerk_is_told_what_to_mind_about_the_day_they_chose(asked, clerk, trustees, client_of, days, mind):
    seat(asked, clerk, trustees[:2])
    day = local_day(timezone.now() + timedelta(days=days))
    typed = {"on_day_day": day.day, "on_day_month": day.month, "on_day_year": day.year, "at_time": "17:30"}
    url = reverse("complaints:panel_meeting", args=[asked.case.reference])

    page = client_of(clerk).post(url, {"token": str(uuid4()), "place": "Central office", **typed}, follow=True)

    said = page.content.decode()
    assert "Arranged. The members have been told." in said
    assert mind in said if mind else "Mind:" not in said


def test_later_than_the_procedure_says_it_meets_for_a_reason(asked, clerk, trustees):
    seat(asked, clerk, trustees[:2])

    with pytest.raises(Refused, match="Our procedure says by Monday 30 November 2026"):
        arranged(asked, clerk, days=35)


def test_the_invitation_says_when_who_and_that_somebody_may_come_along(asked, clerk, trustees):
    seat(asked, clerk, trustees[:2])
    meeting = arranged(asked, clerk)
    key = LetterKey(About.INVITED, str(meeting.pk))

    record = services.issue_letter(
        complaint=asked, key=key, said="", method=CopyMethod.POST, address="9 Mill Lane", by=clerk
    )

    text = str(record.content)
    for words in (
        "Monday 16 November 2026",
        "Ada Quist, Amir Khan and Bea Long",
        "bring somebody with you",
        "goes ahead",
    ):
        assert words in text
    assert "Ada Quist is independent of how we run our schools: Chair of another trust" in text
    assert record.kind == RecordKind.PANEL_LETTER
    assert not Duty.objects.open().filter(kind=Kind.PANEL_LETTER).exists(), "it says that we have it, too"
    assert opens(clerk, asked) == 200


def test_put_off_it_is_told_in_writing_and_the_panel_stays_owed(asked, clerk, trustees):
    seat(asked, clerk, trustees[:2])
    first = arranged(asked, clerk)

    services.call_off_panel(meeting=first, reason="She is in hospital.", by=clerk)

    owed = {duty.subject for duty in Duty.objects.open().filter(kind=Kind.PANEL_LETTER)}
    assert f"off-{first.pk}" in owed
    assert f"invited-{first.pk}" not in owed
    assert not Duty.objects.open().filter(kind=Kind.PANEL_PAPERS).exists()
    second = arranged(asked, clerk, days=21)
    key = LetterKey(About.INVITED, str(second.pk))
    record = services.issue_letter(complaint=asked, key=key, said="", by=clerk)
    assert "takes the place of what we wrote to you about Monday 16 November" in str(record.content)
    assert "hospital" not in str(record.content)


def test_it_goes_on_without_the_complainant_only_with_the_reason_on_record(asked, clerk, trustees, clock):
    seat(asked, clerk, trustees[:2])
    meeting = arranged(asked, clerk)

    with pytest.raises(Refused, match="did not choose another day"):
        met(asked, meeting, clerk, clock, came=Came.ABSENT, with_whom="")
    met(asked, meeting, clerk, clock, came=Came.ABSENT, with_whom="", absent_why="She gave no reason, rung twice.")

    meeting.refresh_from_db()
    assert meeting.absent_why == "She gave no reason, rung twice."


def test_two_who_came_are_no_panel(asked, clerk, trustees, clock):
    seat(asked, clerk, trustees[:2])
    meeting = arranged(asked, clerk)
    clock.move_to(meeting.meets_at + timedelta(hours=1))

    with pytest.raises(Refused, match="three members at least"):
        services.hold_panel(meeting=meeting, members=[*asked.panel_members.all()][:2], came=Came.CAME, by=clerk)


def test_a_member_who_was_sent_the_report_meanwhile_does_not_sit(from_case, clerk, trustees, ceo, head, clock):
    row = to_panel(from_case, ceo)
    seat(row, clerk, trustees[:2])
    meeting = arranged(row, clerk)
    make.CopyFactory(record=WrittenRecord.objects.filter(case=row.source).first(), to_user=trustees[0])

    with pytest.raises(Refused, match="Amir Khan was sent the report"):
        met(row, meeting, clerk, clock)


def test_before_its_time_it_has_not_met(asked, clerk, trustees):
    seat(asked, clerk, trustees[:2])

    with pytest.raises(Refused, match="It has not begun yet"):
        services.hold_panel(
            meeting=arranged(asked, clerk), members=[*asked.panel_members.all()], came=Came.CAME, by=clerk
        )


# --- What it found ------------------------------------------------------------------------------------------------
@pytest.fixture
def decided_by_panel(log, clerk, trustees, ceo, clock, staff):
    row = to_panel(log(stage=Stage.FORMAL, about=[staff]), ceo)
    seat(row, clerk, trustees[:2])
    met(row, arranged(row, clerk), clerk, clock)
    found(row, clerk)
    return anew(row)


def test_what_it_found_is_owed_to_the_complainant_and_to_whoever_it_is_about(decided_by_panel, staff):
    row = decided_by_panel
    part = row.case.involvements.get(user=staff)
    owed = {(duty.subject, duty.about) for duty in Duty.objects.open().filter(case=row.case, kind=Kind.PANEL_LETTER)}
    decision = row.decisions.get(answers="panel")

    assert row.stage == Stage.CLOSED
    assert decision.capacity == Capacity.PANEL
    assert owed == {("outcome-panel", "Kay Lowe"), (f"found-{part.pk}", staff.name)}
    assert {day_of(one) for one in Duty.objects.open().filter(kind=Kind.PANEL_LETTER)} == {date(2026, 11, 23)}


def test_the_answer_names_the_last_place_to_go_and_no_outcome_for_a_colleague(decided_by_panel, clerk):
    record = services.issue_letter(complaint=decided_by_panel, key=OUTCOME, said="", method=CopyMethod.HAND, by=clerk)
    text = str(record.content)

    assert "The panel upholds this in part." in text
    assert "The office keeps a list." in text
    assert "Department for Education" in text
    assert "That was the last stage" in text
    assert "What follows for them at work" in text
    assert "The office has a list." not in text
    assert record.kind == RecordKind.PANEL_OUTCOME


def test_whoever_it_is_about_is_handed_the_findings_and_sees_nothing_else(decided_by_panel, clerk, staff):
    row = decided_by_panel
    key = LetterKey(About.FOUND, str(row.case.involvements.get(user=staff).pk))

    record = services.issue_letter(complaint=row, key=key, said="", method=CopyMethod.HAND, by=clerk)

    text = str(record.content)
    assert f"Dear {staff.name}" in text
    assert "Nobody rang for a week." in text
    assert "Kay Lowe" not in text
    assert "Department for Education" not in text
    copy = Copy.objects.get(record=record)
    assert (copy.to_user, copy.to_name) == (None, staff.name)
    assert not WrittenRecord.objects.visible_to(fresh(staff)).filter(pk=record.pk).exists()


def test_where_it_is_about_several_each_reads_only_what_is_written_for_them(
    log, clerk, trustees, ceo, clock, staff, deputy
):
    row = to_panel(log(stage=Stage.FORMAL, about=[staff, deputy]), ceo)
    seat(row, clerk, trustees[:2])
    met(row, arranged(row, clerk), clerk, clock)
    found(row, clerk)
    key = LetterKey(About.FOUND, str(row.case.involvements.get(user=staff).pk))

    with pytest.raises(Refused, match="Say what the panel found that concerns them"):
        services.issue_letter(complaint=anew(row), key=key, said=" ", by=clerk)
    record = services.issue_letter(complaint=anew(row), key=key, said="Your part was not upheld.", by=clerk)

    assert "Nobody rang for a week." not in str(record.content)


def test_after_a_panel_there_is_no_next_stage(decided_by_panel, ceo):
    with pytest.raises(Refused, match="That was the last stage"):
        services.take_further(
            complaint=decided_by_panel, asked_on=local_day(timezone.now()), words="Still not.", by=ceo
        )


def test_the_headteacher_and_the_ceo_can_read_what_it_found(decided_by_panel, head, ceo):
    for user in (head, ceo):
        assert opens(user, decided_by_panel) == 200
        assert opens(user, decided_by_panel, "complaint") == 200


def test_withdrawn_before_the_clerk_nothing_is_owed_any_more(asked, clerk):
    services.withdraw_complaint(complaint=asked, reason="She rang the clerk: it is settled.", by=clerk)

    assert anew(asked).stage == Stage.WITHDRAWN
    assert not Duty.objects.open().filter(case=asked.case).exists()


def test_a_letter_about_the_panel_is_the_clerks_and_the_earlier_ones_are_not(asked, clerk, ceo):
    key = LetterKey(About.ACKNOWLEDGED, "panel")

    with pytest.raises(PermissionDenied):
        services.issue_letter(complaint=asked, key=FORMAL, said="", by=clerk)
    with pytest.raises(PermissionDenied):
        services.issue_letter(complaint=asked, key=key, said="", by=ceo)
    forget_powers(clerk)
    record = services.issue_letter(complaint=asked, key=key, said="", method=CopyMethod.HAND, by=clerk)

    assert "You asked on Monday 2 November 2026 that a panel looks at your complaint" in str(record.content)
    assert isinstance(anew(asked), Complaint)


# --- What stays ---------------------------------------------------------------------------------------------------
def test_an_update_lost_before_a_panel_is_not_owed(log, ceo, clerk):
    row, key = log(stage=Stage.FORMAL), LetterKey(About.UPDATE, "1")
    services.issue_letter(complaint=row, key=key, said="Two were asked.", method=CopyMethod.HAND, by=ceo)
    row = to_panel(row, ceo)
    copy = Copy.objects.get(record__kind="complaint_update")

    services.send_letter_again(complaint=row, copy=copy, dispute="She rang", by=ceo)

    assert not Duty.objects.open().filter(case=row.case, kind=Kind.HOLDING_UPDATE).exists()


def test_once_a_panel_has_decided_whoever_it_is_about_stays_in_it(decided_by_panel, ceo, staff):
    row = decided_by_panel.case.involvements.get(user=staff)

    with pytest.raises(Refused, match="A panel has decided"):
        take_out(involvement=row, reason="Not her", by=ceo)


def test_what_a_panel_found_of_a_colleague_never_goes_to_the_complainant(decided_by_panel, clerk, staff):
    row = decided_by_panel
    part = row.case.involvements.get(user=staff)
    key = LetterKey(About.FOUND, str(part.pk))
    services.issue_letter(complaint=row, key=key, said="", by=clerk)
    part.delete()

    with pytest.raises(Refused, match="no such letter"):
        services.issue_letter(complaint=row, key=key, said="More", by=clerk)
    with pytest.raises(Refused, match="not about them any more"):
        services.log_letter_sent(
            complaint=row, key=key, method=CopyMethod.HAND, sent_on=local_day(timezone.now()), by=clerk
        )
    client = Client()
    client.force_login(fresh(clerk))
    assert client.get(reverse("complaints:letter", args=[row.case.reference, key])).status_code == 404


def test_what_was_logged_in_error_no_member_sees_any_more(asked, clerk, trustees):
    seat(asked, clerk, trustees[:2])
    Case.objects.filter(pk=asked.case_id).update(
        state=CaseState.VOID, voided_at=timezone.now(), voided_by=clerk, void_reason="Of another school"
    )

    assert opens(trustees[0], asked) == 404


def test_the_writer_of_a_letter_to_a_colleague_is_told_that_they_read_it(decided_by_panel, clerk, ceo, staff):
    row = decided_by_panel
    key = LetterKey(About.FOUND, str(row.case.involvements.get(user=staff).pk))
    client = Client()
    client.force_login(fresh(clerk))
    page = client.get(reverse("complaints:letter", args=[row.case.reference, key])).content.decode()
    assert f"{staff.name}, whom the complaint is about, and whoever sees the file" in page

    services.issue_letter(complaint=row, key=key, said="", by=clerk)
    client.force_login(fresh(ceo))
    page = client.get(row.get_absolute_url()).content.decode()

    assert f"To {staff.name}." in page
    assert "Letters to them" not in page

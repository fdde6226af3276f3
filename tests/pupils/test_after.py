"""What follows a pupil's suspension: work, education from the sixth day, coming back, and the CEO's advice."""

from datetime import date, datetime, time, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from cases.duties import Kind
from cases.models import Duty
from cases.services.case import involve
from cases.states import Part
from kernel.refusal import Refused
from notices.models import Notice
from notices.states import NoticeKind
from pupils import services as deciding
from pupils.models import AdviceAnswer, DaySixEducation
from pupils.services import advice, after, board
from pupils.services.recounting import recount
from pupils.states import FurtherBasis, HalfOfDay, NoEducation
from schools.calendar import LONDON, at_local
from schools.models import PupilFacts
from schools.states import Role
from tests import factories as make
from tests.pupils.board_acts import met

SIX = date(2026, 11, 9)
PLACE = {
    "provider": "Larch Learning Centre",
    "address": "4 Mill Lane",
    "times": "09:15 to 14:45",
    "report_to": "The office",
}


def midnight_after(day):
    return at_local(day + timedelta(days=1), time(0))


def duty_of(suspension, kind):
    return Duty.objects.filter(case=suspension.case, kind=kind, subject=str(suspension.pk)).order_by("pk").last()


def owed(suspension, kind):
    duty = duty_of(suspension, kind)
    return duty if duty is not None and duty.is_open else None


def at(day, hour, minute=0):
    return datetime(2026, 11, day, hour, minute, tzinfo=LONDON)


# --- What is opened -----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"starts_on": date(2026, 11, 8)}, "Sunday 8 November 2026 is at a weekend"),
        ({"provider": "  hillside PRIMARY"}, "suspended from this school"),
    ],
)
def test_no_education_begins_at_a_weekend_or_at_the_school_itself(decide, head, changes, said):
    row = decide(last_on=date(2026, 11, 9))

    with pytest.raises(Refused, match=said):
        after.arrange_education(suspension=row, by=head, **{"starts_on": SIX, **PLACE, **changes})


def test_work_the_talk_and_the_review_are_owed_with_the_decision(decide, ceo):
    row = decide()

    assert owed(row, Kind.SET_WORK).due_at == at(2, 15, 15)
    assert owed(row, Kind.REINTEGRATION).due_at == midnight_after(date(2026, 11, 4))
    review = owed(row, Kind.REVIEW_PUPIL_SUSPENSION)
    assert (review.owner_role, review.due_at) == (Role.CEO, at(9, 8, 19))
    assert owed(row, Kind.DAY_SIX_EDUCATION) is None


def test_a_lunchtime_suspension_takes_no_lessons_away(decide):
    row = decide(category="LNCH")

    kinds = (Kind.SET_WORK, Kind.REINTEGRATION, Kind.DAY_SIX_EDUCATION)
    assert [kind for kind in kinds if owed(row, kind)] == []
    with pytest.raises(Refused, match="takes no lessons away"):
        after.arrange_education(suspension=row, starts_on=SIX, by=row.decided_by, **PLACE)


def test_education_is_owed_for_the_sixth_day_and_told_48_hours_before(decide):
    row = decide(last_on=SIX)

    assert owed(row, Kind.DAY_SIX_EDUCATION).due_at == at(7, 8, 45)


def test_a_looked_after_child_has_education_from_the_first_day(decide, pupil):
    PupilFacts.objects.filter(person=pupil).update(is_looked_after=True)

    row = decide()

    assert owed(row, Kind.DAY_SIX_EDUCATION).due_at == at(2, 8, 45)


def test_who_is_not_of_compulsory_school_age_is_owed_none(decide, pupil):
    PupilFacts.objects.filter(person=pupil).update(born_on=date(2009, 9, 1))

    assert owed(decide(last_on=SIX), Kind.DAY_SIX_EDUCATION) is None


def test_suspensions_in_a_row_count_together_and_the_talk_is_held_after_the_last(decide):
    first = decide(last_on=date(2026, 11, 5))
    assert owed(first, Kind.DAY_SIX_EDUCATION) is None

    further = decide(
        first_on=date(2026, 11, 6),
        last_on=date(2026, 11, 10),
        follows=first,
        further_basis=FurtherBasis.NEW_EVIDENCE,
        further_reason="A recording has come to light.",
    )

    # Monday to Thursday, then Friday: the sixth day in a row is the Monday after.
    assert owed(further, Kind.DAY_SIX_EDUCATION).due_at == at(7, 8, 45)
    assert "held after it" in duty_of(first, Kind.REINTEGRATION).waive_reason
    assert owed(further, Kind.REINTEGRATION).due_at == midnight_after(date(2026, 11, 11))


# --- What falls away ----------------------------------------------------------------------------------------------------
def test_what_was_not_begun_and_is_cancelled_leaves_nothing_to_do_after_it(decide, head):
    row = decide(first_on=date(2026, 11, 3), last_on=date(2026, 11, 10))

    back = {"back_on": date(2026, 11, 3), "back_half": HalfOfDay.MORNING}
    deciding.cancel_suspension(suspension=row, reason="Another pupil did it.", by=head, **back)

    kinds = (Kind.SET_WORK, Kind.DAY_SIX_EDUCATION, Kind.REINTEGRATION, Kind.REVIEW_PUPIL_SUSPENSION)
    assert [kind for kind in kinds if owed(row, kind)] == []
    assert "cancelled" in duty_of(row, Kind.SET_WORK).waive_reason


def test_of_one_that_was_served_in_part_the_talk_is_held_all_the_same_and_sooner(decide, head, clock):
    row = decide(last_on=date(2026, 11, 10))
    clock.move_to(at(3, 10))

    back = {"back_on": date(2026, 11, 3), "back_half": HalfOfDay.AFTERNOON}
    deciding.cancel_suspension(suspension=row, reason="Another pupil did it.", by=head, **back)

    assert owed(row, Kind.REINTEGRATION).due_at == midnight_after(date(2026, 11, 3))


def test_a_further_one_cancelled_before_it_begins_leaves_the_talk_after_the_first_owed_again(decide, head):
    first = decide(last_on=date(2026, 11, 5))
    further = decide(
        first_on=date(2026, 11, 6),
        last_on=date(2026, 11, 10),
        follows=first,
        further_basis=FurtherBasis.NEW_EVIDENCE,
        further_reason="A recording has come to light.",
    )
    assert owed(first, Kind.REINTEGRATION) is None

    back = {"back_on": date(2026, 11, 6), "back_half": HalfOfDay.MORNING}
    deciding.cancel_suspension(suspension=further, reason="Another pupil did it.", by=head, **back)

    assert owed(first, Kind.REINTEGRATION).due_at == midnight_after(date(2026, 11, 6))
    assert owed(further, Kind.REINTEGRATION) is None


def test_a_snow_day_takes_the_sixth_day_away_and_moves_no_end(decide, head, school):
    row = decide(last_on=SIX)
    make.ClosureFactory(school=school, kind="emergency", first_on=date(2026, 11, 4), last_on=date(2026, 11, 4))

    moved = {one.kind: one.after for one in recount(school, head)}

    row.refresh_from_db()
    assert moved == {Kind.DAY_SIX_EDUCATION: None}
    assert row.last_on == SIX
    assert owed(row, Kind.DAY_SIX_EDUCATION) is None


def test_a_closure_after_the_last_day_puts_off_the_talk(decide, head, school):
    decide()
    make.ClosureFactory(school=school, kind="inset", first_on=date(2026, 11, 4), last_on=date(2026, 11, 4))

    moved = {one.kind: one.after for one in recount(school, head)}

    assert moved == {Kind.REINTEGRATION: midnight_after(date(2026, 11, 5))}


# --- What is on file ----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("exception", "facts", "on_file"),
    [
        (NoEducation.YEAR_11, {"year_group": "7"}, "in Year 7, as the file has it"),
        (NoEducation.YEAR_11, {"year_group": "Year 10"}, "in Year 10"),
        (NoEducation.NOT_SCHOOL_AGE, {"born_on": date(2015, 1, 9)}, "born on Friday 9 January 2015"),
        (NoEducation.YEAR_11, {"year_group": "Year 11"}, None),
        (NoEducation.YEAR_11, {"year_group": ""}, None),
        (NoEducation.NOT_SCHOOL_AGE, {"born_on": None}, None),
        (NoEducation.NOT_SCHOOL_AGE, {"born_on": date(2009, 9, 1)}, None),
    ],
)
def test_an_exception_is_checked_against_what_is_on_file(decide, head, pupil, exception, facts, on_file):
    row = decide(last_on=SIX)
    PupilFacts.objects.filter(person=pupil).update(**facts)
    noted = {"suspension": row, "exception": exception, "reason": "We know.", "by": head}

    if on_file is None:
        after.except_education(**noted)
        assert row.day_six.get().exception == exception
    else:
        with pytest.raises(Refused, match=on_file):
            after.except_education(**noted)
        assert owed(row, Kind.DAY_SIX_EDUCATION) is not None


def day_six_notices(row):
    return Duty.objects.open().filter(case=row.case, kind=Kind.WRITTEN_NOTICE, subject__endswith=":day_six")


def test_education_for_somebody_who_is_not_of_school_age_is_told_in_no_further_letter(decide, head, pupil):
    PupilFacts.objects.filter(person=pupil).update(born_on=date(2009, 9, 1))
    row = decide(last_on=SIX)

    after.arrange_education(suspension=row, starts_on=SIX, by=head, **PLACE)

    assert not day_six_notices(row).exists()


def test_an_exception_waives_the_notices_of_what_was_arranged_before(decide, head, pupil):
    row = decide(last_on=SIX)
    after.arrange_education(suspension=row, starts_on=SIX, by=head, **PLACE)
    assert day_six_notices(row).exists()
    PupilFacts.objects.filter(person=pupil).update(year_group="11")

    after.except_education(suspension=row, exception=NoEducation.YEAR_11, reason="Sat the last one in June.", by=head)

    assert not day_six_notices(row).exists()


# --- What is noted ------------------------------------------------------------------------------------------------------
def test_work_is_noted_with_who_marks_it(decide, deputy):
    row = decide()

    after.set_work(suspension=row, what="English.", how="On paper.", marker="Ms Bell", by=deputy)

    assert duty_of(row, Kind.SET_WORK).how == "Set, and marked by Ms Bell"
    assert row.work.get().noted_by == deputy


def test_education_that_is_arranged_is_owed_to_the_family_in_writing(decide, head):
    row = decide(last_on=SIX)

    after.arrange_education(suspension=row, starts_on=SIX, by=head, **PLACE)

    assert duty_of(row, Kind.DAY_SIX_EDUCATION).how == "Arranged with Larch Learning Centre"
    notices = Duty.objects.open().filter(case=row.case, kind=Kind.WRITTEN_NOTICE, subject__endswith=":day_six")
    assert [duty.due_at for duty in notices] == [at(7, 8, 45)]


def test_less_than_48_hours_needs_the_parents_consent(decide, head):
    row = decide(last_on=SIX)
    tomorrow = date(2026, 11, 3)

    with pytest.raises(Refused, match="48 hours"):
        after.arrange_education(suspension=row, starts_on=tomorrow, by=head, **PLACE)
    after.arrange_education(suspension=row, starts_on=tomorrow, has_consent=True, by=head, **PLACE)

    assert row.day_six.get().has_consent


def test_a_beginning_after_the_sixth_day_needs_a_reason(decide, head):
    row = decide(last_on=date(2026, 11, 13))
    late = date(2026, 11, 11)

    with pytest.raises(Refused, match="The law asks for education from Monday 9 November 2026"):
        after.arrange_education(suspension=row, starts_on=late, by=head, **PLACE)
    after.arrange_education(suspension=row, starts_on=late, late_reason="No place was free.", by=head, **PLACE)

    assert row.day_six.get().late_reason == "No place was free."


def test_why_no_education_has_to_be_arranged_is_noted_with_the_reason(decide, head, pupil):
    PupilFacts.objects.filter(person=pupil).update(year_group="11")
    row = decide(last_on=SIX)
    with pytest.raises(Refused, match="Say why"):
        after.except_education(suspension=row, exception=NoEducation.YEAR_11, reason=" ", by=head)

    after.except_education(suspension=row, exception=NoEducation.YEAR_11, reason="Sat the last in June.", by=head)

    assert owed(row, Kind.DAY_SIX_EDUCATION) is None
    assert not Duty.objects.open().filter(case=row.case, subject__endswith=":day_six").exists()
    assert not DaySixEducation.objects.get().is_arranged


def test_the_talk_is_noted_with_who_came_and_what_was_agreed_or_why_it_was_not_held(decide, head, clock):
    row = decide()
    with pytest.raises(Refused, match="comes back on Wednesday 4 November 2026"):
        after.note_reintegration(suspension=row, is_held=False, why_not="Nobody came.", by=head)
    clock.move_to(at(4, 9))
    said = {"who_came": "The mother.", "agreed": "A quiet place at lunch."}
    with pytest.raises(Refused, match="in the future"):
        after.note_reintegration(suspension=row, is_held=True, held_on=date(2026, 11, 5), by=head, **said)
    with pytest.raises(Refused, match="Say why it was not held"):
        after.note_reintegration(suspension=row, is_held=False, by=head)

    after.note_reintegration(suspension=row, is_held=False, why_not="Nobody came.", by=head)
    assert duty_of(row, Kind.REINTEGRATION).how == "Not held, with the reason"
    after.note_reintegration(suspension=row, is_held=True, held_on=date(2026, 11, 4), by=head, **said)

    assert [talk.is_held for talk in row.reintegrations.all()] == [False, True]


def test_the_page_says_that_the_talk_is_never_a_condition(decide, head, client_of):
    row = decide()

    page = client_of(head).get(reverse("pupils:reintegration", args=[row.case.reference, row.pk]))

    assert b"It is never a condition." in page.content


# --- The CEO's advice ---------------------------------------------------------------------------------------------------
def test_a_decision_that_is_supported_leaves_nothing_to_answer(decide, head, ceo):
    row = decide()

    advice.give_advice(suspension=row, is_supported=True, reasons="It is fair.", by=ceo)

    assert duty_of(row, Kind.REVIEW_PUPIL_SUSPENSION).how == "Supported"
    assert owed(row, Kind.ANSWER_ADVICE) is None
    assert Notice.objects.get(kind=NoticeKind.PUPIL_ADVICE).to_user == head
    with pytest.raises(Refused, match="reviewed already"):
        advice.give_advice(suspension=row, is_supported=False, reasons="On second thoughts.", by=ceo)


def test_advice_against_it_changes_nothing_until_the_headteacher_answers(decide, head, ceo):
    row = decide()

    advice.give_advice(suspension=row, is_supported=False, reasons="The witness was not asked.", by=ceo)

    row.refresh_from_db()
    assert row.is_standing
    duty = owed(row, Kind.ANSWER_ADVICE)
    assert (duty.owner_role, duty.due_at) == (Role.HEAD, at(4, 8, 19))
    advice.answer_advice(suspension=row, reasons="Another was.", is_board_asked=True, by=head)
    assert duty_of(row, Kind.ANSWER_ADVICE).how == "The board is asked to consider it"


def test_the_board_that_is_asked_has_it_before_it_by_the_trusts_target(decide, head, ceo):
    row = decide()
    advice.give_advice(suspension=row, is_supported=False, reasons="The witness was not asked.", by=ceo)
    advice.answer_advice(suspension=row, reasons="Another was.", is_board_asked=True, by=head)
    assert owed(row, Kind.BOARD_MEETING) is None

    board.note_board_told(suspension=row, received_on=date(2026, 11, 2), by=head)

    assert owed(row, Kind.BOARD_MEETING).due_at == midnight_after(date(2026, 11, 23))


def test_cancelling_answers_the_advice_too(decide, head, ceo):
    row = decide(first_on=date(2026, 11, 3))
    advice.give_advice(suspension=row, is_supported=False, reasons="The witness was not asked.", by=ceo)

    back = {"back_on": date(2026, 11, 3), "back_half": HalfOfDay.MORNING}
    deciding.cancel_suspension(suspension=row, reason="The CEO is right.", by=head, **back)

    assert duty_of(row, Kind.ANSWER_ADVICE).how == "The headteacher cancelled the suspension."
    with pytest.raises(Refused):
        advice.answer_advice(suspension=row, reasons="It stands.", by=head)


def test_where_the_board_has_begun_the_answer_leads_to_no_cancelling(decide, head, ceo, clerk, client_of):
    # Six days: the board must be told of it, and from the beginning of its meeting on nobody cancels it.
    row = decide(last_on=SIX)
    advice.give_advice(suspension=row, is_supported=False, reasons="The witness was not asked.", by=ceo)
    url = reverse("pupils:answer", args=[row.case.reference, row.pk])
    assert "cancel the suspension</a>" in client_of(head).get(url).content.decode()

    board.note_board_told(suspension=row, received_on=date(2026, 11, 2), by=head)
    met(row, clerk)
    page = client_of(head).get(url).content.decode()

    assert "cancel the suspension</a>" not in page
    assert "it cannot be cancelled any more" in page


def test_a_ceo_who_was_there_hands_the_review_to_the_chair(decide, ceo, chair):
    row = decide()
    involve(case=row.case, part=Part.WITNESS, user=ceo, by=row.decided_by)

    duty = owed(row, Kind.REVIEW_PUPIL_SUSPENSION)
    assert duty.owner_role == Role.CHAIR
    with pytest.raises(PermissionDenied):
        advice.give_advice(suspension=row, is_supported=True, reasons="It is fair.", by=ceo)
    advice.give_advice(suspension=row, is_supported=True, reasons="It is fair.", by=chair)
    assert row.advice.get().capacity == "chair"


@pytest.mark.parametrize("who", ["head", "deputy", "stranger", "office", "central"])
def test_nobody_else_advises(decide, cast, who):
    row = decide()

    with pytest.raises(PermissionDenied):
        advice.give_advice(suspension=row, is_supported=True, reasons="It is fair.", by=getattr(cast, who))


def test_only_the_headteacher_answers(decide, head, deputy, ceo):
    row = decide()
    advice.give_advice(suspension=row, is_supported=False, reasons="The witness was not asked.", by=ceo)

    for by in (deputy, ceo):
        with pytest.raises(PermissionDenied):
            advice.answer_advice(suspension=row, reasons="It stands.", by=by)
    assert not AdviceAnswer.objects.exists()


def test_the_page_of_the_suspension_shows_what_follows_with_its_buttons(decide, head, client_of):
    row = decide(last_on=SIX)
    after.set_work(suspension=row, what="English.", how="On paper.", marker="Ms Bell", by=head)
    after.arrange_education(suspension=row, starts_on=SIX, by=head, **PLACE)

    page = client_of(head).get(row.get_absolute_url()).content.decode()

    for said in ("English. How it reaches the pupil: On paper.", "Larch Learning Centre", "Coming back", "The board"):
        assert said in page

"""What a suspension obliges to is its own result: of it and those decided before it, wherever, and of half-days elsewhere."""

import threading
from datetime import date, datetime, timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone

from cases.duties import Kind
from cases.models import Duty
from cases.states import CaseState
from kernel.refusal import Refused
from notices.models import Notice
from notices.states import NoticeKind
from pupils import services
from pupils.models import PupilSuspension
from pupils.selectors.board_clock import board_file, counted
from pupils.selectors.recipients import known_of
from pupils.services import board, telling
from pupils.services.recounting import recount
from pupils.states import HalfOfDay, TermNumber
from records.states import CopyMethod
from schools.calendar import LONDON
from schools.selectors.school_calendar import school_calendar
from schools.states import Role
from tests import factories as make
from tests.pupils.conftest import again, decision
from tests.pupils.test_board import closed
from tests.pupils.test_telling import key_of

LATE = {
    "first_on": date(2026, 10, 20),
    "last_on": date(2026, 10, 23),
    "decided_at": datetime(2026, 10, 20, 8, 0, tzinfo=LONDON),
    "late_reason": "I was on a school trip without a connection.",
}


def totals(row):
    """The half-days in the term by the letters, and by the board's clock: there is one source of both."""
    row, days = again(row), school_calendar(row.school)
    by_letters = known_of(row).counts(days).most_in_a_term
    assert by_letters == counted(row, days).half_days
    return by_letters


def owed(row):
    return {(duty.kind, duty.subject) for duty in Duty.objects.open().filter(case=row.case)}


def told(row, to, by):
    """Their paper is issued and handed over."""
    telling.issue_notice(suspension=again(row), key=key_of(row, to), reason="He threw a chair.", by=by)
    how = {"method": CopyMethod.HAND, "sent_on": date(2026, 11, 2)}
    telling.log_notice_sent(suspension=again(row), key=key_of(row, to), by=by, **how)


def note(pupil, school, by, half_days=24):
    return services.note_elsewhere(
        pupil=pupil, school=school, where="Fernside", year=2026, term=TermNumber.AUTUMN, half_days=half_days, by=by
    )


@pytest.fixture
def second_school(clock, pupil, other_school):
    """A school of the trust where the pupil is on the roll as well."""
    school = other_school
    make.TermFactory(school=school, name="Autumn", first_on=date(2026, 9, 1), last_on=date(2026, 12, 18))
    make.SchoolLinkFactory(person=pupil, school=school)
    return school


@pytest.fixture
def second_head(second_school):
    return make.UserFactory(name="Rosa Lind", role=(Role.HEAD, second_school))


@pytest.mark.parametrize("elsewhere", [False, True])
def test_a_later_suspension_moves_nothing_of_an_earlier_one(
    decide, pupil, head, terms, office_addresses, second_school, second_head, clock, elsewhere
):
    earlier = decide()
    mother = pupil.adults.get().adult
    told(earlier, mother, head)
    told(earlier, "board", head)
    before = owed(earlier)
    clock.shift(timedelta(hours=2))

    where = {"school": second_school, "by": second_head} if elsewhere else {}
    later = decide(first_on=date(2026, 11, 5), last_on=date(2026, 11, 27), **where)
    telling.resettle_notices(suspension=again(earlier), by=head)
    recount(terms, head)

    assert (totals(earlier), totals(later)) == (4, 38)
    assert owed(earlier) == before
    assert board_file(earlier).told_on is not None


def test_half_days_elsewhere_count_for_every_suspension_of_the_term_whenever_they_are_noted(decide, pupil, head, terms):
    earlier = decide()
    later = decide(first_on=date(2026, 11, 5), last_on=date(2026, 11, 5))

    note(pupil, terms, head)

    assert (totals(earlier), totals(later)) == (28, 30)


def test_a_closed_case_is_opened_again_where_the_board_now_has_to_meet(decide, pupil, head, terms, ceo):
    row = decide(last_on=date(2026, 11, 5))
    board.note_board_told(suspension=again(row), received_on=date(2026, 11, 2), by=head)
    closed(row.case, ceo)

    note(pupil, terms, head, half_days=1)
    assert again(row).case.state == CaseState.CLOSED
    note(pupil, terms, head)

    assert again(row).case.state == CaseState.OPEN
    assert (Kind.BOARD_MEETING, str(row.pk)) in owed(row)
    assert Notice.objects.get(kind=NoticeKind.REOPENED).to_user == ceo


def test_a_late_entry_counts_for_those_decided_after_it_and_they_count_nothing_for_it(
    decide, pupil, head, office_addresses
):
    later = decide()
    mother = pupil.adults.get().adult
    told(later, mother, head)
    told(later, "board", head)

    late = decide(**LATE)

    assert (late.term_total, late.year_total) == (8, 8)
    assert (totals(late), totals(later)) == (8, 12)
    again_owed = {subject for _, subject in owed(later)}
    assert {str(key_of(later, mother)), str(key_of(later, "board"))} <= again_owed


def test_a_late_entry_that_takes_the_term_over_fifteen_days_obliges_the_board_to_meet(decide, head):
    later = decide(last_on=date(2026, 11, 18))
    board.note_board_told(suspension=again(later), received_on=date(2026, 11, 2), by=head)
    assert (Kind.BOARD_MEETING, str(later.pk)) not in owed(later)

    decide(**LATE)

    assert totals(later) == 34
    assert (Kind.BOARD_MEETING, str(later.pk)) in owed(later)


def test_the_limit_of_the_year_takes_in_what_was_decided_after_a_late_entry(decide, head, pupil, terms):
    note(pupil, terms, head, half_days=80)
    decide()

    with pytest.raises(Refused, match="The law allows 45, other schools included"):
        decide(**LATE)


def test_cancelling_an_earlier_one_lowers_what_a_later_one_adds_up_to(decide, pupil, head, office_addresses, clock):
    earlier = decide(first_on=date(2026, 11, 3), last_on=date(2026, 11, 6))
    clock.shift(timedelta(minutes=5))
    later = decide(first_on=date(2026, 11, 9), last_on=date(2026, 11, 11))
    board_before = totals(later)
    told(later, pupil.adults.get().adult, head)

    services.cancel_suspension(
        suspension=earlier, reason="Another pupil.", back_on=earlier.first_on, back_half=HalfOfDay.MORNING, by=head
    )

    assert (board_before, totals(later)) == (14, 6)
    assert (Kind.WRITTEN_NOTICE, str(key_of(later, pupil.adults.get().adult))) in owed(later)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("other", ["noting", "calendar", "deciding"])
def test_of_two_recounts_at_once_each_ends_and_one_duty_is_left(clock, terms, pupil, head, deputy, other):
    row = services.decide_suspension(**decision(pupil, terms, head, last_on=date(2026, 11, 5)))
    board.note_board_told(suspension=again(row), received_on=date(2026, 11, 2), by=head)
    barrier, errors = threading.Barrier(2), []
    acts = {
        "noting": lambda: note(pupil, terms, deputy),
        "calendar": transaction.atomic(lambda: recount(terms, head)),
        "deciding": lambda: services.decide_suspension(**decision(pupil, terms, head, **LATE)),
    }

    def act(one):
        barrier.wait()
        try:
            acts[one]()
        except Exception as error:
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=act, args=[one]) for one in ("noting", other)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]

    assert errors == []
    assert Duty.objects.open().filter(case=row.case, kind=Kind.BOARD_MEETING, subject=str(row.pk)).count() == 1
    assert all(totals(one) for one in PupilSuspension.objects.all())
    assert timezone.now() < Duty.objects.open().get(case=row.case, kind=Kind.BOARD_MEETING).due_at

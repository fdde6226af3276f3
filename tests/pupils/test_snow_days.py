"""A school closes, opens or changes its times: which deadlines of its pupils' suspensions move, and who reads of it."""

import threading
from datetime import date, datetime, time
from time import sleep

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from audit.models import Entry
from cases.duties import Kind
from cases.models import Duty
from desk.services import school_calendar as services
from kernel.refusal import Refused
from pupils.models import PupilSuspension
from pupils.recipients import NoticeKey
from pupils.selectors.letter import Typed, content_of, subject_of
from pupils.selectors.recipients import known_of
from pupils.services import cancel_suspension
from pupils.states import Event, HalfOfDay
from schools.calendar import LONDON
from schools.models import Closure, Term
from schools.states import ClosureKind
from tests import factories as make

pytestmark = pytest.mark.django_db
SNOW = {"kind": "emergency", "first_on_day": "4", "first_on_month": "11", "first_on_year": "2026"}


def due(row, kind):
    return Duty.objects.open().get(case=row.case, kind=kind).due_at.astimezone(LONDON)


def snow(client, school):
    """Close the school on Wednesday 4 November; gives what the next page says."""
    response = client.post(reverse("desk:closure_new", args=[school.pk, 2026]), SNOW, follow=True)
    return " ".join(response.content.decode().split())


def test_a_closure_moves_what_is_due_and_the_page_says_from_when_to_when(decide, head, school, client_of):
    row = decide()  # Monday 2 and Tuesday 3 November: back on Wednesday
    assert due(row, Kind.REINTEGRATION) == datetime(2026, 11, 5, tzinfo=LONDON)

    page = snow(client_of(head), school)

    assert due(row, Kind.REINTEGRATION) == datetime(2026, 11, 6, tzinfo=LONDON)
    assert "1 deadline moved: " in page
    assert row.case.reference in page
    assert "from Wednesday 4 November 2026, 23:59 to Thursday 5 November 2026, 23:59." in page


def test_a_letter_says_how_long_it_lasts_by_the_days_there_are(decide, head, school, client_of):
    row = decide(last_on=date(2026, 11, 6))
    snow(client_of(head), school)
    known = known_of(PupilSuspension.objects.with_people().get(pk=row.pk))

    key = NoticeKey(row.pk, known.everybody[0].key, Event.DECIDED)
    _, content = content_of(subject_of(known.suspension, key), Typed("He threw a chair."), method=None, address="")

    rows = dict(line for part in content["sections"] for line in part["rows"])
    assert rows["How long"] == "4 school days"
    assert rows["In the term"].startswith("4 school days in all")


def test_who_does_not_see_the_case_reads_only_how_many_moved(decide, admin, school, client_of):
    row = decide()

    page = snow(client_of(admin), school)

    assert "1 deadline moved." in page
    assert row.case.reference not in page


def test_a_closure_taken_back_brings_the_deadline_back(decide, head, school):
    row = decide()
    before = due(row, Kind.REINTEGRATION)
    day = date(2026, 11, 4)
    services.add_closure(school=school, first_on=day, last_on=day, kind=ClosureKind.EMERGENCY, by=head)

    changed = services.remove_closure(closure=Closure.objects.get(first_on=day), by=head)

    assert due(row, Kind.REINTEGRATION) == before
    assert [one.kind for one in changed.moved] == [Kind.REINTEGRATION]


def test_a_day_that_closes_early_ends_the_clock_of_that_day_early(decide, head, school):
    row = decide()

    services.set_session_times(
        school=school, on=date(2026, 11, 2), morning_opens=time(8, 45), morning_closes=time(11, 30), by=head
    )

    assert due(row, Kind.SET_WORK) == datetime(2026, 11, 2, 11, 30, tzinfo=LONDON)


def test_nothing_moves_where_the_calendar_is_refused(decide, head, school):
    row = decide()
    before = due(row, Kind.REINTEGRATION)

    with pytest.raises(Refused):
        services.add_closure(
            school=school, first_on=date(2026, 11, 7), last_on=date(2026, 11, 8), kind=ClosureKind.EMERGENCY, by=head
        )

    assert due(row, Kind.REINTEGRATION) == before


def test_a_closure_of_another_school_moves_nothing(decide, admin, other_school):
    row = decide()
    make.TermFactory(school=other_school, first_on=date(2026, 9, 1), last_on=date(2026, 12, 18))
    before = due(row, Kind.REINTEGRATION)
    day = date(2026, 11, 4)

    changed = services.add_closure(school=other_school, first_on=day, last_on=day, kind=ClosureKind.EMERGENCY, by=admin)

    assert changed.moved == ()
    assert due(row, Kind.REINTEGRATION) == before


def test_a_term_keeps_the_days_on_which_a_pupil_was_suspended(decide, head, school, client_of):
    row = decide()  # Monday 2 and Tuesday 3 November
    term = Term.objects.get(school=school, name="Autumn")
    same = {"term": term, "name": "Autumn", "first_on": term.first_on, "by": head}
    with pytest.raises(Refused, match="A pupil was suspended on days of this term"):
        services.remove_term(term=term, by=head)
    with pytest.raises(Refused, match="enter a closure instead"):
        services.change_term(**same, last_on=date(2026, 11, 2))

    services.change_term(**same, last_on=date(2026, 12, 17))
    page = client_of(head).post(reverse("desk:term_remove", args=[term.pk]), follow=True).content.decode()

    assert "A pupil was suspended on days of this term" in page
    assert Term.objects.get(pk=term.pk).last_on == date(2026, 12, 17)
    assert due(row, Kind.REINTEGRATION) == datetime(2026, 11, 5, tzinfo=LONDON)


def test_who_may_not_change_the_calendar_does_not_learn_that_a_pupil_was_suspended(decide, deputy, school):
    decide()
    with pytest.raises(PermissionDenied):
        services.remove_term(term=Term.objects.get(school=school, name="Autumn"), by=deputy)


def test_removing_asks_first_and_says_which_deadlines_may_move(decide, head, school, client_of, admin):
    row = decide()
    before = due(row, Kind.REINTEGRATION)
    day = date(2026, 11, 4)
    make.ClosureFactory(school=school, first_on=day, last_on=day)
    closure = Closure.objects.get(first_on=day)
    there = reverse("desk:closure_remove", args=[closure.pk])

    asked = " ".join(client_of(head).get(there).content.decode().split())
    by_admin = " ".join(client_of(admin).get(there).content.decode().split())

    assert f"{row.case.reference}, " in asked
    assert "may move." in asked
    assert row.case.reference not in by_admin
    assert "may move." in by_admin
    assert Closure.objects.filter(pk=closure.pk).exists()
    assert due(row, Kind.REINTEGRATION) == before


def test_a_term_that_must_stay_has_no_button_to_remove_it(decide, head, school, client_of):
    decide()
    term = Term.objects.get(school=school, name="Autumn")

    asked = client_of(head).get(reverse("desk:term_remove", args=[term.pk])).content.decode()

    assert "A pupil was suspended on days of this term" in asked
    assert ">Remove<" not in asked


# --- Beside others ------------------------------------------------------------------------------------------------------
def locks(queries, *texts):
    """Where in these queries each row or chain is first locked."""
    said = [query["sql"] for query in queries if "FOR NO KEY UPDATE" in query["sql"]]
    return [next(at for at, sql in enumerate(said) if all(part in sql for part in text)) for text in texts]


def test_cases_and_pupils_are_locked_before_the_chain_of_the_school(decide, head, school):
    row, day = decide(), date(2026, 11, 4)

    with CaptureQueriesContext(connection) as seen:
        services.add_closure(school=school, first_on=day, last_on=day, kind=ClosureKind.EMERGENCY, by=head)

    chain = "audit_chain"
    found = locks(seen, ("cases_case",), ("schools_person",), (chain, row.chain), (chain, school.chain))
    assert found == sorted(found)
    assert len({*found}) == 4


@pytest.mark.django_db(transaction=True)
def test_a_suspension_that_is_cancelled_meanwhile_gets_no_new_duty(decide, head, school):
    row = decide(last_on=date(2026, 11, 9))
    day = date(2026, 11, 4)
    services.add_closure(school=school, first_on=day, last_on=day, kind=ClosureKind.EMERGENCY, by=head)
    began, errors = threading.Event(), []

    def reopen():
        began.wait()
        try:
            services.remove_closure(closure=Closure.objects.get(first_on=day), by=head)
        except Exception as error:
            errors.append(error)
        finally:
            connection.close()

    thread = threading.Thread(target=reopen)
    thread.start()
    with transaction.atomic():
        cancel_suspension(suspension=row, reason="Another.", back_on=row.first_on, back_half=HalfOfDay.MORNING, by=head)
        began.set()
        sleep(0.5)
    thread.join()

    assert errors == []
    kinds = (Kind.DAY_SIX_EDUCATION, Kind.BOARD_MEETING, Kind.SET_WORK)
    assert not Duty.objects.open().filter(case=row.case, kind__in=kinds).exists()


def beside(first, second):
    """Do the second while the first is written and not yet kept; gives what refused the second."""
    began, errors = threading.Event(), []

    def wait_and_do():
        began.wait()
        try:
            second()
        except Exception as error:
            errors.append(str(error))
        finally:
            connection.close()

    thread = threading.Thread(target=wait_and_do)
    thread.start()
    try:
        with transaction.atomic():
            first()
            began.set()
            sleep(0.5)
    finally:
        began.set()
        thread.join()
    return errors


@pytest.mark.django_db(transaction=True)
def test_a_term_keeps_the_days_of_a_suspension_that_is_being_decided(decide, head, school):
    term = Term.objects.get(school=school, name="Autumn")

    errors = beside(decide, lambda: services.remove_term(term=term, by=head))

    assert len(errors) == 1
    assert "A pupil was suspended on days of this term" in errors[0]
    assert Term.objects.filter(pk=term.pk).exists()


@pytest.mark.django_db(transaction=True)
def test_nobody_is_suspended_on_the_days_of_a_term_that_is_being_removed(decide, head, school):
    term = Term.objects.get(school=school, name="Autumn")

    errors = beside(lambda: services.remove_term(term=term, by=head), decide)

    assert len(errors) == 1
    assert "does not meet" in errors[0] or "no school day" in errors[0], errors
    assert not PupilSuspension.objects.exists()


def test_what_two_people_remove_at_once_is_removed_once(head, school, terms):
    day = date(2026, 11, 4)
    make.ClosureFactory(school=school, first_on=day, last_on=day)
    stale = [Closure.objects.get(first_on=day), Closure.objects.get(first_on=day)]
    services.remove_closure(closure=stale[0], by=head)

    with pytest.raises(Refused, match="Somebody has removed this already"):
        services.remove_closure(closure=stale[1], by=head)

    assert Entry.objects.filter(verb="closure.removed").count() == 1

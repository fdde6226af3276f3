"""The pages of a school's calendar: what a year shows, its short forms, what they say when something is wrong."""

from datetime import date, time, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cases.duties import Kind
from cases.models import Duty
from desk.demo.calendars import load_calendars
from desk.selectors.school_calendar import moved_text
from pupils.moving import Moved
from schools.models import Closure, SessionTimes, Term
from schools.selectors.school_calendar import school_calendar
from schools.states import ClosureKind, Phase, Role
from tests import factories as make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


@pytest.fixture
def browser(head, client_of):
    return client_of(head)


@pytest.fixture
def autumn(school):
    return make.TermFactory(school=school, name="Autumn term", first_on=date(2026, 9, 1), last_on=date(2026, 12, 18))


def page_of(client, school, year=2026):
    return text_of(client.get(reverse("schools:school_calendar", args=[school.pk, year])))


def text_of(response):
    return " ".join(response.content.decode().split())


def on(field, day):
    return {f"{field}_day": day.day, f"{field}_month": day.month, f"{field}_year": day.year}


def press(client, page, /, *args, **sent):
    return client.post(reverse(f"desk:{page}", args=args), sent, follow=True)


# --- A year ----------------------------------------------------------------------------------------------------------
def test_a_year_shows_terms_closures_times_and_how_many_school_days(browser, school, autumn):
    make.ClosureFactory(school=school, kind="half_term", first_on=date(2026, 10, 26), last_on=date(2026, 10, 30))
    make.ClosureFactory(school=school, first_on=date(2026, 9, 1), name="Safeguarding training")
    make.SessionTimesFactory(school=school, on=date(2026, 12, 18), midday=True)

    page = page_of(browser, school)

    assert "73 school days" in page  # 79 weekdays less six
    assert "INSET day: Safeguarding training" in page
    assert "Monday 26 October 2026 to Friday 30 October 2026" in page
    assert "5 weekdays" in page
    assert "08:45 to 12:00, no afternoon" in page
    assert "own times are not entered yet" in page
    assert "<span>1</span> INSET</td>" in page
    assert "<span>28</span> half-term</td>" in page
    assert "<span>18</span> until 12:00</td>" in page
    assert "<span>21</span> holiday</td>" in page
    assert "October 2026 <span>17 school days</span>" in page
    assert "January 2027" not in page


def test_the_page_without_a_year_shows_the_one_that_goes_on(browser, school):
    page = text_of(browser.get(reverse("schools:school_calendar_now", args=[school.pk])))

    assert '<strong aria-current="page">2026–27</strong>' in page


@pytest.mark.parametrize("year", [1999, 2099, 10**9])
def test_a_year_that_no_calendar_holds_is_not_found(browser, school, year):
    assert browser.get(reverse("schools:school_calendar", args=[school.pk, year])).status_code == 404
    assert browser.get(reverse("desk:term_new", args=[school.pk, year])).status_code == 404


def test_an_empty_year_says_where_to_begin(browser, school):
    page = page_of(browser, school)

    assert "No terms are entered for 2026–27 yet" in page
    assert "Month by month" not in page
    assert "Add a closure" not in page


def test_a_calendar_that_ends_soon_says_so(browser, school, autumn):
    assert "ends on Friday 18 December 2026. Deadlines that reach further are only estimated" in page_of(
        browser, school
    )
    make.TermFactory(school=school, first_on=date(2027, 1, 4), last_on=date(2027, 3, 25))
    assert "only estimated" not in page_of(browser, school)


def test_the_central_office_has_working_days_only(client_of, admin):
    central = make.SchoolFactory(name="Central office", phase=Phase.CENTRAL)

    page = page_of(client_of(admin), central)

    assert "working days only" in page
    assert "Add a term" not in page


def test_heads_come_from_set_up_and_administrators_from_the_school(browser, school, client_of, admin):
    link = f'href="{reverse("schools:school_calendar_now", args=[school.pk])}"'

    assert link in text_of(browser.get(reverse("schools:setup")))
    assert link in text_of(client_of(admin).get(reverse("schools:school", args=[school.pk])))
    assert "Calendar of" not in text_of(client_of(admin).get(reverse("schools:setup")))


def test_bank_holidays_that_are_school_days_are_pointed_out_and_filled_in(browser, school):
    make.TermFactory(school=school, first_on=date(2026, 4, 20), last_on=date(2026, 7, 21))
    assert "2 bank holidays in term are a school day here" in page_of(browser, school, 2025)

    page = text_of(press(browser, "calendar_fill", school.pk, 2025))

    assert "2 bank holidays filled in." in page
    assert "Bank holiday: Early May bank holiday" in page
    assert "No bank holiday was missing." in text_of(press(browser, "calendar_fill", school.pk, 2025))


# --- Terms -----------------------------------------------------------------------------------------------------------
def test_a_head_adds_changes_and_removes_a_term(browser, school):
    days = {**on("first_on", date(2026, 9, 1)), **on("last_on", date(2026, 12, 18))}
    page = text_of(press(browser, "term_new", school.pk, 2026, name="Autumn", **days))
    assert "Autumn, Tuesday 1 September 2026 to Friday 18 December 2026 is added." in page

    term = Term.objects.get()
    shown = text_of(browser.get(reverse("desk:term_change", args=[term.pk])))
    assert 'value="Autumn"' in shown
    assert 'value="2026"' in shown
    press(browser, "term_change", term.pk, name="Autumn term", **days)
    assert Term.objects.get().name == "Autumn term"

    assert "is removed." in text_of(press(browser, "term_remove", term.pk))
    assert not Term.objects.exists()


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({}, "Name the term."),
        ({"name": "X", **on("first_on", date(2026, 9, 1))}, "Enter the last day."),
        (
            {"name": "X", **on("first_on", date(2026, 9, 1)), **on("last_on", date(2026, 8, 1))},
            "The last day is before the first.",
        ),
        (
            {"name": "X", **on("first_on", date(2026, 12, 18)), **on("last_on", date(2027, 3, 1))},
            "Another term of the school has some of these days.",
        ),
    ],
)
def test_a_wrong_term_is_explained_and_nothing_typed_is_lost(browser, school, autumn, sent, said):
    response = press(browser, "term_new", school.pk, 2026, **sent)

    assert response.status_code == 422
    assert said in text_of(response)
    assert ('value="X"' in text_of(response)) is ("name" in sent)
    assert Term.objects.count() == 1


# --- Closures --------------------------------------------------------------------------------------------------------
def test_a_single_day_needs_no_last_day(browser, school, autumn):
    page = text_of(
        press(browser, "closure_new", school.pk, 2026, kind="emergency", **on("first_on", date(2026, 11, 5)))
    )

    assert "Emergency closure, Thursday 5 November 2026 is added. No deadline moved." in page
    assert "<span>5</span> emergency</td>" in page
    assert not school_calendar(school).is_school_day(date(2026, 11, 5))


def test_a_closure_is_changed_and_removed(browser, school, autumn):
    closure = make.ClosureFactory(school=school, first_on=date(2026, 11, 5))

    sent = {"kind": "inset", "name": "Training", **on("first_on", date(2026, 11, 6))}
    assert "Training, Friday 6 November 2026 is kept." in text_of(press(browser, "closure_change", closure.pk, **sent))
    assert "is removed." in text_of(press(browser, "closure_remove", closure.pk))
    assert not Closure.objects.exists()


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({}, "Choose why the school is closed."),
        ({"kind": "inset"}, "Enter the first day."),
        ({"kind": "inset", **on("first_on", date(2026, 12, 21))}, "there is nothing to close"),
        ({"kind": "inset", **on("first_on", date(2026, 11, 4))}, "already closed on these days"),
        ({"kind": "inset", **on("first_on", date(2026, 11, 3)), "last_on_day": "x"}, "Enter a day that exists."),
    ],
)
def test_a_wrong_closure_is_explained(browser, school, autumn, sent, said):
    make.ClosureFactory(school=school, first_on=date(2026, 11, 4))

    response = press(browser, "closure_new", school.pk, 2026, **sent)

    assert response.status_code == 422
    assert said in text_of(response)


# --- Times -----------------------------------------------------------------------------------------------------------
TIMES = {"morning_opens": "08:30", "morning_closes": "11:45", "afternoon_opens": "12:30", "afternoon_closes": "15:00"}


def test_the_usual_times_begin_with_what_counts_now(browser, school):
    assert 'value="08:45"' in text_of(browser.get(reverse("desk:times_usual", args=[school.pk, 2026])))

    page = text_of(press(browser, "times_usual", school.pk, 2026, **TIMES))

    assert "08:30 to 11:45" in page
    assert "not entered yet" not in page
    assert 'value="08:30"' in text_of(browser.get(reverse("desk:times_usual", args=[school.pk, 2026])))


def test_a_day_that_ends_at_midday_has_no_afternoon(browser, school, autumn):
    sent = {**TIMES, "afternoon_opens": "", "afternoon_closes": "", **on("on", date(2026, 12, 18))}

    page = text_of(press(browser, "times_day", school.pk, 2026, **sent))

    assert "The times on Friday 18 December 2026 are kept." in page
    assert school_calendar(school).half_days_on(date(2026, 12, 18)) == 1


def test_times_of_a_day_are_changed_and_removed(browser, school, autumn):
    row = make.SessionTimesFactory(school=school, on=date(2026, 12, 18))

    press(browser, "times_change", row.pk, **(TIMES | {"afternoon_closes": "13:30"}))
    assert SessionTimes.objects.get().afternoon_closes == time(13, 30)
    assert "are removed." in text_of(press(browser, "times_remove", row.pk))

    assert not SessionTimes.objects.exists()


def test_the_usual_times_can_be_changed_from_their_own_row(browser, school):
    row = make.SessionTimesFactory(school=school)

    press(browser, "times_change", row.pk, **TIMES)
    assert SessionTimes.objects.get().morning_opens == time(8, 30)
    assert "The usual times are removed." in text_of(press(browser, "times_remove", row.pk))


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"morning_opens": ""}, "Enter when the morning opens."),
        ({"morning_opens": "25:00"}, "Enter a time, like 08:45."),
        ({"morning_closes": "08:00"}, "The morning must open before it closes."),
        ({"afternoon_closes": ""}, "Enter both times of the afternoon, or neither."),
        ({"afternoon_opens": "11:00"}, "The afternoon opens after the morning has closed"),
    ],
)
def test_wrong_times_are_explained(browser, school, wrong, said):
    response = press(browser, "times_usual", school.pk, 2026, **(TIMES | wrong))

    assert response.status_code == 422
    assert said in text_of(response)


# --- The same year elsewhere -----------------------------------------------------------------------------------------
def test_a_year_is_copied_and_the_page_says_what_was_left_as_it_is(client_of, admin, school, other_school, autumn):
    make.ClosureFactory(school=school, first_on=date(2026, 11, 5))
    make.TermFactory(school=other_school, name="Autumn", first_on=date(2026, 9, 3), last_on=date(2026, 12, 18))
    browser = client_of(admin)

    page = text_of(press(browser, "calendar_copy", school.pk, 2026, to=other_school.pk))

    assert "Brook Secondary: 0 terms and 1 closure added. Left as it was there: Autumn, Thursday 3 September" in page


def test_a_head_of_two_schools_copies_to_the_other(client_of, school, other_school, autumn):
    head = make.UserFactory(role=(Role.HEAD, school))
    make.MembershipFactory(user=head, role=Role.HEAD, school=other_school)
    browser = client_of(head)

    assert "Copy to other schools" in page_of(browser, school)
    assert "1 term and 0 closures added." in text_of(
        press(browser, "calendar_copy", school.pk, 2026, to=other_school.pk)
    )


def test_a_head_of_one_school_is_told_that_there_is_no_other(browser, school, other_school, autumn):
    assert "Copy to other schools" not in page_of(browser, school)

    page = browser.get(reverse("desk:calendar_copy", args=[school.pk, 2026]))
    assert "no other school whose calendar you keep" in text_of(page)
    assert press(browser, "calendar_copy", school.pk, 2026, to=other_school.pk).status_code == 422


# --- What moved ------------------------------------------------------------------------------------------------------
def test_what_moved_is_named_to_those_who_see_the_case_and_counted_for_others(school, head, admin):
    case, at = make.CaseFactory(school=school), timezone.now()
    moved = [Moved(case, Kind.BOARD_MEETING, "Mia", at, at + timedelta(days=1))]

    assert case.reference in moved_text(moved, head)
    assert "from Monday 2 November 2026, 08:19 to Tuesday 3 November 2026, 08:19." in moved_text(moved, head)
    assert moved_text(moved, admin) == "1 deadline moved."
    assert moved_text([], head) == ""
    fallen = [Moved(case, Kind.BOARD_MEETING, "Mia", at, None)]
    assert "08:19 to nothing: it is not due any more." in moved_text(fallen, head)


# --- The demonstration -----------------------------------------------------------------------------------------------
def test_the_schools_of_the_demonstration_meet_on_190_days_a_year(school, other_school, admin):
    central = make.SchoolFactory(phase=Phase.CENTRAL)
    load_calendars({"HIL": school, "NOR": other_school, "CEN": central}, by=admin)

    for one in (school, other_school):
        calendar = school_calendar(one)
        days = [len(calendar.school_days_in(date(year, 8, 1), date(year + 1, 7, 31))) for year in (2025, 2026)]
        assert days == [190, 190]
        assert not Closure.objects.filter(school=one, kind=ClosureKind.BANK_HOLIDAY, first_on__month=12).exists()
    assert school_calendar(other_school).statutory_term_of(date(2027, 3, 29)).name == "summer term 2027"
    assert not school_calendar(central).terms
    for kind in (Term, Closure, SessionTimes):
        for row in kind.objects.all():
            row.full_clean()
    assert not Duty.objects.exists()

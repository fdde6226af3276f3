"""A month of meetings: what each reader sees of it, and how one goes to the next month."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cases.services.case import involve
from cases.states import Part
from meetings.services import cancel_meeting
from meetings.states import AttendeeCapacity
from tests import factories as make

URL = reverse("meetings:month")


@pytest.fixture
def meeting(arrange):
    return arrange(about="The gate.")


def sees(client_of, user, query=""):
    return "Darren Farrow" in client_of(user).get(f"{URL}{query}").text


def test_whoever_sees_the_file_sees_the_meeting_in_its_month(meeting, client_of, head, ceo, stranger):
    assert sees(client_of, head)
    assert sees(client_of, ceo)
    assert not sees(client_of, stranger)


def test_a_colleague_who_is_asked_sees_theirs_and_nothing_else(arrange, client_of, staff):
    mine = arrange(companion=staff)
    other = arrange()

    text = client_of(staff).get(URL).text

    assert mine.get_absolute_url() in text
    assert other.get_absolute_url() not in text


def test_whom_the_case_is_about_sees_no_trace_of_it(meeting, case, client_of, ceo, head):
    before = client_of(ceo).get(URL).text
    involve(case=case, part=Part.SUBJECT, user=ceo, by=head)

    after = client_of(ceo).get(URL).text

    assert meeting.get_absolute_url() in before
    assert "No meeting that you may see" in after


@pytest.mark.parametrize(
    ("query", "title", "is_there"),
    [
        ("?month=2026-11", "November 2026", True),
        ("?month=2026-12", "December 2026", False),
        ("?month=2026-13", "November 2026", True),
        ("?month=no", "November 2026", True),
        ("?month=٢٠٢٦-11", "November 2026", True),
        ("?month=9999-12", "November 2026", True),
    ],
)
def test_a_month_is_asked_for_by_its_number(meeting, client_of, head, query, title, is_there):
    text = client_of(head).get(f"{URL}{query}").text

    assert f"Meetings: {title}" in text
    assert ("Darren Farrow" in text) is is_there


def test_it_leads_to_the_month_before_and_after(client_of, head):
    text = client_of(head).get(f"{URL}?month=2026-12").text

    assert "?month=2026-11" in text
    assert "?month=2027-01" in text


def test_what_was_called_off_says_so(meeting, client_of, head):
    cancel_meeting(meeting=meeting, reason="A cold", by=head)

    assert "called off" in client_of(head).get(URL).text


def test_a_month_costs_the_same_however_many_meetings_it_has(meeting, case, client_of, head, django_assert_num_queries):
    browser = client_of(head)
    browser.get(URL)
    for days in (2, 3, 4):
        one = make.MeetingFactory(case=case, starts_at=timezone.now() + timedelta(days=days))
        make.AttendeeFactory(meeting=one, capacity=AttendeeCapacity.PARENT)

    with django_assert_num_queries(5):
        browser.get(URL)

"""A parent who may not come onto the site is asked to a meeting there: does the gate know, for its time only?"""

from datetime import timedelta

import pytest
from django.utils import timezone
from psycopg.types.range import TimestamptzRange

from kernel.refusal import Refused
from meetings.services import cancel_meeting, change_meeting, let_come, note_outcome
from meetings.states import Outcome
from notices.models import Notice
from notices.states import NoticeKind
from suspensions.models import PermittedVisit
from suspensions.selectors.gate import not_on_site
from suspensions.services import permit_visit
from tests import factories as make


@pytest.fixture
def suspended(case, father):
    now = timezone.now()
    period = TimestamptzRange(now - timedelta(days=1), now + timedelta(days=9))
    return make.SiteSuspensionFactory(case=case, person=father, school=case.school, period=period)


def visits(user):
    user = type(user).objects.get(pk=user.pk)
    return [row.visits for row in not_on_site(user, user.memberships.get().school)]


def test_the_gate_shows_the_visit_on_its_day_until_it_is_over(arrange, suspended, office, clock):
    arrange()
    assert visits(office) == [()]

    clock.shift(timedelta(hours=20))
    assert visits(office) == [("today from 08:04 to 09:19: Room 2",)]
    clock.shift(timedelta(hours=4, minutes=59))
    assert visits(office) == [("today from 08:04 to 09:19: Room 2",)]
    clock.shift(timedelta(minutes=1))
    assert visits(office) == [()]


def test_the_office_is_told_that_its_register_changed_and_nothing_of_the_meeting(arrange, suspended, office, client_of):
    meeting = arrange()

    notice = Notice.objects.get(to_user=office)
    assert notice.kind == NoticeKind.GATE_CHANGED
    assert client_of(office).get(meeting.get_absolute_url()).status_code == 404


def test_the_visit_moves_with_the_meeting_and_goes_with_it(arrange, suspended, head, planned):
    meeting = arrange()
    later = timezone.now() + timedelta(days=2)

    change_meeting(meeting=meeting, plan=planned(starts_at=later), by=head)

    standing = PermittedVisit.objects.standing().get()
    assert standing.period == TimestamptzRange(later - timedelta(minutes=15), later + timedelta(minutes=60))
    cancel_meeting(meeting=meeting, reason="He is ill", by=head)
    assert not PermittedVisit.objects.standing().exists()
    assert PermittedVisit.objects.count() == 2


def test_a_meeting_by_video_lets_nobody_onto_the_site(arrange, suspended):
    arrange(is_remote=True, how_to_join="We send a link")

    assert not PermittedVisit.objects.exists()


def test_whoever_is_suspended_after_it_was_arranged_can_be_let_in(arrange, case, father, head, client_of):
    meeting = arrange()
    now = timezone.now()
    make.SiteSuspensionFactory(
        case=case, person=father, school=case.school, period=TimestamptzRange(now, now + timedelta(days=9))
    )
    page = client_of(head).get(meeting.get_absolute_url()).text
    assert "may not come onto this site then" in page
    assert "Let them come for the meeting" in page

    let_come(meeting=meeting, by=head)

    assert PermittedVisit.objects.standing().count() == 1
    assert "may not come onto this site then" not in client_of(head).get(meeting.get_absolute_url()).text


def test_a_visit_stays_permitted_when_one_from_every_site_takes_the_place(arrange, suspended, office, father, clock):
    arrange()
    type(suspended).objects.filter(pk=suspended.pk).update(
        state="replaced", ended_at=timezone.now(), ended_by=suspended.decided_by, ended_as="ceo", end_reason="Wider"
    )
    make.SiteSuspensionFactory(
        case=suspended.case, person=father, school=suspended.school, is_trust_wide=True, period=suspended.period
    )
    clock.shift(timedelta(hours=20))

    assert visits(office) == [("today from 08:04 to 09:19: Room 2",)]


def test_nothing_is_permitted_where_nothing_bars_them(suspended, head):
    later = timezone.now() + timedelta(days=20)

    with pytest.raises(Refused, match="does not hold at that time"):
        permit_visit(
            suspension=suspended, school=suspended.school, period=TimestamptzRange(later, later + timedelta(hours=1)),
            place="Room 2", subject="meeting-1", by=head,
        )  # fmt: skip


def test_whoever_did_not_come_may_come_on_the_new_day(arrange, suspended, head, planned, clock):
    meeting = arrange()
    clock.shift(timedelta(days=1, hours=2))
    note_outcome(meeting=meeting, outcome=Outcome.NOT_ATTENDED, by=head)

    change_meeting(meeting=meeting, plan=planned(), by=head)

    first, second = PermittedVisit.objects.standing().order_by("pk")
    assert second.period.lower - first.period.lower == timedelta(days=1, hours=2)

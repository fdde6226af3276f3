"""A parent reads the draft of a mediation's record at home, and says what they see differently: to the mediator alone."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.system import system_user
from audit.models import Payload
from cases.duties import Kind
from cases.models import Duty, Link
from cases.services.case import involve
from cases.states import LinkPurpose, Part
from kernel.refusal import Refused
from meetings.models import AgreedRecord, Attendee, Comment, DraftGiven
from meetings.services import (
    appoint_mediator,
    comment_by_link,
    end_mediation,
    issue_meeting_record,
    note_comment,
    send_draft_link,
    share_record,
    write_topic,
)
from meetings.states import AttendeeCapacity, Topic
from notices.models import Notice
from notices.states import NoticeKind
from records.states import CopyMethod
from schools.calendar import local_day
from schools.states import Role
from tests import factories as make
from tests.meetings.sides import hold, meet

DRAFT = "The school rings on the same day when a lesson is missed."
ANSWER = "I never said that I would ring."
OWN, THANKS = "/draft/", "/draft/thanks/"
VISIT, REVISION = re.compile(r'name="visit" value="([^"]+)"'), re.compile(r'name="revision" value="(\d+)"')
HOME = {"email": "darren@letters.example", "phone": "07700 900466"}


def written(running, mediator, clock, **who):
    meeting = hold(meet(running, mediator, **who), mediator, clock)
    write_topic(meeting=meeting, topic=Topic.POINTS, text=DRAFT, revision=0, by=mediator)
    share_record(meeting=meeting, by=mediator)
    return meeting


@pytest.fixture
def shared(running, mediator, clock):
    return written(running, mediator, clock)


@pytest.fixture
def alone(running, mediator, clock):
    return written(running, mediator, clock, only=running.parties.get(person__isnull=False))


def parent(meeting):
    return meeting.attendees.get(capacity=AttendeeCapacity.PARENT)


class Visitor:
    """A parent at home with a link and a code."""

    def __init__(self, meeting, by, run_jobs, who=None):
        self.sent = send_draft_link(meeting=meeting, attendee=who or parent(meeting), by=by, **HOME)
        run_jobs(raising=True)
        self.url = re.search(r"/draft/\S+", mail.outbox[-1].body)[0]
        self.browser = Client()

    def open(self, code=None, browser=None):
        return (browser or self.browser).post(self.url, {"code": code or self.sent.code})

    def read(self):
        return self.browser.get(OWN)

    def answer(self, page=None, **more):
        text = page or self.read().text
        told = {"visit": VISIT.search(text)[1], "revision": REVISION.search(text)[1], "is_agreed": "yes"}
        return self.browser.post(OWN, {**told, **more})


def test_a_parent_reads_it_at_home_and_only_the_mediator_learns_what_they_say(
    shared, mediator, deputy, head, ceo, run_jobs, client_of
):
    visitor = Visitor(shared, mediator, run_jobs)
    assert DRAFT not in mail.outbox[-1].body
    assert not Duty.objects.open().filter(kind=Kind.NOTICE_FAILED).exists()
    assert DRAFT not in visitor.browser.get(visitor.url).text
    assert visitor.open().url == OWN
    page = visitor.read()
    assert DRAFT in page.text
    assert "to the mediator and to nobody else" in page.text
    visitor.read()
    given = DraftGiven.objects.get(attendee=parent(shared))
    assert (given.method, given.given_on) == (CopyMethod.LINK, local_day(timezone.now()))

    assert visitor.answer(is_agreed="no", text="").status_code == 422
    assert visitor.answer(is_agreed="no", text=ANSWER).url == THANKS

    assert Comment.objects.get().text == ANSWER
    assert "Your answer is with the mediator." in visitor.browser.get(THANKS).text
    assert visitor.read().url == THANKS
    assert Notice.objects.get(kind=NoticeKind.DRAFT_ANSWERED).to_user == mediator
    url = reverse("meetings:record", args=[shared.case.reference, shared.pk])
    assert ANSWER in client_of(mediator).get(url).text
    for user in (deputy, head, ceo):
        assert ANSWER not in client_of(user).get(url, follow=True).text
        assert ANSWER not in client_of(user).get(shared.case.get_absolute_url(), follow=True).text
        assert ANSWER not in client_of(user).get(shared.case.get_absolute_url() + "history/", follow=True).text
    assert not Payload.objects.filter(data__icontains="never said").exists()
    assert "Notes" not in mail.outbox[-1].body


def test_a_change_shuts_it_and_an_answer_to_the_text_before_is_not_taken(shared, mediator, run_jobs):
    first = Visitor(shared, mediator, run_jobs)
    first.open()
    old = first.read().text
    write_topic(meeting=shared, topic=Topic.POINTS, text=f"{DRAFT} Twice.", revision=1, by=mediator)

    shut = first.answer(old, is_agreed="no", text=ANSWER)
    assert shut.status_code == 403
    assert ANSWER in shut.text
    assert first.open().status_code == 422

    share_record(meeting=shared, by=mediator)
    again = Visitor(shared, mediator, run_jobs)
    again.browser = first.browser
    again.open()
    stale = again.answer(old, is_agreed="no", text=ANSWER)
    assert stale.status_code == 422
    assert "changed since you opened this page" in stale.text
    assert ANSWER in stale.text
    assert f"{DRAFT} Twice." in stale.text
    assert not Comment.objects.exists()
    assert again.answer(stale.text).url == THANKS


def test_five_wrong_codes_lock_it_and_one_browser_at_a_time_has_it(shared, mediator, run_jobs):
    visitor, other = Visitor(shared, mediator, run_jobs), Client()
    visitor.open()
    assert visitor.open(browser=other).status_code == 409
    page = visitor.read().text
    assert visitor.answer(page).url == THANKS
    assert visitor.answer(page, is_agreed="no", text=ANSWER).url == THANKS
    assert Comment.objects.get().is_agreed
    assert visitor.open(browser=other).status_code == 422

    locked = Visitor(shared, mediator, run_jobs)
    for _ in range(5):
        assert locked.open("0000 0000").status_code == 422
    assert locked.open().status_code == 422
    assert locked.read().status_code == 403


def test_it_shuts_with_the_mediators_access_with_the_mediation_and_with_the_issue(
    running, shared, alone, mediator, deputy, ceo, run_jobs, clock
):
    both, one = Visitor(shared, mediator, run_jobs), Visitor(alone, mediator, run_jobs)
    one.open()
    text = one.read().text
    until = local_day(timezone.now()) + timedelta(days=5)
    appoint_mediator(mediation=running, user=make.UserFactory(role=(Role.MEDIATOR, None)), until_on=until, by=ceo)
    assert one.read().status_code == 403, "whoever listened to them does not mediate any more"
    assert one.answer(text, is_agreed="no", text=ANSWER).status_code == 403
    assert both.open().url == OWN, "what both agree on goes on with the next"

    successor = running.__class__.objects.get(pk=running.pk).mediator
    shared = shared.__class__.objects.get(pk=shared.pk)
    for capacity in (AttendeeCapacity.PARENT, AttendeeCapacity.PARTY):
        note_comment(meeting=shared, attendee=shared.attendees.get(capacity=capacity), is_agreed=True, by=successor)
    issue_meeting_record(meeting=shared, by=successor)
    assert both.read().status_code == 403
    assert Link.objects.filter(purpose=LinkPurpose.DRAFT, taken_back_at__isnull=True).count() == 0


def test_a_mediator_who_comes_to_be_kept_out_gets_no_answer(running, shared, mediator, head, run_jobs):
    visitor = Visitor(shared, mediator, run_jobs)
    visitor.open()
    page = visitor.read().text
    involve(case=running.case, part=Part.SUBJECT, user=mediator, by=head)
    assert visitor.read().status_code == 403
    assert visitor.answer(page).status_code == 403
    assert not Comment.objects.exists()


def test_it_shuts_by_the_clock_and_when_the_mediation_ends(running, shared, mediator, run_jobs, clock):
    ended = Visitor(shared, mediator, run_jobs)
    ended.open()
    assert ended.sent.link.expires_at == running.access_ends_at
    page = ended.read().text
    clock.move_to(running.access_ends_at)
    assert ended.read().status_code == 403
    assert ended.answer(page).status_code == 403
    assert ended.open(browser=Client()).status_code == 422
    clock.shift(timedelta(days=-1))
    other = Visitor(shared, mediator, run_jobs)
    end_mediation(mediation=running, outcome="They found a way.", by=mediator)
    assert other.open().status_code == 422


def test_the_link_goes_to_whoever_was_there_has_no_account_and_may_read_it(shared, alone, mediator, deputy, head, ceo):
    party = shared.attendees.get(capacity=AttendeeCapacity.PARTY)
    with pytest.raises(Refused, match="by a message to their account"):
        send_draft_link(meeting=shared, attendee=party, by=mediator, **HOME)
    with pytest.raises(Refused, match="signs in here with this address"):
        send_draft_link(meeting=shared, attendee=parent(shared), by=mediator, email=head.email, phone="0")
    with pytest.raises(Refused, match="who were there"):
        send_draft_link(meeting=shared, attendee=parent(alone), by=mediator, **HOME)
    Attendee.objects.filter(pk=parent(alone).pk).update(has_attended=None)
    sister = make.AttendeeFactory(meeting=alone, capacity="supporter", person=None, name="Ada Farrow")
    Attendee.objects.filter(meeting=alone).update(has_attended=True)
    with pytest.raises(Refused, match="goes to that side"):
        send_draft_link(meeting=alone, attendee=sister, by=mediator, **HOME)
    for user in (deputy, head, ceo):
        with pytest.raises(PermissionDenied):
            send_draft_link(meeting=shared, attendee=parent(shared), by=user, **HOME)
    link = send_draft_link(meeting=shared, attendee=parent(shared), by=mediator, **HOME).link
    with pytest.raises(PermissionDenied):
        comment_by_link(link=link, attendee=parent(shared), is_agreed=True, revision=1, by=mediator)
    AgreedRecord.objects.filter(meeting=shared).update(shared_at=None, shared_by=None)
    with pytest.raises(Refused, match="not open to answers"):
        comment_by_link(link=link, attendee=parent(shared), is_agreed=True, revision=1, by=system_user())

"""A letter that never came: it is said, it goes again with the days that count now, and the time to answer begins anew."""

from datetime import date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from audit.models import Entry
from cases.duties import Kind
from cases.models import Duty
from kernel.refusal import Refused
from notices.models import Notice
from notices.states import NoticeKind
from records.models import Copy, WrittenRecord
from records.services import note_received
from records.states import CopyMethod, RecordState
from schools.calendar import LONDON, local_day
from suspensions import services
from suspensions.hearing import WindowState
from suspensions.models import SiteSuspension
from suspensions.selectors.hearing import window
from suspensions.selectors.review import new_facts
from tests import factories as make
from tests.suspensions.test_letter import issue
from tests.suspensions.test_situations import arranged, extended, reviewed  # noqa: F401  (a fixture)

BACK = "He rang on Friday: nothing has come."
ADDRESS = "2 Mill Lane\nMiddleton"


def again(suspension):
    return SiteSuspension.objects.with_people().get(pk=suspension.pk)


def owed(suspension, kind):
    return Duty.objects.open().filter(subject=str(suspension.pk), kind=kind).first()


def london(*parts):
    return datetime(*parts, tzinfo=LONDON)


@pytest.fixture
def posted(arranged, head, clock):  # noqa: F811
    """The letter about the longer time was posted on Monday; it counts as received on Wednesday 4 November."""
    extended(arranged, head, clock)
    issue(again(arranged), head, method=CopyMethod.POST, address=ADDRESS)
    return again(arranged)


@pytest.fixture
def lost(posted):
    return Copy.objects.get(record__case=posted.case)


@pytest.fixture
def friday(clock):
    clock.move_to(london(2026, 11, 6, 10))


def send(suspension, copy, by, **changes):
    said = {"dispute": BACK, "method": CopyMethod.HAND, **changes}
    return services.send_letter_again(suspension=suspension, copy=copy, by=by, **said)


def test_the_time_to_answer_begins_anew_with_the_letter_that_came(posted, lost, head, friday):
    assert window(posted).closes_at == london(2026, 11, 19)

    send(posted, lost, head)

    shown = window(again(posted))
    assert (shown.state, shown.opens_on) == (WindowState.OPEN, date(2026, 11, 6))
    assert shown.closes_at == london(2026, 11, 21)
    assert owed(posted, Kind.REPRESENTATIONS).due_at == london(2026, 11, 21)
    assert owed(posted, Kind.REVIEW).due_at == london(2026, 11, 25)
    assert owed(posted, Kind.LETTER_TO_PARENT) is None


def test_by_post_it_counts_from_the_second_working_day_again(posted, lost, head, friday):
    send(posted, lost, head, method=CopyMethod.POST, address=ADDRESS)

    assert window(again(posted)).opens_on == date(2026, 11, 10)


def test_what_goes_is_a_new_version_with_the_days_that_count_now(posted, lost, head, friday):
    record = send(posted, lost, head)

    assert (record.version, record.supersedes) == (2, lost.record)
    assert record.correction == "The earlier letter did not arrive. It is sent again, with the days that count now."
    first, second = (said_by_record(one) for one in (lost.record, record))
    assert "Please do so by Wednesday 18 November 2026." in first
    assert "Please do so by Friday 20 November 2026." in second
    assert WrittenRecord.objects.get(pk=lost.record_id).state == RecordState.SUPERSEDED


def said_by_record(record):
    return " ".join(text for part in record.content["sections"] for text in part["paragraphs"])


def test_the_copy_and_the_history_keep_why_and_by_whom(posted, lost, head, friday):
    send(posted, lost, head)

    lost.refresh_from_db()
    assert (lost.disputed_by, lost.dispute, lost.disputed_at) == (head, BACK, timezone.now())
    verbs = [*Entry.objects.filter(chain=posted.chain).order_by("-seq").values_list("verb", flat=True)]
    for verb in ("record.copy_lost", "suspension.window_stopped", "suspension.window_opened", "record.issued"):
        assert verb in verbs


def test_sent_later_it_waits_for_the_day_on_which_it_goes(posted, lost, head, friday, clock):
    make.AdultFactsFactory(person=posted.person, email="d@farrow.example", email_agreed_on=date(2026, 9, 1))
    record = send(posted, lost, head, method=None)

    assert window(again(posted)).state is WindowState.WAITING
    assert owed(posted, Kind.LETTER_TO_PARENT) is not None
    clock.move_to(london(2026, 11, 9, 9))
    sent = {"method": CopyMethod.EMAIL, "sent_on": date(2026, 11, 9), "sent_at": london(2026, 11, 9, 9).time()}
    services.log_letter_sent(suspension=again(posted), record=record, by=head, **sent)
    assert window(again(posted)).opens_on == date(2026, 11, 9)
    assert Entry.objects.filter(verb="suspension.window_opened").latest("seq").payload.data["why"] == (
        "The letter was sent again."
    )
    assert owed(posted, Kind.LETTER_TO_PARENT) is None


def test_a_later_letter_does_not_stretch_what_began_anew(posted, lost, head, friday, clock):
    send(posted, lost, head)
    clock.shift(timedelta(days=3))
    services.extend_site_suspension(
        suspension=again(posted), until_on=date(2026, 12, 4), reason="x", considered="x", by=head
    )
    issue(again(posted), head, method=CopyMethod.HAND)

    assert window(again(posted)).opens_on == date(2026, 11, 6)


def test_another_copy_that_did_come_keeps_the_time_to_answer(posted, lost, head, friday):
    services.log_letter_sent(suspension=posted, method=CopyMethod.HAND, sent_on=date(2026, 11, 5), by=head)

    send(posted, lost, head)

    assert window(again(posted)).opens_on == date(2026, 11, 5)
    assert Entry.objects.filter(verb="suspension.window_opened").latest("seq").payload.data["why"] == (
        "An earlier letter never came."
    )


def test_a_suspension_whose_letter_never_came_is_not_upheld_meanwhile(posted, lost, head, ceo, clock):
    clock.move_to(london(2026, 11, 20, 10))
    assert window(posted).state is WindowState.OVER

    send(posted, lost, head, method=None)

    with pytest.raises(Refused, match="They have not been told in writing yet"):
        services.review_site_suspension(
            suspension=again(posted), outcome="upheld", reasons="x", considered="x", risk="x", by=ceo
        )


def test_where_something_was_decided_since_the_letter_that_is_owed_is_sent_instead(posted, lost, head, friday):
    services.extend_site_suspension(suspension=posted, until_on=date(2026, 12, 4), reason="x", considered="x", by=head)

    assert send(again(posted), lost, head) is None

    lost.refresh_from_db()
    assert lost.dispute == BACK
    assert window(again(posted)).state is WindowState.WAITING
    assert owed(posted, Kind.LETTER_TO_PARENT) is not None
    issue(again(posted), head, method=CopyMethod.HAND)
    assert window(again(posted)).opens_on == date(2026, 11, 6)


def test_whoever_upheld_it_unheard_is_told(posted, lost, head, ceo, clock, run_jobs):
    reviewed(posted, ceo, clock, "upheld")
    make.SealingFactory(case=posted.case, sealed_by=ceo, sealed_at=timezone.now())
    clock.shift(timedelta(hours=1))
    issue(again(posted), head, happened="x", reason="x", method=None)

    send(again(posted), lost, head)
    run_jobs(raising=True)

    assert [fact.what for fact in new_facts(again(posted))] == ["A letter sent before the decision never came"]
    assert Notice.objects.get(kind=NoticeKind.NEW_FACTS).to_user == ceo
    assert window(again(posted)).state is WindowState.OPEN
    assert owed(posted, Kind.REPRESENTATIONS) is not None


def test_it_is_said_once_and_only_of_what_can_have_been_lost(posted, lost, head, clock):
    with pytest.raises(Refused, match="It may still come: it counts as received on Wednesday 4 November 2026"):
        send(posted, lost, head)
    clock.move_to(london(2026, 11, 4, 10))
    with pytest.raises(Refused, match="Say how you know"):
        send(posted, lost, head, dispute=" ")
    send(posted, lost, head)
    with pytest.raises(Refused, match="noted already that this copy never came"):
        send(again(posted), lost, head)
    with pytest.raises(Refused, match="It was noted that this copy never came"):
        note_received(copy=Copy.objects.get(pk=lost.pk), by=head)


def test_what_was_noted_as_arrived_was_not_lost(posted, lost, head, friday):
    note_received(copy=lost, by=head)

    with pytest.raises(Refused, match="It was noted that this copy arrived"):
        send(posted, lost, head)


def test_a_copy_of_another_suspension_is_none_of_this_one(posted, head, friday):
    stranger = make.CopyFactory(to_user=None, to_person=posted.person)

    with pytest.raises(Refused, match="no letter about this suspension"):
        send(posted, stranger, head)


def test_a_refusal_leaves_nothing_behind(posted, lost, head, friday):
    with pytest.raises(Refused, match="address it goes to"):
        send(posted, lost, head, method=CopyMethod.POST, address="")

    lost.refresh_from_db()
    assert lost.disputed_at is None
    assert window(again(posted)).opens_on == date(2026, 11, 4)


@pytest.mark.parametrize("who", ["office", "staff", "stranger", "central", "chair"])
def test_nobody_else_says_it(request, posted, lost, who):
    with pytest.raises(PermissionDenied):
        send(posted, lost, request.getfixturevalue(who))


# --- The page ------------------------------------------------------------------------------------------------------------
def page_of(suspension, copy):
    return reverse("suspensions:never_came", args=[suspension.case.reference, suspension.pk, copy.pk])


def test_every_page_of_the_letter_leads_to_it(client_of, head, deputy, ceo, posted, lost, friday):
    url = page_of(posted, lost)
    letter = reverse("suspensions:letter", args=[posted.case.reference, posted.pk])
    for place in (posted.get_absolute_url(), letter, lost.record.get_absolute_url()):
        for user in (head, deputy, ceo):
            assert url in client_of(user).get(place).text, (place, user)
        assert url not in client_of(head).get(posted.case.get_absolute_url()).text


def test_the_page_sends_it_again_and_says_what_came_of_it(client_of, head, posted, lost, friday):
    browser, url = client_of(head), page_of(posted, lost)
    page = browser.get(url).text
    assert "It was taken to have come on Wednesday 4 November 2026" in page
    assert "Today, it counts as received on Friday 6 November 2026." in page

    refused = browser.post(url, {"dispute": "", "method": "hand"})
    sent = browser.post(url, {"dispute": BACK, "method": "hand"}, follow=True)

    assert refused.status_code == 422
    assert "Noted that it never came." in sent.text
    assert f"It never came: {BACK}" in sent.text
    assert "counts as received on Friday 6 November 2026" in sent.text
    assert page_of(posted, lost) not in sent.text
    assert "It was noted already that this copy never came." in browser.get(url).text


def test_a_letter_of_somebody_else_is_not_found(client_of, head, posted, friday):
    other = make.CopyFactory(to_user=None, to_person=posted.person)

    assert client_of(head).get(page_of(posted, other)).status_code == 404


def test_the_other_parents_address_stops_it_here_too(client_of, head, posted, lost, alfie, school, friday):
    mother = make.PersonFactory(given_name="Kim", family_name="Lyle", at=school)
    make.RelationshipFactory(adult=mother, pupil=alfie, kind="mother")
    make.AdultFactsFactory(person=mother, address=ADDRESS, is_address_confidential=True)
    browser, url = client_of(head), page_of(posted, lost)
    sent = {"dispute": BACK, "method": "post", "address": ADDRESS}

    stopped = browser.post(url, sent)
    assert stopped.status_code == 422
    assert "Kim Lyle" in stopped.text
    assert "is_checked" in stopped.text
    assert browser.post(url, {**sent, "is_checked": "on"}).status_code == 302


def test_the_day_of_today_is_local(posted, lost, head, clock):
    clock.move_to(london(2026, 11, 4, 0, 30))
    assert local_day(timezone.now()) == date(2026, 11, 4)
    assert send(posted, lost, head) is not None


def test_of_one_that_was_replaced_the_letter_of_the_other_stays_due_and_no_more(posted, lost, head, ceo, friday):
    wide = services.suspend_trust_wide(
        suspension=posted, until_on=date(2026, 11, 27), grounds="Two schools.", considered="No.", by=ceo
    )

    assert send(again(posted), lost, head) is None

    assert owed(posted, Kind.LETTER_TO_PARENT) is None
    assert owed(wide, Kind.LETTER_TO_PARENT)
    assert not Duty.objects.open().filter(subject=str(posted.pk)).exists()

"""A new suspension is decided while the one before it still lasts: it waits, and everything that is said says so."""

from datetime import date, datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from cases.duties import Kind
from cases.models import Duty
from desk.services.voiding import void_case
from kernel.refusal import Refused
from notices.models import Notice
from notices.states import NoticeKind
from records.states import CopyMethod
from schools.calendar import LONDON
from suspensions import services
from suspensions.models import SiteSuspension
from suspensions.selectors.case import state_tag
from suspensions.selectors.letter import letter_page
from suspensions.states import Channel, Outcome, SuspensionState
from tests.suspensions.test_letter import SAID as WORDS
from tests.suspensions.test_letter import issue, said_by
from tests.suspensions.test_reviewing import (  # noqa: F401  (fixtures)
    CONSIDERED,
    NOT_UPHELD,
    SAID,
    UPHELD,
    enter,
    extended,
    renew,
    upheld,
    waived,
)


def again(suspension):
    return SiteSuspension.objects.with_people().get(pk=suspension.pk)


@pytest.fixture
def waiting(upheld, head, clock):  # noqa: F811
    """On Monday 23 November a new one is decided, from Saturday 28 November until 18 December."""
    clock.move_to(datetime(2026, 11, 23, 9, 0, tzinfo=LONDON))
    return again(renew(upheld, head))


def text_of(suspension):
    return said_by(letter_page(again(suspension), WORDS).text)


# --- What is said of it -----------------------------------------------------------------------------------------------
def test_the_letter_of_one_that_waits_bars_them_from_its_first_day(waiting, alfie, head):
    services.set_arrangement(suspension=waiting, school=waiting.school, collection="Grandmother, 15:20", by=head)

    said = text_of(waiting)

    start = "00:00 on Saturday 28 November 2026"
    assert f"You may not come onto the site of Hillside Primary from {start} until 23:59 on Friday 18 Dec" in said
    for words in ("permission has been taken back from you", "section 547", "Collecting the child: Grandmother"):
        assert words in said
    for words in ("may come onto the site again", "has ended", "You were not allowed", "came to its end"):
        assert words not in said


def test_the_letter_of_one_that_waits_is_not_issued_without_arrangements(waiting, alfie, head):
    assert letter_page(waiting, {}).lacks_arrangement
    with pytest.raises(Refused, match="Set the arrangements first"):
        issue(waiting, head, method=CopyMethod.HAND)


def test_its_page_says_from_when_it_lasts(waiting, clock):
    assert state_tag(waiting).text == "from 28 November until 18 December"

    clock.move_to(datetime(2026, 11, 28, 0, 0, tzinfo=LONDON))
    assert state_tag(again(waiting)).text == "until 18 December"


def test_one_lifted_before_it_begins_lets_nobody_come_while_the_earlier_one_lasts(waiting, alfie, head):
    services.lift_suspension(suspension=waiting, reason="He apologised.", by=head)

    said = text_of(waiting)

    assert "so it does not begin" in said
    assert "if it still lasts, you may not come onto the site until it ends" in said
    assert "You may come onto the site again" not in said
    assert "From 09:00" not in said


# --- The one before it ------------------------------------------------------------------------------------------------
def extend(suspension, by, until_on):
    said = {"reason": "He was seen again.", "considered": CONSIDERED, "review_on": date(2026, 11, 30)}
    return services.extend_site_suspension(suspension=suspension, until_on=until_on, by=by, **said)


def test_the_one_before_is_not_extended_into_one_that_waits(waiting, upheld, head, client_of):  # noqa: F811
    with pytest.raises(Refused, match="A new one begins on Saturday 28 November 2026") as refused:
        extend(again(upheld), head, date(2026, 12, 4))
    assert "Extend that one" in refused.value.reason

    page = client_of(head).get(upheld.get_absolute_url()).content.decode()
    assert "A new one begins on Saturday 28 November 2026" in page


def test_one_that_was_shortened_is_extended_up_to_one_that_waits(waiting, upheld, head, ceo):  # noqa: F811
    services.vary_site_suspension(
        suspension=again(upheld), terms="It ends sooner.", reason="Exams.", until_on=date(2026, 11, 24), by=ceo
    )

    with pytest.raises(Refused, match="Choose Friday 27 November 2026 or earlier") as refused:
        extend(again(upheld), head, date(2026, 12, 4))
    assert refused.value.field == "until_on"

    services.extend_site_suspension(
        suspension=again(upheld), until_on=date(2026, 11, 27), reason="Seen.", considered=CONSIDERED,
        review_on=date(2026, 11, 26), by=head,
    )  # fmt: skip
    assert again(upheld).period.upper == waiting.period.lower


@pytest.mark.parametrize("which", ["upheld", "waiting"])
def test_one_for_every_site_takes_the_place_of_both_and_is_counted_from_now(waiting, upheld, ceo, which):  # noqa: F811
    chosen = waiting if which == "waiting" else upheld
    said = {"grounds": "He went to two schools.", "considered": CONSIDERED, "by": ceo}

    with pytest.raises(Refused, match="six weeks"):
        services.suspend_trust_wide(suspension=again(chosen), until_on=date(2027, 1, 4), **said)
    wide = services.suspend_trust_wide(suspension=again(chosen), until_on=date(2027, 1, 3), **said)

    assert wide.counted_from == wide.period.lower == timezone.now()
    assert {again(upheld).state, again(waiting).state} == {SuspensionState.REPLACED}


def test_one_that_waits_does_not_end_before_it_begins(waiting, head, ceo):
    now = timezone.now()
    services.note_waiver(suspension=waiting, received_at=now, channel=Channel.LETTER, text="No.", by=head)
    said = {**UPHELD, "outcome": Outcome.VARIED, "terms": "He may come to the concert."}

    with pytest.raises(Refused, match="It begins on Saturday 28 November 2026") as refused:
        services.review_site_suspension(
            suspension=again(waiting), until_on=date(2026, 11, 26), review_on=date(2026, 11, 25), by=ceo, **said
        )
    assert refused.value.field == "until_on"


FIRST = "There is a new suspension from Saturday 28 November 2026. Lift that one first, or mark it as made in error"


def test_the_one_before_is_not_ended_while_one_waits_to_bar_them_again(waiting, upheld, head, ceo):  # noqa: F811
    s = again(upheld)
    with pytest.raises(Refused, match=FIRST):
        services.lift_suspension(suspension=s, reason="He apologised.", by=head)
    with pytest.raises(Refused, match=FIRST):
        services.void_suspension(suspension=s, reason="Wrong man.", by=head)
    with pytest.raises(Refused, match=FIRST) as refused:
        services.look_again(suspension=s, outcome=Outcome.ENDED, **SAID, by=ceo)
    assert refused.value.field == "outcome"

    services.lift_suspension(suspension=waiting, reason="He apologised.", by=head)
    services.look_again(suspension=again(s), outcome=Outcome.ENDED, **SAID, by=ceo)
    assert again(s).state == SuspensionState.LIFTED


def test_the_pages_say_so_and_lead_to_the_one_that_waits(waiting, upheld, head, client_of):  # noqa: F811
    client = client_of(head)
    for name in ("lift", "void"):
        page = client.get(reverse(f"suspensions:{name}", args=[upheld.case.reference, upheld.pk])).content.decode()
        assert FIRST in page
        assert f'href="{waiting.get_absolute_url()}"' in page
    assert FIRST in client.get(upheld.get_absolute_url()).content.decode()
    page = client.get(reverse("suspensions:lift", args=[waiting.case.reference, waiting.pk])).content.decode()
    assert "It has not begun" in page


def test_with_its_case_one_that_waits_is_void_before_the_one_it_follows(waiting, upheld, case, ceo):  # noqa: F811
    void_case(case=case, reason="Logged twice.", by=ceo)

    assert {again(upheld).state, again(waiting).state} == {SuspensionState.VOID}


def test_the_site_hears_that_one_does_not_begin(waiting, office, ceo):
    services.review_site_suspension(suspension=waiting, **NOT_UPHELD, by=ceo)

    assert Notice.objects.filter(case=waiting.case, kind=NoticeKind.GATE_CHANGED, to_user=office).exists()
    assert "so it does not begin" in text_of(waiting)


# --- Upheld at its last day -------------------------------------------------------------------------------------------
def judged(suspension, clock, by, **said):
    """Upheld on Friday 13 November, the last day of one that was entered from before."""
    clock.move_to(datetime(2026, 11, 13, 12, 0, tzinfo=LONDON))
    services.review_site_suspension(suspension=again(suspension), by=by, **{**UPHELD, **said})
    return again(suspension)


def test_a_long_one_from_before_is_upheld_on_its_last_day(father, school, head, ceo, clock):
    entered = enter(father, school, head, letter_on=date(2025, 9, 1), until_on=date(2026, 11, 13))

    done = judged(entered, clock, ceo)

    assert (done.state, done.review_on) == (SuspensionState.UPHELD, entered.review_on)
    assert not Duty.objects.open().filter(case=done.case, kind=Kind.REVIEW_SITE_SUSPENSION).exists()
    assert "ooked at again on" not in text_of(done).lower()


def test_a_long_one_from_before_is_upheld_after_its_end(father, school, head, ceo, clock):
    entered = enter(father, school, head, letter_on=date(2025, 9, 1), until_on=date(2026, 11, 12))

    assert judged(entered, clock, ceo).state == SuspensionState.UPHELD


def test_a_long_one_from_before_is_upheld_to_end_today(father, school, head, ceo, clock):
    entered = enter(father, school, head, letter_on=date(2025, 9, 1), until_on=date(2027, 7, 23))

    done = judged(entered, clock, ceo, outcome=Outcome.VARIED, terms="It ends today.", until_on=date(2026, 11, 13))

    assert (done.state, done.review_on) == (SuspensionState.UPHELD, date(2026, 11, 13))
    assert not Duty.objects.open().filter(case=done.case, kind=Kind.REVIEW_SITE_SUSPENSION).exists()
    assert "Looked at again" not in text_of(done)


def test_one_from_before_that_was_upheld_until_today_needs_no_day_to_look_again(father, school, ceo, clock):
    entered = enter(father, school, ceo, is_upheld=True, until_on=date(2026, 11, 2), letter_on=date(2025, 9, 1))

    assert (entered.state, entered.review_on) == (SuspensionState.UPHELD, date(2026, 11, 2))
    assert not Duty.objects.open().filter(case=entered.case, kind=Kind.REVIEW_SITE_SUSPENSION).exists()

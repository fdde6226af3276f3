"""What the board decided was noted wrongly: it is taken back, everything stands as before, and whoever was told is told."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from audit.models import Entry
from cases.duties import Kind
from cases.models import Case, Duty
from cases.services.duties import settle_waived
from kernel.refusal import Refused
from pupils.models import BoardAttendance, BoardOutcome
from pupils.selectors.recipients import known_of
from pupils.selectors.told import events_of, told_page
from pupils.services._after import finish, open_after
from pupils.services._owed import settle_notices
from pupils.services.cancelling import cancel_suspension
from pupils.services.taking_back import take_back_outcome
from pupils.services.telling import decide_on_order, note_not_told, resettle_notices, send_notice_again
from pupils.states import BoardDecision, Event, HalfOfDay, PupilSuspensionState
from records.models import Copy
from records.states import CopyMethod, RecordState
from schools.models import PupilFacts, Relationship
from tests import factories as make
from tests.pupils.board_acts import FIVE, absent, decided, owed, text_of, upheld, written
from tests.pupils.conftest import TODAY, again
from tests.pupils.test_telling import issue, key_of

WHY = "The wrong line was ticked."
BACK = {"decision": BoardDecision.REINSTATED, "back_on": date(2026, 11, 4)}


@pytest.fixture
def slip(told, mother, dad, clerk, head):
    """A suspension that the board was noted to have ended, by a slip; its day's work and education were owed."""
    row = told()
    open_after(row, head)
    upheld(row, clerk, **BACK)
    return again(row)


def take_back(row, clerk, reason=WHY, **more):
    outcome = BoardOutcome.objects.filter(suspension=row, taken_back_at__isnull=True).latest("pk")
    take_back_outcome(outcome=outcome, reason=reason, by=clerk, **more)
    return again(row)


def still_owed(row, *kinds):
    return {
        *Duty.objects.open().filter(case=row.case, subject=str(row.pk), kind__in=kinds).values_list("kind", flat=True)
    }


AFTER = (Kind.SET_WORK, Kind.DAY_SIX_EDUCATION, Kind.REVIEW_PUPIL_SUSPENSION, Kind.REINTEGRATION, Kind.BOARD_MEETING)


# --- Everything stands as before --------------------------------------------------------------------------------------
def test_a_suspension_that_was_ended_by_a_slip_goes_on_whole(slip, clerk):
    assert slip.state == PupilSuspensionState.REINSTATED

    row = take_back(slip, clerk)

    assert (row.state, row.ended_at, row.back_on, row.end_reason) == (PupilSuspensionState.DECIDED, None, None, "")
    assert row.absence.served_before is None


def test_what_fell_away_is_owed_again(slip, clerk):
    assert still_owed(slip, *AFTER) == {Kind.REINTEGRATION}
    before = Duty.objects.open().get(case=slip.case, kind=Kind.REINTEGRATION).due_at

    row = take_back(slip, clerk)

    assert still_owed(row, *AFTER) == {*AFTER}
    assert Duty.objects.open().get(case=row.case, kind=Kind.REINTEGRATION).due_at > before


def test_what_was_done_or_said_of_it_before_is_not_owed_again(told, mother, clerk, head):
    row = told()
    open_after(row, head)
    work = Duty.objects.open().get(case=row.case, kind=Kind.SET_WORK)
    settle_waived(duty=work, reason="She has her books.", by=head)
    upheld(row, clerk, **BACK)

    take_back(row, clerk)

    assert still_owed(row, Kind.SET_WORK) == set()


def test_what_the_board_did_decide_is_noted_anew_with_who_came(slip, clerk):
    row = take_back(slip, clerk)

    decided(row, clerk, reasons="Two adults saw it.")

    first, second = BoardOutcome.objects.filter(suspension=row).order_by("pk")
    assert (first.decision, first.taken_back_why, second.decision, second.holds) == ("reinstated", WHY, "upheld", True)
    came = BoardAttendance.objects.filter(meeting__suspension=row)
    assert came.filter(taken_back_at__isnull=True).count() == came.filter(taken_back_at__isnull=False).count() == 3
    assert again(row).state == PupilSuspensionState.DECIDED


def test_the_history_says_what_was_noted_and_why_it_was_taken_back(slip, clerk):
    take_back(slip, clerk)

    verbs = [*Entry.objects.filter(chain=slip.chain).order_by("pk").values_list("verb", flat=True)]
    assert {"board.decided", "board.decision_taken_back", "pupil_suspension.restored"} <= {*verbs}


def test_a_closed_case_is_opened_again(slip, clerk, head):
    Duty.objects.open().filter(case=slip.case).update(waived_at=timezone.now(), waived_by=head, waive_reason="Told.")
    Case.objects.filter(pk=slip.case_id).update(
        state="closed", closed_at=timezone.now(), closed_by=head, outcome="The board ended it."
    )

    take_back(slip, clerk)

    assert Case.objects.get(pk=slip.case_id).state == "open"


def test_an_answer_that_was_noted_wrongly_is_owed_again(told, mother, clerk):
    row = told(**FIVE)
    decided(row, clerk, BoardDecision.CONSIDERED, attended=[])

    take_back(row, clerk)
    assert owed(row) == []

    decided(row, clerk, BoardDecision.CONSIDERED, attended=[], reasons="The board read what the mother wrote.")
    assert owed(row) == [(str(mother.pk), "considered")]


# --- Who was told -----------------------------------------------------------------------------------------------------
def test_nobody_was_told_so_that_nobody_is_owed_anything_about_it(slip, clerk):
    assert owed(slip, Event.REINSTATED)

    take_back(slip, clerk)

    assert owed(slip, Event.REINSTATED, Event.TAKEN_BACK) == []


def test_whoever_was_told_is_owed_that_it_does_not_hold_and_their_letter_is_withdrawn(slip, mother, clerk):
    issue(slip, mother, clerk, Event.REINSTATED, method=CopyMethod.HAND)

    row = take_back(slip, clerk)

    assert owed(row, Event.REINSTATED, Event.TAKEN_BACK) == [(str(mother.pk), "taken_back")]
    assert written(row, mother, Event.REINSTATED).state == RecordState.WITHDRAWN
    said = text_of(issue(row, mother, clerk, Event.TAKEN_BACK, method=CopyMethod.HAND))
    for words in (
        "On Monday 2 November 2026 we told you what the board of",
        "It does not hold",
        WHY,
        "The suspension stands as it was decided. Mia comes back on Tuesday 24 November 2026 at 08:45",
    ):
        assert words in said
    assert owed(row, Event.TAKEN_BACK) == []


def test_an_office_that_was_told_gets_a_notice_of_its_own(slip, clerk):
    issue(slip, "authority", clerk, Event.REINSTATED, method=CopyMethod.POST, address="County Hall")

    row = take_back(slip, clerk)
    said = text_of(issue(row, "authority", clerk, Event.TAKEN_BACK))

    assert "you were told what the board of" in said
    assert "What was wrong" in said


def test_the_letter_with_what_does_hold_says_so_where_it_goes_first(slip, mother, dad, clerk):
    issue(slip, mother, clerk, Event.REINSTATED, method=CopyMethod.HAND)
    row = take_back(slip, clerk)

    decided(row, clerk)

    assert owed(row, Event.TAKEN_BACK) == []
    hers = text_of(issue(row, mother, clerk, Event.OUTCOME, method=CopyMethod.HAND))
    assert "What we told you on Monday 2 November 2026 about the board’s decision was noted wrongly." in hers
    assert "noted wrongly" not in text_of(issue(row, dad, clerk, Event.OUTCOME))
    with pytest.raises(Refused, match="nothing in it has changed"):
        issue(row, mother, clerk, Event.OUTCOME)


def test_the_letter_with_what_does_hold_is_silent_where_they_know_already(slip, mother, clerk, clock):
    issue(slip, mother, clerk, Event.REINSTATED, method=CopyMethod.HAND)
    row = take_back(slip, clerk)
    issue(row, mother, clerk, Event.TAKEN_BACK, method=CopyMethod.HAND)
    clock.shift(timedelta(minutes=5))

    decided(row, clerk)

    assert "noted wrongly" not in text_of(issue(row, mother, clerk, Event.OUTCOME))


def test_other_reasons_are_told_anew_to_everybody(told, mother, dad, clerk):
    row = told()
    upheld(row, clerk)
    first = issue(row, mother, clerk, Event.OUTCOME, method=CopyMethod.HAND)

    take_back(row, clerk)
    decided(row, clerk, reasons="Three adults saw it.")

    assert [to for to, _ in owed(row, Event.OUTCOME)] == [str(mother.pk), str(dad.pk), "authority"]
    second = issue(row, mother, clerk, Event.OUTCOME, method=CopyMethod.HAND)
    first.refresh_from_db()
    assert (first.state, second.pk != first.pk) == (RecordState.WITHDRAWN, True)
    assert "Three adults saw it." in text_of(second)
    assert "was noted wrongly" in text_of(second)
    assert [to for to, _ in owed(row, Event.OUTCOME)] == [str(dad.pk), "authority"]


def test_whoever_was_told_by_word_is_owed_it_too(slip, mother, head, clerk):
    note_not_told(suspension=slip, key=key_of(slip, mother, Event.REINSTATED), reason="She was rung.", by=head)

    row = take_back(slip, clerk)

    assert owed(row, Event.TAKEN_BACK) == [(str(mother.pk), "taken_back")]


def test_the_night_owes_nobody_what_does_not_hold(slip, mother, dad, clerk):
    issue(slip, mother, clerk, Event.REINSTATED, method=CopyMethod.HAND)
    row = take_back(slip, clerk)
    before = owed(row)

    resettle_notices(suspension=row, by=clerk, is_nightly=True)

    assert owed(row) == before == [(str(mother.pk), "taken_back")]


def test_a_wrong_letter_on_its_way_by_post_does_nothing_for_the_right_one(told, mother, clerk, clock):
    row = told()
    upheld(row, clerk)
    issue(row, mother, clerk, Event.OUTCOME, method=CopyMethod.POST, address="17 Quince Passage")
    take_back(row, clerk)
    decided(row, clerk, reasons="Three adults saw it.")
    clock.shift(timedelta(days=5))

    settle_notices(again(row), clerk)

    assert (str(mother.pk), "outcome") in owed(row)


def test_a_wrong_letter_that_never_came_is_not_owed_again(slip, mother, clerk, clock):
    issue(slip, mother, clerk, Event.REINSTATED, method=CopyMethod.POST, address="17 Quince Passage")
    row = take_back(slip, clerk)
    clock.shift(timedelta(days=5))

    lost = Copy.objects.get(to_person=mother)
    assert send_notice_again(suspension=row, copy=lost, dispute="It came back.", by=clerk) is None

    assert owed(row, Event.REINSTATED) == []


def test_the_page_of_who_was_told_keeps_what_they_were_told(slip, mother, clerk, client_of):
    issue(slip, mother, clerk, Event.REINSTATED, method=CopyMethod.HAND)
    row = take_back(slip, clerk)

    text = client_of(clerk).get(reverse("pupils:told", args=[row.case.reference, row.pk])).text

    assert events_of(known_of(row))[:2] == (Event.TAKEN_BACK, Event.REINSTATED)
    assert "This was noted wrongly, and taken back since. It does not hold." in text
    assert text.count("What was noted wrongly of the board’s decision") >= 1


# --- Again, and otherwise -----------------------------------------------------------------------------------------------
@pytest.fixture
def twice(slip, mother, clerk, clock):
    """Told, taken back and told of that; then noted so again on another day, and told again."""

    def told(who=mother):
        issue(slip, who, clerk, Event.REINSTATED, method=CopyMethod.HAND)
        row = take_back(slip, clerk)
        clock.shift(timedelta(minutes=9))
        issue(row, who, clerk, Event.TAKEN_BACK, method=CopyMethod.HAND)
        clock.shift(timedelta(minutes=9))
        decided(row, clerk, **{**BACK, "back_on": date(2026, 11, 5)})
        clock.shift(timedelta(minutes=9))
        issue(row, who, clerk, Event.REINSTATED, method=CopyMethod.HAND)
        clock.shift(timedelta(minutes=9))
        return again(row)

    return told


def test_what_is_taken_back_a_second_time_is_told_a_second_time(twice, mother, clerk):
    row = take_back(twice(), clerk, "The day was wrong as well.")

    assert owed(row, Event.TAKEN_BACK) == [(str(mother.pk), "taken_back")]
    said = text_of(issue(row, mother, clerk, Event.TAKEN_BACK, method=CopyMethod.HAND))
    assert "The day was wrong as well." in said
    assert WHY not in said, "she knows that already"
    assert owed(row, Event.TAKEN_BACK) == []


def test_the_letter_says_what_its_reader_was_told_wrongly_and_nothing_else(slip, mother, dad, clerk, clock):
    """She was told of the first alone, he of the second alone."""
    issue(slip, mother, clerk, Event.REINSTATED, method=CopyMethod.HAND)
    row = take_back(slip, clerk, "The first line was wrong.")
    clock.shift(timedelta(minutes=9))
    decided(row, clerk, **{**BACK, "back_on": date(2026, 11, 5)})
    clock.shift(timedelta(minutes=9))
    issue(row, dad, clerk, Event.REINSTATED, method=CopyMethod.HAND)
    row = take_back(row, clerk, "The second line was wrong.")

    hers, his = (text_of(issue(row, one, clerk, Event.TAKEN_BACK)) for one in (mother, dad))

    assert ("The first line was wrong." in hers, "The second line was wrong." in hers) == (True, False)
    assert ("The first line was wrong." in his, "The second line was wrong." in his) == (False, True)


def test_a_new_decision_stays_owed_when_a_record_is_merged_or_an_order_is_weighed_anew(
    told, mother, dad, clerk, head, clock, terms
):
    row = told()
    upheld(row, clerk)
    issue(row, mother, clerk, Event.OUTCOME, method=CopyMethod.HAND)
    take_back(row, clerk)
    clock.shift(timedelta(minutes=9))
    decided(row, clerk, reasons="Three adults saw it.")
    kept = make.PersonFactory(given_name="Kay", family_name="Farrow", at=terms)
    make.RelationshipFactory(adult=kept, pupil=row.pupil, kind="mother", has_parental_responsibility=True)
    type(mother).objects.filter(pk=mother.pk).update(merged_into=kept)

    resettle_notices(suspension=again(row), by=clerk)

    assert (str(kept.pk), "outcome") in owed(row, Event.OUTCOME)


def test_who_was_kept_from_it_by_an_order_is_owed_it_once_they_are_told_again(slip, mother, clerk, head):
    Relationship.objects.filter(adult=mother).update(contact_order="No contact")
    weigh = {"suspension": slip, "person_pk": mother.pk, "reason": "Social care was asked.", "by": head}
    decide_on_order(is_told=True, **weigh)
    issue(slip, mother, clerk, Event.REINSTATED, method=CopyMethod.HAND)
    decide_on_order(is_told=False, **weigh)
    row = take_back(slip, clerk)
    assert owed(row, Event.TAKEN_BACK) == []

    decide_on_order(is_told=True, **weigh)

    assert owed(row, Event.TAKEN_BACK) == [(str(mother.pk), "taken_back")]


def test_a_correcting_letter_that_never_came_goes_again(slip, mother, clerk, clock, client_of):
    issue(slip, mother, clerk, Event.REINSTATED, method=CopyMethod.HAND)
    row = take_back(slip, clerk)
    issue(row, mother, clerk, Event.TAKEN_BACK, method=CopyMethod.POST, address="17 Quince Passage")
    clock.shift(timedelta(days=5))
    copy = Copy.objects.filter(to_person=mother).latest("pk")
    url = reverse("pupils:notice_lost", args=[row.case.reference, row.pk, copy.pk])
    assert "How do you know that it never came?" in client_of(clerk).get(url).text

    send_notice_again(suspension=row, copy=copy, dispute="It came back.", by=clerk)

    assert owed(row, Event.TAKEN_BACK) == [(str(mother.pk), "taken_back")]


def test_a_wrong_letter_that_never_came_needs_no_correcting(slip, mother, clerk, clock):
    issue(slip, mother, clerk, Event.REINSTATED, method=CopyMethod.POST, address="17 Quince Passage")
    row = take_back(slip, clerk)
    clock.shift(timedelta(days=5))
    lost = Copy.objects.get(to_person=mother)

    with pytest.raises(Refused, match="not been decided"):
        send_notice_again(suspension=row, copy=lost, dispute="It came back.", method=CopyMethod.HAND, by=clerk)
    send_notice_again(suspension=row, copy=lost, dispute="It came back.", by=clerk)

    assert owed(row, Event.TAKEN_BACK) == []


def test_who_was_told_before_the_pupil_turned_18_is_told_that_it_does_not_hold(slip, mother, child, clerk, clock):
    PupilFacts.objects.update(born_on=date(2008, 11, 3))
    issue(slip, mother, clerk, Event.REINSTATED, method=CopyMethod.HAND)
    clock.shift(timedelta(days=2))
    row = take_back(slip, clerk)
    clock.shift(timedelta(minutes=9))

    decided(row, clerk, decided_on=date(2026, 11, 4))

    lines = {(line.who, line.event): line.tag.text for line in told_page(again(row), clerk).lines}
    assert lines["Kay Farrow", "The reinstatement"] == "told"
    assert lines["Mia Farrow", "What the board decided"] == "to be told"
    assert (str(mother.pk), "taken_back") in owed(row)
    assert "It does not hold" in text_of(issue(row, mother, clerk, Event.TAKEN_BACK))


def test_a_cancellation_says_it_all(told, mother, clerk, head):
    row = told(**FIVE)
    decided(row, clerk, BoardDecision.CONSIDERED, attended=[])
    issue(row, mother, clerk, Event.CONSIDERED, method=CopyMethod.HAND)
    take_back(row, clerk)
    assert owed(row, Event.TAKEN_BACK)

    cancel_suspension(
        suspension=again(row),
        reason="It was another pupil.",
        back_on=date(2026, 11, 2),
        back_half=HalfOfDay.MORNING,
        by=head,
    )

    assert owed(row, Event.TAKEN_BACK) == []
    with pytest.raises(Refused, match="has ended since"):
        issue(row, mother, clerk, Event.TAKEN_BACK)


def test_a_talk_about_coming_back_that_was_too_early_is_owed_again(slip, clerk, head):
    finish(slip, Kind.REINTEGRATION, "Held", head)

    row = take_back(slip, clerk)

    assert still_owed(row, Kind.REINTEGRATION) == {Kind.REINTEGRATION}


def test_once_it_is_over_no_work_and_no_education_are_owed_any_more(slip, clerk, clock):
    clock.shift(timedelta(days=40))

    row = take_back(slip, clerk)

    assert still_owed(row, *AFTER) == {Kind.REVIEW_PUPIL_SUSPENSION, Kind.REINTEGRATION, Kind.BOARD_MEETING}


def test_each_event_stands_once_on_the_page_of_who_was_told(told, mother, clerk):
    row = told()
    upheld(row, clerk)
    take_back(row, clerk)
    decided(row, clerk)

    page = told_page(again(row), clerk)

    assert len({(line.who, line.event) for line in page.lines}) == len(page.lines)
    assert page.left == len(owed(row))


def test_the_notice_of_another_authority_is_no_reason_to_say_it_again(slip, clerk, head):
    PupilFacts.objects.update(is_looked_after=True, placing_authority="Exampleshire")
    issue(slip, "worker", clerk, Event.REINSTATED, method=CopyMethod.POST, address="County Hall")
    row = take_back(slip, clerk)
    issue(row, "worker", clerk, Event.TAKEN_BACK, method=CopyMethod.POST, address="County Hall")
    PupilFacts.objects.update(placing_authority="Otherham")

    resettle_notices(suspension=row, by=head)

    assert owed(row, Event.TAKEN_BACK) == []


def test_the_page_names_papers_of_which_nobody_said_how_they_went(slip, mother, dad, clerk, client_of):
    issue(slip, mother, clerk, Event.REINSTATED)
    outcome = BoardOutcome.objects.get(suspension=slip)

    text = client_of(clerk).get(reverse("pupils:board_back", args=[slip.case.reference, slip.pk, outcome.pk])).text

    assert "A paper about it was issued to Kay Farrow, and nobody has said how it went." in text
    assert "Nobody has been told of it yet." not in text


# --- What cannot be taken back ------------------------------------------------------------------------------------------
def test_nothing_is_taken_back_twice(slip, clerk):
    outcome = BoardOutcome.objects.get(suspension=slip)
    take_back(slip, clerk)

    with pytest.raises(Refused, match="taken back already"):
        take_back_outcome(outcome=outcome, reason=WHY, by=clerk)


def test_the_reason_is_asked(slip, clerk):
    with pytest.raises(Refused, match="Say what was noted wrongly"):
        take_back(slip, clerk, reason=" ")


def test_not_where_the_pupil_was_suspended_again_since(slip, clerk, head):
    make.PupilSuspensionFactory(
        case=slip.case, pupil=slip.pupil, school=slip.school, first_on=date(2026, 11, 9), last_on=date(2026, 11, 10)
    )

    with pytest.raises(Refused, match="suspended again since"):
        take_back(slip, clerk)


def test_the_answer_stands_while_a_decision_rests_on_it(told, mother, clerk):
    row = told()
    answer = make.BoardOutcomeFactory(suspension=row, decision=BoardDecision.CONSIDERED, decided_on=TODAY)
    upheld(row, clerk)

    with pytest.raises(Refused, match="has decided since"):
        take_back_outcome(outcome=answer, reason=WHY, by=clerk)


def test_only_whoever_does_the_boards_business_takes_it_back(slip, head):
    with pytest.raises(PermissionDenied):
        take_back(slip, head)


def test_the_clerk_takes_it_back_on_the_page_and_is_led_on(slip, mother, clerk, client_of):
    issue(slip, mother, clerk, Event.REINSTATED, method=CopyMethod.HAND)
    outcome = BoardOutcome.objects.get(suspension=slip)
    url = reverse("pupils:board_back", args=[slip.case.reference, slip.pk, outcome.pk])
    browser = client_of(clerk)
    assert url in browser.get(slip.board_url).text
    page = browser.get(url)
    assert "Told of it already: Kay Farrow." in page.text
    assert "The suspension then stands again" in page.text

    done = browser.post(url, {"reason": WHY, "token": page.context["form"]["token"].value()}, follow=True)

    assert "Taken back. The headteacher has been told." in done.text
    assert "Noted wrongly" in done.text
    assert "This was taken back already." in browser.get(url).text
    assert absent(slip)

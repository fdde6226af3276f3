"""When may a case be closed, and who hears of it; what is worth thinking of while it is young."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from accounts.models import User
from cases.access import may
from cases.deciding import decider_role
from cases.models import Case, Duty
from cases.services.case import involve
from cases.services.duties import settle_waived
from cases.services.prompts import answer_prompt
from cases.states import CaseState, Part, PromptAnswer, PromptKind
from desk.services.closing import close_case, reopen_case
from desk.services.report import write_report
from kernel.refusal import Refused
from notices.models import Notice
from notices.states import NoticeKind
from schools.calendar import next_midnight
from schools.models import Membership
from schools.states import Role
from suspensions.services import lift_suspension, void_suspension
from tests.factories import InvolvementFactory
from tests.world import ANSWERS

pytestmark = pytest.mark.django_db


def settle(case, by):
    """Set aside whatever is due."""
    for duty in Duty.objects.open().filter(case=case):
        settle_waived(duty=duty, reason="Not needed in this test.", by=by)


@pytest.fixture
def talked(logged, head):
    """A case without a suspension on which nothing is due."""
    case = logged(by=head)
    settle(case, head)
    return case


@pytest.fixture
def suspended(logged, head):
    return logged(by=head, is_suspended=True)


def test_the_head_closes_a_case_in_which_nobody_was_suspended(talked, head, ceo):
    close_case(case=talked, outcome="  He apologised. ", by=head)

    talked.refresh_from_db()
    assert (talked.state, talked.outcome, talked.closed_by) == (CaseState.CLOSED, "He apologised.", head)
    told = Notice.objects.filter(case=talked, kind=NoticeKind.CLOSED)
    assert [notice.to_user for notice in told] == [ceo]


def test_where_somebody_was_suspended_the_ceo_closes_it(suspended, head, ceo, clock):
    clock.move_to(next_midnight(suspended.opened_at))
    settle(suspended, head)

    with pytest.raises(PermissionDenied):
        close_case(case=suspended, outcome="It is over.", by=head)
    close_case(case=suspended, outcome="It is over.", by=ceo)

    assert Case.objects.get(pk=suspended.pk).state == CaseState.CLOSED


def test_on_a_closed_case_no_suspension_turns_out_an_error(suspended, head, ceo, clock):
    """Whoever had heard of it would have to be told, and nothing is due on a closed case: it is opened again first."""
    clock.move_to(next_midnight(suspended.opened_at))
    settle(suspended, head)
    close_case(case=suspended, outcome="It is over.", by=ceo)

    with pytest.raises(Refused, match="case is closed"):
        void_suspension(suspension=suspended.site_suspensions.get(), reason="The wrong person.", by=head)

    assert not Duty.objects.open().filter(case=suspended).exists()


def test_a_case_with_a_live_suspension_and_duties_names_each(suspended, ceo):
    with pytest.raises(Refused) as refused:
        close_case(case=suspended, outcome="It is over.", by=ceo)

    said = str(refused.value)
    assert "is suspended until" in said
    assert "Write the report for the CEO" in said


def test_a_lifted_suspension_does_not_keep_a_case_open(suspended, head, ceo):
    lift_suspension(suspension=suspended.site_suspensions.get(), reason="He apologised.", by=head)
    settle(suspended, head)

    close_case(case=suspended, outcome="It is over.", by=ceo)

    assert Case.objects.get(pk=suspended.pk).state == CaseState.CLOSED


def test_a_draft_of_a_record_keeps_a_case_open(talked, head):
    write_report(case=talked, action_taken="He was asked to leave.", by=head, **ANSWERS)

    with pytest.raises(Refused, match="A draft is not issued"):
        close_case(case=talked, outcome="It is over.", by=head)


def test_a_case_is_closed_with_an_outcome_and_once(talked, head):
    with pytest.raises(Refused, match="how the case ended"):
        close_case(case=talked, outcome="   ", by=head)
    close_case(case=talked, outcome="He apologised.", by=head)

    with pytest.raises(Refused, match="closed already"):
        close_case(case=talked, outcome="Again.", by=head)


def test_nothing_is_added_to_a_closed_case_until_it_is_open_again(talked, head, ceo, client_of):
    close_case(case=talked, outcome="He apologised.", by=head)
    with pytest.raises(Refused, match="This case is closed"):
        answer_prompt(case=talked, kind=PromptKind.CCTV, answer=PromptAnswer.DONE, by=head)

    reopen_case(case=talked, reason="He came back.", by=head)

    talked.refresh_from_db()
    assert (talked.state, talked.outcome, talked.closed_at, talked.closed_by) == (CaseState.OPEN, "", None, None)
    assert Notice.objects.filter(case=talked, kind=NoticeKind.REOPENED, to_user=ceo).exists()
    history = client_of(head).get(reverse("desk:history", args=[talked.reference])).text
    assert "closed the case: He apologised." in history
    assert "opened the case again: He came back." in history


def test_a_witness_who_became_ceo_while_the_case_was_closed_does_not_decide_when_it_is_opened_again(
    talked, head, ceo, chair, central, clock
):
    """The Chair decides from the moment it is open, and is who is told and finds the page."""
    involve(case=talked, part=Part.WITNESS, user=central, by=head)
    settle(talked, head)
    close_case(case=talked, outcome="He apologised.", by=head)
    clock.shift(timedelta(hours=1))
    Membership.objects.filter(user=ceo).update(user=central)

    reopen_case(case=talked, reason="He came back.", by=head)

    chair, central = User.objects.get(pk=chair.pk), User.objects.get(pk=central.pk)
    assert decider_role(talked) == Role.CHAIR
    assert may(chair, "review", talked)
    assert not may(central, "review", talked)
    told = Notice.objects.filter(case=talked, kind=NoticeKind.REOPENED).values_list("to_user", flat=True)
    assert [*told] == [chair.pk]


def test_opening_again_needs_a_reason_and_a_closed_case(talked, head):
    with pytest.raises(Refused, match="This case is open"):
        reopen_case(case=talked, reason="Why not", by=head)
    close_case(case=talked, outcome="He apologised.", by=head)
    with pytest.raises(Refused, match="why it is opened again"):
        reopen_case(case=talked, reason=" ", by=head)


def test_the_page_lists_what_is_open_and_offers_no_form(suspended, ceo, client_of):
    page = client_of(ceo).get(reverse("desk:close", args=[suspended.reference]))

    assert "Write the report for the CEO" in page.text
    assert 'name="outcome"' not in page.text


def test_the_list_of_cases_and_the_page_say_that_a_case_is_closed(talked, head, client_of):
    close_case(case=talked, outcome="He apologised.", by=head)

    assert "closed" in client_of(head).get(reverse("desk:cases")).text
    page = client_of(head).get(talked.get_absolute_url()).text
    assert "This case is closed" in page
    assert "Open this case again" in page
    assert "Close this case" not in page


# --- Prompts ---------------------------------------------------------------------------------------------------------
def test_a_prompt_shows_until_it_is_answered(talked, head, client_of):
    asked = client_of(head).get(talked.get_absolute_url()).text
    assert "Keep the camera recording" in asked

    url = reverse("desk:prompt", args=[talked.reference, "cctv", "done"])
    assert client_of(head).post(url).status_code == 302
    client_of(head).post(reverse("desk:prompt", args=[talked.reference, "cctv", "skipped"]))

    assert talked.prompts.get().answer == PromptAnswer.DONE
    assert "Ask for it within 24 hours" not in client_of(head).get(talked.get_absolute_url()).text


def test_prompts_follow_from_what_happened(logged, head, client_of):
    case = logged(by=head, is_child_at_risk=True)
    InvolvementFactory(case=case, part=Part.INJURED, person=None, name="A dinner lady")

    page = client_of(head).get(case.get_absolute_url()).text

    assert "Accident book" in page
    assert "Local authority designated officer" in page
    assert "Support for the colleague" not in page


def test_an_unknown_prompt_is_not_found(talked, head, client_of):
    assert client_of(head).post(reverse("desk:prompt", args=[talked.reference, "tea", "done"])).status_code == 404

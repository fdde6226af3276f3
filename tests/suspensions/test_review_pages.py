"""The pages on which somebody decides on a suspension, looks again, renews one, or enters one from before."""

from datetime import date, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cases.duties import Kind
from cases.models import Draft, Duty
from cases.states import Part
from notices.models import Notice
from notices.states import NoticeKind
from schools.calendar import LONDON
from suspensions import services
from suspensions.models import Review, SiteSuspension, Variation
from suspensions.states import Channel, Outcome, SuspensionState
from tests import factories as make

CONSIDERED = "Nothing points to it."
DECIDED = {"considered": CONSIDERED, "reasons": "Two colleagues saw it.", "risk": "He may hit somebody."}


def day(name, on):
    return {f"{name}_day": on.day, f"{name}_month": on.month, f"{name}_year": on.year}


def at(name, suspension):
    return reverse(f"suspensions:{name}", args=[suspension.case.reference, suspension.pk])


@pytest.fixture
def extended(suspension, head):
    services.extend_site_suspension(
        suspension=suspension, until_on=date(2026, 11, 27), reason="Seen again.", considered=CONSIDERED, by=head
    )
    return SiteSuspension.objects.with_people().get(pk=suspension.pk)


@pytest.fixture
def waived(extended, head):
    now = timezone.now()
    services.note_waiver(suspension=extended, received_at=now, channel=Channel.LETTER, text="No.", by=head)
    return extended


@pytest.fixture
def upheld(waived, ceo):
    services.review_site_suspension(
        suspension=waived, outcome=Outcome.UPHELD, review_on=date(2026, 11, 20), **DECIDED, by=ceo
    )
    return SiteSuspension.objects.with_people().get(pk=waived.pk)


def test_the_first_screen_shows_the_report_and_what_is_missing(extended, case, ceo, office, client_of):
    make.InvolvementFactory(case=case, part=Part.WITNESS, person=None, name="Jo Moss")
    services.report_breach(suspension=extended, note="By the bins", by=office)

    page = client_of(ceo).get(at("review", extended)).content.decode()

    assert "SECRET ACCOUNT" in page
    assert "Jo Moss has not been interviewed." in page
    assert "It cannot be upheld today." in page
    assert "Nobody has added evidence." in page
    assert "By the bins" in page


def test_what_was_weighed_is_kept_from_screen_to_screen(waived, case, ceo, client_of):
    seen = make.EvidenceFactory(case=case)
    client = client_of(ceo)

    assert client.get(at("review_decide", waived)).url == at("review_weigh", waived)
    sent = client.post(
        at("review_weigh", waived), keeping(client, waived) | {"evidence": [seen.pk], "considered": CONSIDERED}
    )
    assert sent.url == at("review_decide", waived)
    page = client.get(sent.url).content.decode()
    assert f'<input type="hidden" name="evidence" value="{seen.pk}"' in page
    assert CONSIDERED in page
    assert CONSIDERED in client.get(at("review_weigh", waived)).content.decode()

    said = {**DECIDED, "evidence": [seen.pk], "outcome": "upheld", **day("review_on", date(2026, 11, 20))}
    assert client.post(at("review_decide", waived), said).url == waived.get_absolute_url()
    row = Review.objects.get(suspension=waived)
    assert [one.evidence for one in row.evidence.all()] == [seen]
    assert not Draft.objects.filter(user=ceo).exists()


def keeping(client, suspension):
    """The hidden fields of the second screen."""
    page = client.get(at("review_weigh", suspension))
    return {"draft_key": page.context["draft_key"], "keeper": "x"}


def test_the_second_screen_asks_what_could_explain_it(waived, ceo, client_of):
    answer = client_of(ceo).post(at("review_weigh", waived), {"considered": ""})

    assert answer.status_code == 422
    assert "Say what you considered" in answer.content.decode()


def test_what_the_person_said_is_weighed_on_the_second_screen(extended, head, ceo, client_of):
    services.note_representation(
        suspension=extended, received_at=timezone.now(), channel=Channel.EMAIL, text="I am sorry.", is_all=True, by=head
    )
    client = client_of(ceo)

    page = client.get(at("review_weigh", extended)).content.decode()
    assert "I am sorry." in page
    assert "What do you make of what they say?" in page
    assert client.post(at("review_weigh", extended), {"considered": CONSIDERED}).status_code == 422
    weighed = {"considered": CONSIDERED, "consideration": "He means it."}
    client.post(at("review_weigh", extended), keeping(client, extended) | weighed)
    assert ">Uphold</button>" in client.get(at("review_decide", extended)).content.decode()
    said = {**DECIDED, "consideration": "He means it.", "outcome": "upheld", **day("review_on", date(2026, 11, 20))}
    assert client.post(at("review_decide", extended), said).status_code == 302
    assert extended.representations.get().consideration == "He means it."


def test_unheard_there_is_no_button_to_uphold(extended, ceo, client_of):
    client = client_of(ceo)
    client.post(at("review_weigh", extended), {"considered": CONSIDERED})

    page = client.get(at("review_decide", extended)).content.decode()

    assert ">Uphold<" not in page
    assert ">Do not uphold<" in page
    answer = client.post(at("review_decide", extended), {**DECIDED, "outcome": "upheld"})
    assert answer.status_code == 422
    assert "not been told in writing yet" in answer.content.decode()


def test_not_upheld_by_its_button(extended, ceo, client_of):
    said = {**DECIDED, "outcome": "not_upheld", "follows": "Invite him."}

    answer = client_of(ceo).post(at("review_decide", extended), said, follow=True)

    assert "It ended just now" in answer.content.decode()
    assert "Invite him." in answer.content.decode()
    extended.refresh_from_db()
    assert extended.state == SuspensionState.NOT_UPHELD


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"outcome": ""}, "Say whether it is upheld."),
        ({"outcome": "continued"}, "Say whether it is upheld."),
        ({"reasons": ""}, "Give your reasons."),
        ({"risk": ""}, "no ground"),
        ({"review_on_day": "31", "review_on_month": "2"}, "a day that exists"),
        ({"considered": ""}, "Say what you considered"),
        ({"evidence": ["9999999"]}, "Choose evidence of this case."),
    ],
)
def test_what_is_missing_is_said_and_what_was_typed_stays(waived, ceo, client_of, change, says):
    said = {**DECIDED, "outcome": "upheld", "terms": "MY TERMS", **day("review_on", date(2026, 11, 20)), **change}

    answer = client_of(ceo).post(at("review_decide", waived), said)

    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert "MY TERMS" in answer.content.decode()


def test_other_terms_at_the_review(waived, ceo, client_of):
    said = {
        **DECIDED,
        "outcome": "varied",
        "terms": "At the gate at 15:15.",
        **day("until_on", date(2026, 11, 13)),
        **day("review_on", date(2026, 11, 12)),
    }

    assert client_of(ceo).post(at("review_decide", waived), said).status_code == 302
    assert Variation.objects.get(suspension=waived).terms == "At the gate at 15:15."


def test_whoever_is_involved_is_told_why_and_who_can_decide(extended, case, ceo, client_of):
    make.IncidentFactory(case=case, number=2, logged_by=ceo)

    page = client_of(ceo).get(at("review", extended)).content.decode()

    assert "Dana Whitlock logged what happened." in page
    assert "let somebody else decide" in page
    assert ">Go on<" not in page


def test_a_decided_one_says_so(upheld, ceo, client_of):
    page = client_of(ceo).get(at("look_again", upheld)).content.decode()

    assert "Two colleagues saw it." in page
    answer = client_of(ceo).get(upheld.get_absolute_url()).content.decode()
    assert "upheld, until 27 November" in answer
    assert "Look again" in answer


def test_looking_again_on_its_day(upheld, ceo, client_of, clock):
    clock.move_to(datetime(2026, 11, 20, 9, 0, tzinfo=LONDON))
    said = {**DECIDED, "outcome": "continued", **day("review_on", date(2026, 11, 25))}

    assert client_of(ceo).post(at("look_again", upheld), {**said, "risk": ""}).status_code == 422
    assert client_of(ceo).post(at("look_again", upheld), said).status_code == 302
    upheld.refresh_from_db()
    assert upheld.review_on == date(2026, 11, 25)
    assert client_of(ceo).post(at("look_again", upheld), {**DECIDED, "outcome": "ended"}).status_code == 302
    upheld.refresh_from_db()
    assert upheld.state == SuspensionState.LIFTED


def test_changing_the_terms(upheld, ceo, client_of):
    assert client_of(ceo).post(at("vary", upheld), {"terms": "", "reason": "x"}).status_code == 422
    said = {"terms": "He may come to the play.", "reason": "He keeps to it."}

    answer = client_of(ceo).post(at("vary", upheld), said, follow=True)

    assert "He may come to the play." in answer.content.decode()


def test_suspending_anew_after_it(upheld, head, client_of, clock):
    assert "Suspend anew after it" not in client_of(head).get(upheld.get_absolute_url()).content.decode()
    clock.move_to(datetime(2026, 11, 23, 9, 0, tzinfo=LONDON))
    client = client_of(head)
    assert "Suspend anew after it" in client.get(upheld.get_absolute_url()).content.decode()
    said = {
        "grounds": "He wrote that he will be back.",
        "considered": CONSIDERED,
        **day("until_on", date(2026, 12, 18)),
    }

    assert client.post(at("renew", upheld), {**said, "grounds": upheld.grounds}).status_code == 422
    answer = client.post(at("renew", upheld), said, follow=True).content.decode()

    assert "The earlier one, which was upheld" in answer
    assert "A new one, with its own reasons" in client.get(upheld.get_absolute_url()).content.decode()


def test_what_is_new_since_the_decision_stands_on_the_page(upheld, case, ceo, client_of, clock):
    clock.shift(timedelta(hours=1))
    make.EvidenceFactory(case=case, description="A second camera")

    page = client_of(ceo).get(upheld.get_absolute_url()).content.decode()

    assert "New since the decision" in page
    assert "New evidence: A second camera" in page


# --- From before ------------------------------------------------------------------------------------------------------
PAPER = {
    "grounds": "He pushed a governor.",
    "decider": "somebody",
    "decider_name": "A. Former",
    "capacity": "head",
    "judged": "no",
    **day("from_on", date(2025, 9, 1)),
    **day("until_on", date(2027, 7, 23)),
    **day("decided_on", date(2025, 8, 29)),
}


def test_one_from_before_is_entered_from_a_persons_page(father, school, head, client_of):
    client = client_of(head)
    assert "Enter a suspension from before" in client.get(father.get_absolute_url()).content.decode()

    answer = client.post(
        reverse("desk:enter_suspension", args=[father.pk]), {**PAPER, "school": school.pk}, follow=True
    )

    page = answer.content.decode()
    assert "A. Former, headteacher" in page
    assert "From before the system was used" in page


def test_the_ceo_is_told_of_one_from_before(father, school, head, ceo, client_of):
    client_of(head).post(reverse("desk:enter_suspension", args=[father.pk]), {**PAPER, "school": school.pk})

    case = SiteSuspension.objects.get().case
    notice = Notice.objects.get(kind=NoticeKind.CEO_INFORMED)
    assert (notice.to_user, notice.case, notice.audience) == (ceo, case, "ceo")
    kinds = {*Duty.objects.open().filter(case=case).values_list("kind", flat=True)}
    assert not kinds & {Kind.INFORM_CEO, Kind.REPORT_TO_CEO, Kind.INFORM_CHAIR}


def test_where_there_is_no_ceo_one_from_before_is_told_by_word_of_mouth(father, school, head, client_of):
    client_of(head).post(reverse("desk:enter_suspension", args=[father.pk]), {**PAPER, "school": school.pk})

    assert Duty.objects.open().filter(kind=Kind.INFORM_CEO).exists()


def test_one_from_before_of_somebody_nobody_added_yet(school, head, client_of):
    said = {**PAPER, "school": school.pk, "given_name": "Ned", "family_name": "Moss"}
    url = reverse("desk:enter_new")

    assert client_of(head).post(url, {**said, "family_name": ""}).status_code == 422
    assert client_of(head).post(url, said).status_code == 302
    assert SiteSuspension.objects.get().person.full_name == "Ned Moss"


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"until_on_day": "", "until_on_month": "", "until_on_year": ""}, "always has an end"),
        ({"until_on_year": "2025"}, "ended already"),
        ({"decider_name": ""}, "name of whoever decided"),
        ({"judged": "yes"}, "Say on which day it is looked at again"),
        ({"judged": "yes", "review_on_day": "1", "review_on_month": "2", "review_on_year": "2027"}, "Only the CEO"),
        ({"grounds": " "}, "risk to staff or children"),
        ({"from_on_year": "2030"}, "in the future"),
    ],
)
def test_a_paper_without_an_end_or_a_reason_is_no_suspension(father, school, head, client_of, change, says):
    url = reverse("desk:enter_suspension", args=[father.pk])

    answer = client_of(head).post(url, {**PAPER, "school": school.pk, **change})

    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert not SiteSuspension.objects.exists()

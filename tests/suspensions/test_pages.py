"""The pages of a suspension: who opens them, what is typed is kept, everything works without scripts."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from audit.models import Reading
from cases.models import Draft
from notices.states import CallResult
from records.models import WrittenRecord
from records.states import RecordKind
from schools.states import Role
from suspensions import selectors, services
from suspensions.models import SiteSuspension
from suspensions.states import SuspensionState
from tests import factories as make

EVIL = "<script>alert(1)</script> {{ 7|add:7 }} {% now 'Y' %} \u202eevil ‮ 😡 \x07"
SHOWN = "&lt;script&gt;alert(1)&lt;/script&gt; {{ 7|add:7 }} {% now "


def url(suspension, name):
    return reverse(f"suspensions:{name}", args=[suspension.case.reference, suspension.pk])


# --- Who opens them ----------------------------------------------------------------------------------------------------
PAGES = {
    #              head deputy ceo office staff stranger chair central admin
    "suspension": (200, 200, 200, 404, 404, 404, 404, 404, 404),
    "lift": (200, 403, 200, 404, 404, 404, 404, 404, 404),
    "void": (200, 403, 200, 404, 404, 404, 404, 404, 404),
    "arrangement": (200, 200, 200, 404, 404, 404, 404, 404, 404),
    "tell": (200, 200, 200, 404, 404, 404, 404, 404, 404),
    "letter": (200, 200, 200, 404, 404, 404, 404, 404, 404),
}
CAST = ("head", "deputy", "ceo", "office", "staff", "stranger", "chair", "central", "admin")


def test_who_opens_a_page(suspension, cast, client_of):
    found = {}
    for name in PAGES:
        clients = (client_of(getattr(cast, who)) for who in CAST)
        found[name] = tuple(client.get(url(suspension, name)).status_code for client in clients)

    assert found == PAGES


def test_a_grant_shows_the_page_and_lets_nobody_act(suspension, case, central, client_of):
    make.GrantFactory(case=case, user=central)
    client = client_of(central)

    assert "Only the headteacher" in client.get(url(suspension, "suspension")).text
    assert client.post(url(suspension, "lift"), {"reason": "x"}).status_code == 403


def test_a_trustee_who_reviews_reads_the_persons_side_and_considers_it_and_notes_nothing(
    suspension, case, head, client_of
):
    trustee = make.UserFactory(role=(Role.TRUSTEE, None))
    make.DelegationFactory(case=case, to=trustee, trustee=True)
    side, client = url(suspension, "side"), client_of(trustee)

    before = client.get(side)
    said = services.note_representation(
        suspension=suspension, received_at=timezone.now(), channel="email", text="I was at work.", by=head
    )
    shown = client.get(side).text

    assert before.status_code == 200
    assert "Note it" not in shown
    assert "I was at work." in shown
    consider = reverse("suspensions:consider", args=[case.reference, suspension.pk, said.pk])
    assert f'href="{consider}"' in shown
    assert client.get(consider).status_code == 200
    sent = {"do": "side", "channel": "letter", "text": "I was not there."}
    assert client.post(side, sent).status_code == 403


def test_a_suspension_opens_only_under_its_own_case(suspension, school, head, client_of):
    other = make.CaseFactory(school=school)

    assert (
        client_of(head).get(reverse("suspensions:suspension", args=[other.reference, suspension.pk])).status_code == 404
    )


def test_reading_it_is_noted(suspension, head, client_of):
    client_of(head).get(url(suspension, "suspension"))

    assert Reading.objects.filter(user=head, subject=f"suspensions.sitesuspension:{suspension.pk}").exists()


# --- What they do ------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(("name", "state"), [("lift", SuspensionState.LIFTED), ("void", SuspensionState.VOID)])
def test_the_head_ends_it(suspension, head, client_of, name, state):
    page = client_of(head).post(url(suspension, name), {"reason": "He apologised."}, follow=True)

    suspension.refresh_from_db()
    assert suspension.state == state
    assert "He apologised." in page.text


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("lift", {"reason": " "}, "Say why you lift it."),
        ("void", {"reason": ""}, "Say what the mistake was."),
        ("arrangement", {}, "Say at least one thing that was arranged."),
        ("arrangement", {"collection": "x" * 301}, "at most 300 characters"),
        ("tell", {}, "Say how."),
        ("tell", {"channel": "telephone", "when": "now"}, "Say what came of the call."),
        ("tell", {"channel": "in_person", "when": "now"}, "Say in a few words what was said."),
        ("tell", {"channel": "in_person", "when": "earlier", "note": "x"}, "Enter the time, as near as you know."),
        (
            "tell",
            {"channel": "in_person", "when": "earlier", "at_time": "8 o'clock"},
            "Enter a time, for example 08:05.",
        ),
        ("tell", {"channel": "in_person", "when": "earlier", "at_time": "23:00", "note": "x"}, "in the future"),
        (
            "tell",
            {"channel": "in_person", "when": "earlier", "at_time": "07:00", "note": "x"},
            "was decided today 08:19",
        ),
        ("letter", {"do": "issue", "method": "post"}, "Say what happened"),
        ("letter", {"do": "issue", "method": "pigeon", "happened": "x", "reason": "x"}, "valid choice"),
        ("letter", {"do": "issue", "method": "post", "happened": "x", "reason": "x"}, "Enter the address"),
    ],
)
def test_an_incomplete_form_is_explained(suspension, head, client_of, name, data, said):
    token = {"token": "0c9f2f0e-6f0e-4b7e-9d0c-3a3d2f1f0a11"} if name == "tell" else {}

    page = client_of(head).post(url(suspension, name), {**data, **token})

    assert page.status_code == 422
    assert said in page.text
    assert "<title>Error: " in page.text


def test_a_call_nobody_answered_is_logged_and_shown(suspension, head, client_of):
    page = client_of(head).post(
        url(suspension, "tell"),
        {
            "channel": "telephone",
            "call_result": CallResult.NO_ANSWER,
            "when": "now",
            "token": "0c9f2f0e-6f0e-4b7e-9d0c-3a3d2f1f0a11",
        },
        follow=True,
    )

    assert "By telephone: no answer." in page.text


def test_a_talk_earlier_today_is_logged_at_its_time(suspension, head, client_of, clock):
    clock.shift(timedelta(hours=3))

    page = client_of(head).post(
        url(suspension, "tell"),
        {
            "channel": "in_person",
            "when": "earlier",
            "at_time": "9.05",
            "note": "He understood.",
            "token": "0c9f2f0e-6f0e-4b7e-9d0c-3a3d2f1f0a11",
        },
        follow=True,
    )

    assert "09:05" in page.text
    assert "He understood. Logged by Ruth Adeyemi." in page.text


def test_arrangements_set_beside_the_letter_lead_back_to_it(suspension, alfie, head, client_of):
    client = client_of(head)
    page = client.get(url(suspension, "letter"))
    assert "None are set." in page.text
    assert "Set the arrangements first" in page.text

    page = client.post(url(suspension, "arrangement"), {"collection": "Grandmother", "to_letter": "1"}, follow=True)

    assert page.request["PATH_INFO"] == url(suspension, "letter")
    assert "Grandmother" in page.text
    assert "Set the arrangements first" not in page.text


def test_the_letter_is_previewed_with_what_was_typed_and_nothing_is_issued(suspension, head, client_of):
    page = client_of(head).post(
        url(suspension, "letter"), {"do": "preview", "happened": "You SHOUTED.", "reason": "A fist.", "method": "hand"}
    )

    assert page.text.count("You SHOUTED.") == 2
    assert "Preview: not issued" in page.text
    assert not WrittenRecord.objects.exists()


def test_the_letter_is_issued_and_how_it_went_is_logged(suspension, head, client_of):
    client = client_of(head)
    issued = client.post(
        url(suspension, "letter"), {"do": "issue", "happened": "You shouted.", "reason": "A fist.", "method": "later"}
    )
    record = WrittenRecord.objects.get()
    assert issued.url == record.get_absolute_url()

    page = client.get(url(suspension, "letter"))
    assert "The letter was issued" in page.text
    assert "Issue letter" not in page.text

    sent = {"method": "hand", "sent_on_day": "2", "sent_on_month": "11", "sent_on_year": "2026"}
    page = client.post(url(suspension, "letter_sent"), sent, follow=True)
    assert "Logged how the letter went." in page.text
    assert "By hand" in page.text


def test_a_refused_log_of_how_it_went_is_explained_on_the_letter(suspension, head, client_of):
    services.issue_letter(suspension=suspension, happened="x", reason="x", by=head)

    page = client_of(head).post(
        url(suspension, "letter_sent"),
        {"method": "email", "sent_on_day": "2", "sent_on_month": "11", "sent_on_year": "2026"},
    )

    assert page.status_code == 422
    assert "only if the person agreed" in page.text


def test_their_needs_and_a_confidential_address_stand_beside_the_letter(suspension, father, head, client_of):
    make.AdultFactsFactory(
        person=father, address="1 Quiet Close", is_address_confidential=True, language="Polish", needs="Interpreter"
    )

    page = client_of(head).get(url(suspension, "letter"))

    assert "Their address is confidential" in page.text
    assert "Language: Polish" in page.text
    assert "Interpreter" in page.text


def test_a_sighting_stands_on_top_while_it_matters(suspension, office, head, client_of, clock):
    services.report_breach(suspension=suspension, by=office)

    assert "What to say and whom to call" in client_of(head).get(url(suspension, "suspension")).text

    clock.move_to(suspension.period.upper)
    page = client_of(head).get(url(suspension, "suspension"))
    assert "What to say and whom to call" not in page.text
    assert "Seen on site, reported by Pat Lund." in page.text


# --- What is no longer possible says why ---------------------------------------------------------------------------------
@pytest.mark.parametrize("name", ["lift", "void", "arrangement"])
def test_what_is_over_offers_no_form_and_says_why(suspension, head, client_of, name):
    services.lift_suspension(suspension=suspension, reason="x", by=head)

    page = client_of(head).get(url(suspension, name))

    assert "It was lifted already, today 08:19." in page.text
    assert "<textarea" not in page.text


def test_the_page_and_the_service_give_the_same_reason(suspension, head, client_of):
    services.lift_suspension(suspension=suspension, reason="x", by=head)
    client = client_of(head)

    refused = client.post(url(suspension, "lift"), {"reason": "KEPT TEXT"})

    assert refused.status_code == 422
    assert "It was lifted already, today 08:19." in refused.text


# --- What is typed -----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("name", "field", "data"),
    [
        ("lift", "reason", {}),
        ("void", "reason", {}),
        ("arrangement", "collection", {}),
        ("tell", "note", {"channel": "in_person", "when": "now", "token": "0c9f2f0e-6f0e-4b7e-9d0c-3a3d2f1f0a11"}),
    ],
)
def test_typed_tags_and_braces_are_shown_as_they_were_typed(suspension, head, client_of, name, field, data):
    page = client_of(head).post(url(suspension, name), {field: EVIL, **data}, follow=True)

    assert page.status_code == 200
    assert SHOWN in page.text
    assert "<script>alert" not in page.text


@pytest.mark.parametrize("field", ["happened", "reason"])
def test_tags_and_braces_in_a_letter_stay_text(suspension, head, client_of, field):
    words = {"happened": "x", "reason": "y", field: EVIL, "method": "later"}

    page = client_of(head).post(url(suspension, "letter"), {"do": "preview", **words})

    assert page.text.count(SHOWN) == 2
    assert "<script>alert" not in page.text


@pytest.mark.parametrize("name", ["lift", "void", "arrangement", "tell", "letter"])
def test_a_text_far_too_long_is_refused_and_kept(suspension, head, client_of, name):
    field = {"lift": "reason", "void": "reason", "arrangement": "collection", "tell": "note", "letter": "happened"}[
        name
    ]
    long = "KEPT " * 40_000

    page = client_of(head).post(url(suspension, name), {field: long, "do": "issue"})

    assert page.status_code == 422
    assert "KEPT KEPT" in page.text


@pytest.mark.parametrize(
    ("name", "form", "field"),
    [
        ("lift", "lift", "reason"),
        ("void", "void_suspension", "reason"),
        ("arrangement", "arrangement", "collection"),
        ("tell", "tell", "note"),
        ("letter", "letter", "happened"),
    ],
)
def test_what_was_half_typed_is_there_again(suspension, head, client_of, name, form, field):
    key = f"{form}:{suspension.case.reference}:{suspension.pk}"
    make.DraftFactory(user=head, key=key, payload={field: ["HALF TYPED"]})

    page = client_of(head).get(url(suspension, name))

    assert "HALF TYPED" in page.text
    assert page.status_code == 200


def test_what_was_sent_is_no_draft_any_more(suspension, head):
    make.DraftFactory(user=head, key=f"lift:{suspension.case.reference}:{suspension.pk}")

    services.lift_suspension(suspension=suspension, reason="x", by=head)

    assert not Draft.objects.exists()


# --- On the case page and home -----------------------------------------------------------------------------------------
def test_the_case_shows_what_is_in_force_on_top(suspension, case):
    band = selectors.bands(case)[0]

    assert f"{band.title} {band.text}" == (
        "Darren Farrow may not come onto the site of Hillside Primary until tonight 23:59."
    )
    assert band.link.url == suspension.get_absolute_url()
    assert selectors.in_force_for(case) == [suspension]


def test_the_case_lists_every_suspension_with_how_it_stands(suspension, case, head, deputy):
    services.lift_suspension(suspension=suspension, reason="x", by=head)

    section = selectors.case_section(case, head)

    assert section.items[0].tag.text == "lifted"
    assert section.items[0].text == " from Hillside Primary. Decided today 08:19 by Ruth Adeyemi, headteacher."
    assert section.actions[0].reason is None
    assert "headteacher or the CEO" in selectors.case_section(case, deputy).actions[0].reason
    assert selectors.bands(case) == []


@pytest.mark.parametrize(("after", "said"), [(0, "until tonight 23:59"), (1, "ended 2 November")])
def test_the_tag_says_whether_it_has_ended(suspension, case, head, clock, after, said):
    clock.shift(timedelta(days=after))

    assert selectors.case_section(case, head).items[0].tag.text == said


def test_a_case_without_one_says_so(case, head):
    assert selectors.case_section(case, head).is_empty


def tell_more(suspension, father, school, user):
    """One more of everything that the pages of a suspension list."""
    number = 100 + suspension.case.records.count()
    make.BreachFactory(suspension=suspension)
    make.TellingFactory(suspension=suspension)
    make.RepresentationFactory(suspension=suspension, considered=True)
    make.ExtensionFactory(suspension=suspension)
    make.VariationFactory(suspension=suspension)
    review = make.ReviewFactory(suspension=suspension, is_first=number == 100, outcome="continued")
    make.ReviewedEvidenceFactory(review=review)
    make.EvidenceFactory(case=suspension.case, added_at=timezone.now() + timedelta(minutes=1))
    make.IncidentFactory(case=suspension.case, number=number, logged_at=timezone.now() + timedelta(minutes=1))
    make.InvolvementFactory(case=suspension.case, part="target", person=None, user=make.UserFactory())
    make.RelationshipFactory(adult=father, pupil=make.PersonFactory(pupil=True, at=school))
    make.PersonFactory(merged_into=father)
    record = make.WrittenRecordFactory(
        case=suspension.case,
        issued=True,
        kind=RecordKind.EXTENSION_LETTER,
        number=number,
        subject=f"{suspension.pk}-{number}",
    )
    make.CopyFactory(record=record, to_user=None, to_person=father, given_by=user)


@pytest.mark.parametrize("is_upheld", [False, True])
@pytest.mark.parametrize(
    ("name", "who", "most"),
    [
        ("suspension", "ceo", 8),
        ("letter", "ceo", 12),
        ("side", "ceo", 12),
        ("review", "ceo", 12),
        ("extend", "ceo", 12),
    ],
)
def test_a_page_costs_the_same_for_a_long_story(
    suspension, father, school, cast, client_of, name, who, most, is_upheld
):
    user, counts = getattr(cast, who), []
    if is_upheld:
        SiteSuspension.objects.update(state=SuspensionState.UPHELD)
    client = client_of(user)
    client.get(url(suspension, name))
    for more in (1, 19):
        for _ in range(more):
            tell_more(suspension, father, school, user)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(url(suspension, name)).status_code == 200
        # A savepoint stands for the transaction that a test is inside of already.
        counts.append(sum("SAVEPOINT" not in one["sql"] for one in asked.captured_queries))

    assert counts[0] == counts[1] <= most


def test_controls_of_the_two_forms_beside_a_letter_keep_apart(suspension, alfie, head, client_of):
    services.set_arrangement(suspension=suspension, collection="Aunt", by=head)
    services.issue_letter(suspension=suspension, happened="x", reason="x", by=head)
    services.set_arrangement(suspension=suspension, collection="Grandmother", by=head)

    text = client_of(head).get(url(suspension, "letter")).text
    ids = re.findall(r' id="([^"]+)"', text)

    assert len(ids) == len(set(ids))


def test_the_letter_about_an_error_asks_for_no_words(suspension, head, client_of):
    services.issue_letter(suspension=suspension, happened="x", reason="x", by=head)
    services.void_suspension(suspension=suspension, reason="Wrong Farrow", by=head)
    client = client_of(head)

    assert 'name="happened"' not in client.get(url(suspension, "letter")).text
    client.post(url(suspension, "letter"), {"do": "issue", "method": "hand"})

    assert WrittenRecord.objects.get(kind=RecordKind.VOID_LETTER).title == "Suspension from site: made by mistake"


def test_an_address_that_seems_given_away_is_asked_about_on_the_page(suspension, alfie, school, head, client_of):
    mother = make.PersonFactory(title="Ms", given_name="Kim", family_name="Lyle", at=school)
    make.RelationshipFactory(adult=mother, pupil=alfie, kind="mother")
    make.AdultFactsFactory(person=mother, address="14 Poplar Rise", is_address_confidential=True)
    services.set_arrangement(suspension=suspension, collection="Aunt", by=head)
    client = client_of(head)
    words = {"do": "issue", "happened": "You went to 14 Poplar Rise.", "reason": "x", "method": "hand"}

    page = client.post(url(suspension, "letter"), words)
    assert page.status_code == 422
    assert "A confidential address seems to stand in this letter" in page.text
    assert 'name="is_checked"' in page.text
    assert not WrittenRecord.objects.exists()

    assert client.post(url(suspension, "letter"), {**words, "is_checked": "on"}).status_code == 302

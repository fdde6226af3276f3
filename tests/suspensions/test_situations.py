"""A letter for each situation: which paragraphs it has, whose words, whose signature, which record."""

from datetime import UTC, date, datetime, timedelta

import pytest
from psycopg.types.range import TimestamptzRange

from kernel.refusal import Refused
from records.states import CopyMethod, RecordKind
from records.wording import FOLDERS
from schools.states import Role
from suspensions import services
from suspensions.models import SiteSuspension
from suspensions.selectors.event import Happened, newest_event
from suspensions.selectors.letter import letter_page
from suspensions.selectors.written import letters_of
from suspensions.states import Capacity, Outcome, SuspensionState
from tests import factories as make
from tests.suspensions.test_letter import SAID, issue, said_by

# Friday 27 November 2026, the end of the day in London.
UNTIL = datetime(2026, 11, 28, tzinfo=UTC)


def again(suspension):
    return SiteSuspension.objects.with_people().get(pk=suspension.pk)


@pytest.fixture
def arranged(suspension, alfie, head):
    services.set_arrangement(
        suspension=suspension, school=suspension.school, collection="Grandmother, side gate, 15:20", by=head
    )
    return again(suspension)


def extended(suspension, head, clock):
    """The head lets it go on to 27 November."""
    clock.shift(timedelta(hours=2))
    services.extend_site_suspension(
        suspension=suspension,
        until_on=date(2026, 11, 27),
        reason="He told the office that he will be back.",
        considered="Nothing points to it.",
        review_on=date(2026, 11, 25),
        by=head,
    )


def reviewed(suspension, ceo, clock, outcome, **more):
    """The CEO judges it two weeks later."""
    clock.shift(timedelta(days=16))
    first = again(suspension)
    at = datetime.now(tz=UTC)
    ends = outcome in (Outcome.NOT_UPHELD,)
    changes = {"state": SuspensionState.NOT_UPHELD if ends else SuspensionState.UPHELD}
    if ends:
        changes |= {"ended_at": at, "ended_by": ceo, "end_reason": "The recording shows somebody else."}
    SiteSuspension.objects.filter(pk=first.pk).update(**changes)
    risk = "" if ends else "He threatened to come back for the teacher."
    return make.ReviewFactory(
        suspension=first,
        outcome=outcome,
        reasons="Two colleagues saw it.",
        risk=risk,
        decided_by=ceo,
        decided_at=at,
        **more,
    )


def situation_of(name, suspension, head, ceo, clock):
    """Bring the suspension into a situation by its services, or by rows where those come from elsewhere."""
    if name in ("extension", "upheld", "varied", "not_upheld", "continued"):
        extended(suspension, head, clock)
    if name in ("upheld", "varied", "continued"):
        review = reviewed(suspension, ceo, clock, Outcome.VARIED if name == "varied" else Outcome.UPHELD)
        if name == "varied":
            make.VariationFactory(suspension=again(suspension), decided_by=ceo, decided_at=review.decided_at)
        if name == "continued":
            clock.shift(timedelta(days=1))
            make.ReviewFactory(
                suspension=again(suspension), is_first=False, outcome=Outcome.CONTINUED, decided_by=ceo,
                decided_at=datetime.now(tz=UTC),
            )  # fmt: skip
    if name == "not_upheld":
        reviewed(suspension, ceo, clock, Outcome.NOT_UPHELD)
    if name == "lifted":
        clock.shift(timedelta(hours=2))
        services.lift_suspension(suspension=suspension, reason="He apologised.", by=head)
    if name == "void":
        services.void_suspension(suspension=suspension, reason="Wrong Farrow", by=head)
    if name == "trust_wide":
        clock.shift(timedelta(hours=2))
        return services.suspend_trust_wide(
            suspension=suspension, until_on=date(2026, 11, 27), grounds="He went to two schools.",
            considered="Nothing points to it.", by=ceo,
        )  # fmt: skip
    return again(suspension)


KINDS = {
    "start": (RecordKind.FIRST_LETTER, "Suspension from the school site"),
    "trust_wide": (RecordKind.TRUST_WIDE_LETTER, "Suspension from every school of the trust"),
    "extension": (RecordKind.EXTENSION_LETTER, "Suspension from site: extended"),
    "upheld": (RecordKind.UPHELD_LETTER, "Suspension from site: upheld"),
    "varied": (RecordKind.VARIED_LETTER, "Suspension from site: upheld, with other terms"),
    "not_upheld": (RecordKind.NOT_UPHELD_LETTER, "Suspension from site: not upheld"),
    "continued": (RecordKind.CONTINUED_LETTER, "Suspension from site: looked at again"),
    "lifted": (RecordKind.LIFTED_LETTER, "Suspension from site: lifted"),
    "void": (RecordKind.VOID_LETTER, "Suspension from site: made by mistake"),
}
SAYS = {
    "start": ["until 23:59 on Monday 2 November 2026.", "it may be extended", "as a rule by Monday 9 November 2026"],
    "trust_wide": [
        "You may not come onto the sites of all schools of Inspires Multi-Academy Trust until 23:59 on Friday 27",
        "takes the place of that one",
        "Brook Secondary",
        "Chair of Trustees of Inspires Multi-Academy Trust, who was not involved",
        "This is not the last word.",
    ],
    "extension": [
        "goes on for longer. You may not come there until 23:59 on Friday 27 November 2026.",
        "It was to end: 23:59 on Monday 2 November 2026",
        "Looked at again: On Wednesday 25 November 2026 at the latest",
        "Please do so by Monday 16 November 2026",
        "we expect this by Wednesday 18 November 2026",
        "For a parents’ evening we will talk with you by telephone or video call",
    ],
    "upheld": [
        "It stays as it is: you may not come there until 23:59 on Friday 27 November 2026.",
        "He threatened to come back for the teacher.",
        "It never goes on by itself.",
        "You may always tell us if we got something wrong",
    ],
    "varied": ["May come to the carol service, with a colleague beside him.", "some things are different from now on"],
    "not_upheld": ["It is not upheld. It has ended", "We are sorry for the trouble that this has caused you."],
    "continued": ["As we said we would, we have looked again", "It goes on"],
    "lifted": ["This was lifted at 10:19 on Monday 2 November 2026."],
    "void": ["That was a mistake, and we are sorry."],
}
LAW = {
    "in force": [
        "Site: Hillside Primary",
        "From: 08:19 on Monday 2 November 2026",
        "Until: 23:59 on",
        "Hours and events: At all hours",
        "Collecting the child: Grandmother, side gate, 15:20",
        "you can reach the school by telephone on 01632 960001",
        "section 547 of the Education Act 1996",
    ],
    "always": ["You shouted at a teacher at the gate.", "complaints procedure"],
}


@pytest.fixture
def told(request, arranged, head, ceo, chair, other_school, clock):
    return lambda name: situation_of(name, arranged, head, ceo, clock)


@pytest.mark.parametrize("name", KINDS)
def test_each_situation_has_a_record_of_its_own_kind_that_says_what_it_must(told, head, name):
    suspension = told(name)
    begun = letter_page(suspension, {})
    said = said_by(letter_page(suspension, {"happened": SAID["happened"], "method": "hand"}).text)

    record = issue(suspension, head, happened=SAID["happened"], reason=begun.reason, method=CopyMethod.HAND)

    assert (record.kind, record.title) == KINDS[name]
    assert record.subject.partition("-")[0] == str(suspension.pk)
    for words in SAYS[name] + (LAW["always"] if name != "void" else []):
        assert words in said, words
    if name in ("start", "extension", "upheld", "varied", "continued"):
        for words in LAW["in force"]:
            assert words.lower() in said.lower(), words
    assert "ombudsman" not in said.lower()
    assert "[" not in said
    assert "{" not in said


@pytest.mark.parametrize(
    ("name", "signed"),
    [
        ("start", ["Ruth Adeyemi", "Headteacher", "Hillside Primary"]),
        ("extension", ["Ruth Adeyemi", "Headteacher", "Hillside Primary"]),
        ("lifted", ["Ruth Adeyemi", "Headteacher", "Hillside Primary"]),
        ("upheld", ["CEO", "Inspires Multi-Academy Trust"]),
        ("trust_wide", ["CEO", "Inspires Multi-Academy Trust"]),
    ],
)
def test_whoever_decided_signs_as_what_they_are(told, head, name, signed):
    content = issue(told(name), head).content

    assert content["sign_off"][-len(signed) :] == signed


def test_who_stands_in_signs_as_standing_in(case, father, school, deputy):
    make.CoverFactory(user=deputy, school=school, role=Role.HEAD)
    suspension = services.suspend_for_rest_of_today(case=case, person=father, school=school, grounds="x", by=deputy)

    assert issue(suspension, deputy).content["sign_off"] == [deputy.name, "Acting headteacher", "Hillside Primary"]


def test_two_extensions_are_two_letters_and_the_newer_one_says_the_whole(arranged, head, clock):
    first_letter = issue(arranged, head, method=CopyMethod.HAND)
    extended(arranged, head, clock)
    second = issue(again(arranged), head, method=CopyMethod.HAND)
    clock.shift(timedelta(days=2))
    services.extend_site_suspension(
        suspension=again(arranged),
        until_on=date(2026, 12, 4),
        reason="Again.",
        considered="No.",
        review_on=None,
        by=head,
    )

    third = issue(again(arranged), head, method=CopyMethod.HAND)

    assert len({first_letter.number, second.number, third.number}) == 3
    assert [row.pk for row in letters_of(arranged)] == [third.pk, second.pk, first_letter.pk]
    assert "until 23:59 on Friday 4 December 2026" in third.content["summary"]


def test_a_letter_owed_when_something_new_is_decided_is_met_by_the_newer_one(arranged, head, clock):
    extended(arranged, head, clock)

    record = issue(again(arranged), head, method=CopyMethod.HAND)

    assert record.kind == RecordKind.EXTENSION_LETTER
    assert not arranged.case.duties.open().filter(kind="letter_to_parent").exists()


def test_an_earlier_letter_that_went_later_is_logged_and_does_not_do_the_newer_duty(arranged, head, clock):
    first = issue(arranged, head)
    extended(arranged, head, clock)

    services.log_letter_sent(
        suspension=again(arranged), record=first, method=CopyMethod.HAND, sent_on=date(2026, 11, 2), by=head
    )

    assert first.copies.count() == 1
    assert arranged.case.duties.open().filter(kind="letter_to_parent").exists()


def test_the_letter_opens_their_time_to_answer_from_the_day_it_counts_as_received(arranged, head, clock):
    extended(arranged, head, clock)

    record = issue(again(arranged), head, method=CopyMethod.POST, address="2 Mill Lane")

    assert record.copies.get().deemed_on == date(2026, 11, 4)
    assert again(arranged).heard_from == date(2026, 11, 4)


def test_one_that_another_took_the_place_of_has_no_letter_any_more(arranged, head, ceo, clock):
    situation_of("trust_wide", arranged, head, ceo, clock)

    with pytest.raises(Refused, match="took the place of this one"):
        issue(again(arranged), head)


@pytest.mark.parametrize("said", ["heard", "waived", "partly"])
def test_what_the_person_said_meanwhile_is_thanked_for(arranged, head, clock, said):
    extended(arranged, head, clock)
    if said == "waived":
        make.RepresentationFactory(suspension=arranged, waiver=True)
    else:
        make.RepresentationFactory(suspension=arranged, is_all=said == "heard")

    text = said_by(letter_page(again(arranged), SAID).text)

    assert {
        "heard": "Thank you for what you told us on Monday 2 November 2026. The Chief Executive Officer",
        "waived": "You told us in writing that you do not want to say anything to this.",
        "partly": "You may add to it.",
    }[said] in text


def test_terms_stay_in_later_letters(arranged, head, ceo, clock):
    situation_of("varied", arranged, head, ceo, clock)
    clock.shift(timedelta(days=1))
    make.ReviewFactory(
        suspension=again(arranged), is_first=False, outcome=Outcome.CONTINUED, decided_by=ceo,
        decided_at=datetime.now(tz=UTC),
    )  # fmt: skip

    assert "carol service" in said_by(letter_page(again(arranged), SAID).text)


def test_a_renewal_says_that_it_is_a_new_decision(case, father, alfie, school, head):
    past = TimestamptzRange(datetime(2026, 9, 1, tzinfo=UTC), datetime(2026, 10, 1, tzinfo=UTC))
    old = make.SiteSuspensionFactory(case=case, person=father, period=past)
    new = TimestamptzRange(datetime(2026, 11, 2, 8, tzinfo=UTC), UNTIL)
    renewal = make.SiteSuspensionFactory(case=case, person=father, period=new, renews=old, decided_by=head)

    text = said_by(letter_page(again(renewal), SAID).text)

    assert "This is a new decision, with its own reasons." in text
    assert "This is not the last word." in text


def test_of_one_moment_the_variation_tells_it(arranged, head, ceo, clock):
    assert newest_event(situation_of("varied", arranged, head, ceo, clock)).what is Happened.VARIED


def test_each_suspended_parent_has_a_letter_of_their_own(arranged, case, alfie, school, head):
    mother = make.PersonFactory(title="Ms", given_name="Kim", family_name="Lyle", at=school)
    make.RelationshipFactory(adult=mother, pupil=alfie, kind="mother")
    make.AdultFactsFactory(person=mother, address="14 Poplar Rise", is_address_confidential=True)
    hers = services.suspend_for_rest_of_today(case=case, person=mother, school=school, grounds="She pushed.", by=head)
    services.set_arrangement(suspension=hers, school=school, collection="Aunt", by=head)

    to_him = issue(arranged, head, method=CopyMethod.HAND)
    to_her = issue(again(hers), head, method=CopyMethod.POST, address="14 Poplar Rise")

    assert to_him.content["to"] == ["Mr Darren Farrow"]
    assert to_her.content["to"] == ["Ms Kim Lyle"]
    assert "Poplar" not in f"{to_him.content}{to_her.content}"
    assert to_him.number != to_her.number


def test_a_letter_reads_as_it_did_on_the_day_of_its_decision():
    assert FOLDERS[0] == date(2026, 5, 1)


def test_the_capacity_of_who_lifted_is_kept(arranged, ceo, clock):
    services.lift_suspension(suspension=arranged, reason="Enough.", by=ceo)

    assert again(arranged).ended_as == Capacity.CEO

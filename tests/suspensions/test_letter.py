"""The letter to the person: what it says in which situation, whom it never gives away, how it goes."""

import re
from datetime import date, time, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from cases.duties import Kind
from cases.models import Duty
from cases.states import Part
from kernel.refusal import Refused
from records.models import WrittenRecord
from records.states import CopyMethod, RecordKind, RecordState
from schools.calendar import Calendar
from schools.models import Relationship
from suspensions import services
from suspensions.letters import Addressee
from suspensions.models import SiteSuspension
from suspensions.selectors.hearer import hear_by
from suspensions.selectors.letter import letter_page
from suspensions.selectors.reaching import stands_in
from tests import factories as make

SAID = {"happened": "You shouted at a teacher at the gate.", "reason": "You raised a fist at her."}


@pytest.fixture
def arranged(suspension, alfie, head):
    services.set_arrangement(suspension=suspension, collection="Grandmother, side gate, 15:20", by=head)
    return SiteSuspension.objects.with_people().get(pk=suspension.pk)


def issue(suspension, by, **kwargs):
    return services.issue_letter(suspension=suspension, by=by, **{**SAID, **kwargs})


def text_of(suspension, **typed):
    return said_by(letter_page(suspension, {**SAID, **typed}).text)


def said_by(content):
    parts = [*content.to, content.salutation, *content.summary]
    for section in content.sections:
        parts += [section.heading, *section.paragraphs, *(f"{a}: {b}" for a, b in section.rows)]
    return "\n".join([*parts, *content.sign_off])


def letter_duty(case):
    return Duty.objects.filter(case=case, kind=Kind.LETTER_TO_PARENT).latest("pk")


# --- What it says ------------------------------------------------------------------------------------------------------
def test_it_says_everything_that_the_law_asks_of_a_bar(arranged, trust):
    trust.complaints_url = "https://trust.example/complaints"
    trust.save()

    said = text_of(arranged)

    for words in (
        "Dear Mr Farrow",
        "You may not come onto the site of Hillside Primary until 23:59 on Monday 2 November 2026.",
        "You shouted at a teacher at the gate.",
        "You raised a fist at her.",
        "From: 08:19 on Monday 2 November 2026",
        "Until: 23:59 on Monday 2 November 2026",
        "That permission has been taken back from you for the site of Hillside Primary",
        "It does not change Alfie’s place at the school or their education.",
        "Collecting the child: Grandmother, side gate, 15:20",
        "If Alfie is ill or hurt, we will ring you at once",
        "by telephone on 01632 960001",
        "section 547 of the Education Act 1996",
        "the Chief Executive Officer (CEO) of Inspires Multi-Academy Trust, who was not involved in this decision",
        "Please do so by Monday 16 November 2026.",
        "If there is still a risk, it may be extended.",
        "https://trust.example/complaints",
        "Ruth Adeyemi\nHeadteacher\nHillside Primary",
    ):
        assert words in said, words


def test_it_calls_nothing_a_crime_and_points_to_no_ombudsman(arranged):
    said = text_of(arranged).lower()

    assert "trespass" not in said
    assert "crime" not in said
    assert "ombudsman" not in said


def test_the_account_of_the_incident_stays_in_the_file(arranged):
    shown = letter_page(arranged, {})

    assert "SECRET ACCOUNT" not in said_by(shown.text)
    assert shown.happened == (
        "On Monday 2 November 2026 at 08:05 there was an incident at the gate. "
        "It was recorded as: threatening words or behaviour."
    )


@pytest.mark.parametrize(
    ("name", "salutation", "line"),
    [
        (("Mr", "Darren", "Farrow"), "Dear Mr Farrow", "Mr Darren Farrow"),
        (("", "Darren", "Farrow"), "Dear Darren Farrow", "Darren Farrow"),
        (("Dr", "Darren", ""), "Dear Darren", "Dr Darren"),
        (("", "", "Farrow"), "Dear Farrow", "Farrow"),
        (("", "", ""), "Dear Sir or Madam", "To the person described in this letter"),
    ],
)
def test_it_greets_whoever_it_is_for(name, salutation, line):
    addressee = Addressee(*name, description="tall man")

    assert (addressee.salutation, addressee.lines) == (salutation, [line])


def test_somebody_unknown_is_described(case, school, head):
    stranger = make.PersonFactory(unknown=True, vehicle="AB12 CDE")
    suspension = services.suspend_for_rest_of_today(case=case, person=stranger, school=school, grounds="x", by=head)

    said = text_of(suspension)

    assert "Dear Sir or Madam" in said
    assert "the person we describe as: grey van, vehicle: AB12 CDE." in said
    assert "If you have a child at the school" in said
    assert issue(suspension, head)


def test_the_day_after_it_says_that_it_is_over(arranged, clock):
    clock.shift(timedelta(days=1))

    said = text_of(arranged)

    assert "You were not allowed onto the site" in said
    assert "This has ended." in said
    assert "Grandmother" not in said
    assert "547" not in said


def test_a_visitor_without_children_reads_nothing_of_any(case, school, head, clock):
    visitor = make.PersonFactory(given_name="Vic")
    suspension = services.suspend_for_rest_of_today(case=case, person=visitor, school=school, grounds="x", by=head)
    clock.shift(timedelta(days=1))

    said = text_of(suspension)

    assert "child" not in said.replace("staff or children", "")
    assert "as other visitors do" in said


def test_lifted_it_says_that_they_may_come_again_and_not_why(arranged, head, clock):
    clock.shift(timedelta(hours=2))
    services.lift_suspension(suspension=arranged, reason="PRIVATE REASON", by=head)
    arranged.refresh_from_db()

    said = text_of(arranged)

    assert "From 10:19 on Monday 2 November 2026 you may come onto the site again as other parents do." in said
    assert "Ended: 10:19 on Monday 2 November 2026" in said
    assert "PRIVATE REASON" not in said


def test_made_in_error_it_says_sorry_and_nothing_else(arranged, head):
    services.void_suspension(suspension=arranged, reason="PRIVATE REASON", by=head)
    arranged.refresh_from_db()

    said = text_of(arranged)

    assert "That was a mistake, and we are sorry." in said
    assert "raised a fist" not in said
    assert "PRIVATE REASON" not in said


def test_what_was_arranged_for_an_emergency_replaces_the_general_promise(arranged, head):
    services.set_arrangement(suspension=arranged, emergencies="We ring his aunt", by=head)

    said = text_of(SiteSuspension.objects.with_people().get())

    assert "If the child is ill or hurt: We ring his aunt" in said
    assert "we will ring you at once" not in said


def test_without_an_incident_the_writer_begins_from_nothing(clock, school, head):
    suspension = make.SiteSuspensionFactory(case__school=school)

    shown = letter_page(suspension, {})

    assert (shown.happened, shown.reason) == ("", suspension.grounds)


def test_a_court_order_leaves_reports_and_names_out(arranged, alfie, father):
    Relationship.objects.update(contact_order="No contact")

    shown = letter_page(arranged, SAID)

    assert shown.reachable.has_contact_order
    assert "Alfie" not in said_by(shown.text)
    assert "the place or the education of any child" in said_by(shown.text)


def test_several_children_are_named_in_one_breath(arranged, father, school):
    mia = make.PersonFactory(pupil=True, given_name="Mia", at=school)
    make.RelationshipFactory(adult=father, pupil=mia)

    said = text_of(arranged)

    assert "Alfie and Mia’s place" in said
    assert "If Alfie and Mia are ill or hurt" in said


@pytest.mark.parametrize("how", ["ceo decided", "ceo involved"])
def test_where_the_ceo_has_to_do_with_it_the_chair_hears_them(case, father, school, head, ceo, chair, how):
    by = ceo if how == "ceo decided" else head
    if how == "ceo involved":
        make.InvolvementFactory(case=case, person=None, user=ceo, part=Part.WITNESS)
    suspension = services.suspend_for_rest_of_today(case=case, person=father, school=school, grounds="x", by=by)

    assert "the Chair of Trustees of Inspires Multi-Academy Trust, who was not involved" in text_of(suspension)


def test_there_are_ten_working_days_to_answer_from_the_day_it_counts_as_received():
    assert hear_by(date(2026, 11, 2), Calendar()) == date(2026, 11, 16)
    christmas = Calendar(bank_holidays=frozenset({date(2026, 12, 25), date(2026, 12, 28), date(2027, 1, 1)}))
    assert hear_by(date(2026, 12, 21), christmas) == date(2027, 1, 7)


def test_typed_braces_and_tags_stay_what_they_are(arranged):
    said = text_of(arranged, happened="{{ school }} {% now 'Y' %} <b>x</b> & ‮evil", reason="{# gone? #}")

    assert "{{ school }} {% now 'Y' %} <b>x</b> &" in said
    assert "{# gone? #}" in said


# --- Issuing it --------------------------------------------------------------------------------------------------------
def test_issuing_by_post_hands_a_copy_and_does_the_duty(arranged, case, deputy):
    record = issue(arranged, deputy, method=CopyMethod.POST, address="2 Mill Lane\nMiddleton")

    copy = record.copies.get()
    assert record.state == RecordState.ISSUED
    assert (copy.to_person, copy.method, copy.address) == (arranged.person, "post", "2 Mill Lane\nMiddleton")
    assert letter_duty(case).discharged_at is not None
    assert "by post" in letter_duty(case).how
    assert record.content["to"] == ["Mr Darren Farrow", "2 Mill Lane", "Middleton"]


def test_by_hand_the_letter_carries_no_address(arranged, father, head):
    make.AdultFactsFactory(person=father, address="2 Mill Lane")

    assert issue(arranged, head, method=CopyMethod.HAND, address="2 Mill Lane").content["to"] == ["Mr Darren Farrow"]


def test_issued_for_later_the_duty_stays_until_somebody_says_how_it_went(arranged, case, head):
    record = issue(arranged, head)
    assert letter_duty(case).is_open

    services.log_letter_sent(suspension=arranged, method=CopyMethod.HAND, sent_on=date(2026, 11, 2), by=head)

    assert record.copies.get().handed_on == date(2026, 11, 2)
    assert not letter_duty(case).is_open


def test_the_same_letter_is_not_issued_twice(arranged, head):
    issue(arranged, head)

    with pytest.raises(Refused, match="issued today 08:19, and nothing in it has changed"):
        issue(arranged, head)


def test_what_was_decided_since_is_a_letter_of_its_own(arranged, head, clock):
    first = issue(arranged, head, method=CopyMethod.HAND)
    services.lift_suspension(suspension=arranged, reason="He apologised.", by=head)

    second = issue(arranged, head, method=CopyMethod.HAND)

    first.refresh_from_db()
    assert (second.kind, second.version, second.supersedes) == (RecordKind.LIFTED_LETTER, 1, None)
    assert first.is_current
    assert second.title == "Suspension from site: lifted"


def test_what_was_arranged_since_makes_a_new_version(arranged, head):
    first = issue(arranged, head, method=CopyMethod.HAND)
    services.set_arrangement(suspension=arranged, collection="Aunt", by=head)

    second = issue(arranged, head, method=CopyMethod.HAND)

    first.refresh_from_db()
    assert (second.version, second.supersedes) == (2, first)
    assert second.correction == "The arrangements or the dates have changed, or what every letter of ours says."
    assert first.state == RecordState.SUPERSEDED


def test_the_next_version_begins_with_the_words_of_the_last(arranged, head):
    issue(arranged, head)
    services.set_arrangement(suspension=arranged, collection="Aunt", by=head)

    shown = letter_page(arranged, {})

    assert (shown.happened, shown.reason) == (SAID["happened"], SAID["reason"])
    assert not shown.is_current


def test_a_slip_in_the_words_of_an_issued_letter_is_corrected_in_a_new_version(arranged, head, client_of, clock):
    issue(arranged, head, method=CopyMethod.HAND)
    clock.shift(timedelta(hours=1))
    url = reverse("suspensions:letter", args=[arranged.case.reference, arranged.pk])
    browser = client_of(head)

    shown, writing = browser.get(url).text, browser.get(url, {"words": "new"}).text

    assert 'name="happened"' not in shown
    assert f"{url}?words=new" in shown
    assert re.search('value="later"[^>]* checked', writing)
    assert "nothing in it has changed" not in writing
    assert f">\n{SAID['happened']}</textarea>" in writing
    same = browser.post(url, {**SAID, "method": "hand", "do": "issue"})
    assert (same.status_code, "nothing in it has changed" in same.text) == (422, True)
    assert 'name="happened"' in same.text
    other = browser.post(url, {**SAID, "reason": "You would not step back.", "method": "hand", "do": "issue"})
    assert other.status_code == 302
    second = WrittenRecord.objects.latest("pk")
    assert (second.version, second.correction) == (2, "What happened, or the reason, is put in other words.")


def test_an_error_they_had_a_letter_of_is_put_right_in_writing(arranged, case, head):
    issue(arranged, head, method=CopyMethod.HAND)

    services.void_suspension(suspension=arranged, reason="Wrong Farrow", by=head)
    assert letter_duty(case).is_open

    record = issue(arranged, head, happened="", reason="", method=CopyMethod.HAND)
    assert record.kind == RecordKind.VOID_LETTER
    assert not letter_duty(case).is_open


def test_a_parent_gets_no_letter_that_leaves_the_child_at_the_gate(suspension, alfie, head):
    with pytest.raises(Refused, match="Set the arrangements first"):
        issue(suspension, head)


@pytest.mark.parametrize("field", ["happened", "reason"])
def test_a_letter_is_not_silent(arranged, head, field):
    with pytest.raises(Refused) as refused:
        issue(arranged, head, **{field: " "})

    assert refused.value.field == field


def test_a_letter_by_post_needs_an_address(arranged, head):
    with pytest.raises(Refused, match="address it goes to"):
        issue(arranged, head, method=CopyMethod.POST)


@pytest.mark.parametrize("agreed_on", [None, date(2026, 9, 1)])
def test_e_mail_counts_only_where_it_was_agreed(arranged, father, head, agreed_on):
    make.AdultFactsFactory(person=father, email="d@farrow.example", email_agreed_on=agreed_on)
    record = issue(arranged, head)
    sent = {"suspension": arranged, "method": CopyMethod.EMAIL, "sent_on": date(2026, 11, 2), "by": head}

    if agreed_on is None:
        with pytest.raises(Refused, match="only if the person agreed"):
            services.log_letter_sent(**sent)
    else:
        services.log_letter_sent(**sent)
        assert record.copies.get().address == "d@farrow.example"


@pytest.mark.parametrize(("day", "said"), [(date(2026, 11, 3), "in the future"), (date(2026, 11, 1), "before")])
def test_a_letter_goes_on_a_day_when_it_can_have_gone(arranged, head, day, said):
    issue(arranged, head)

    with pytest.raises(Refused, match=said):
        services.log_letter_sent(suspension=arranged, method=CopyMethod.HAND, sent_on=day, by=head)


@pytest.mark.parametrize(("at", "said"), [(time(23, 10), "in the future"), (time(6, 0), "before")])
def test_an_e_mail_goes_at_a_time_when_it_can_have_gone(arranged, head, at, said):
    make.AdultFactsFactory(person=arranged.person, email="d@farrow.example", email_agreed_on=date(2026, 9, 1))
    issue(arranged, head)
    how = {"method": CopyMethod.EMAIL, "sent_on": date(2026, 11, 2), "sent_at": at}

    with pytest.raises(Refused, match=said) as refused:
        services.log_letter_sent(suspension=arranged, by=head, **how)

    assert refused.value.field == "sent_at"


def test_what_was_not_issued_cannot_have_gone(arranged, head):
    with pytest.raises(Refused, match="Issue the letter first"):
        services.log_letter_sent(suspension=arranged, method=CopyMethod.HAND, sent_on=date(2026, 11, 2), by=head)


@pytest.mark.parametrize("who", ["office", "staff", "stranger", "central"])
def test_nobody_else_issues_it(request, arranged, who):
    with pytest.raises(PermissionDenied):
        issue(arranged, request.getfixturevalue(who))


# --- Confidential addresses --------------------------------------------------------------------------------------------
@pytest.fixture
def mother(alfie, school):
    mother = make.PersonFactory(title="Ms", given_name="Kim", family_name="Lyle", at=school)
    make.RelationshipFactory(adult=mother, pupil=alfie, kind="mother")
    address = "14 Poplar Rise, Middleton, MD4 7QX"
    make.AdultFactsFactory(person=mother, address=address, is_address_confidential=True)
    return mother


@pytest.mark.parametrize(
    "text",
    ["Go to 14 Poplar Rise.", "at 14  POPLAR-RISE,", "near md47qx", "She lives at MD4 7QX now", "14 Poplar Rise"],
)
def test_a_letter_that_gives_away_the_other_parent_is_stopped(arranged, mother, head, text):
    with pytest.raises(Refused) as refused:
        issue(arranged, head, happened=text)

    assert refused.value.field == "is_checked"
    assert "Kim Lyle" in refused.value.reason
    assert issue(arranged, head, happened=text, is_checked=True)


def test_a_letter_posted_to_the_other_parent_is_stopped(arranged, mother, head):
    with pytest.raises(Refused, match="Kim Lyle"):
        issue(arranged, head, method=CopyMethod.POST, address="14 Poplar Rise\nMiddleton")


def test_an_address_they_share_tells_them_nothing(arranged, father, mother, head):
    make.AdultFactsFactory(person=father, address="14 Poplar Rise\nMiddleton\nMD4 7QX")

    assert issue(arranged, head, method=CopyMethod.POST, address="14 Poplar Rise\nMiddleton\nMD4 7QX")


def test_what_the_school_itself_says_gives_nobody_away(arranged, mother, school, head):
    type(school).objects.filter(pk=school.pk).update(address="School Lane, MD4 7QX")

    assert issue(SiteSuspension.objects.with_people().get(), head)


def test_arrangements_give_nobody_away_either(arranged, mother, head):
    services.set_arrangement(suspension=arranged, collection="By Kim, from 14 Poplar Rise", by=head)

    assert letter_page(arranged, SAID).gives_away == ("Kim Lyle",)


def test_a_target_of_the_case_is_not_given_away(arranged, case, head):
    teacher = make.PersonFactory(given_name="Helen", family_name="Bell")
    make.AdultFactsFactory(person=teacher, address="9 Elm Court\nMD1 1AA", is_address_confidential=True)
    make.InvolvementFactory(case=case, person=teacher, part=Part.TARGET)

    assert letter_page(arranged, {**SAID, "reason": "You came to 9 elm court."}).gives_away == ("Helen Bell",)


def test_ones_own_confidential_address_stands_on_the_envelope_only(arranged, father, head):
    make.AdultFactsFactory(person=father, address="1 Quiet Close\nMD2 2BB", is_address_confidential=True)

    record = issue(arranged, head, method=CopyMethod.POST, address="1 Quiet Close\nMD2 2BB")

    assert "Quiet" not in str(record.content)
    assert letter_page(arranged, SAID).reachable.is_confidential


@pytest.mark.parametrize(
    ("address", "text", "found"),
    [
        ("14 Poplar Rise\nMD4 7QX", "14 Poplar Risers met", False),
        ("14 Poplar Rise", "114 Poplar Rise", False),
        ("", "anything", False),
        ("1 A", "1 a day", False),
        ("Flat 2, 14 Poplar Rise, MD4 7QX", "flat 2", True),
    ],
)
def test_an_address_is_found_as_a_whole(address, text, found):
    assert stands_in(address, text) is found

"""Statements of colleagues: asked for, written with their own account, confirmed, declined, taken back, counted."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from audit.models import Entry, Reading
from cases.duties import Kind
from cases.models import Draft, Duty
from cases.services.case import mark_closed, mark_void
from cases.services.duties import open_duty, reassign, waive
from cases.services.writing import save_draft
from cases.states import Part
from desk.selectors.supplementary import supplementary_page
from desk.services.involving import name_in_case, take_out
from desk.services.report import issue_report, write_report
from desk.services.supplementary import issue_supplementary, write_supplementary
from incidents.models import Interview, Statement
from incidents.selectors.interviews import open_for
from incidents.services.interviews import plan_interview
from incidents.services.statements import (
    ask_statement,
    confirm_statement,
    count_as_interview,
    decline_statement,
    save_words,
    withdraw_statement,
)
from incidents.statements import mark_of
from incidents.states import StatementState, WitnessKind
from kernel.refusal import Refused, Stale
from notices.mail import email_of
from notices.models import Notice
from notices.states import NoticeKind
from records.models import WrittenRecord
from records.pdf import html_of
from records.services import correct_record
from records.states import RecordKind, RecordState
from schools.models import Membership
from schools.states import PersonKind, Role
from tests.factories import AdultFactsFactory, InvolvementFactory, PersonFactory, SiteSuspensionFactory, UserFactory
from tests.incidents.conftest import MONDAY, WORDS, fresh

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def page(name, statement):
    return reverse(f"incidents:{name}", args=[statement.case.reference, statement.pk])


def asking(row):
    return reverse("incidents:statement_ask", args=[row.case.reference, row.pk])


def owed(statement):
    return Duty.objects.open().filter(subject=str(statement.pk), kind__in=("write_statement", "statement_in")).first()


def form(**changes):
    day = {"about_on_day": "2", "about_on_month": "11", "about_on_year": "2026"}
    return {"how": "account", "about_place": "The front gate", "email": "", "phone": "", **day, **changes}


# --- Asking ----------------------------------------------------------------------------------------------------------
def test_a_colleague_is_asked_told_and_owes_it_in_two_working_days(client_of, witness, head, staff):
    response = client_of(head).post(asking(witness), form(author=staff.pk))

    statement = Statement.objects.get()
    assert response.url == statement.get_absolute_url()
    assert (statement.state, statement.author, statement.about_on) == (StatementState.ASKED, staff, MONDAY)
    duty = owed(statement)
    assert (duty.kind, duty.owner_user, f"{duty.due_at:%a %d %H:%M}") == (Kind.WRITE_STATEMENT, staff, "Wed 04 08:19")
    notice = Notice.objects.get(kind=NoticeKind.STATEMENT_ASKED)
    assert (notice.to_user, notice.path) == (staff, statement.get_absolute_url())


def test_it_stands_on_the_colleagues_list_without_a_word_of_the_case(client_of, case, witness, staff, asked_of):
    statement = asked_of(witness, staff)

    home = client_of(staff).get("/").text
    own = client_of(staff).get(statement.get_absolute_url()).text
    asked = Notice.objects.get(kind=NoticeKind.STATEMENT_ASKED)

    assert "Write down what was seen and heard" in home
    assert statement.get_absolute_url() in home
    assert "Ruth Adeyemi, Hillside Primary, asks you" in own
    assert "Monday 2 November 2026 (The front gate)" in own
    for shown in (home, own, email_of(asked).body):
        for word in ("Farrow", "mallet", "threatening"):
            assert word not in shown


def test_whoever_writes_never_sees_the_file(client_of, case, witness, staff, asked_of, confirmed):
    confirmed(asked_of(witness, staff), staff)

    browser = client_of(staff)
    record = WrittenRecord.objects.get(kind=RecordKind.STATEMENT)
    assert browser.get(case.get_absolute_url()).status_code == 404
    assert browser.get(reverse("incidents:interviews", args=[case.reference])).status_code == 404
    assert browser.get(record.get_absolute_url()).status_code == 200


def test_only_whoever_works_on_the_case_asks(client_of, witness, office, stranger, ceo, staff):
    for user, status in ((office, 404), (stranger, 404), (ceo, 200)):
        assert client_of(user).get(asking(witness)).status_code == status
    with pytest.raises(PermissionDenied):
        ask_statement(involvement=witness, author=staff, about_on=MONDAY, about_place="Gate", by=office)


@pytest.mark.parametrize("is_known_as_a_person", [False, True])
def test_a_colleague_the_case_is_about_is_neither_offered_nor_asked(
    client_of, case, witness, head, staff, school, is_known_as_a_person
):
    if is_known_as_a_person:
        person = PersonFactory(user=staff, kinds=[PersonKind.STAFF], at=school)
        InvolvementFactory(case=case, person=person)
    else:
        InvolvementFactory(case=case, person=None, user=staff)

    offered = client_of(head).get(asking(witness)).text
    with pytest.raises(Refused, match="cannot be given anything of this case"):
        ask_statement(involvement=witness, author=staff, about_on=MONDAY, about_place="Gate", by=head)

    assert f'<option value="{staff.pk}"' not in offered
    assert client_of(head).post(asking(witness), form(author=staff.pk)).status_code == 422
    assert not Notice.objects.filter(to_user=staff).exists()


def test_who_became_the_subject_after_being_asked_reads_and_writes_nothing(client_of, case, witness, staff, asked_of):
    statement = asked_of(witness, staff)
    InvolvementFactory(case=case, person=None, user=staff)

    assert client_of(staff).get(statement.get_absolute_url()).status_code == 404
    with pytest.raises(PermissionDenied):
        save_words(statement=statement, text="x", by=User.objects.get(pk=staff.pk))


def test_whom_the_case_is_about_is_asked_for_no_statement(case, head, staff):
    subject = InvolvementFactory(case=case)

    with pytest.raises(Refused, match="their own side"):
        ask_statement(involvement=subject, author=staff, about_on=MONDAY, about_place="Gate", by=head)


def test_a_witness_with_an_account_writes_it_themselves(case, head, staff, deputy):
    row = name_in_case(case=case, part=Part.WITNESS, user=staff, by=head)

    with pytest.raises(Refused, match="whoever saw it"):
        ask_statement(involvement=row, author=deputy, about_on=MONDAY, about_place="Gate", by=head)
    assert ask_statement(involvement=row, author=staff, about_on=MONDAY, about_place="Gate", by=head)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"how": ""}, "Say how they will write it."),
        ({"author": ""}, "Choose the colleague."),
        ({"author": "999999"}, "This colleague cannot be asked for it."),
        ({"how": "link"}, "Enter their e-mail address."),
        ({"how": "link", "email": "helen@example.com"}, "Enter the number on which you give them the code."),
        ({"how": "link", "email": "helen"}, "Enter an e-mail address, for example"),
        ({"about_place": " "}, "Say where it happened."),
        ({"about_on_day": "31"}, "Enter a day that exists"),
        ({"about_on_year": "2027"}, "This day is in the future."),
        ({"about_on_year": "2019"}, "more than three years ago"),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_made(client_of, witness, head, staff, changes, said):
    response = client_of(head).post(asking(witness), form(**{"author": staff.pk, **changes}))

    assert response.status_code == 422
    assert said in response.text
    assert not Statement.objects.exists()


def test_one_statement_is_awaited_of_one_person_at_a_time(witness, staff, asked_of, confirmed):
    statement = asked_of(witness, staff)
    with pytest.raises(Refused, match="asked for a statement already"):
        asked_of(witness, staff)

    confirmed(statement, staff)

    assert asked_of(witness, staff).pk != statement.pk


def test_nothing_is_asked_on_a_closed_case(case, head, staff, asked_of):
    row = InvolvementFactory(case=case, part=Part.PRESENT, person=None, name="Helen Marsh")
    mark_closed(case=case, outcome="Done", left=[], by=head)

    with pytest.raises(Refused, match="closed"):
        asked_of(row, staff)


# --- Writing and confirming ------------------------------------------------------------------------------------------
def test_a_colleague_writes_reads_through_and_confirms(client_of, witness, staff, head, asked_of):
    statement = asked_of(witness, staff)
    browser = client_of(staff)

    saved = browser.post(statement.get_absolute_url(), {"text": WORDS})
    read = browser.get(saved.url).text
    unticked = browser.post(saved.url, {"mark": mark_of(WORDS)})
    done = browser.post(saved.url, {"mark": mark_of(WORDS), "is_true": "on"})

    assert saved.url == page("statement_check", statement)
    assert "He raised his fist and shouted." in read
    assert (unticked.status_code, done.url) == (422, statement.get_absolute_url())
    assert "Tick the box if this is true" in unticked.text
    confirmed = fresh(statement)
    assert (confirmed.state, confirmed.text) == (StatementState.CONFIRMED, WORDS)
    assert owed(statement) is None
    told = Notice.objects.get(kind=NoticeKind.STATEMENT_IN)
    assert (told.to_user, told.path) == (head, statement.get_absolute_url())
    shown = browser.get(done.url).text
    assert "It stays as it is." in shown
    assert "Your copy, to print or keep" in shown


def test_nobody_else_reads_what_is_not_confirmed(client_of, witness, staff, head, asked_of, confirmed):
    statement = asked_of(witness, staff)
    save_words(statement=statement, text=WORDS, by=staff)

    before = client_of(head).get(statement.get_absolute_url()).text
    history = str([*Entry.objects.select_related("payload").values_list("payload__data", flat=True)])
    confirmed(statement, staff)
    after = client_of(head).get(statement.get_absolute_url()).text

    assert "fist" not in before
    assert "fist" not in history
    assert "He raised his fist and shouted." in after


def test_nobody_writes_in_anothers_name(client_of, witness, staff, head, office, asked_of):
    statement = asked_of(witness, staff)

    for user in (head, office):
        with pytest.raises(PermissionDenied):
            save_words(statement=statement, text="Words", by=user)
        assert client_of(user).post(statement.get_absolute_url(), {"text": "Words"}).status_code in (403, 404)
        assert client_of(user).get(page("statement_check", statement)).status_code == 404
        assert client_of(user).post(page("statement_no", statement)).status_code == 404
    assert fresh(statement).state == StatementState.ASKED


def test_whoever_has_left_writes_nothing_and_the_head_is_chased(witness, staff, head, asked_of, clock):
    statement = asked_of(witness, staff)
    row = Membership.objects.get(user=staff)
    row.period = type(row.period)(row.period.lower, timezone.now())
    row.save()
    clock.shift(60)

    with pytest.raises(PermissionDenied):
        save_words(statement=statement, text="x", by=User.objects.get(pk=staff.pk))
    assert owed(statement) in Duty.objects.open().owed_by(User.objects.get(pk=head.pk))


def test_it_becomes_a_record_with_its_pdf_which_nobody_corrects(
    client_of, case, witness, staff, head, asked_of, confirmed, run_jobs
):
    statement = confirmed(asked_of(witness, staff), staff)
    run_jobs()

    record = WrittenRecord.objects.get(kind=RecordKind.STATEMENT)
    assert (record.state, record.issued_by, record.title) == (RecordState.COMPLETE, staff, "Statement: Helen Bell")
    html = html_of(record)
    for said in ("He raised his fist and shouted.", "This is true as I remember it.", "Ruth Adeyemi", "The front gate"):
        assert said in html
    for unsaid in ("Farrow", "mallet"):
        assert unsaid not in html
    with pytest.raises(Refused, match="nobody corrects them"):
        correct_record(record=record, correction="x", by=head)
    assert "Correct it" not in client_of(head).get(record.get_absolute_url()).text
    assert page("statement", statement) in client_of(head).get(record.get_absolute_url()).text
    assert b"".join(client_of(staff).get(record.get_pdf_url()).streaming_content).startswith(b"%PDF")


def test_after_confirming_nothing_changes(witness, staff, asked_of, confirmed):
    statement = confirmed(asked_of(witness, staff), staff)

    for act in (
        lambda: save_words(statement=statement, text="No", by=staff),
        lambda: confirm_statement(statement=statement, mark=mark_of(WORDS), by=staff),
        lambda: decline_statement(statement=statement, by=staff),
    ):
        with pytest.raises(Refused, match="You have confirmed this statement"):
            act()
    assert fresh(statement).text == WORDS
    assert WrittenRecord.objects.filter(kind=RecordKind.STATEMENT).count() == 1


def test_what_is_confirmed_is_what_was_read(witness, staff, asked_of):
    statement = asked_of(witness, staff)
    save_words(statement=statement, text="Before", by=staff)
    save_words(statement=statement, text="After", by=staff)

    with pytest.raises(Stale, match="has changed since"):
        confirm_statement(statement=statement, mark=mark_of("Before"), by=staff)


def test_an_empty_statement_cannot_be_confirmed(client_of, witness, staff, asked_of):
    statement = asked_of(witness, staff)
    client_of(staff).post(statement.get_absolute_url(), {"text": " "})

    with pytest.raises(Refused, match="nothing in your statement"):
        confirm_statement(statement=statement, mark=mark_of(""), by=staff)
    assert "Write it first" in client_of(staff).get(page("statement_check", statement)).text


def test_half_typed_words_survive_and_go_when_they_are_saved(client_of, witness, staff, asked_of):
    statement = asked_of(witness, staff)
    key = f"statement:{statement.case.reference}:{statement.pk}"
    save_draft(key=key, payload={"text": ["Half a sen"]}, by=staff)

    assert "Half a sen" in client_of(staff).get(statement.get_absolute_url()).text
    save_words(statement=statement, text="Half a sentence.", by=staff)

    assert not Draft.objects.filter(key=key).exists()


def test_a_statement_longer_than_fits_is_refused_with_everything_typed(client_of, witness, staff, asked_of):
    statement = asked_of(witness, staff)

    response = client_of(staff).post(statement.get_absolute_url(), {"text": "a" * 50_001})

    assert response.status_code == 422
    assert "longer than the 50,000 characters" in response.text
    assert "a" * 50_001 in response.text


def test_somebody_may_decline_and_say_no_more(client_of, witness, staff, head, asked_of):
    statement = asked_of(witness, staff)
    save_words(statement=statement, text=WORDS, by=staff)

    client_of(staff).post(page("statement_no", statement), {"reason": ""})

    declined = fresh(statement)
    assert (declined.state, declined.text) == (StatementState.DECLINED, "")
    assert owed(statement) is None
    assert Notice.objects.get(kind=NoticeKind.STATEMENT_DECLINED).to_user == head
    # The interview stays due.
    assert open_for(witness.case) == [witness]


# --- Taking back -----------------------------------------------------------------------------------------------------
def test_a_request_is_taken_back_with_a_reason(client_of, witness, staff, head, asked_of):
    statement = asked_of(witness, staff)
    save_words(statement=statement, text=WORDS, by=staff)
    save_draft(key=f"statement:{statement.case.reference}:{statement.pk}", payload={"text": ["x"]}, by=staff)

    assert client_of(head).post(page("statement_back", statement), {"reason": ""}).status_code == 422
    client_of(head).post(page("statement_back", statement), {"reason": "We met instead"})

    taken = fresh(statement)
    assert (taken.state, taken.text, taken.withdraw_reason) == (StatementState.WITHDRAWN, "", "We met instead")
    assert owed(statement) is None
    assert Notice.objects.get(kind=NoticeKind.STATEMENT_BACK).to_user == staff
    assert not Draft.objects.filter(user=staff).exists()
    own = client_of(staff).get(statement.get_absolute_url()).text
    assert "does not need this statement any more" in own
    assert "We met instead" not in own


def test_what_is_settled_is_not_taken_back(witness, staff, head, asked_of, confirmed):
    statement = confirmed(asked_of(witness, staff), staff)

    with pytest.raises(Refused, match="settled already: confirmed"):
        withdraw_statement(statement=statement, reason="x", by=head)


def test_the_duty_is_neither_set_aside_nor_handed_on(witness, staff, head, deputy, asked_of):
    duty = owed(asked_of(witness, staff))

    with pytest.raises(Refused, match="Take the request back"):
        waive(duty=duty, reason="No time", by=head)
    with pytest.raises(Refused):
        reassign(duty=duty, to=deputy, reason="Has time", by=head)
    assert owed(Statement.objects.get()).owner_user == staff


def test_a_case_is_not_closed_while_a_statement_is_awaited(client_of, witness, staff, head, asked_of):
    asked_of(witness, staff)

    response = client_of(head).post(reverse("desk:close", args=[witness.case.reference]), {"outcome": "Done"})

    assert response.status_code == 422
    assert "statement of Helen Bell" in response.text


def test_nothing_is_written_on_a_void_case(client_of, case, witness, staff, head, asked_of):
    statement = asked_of(witness, staff)
    mark_void(case=case, reason="Twice", by=head)

    with pytest.raises(Refused, match="does not need this statement any more"):
        save_words(statement=statement, text="x", by=staff)
    assert "void" not in client_of(staff).get(statement.get_absolute_url()).text


def test_whoever_was_asked_stays_in_the_case(client_of, witness, staff, head, asked_of):
    asked_of(witness, staff)

    with pytest.raises(Refused, match="asked for a statement"):
        take_out(involvement=witness, reason="Error", by=head)
    shown = client_of(head).get(reverse("desk:involved_remove", args=[witness.case.reference, witness.pk])).text
    assert "They were asked for a statement" in shown


# --- What it counts for ----------------------------------------------------------------------------------------------
def test_a_statement_alone_spares_no_interview(witness, staff, asked_of, confirmed):
    confirmed(asked_of(witness, staff), staff)

    assert open_for(witness.case) == [witness]
    assert Duty.objects.open().filter(kind=Kind.INTERVIEW).exists()


def test_the_head_says_that_it_stands_in_for_the_interview(client_of, case, witness, staff, head, asked_of, confirmed):
    plan_interview(involvement=witness, witness_kind=WitnessKind.STAFF, by=head)
    statement = confirmed(asked_of(witness, staff), staff)

    shown = client_of(head).get(statement.get_absolute_url()).text
    client_of(head).post(page("statement_counts", statement))

    assert "It stands in for the interview" in shown
    counted = fresh(statement)
    assert counted.stands_in_by == head
    assert open_for(case) == []
    assert not Interview.objects.exists()
    assert Duty.objects.get(kind=Kind.INTERVIEW).how.startswith("A statement of their own, confirmed Monday 2 Nov")
    assert "in place of an interview" in client_of(head).get(case.get_absolute_url()).text


def test_nobody_says_of_their_own_statement_that_it_is_enough(case, head, asked_of, confirmed):
    row = name_in_case(case=case, part=Part.WITNESS, user=head, by=head)
    statement = confirmed(asked_of(row, head), head)

    with pytest.raises(Refused, match="Nobody says of their own statement"):
        count_as_interview(statement=statement, by=head)


def test_whom_it_was_aimed_at_does_not_spare_the_interview(case, witness, head, deputy, staff, asked_of, confirmed):
    statement = confirmed(asked_of(witness, staff), staff)
    name_in_case(case=case, part=Part.TARGET, user=head, by=head)

    with pytest.raises(Refused, match="Ruth Adeyemi is who it was aimed at"):
        count_as_interview(statement=statement, by=head)
    assert count_as_interview(statement=statement, by=deputy).stands_in_by == deputy


def test_only_a_confirmed_statement_stands_in_and_once(witness, staff, head, asked_of, confirmed):
    statement = asked_of(witness, staff)
    with pytest.raises(Refused, match="Only a statement that was confirmed"):
        count_as_interview(statement=statement, by=head)

    count_as_interview(statement=confirmed(statement, staff), by=head)

    with pytest.raises(Refused, match="already"):
        count_as_interview(statement=statement, by=head)


def test_the_supplementary_report_holds_every_statement(case, witness, staff, head, ceo, asked_of, confirmed):
    facts = {"circumstances": "", "injuries": "", "police_called_at": None, "police_reference": ""}
    open_duty(case=case, kind=Kind.REPORT_TO_CEO, by=head)
    write_report(case=case, action_taken="He left.", by=head, **facts)
    issue_report(case=case, by=head)
    statement = confirmed(asked_of(witness, staff), staff)
    count_as_interview(statement=statement, by=head)
    assert Duty.objects.open().filter(case=case, kind=Kind.SUPPLEMENTARY_REPORT).exists()

    draft = write_supplementary(case=case, findings="He did.", view="Yes.", action_taken="", by=head)

    said = str(draft.content)
    assert "Statement: Helen Bell" in said
    assert "He raised his fist and shouted." in said
    assert draft.content["enclosures"] == [
        f"Statement: Helen Bell, version 1, code {WrittenRecord.objects.get(kind=RecordKind.STATEMENT).shown_code}"
    ]
    assert [one.pk for one in supplementary_page(case).statements] == [statement.pk]
    assert issue_supplementary(case=case, by=head).state == RecordState.ISSUED


def test_a_statement_that_comes_in_after_the_preview_makes_it_out_of_date(
    case, witness, staff, head, asked_of, confirmed
):
    facts = {"circumstances": "", "injuries": "", "police_called_at": None, "police_reference": ""}
    write_report(case=case, action_taken="He left.", by=head, **facts)
    issue_report(case=case, by=head)
    count_as_interview(statement=confirmed(asked_of(witness, staff), staff), by=head)
    write_supplementary(case=case, findings="He did.", view="Yes.", action_taken="", by=head)

    confirmed(asked_of(witness, staff), staff, text="And he spat.")

    with pytest.raises(Refused, match="Look at the report again"):
        issue_supplementary(case=case, by=head)


def test_the_reviewer_sees_what_is_awaited_and_what_came_in(client_of, case, witness, staff, ceo, asked_of, confirmed):
    suspension = SiteSuspensionFactory(case=case, school=case.school)
    statement = asked_of(witness, staff)
    review = reverse("suspensions:review", args=[case.reference, suspension.pk])

    before = client_of(ceo).get(review).text
    confirmed(statement, staff)
    after = client_of(ceo).get(review).text

    assert "The statement of Helen Bell is asked for and not in." in before
    assert "is asked for and not in" not in after
    assert "A statement of their own" in after


# --- Around it -------------------------------------------------------------------------------------------------------
def test_who_looked_is_noted(client_of, witness, staff, head, asked_of):
    statement = asked_of(witness, staff)
    for user in (head, staff):
        client_of(user).get(statement.get_absolute_url())

    seen = Reading.objects.filter(subject=f"incidents.statement:{statement.pk}")
    assert {*seen.values_list("user", flat=True)} == {head.pk, staff.pk}


@pytest.mark.parametrize("name", ["statement_check", "statement_no"])
def test_that_its_writer_looked_before_confirming_or_declining_is_noted(client_of, witness, staff, asked_of, name):
    statement = asked_of(witness, staff)

    client_of(staff).get(page(name, statement))
    client_of(staff).post(page(name, statement), {})

    assert [one.user for one in Reading.objects.filter(subject=f"incidents.statement:{statement.pk}")] == [staff]


def test_the_pages_of_interviews_show_who_was_asked_and_offer_to_ask(client_of, case, witness, staff, head, asked_of):
    person = reverse("incidents:interview_of", args=[case.reference, witness.pk])
    assert asking(witness) in client_of(head).get(person).text

    statement = asked_of(witness, staff)

    for url in (person, case.get_absolute_url(), reverse("incidents:interviews", args=[case.reference])):
        shown = client_of(head).get(url).text
        assert statement.get_absolute_url() in shown
        assert "statement asked for" in shown
    assert "asked for a statement already" in client_of(head).get(person).text


def test_what_is_late_is_chased_like_any_duty(witness, staff, asked_of, clock):
    statement = asked_of(witness, staff)

    clock.shift(timedelta(days=3))

    assert owed(statement).due_at < timezone.now()
    assert owed(statement) in Duty.objects.open().owed_by(User.objects.get(pk=staff.pk))


def test_the_same_form_sent_twice_asks_once(client_of, witness, head, staff):
    sent = form(author=staff.pk, token="00000000-0000-0000-0000-0000000000aa")
    browser = client_of(head)

    first, second = browser.post(asking(witness), sent), browser.post(asking(witness), sent)

    assert first.url == second.url
    assert Statement.objects.count() == 1


def test_the_history_tells_it_in_words(client_of, case, witness, staff, head, asked_of, confirmed):
    count_as_interview(statement=confirmed(asked_of(witness, staff), staff), by=head)

    shown = client_of(head).get(reverse("desk:history", args=[case.reference])).text

    for said in (
        "Ruth Adeyemi asked Helen Bell for a statement, to be written with their own account.",
        "Helen Bell began to write a statement.",
        "Helen Bell confirmed their statement as true.",
        "Helen Bell confirmed their own words, and they were issued: Statement: Helen Bell.",
        "Ruth Adeyemi noted that the statement of Helen Bell stands in for an interview.",
    ):
        assert said in shown


def test_an_address_of_whom_the_case_is_about_gets_nothing(case, witness, head, school):
    father = PersonFactory(at=school)
    AdultFactsFactory(person=father, email="Farrow@example.com")
    InvolvementFactory(case=case, person=father)
    walled = UserFactory(email="walled@school.example", role=(Role.STAFF, school))
    InvolvementFactory(case=case, person=None, user=walled)

    for email in ("farrow@EXAMPLE.com", "walled@school.example"):
        with pytest.raises(Refused, match="somebody this case is about"):
            ask_statement(involvement=witness, email=email, phone="1", about_on=MONDAY, about_place="Gate", by=head)


@pytest.mark.parametrize("merged", ["into the subject", "from the subject"])
def test_an_address_of_a_merged_record_of_whom_the_case_is_about_gets_nothing(case, witness, head, school, merged):
    _, other = two_records_of_the_subject(case, school, merged)
    AdultFactsFactory(person=other, email="farrow@example.com")

    with pytest.raises(Refused, match="somebody this case is about"):
        ask_by_link(witness, head, email="farrow@example.com")


@pytest.mark.parametrize("merged", ["", "into the subject", "from the subject"])
def test_whom_the_case_is_about_is_asked_for_nothing_in_another_part_either(client_of, case, head, school, merged):
    subject, other = two_records_of_the_subject(case, school, merged)
    row = InvolvementFactory(case=case, part=Part.PRESENT, person=other if merged else subject)

    with pytest.raises(Refused, match="their own side"):
        ask_by_link(row, head)

    assert "What they say is their own side" in client_of(head).get(asking(row)).text


@pytest.mark.parametrize("is_known_as_a_person", [False, True])
def test_an_account_the_case_is_about_is_asked_for_nothing_in_another_part(
    case, head, staff, school, is_known_as_a_person
):
    person = PersonFactory(user=staff, kinds=[PersonKind.STAFF], at=school)
    InvolvementFactory(case=case, person=None, user=staff)
    known = {"person": person} if is_known_as_a_person else {"person": None, "user": staff}
    row = InvolvementFactory(case=case, part=Part.WITNESS, **known)

    with pytest.raises(Refused, match="their own side"):
        ask_by_link(row, head)


def two_records_of_the_subject(case, school, merged):
    """The record a case is about, and another that was merged with it."""
    subject, other = PersonFactory(at=school), PersonFactory(at=school)
    low, high = (other, subject) if merged == "into the subject" else (subject, other)
    if merged:
        low.merged_into = high
        low.save()
    InvolvementFactory(case=case, person=subject)
    return subject, other


def test_a_colleagues_address_is_for_their_account(witness, head, staff):
    with pytest.raises(Refused, match="Choose them as a colleague"):
        ask_statement(involvement=witness, email=staff.email, phone="1", about_on=MONDAY, about_place="Gate", by=head)


def ask_by_link(row, head, email="mia@example.com"):
    return ask_statement(involvement=row, email=email, phone="1", about_on=MONDAY, about_place="Gate", by=head)


@pytest.mark.parametrize("merged", ["", "into a pupil", "from a pupil"])
def test_a_pupil_is_asked_by_no_link_and_nobody_writes_in_their_name(client_of, case, head, staff, school, merged):
    child = person = PersonFactory(pupil=True, at=school)
    if merged:
        person = PersonFactory(at=school, kinds=[PersonKind.STAFF])
        low, high = (person, child) if merged == "into a pupil" else (child, person)
        low.merged_into = high
        low.save()
    row = name_in_case(case=case, part=Part.WITNESS, person=person, by=head)

    with pytest.raises(Refused, match="Interview them, with an adult"):
        ask_by_link(row, head)
    with pytest.raises(Refused, match="Interview them, with an adult"):
        ask_statement(involvement=row, author=staff, about_on=MONDAY, about_place="Gate", by=head)
    for url in (asking(row), reverse("incidents:interview_of", args=[case.reference, row.pk])):
        assert "A pupil does not write a statement alone." in client_of(head).get(url).text
    assert open_for(case) == [row]


def test_a_name_whose_interview_is_planned_as_a_pupils_is_asked_for_no_statement(case, head, staff):
    tom = name_in_case(case=case, part=Part.WITNESS, name="Tom, Y4", by=head)
    plan_interview(involvement=tom, witness_kind=WitnessKind.PUPIL, interviewer=head, by=head)

    with pytest.raises(Refused, match="Interview them, with an adult"):
        ask_by_link(tom, head)
    with pytest.raises(Refused, match="Interview them, with an adult"):
        ask_statement(involvement=tom, author=staff, about_on=MONDAY, about_place="Gate", by=head)


def test_no_statement_spares_the_interview_of_whom_a_plan_calls_a_pupil_since(
    client_of, case, witness, head, staff, asked_of, confirmed
):
    statement = confirmed(asked_of(witness, staff), staff)
    plan_interview(involvement=witness, witness_kind=WitnessKind.PUPIL, interviewer=head, by=head)

    with pytest.raises(Refused, match="No statement stands in for that"):
        count_as_interview(statement=statement, by=head)

    assert "A pupil is always interviewed" in client_of(head).get(statement.get_absolute_url()).text
    assert Interview.objects.filter(involvement=witness).exists()
    assert open_for(case) == [witness]


def test_no_colleague_writes_the_statement_of_a_parent_who_is_sent_a_link(client_of, case, head, staff, school):
    row = name_in_case(case=case, part=Part.WITNESS, person=PersonFactory(at=school), by=head)

    with pytest.raises(Refused, match="nobody writes a statement in another's name"):
        ask_statement(involvement=row, author=staff, about_on=MONDAY, about_place="Gate", by=head)
    offered = client_of(head).get(asking(row)).text
    refused = client_of(head).post(asking(row), form(author=staff.pk))
    with pytest.raises(Refused, match="Name them in the case as a colleague"):
        ask_by_link(row, head, email=staff.email)

    assert "Which colleague?" not in offered
    assert "send them a link" in offered
    assert (refused.status_code, "They do not sign in here. Send them a link." in refused.text) == (422, True)
    assert ask_by_link(row, head).code


def test_a_member_of_staff_without_a_known_account_is_found_among_the_colleagues(client_of, case, head, staff, school):
    person = PersonFactory(at=school, kinds=[PersonKind.STAFF])
    row = name_in_case(case=case, part=Part.WITNESS, person=person, by=head)

    assert f'<option value="{staff.pk}"' in client_of(head).get(asking(row)).text
    assert ask_statement(involvement=row, author=staff, about_on=MONDAY, about_place="Gate", by=head)

"""Telling people of a suspension: what is owed by when, issued, how it went, never came, court orders, the pages."""

import re
from datetime import date, datetime, time, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from audit.models import Entry
from cases.duties import Kind
from cases.models import Duty
from cases.services.duties import waive
from desk.services.people import merge
from kernel.refusal import Refused
from pupils.jobs import settle_all
from pupils.models import BoardReceipt, PupilSuspension
from pupils.recipients import NoticeKey
from pupils.selectors.board_clock import board_file
from pupils.selectors.told import told_page, told_section
from pupils.services import telling
from pupils.services._owed import owe_notices
from pupils.states import Event, HalfOfDay
from records.models import Copy, WrittenRecord
from records.states import CopyMethod, RecordKind, RecordState
from schools.calendar import LONDON
from schools.models import AdultFacts, Person, PupilFacts, Relationship, Trust
from schools.services.people import link_child, set_pupil_facts, unlink_child
from schools.states import Kinship
from tests import factories as make
from tests.pupils.conftest import again, parent_of

SAID = {"reason": "Mia threw a chair at a teacher."}
AFTERNOON = datetime(2026, 11, 2, 17, 10, tzinfo=LONDON)


def key_of(row, to, event=Event.DECIDED):
    return NoticeKey(row.pk, str(to.pk) if hasattr(to, "pk") else to, event)


def issue(row, to, by, event=Event.DECIDED, **changes):
    return telling.issue_notice(suspension=again(row), key=key_of(row, to, event), by=by, **{**SAID, **changes})


def sent(row, to, by, event=Event.DECIDED, **changes):
    facts = {"method": CopyMethod.HAND, "sent_on": date(2026, 11, 2), **changes}
    return telling.log_notice_sent(suspension=again(row), key=key_of(row, to, event), by=by, **facts)


def owed(row):
    """What is still owed, as (kind, to whom, of what)."""
    rows = Duty.objects.open().filter(case=row.case).order_by("pk")
    return [(duty.kind, *duty.subject.split(":")[1:]) for duty in rows]


def due(row, to, event=Event.DECIDED):
    duty = Duty.objects.open().get(case=row.case, subject=str(key_of(row, to, event)))
    return f"{duty.due_at.astimezone(LONDON):%a %d %b %H:%M}"


# --- What is owed ----------------------------------------------------------------------------------------------------
def test_everybody_is_owed_a_notice_of_their_own(suspend, mother, dad, child):
    PupilFacts.objects.update(is_looked_after=True)
    row = suspend()

    assert owed(row) == [
        (Kind.WRITTEN_NOTICE, str(mother.pk), "decided"),
        (Kind.WRITTEN_NOTICE, str(dad.pk), "decided"),
        (Kind.TELL_LOCAL_AUTHORITY, "authority", "decided"),
        (Kind.TELL_SOCIAL_WORKER, "worker", "decided"),
        (Kind.TELL_VIRTUAL_SCHOOL_HEAD, "virtual", "decided"),
        (Kind.TELL_BOARD, "board", "decided"),
    ]
    first = Duty.objects.get(subject=str(key_of(row, mother)))
    assert (first.owner_role, first.about) == ("head", "Kay Farrow about the suspension of Mia Farrow")


def test_the_family_is_due_by_the_end_of_the_afternoon_and_the_others_the_same_working_day(suspend, mother):
    row = suspend()

    assert due(row, mother) == "Mon 02 Nov 15:15"
    assert due(row, "authority") == due(row, "board") == "Mon 02 Nov 17:00"


def test_after_the_afternoon_session_the_letter_is_due_at_once(suspend, mother, clock):
    clock.move_to(datetime(2026, 11, 2, 16, 0, tzinfo=LONDON))

    assert due(suspend(), mother) == "Mon 02 Nov 16:00"


def test_decided_when_the_office_is_closed_the_others_are_due_the_next_working_day(suspend, mother, clock):
    clock.move_to(datetime(2026, 11, 6, 18, 0, tzinfo=LONDON))
    row = suspend(first_on=date(2026, 11, 9), last_on=date(2026, 11, 9), half_days=2)

    assert due(row, mother) == "Mon 09 Nov 15:15"
    assert due(row, "authority") == "Mon 09 Nov 17:00"


def test_a_lunchtime_owes_the_same_notices(suspend, mother):
    row = suspend(category="LNCH", half_days=2)

    assert [kind for kind, *_ in owed(row)] == [Kind.WRITTEN_NOTICE, Kind.TELL_LOCAL_AUTHORITY, Kind.TELL_BOARD]


def test_where_no_parent_is_known_somebody_must_be_found(suspend, child, head, client_of, terms):
    row = suspend()

    assert (Kind.WRITTEN_NOTICE, "0", "decided") in owed(row)
    response = client_of(head).get(reverse("pupils:notice", args=[row.case.reference, f"{row.pk}:0:decided"]))
    assert response["Location"] == reverse("pupils:told", args=[row.case.reference, row.pk])

    found = parent_of(child, terms, "Lee", "father", "1 New Street")
    issue(row, found, head, method=CopyMethod.HAND)
    assert (Kind.WRITTEN_NOTICE, "0", "decided") not in owed(row)


def test_the_sixth_day_is_owed_48_hours_before_it_begins(suspend, mother, head):
    row = suspend(last_on=date(2026, 11, 9), half_days=12)
    owe_notices(again(row), Event.DAY_SIX, head)

    # The sixth day is Monday 9 November and opens at 08:45.
    assert due(row, mother, Event.DAY_SIX) == "Sat 07 Nov 08:45"
    assert len([one for one in owed(row) if one[2] == "day_six"]) == 1


def test_a_first_letter_that_tells_the_details_is_all_there_is_to_tell(suspend, mother, head):
    row = suspend(last_on=date(2026, 11, 9), half_days=12)
    owe_notices(again(row), Event.DAY_SIX, head)

    issue(row, mother, head, day_six="Brook Centre, 2 Mill Lane. Ask for Jo Reed.", method=CopyMethod.HAND)

    assert [one for one in owed(row) if one[1] == str(mother.pk)] == []


# --- Cancelled -------------------------------------------------------------------------------------------------------
def cancel(row, by):
    PupilSuspension.objects.filter(pk=row.pk).update(
        state="cancelled", ended_at=row.decided_at, ended_by=by, end_reason="Another pupil.", back_on=row.first_on
    )
    owe_notices(again(row), Event.CANCELLED, by)


def test_cancelled_gives_five_notices_and_waives_what_was_not_given_yet(suspend, mother, child, head):
    PupilFacts.objects.update(is_looked_after=True)
    row = suspend()
    issue(row, mother, head, method=CopyMethod.HAND)

    cancel(row, head)

    assert [(to, event) for _, to, event in owed(row)] == [
        (str(mother.pk), "cancelled"),
        ("authority", "cancelled"),
        ("worker", "cancelled"),
        ("virtual", "cancelled"),
        ("board", "cancelled"),
    ]
    waived = Duty.objects.filter(case=row.case, waived_at__isnull=False)
    assert {duty.subject.split(":")[1] for duty in waived} == {"authority", "worker", "virtual", "board"}
    assert {duty.waive_reason for duty in waived} == {"The suspension was cancelled before this was told."}
    assert due(row, mother, Event.CANCELLED) == "Mon 02 Nov 17:00"
    with pytest.raises(Refused, match=r"The suspension was cancelled\. Tell them that instead"):
        issue(row, "authority", head)

    record = issue(row, "authority", head, Event.CANCELLED, reason="Another pupil did it.")
    assert record.kind == RecordKind.PUPIL_NOTICE


def test_nothing_is_told_that_is_not_so(suspend, mother, head):
    row = suspend()
    for event, words in (
        (Event.CANCELLED, "has not been decided"),
        (Event.REINSTATED, "has not been decided"),
        (Event.DAY_SIX, "No education from the sixth day is owed"),
    ):
        with pytest.raises(Refused, match=words):
            issue(row, mother, head, event, day_six="x")


# --- Issued, and how it went -----------------------------------------------------------------------------------------
def test_issued_and_handed_over_it_is_frozen_logged_and_done(suspend, mother, head):
    row = suspend()

    record = issue(row, mother, head, method=CopyMethod.POST, address="12 Elm Close\nExampleton")

    assert (record.kind, record.state) == (RecordKind.PUPIL_SUSPENDED, RecordState.ISSUED)
    copy = Copy.objects.get(record=record)
    # First-class post counts on the second working day after.
    assert (copy.to_person, copy.method, copy.deemed_on) == (mother, CopyMethod.POST, date(2026, 11, 4))
    assert "12 Elm Close" in record.content["to"]
    sent(row, mother, head)
    assert str(mother.pk) not in {to for _, to, _ in owed(row)}
    assert Duty.objects.get(subject=str(key_of(row, mother))).how == (
        "Suspension from school (2 to 3 November 2026), version 1: by hand, Monday 2 November 2026; "
        "counts as received on Monday 2 November 2026"
    )


def test_everybody_gets_a_record_of_their_own(suspend, mother, dad, head):
    row = suspend()

    hers, his = issue(row, mother, head), issue(row, dad, head)

    assert hers.number != his.number
    assert "Elm" not in str(his.content)
    assert "Quarry" not in str(hers.content)


def test_to_an_office_it_goes_by_the_schools_own_mail_and_is_logged_by_name(suspend, mother, head, clock):
    row = suspend()
    issue(row, "authority", head)
    for changes, words in (
        ({"method": CopyMethod.EMAIL, "address": "nobody"}, "Enter the e-mail address"),
        ({"method": CopyMethod.POST}, "Enter the address"),
    ):
        with pytest.raises(Refused, match=words):
            sent(row, "authority", head, **changes)

    clock.move_to(AFTERNOON)
    copy = sent(
        row, "authority", head, method=CopyMethod.EMAIL, address="exclusions@council.example", sent_at=time(15, 5)
    )

    assert (copy.who, copy.address, copy.to_person) == ("Exampleshire", "exclusions@council.example", None)
    assert copy.deemed_on == date(2026, 11, 2)
    assert Kind.TELL_LOCAL_AUTHORITY not in {kind for kind, *_ in owed(row)}
    assert Entry.objects.get(verb="record.copy_given").payload.data["to"] == "Exampleshire"


def test_the_board_counts_its_days_from_when_its_notice_counts_as_received(suspend, mother, head, clock):
    row = suspend()
    assert board_file(again(row)).told_on is None

    issue(row, "board", head)
    clock.move_to(AFTERNOON)
    sent(row, "board", head, method=CopyMethod.EMAIL, address="c@t.example", sent_at=time(17, 5))

    assert BoardReceipt.objects.get(suspension=row).received_on == date(2026, 11, 3)
    assert board_file(again(row)).told_on == date(2026, 11, 3)


@pytest.mark.parametrize(
    ("at", "why"), [(time(23, 10), "in the future"), (time(8, 18), "before the letter was issued")]
)
def test_an_e_mail_goes_at_a_time_when_it_can_have_gone(suspend, mother, head, at, why):
    row = suspend()
    issue(row, "board", head)

    with pytest.raises(Refused, match=why) as refused:
        sent(row, "board", head, method=CopyMethod.EMAIL, address="c@t.example", sent_at=at)

    assert refused.value.field == "sent_at"
    assert not BoardReceipt.objects.exists()
    assert sent(row, "board", head, method=CopyMethod.POST, address="5 Hall Road", sent_at=at)


def test_a_family_is_e_mailed_only_where_they_agreed(suspend, mother, head, clock):
    row = suspend()
    issue(row, mother, head)
    with pytest.raises(Refused, match="only if the person agreed"):
        sent(row, mother, head, method=CopyMethod.EMAIL)

    AdultFacts.objects.filter(person=mother).update(email="kay@home.example", email_agreed_on=date(2026, 9, 1))
    clock.move_to(AFTERNOON)
    copy = sent(row, mother, head, method=CopyMethod.EMAIL, sent_at=time(16, 45))

    assert (copy.address, copy.deemed_on) == ("kay@home.example", date(2026, 11, 3))


def test_the_same_is_not_issued_twice_and_other_words_are_a_new_version_owed_anew(suspend, mother, head):
    row = suspend()
    first = issue(row, mother, head, method=CopyMethod.HAND)
    with pytest.raises(Refused, match="nothing in it has changed since"):
        issue(row, mother, head, method=CopyMethod.HAND)

    second = issue(row, mother, head, reason="Mia threw two chairs.")

    first.refresh_from_db()
    assert (second.version, second.supersedes, first.state) == (2, first, RecordState.SUPERSEDED)
    assert (Kind.WRITTEN_NOTICE, str(mother.pk), "decided") in owed(row)


def test_a_letter_needs_its_reason_and_the_sixth_day_its_details(suspend, mother, head):
    row = suspend(last_on=date(2026, 11, 9), half_days=12)
    for event, field in ((Event.DECIDED, "reason"), (Event.DAY_SIX, "day_six")):
        with pytest.raises(Refused) as refused:
            issue(row, mother, head, event, reason=" ")
        assert refused.value.field == field


def test_a_confidential_address_is_refused_until_somebody_has_looked(suspend, mother, dad, head):
    AdultFacts.objects.filter(person=dad).update(is_address_confidential=True)
    row = suspend()
    with pytest.raises(Refused, match="confidential address, of Darren Farrow"):
        issue(row, mother, head, reason="It was near 9 Quarry Road.")

    assert issue(row, mother, head, reason="It was near 9 Quarry Road.", is_checked=True)


def test_whoever_does_not_work_on_the_case_tells_nobody(suspend, mother, office, staff, stranger, chair):
    row = suspend()
    for user in (office, staff, stranger, chair):
        with pytest.raises(PermissionDenied):
            issue(row, mother, user)


def test_a_form_sent_twice_logs_once(suspend, mother, head):
    row = suspend()
    issue(row, mother, head)
    token = "00000000-0000-0000-0000-0000000000aa"

    assert sent(row, mother, head, token=token)
    assert sent(row, mother, head, token=token) is None
    assert Copy.objects.count() == 1


# --- It never came ---------------------------------------------------------------------------------------------------
def lose(row, copy, by, **changes):
    return telling.send_notice_again(
        suspension=again(row), copy=copy, by=by, **{"dispute": "The post brought it back.", **changes}
    )


@pytest.mark.parametrize("to", ["mother", "authority"])
def test_what_never_came_is_owed_again_and_goes_again(suspend, mother, head, clock, to):
    row, to = suspend(), mother if to == "mother" else to
    issue(row, to, head)
    copy = sent(row, to, head, method=CopyMethod.POST, address="Somewhere")
    with pytest.raises(Refused, match="It may still come"):
        lose(row, copy, head)
    clock.shift(timedelta(days=3))

    assert lose(row, copy, head) is None
    who = str(getattr(to, "pk", to))
    assert (who, "decided") in {(one, event) for _, one, event in owed(row)}
    copy.refresh_from_db()
    assert copy.dispute == "The post brought it back."

    sent(row, to, head, sent_on=date(2026, 11, 5))
    assert (who, "decided") not in {(one, event) for _, one, event in owed(row)}


def test_it_can_go_again_in_the_same_act(suspend, mother, head, clock):
    row = suspend()
    issue(row, mother, head, method=CopyMethod.POST, address="12 Elm Close")
    clock.shift(timedelta(days=3))

    again_ = lose(row, Copy.objects.get(), head, method=CopyMethod.HAND)

    assert again_.deemed_on == date(2026, 11, 5)
    assert str(mother.pk) not in {to for _, to, _ in owed(row)}


def test_a_copy_of_another_paper_is_none_of_it(suspend, mother, head):
    row = suspend()
    with pytest.raises(Refused, match="no copy of a letter about this suspension"):
        lose(row, make.CopyFactory(), head)


# --- A court order ---------------------------------------------------------------------------------------------------
@pytest.fixture
def ordered(dad):
    Relationship.objects.filter(adult=dad).update(contact_order="No contact but by letter.")
    return dad


def decide(row, person, by, *, is_told, reason="Read it; asked social care."):
    return telling.decide_on_order(suspension=again(row), person_pk=person.pk, is_told=is_told, reason=reason, by=by)


def test_nothing_goes_to_somebody_with_an_order_until_it_is_decided(suspend, mother, ordered, head):
    row = suspend()
    assert (Kind.WRITTEN_NOTICE, str(ordered.pk), "decided") in owed(row)
    with pytest.raises(Refused, match="A court order is noted about Darren Farrow"):
        issue(row, ordered, head)

    decide(row, ordered, head, is_told=True)

    assert issue(row, ordered, head)
    assert Entry.objects.get(verb="pupil_notice.allowed").payload.data["who"] == "Darren Farrow"


def test_not_told_waives_what_is_owed_and_can_be_decided_anew(suspend, mother, ordered, head):
    row = suspend()

    decide(row, ordered, head, is_told=False)

    assert str(ordered.pk) not in {to for _, to, _ in owed(row)}
    with pytest.raises(Refused, match="is not told"):
        issue(row, ordered, head)

    decide(row, ordered, head, is_told=True, reason="The order was lifted.")
    assert (Kind.WRITTEN_NOTICE, str(ordered.pk), "decided") in owed(row)


def test_whom_an_order_keeps_out_is_offered_no_letter_but_the_decision_on_it(suspend, mother, ordered, head, client_of):
    row = suspend()
    telling.decide_on_order(
        suspension=again(row), person_pk=ordered.pk, is_told=False, reason="No contact of any kind.", by=head
    )

    [line] = [line for line in told_page(again(row), head).lines if line.who == ordered.full_name]
    page = client_of(head).get(notice_url(row, ordered)).text

    order = reverse("pupils:notice_order", args=[row.case.reference, row.pk, ordered.pk])
    assert (line.open.label, line.open.url) == ("Change the decision", order)
    assert "What the order says, and whether they are told" in page
    assert order in page


def test_deciding_needs_an_order_a_reason_and_the_head(suspend, mother, ordered, head, deputy):
    row = suspend()
    with pytest.raises(Refused, match="No court order is noted"):
        decide(row, mother, head, is_told=False)
    with pytest.raises(Refused, match="Say why"):
        decide(row, ordered, head, is_told=False, reason=" ")
    with pytest.raises(PermissionDenied):
        decide(row, ordered, deputy, is_told=True)


# --- The pages -------------------------------------------------------------------------------------------------------
def told_url(row):
    return reverse("pupils:told", args=[row.case.reference, row.pk])


def notice_url(row, to, event=Event.DECIDED, name="notice"):
    return reverse(f"pupils:{name}", args=[row.case.reference, str(key_of(row, to, event))])


def test_one_page_says_who_was_told_when_and_how(suspend, mother, ordered, head, client_of, clock):
    row = suspend()
    issue(row, mother, head, method=CopyMethod.POST, address="12 Elm Close")
    clock.shift(timedelta(days=3))
    lose(row, Copy.objects.get(), head, method=CopyMethod.HAND)
    issue(row, "authority", head)

    said = client_of(head).get(told_url(row)).content.decode()

    for words in (
        "Kay Farrow",
        "Mother, parental responsibility",
        "Suspension from school (2 to 3 November 2026), version 1",
        "It never came: The post brought it back.",
        "by hand, Thursday 5 November 2026",
        "counts as received on Thursday 5 November 2026",
        "A court order is noted about Darren Farrow.",
        "Decide whether they are told",
        "Exampleshire",
        "Say how it went",
        "The trust’s board",
        "3 still to tell",
        "Due",
        "Monday 2 November 2026, 17:00",
    ):
        assert words in said, words


def test_the_section_says_how_many_are_left(suspend, mother, head):
    row = suspend()
    section = told_section(again(row), head)

    assert section.tag.text == "3 still to tell"
    assert [item.title for item in section.items] == ["Kay Farrow", "Exampleshire", "The trust’s board"]


def test_where_nobody_is_known_the_page_says_what_to_do(suspend, child, head):
    page = told_page(again(suspend()), head)

    assert page.bands[0].title == "Nobody with parental responsibility or care of this pupil is on record."


def test_a_letter_is_previewed_issued_and_logged_in_the_browser(suspend, mother, head, client_of):
    row, client = suspend(), client_of(head)
    url = notice_url(row, mother)

    shown = client.get(url).content.decode()
    assert "Preview: not issued" in shown
    assert "Due Monday 2 November 2026, 15:15" in shown
    preview = client.post(url, {"do": "preview", "reason": "Mia broke a window."}).content.decode()
    assert "Mia broke a window." in preview
    assert not WrittenRecord.objects.exists()

    assert client.post(url, {"do": "issue", **SAID, "method": "later"})["Location"] == url
    day = {"sent_on_day": "2", "sent_on_month": "11", "sent_on_year": "2026"}
    assert client.post(f"{url}sent/", {"method": "post", "address": "", **day}).status_code == 422
    assert client.post(f"{url}sent/", {"method": "hand", **day})["Location"] == url
    assert "counts as received on Monday 2 November 2026" in client.get(url).content.decode()


def test_an_office_is_asked_for_its_e_mail_address(suspend, mother, head, client_of, clock):
    row, client = suspend(), client_of(head)
    url = notice_url(row, "authority")
    client.post(url, {"do": "issue", **SAID})

    assert "exclusions@council.example" in client.get(url).content.decode()
    day = {"sent_on_day": "2", "sent_on_month": "11", "sent_on_year": "2026"}
    refused = client.post(f"{url}sent/", {"method": "email", "email": "", **day})
    assert "Enter the e-mail address it went to." in refused.content.decode()
    mailed = {"method": "email", "email": "exclusions@council.example", "sent_at": "15:05", **day}
    assert "This time is in the future." in client.post(f"{url}sent/", mailed).content.decode()
    clock.move_to(AFTERNOON)
    client_of(head).post(f"{url}sent/", mailed)

    assert Copy.objects.get().proof == "From the school’s own mail, 15:05"


@pytest.mark.parametrize("notice", ["1", "999999:1:decided", "x", "{}:999999:decided", "{}:worker:decided"])
def test_a_notice_that_nobody_gets_is_not_found(suspend, mother, head, client_of, notice):
    row = suspend()

    url = reverse("pupils:notice", args=[row.case.reference, notice.format(row.pk)])
    assert client_of(head).get(url).status_code == 404


def test_of_another_case_or_school_nothing_is_found(suspend, mother, stranger, head, client_of, terms):
    row, other = suspend(), make.CaseFactory(school=terms)

    assert client_of(stranger).get(told_url(row)).status_code == 404
    assert client_of(head).get(reverse("pupils:told", args=[other.reference, row.pk])).status_code == 404


def test_a_merged_parent_keeps_their_letter(suspend, mother, dad, head, terms):
    row = suspend()
    twin = make.PersonFactory(given_name="Kay", family_name="Farrow", at=terms)
    issue(row, mother, head, method=CopyMethod.HAND)

    merge(person=twin, into=mother, by=head)

    assert [line.tag.text for line in told_page(again(row), head).lines if line.who == "Kay Farrow"] == ["told"]


def test_the_half_of_a_day_stands_in_the_heading(suspend, mother, head):
    row = suspend(first_half=HalfOfDay.AFTERNOON, last_on=date(2026, 11, 2), half_days=1)

    assert told_page(again(row), head).sub.endswith("Monday 2 November 2026, the afternoon")


# --- The records change ----------------------------------------------------------------------------------------------
def settle(row):
    telling.resettle_notices(suspension=again(row), by=row.decided_by)


def tagged(row, by):
    return {(line.who, line.event): line.tag.text for line in told_page(again(row), by).lines}


def test_a_father_who_is_added_the_next_day_is_owed_the_letter_and_counted_before(
    suspend, mother, child, terms, head, clock, run_jobs
):
    row = suspend()
    for to in (mother, "authority", "board"):
        issue(row, to, head)
        sent(row, to, head, address="x")
    clock.move_to(datetime(2026, 11, 3, 10, 0, tzinfo=LONDON))
    dad = make.PersonFactory(title="", given_name="Darren", family_name="Farrow", at=terms)

    link_child(adult=dad, pupil=child, kind=Kinship.FATHER, has_parental_responsibility=True, by=head)

    assert told_page(again(row), head).left == 1
    run_jobs()
    assert owed(row) == [(Kind.WRITTEN_NOTICE, str(dad.pk), "decided")]
    assert due(row, dad) == "Tue 03 Nov 17:00"
    settle(row)
    assert len(owed(row)) == 1


def test_marked_as_looked_after_the_social_worker_and_the_virtual_school_head_are_owed_theirs(
    suspend, mother, child, head, run_jobs
):
    row = suspend()

    set_pupil_facts(pupil=child, is_looked_after=True, by=head)
    run_jobs()
    assert {"worker", "virtual"} <= {to for _, *about in owed(row) for to in about[:1]}

    set_pupil_facts(pupil=child, is_looked_after=False, by=head)
    run_jobs()
    assert {to for _, to, _ in owed(row)} == {str(mother.pk), "authority", "board"}
    assert Duty.objects.get(subject=str(key_of(row, "worker"))).waive_reason.startswith("By the records")


def test_nobody_new_is_forgotten_whatever_changed_the_records(suspend, mother, child, terms):
    row = suspend()
    found = parent_of(child, terms, "Lee", "father", "1 New Street")

    settle_all()

    assert (Kind.WRITTEN_NOTICE, str(found.pk), "decided") in owed(row)


def test_what_is_owed_to_a_merged_record_is_owed_to_the_one_that_is_kept(
    suspend, mother, terms, head, client_of, run_jobs
):
    row = suspend()
    was_due = due(row, mother)
    kept = make.PersonFactory(title="", given_name="Kay", family_name="Farrow-Bell", at=terms)
    make.AdultFactsFactory(person=kept, address="12 Elm Close")

    merge(person=mother, into=kept, by=head)

    url = reverse("pupils:notice", args=[row.case.reference, f"{row.pk}:{mother.pk}:decided"])
    assert client_of(head).get(url).status_code == 200
    run_jobs()
    assert [to for kind, to, _ in owed(row) if kind == Kind.WRITTEN_NOTICE] == [str(kept.pk)]
    assert due(row, kept) == was_due


def test_a_letter_to_a_merged_record_ends_what_is_owed_under_the_old_one(suspend, mother, terms, head):
    row = suspend()
    kept = make.PersonFactory(title="", given_name="Kay", family_name="Farrow-Bell", at=terms)
    merge(person=mother, into=kept, by=head)

    issue(row, mother, head, method=CopyMethod.HAND)

    assert Kind.WRITTEN_NOTICE not in {kind for kind, *_ in owed(row)}


def test_what_was_told_to_a_merged_record_counts_as_told(suspend, mother, terms, head, run_jobs):
    row = suspend()
    issue(row, mother, head, method=CopyMethod.HAND)
    kept = make.PersonFactory(title="", given_name="Kay", family_name="Farrow-Bell", at=terms)

    merge(person=mother, into=kept, by=head)
    run_jobs()

    assert tagged(row, head)["Kay Farrow-Bell", "The suspension"] == "told"
    assert Kind.WRITTEN_NOTICE not in {kind for kind, *_ in owed(row)}


def test_who_is_no_parent_by_the_records_any_more_is_owed_nothing_until_they_are_again(
    suspend, mother, dad, child, head, run_jobs
):
    row = suspend()
    unlink_child(relationship=Relationship.objects.get(adult=dad), by=head)
    run_jobs()
    assert str(dad.pk) not in {to for _, to, _ in owed(row)}
    assert Duty.objects.get(subject=str(key_of(row, dad))).waive_reason == (
        "By the records they do not have to be told any more."
    )

    link_child(adult=dad, pupil=child, kind=Kinship.FATHER, has_parental_responsibility=True, by=head)
    run_jobs()
    assert str(dad.pk) in {to for _, to, _ in owed(row)}


def test_where_no_parent_may_be_told_somebody_else_must_be_found(suspend, mother, child, head, terms):
    Relationship.objects.update(contact_order="No contact.")
    row = suspend()

    telling.decide_on_order(
        suspension=again(row), person_pk=mother.pk, is_told=False, reason="The order says so.", by=head
    )

    assert (Kind.WRITTEN_NOTICE, "0", "decided") in owed(row)
    page = told_page(again(row), head)
    assert "No parent on record may be told, for court orders are noted about them." in [
        one.title for one in page.bands
    ]
    found = parent_of(child, terms, "Ann", Kinship.GRANDPARENT, "1 New Street", lives_with=True)
    settle(row)
    assert [(to, event) for kind, to, event in owed(row) if kind == Kind.WRITTEN_NOTICE] == [(str(found.pk), "decided")]


def test_nothing_is_opened_in_a_case_that_is_closed(suspend, mother, child, terms, head):
    row = suspend(owed=False, case=make.CaseFactory(school=terms, closed=True))

    settle(row)

    assert owed(row) == []


def test_a_letter_whose_band_has_changed_is_owed_anew(suspend, mother, child, terms, head):
    row = suspend()
    issue(row, mother, head, method=CopyMethod.HAND)
    issue(row, "board", head)
    sent(row, "board", head)
    make.HalfDaysElsewhereFactory(pupil=child, school=terms, half_days=24)

    settle(row)

    assert {str(mother.pk), "board"} <= {to for _, to, _ in owed(row)}
    record = issue(row, mother, head, method=CopyMethod.HAND)
    assert record.version == 2
    settle(row)
    assert str(mother.pk) not in {to for _, to, _ in owed(row)}


# --- By post ---------------------------------------------------------------------------------------------------------
def test_what_is_posted_on_the_first_day_is_owed_until_it_counts_as_received(suspend, mother, head, clock):
    row = suspend()
    issue(row, mother, head, method=CopyMethod.POST, address="12 Elm Close")

    assert due(row, mother) == "Mon 02 Nov 15:15"
    note = next(line.note for line in told_page(again(row), head).lines if line.who == "Kay Farrow")
    assert note.startswith("Posted, it counts as received on Wednesday 4 November 2026, after the time the law sets.")

    clock.move_to(datetime(2026, 11, 4, 4, 30, tzinfo=LONDON))
    settle_all()
    assert str(mother.pk) not in {to for _, to, _ in owed(row)}
    assert Duty.objects.get(subject=str(key_of(row, mother))).how.endswith(
        "counts as received on Wednesday 4 November 2026, after the time the law sets"
    )


def test_handed_over_as_well_it_is_done_at_once(suspend, mother, head):
    row = suspend()
    issue(row, mother, head, method=CopyMethod.POST, address="12 Elm Close")

    sent(row, mother, head)

    assert str(mother.pk) not in {to for _, to, _ in owed(row)}


def test_posted_days_ahead_it_counts_in_time(suspend, mother, head):
    row = suspend(first_on=date(2026, 11, 9), last_on=date(2026, 11, 9), half_days=2)
    issue(row, mother, head, method=CopyMethod.POST, address="12 Elm Close")

    assert str(mother.pk) not in {to for _, to, _ in owed(row)}


def test_on_the_first_day_it_is_handed_over_unless_somebody_says_otherwise(suspend, mother, head, client_of):
    row = suspend()
    url = reverse("pupils:notice", args=[row.case.reference, str(key_of(row, mother))])

    html = client_of(head).get(url).content.decode()

    assert re.search(r'value="hand"[^>]*checked', html)
    assert "after the time the law sets. Also hand it over" in html


def test_without_an_address_of_the_board_no_letter_is_issued(suspend, mother, head, trust, client_of):
    row = suspend()
    Trust.objects.update(address="", email="", clerk_address="", clerk_email="")

    with pytest.raises(Refused, match="neither the clerk nor the trust has an address"):
        issue(row, mother, head)
    url = reverse("pupils:notice", args=[row.case.reference, str(key_of(row, mother))])
    assert reverse("schools:trust") in client_of(head).get(url).content.decode()
    issue(row, "authority", head)


# --- Not set aside by a word ------------------------------------------------------------------------------------------
@pytest.mark.parametrize("to", ["mother", "authority", "worker", "virtual", "board"])
def test_no_statutory_notice_is_set_aside_by_a_word(suspend, mother, deputy, to):
    PupilFacts.objects.update(is_looked_after=True)
    row = suspend()
    duty = Duty.objects.get(subject=str(key_of(row, mother if to == "mother" else to)))

    with pytest.raises(Refused, match="The law wants this told"):
        waive(duty=duty, reason="No.", by=deputy)


def test_the_headteacher_says_how_they_know_of_it_and_it_stays_said(suspend, mother, head, deputy):
    row = suspend()
    facts = {"suspension": again(row), "key": key_of(row, mother), "reason": "Read out by telephone at 14:50."}
    with pytest.raises(PermissionDenied):
        telling.note_not_told(**facts, by=deputy)
    with pytest.raises(Refused, match="Say how they know of it"):
        telling.note_not_told(**{**facts, "reason": " "}, by=head)

    telling.note_not_told(**facts, by=head)
    settle(row)

    assert str(mother.pk) not in {to for _, to, _ in owed(row)}
    assert "Read out by telephone at 14:50." in [line.note for line in told_page(again(row), head).lines]
    with pytest.raises(Refused, match="They are owed nothing of this"):
        telling.note_not_told(**facts, by=head)


def test_where_nobody_can_be_found_the_headteacher_says_why(suspend, child, head, client_of):
    row = suspend()
    url = reverse("pupils:notice_not_told", args=[row.case.reference, f"{row.pk}:0:decided"])
    assert url in client_of(head).get(reverse("pupils:told", args=[row.case.reference, row.pk])).content.decode()

    assert client_of(head).post(url, {"reason": "Social care is looking for an aunt."}).status_code == 302

    assert Kind.WRITTEN_NOTICE not in {kind for kind, *_ in owed(row)}
    settle(row)
    assert Kind.WRITTEN_NOTICE not in {kind for kind, *_ in owed(row)}


def test_whoever_is_of_the_family_writes_to_nobody_and_decides_on_no_order(suspend, mother, dad, head, deputy):
    """The separated father who works here neither opens the mother's letter nor decides about her."""
    Relationship.objects.filter(adult=mother).update(contact_order="No contact.")
    row = suspend()
    for user in (head, deputy):
        Person.objects.filter(pk=dad.pk).update(user=user)
        with pytest.raises((Refused, PermissionDenied)):
            issue(row, "authority", user)
        with pytest.raises((Refused, PermissionDenied)):
            telling.decide_on_order(
                suspension=again(row), person_pk=mother.pk, is_told=True, reason="I say so.", by=user
            )

"""The tray: what is owed on paper, for whom it stands there, printed in one pack, logged at once when it has gone."""

import re
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from cases.duties import Kind
from cases.models import Duty
from cases.states import Part
from incidents.states import Category
from kernel.refusal import Refused
from packs import rules, services
from packs.models import Pack
from packs.selectors import owed
from packs.selectors.owed import Why, owed_on_paper
from records.models import Copy
from records.states import CopyMethod, RecordState
from schools.access import forget_powers
from schools.calendar import local_day
from suspensions import services as suspensions
from suspensions.models import SiteSuspension
from tests import factories as make

pytestmark = pytest.mark.django_db
ADDRESS = "17 Quince Passage\nHillside"


@pytest.fixture
def father(school):
    person = make.PersonFactory(at=school)
    make.AdultFactsFactory(person=person, address=ADDRESS)
    return person


@pytest.fixture
def suspension(clock, school, father, head, office):
    case = make.CaseFactory(school=school)
    make.InvolvementFactory(case=case, person=father)
    make.IncidentFactory(case=case, categories=[Category.THREATENING])
    row = suspensions.suspend_for_rest_of_today(
        case=case, person=father, school=school, grounds="Raised a fist.", by=head
    )
    suspensions.extend_site_suspension(
        suspension=row, until_on=date(2026, 11, 27), reason="x", considered="Nothing points to it.", by=head
    )
    return suspension_again(row)


@pytest.fixture
def letter(suspension, head, papers):
    """The letter of the newest event, issued for later, with its PDF."""
    return filed(issue(suspension, head), papers)


def issue(suspension, by):
    said = {"happened": "You shouted at the gate.", "reason": "Children were afraid.", "is_checked": True}
    return suspensions.issue_letter(suspension=suspension, by=by, **said)


def filed(record, papers):
    make.RecordFileFactory(record=record, file__data=papers[1], pages=1, size=len(papers[1]))
    return record


def today():
    return local_day(timezone.now())


def keys(user):
    forget_powers(user)
    return [one.key for one in owed_on_paper(user)]


def log(*papers, by, **more):
    return services.log_posted(papers=papers, **{"method": CopyMethod.POST, "sent_on": today(), **more}, by=by)


# --- Who sees what ------------------------------------------------------------------------------------------------
def test_a_letter_that_has_not_gone_waits_for_whoever_handles_records(
    letter, head, office, central, ceo, stranger, staff, chair
):
    for user in (head, office, central, ceo):
        assert [(one.why, one.record, one.address) for one in owed_on_paper(user)] == [(Why.LETTER, letter, ADDRESS)]
    for user in (stranger, staff, chair):
        assert keys(user) == []


def test_it_stands_in_no_tray_of_somebody_it_is_about(letter, suspension, office):
    make.InvolvementFactory(case=suspension.case, part=Part.SUBJECT, user=office, person=None)
    assert keys(office) == []
    assert log(f"letter-{letter.pk}", by=office).left == ((rules.SOME_PAPER, rules.NOT_OWED),)


def test_a_letter_without_its_file_or_of_an_older_event_is_not_printed(suspension, letter, head):
    suspensions.lift_suspension(suspension=suspension, reason="It was sorted out.", by=head)
    assert keys(head) == []
    issue(suspension_again(suspension), head)
    assert keys(head) == []


def suspension_again(suspension):
    return SiteSuspension.objects.with_people().get(pk=suspension.pk)


def test_a_confidential_address_is_not_shown_under_whichever_record_it_is_known(letter, father, head, school):
    make.AdultFactsFactory(
        person=make.PersonFactory(at=school, merged_into=father), address="1 Safe Place", is_address_confidential=True
    )
    [one] = owed_on_paper(head)
    assert (one.address, one.is_confidential) == ("", True)
    assert log(one.key, by=head).left[0][1].startswith("The address is confidential")
    assert log(one.key, by=head, method=CopyMethod.HAND).done == 1


# --- Printed ------------------------------------------------------------------------------------------------------
def test_the_office_prints_its_tray_and_nothing_else_of_the_file(letter, stored, suspension, office, client_of):
    other = stored(suspension.case, number=5)
    client = client_of(office)
    page = client.get(reverse("packs:tray")).content.decode()
    assert letter.title in page
    assert other.title not in page
    answer = client.post(reverse("packs:tray"), {"records": [letter.pk], "is_duplex": "on"})
    pack = Pack.objects.get()
    assert answer.url == pack.get_absolute_url()
    assert [(line.record, line.is_owed) for line in pack.lines.all()] == [(letter, True)]
    assert client.get(pack.get_absolute_url()).status_code == 200
    assert client.post(reverse("packs:tray"), {"records": [other.pk]}).status_code == 422
    with pytest.raises(Refused, match="may not print"):
        services.ask_pack(records=[other.pk], for_whom="x", purpose="y", is_duplex=True, by=office, is_owed=True)


def test_whose_role_ends_has_the_printed_tray_no_more(letter, ask, office):
    pack = ask(letter, by=office, is_owed=True)
    assert [*Pack.objects.visible_to(office)] == [pack]
    office.memberships.update(period=(timezone.now() - timedelta(days=9), timezone.now() - timedelta(days=1)))
    forget_powers(office)
    assert not Pack.objects.visible_to(office).exists()


def test_home_says_in_words_how_much_waits(letter, office, staff, client_of):
    assert "1 paper waits to be printed" in client_of(office).get("/").content.decode()
    assert reverse("packs:tray") not in client_of(staff).get("/").content.decode()


# --- Logged -------------------------------------------------------------------------------------------------------
def test_what_the_office_posted_is_logged_as_its_own_page_would_log_it(letter, suspension, father, office):
    assert log(f"letter-{letter.pk}", by=office).done == 1

    copy = Copy.objects.get(record=letter)
    assert (copy.to_person, copy.method, copy.address, copy.given_by) == (father, CopyMethod.POST, ADDRESS, office)
    assert suspension_again(suspension).heard_from == copy.deemed_on
    assert not Duty.objects.open().filter(kind=Kind.LETTER_TO_PARENT).exists()
    assert keys(office) == []


def test_what_cannot_be_logged_is_listed_with_why_and_the_others_are_logged(letter, stored, case, head, office):
    record = signed(stored, case, head)
    first, second = record.signatories.order_by("order")
    yesterday = today() - timedelta(days=1)

    logged = log(f"letter-{letter.pk}", f"copy-{first.pk}", "copy-0", by=office, method=CopyMethod.HAND)

    assert logged.done == 2
    assert logged.left == ((rules.SOME_PAPER, rules.NOT_OWED),)
    assert keys(office) == [f"copy-{second.pk}"]
    early = log(f"copy-{second.pk}", by=office, method=CopyMethod.HAND, sent_on=yesterday)
    assert "cannot have gone before" in early.left[0][1]
    assert "No address is known" in log(f"copy-{second.pk}", by=office).left[0][1]
    assert keys(office) == [f"copy-{second.pk}"]


def signed(stored, case, owner):
    """A sealed record that two people signed and neither holds."""
    record = stored(case, state=RecordState.ISSUED, number=5)
    for order in (1, 2):
        make.SignatoryFactory(record=record, order=order, name=f"Signer {order}")
    make.SealedFileFactory(record=record)
    make.DutyFactory(case=case, kind=Kind.COPY, subject=str(record.pk), owner_user=owner)
    return record


def test_who_signs_by_pen_is_printed_for_and_not_logged(stored, case, head, client_of):
    record = stored(case, state=RecordState.ISSUED)
    make.SignatoryFactory(record=record, name="Asha Okoro")
    make.DutyFactory(case=case, kind=Kind.SIGN, subject=str(record.pk), owner_user=head)
    assert [(one.why, one.who) for one in owed_on_paper(head)] == [(Why.SIGN, "Asha Okoro")]
    assert "waits for signatures" in log(f"sign-{record.pk}", by=head).left[0][1]
    assert "Nothing of this is still to be logged" in client_of(head).get(reverse("packs:posted")).content.decode()


def test_the_same_form_sent_twice_logs_once_and_a_second_tab_finds_it_done(letter, office):
    token = uuid4()
    assert log(f"letter-{letter.pk}", by=office, token=token).done == 1
    assert log(f"letter-{letter.pk}", by=office, token=token) is None
    assert log(f"letter-{letter.pk}", by=office).left[0][1] == rules.NOT_OWED
    assert Copy.objects.filter(record=letter).count() == 1


def test_a_day_on_which_it_cannot_have_gone_is_refused_as_on_its_own_page(letter, office, client_of):
    late = today() + timedelta(days=1)
    assert log(f"letter-{letter.pk}", by=office, sent_on=late).left[0][1]
    sent = {"papers": [f"letter-{letter.pk}"], "method": "post", "sent_on_day": late.day, "sent_on_month": late.month}
    sent |= {"token": str(uuid4())}
    answer = client_of(office).post(reverse("packs:posted"), {**sent, "sent_on_year": late.year})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "These were not logged" in page
    assert not Copy.objects.filter(record=letter).exists()
    # What was ticked stays ticked: the day is put right and the form sent again.
    again = answer.context["form"]
    assert re.search(rf'value="letter-{letter.pk}"[^>]* checked', page)
    assert re.search(r'value="post"[^>]* checked', page)
    day = today()
    sent |= {"token": again["token"].value(), "sent_on_day": day.day, "sent_on_month": day.month}
    client_of(office).post(reverse("packs:posted"), {**sent, "sent_on_year": day.year})
    assert Copy.objects.filter(record=letter).count() == 1


def test_nobody_logs_who_handles_no_records_and_nothing_chosen_is_refused(letter, staff, office):
    with pytest.raises(PermissionDenied):
        log(f"letter-{letter.pk}", by=staff)
    with pytest.raises(Refused, match="at least one"):
        log(by=office)


def test_only_what_went_on_paper_is_logged_without_the_file(suspension, letter, office):
    with pytest.raises(Refused, match="by post or by hand"):
        suspensions.log_letter_posted(
            suspension=suspension, record=letter, method=CopyMethod.EMAIL, sent_on=today(), by=office
        )


# --- Of the other rooms -------------------------------------------------------------------------------------------
def test_the_tray_and_what_has_gone_are_pages_of_few_queries(
    letter, head, office, client_of, django_assert_max_num_queries
):
    for user in (head, office):
        for name in ("packs:tray", "packs:posted"):
            client = client_of(user)
            with django_assert_max_num_queries(12):
                assert letter.title in client.get(reverse(name)).content.decode()


def test_what_nobody_has_written_hides_nothing_that_waits(letter, office, school, monkeypatch, client_of):
    """Only so many duties are read at once: those whose letter is there, soonest due first."""
    monkeypatch.setattr(owed, "MOST", 1)
    for _ in range(2):
        make.DutyFactory(
            case=make.CaseFactory(school=school), kind=Kind.LETTER_TO_PARENT, subject="0", owner_user=None,
            due_at=timezone.now() - timedelta(days=9),
        )  # fmt: skip

    assert keys(office) == [f"letter-{letter.pk}"]
    assert owed.owed_and_more(office)[1] is False
    assert "1 paper waits to be printed" in client_of(office).get("/").content.decode()

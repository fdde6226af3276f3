"""Does everybody who signs get the whole record? In the system, by a link, by hand, by post; and what never came."""

import re
from datetime import date, timedelta
from io import StringIO

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from audit.models import Entry
from cases.duties import Kind
from cases.models import Duty, Link
from cases.states import LinkPurpose
from kernel.refusal import Refused
from notices.models import Notice
from notices.states import NoticeKind
from records.models import Copy
from records.services import (
    correct_record,
    give_whole,
    issue_record,
    note_arrived,
    note_lost,
    send_whole,
    sign_in_room,
    start_record,
    withdraw_record,
)
from records.services.signing import Signer
from records.states import CopyMethod, RecordKind
from tests import factories
from tests.records.contents import REPORT

TODAY = date(2026, 11, 2)
VISIT = re.compile(r'name="visit" value="([^"]+)"')
pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("seal")


@pytest.fixture
def seal(folder, settings, db):
    settings.SEAL_DIR, settings.SEAL_PASSPHRASE = str(folder), "a passphrase"
    factories.TrustFactory()
    call_command("make_seal", "--if-none", stdout=StringIO())


@pytest.fixture
def parent(school):
    person = factories.PersonFactory(given_name="Darren", family_name="Farrow", at=school)
    factories.AdultFactsFactory(person=person, email="d.farrow@home.example", phone="07700 900467")
    return person


@pytest.fixture
def sealed(case, head, staff, parent, seal, run_jobs):
    """A record that a parent, a colleague with an account and a friend known by name signed, under its seal."""
    signers = (
        Signer("Mr D. Farrow", "Parent", person=parent),
        Signer("Helen Bell", "Companion", user=staff),
        Signer("Jo Brook", "Came with the parent"),
    )
    draft = start_record(case=case, kind=RecordKind.INTERVIEW_NOTE, title="Note", content=REPORT, by=head, subject="1")
    record = issue_record(record=draft, signers=signers, by=head)
    run_jobs(raising=True)
    for row in record.signatories.all():
        sign_in_room(signatory=row, digest=record.digest, typed=row.name, by=head)
    run_jobs(raising=True)
    return fresh(record)


def fresh(record):
    return type(record).objects.select_related("case", "sealed").get(pk=record.pk)


def signer(record, order):
    return record.signatories.select_related("record__case").get(order=order)


def owed(record):
    return Duty.objects.open().filter(kind=Kind.COPY, subject=str(record.pk)).exists()


def hand(row, by, **more):
    return give_whole(signatory=row, method=CopyMethod.HAND, handed_on=TODAY, by=by, **more)


def page_of(record, client):
    return client.get(reverse("records:copies", args=[record.case.reference, record.pk])).content.decode()


class Visitor:
    """Somebody at home with a link to their copy and its code."""

    def __init__(self, signatory, by, run_jobs):
        self.sent = send_whole(signatory=signatory, email="d.farrow@home.example", phone="07700 900467", by=by)
        run_jobs(raising=True)
        self.url = re.search(r"/copy/\S+", mail.outbox[-1].body)[0]
        self.browser = Client()

    def open(self, code=None):
        return self.browser.post(self.url, {"code": code or self.sent.code})

    def take(self):
        page = self.browser.get("/copy/").content.decode()
        return self.browser.post("/copy/file/", {"visit": VISIT.search(page)[1]})


# --- Who is owed it -----------------------------------------------------------------------------------------------
def test_whoever_has_an_account_finds_it_in_the_system_and_is_told(sealed, staff, client_of):
    copy = Copy.objects.get(to_user=staff)

    assert copy.method == CopyMethod.LINK
    assert Notice.objects.get(kind=NoticeKind.COPY_READY).to_user == staff
    client = client_of(staff)
    assert b"".join(client.get(sealed.get_sealed_url()).streaming_content)[:5] == b"%PDF-"
    assert client.get(sealed.case.get_absolute_url()).status_code == 404


def test_the_others_are_owed_it_the_same_day(sealed, head):
    duty = Duty.objects.get(kind=Kind.COPY)

    assert (duty.owner_user, duty.about) == (head, "Note")
    assert duty.due_at.astimezone(timezone.get_current_timezone()).date() in (TODAY, TODAY + timedelta(days=1))


def test_with_the_last_one_it_is_done(sealed, head):
    hand(signer(sealed, 1), head)
    assert owed(sealed)
    hand(signer(sealed, 3), head)

    assert not owed(sealed)
    assert Duty.objects.get(kind=Kind.COPY).how == "Everybody who signs holds it"


def test_a_colleague_the_case_is_about_gets_nothing_in_the_system(case, head, staff, seal, run_jobs):
    draft = start_record(case=case, kind=RecordKind.INTERVIEW_NOTE, title="Note", content=REPORT, by=head, subject="1")
    record = issue_record(record=draft, signers=[Signer("Helen Bell", "Parent", user=staff)], by=head)
    run_jobs(raising=True)
    sign_in_room(signatory=record.signatories.get(), digest=record.digest, typed="Helen", by=head)
    factories.InvolvementFactory(case=case, part="subject", person=None, user=staff)
    run_jobs(raising=True)

    assert not Copy.objects.filter(to_user=staff).exists()
    assert not Notice.objects.filter(kind=NoticeKind.COPY_READY).exists()
    assert owed(record)
    hand(signer(record, 1), head)
    assert not owed(record)


def test_a_later_version_is_given_out_in_its_place(sealed, head):
    issue_record(record=correct_record(record=sealed, correction="The time", by=head), by=head)

    assert not owed(sealed)
    with pytest.raises(Refused, match="Version 2 is the current one"):
        hand(signer(sealed, 1), head)


def test_of_a_version_that_was_replaced_no_copy_is_owed_whatever_came_of_it(sealed, head):
    copy = hand(signer(sealed, 1), head)
    issue_record(record=correct_record(record=sealed, correction="The time", by=head), by=head)

    note_lost(copy=copy, dispute="It came back.", by=head)

    assert not owed(sealed)


def test_nothing_is_given_out_before_it_is_sealed(case, head, run_jobs):
    draft = start_record(case=case, kind=RecordKind.INTERVIEW_NOTE, title="Note", content=REPORT, by=head, subject="1")
    record = issue_record(record=draft, signers=[Signer("Jo Brook", "Parent")], by=head)

    with pytest.raises(Refused, match="It is not sealed yet"):
        hand(signer(record, 1), head)


# --- By hand and by post ------------------------------------------------------------------------------------------
def test_a_head_notes_how_everybody_got_it(sealed, head, client_of):
    client, (father, _, friend) = client_of(head), [signer(sealed, n) for n in (1, 2, 3)]
    day = {"handed_on_day": "2", "handed_on_month": "11", "handed_on_year": "2026"}
    where = [reverse("records:copy_give", args=[sealed.case.reference, row.pk]) for row in (father, friend)]
    assert "Say to which address" in client.post(where[0], {"method": "post", **day}).content.decode()
    client.post(where[0], {"method": "post", "address": "2 Mill Lane", "proof": "RM 1", **day})
    client.post(where[1], {"method": "hand", "address": "left over", **day})

    post, handed = Copy.objects.filter(to_user=None).order_by("pk")
    assert (post.to_person, post.address, post.proof) == (father.person, "2 Mill Lane", "RM 1")
    assert (handed.to_name, handed.address) == ("Jo Brook", "")
    shown = page_of(sealed, client)
    assert shown.count("has it") == 3
    assert "By post, Monday 2 November 2026" in shown


@pytest.mark.parametrize(
    ("day", "said"), [(date(2026, 11, 1), "cannot have gone before"), (date(2026, 11, 3), "future")]
)
def test_a_day_that_cannot_be_is_refused(sealed, head, day, said):
    with pytest.raises(Refused, match=said):
        give_whole(signatory=signer(sealed, 1), method=CopyMethod.HAND, handed_on=day, by=head)


def test_what_never_came_is_owed_again(sealed, head, client_of):
    copy = hand(signer(sealed, 1), head)
    hand(signer(sealed, 3), head)
    client = client_of(head)
    client.post(reverse("records:copy_lost", args=[sealed.case.reference, copy.pk]), {"dispute": "It came back."})

    assert owed(sealed)
    shown = page_of(sealed, client)
    assert "never came" in shown
    assert "It came back." in shown
    hand(signer(sealed, 1), head)
    assert not owed(sealed)


def test_that_it_arrived_is_noted_once(sealed, head, client_of):
    copy = hand(signer(sealed, 1), head)
    client_of(head).post(reverse("records:copy_came", args=[sealed.case.reference, copy.pk]))

    copy.refresh_from_db()
    assert copy.received_at
    with pytest.raises(Refused, match="noted already"):
        note_arrived(copy=copy, by=head)


# --- By a link ----------------------------------------------------------------------------------------------------
def test_a_parent_takes_their_copy_at_home(sealed, head, run_jobs, client_of):
    hand(signer(sealed, 3), head)
    visitor = Visitor(signer(sealed, 1), head, run_jobs)
    assert "on its way" in page_of(sealed, client_of(head))
    assert visitor.open().url == "/copy/"
    assert "He came to the front gate at 08:05." in visitor.browser.get("/copy/").content.decode()
    assert owed(sealed)

    taken = b"".join(visitor.take().streaming_content)

    with sealed.sealed.file.open() as stored:
        assert taken == stored.read()
    assert Copy.objects.get(to_person__isnull=False).received_at
    assert not owed(sealed)
    assert Entry.objects.filter(verb="record.copy_taken").count() == 1
    # As often as they like, while the link lives.
    assert b"".join(visitor.take().streaming_content) == taken
    assert Entry.objects.filter(verb="record.copy_taken").count() == 1


def test_the_mail_says_nothing_of_anybody(sealed, head, run_jobs):
    visitor = Visitor(signer(sealed, 1), head, run_jobs)
    message, page = mail.outbox[-1], Client().get(visitor.url).content.decode()

    for word in ("Farrow", "Hillside", "gate", "Note", visitor.sent.code):
        assert word not in message.body
        assert word not in page.split("<main", 1)[1]


def test_five_wrong_codes_end_it(sealed, head, run_jobs):
    visitor = Visitor(signer(sealed, 1), head, run_jobs)
    for _ in range(5):
        assert visitor.open("0000 0000").status_code == 422

    assert visitor.open().status_code == 422
    assert visitor.browser.get("/copy/").status_code == 403
    assert visitor.browser.post("/copy/file/").status_code == 403


def test_a_link_that_never_came_opens_nothing_any_more(sealed, head, run_jobs):
    visitor = Visitor(signer(sealed, 1), head, run_jobs)
    note_lost(copy=visitor.sent.copy, dispute="She never got it.", by=head)

    assert Link.objects.get(purpose=LinkPurpose.COPY).taken_back_at
    assert visitor.open().status_code == 422


@pytest.mark.parametrize("end", ["replaced", "withdrawn"])
def test_a_link_to_a_version_that_no_longer_counts_opens_nothing_any_more(sealed, head, run_jobs, end):
    visitor = Visitor(signer(sealed, 1), head, run_jobs)
    visitor.open()
    assert visitor.browser.get("/copy/").status_code == 200

    if end == "replaced":
        issue_record(record=correct_record(record=sealed, correction="The time", by=head), by=head)
    else:
        withdraw_record(record=sealed, reason="It says where she lives.", by=head)

    assert visitor.browser.get("/copy/").status_code == 403
    assert visitor.open().status_code == 422


def test_a_second_link_takes_the_place_of_the_first(sealed, head, run_jobs):
    first = Visitor(signer(sealed, 1), head, run_jobs)
    second = Visitor(signer(sealed, 1), head, run_jobs)

    assert first.open().status_code == 422
    assert second.open().url == "/copy/"


def test_no_link_goes_to_the_account_of_somebody_else(sealed, head, deputy):
    with pytest.raises(Refused, match="signs in here with this address"):
        send_whole(signatory=signer(sealed, 1), email=deputy.email, phone="1", by=head)


def test_only_whoever_may_gives_copies(sealed, staff, office):
    with pytest.raises(PermissionDenied):
        hand(signer(sealed, 1), staff)
    with pytest.raises(PermissionDenied):
        send_whole(signatory=signer(sealed, 1), email="a@home.example", phone="1", by=office)


def test_the_page_sends_a_link_and_shows_its_code_once(sealed, head, client_of, run_jobs):
    client, row = client_of(head), signer(sealed, 1)
    address = reverse("records:copy_link", args=[sealed.case.reference, row.pk])
    assert "d.farrow@home.example" in client.get(address).content.decode()

    page = client.post(address, {"email": "d.farrow@home.example", "phone": "07700 900467"}).content.decode()
    code = re.search(r'id="code">([\d ]+)<', page)[1]
    assert code not in page_of(sealed, client)
    assert "Link sent to d.farrow@home.example" in page_of(sealed, client)

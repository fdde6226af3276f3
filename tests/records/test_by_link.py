"""Signing at home: a link, a code, a record that is read and signed, or not; and everything that goes wrong."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.system import system_user
from audit.models import Entry
from cases.duties import Kind
from cases.links import code_digest_of, digest_of, mark_of
from cases.models import Duty, Link
from cases.states import LinkPurpose
from kernel.refusal import Refused
from notices.models import Notice
from notices.states import NoticeKind
from records import rules
from records.models import Disagreement, Signature
from records.services import (
    ask_to_sign,
    correct_record,
    decline_by_link,
    issue_record,
    note_unsigned,
    sign_by_link,
    sign_in_room,
    start_record,
)
from records.services.signing import Signer
from records.states import RecordKind, RecordState, SignMethod
from tests import factories
from tests.records.contents import REPORT
from tests.records.test_on_screen import drawn

pytestmark = pytest.mark.usefixtures("clock")
OWN, DECLINE, THANKS, PAPER, STOP = "/sign/", "/sign/decline/", "/sign/thanks/", "/sign/paper/", "/sign/stop/"
VISIT = re.compile(r'name="visit" value="([^"]+)"')


@pytest.fixture
def parent(school):
    return factories.PersonFactory(given_name="Darren", family_name="Farrow", at=school)


@pytest.fixture
def note(case, head, parent, run_jobs):
    signers = (Signer("Mr D. Farrow", "Parent", person=parent), Signer("Ruth Adeyemi", "Headteacher", user=head))
    draft = start_record(case=case, kind=RecordKind.INTERVIEW_NOTE, title="Note", content=REPORT, by=head, subject="1")
    issued = issue_record(record=draft, signers=signers, by=head)
    run_jobs(raising=True)
    return fresh(issued)


@pytest.fixture
def father(note):
    return note.signatories.select_related("record__case").get(order=1)


def fresh(record):
    return type(record).objects.select_related("case", "file").get(pk=record.pk)


class Visitor:
    """Somebody at home with a link and a code."""

    def __init__(self, signatory, by, run_jobs, email="darren@letters.example"):
        self.asked = ask_to_sign(signatory=signatory, email=email, phone="07700 900466", by=by)
        run_jobs(raising=True)
        self.url = re.search(r"/sign/\S+", mail.outbox[-1].body)[0]
        self.browser = Client()

    def open(self, code=None):
        return self.browser.post(self.url, {"code": code or self.asked.code})

    def send(self, where=OWN, **more):
        page = self.browser.get(where).content.decode()
        return self.browser.post(where, {"visit": VISIT.search(page)[1], **more})

    def sign(self, record, **more):
        return self.send(digest=record.digest, has_read="on", **more)


@pytest.fixture
def visitor(father, head, run_jobs):
    return Visitor(father, head, run_jobs)


def link():
    return Link.objects.get(purpose=LinkPurpose.SIGN)


# --- The whole way ------------------------------------------------------------------------------------------------
def test_a_parent_reads_and_signs_at_home(visitor, note, head, run_jobs, client_of):
    assert visitor.open().url == OWN
    page = visitor.browser.get(OWN).content.decode()
    assert "He came to the front gate at 08:05." in page
    assert b"".join(visitor.browser.get(PAPER).streaming_content)[:5] == b"%PDF-"

    assert visitor.sign(note, drawing=drawn(), disagrees="It was 08:10.").url == THANKS

    row = Signature.objects.get()
    assert (row.method, row.signatory.name, row.digest) == (SignMethod.LINK, "Mr D. Farrow", note.digest)
    assert row.captured_by == system_user()
    assert row.drawing.name.endswith(".png")
    assert Disagreement.objects.get().text == "It was 08:10."
    assert "Your answer is with the school." in visitor.browser.get(THANKS).content.decode()
    assert visitor.browser.get(OWN).url == THANKS
    assert link().used_at
    assert Notice.objects.get(kind=NoticeKind.SIGN_ANSWERED).to_user == head
    shown = client_of(head).get(reverse("records:sign", args=[note.case.reference, note.pk])).content.decode()
    assert "with a link and a code." in shown


def test_a_name_is_typed_and_the_last_answer_completes_the_record(visitor, note, head):
    ruth = note.signatories.get(order=2)
    sign_in_room(signatory=ruth, digest=note.digest, typed="Ruth", by=head)
    visitor.open()
    visitor.sign(note, typed="D. Farrow")

    assert fresh(note).state == RecordState.COMPLETE
    assert Duty.objects.get(kind=Kind.SIGN).discharged_by == system_user()


def test_another_text_than_the_one_that_counts_is_not_signed(visitor, note):
    visitor.open()

    answer = visitor.send(digest="0" * 64, has_read="on", typed="D. Farrow")

    assert answer.status_code != 302
    assert rules.READ_AGAIN in answer.content.decode()
    assert not Signature.objects.exists()


def test_a_link_that_is_open_in_one_browser_opens_in_no_other_until_one_stops(visitor):
    visitor.open()
    other = Client()

    answer = other.post(visitor.url, {"code": visitor.asked.code})

    assert answer.status_code == 409
    assert "This link is open in another browser" in answer.content.decode()
    assert other.get(OWN).status_code == 403
    page = visitor.browser.get(OWN)
    assert page.status_code == 200
    visitor.browser.post(STOP, {"visit": VISIT.search(page.content.decode())[1]})
    assert other.post(visitor.url, {"code": visitor.asked.code}).url == OWN
    assert visitor.browser.get(OWN).status_code == 403


def test_a_parent_declines_with_a_reason_and_what_they_do_not_agree_with(visitor, note):
    visitor.open()
    assert "Say why you do not sign." in visitor.send(DECLINE).content.decode()
    visitor.send(DECLINE, reason="It is not true.", disagrees="He never raised a hand.")

    row = Signature.objects.get()
    assert (row.method, row.reason, row.witness) == (SignMethod.DECLINED, "It is not true.", "")
    assert Disagreement.objects.get().text == "He never raised a hand."
    assert link().used_at


# --- What is said, and where --------------------------------------------------------------------------------------
def test_the_mail_and_the_first_page_say_nothing_of_anybody(visitor, note, head):
    message, page = mail.outbox[-1], Client().get(visitor.url).content.decode()

    assert message.to == ["darren@letters.example"]
    assert note.case.reference in message.subject
    for word in ("Farrow", "Hillside", head.name, "gate", visitor.asked.code):
        assert word not in message.body
        assert word not in page
    assert note.case.reference not in page


def test_the_code_is_shown_once_to_whoever_sends_the_link(father, head, client_of, run_jobs):
    client = client_of(head)
    address = reverse("records:sign_link", args=[father.record.case.reference, father.pk])
    page = client.post(address, {"email": "darren@letters.example", "phone": "07700 900466"}).content.decode()

    code = re.search(r'id="code">([\d ]+)<', page)[1].replace(" ", "")
    kept = link()
    assert kept.code_digest == code_digest_of(code, kept.token_digest)
    assert code not in client.get(address).content.decode()


def test_what_is_known_of_the_person_is_filled_in(father, parent, head, client_of):
    factories.AdultFactsFactory(person=parent, email="d.farrow@home.example", phone="07700 900467")
    page = client_of(head).get(reverse("records:sign_link", args=[father.record.case.reference, father.pk]))

    assert "d.farrow@home.example" in page.content.decode()


# --- What goes wrong ----------------------------------------------------------------------------------------------
def test_five_wrong_codes_end_the_link(visitor):
    for _ in range(5):
        assert visitor.open("0000 0000").status_code == 422

    assert visitor.open().status_code == 422
    assert visitor.browser.get(OWN).status_code == 403
    assert link().tries == 5


def test_without_the_code_nothing_is_shown(visitor, note):
    for where in (OWN, DECLINE, PAPER, THANKS):
        answer = Client().get(where)
        assert answer.status_code == 403
        assert "front gate" not in answer.content.decode()
    assert Client().post(OWN, {"digest": note.digest, "typed": "x", "has_read": "on"}).status_code == 403
    assert not Signature.objects.exists()


def test_a_link_for_something_else_opens_nothing_here(visitor):
    assert Client().post(visitor.url.replace("/sign/", "/statement/"), {"code": visitor.asked.code}).status_code == 422


def test_what_was_typed_is_given_back_when_the_visit_is_over(visitor, note, clock):
    visitor.open()
    page = visitor.browser.get(OWN).content.decode()
    clock.shift(31 * 60)
    answer = visitor.browser.post(OWN, {"visit": VISIT.search(page)[1], "disagrees": "It was 08:10."})

    assert answer.status_code == 403
    assert "It was 08:10." in answer.content.decode()


def test_a_form_of_another_link_signs_nothing(visitor, note, head, case, run_jobs):
    visitor.open()
    old = VISIT.search(visitor.browser.get(OWN).content.decode())[1]
    second = Visitor(note.signatories.get(order=2), head, run_jobs, email="ruth@letters.example")
    second.browser = visitor.browser
    second.open()

    answer = visitor.browser.post(OWN, {"visit": old, "digest": note.digest, "typed": "x", "has_read": "on"})
    assert answer.status_code == 409
    assert not Signature.objects.exists()


def test_a_new_version_shuts_the_links_to_the_old_one_and_tells_who_had_signed(
    visitor, note, father, head, deputy, case, run_jobs, client_of
):
    visitor.open()
    page = visitor.browser.get(OWN).content.decode()
    newer = correct_record(record=note, correction="The time", by=head)
    issue_record(record=newer, signers=(Signer("Mr D. Farrow", "Parent"),), by=head)

    answer = visitor.browser.post(OWN, {"visit": VISIT.search(page)[1], "digest": note.digest, "typed": "x"})
    assert answer.status_code == 403
    assert link().taken_back_at
    with pytest.raises(Refused, match="Version 2 is the current one"):
        sign_by_link(link=link(), signatory=father, digest=note.digest, typed="x", by=system_user())


def test_whoever_had_signed_with_an_account_is_told_of_a_new_version(case, head, deputy, run_jobs, client_of):
    signers = (Signer("Sam Okoro", "Deputy", user=deputy), Signer("Ruth Adeyemi", "Headteacher", user=head))
    draft = start_record(case=case, kind=RecordKind.INTERVIEW_NOTE, title="Note", content=REPORT, by=head, subject="1")
    note = issue_record(record=draft, signers=signers, by=head)
    for row in note.signatories.all():
        sign_in_room(signatory=row, digest=note.digest, typed=row.name, by=head)
    issue_record(record=correct_record(record=note, correction="The time", by=head), signers=signers, by=head)

    told = Notice.objects.get(kind=NoticeKind.SIGN_ANEW)
    assert told.to_user == deputy
    assert client_of(deputy).get(told.path).status_code == 200
    left = Entry.objects.get(verb="record.signatures_left").payload.data["names"]
    assert left == "Sam Okoro and Ruth Adeyemi"


def test_somebody_who_signs_with_an_account_reads_that_record_and_no_more(case, head, staff, client_of):
    signers = (Signer("Helen Bell", "Was interviewed", user=staff),)
    draft = start_record(case=case, kind=RecordKind.INTERVIEW_NOTE, title="Note", content=REPORT, by=head, subject="1")
    client = client_of(staff)
    assert client.get(draft.get_absolute_url()).status_code == 404
    note = issue_record(record=draft, signers=signers, by=head)

    assert client.get(note.get_absolute_url()).status_code == 200
    assert client.get(case.get_absolute_url()).status_code == 404
    assert client.get(reverse("records:sign", args=[case.reference, note.pk])).status_code == 404


def test_signed_in_the_room_meanwhile_the_link_opens_nothing(visitor, note, father, head):
    sign_in_room(signatory=father, digest=note.digest, typed="D. Farrow", by=head)

    assert link().taken_back_at
    assert visitor.open().status_code == 422


def test_a_second_link_takes_the_place_of_the_first(visitor, father, head, run_jobs):
    second = Visitor(father, head, run_jobs)

    assert visitor.open().status_code == 422
    assert second.open().url == OWN


@pytest.mark.parametrize("answer", ["sign", "decline"])
def test_a_link_that_is_taken_back_while_its_page_is_open_takes_no_answer(visitor, note, father, head, answer):
    link = visitor.asked.link
    ask_to_sign(signatory=father, email="other@letters.example", phone="1", by=head)

    acts = {
        "sign": lambda: sign_by_link(
            link=link, signatory=father, digest=note.digest, typed="D. Farrow", by=system_user()
        ),
        "decline": lambda: decline_by_link(link=link, signatory=father, reason="No.", by=system_user()),
    }
    with pytest.raises(Refused, match="opens nothing any more"):
        acts[answer]()
    assert not father.signatures.exists()


def test_one_link_takes_one_answer_though_two_pages_are_open(visitor, note, father):
    link = visitor.asked.link
    decline_by_link(link=link, signatory=father, reason="No.", by=system_user())

    with pytest.raises(Refused, match="opens nothing any more"):
        sign_by_link(link=link, signatory=father, digest=note.digest, typed="D. Farrow", by=system_user())
    assert father.signatures.count() == 1


def test_nobody_is_asked_who_has_signed(note, father, head):
    sign_in_room(signatory=father, digest=note.digest, typed="D. Farrow", by=head)

    with pytest.raises(Refused, match="is noted already"):
        ask_to_sign(signatory=father, email="a@letters.example", phone="1", by=head)


def test_whoever_would_not_sign_may_be_sent_a_link_after_all(note, father, head, run_jobs):
    note_unsigned(signatory=father, method=SignMethod.DECLINED, reason="No.", witness="Dan", by=head)
    visitor = Visitor(father, head, run_jobs)
    visitor.open()
    visitor.sign(note, typed="D. Farrow")

    assert father.signatures.filter(method=SignMethod.LINK).exists()


def test_no_link_goes_to_the_account_of_somebody_else(father, head, deputy):
    with pytest.raises(Refused, match=f"{deputy.name} signs in here with this address"):
        ask_to_sign(signatory=father, email=deputy.email.upper(), phone="1", by=head)


def test_a_link_goes_to_the_own_address_of_an_account(note, head):
    own = note.signatories.select_related("record__case").get(order=2)

    assert ask_to_sign(signatory=own, email=head.email, phone="1", by=head).code


def test_only_whoever_works_on_the_case_sends_links(father, office, stranger):
    for user in (office, stranger):
        with pytest.raises(PermissionDenied):
            ask_to_sign(signatory=father, email="a@letters.example", phone="1", by=user)


def test_it_lives_a_week_longer_than_the_signatures_are_due(visitor, note):
    due = Duty.objects.get(kind=Kind.SIGN, subject=str(note.pk)).due_at

    assert link().expires_at == due + timedelta(days=7)
    assert link().expires_at > timezone.now()


def test_of_token_and_code_digests_alone_are_kept(visitor):
    kept = link()
    token = visitor.url.split("/")[2]

    assert kept.token_digest == digest_of(token)
    assert visitor.asked.code not in str(vars(kept))
    assert mark_of(kept)

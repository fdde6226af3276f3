"""Whoever prints a record to be signed by pen takes the signed page back, without seeing the file, while it waits."""

import pytest
from django.urls import reverse

from cases.services.case import involve
from cases.states import Part
from kernel.refusal import Refused
from records.models import Scan, Signature, WrittenRecord
from records.services import issue_record, note_signed, note_unsigned, sign_in_room, start_record, withdraw_record
from records.services.signing import Signer
from records.states import RecordKind, SignMethod
from schools.states import Role
from tests import factories as make
from tests.records.contents import REPORT
from tests.records.test_signing import TODAY, matched

pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def central(school):
    return make.UserFactory(name="Jo Marlow", role=(Role.CENTRAL_TEAM, None))


@pytest.fixture
def note(case, head):
    draft = start_record(
        case=case, kind=RecordKind.INTERVIEW_NOTE, title="Note: Helen Bell", content=REPORT, by=head, subject="1"
    )
    return issue_record(record=draft, signers=[Signer("Helen Bell", "Was interviewed")], by=head)


def of_record(name, record):
    return reverse(f"records:{name}", args=[record.case.reference, record.pk])


def of_signer(name, record):
    return reverse(f"records:{name}", args=[record.case.reference, record.signatories.get().pk])


@pytest.fixture(params=["office", "central"])
def prints(request):
    """Somebody who handles the records of the school and sees no file of it."""
    return request.getfixturevalue(request.param)


def test_the_tray_leads_to_the_page_on_which_signatures_come_in(note, prints, client_of, run_jobs):
    run_jobs(raising=True)
    page = client_of(prints).get("/records/tray/").text

    assert f'href="{of_record("sign", note)}"' in page
    assert client_of(prints).get(note.case.get_absolute_url()).status_code == 404


def test_whoever_prints_it_opens_each_page_of_signing(note, prints, client_of):
    client = client_of(prints)
    scan = matched(note)
    pages = [
        *(of_record(name, note) for name in ("sign", "room")),
        *(of_signer(name, note) for name in ("sign_here", "unsigned", "disagrees")),
        scan.get_absolute_url(),
    ]

    assert {client.get(url).status_code for url in pages} == {200}
    said = client.get(of_record("sign", note)).text
    assert "Print it from the tray" in said
    assert f'href="{note.get_absolute_url()}"' not in said
    assert client.get(note.get_absolute_url()).status_code == 404


def test_once_everybody_has_answered_they_are_led_back_to_the_tray_and_see_it_no_more(note, prints, client_of):
    scan, client = matched(note), client_of(prints)
    day = {"signed_on_day": TODAY.day, "signed_on_month": TODAY.month, "signed_on_year": TODAY.year}

    answer = client.post(scan.get_absolute_url(), {"signatories": note.signatories.get().pk, **day})

    assert (answer.status_code, answer.url) == (302, "/records/tray/")
    assert Signature.objects.get().captured_by == prints
    assert client.get(of_record("sign", note)).status_code == 404
    assert client.get(scan.get_absolute_url()).status_code == 404


def test_whoever_works_on_the_case_goes_on_to_the_signatures(note, head, client_of):
    scan = matched(note)
    day = {"signed_on_day": TODAY.day, "signed_on_month": TODAY.month, "signed_on_year": TODAY.year}

    answer = client_of(head).post(scan.get_absolute_url(), {"signatories": note.signatories.get().pk, **day})

    assert answer.url == of_record("sign", note)
    assert client_of(head).get(answer.url).status_code == 200


def test_a_record_that_was_withdrawn_is_shut(note, head, central, client_of):
    withdraw_record(record=note, reason="It was about another.", by=head)

    assert client_of(central).get(of_record("sign", note)).status_code == 404


@pytest.mark.parametrize("who", ["stranger", "staff", "chair"])
def test_nobody_else_is_let_in(note, request, client_of, who):
    client = client_of(request.getfixturevalue(who))

    assert client.get(of_record("sign", note)).status_code == 404
    assert client.get(of_signer("sign_here", note)).status_code == 404


def test_nobody_takes_back_a_page_of_a_case_that_is_about_them(note, case, central, head, client_of):
    involve(case=case, part=Part.SUBJECT, user=central, by=head)

    assert client_of(central).get(of_record("sign", note)).status_code == 404
    assert not WrittenRecord.objects.handled_by(central).exists()
    assert not Scan.objects.handled_by(central).exists()


def test_who_prints_it_and_whoever_sees_the_file_note_one_answer(note, central, head):
    signatory = note.signatories.get()
    sign_in_room(signatory=signatory, digest=note.digest, typed="Helen Bell", by=central)

    with pytest.raises(Refused, match="noted already"):
        note_signed(scan=matched(note), signatories=[signatory], signed_on=TODAY, by=head)
    with pytest.raises(Refused):
        note_unsigned(signatory=signatory, method=SignMethod.DECLINED, reason="No.", witness="Dan Price", by=head)

    assert Signature.objects.count() == 1

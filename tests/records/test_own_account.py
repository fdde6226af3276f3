"""Whoever is asked to sign and has an account reads and signs the record there, or says why not."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from audit.models import Entry
from cases.duties import Kind
from cases.models import Duty
from cases.services.case import involve
from cases.states import Part
from desk.selectors.history import sentence
from kernel.refusal import Refused, Stale
from notices.models import Notice
from notices.states import NoticeKind
from records.models import Disagreement, Signatory, Signature
from records.selectors.certificate import lines_of
from records.services import correct_record, issue_record, start_record, withdraw_record
from records.services.on_screen import decline_for_oneself, sign_for_oneself
from records.services.signing import Signer
from records.states import RecordKind, RecordState, SignMethod
from schools.states import Role
from tests import factories as make
from tests.records.contents import REPORT

pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def companion(other_school):
    """The headteacher of another school, who was at the meeting and sees nothing of the case."""
    return make.UserFactory(name="Grace Oyelaran", role=(Role.HEAD, other_school))


@pytest.fixture
def note(case, head, companion, run_jobs):
    draft = start_record(
        case=case, kind=RecordKind.INTERVIEW_NOTE, title="Note of a talk", content=REPORT, by=head, subject="1"
    )
    signers = [Signer(head.name, "Convener", user=head), Signer(companion.name, "Companion", user=companion)]
    record = issue_record(record=draft, signers=signers, by=head)
    run_jobs(raising=True)
    return type(record).objects.select_related("case").get(pk=record.pk)


def row_of(record, user):
    return record.signatories.get(user=user)


def page_of(row, name="sign_own"):
    return reverse(f"records:{name}", args=[row.pk])


def test_whoever_is_asked_to_sign_is_told_and_whoever_issued_it_is_not(note, companion, head):
    told = Notice.objects.filter(kind=NoticeKind.SIGN_ASKED)

    assert [one.to_user for one in told] == [companion]
    assert told.get().path == note.get_absolute_url()


def test_the_record_leads_to_signing_it_and_no_more_once_they_have(note, companion, client_of):
    client, url = client_of(companion), page_of(row_of(note, companion))
    assert f'href="{url}"' in client.get(note.get_absolute_url()).text
    assert client.get(note.case.get_absolute_url()).status_code == 404

    page = client.get(url)
    answer = client.post(
        url, {"digest": page.context["form"]["digest"].value(), "typed": "Grace Oyelaran", "has_read": "on"}
    )

    assert (answer.status_code, answer.url) == (302, note.get_absolute_url())
    signature = Signature.objects.get()
    assert (signature.method, signature.typed, signature.captured_by) == (
        SignMethod.TYPED, "Grace Oyelaran", companion,
    )  # fmt: skip
    assert f'href="{url}"' not in client.get(note.get_absolute_url()).text
    assert Notice.objects.get(kind=NoticeKind.SIGN_ANSWERED).to_user == note.issued_by


def test_the_page_of_signatures_and_the_history_say_in_whose_account(note, companion, head, client_of):
    sign_for_oneself(signatory=row_of(note, companion), digest=note.digest, typed="G. Oyelaran", by=companion)

    sheet = client_of(head).get(reverse("records:sign", args=[note.case.reference, note.pk])).text
    entry = Entry.objects.get(chain=note.case.chain, verb="signature.typed_oneself")

    assert "in their own account." in sheet
    assert "in their own account." in " ".join(lines_of(note)[1].said)
    assert sentence(entry) == (
        "Grace Oyelaran read it and signed by typing G. Oyelaran, in their own account: Note of a talk, version 1."
    )


def test_with_the_last_answer_the_record_is_complete(note, companion, head):
    sign_for_oneself(signatory=row_of(note, companion), digest=note.digest, typed="Grace", by=companion)
    sign_for_oneself(signatory=row_of(note, head), digest=note.digest, typed="Ruth", by=head)

    note.refresh_from_db()
    assert note.state == RecordState.COMPLETE
    assert not Duty.objects.open().filter(kind=Kind.SIGN).exists()


def test_whoever_does_not_sign_says_why_in_their_own_words_and_may_sign_later(note, companion, client_of):
    client, row = client_of(companion), row_of(note, companion)
    refused = client.post(page_of(row, "decline_own"), {"reason": ""})
    assert (refused.status_code, "Say why you do not sign" in refused.text) == (422, True)

    client.post(page_of(row, "decline_own"), {"reason": "I came late.", "disagrees": "It began at nine."})

    first = Signature.objects.get()
    assert (first.method, first.reason, first.captured_by) == (SignMethod.DECLINED, "I came late.", companion)
    assert Disagreement.objects.get().text == "It began at nine."
    assert "I came late." in " ".join(lines_of(note)[1].said)
    sign_for_oneself(signatory=row, digest=note.digest, typed="Grace", by=companion)
    assert Signature.objects.standing().count() == 2


def test_nobody_signs_for_somebody_else_or_twice_or_an_older_text(note, companion, head):
    row = row_of(note, companion)
    with pytest.raises(PermissionDenied):
        sign_for_oneself(signatory=row, digest=note.digest, typed="Grace", by=head)
    with pytest.raises(PermissionDenied):
        decline_for_oneself(signatory=row, reason="No.", by=head)
    with pytest.raises(Stale):
        sign_for_oneself(signatory=row, digest="0" * 64, typed="Grace", by=companion)

    sign_for_oneself(signatory=row, digest=note.digest, typed="Grace", by=companion)

    with pytest.raises(Refused):
        sign_for_oneself(signatory=row, digest=note.digest, typed="Grace", by=companion)
    with pytest.raises(Refused):
        decline_for_oneself(signatory=row, reason="No.", by=companion)


@pytest.mark.parametrize("who", ["head", "office", "stranger", "ceo", "chair"])
def test_the_page_is_open_to_nobody_else(note, companion, request, client_of, who):
    client = client_of(request.getfixturevalue(who))

    assert client.get(page_of(row_of(note, companion))).status_code == 404
    assert client.get(page_of(row_of(note, companion), "decline_own")).status_code == 404


def test_it_is_shut_for_whom_the_case_is_about_and_for_whose_role_has_ended(note, companion, head, case, client_of):
    row = row_of(note, companion)
    involve(case=case, part=Part.SUBJECT, user=companion, by=head)
    assert client_of(companion).get(page_of(row)).status_code == 404
    with pytest.raises(PermissionDenied):
        sign_for_oneself(signatory=row, digest=note.digest, typed="Grace", by=companion)

    assert not Signatory.objects.asked_of(companion).exists()


@pytest.mark.parametrize("what", ["replaced", "withdrawn"])
def test_a_version_that_does_not_count_is_not_signed(note, companion, head, client_of, what):
    if what == "replaced":
        issue_record(record=correct_record(record=note, correction="The time", by=head), by=head)
    else:
        withdraw_record(record=note, reason="It was about another.", by=head)
    row = row_of(note, companion)

    assert 'name="typed"' not in client_of(companion).get(page_of(row)).text
    with pytest.raises(Refused):
        sign_for_oneself(signatory=row, digest=note.digest, typed="Grace", by=companion)

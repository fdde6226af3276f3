"""Who has signed what? Signatories, pages that come back with their code, those who do not sign."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob

from audit.models import Entry
from cases.arrivals import Arrival, keep
from cases.duties import Kind
from cases.models import Duty
from desk.services.closing import close_case
from kernel import apart
from kernel.refusal import Refused
from records import jobs
from records.models import Scan, Signature
from records.services import (
    Signer,
    correct_record,
    issue_record,
    match_scan,
    note_signed,
    note_unsigned,
    remove_scan,
    start_record,
    take_back,
    take_scans,
)
from records.states import SCANS, RecordKind, RecordState, ScanState, SignMethod
from tests import factories
from tests.records import pages
from tests.records.contents import REPORT

TODAY = date(2026, 11, 2)
SIGNERS = (Signer("Helen Bell", "Was interviewed"), Signer("Ruth Adeyemi", "Held the interview"))
pytestmark = pytest.mark.usefixtures("clock")


def issue(case, by, *, signers=SIGNERS, subject="1", title="Interview note: Helen Bell"):
    draft = start_record(case=case, kind=RecordKind.INTERVIEW_NOTE, title=title, content=REPORT, by=by, subject=subject)
    return issue_record(record=draft, signers=signers, by=by)


@pytest.fixture
def note(case, head, run_jobs):
    """An interview note that two people sign, with its PDF."""
    return fresh(issue(case, head), run_jobs)


def fresh(record, run_jobs=None):
    if run_jobs is not None:
        run_jobs(raising=True)
    return type(record).objects.select_related("case", "file").get(pk=record.pk)


def paper_of(record):
    with record.file.file.open() as stored:
        return stored.read()


def send(record, by, data, name="page.jpg"):
    files = keep([SimpleUploadedFile(name, data)], folder=SCANS)
    return take_scans(record=record, files=files, by=by)[0]


def looked_at(scan, run_jobs):
    run_jobs(raising=True)
    return Scan.objects.select_related("record__case").get(pk=scan.pk)


def matched(record, **more):
    return factories.ScanFactory(record=record, matched=True, **more)


def duty(record):
    return Duty.objects.get(kind=Kind.SIGN, subject=str(record.pk))


def sentences(case):
    return [*Entry.objects.filter(chain=case.chain).values_list("verb", flat=True)]


# --- Who signs ----------------------------------------------------------------------------------------------------
def test_a_record_with_signatories_waits_for_them_once_its_pdf_is_made(note, head):
    assert note.state == RecordState.ISSUED
    assert note.content["signing"] == [["Helen Bell", "Was interviewed"], ["Ruth Adeyemi", "Held the interview"]]
    owed = duty(note)
    assert (owed.owner_user, owed.about) == (head, note.title)
    assert owed.due_at.date() == date(2026, 11, 9)


def test_whoever_need_not_sign_holds_nothing_open(case, head, run_jobs):
    note = fresh(issue(case, head, signers=[Signer("Jo Brook", "Wrote this statement", is_needed=False)]), run_jobs)

    assert note.state == RecordState.COMPLETE
    assert not Duty.objects.filter(kind=Kind.SIGN).exists()


def test_who_signs_is_part_of_the_digest(case, head):
    one = issue(case, head)
    other = issue(case, head, subject="2", signers=SIGNERS[:1])

    assert one.digest != other.digest


# --- Pages that come back -----------------------------------------------------------------------------------------
@pytest.mark.parametrize("degrees", [0, 3, 91, 178])
def test_a_photograph_is_known_by_the_code_at_its_foot(note, head, run_jobs, degrees):
    scan = looked_at(send(note, head, pages.photograph(paper_of(note), degrees=degrees)), run_jobs)

    assert (scan.state, scan.code, scan.is_typed) == (ScanState.MATCHED, note.code, False)
    assert scan.served.name.endswith(".jpg")


def test_a_scanned_pdf_is_known_by_its_code(note, head, run_jobs):
    data = pages.scan(pages.paper(paper_of(note)), pages.paper(paper_of(note)))
    scan = looked_at(send(note, head, data, "scan.pdf"), run_jobs)

    assert scan.state == ScanState.MATCHED
    assert scan.is_pdf


def test_with_the_last_signature_the_record_is_complete(note, head, run_jobs):
    scan = looked_at(send(note, head, pages.photograph(paper_of(note))), run_jobs)
    helen, ruth = note.signatories.order_by("order")

    note_signed(scan=scan, signatories=[helen], signed_on=TODAY, by=head)
    assert fresh(note).state == RecordState.ISSUED
    note_signed(scan=scan, signatories=[ruth], signed_on=TODAY, by=head)

    assert fresh(note).state == RecordState.COMPLETE
    assert duty(note).discharged_by == head
    assert {one.digest for one in Signature.objects.all()} == {note.digest}


def test_a_record_signed_before_its_pdf_was_stored_completes_with_it(case, head, run_jobs):
    note = issue(case, head)
    note_signed(scan=matched(note), signatories=note.signatories.all(), signed_on=TODAY, by=head)
    assert fresh_state(note) == RecordState.ISSUED

    assert fresh(note, run_jobs).state == RecordState.COMPLETE


def fresh_state(record):
    return type(record).objects.values_list("state", flat=True).get(pk=record.pk)


def second_version(note, head, run_jobs):
    draft = correct_record(record=note, correction="The time was wrong", by=head)
    return fresh(issue_record(record=draft, signers=SIGNERS, by=head), run_jobs)


def test_a_page_of_an_older_version_is_refused_by_a_sentence_that_names_it(note, head, run_jobs):
    page = pages.photograph(paper_of(note))
    newer = second_version(note, head, run_jobs)

    scan = looked_at(send(newer, head, page), run_jobs)

    assert scan.state == ScanState.REFUSED
    assert scan.note == (
        "This is a page of version 1, and this is version 2. A signature counts only for the version it was written on. "
        "Print version 2 and have that signed, or scan this page to version 1."
    )
    assert not scan.original


def test_the_bytes_of_a_refused_page_are_gone(note, head, run_jobs, files):
    page = pages.photograph(paper_of(note))
    newer = second_version(note, head, run_jobs)
    send(newer, head, page)
    run_jobs(raising=True)
    run_jobs(raising=True)

    assert [path for path in Path(files, "scans").rglob("*") if path.is_file()] == []


def test_a_page_of_a_newer_version_is_sent_there(note, head, run_jobs):
    newer = second_version(note, head, run_jobs)
    scan = looked_at(send(fresh(note), head, pages.photograph(paper_of(newer))), run_jobs)

    assert "This is a page of version 2, and this is version 1." in scan.note
    assert scan.note.endswith("Scan this page to version 2.")


def test_a_page_of_another_record_of_the_case_is_named(note, case, head, run_jobs):
    other = fresh(issue(case, head, subject="2", title="Interview note: Sam Okoro"), run_jobs)
    scan = looked_at(send(note, head, pages.photograph(paper_of(other))), run_jobs)

    assert scan.note == (
        "This is a page of another document: Interview note: Sam Okoro, version 1. Scan it to that one."
    )


def test_a_page_of_another_case_is_named_only_to_whoever_sees_that_one(
    school, other_school, note, head, ceo, stranger, client_of, run_jobs
):
    other_case = factories.CaseFactory(school=other_school)
    other = fresh(issue(other_case, stranger, title="Interview note: Somebody Secret"), run_jobs)
    scan = looked_at(send(note, head, pages.photograph(paper_of(other))), run_jobs)

    assert scan.note == "This is a page of another document, not of this one."
    assert "Somebody Secret" not in client_of(head).get(scan.get_absolute_url()).content.decode()
    assert "Somebody Secret" in client_of(ceo).get(scan.get_absolute_url()).content.decode()


def test_two_documents_in_one_scan_are_refused(note, case, head, run_jobs):
    other = fresh(issue(case, head, subject="2"), run_jobs)
    data = pages.scan(pages.paper(paper_of(note)), pages.paper(paper_of(other)))

    assert looked_at(send(note, head, data, "both.pdf"), run_jobs).state == ScanState.REFUSED


def test_a_page_that_is_never_examined_is_refused_after_some_tries(note, head, run_jobs, monkeypatch, clock):
    def fails(path, end):
        raise apart.NotExamined("ended with 1")

    monkeypatch.setattr(jobs, "codes_apart", fails)
    scan = send(note, head, pages.without_code())
    for _ in range(apart.MOST_TRIES):
        assert Scan.objects.get(pk=scan.pk).is_waiting
        run_jobs(raising=True)
        clock.shift(300)

    scan.refresh_from_db()
    assert (scan.state, scan.note, scan.original.name) == (ScanState.REFUSED, apart.IN_VAIN, "")


def test_a_strange_code_beside_ours_changes_nothing(note, head, run_jobs, monkeypatch):
    monkeypatch.setattr(jobs, "codes_apart", lambda path, end: ["https://example.org/?code=1", f"x?code={note.code}"])
    scan = looked_at(send(note, head, pages.without_code()), run_jobs)

    assert scan.state == ScanState.MATCHED


def test_a_page_whose_code_cannot_be_read_waits_for_it_to_be_typed(note, head, run_jobs):
    scan = looked_at(send(note, head, pages.without_code()), run_jobs)
    assert scan.state == ScanState.UNREAD
    with pytest.raises(Refused, match="Type in the code at its foot"):
        note_signed(scan=scan, signatories=note.signatories.all(), signed_on=TODAY, by=head)

    match_scan(scan=scan, code=note.code, by=head)

    scan.refresh_from_db()
    assert (scan.state, scan.is_typed) == (ScanState.MATCHED, True)


def test_a_typed_code_of_another_version_is_refused_and_named(note, head, run_jobs):
    newer = second_version(note, head, run_jobs)
    scan = looked_at(send(newer, head, pages.without_code()), run_jobs)

    with pytest.raises(Refused, match="This is a page of version 1, and this is version 2"):
        match_scan(scan=scan, code=note.code, by=head)
    assert fresh(scan.record).scans.get().state == ScanState.UNREAD


def test_a_typed_code_of_nothing_is_refused(note, head, run_jobs):
    scan = looked_at(send(note, head, pages.without_code()), run_jobs)

    with pytest.raises(Refused, match="no document issued here"):
        match_scan(scan=scan, code="0" * 16, by=head)


def test_a_wrong_picture_can_be_taken_out(note, head, run_jobs):
    scan = looked_at(send(note, head, pages.without_code()), run_jobs)
    remove_scan(scan=scan, by=head)

    assert looked_at(scan, run_jobs).state == ScanState.REFUSED


def test_a_page_that_belongs_here_cannot_be_taken_out(note, head):
    with pytest.raises(Refused, match="known already"):
        remove_scan(scan=matched(note), by=head)


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("page.jpg", b"%PDF-1.7 no picture", "is not what its name says"),
        ("page.pdf", b"\xff\xd8\xff no pdf", "is not what its name says"),
        ("page.jpg", b"\xff\xd8\xff\xe0" + b"\0" * 40, "damaged"),
    ],
)
def test_what_is_no_picture_or_pdf_is_not_kept(note, head, run_jobs, name, data, said):
    scan = looked_at(send(note, head, data, name), run_jobs)

    assert scan.state == ScanState.REFUSED
    assert said in scan.note


def test_the_same_page_twice_is_one(note, head):
    page = pages.without_code()
    files = keep([SimpleUploadedFile("a.jpg", page), SimpleUploadedFile("b.jpg", page)], folder=SCANS)

    assert len(take_scans(record=note, files=files, by=head)) == 1
    assert take_scans(record=note, files=keep([SimpleUploadedFile("c.jpg", page)], folder=SCANS), by=head) == []


def test_a_virus_scanner_that_is_away_leaves_the_page_waiting(note, head, run_jobs, settings):
    settings.CLAMD_URL = "unix:///nowhere/clamd.ctl"
    scan = send(note, head, pages.without_code())
    run_jobs()

    scan.refresh_from_db()
    assert scan.state == ScanState.WAITING


def test_a_page_that_lost_its_job_is_looked_at_again(note, head, run_jobs, clock):
    scan = factories.ScanFactory(record=note, added_at=note.issued_at)
    clock.shift(timedelta(minutes=11))
    jobs.catch_up(0)

    assert "records.examine_scan" in names_queued()
    assert scan.state == ScanState.WAITING


def names_queued():
    return [*ProcrastinateJob.objects.filter(status="todo").values_list("task_name", flat=True)]


# --- Signatures ---------------------------------------------------------------------------------------------------
def test_nobody_signs_twice(note, head):
    helen = note.signatories.get(order=1)
    note_signed(scan=matched(note), signatories=[helen], signed_on=TODAY, by=head)

    with pytest.raises(Refused, match="The signature of Helen Bell is noted already"):
        note_signed(scan=matched(note), signatories=[helen], signed_on=TODAY, by=head)


@pytest.mark.parametrize(("day", "said"), [(date(2026, 11, 1), "before the day"), (date(2026, 11, 3), "future")])
def test_a_day_that_cannot_be_is_refused(note, head, day, said):
    with pytest.raises(Refused, match=said):
        note_signed(scan=matched(note), signatories=note.signatories.all(), signed_on=day, by=head)


def test_whoever_does_not_sign_holds_nothing_open(note, head):
    helen, ruth = note.signatories.order_by("order")
    note_unsigned(
        signatory=helen, method=SignMethod.DECLINED, reason="She signs nothing.", witness="Dan Price", by=head
    )
    note_unsigned(signatory=ruth, method=SignMethod.UNABLE, reason="Broken arm.", witness="Dan Price", by=head)

    assert fresh(note).state == RecordState.COMPLETE
    assert duty(note).discharged_at


def test_whoever_would_not_sign_may_sign_later(note, head):
    helen, ruth = note.signatories.order_by("order")
    for one in (helen, ruth):
        note_unsigned(signatory=one, method=SignMethod.DECLINED, reason="Not today.", witness="Dan Price", by=head)

    note_signed(scan=matched(fresh(note)), signatories=[helen], signed_on=TODAY, by=head)

    assert helen.signatures.standing().filter(method=SignMethod.PEN).count() == 1


def test_declining_is_noted_once(note, head):
    helen = note.signatories.get(order=1)
    note_unsigned(signatory=helen, method=SignMethod.DECLINED, reason="No.", witness="Dan Price", by=head)

    with pytest.raises(Refused, match="noted already"):
        note_unsigned(signatory=helen, method=SignMethod.UNABLE, reason="No.", witness="Dan Price", by=head)


def test_an_error_is_taken_back_and_the_signature_owed_again(note, head):
    helen = note.signatories.get(order=1)
    row = note_unsigned(signatory=helen, method=SignMethod.DECLINED, reason="No.", witness="Dan Price", by=head)

    take_back(signature=row, reason="It was Ruth.", by=head)

    assert not helen.signatures.standing().exists()
    assert duty(note).discharged_at is None
    note_signed(scan=matched(note), signatories=[helen], signed_on=TODAY, by=head)


def test_what_completed_a_record_is_not_taken_back(note, head):
    signed = note_signed(scan=matched(note), signatories=note.signatories.all(), signed_on=TODAY, by=head)

    with pytest.raises(Refused, match="Correct it by a new version"):
        take_back(signature=signed[0], reason="Wrong", by=head)


# --- Versions -----------------------------------------------------------------------------------------------------
def test_a_corrected_version_withdraws_no_signature_silently(note, head, run_jobs, client_of):
    note_signed(scan=matched(note), signatories=[note.signatories.get(order=1)], signed_on=TODAY, by=head)
    newer = second_version(note, head, run_jobs)

    assert note.signatories.get(order=1).signatures.standing().count() == 1
    assert duty(note).how == "A later version took its place"
    assert duty(newer).discharged_at is None
    told = Entry.objects.get(chain=note.case.chain, verb="record.signatures_left")
    assert told.payload.data["names"] == "Helen Bell"
    page = client_of(head).get(reverse("records:sign", args=[note.case.reference, newer.pk])).content.decode()
    assert "Helen Bell had signed version 1" in page


def test_a_late_page_of_the_version_that_was_signed_still_counts_for_it(note, head, run_jobs):
    page = pages.photograph(paper_of(note))
    second_version(note, head, run_jobs)
    old = fresh(note)

    scan = looked_at(send(old, head, page), run_jobs)
    note_signed(scan=scan, signatories=old.signatories.all(), signed_on=TODAY, by=head)

    assert fresh(note).state == RecordState.SUPERSEDED


def test_nobody_is_asked_about_a_version_that_was_replaced(note, head, run_jobs):
    second_version(note, head, run_jobs)

    with pytest.raises(Refused, match="A later version"):
        note_unsigned(
            signatory=note.signatories.get(order=1),
            method=SignMethod.UNABLE,
            reason="Ill",
            witness="Dan Price",
            by=head,
        )


def test_a_closed_case_takes_no_page(note, head):
    for one in note.signatories.all():
        note_unsigned(signatory=one, method=SignMethod.UNABLE, reason="Ill", witness="Dan Price", by=head)
    close_case(case=note.case, outcome="Over", by=head)

    with pytest.raises(Refused):
        take_scans(record=fresh(note), files=[Arrival("a.jpg", 8, "a" * 64, "scans/a")], by=head)


# --- Pages --------------------------------------------------------------------------------------------------------
def test_a_head_has_a_note_signed_from_print_to_complete(note, head, run_jobs, client_of):
    client, address = client_of(head), reverse("records:sign", args=[note.case.reference, note.pk])
    page = SimpleUploadedFile("page.jpg", pages.photograph(paper_of(note)))
    assert client.post(address, {"files": page}).status_code == 302
    assert "Pages are being checked" in client.get(address).content.decode()
    run_jobs(raising=True)
    scan = note.scans.get()

    sent = {"signatories": [one.pk for one in note.signatories.all()]}
    day = {"signed_on_day": "2", "signed_on_month": "11", "signed_on_year": "2026"}
    assert client.post(scan.get_absolute_url(), {**sent, **day}).status_code == 302

    assert "Everybody has answered" in client.get(address).content.decode()
    assert fresh(note).state == RecordState.COMPLETE


def test_a_video_is_no_signed_page(note, head, client_of):
    address = reverse("records:sign", args=[note.case.reference, note.pk])
    client_of(head).post(address, {"files": SimpleUploadedFile("talk.mp4", b"video")})

    assert note.scans.get().note.startswith("A signed page comes back as a photograph or a PDF.")


def test_the_copy_of_a_page_is_a_download(note, head, run_jobs, client_of):
    scan = looked_at(send(note, head, pages.without_code()), run_jobs)
    client = client_of(head)

    for address in (scan.get_file_url(), scan.get_original_url()):
        response = client.get(address)
        assert b"".join(response.streaming_content)
        assert response["Content-Disposition"].startswith("attachment")
        assert "sandbox" in response["Content-Security-Policy"]

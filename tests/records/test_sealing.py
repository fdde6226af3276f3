"""Is a signed record sealed, whole, checkable by others, and does every change show?"""

import random
import re
import subprocess
from base64 import b64encode
from io import BytesIO, StringIO

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone
from PIL import Image, ImageDraw

from audit.models import Entry
from kernel.jobs import queue
from kernel.wording import full_day
from records import drawing, jobs, seals
from records.checks import seal_is_set_up
from records.models import SealedFile
from records.services import (
    correct_record,
    issue_record,
    note_disagreement,
    note_signed,
    note_unsigned,
    sign_in_room,
    start_record,
)
from records.services.signing import Signer
from records.states import RecordKind, RecordState, SignMethod
from records.verifying import by_file
from tests import factories
from tests.records.contents import HOSTILE_NAMES, HOSTILE_TEXTS, REPORT

SIGNERS = (
    Signer("Helen Bell", "Was interviewed"),
    Signer("Ruth Adeyemi", "Held the interview"),
    Signer("Sam Okoro", "Companion"),
)
pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A folder for seals, in which the first is made once: a key takes a second."""
    return tmp_path_factory.mktemp("seal")


@pytest.fixture
def seal(made, settings, db):
    settings.SEAL_DIR, settings.SEAL_PASSPHRASE = str(made), "a passphrase"
    factories.TrustFactory()
    call_command("make_seal", "--if-none", stdout=StringIO())
    return seals.seal_in_use(timezone.now().date())


def picture():
    out, drawn = BytesIO(), Image.new("RGB", (600, 180), "white")
    ImageDraw.Draw(drawn).line([(40, 90), (200, 30), (300, 150), (500, 60)], fill=(11, 28, 44), width=4)
    drawn.save(out, "PNG")
    return drawing.keep_drawing(drawing.PREFIX + b64encode(out.getvalue()).decode())


def answered(record, by, disagrees="He never raised a hand."):
    """One draws, one types, one does not sign."""
    helen, ruth, sam = record.signatories.order_by("order")
    sign_in_room(signatory=helen, digest=record.digest, drawing=picture(), by=by)
    sign_in_room(signatory=ruth, digest=record.digest, typed="R. Adeyemi", by=by)
    note_disagreement(signatory=sam, text=disagrees, by=by)
    reason = "He signs nothing."
    note_unsigned(signatory=sam, method=SignMethod.DECLINED, reason=reason, witness="Dan Price", by=by)


def noted(case, head, signers=SIGNERS, title="Note"):
    draft = start_record(case=case, kind=RecordKind.INTERVIEW_NOTE, title=title, content=REPORT, by=head, subject="1")
    return issue_record(record=draft, signers=signers, by=head)


@pytest.fixture
def sealed(case, head, run_jobs, seal):
    """A record that everybody has answered, sealed by the worker."""
    record = noted(case, head)
    run_jobs(raising=True)
    answered(record, head)
    run_jobs(raising=True)
    return type(record).objects.select_related("case", "file", "sealed").get(pk=record.pk)


def bytes_of(file):
    with file.file.open() as stored:
        return stored.read()


def program(name, data, tmp_path, *arguments):
    path = tmp_path / "sealed.pdf"
    path.write_bytes(data)
    command = [name, *arguments, str(path), *(["-"] if name == "pdftotext" else [])]
    done = subprocess.run(command, capture_output=True, check=False)
    return (done.stdout + done.stderr).decode()


def is_valid(data, tmp_path):
    """Whether poppler calls the seal valid and over the whole file."""
    said = program("pdfsig", data, tmp_path, "-nocert")
    return "Signature is Valid" in said and "Total document signed" in said


def verdict(data):
    return by_file(SimpleUploadedFile("a.pdf", data)).title


def test_a_record_is_sealed_once_everybody_has_answered(sealed, seal):
    assert sealed.state == RecordState.COMPLETE
    assert sealed.sealed.fingerprint == seal.fingerprint
    assert sealed.sealed.pages == sealed.file.pages + 1
    assert Entry.objects.filter(chain=sealed.case.chain, verb="record.sealed").count() == 1


def test_the_certificate_page_says_who_how_when_and_why_not(sealed, tmp_path):
    text = " ".join(program("pdftotext", bytes_of(sealed.sealed), tmp_path).split())

    for said in (
        "Helen Bell",
        "Signed by hand, on a screen.",
        "Signed by typing their name.",
        "R. Adeyemi",
        "Did not want to sign.",
        "He signs nothing.",
        "Seen by Dan Price.",
        "What is not agreed with",
        "He never raised a hand.",
        " ".join(re.findall(".{8}", sealed.file.sha256)),
        "He came to the front gate at 08:05.",
    ):
        assert said in text, said


def test_the_sealed_pdf_is_tagged_throughout(sealed, tmp_path):
    data = bytes_of(sealed.sealed)
    told = program("pdfinfo", data, tmp_path, "-struct-text")

    assert told.count("Document\n") == 2
    assert "Signatures" in told.split("Document\n")[2]
    with pikepdf.open(BytesIO(data)) as pdf:
        numbers = [int(n) for n in list(pdf.Root.StructTreeRoot.ParentTree.Nums)[::2]]
        assert len(numbers) == len(set(numbers))
        assert {int(page.StructParents) for page in pdf.pages} <= set(numbers)
        assert str(pdf.Root.Lang) == "en-GB"
        figures = program("pdfinfo", data, tmp_path, "-struct")
        assert "Figure" in figures


def test_a_pdf_reader_and_this_site_call_it_genuine(client, sealed, tmp_path):
    data = bytes_of(sealed.sealed)

    assert is_valid(data, tmp_path)
    assert "PAdES" in program("pdfsig", data, tmp_path) or "ETSI.CAdES.detached" in program("pdfsig", data, tmp_path)
    assert verdict(data) == "Genuine and unchanged"
    assert verdict(bytes_of(sealed.file)) == "Genuine and unchanged"
    page = client.post("/verify/", {"by": "file", "file": BytesIO(data)}).content.decode()
    assert "This is exactly the file that was sealed" in page
    assert " ".join(re.findall(".{8}", sealed.sealed.fingerprint)) in page


def signed_range(data):
    """Where the seal's own hexadecimal digits stand: the only bytes it does not cover."""
    with pikepdf.open(BytesIO(data)) as pdf:
        start, length, after, _ = (int(n) for n in pdf.Root.AcroForm.Fields[0].V.ByteRange)
    return start + length, after


def test_one_changed_byte_anywhere_shows_to_both(sealed, tmp_path):
    data = bytes_of(sealed.sealed)
    begins, ends = signed_range(data)
    dice = random.Random(5)
    for at in (*dice.sample(range(len(data)), 24), 0, 9, begins - 1, ends, len(data) - 1):
        if begins <= at < ends:
            continue
        changed = data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]
        assert not is_valid(changed, tmp_path), at
        assert verdict(changed) in ("Changed: do not rely on this file", "Not a file that was issued here"), at


def test_a_changed_seal_shows_to_both(sealed, tmp_path):
    data = bytes_of(sealed.sealed)
    _, ends = signed_range(data)
    # The signature's own value stands at the end of it, and nothing is left over behind.
    for at in range(ends - 60, ends - 3, 9):
        digit = b"0" if data[at : at + 1] != b"0" else b"1"
        changed = data[:at] + digit + data[at + 1 :]
        assert not is_valid(changed, tmp_path), at
        assert verdict(changed) == "Changed: do not rely on this file"


def test_what_was_added_behind_the_seal_shows(sealed, tmp_path):
    data = bytes_of(sealed.sealed) + b"\n%more\n"

    assert not is_valid(data, tmp_path)
    assert verdict(data) == "Changed: do not rely on this file"


def test_a_replaced_version_is_said_to_be_replaced(sealed, head):
    data = bytes_of(sealed.sealed)
    issue_record(record=correct_record(record=sealed, correction="The time", by=head), signers=SIGNERS, by=head)

    assert verdict(data) == "Genuine, but replaced by a later version"


def test_the_seal_of_somebody_else_is_not_ours(sealed, made, settings, tmp_path):
    """The same pages under another seal: a reader calls the seal whole, this site knows that it is not that file."""
    settings.SEAL_DIR = str(tmp_path / "theirs")
    call_command("make_seal", stdout=StringIO())
    theirs = seals.seal_in_use(timezone.now().date())
    paper = jobs.sealed(bytes_of(sealed.file), bytes_of(sealed.file), theirs, trust="Somebody")

    assert is_valid(paper.data, tmp_path)
    assert verdict(paper.data) == "Changed: do not rely on this file"


def test_hostile_names_and_texts_are_printed_as_they_are(case, head, run_jobs, seal, tmp_path):
    names = [Signer(name, text) for name, text in zip(HOSTILE_NAMES, (*HOSTILE_TEXTS, "Parent", "x"), strict=False)]
    record = noted(case, head, signers=[Signer(one.name[:200], one.capacity[:200]) for one in names])
    run_jobs(raising=True)
    for row in record.signatories.order_by("order"):
        note_disagreement(signatory=row, text="\n\n".join(HOSTILE_TEXTS), by=head)
        sign_in_room(signatory=row, digest=record.digest, typed=row.name, by=head)
    run_jobs(raising=True)

    data = bytes_of(SealedFile.objects.get())
    assert is_valid(data, tmp_path)
    text = program("pdftotext", data, tmp_path)
    assert "<script>alert(1)</script>" in text
    assert "{{ 7|add:7 }}" in text


def test_a_pen_signature_is_named_with_its_day(case, head, run_jobs, seal, tmp_path):
    record = noted(case, head, signers=SIGNERS[:1])
    run_jobs(raising=True)
    scan = factories.ScanFactory(record=record, matched=True)
    today = timezone.localdate()
    note_signed(scan=scan, signatories=record.signatories.all(), signed_on=today, by=head)
    run_jobs(raising=True)

    text = " ".join(program("pdftotext", bytes_of(SealedFile.objects.get()), tmp_path).split())
    assert "Signed by pen, on paper." in text
    assert f"Signed on {full_day(today)}." in text


def test_a_record_nobody_signs_is_not_sealed(complete, run_jobs, seal):
    queue("records.seal", record_id=complete.pk)
    run_jobs(raising=True)
    jobs.catch_up(0)
    run_jobs(raising=True)

    assert not SealedFile.objects.exists()


def test_without_a_seal_it_waits_and_is_sealed_later(case, head, run_jobs, settings, tmp_path, clock, client_of):
    settings.SEAL_DIR = str(tmp_path / "none")
    record = noted(case, head)
    run_jobs(raising=True)
    answered(record, head)
    run_jobs(raising=True)
    assert not SealedFile.objects.exists()
    page = client_of(head).get(reverse("records:sign", args=[case.reference, record.pk])).content.decode()
    assert "It cannot be sealed yet" in page

    clock.shift(660)
    call_command("make_seal", stdout=StringIO())
    jobs.catch_up(0)
    run_jobs(raising=True)

    assert SealedFile.objects.get().record == record


def test_the_sealed_file_is_shown_to_whoever_sees_the_record(sealed, head, stranger, client_of):
    address = sealed.get_sealed_url()
    answer = client_of(head).get(address)

    assert b"".join(answer.streaming_content) == bytes_of(sealed.sealed)
    assert answer["Content-Disposition"].endswith('-v1-sealed.pdf"')
    assert client_of(stranger).get(address).status_code == 404
    assert "Open sealed PDF" in client_of(head).get(sealed.get_absolute_url()).content.decode()


# --- The seal itself ----------------------------------------------------------------------------------------------
def test_the_key_is_encrypted_and_for_this_user_alone(settings, tmp_path, db):
    settings.SEAL_DIR, settings.SEAL_PASSPHRASE = str(tmp_path / "seal"), ""
    factories.TrustFactory()
    call_command("make_seal", stdout=StringIO())

    seal = seals.seal_in_use(timezone.now().date())
    assert b"ENCRYPTED PRIVATE KEY" in seal.key.read_bytes()
    assert {path.stat().st_mode & 0o777 for path in seals.folder().iterdir()} == {0o600}
    assert seals.folder().stat().st_mode & 0o777 == 0o700
    assert Entry.objects.get(verb="seal.made").payload.data["fingerprint"] == seal.fingerprint


def test_the_next_seal_takes_over_and_the_old_one_stays_valid(sealed, seal, tmp_path, clock):
    data = bytes_of(sealed.sealed)
    with pytest.raises(CommandError, match="There is a seal"):
        call_command("make_seal", stdout=StringIO())
    clock.shift(60)
    key = seal.key.read_bytes()
    try:
        call_command("make_seal", "--next", stdout=StringIO())
        newer = seals.seal_in_use(timezone.now().date())

        assert newer.fingerprint != seal.fingerprint
        assert not seal.key.exists()
        assert seal.certificate.exists()
        assert [one.fingerprint for one in seals.seals()] == [seal.fingerprint, newer.fingerprint]
        assert is_valid(data, tmp_path)
        assert verdict(data) == "Genuine and unchanged"
    finally:
        newer.key.unlink()
        newer.certificate.unlink()
        seal.key.write_bytes(key)


def test_a_seal_that_ends_soon_is_told_of(settings, tmp_path, db, clock):
    settings.SEAL_DIR = str(tmp_path / "seal")
    factories.TrustFactory()
    today = timezone.now().date()
    assert seals.why_unready(today) == seals.NONE_YET
    call_command("make_seal", "--years", "1", stdout=StringIO())

    assert seals.why_unready(today) == ""
    assert "Make the next one" in seals.why_unready(today.replace(year=2027))
    assert seals.why_unready(today.replace(year=2028)) == seals.NONE_YET


def test_a_real_site_is_told_where_there_is_none(settings, tmp_path):
    settings.SEAL_DIR = str(tmp_path / "none")

    assert [one.msg for one in seal_is_set_up(None)] == [seals.NONE_YET]

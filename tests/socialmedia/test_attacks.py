"""What somebody tries who means harm: rows of others by their number, texts and files that are something else."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from audit.models import Entry
from cases.models import Case, EvidenceFile
from cases.services.case import involve
from cases.states import Part
from kernel.filetypes import Unfit
from kernel.mailfiles import read_mail
from socialmedia import services
from socialmedia.models import OnlineConcern, RestrictionBreach
from socialmedia.states import ConcernKind, Ground, Platform, StepKind
from tests import factories as make
from tests.socialmedia.test_concerns import sent
from tests.socialmedia.test_restrictions import TERMS

pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def kay(school):
    return make.PersonFactory(given_name="Kay", family_name="Lowe", at=school)


@pytest.fixture
def theirs(other_school, ceo):
    """Everything that belongs to another school."""
    person = make.PersonFactory(given_name="Zed", family_name="Other", at=other_school)
    case = make.CaseFactory(school=other_school, opened_by=ceo)
    involve(case=case, part=Part.SUBJECT, person=person, by=ceo)
    concern = make.OnlineConcernFactory(case=case, author=person)
    return {
        "school": other_school,
        "person": person,
        "case": case,
        "concern": concern,
        "step": make.ConcernStepFactory(concern=concern, kind=StepKind.REMOVAL, person=person),
        "restriction": make.RestrictionFactory(set=True, case=case, person=person),
        "contact": make.ContactFactory(school=other_school, person=person),
        "meeting": make.MeetingFactory(case=case),
        "file": make.MailFileFactory(asked=True, upload__school=other_school),
        "user": make.UserFactory(role=("staff", other_school)),
    }


def test_no_number_of_another_school_opens_or_takes_anything(theirs, school, kay, head, ceo, client_of):
    concern = services.log_concern(
        school=school, platform=Platform.FACEBOOK, words="Untrue.", kinds=[ConcernKind.DEFAMATORY], author=kay,
        seen_at=timezone.now(), by=head,
    )  # fmt: skip
    mine = concern.case
    row = services.warn_of_restriction(case=mine, person=kay, grounds=[Ground.VOLUME], why="Many.", by=head)
    services.set_restriction(restriction=row, by=head, **TERMS)
    client, before = client_of(head), Entry.objects.of_chain(theirs["case"].reference).count()

    def url(name, *args):
        return reverse(f"socialmedia:{name}", args=args)

    hidden = {
        # The reference is of this school, the row is not; and the other way round.
        url("concern", mine.reference, theirs["concern"].pk),
        url("concern", theirs["case"].reference, concern.pk),
        url("step", mine.reference, theirs["step"].pk),
        url("step_paper", mine.reference, theirs["step"].pk),
        url("restriction", mine.reference, theirs["restriction"].pk),
        url("terms_letter", mine.reference, f"{theirs['restriction'].pk}-terms-1"),
        url("contact", theirs["contact"].pk),
        url("upload", theirs["file"].upload_id),
        url("upload_sender", theirs["file"].upload_id, theirs["file"].pk),
        url("log_from", theirs["case"].reference),
        url("restrict", theirs["case"].reference),
    }
    assert {page: client.get(page).status_code for page in hidden} == dict.fromkeys(hidden, 404)
    may = {"may_be_indecent": "no"}
    refused = (
        (url("log"), sent(school, author=theirs["person"].pk, find="oth", handle="")),
        (url("log"), sent(school, named=[theirs["person"].pk], find="oth")),
        (url("log"), sent(school, colleagues=[theirs["user"].pk])),
        (url("author", mine.reference, concern.pk), {"find": "zed", "author": theirs["person"].pk}),
        (url("take", mine.reference, concern.pk, "discussion"), {"what": "", "meeting": theirs["meeting"].pk}),
        (url("terms_breach", mine.reference, row.pk), {"what": "Rang.", "contact": theirs["contact"].pk}),
        (url("restrict", mine.reference), {"person": theirs["person"].pk, "grounds": ["volume"], "why": "Many."}),
        (url("check", mine.reference, concern.pk), {"found": "burnt", **may}),
    )
    assert {client.post(page, data).status_code for page, data in refused} == {422}
    client.post(url("log"), {**sent(school), "school": theirs["school"].pk})
    assert not Case.objects.filter(school=theirs["school"]).exclude(pk=theirs["case"].pk).exists()
    assert not RestrictionBreach.objects.exists()
    assert Entry.objects.of_chain(theirs["case"].reference).count() == before


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "data:text/html,<script>",
        "https://user:pw@facebook.com.evil.example/",
        "https://ｆacebook.com/",
    ],
)
def test_an_address_runs_nowhere_and_is_fetched_by_nobody(school, head, client_of, url):
    """Outside sockets are off in every test: whoever fetched would fail."""
    client = client_of(head)
    client.post(reverse("socialmedia:log"), sent(school, url=url))
    concern = OnlineConcern.objects.get()
    pages = [concern.get_absolute_url(), reverse("socialmedia:check", args=[concern.case.reference, concern.pk])]

    for page in (*pages, concern.case.get_absolute_url(), reverse("socialmedia:concerns")):
        text = client.get(page).text
        assert f'href="{url}' not in text
        assert "<script>" not in text.replace("<script ", "")


def test_what_no_database_keeps_is_cleaned_or_refused_with_a_sentence(school, head, client_of):
    client, odd = client_of(head), "a\x00b\u202e =HYPERLINK(1)\r\nBcc: all@school.example"
    client.post(reverse("socialmedia:log"), sent(school, handle=odd, words=odd, place=odd))
    concern = OnlineConcern.objects.get()

    assert concern.handle == "ab =HYPERLINK(1) Bcc: all@school.example"
    assert client.get(concern.get_absolute_url()).status_code == 200
    assert client.post(reverse("socialmedia:log"), sent(school, url="https://x.com/" + "a" * 10_000)).status_code == 422


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("shot.svg", b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
        ("shot.png", b"<html><script>alert(1)</script></html>"),
        ("shot.jpg", b"\xff\xd8\xff" + b"PK\x03\x04" * 99),
    ],
)
def test_a_screenshot_that_is_something_else_is_not_kept(school, head, client_of, run_jobs, name, data):
    file = SimpleUploadedFile(name, data, content_type="image/png")
    client_of(head).post(reverse("socialmedia:log"), sent(school, files=[file]))
    run_jobs()

    assert [*EvidenceFile.objects.values_list("state", flat=True)] == ["refused"]
    assert EvidenceFile.objects.get().note


def nested(depth):
    wraps = b"".join(b'Content-Type: multipart/mixed; boundary="%d"\n\n--%d\n' % (n, n) for n in range(depth))
    return b"From: kay@home.example\nSubject: x\nMIME-Version: 1.0\n" + wraps


def said_of(data):
    """What a message says, or the sentence why it is not taken."""
    try:
        return read_mail(data)
    except Unfit as unfit:
        return unfit.reason


@pytest.mark.parametrize(
    "data",
    [
        nested(1000),
        b"From: kay@home.example\nContent-Length: 209715200\nSubject: x\n\nShort.",
        b"From: kay@home.example\nSubject: " + b"=?utf-8?B?" + b"QUFB" * 20_000 + b"?=\n\nx",
        b"From: kay@home.example\nSubject: " + b"=?utf-8?Q?=F0?= " * 8_000 + b"\n\nx",
        b"From: kay@home.example\nSubject: a\x00b\n\n\x00\xed\xa0\x80",
        b"From: kay@home.example\nSubject: =?utf-8?Q?x=0D=0ABcc:_all@school.example?=\n\nx",
        b"From: kay@home.example\nSubject: x\nContent-Type: text/plain\nContent-Disposition: attachment\n\nPK\x03\x04",
    ],
    ids=["nested", "length", "long word", "many words", "nul", "header", "attachment"],
)
def test_no_message_breaks_what_reads_it(data):
    read = said_of(data)
    if isinstance(read, str):
        assert read.endswith(".")
        return
    assert len(read.subject) <= 300
    assert not {"\n", "\r", "\x00"} & {*read.subject}
    assert "\x00" not in read.text
    read.text.encode()

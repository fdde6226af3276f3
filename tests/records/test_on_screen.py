"""Who signs on a screen that is passed round? Drawn, typed, not at all; and what is not agreed with."""

from base64 import b64encode
from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.storage import default_storage
from django.urls import reverse
from PIL import Image, ImageDraw

from audit.models import Entry
from cases.duties import Kind
from cases.models import Duty
from kernel.refusal import Refused, Stale
from records import drawing, jobs, rules
from records.models import Disagreement, Signature
from records.services import (
    correct_record,
    issue_record,
    note_disagreement,
    note_unsigned,
    sign_in_room,
    start_record,
)
from records.services.signing import Signer
from records.states import RecordKind, RecordState, SignMethod
from tests.records.contents import REPORT

SIGNERS = (Signer("Helen Bell", "Was interviewed"), Signer("Ruth Adeyemi", "Held the interview"))
pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def note(case, head, run_jobs):
    draft = start_record(case=case, kind=RecordKind.INTERVIEW_NOTE, title="Note", content=REPORT, by=head, subject="1")
    issued = issue_record(record=draft, signers=SIGNERS, by=head)
    run_jobs(raising=True)
    return fresh(issued)


def fresh(record):
    return type(record).objects.select_related("case", "file").get(pk=record.pk)


def signers(record):
    return [*record.signatories.order_by("order")]


def drawn(size=(600, 180), kind="PNG"):
    """What the box sends: a picture as a `data:` address."""
    picture, out = Image.new("RGB", size, "white"), BytesIO()
    ImageDraw.Draw(picture).line([(40, 90), (200, 30), (300, 150), (500, 60)], fill=(11, 28, 44), width=4)
    picture.save(out, kind)
    return drawing.PREFIX + b64encode(out.getvalue()).decode()


def at(name, row):
    return reverse(f"records:{name}", args=[row.record.case.reference, row.pk])


def sent(row, **more):
    return {"digest": row.record.digest, "has_read": "on", **more}


def sign(row, by, **more):
    return sign_in_room(signatory=row, digest=row.record.digest, typed=row.name, by=by, **more)


def test_two_people_sign_on_one_screen_and_the_record_is_complete(note, head, client_of):
    helen, ruth = signers(note)
    client = client_of(head)

    assert client.post(at("sign_here", helen), sent(helen, drawing=drawn())).status_code == 302
    assert fresh(note).state == RecordState.ISSUED
    page = client.post(at("sign_here", ruth), sent(ruth, typed="R. Adeyemi"), follow=True).content.decode()

    assert "Thank you, Ruth Adeyemi." in page
    assert "Everybody has answered" in page
    assert fresh(note).state == RecordState.COMPLETE
    one, two = Signature.objects.order_by("pk")
    assert (one.method, one.captured_by, one.digest) == (SignMethod.SCREEN, head, note.digest)
    assert (two.method, two.typed, two.drawing.name) == (SignMethod.TYPED, "R. Adeyemi", "")
    assert Duty.objects.get(kind=Kind.SIGN).discharged_by == head


def test_a_drawing_is_kept_as_a_picture_made_anew(note, head, client_of):
    helen, _ = signers(note)
    address = drawn()
    client_of(head).post(at("sign_here", helen), sent(helen, drawing=address))

    row = Signature.objects.get()
    with row.drawing.open() as stored:
        kept = stored.read()
    assert row.drawing.name.endswith(".png")
    assert Image.open(BytesIO(kept)).size == (600, 180)
    assert default_storage.listdir("signatures/2026/11")[1] == [row.drawing.name.rsplit("/")[-1]]


@pytest.mark.parametrize(
    "address",
    [
        "data:image/svg+xml;base64,PHN2Zz4=",
        "https://example.org/a.png",
        drawing.PREFIX + "no base64!",
        drawing.PREFIX + b64encode(b"no picture").decode(),
        drawing.PREFIX + "A" * 500_000,
        drawn(kind="JPEG"),
    ],
)
def test_what_is_no_drawing_is_refused(note, head, client_of, address):
    helen, _ = signers(note)
    response = client_of(head).post(at("sign_here", helen), sent(helen, drawing=address))

    assert response.status_code == 422
    assert drawing.AGAIN in response.content.decode()
    assert not Signature.objects.exists()


def test_nothing_or_both_is_asked_about(note, head, client_of):
    helen, _ = signers(note)
    client = client_of(head)

    assert "Sign in the box, or type your name." in client.post(at("sign_here", helen), sent(helen)).content.decode()
    both = client.post(at("sign_here", helen), sent(helen, typed="H", drawing=drawn())).content.decode()
    assert "Clear one of the two." in both
    unread = client.post(at("sign_here", helen), {"digest": note.digest, "typed": "Helen"}).content.decode()
    assert "Read it, or have it read to you" in unread


@pytest.mark.parametrize("typed", ["Ruth Adeyemi", "Mr John Smith", "x"])
def test_a_name_that_is_not_theirs_is_no_signature_and_stays_typed(note, head, client_of, typed):
    helen, _ = signers(note)

    answer = client_of(head).post(at("sign_here", helen), sent(helen, typed=typed))

    assert answer.status_code == 422
    assert f"The record waits for {helen.name}." in answer.content.decode()
    assert f'value="{typed}"' in answer.content.decode()
    assert not Signature.objects.exists()


@pytest.mark.parametrize(
    ("name", "typed", "is_theirs"),
    [
        ("Mrs Ann Bell", "A Bell", True),
        ("Mrs Ann Bell", "ann", True),
        ("Zoë Smith-Jones", "zoe jones", True),
        ("Siân O’Neill", "S. ONeill", True),
        ("Mr Bell", "Mr Smith", False),
        ("Ann Bell", "A B", False),
        ("A. B.", "Anything", True),
        ("李小龍", "李小龍", True),
    ],
)
def test_a_typed_name_is_theirs_if_a_word_of_it_is(name, typed, is_theirs):
    assert (rules.cannot_sign_as(typed, name) is None) == is_theirs


def test_what_was_drawn_is_still_there_when_the_page_comes_back(note, head, client_of):
    helen, _ = signers(note)
    address = drawn()
    page = client_of(head).post(at("sign_here", helen), {"digest": note.digest, "drawing": address})

    assert address in page.content.decode().replace("&#x2B;", "+")


def test_the_same_person_signs_once(note, head):
    helen, _ = signers(note)
    sign(helen, head)

    with pytest.raises(Refused, match="The signature of Helen Bell is noted already"):
        sign(helen, head)


def test_an_older_version_is_not_signed_and_the_current_one_is_named(note, head, client_of):
    helen, _ = signers(note)
    for reason in ("The time was wrong", "The place too"):
        newest = fresh(note).case.records.order_by("-version").first()
        issue_record(record=correct_record(record=newest, correction=reason, by=head), signers=SIGNERS, by=head)

    page = client_of(head).post(at("sign_here", helen), sent(helen, typed="Helen"))

    assert page.status_code == 422
    said = "This is version 1. Version 3 is the current one: read and sign that one."
    assert said in page.content.decode()
    with pytest.raises(Refused, match="Version 3 is the current one"):
        sign(helen, head)


def test_another_text_than_the_one_shown_is_not_signed(note, head):
    helen, _ = signers(note)

    with pytest.raises(Stale, match="Read it again"):
        sign_in_room(signatory=helen, digest="0" * 64, typed="Helen", by=head)
    assert not Signature.objects.exists()


def test_the_page_carries_the_digest_of_what_it_shows(note, head, client_of):
    helen, _ = signers(note)
    page = client_of(head).get(at("sign_here", helen)).content.decode()

    assert note.digest in page
    assert "He came to the front gate at 08:05." in page
    assert 'class="app-nav' not in page


def test_sent_twice_it_signs_once(note, head, client_of):
    helen, _ = signers(note)
    client, token = client_of(head), "00000000-0000-0000-0000-0000000000aa"
    for _ in range(2):
        assert client.post(at("sign_here", helen), sent(helen, typed="Helen", token=token)).status_code == 302

    assert Signature.objects.count() == 1


def test_a_complete_record_is_signed_by_pen_alone(note, head):
    helen, ruth = signers(note)
    for row in (helen, ruth):
        note_unsigned(signatory=row, method=SignMethod.DECLINED, reason="No.", witness="Dan Price", by=head)

    with pytest.raises(Refused, match="signs it by pen"):
        sign(helen, head)


def test_whoever_would_not_sign_may_while_others_are_waited_for(note, head):
    helen, _ = signers(note)
    note_unsigned(signatory=helen, method=SignMethod.DECLINED, reason="No.", witness="Dan Price", by=head)
    sign(helen, head)

    assert [one.method for one in helen.signatures.order_by("pk")] == [SignMethod.DECLINED, SignMethod.TYPED]


def test_who_saw_that_somebody_did_not_sign_is_asked_and_shown(note, head, client_of):
    helen, _ = signers(note)
    client = client_of(head)
    unwitnessed = client.post(at("unsigned", helen), {"method": "declined", "reason": "No."})
    assert "Say who saw it." in unwitnessed.content.decode()

    client.post(at("unsigned", helen), {"method": "declined", "reason": "No.", "witness": "Dan Price"})

    assert Signature.objects.get().witness == "Dan Price"
    page = client.get(reverse("records:sign", args=[note.case.reference, note.pk])).content.decode()
    assert "Seen by Dan Price." in page


def test_a_signature_is_not_noted_as_if_it_were_none(note, head):
    helen, _ = signers(note)

    with pytest.raises(Refused, match="where it was given"):
        note_unsigned(signatory=helen, method=SignMethod.TYPED, reason="x", witness="Dan", by=head)


# --- What is not agreed with --------------------------------------------------------------------------------------
def test_what_is_not_agreed_with_is_kept_word_for_word(note, head, client_of):
    helen, ruth = signers(note)
    client = client_of(head)
    client.post(at("sign_here", helen), sent(helen, typed="Helen", disagrees="He never\nraised a hand."))
    client.post(at("disagrees", ruth), {"text": "It was the side gate."})

    assert [one.text for one in Disagreement.objects.order_by("pk")] == [
        "He never\nraised a hand.",
        "It was the side gate.",
    ]
    page = client.get(reverse("records:sign", args=[note.case.reference, note.pk])).content.decode()
    assert "raised a hand." in page
    verbs = Entry.objects.filter(chain=note.case.chain, verb="signature.disagreed")
    assert verbs.count() == 2


def test_nothing_is_added_to_a_complete_record(note, head):
    helen, ruth = signers(note)
    sign(helen, head)
    sign(ruth, head)

    with pytest.raises(Refused, match="The record is complete"):
        note_disagreement(signatory=helen, text="No.", by=head)


def test_a_drawing_that_nobody_names_is_cleared_away(note, head, clock, clock_after):
    helen, _ = signers(note)
    kept = drawing.keep_drawing(drawn())
    sign_in_room(signatory=helen, digest=note.digest, drawing=kept, by=head)
    stray = drawing.keep_drawing(drawn())

    with clock_after(timedelta(days=800)):
        jobs.clear_orphans(0)

    assert default_storage.exists(kept.name)
    assert not default_storage.exists(stray.name)

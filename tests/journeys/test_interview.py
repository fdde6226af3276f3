"""The CEO talks with a parent who was suspended, and everybody who was there signs the agreed record, each in their own way.

Four browsers: the CEO's tablet, which is passed round; the companion at a desk of another school; the parent's phone, by
link; the Central Team's desk, where what was signed by pen comes in and what is printed goes out.
"""

import re
import subprocess
from datetime import date
from io import StringIO

import pytest
import time_machine
from django.core import mail
from django.core.files.storage import default_storage
from django.core.management import call_command

from cases.duties import Kind
from cases.models import Duty
from meetings.models import Meeting
from records.models import Signature, WrittenRecord
from records.states import CURRENT, RecordKind, RecordState, SignMethod
from schools.services.roles import sync_roles
from schools.states import Role
from tests import factories as make
from tests.browser.conftest import PHONE
from tests.browser.test_signing import draw
from tests.journeys.conftest import LONG_BEFORE
from tests.journeys.story import fill_day
from tests.records.pages import photograph

pytestmark = pytest.mark.browser
TABLET = {"width": 820, "height": 1180}
POINTS = "Mr Farrow said that he is sorry for what he said at the gate.\n\nThe school said that its gate opens at 8:40."
AGREED = "Mr Farrow rings the school first when he is worried about his son."
SIGNED_BY = {
    "Dana Whitlock": SignMethod.SCREEN,
    "Grace Oyelaran": SignMethod.TYPED,
    "Darren Farrow": SignMethod.LINK,
    "Rosa Farrow": SignMethod.PEN,
    "Ravi Mehta": SignMethod.DECLINED,
}


@pytest.fixture
def people(people):
    """The headteacher of another school, who knows nothing of the case, and somebody of the Central Team."""
    with time_machine.travel(LONG_BEFORE, tick=False):
        other = make.SchoolFactory(name="Lark Hill School", prefix="LAR")
        sync_roles()
        people.companion = make.UserFactory(name="Grace Oyelaran", role=(Role.HEAD, other))
        people.central = make.UserFactory(name="Jo Marlow", role=(Role.CENTRAL_TEAM, None))
    return people


@pytest.fixture
def seal(settings, tmp_path, people):
    """The trust's seal."""
    settings.SEAL_DIR, settings.SEAL_PASSPHRASE = str(tmp_path / "seal"), "a passphrase"
    with time_machine.travel(LONG_BEFORE, tick=False):
        call_command("make_seal", "--if-none", stdout=StringIO())


@pytest.fixture
def story(story, page_of, seal):
    story.pages["ceo"] = page_of(viewport=TABLET)
    return story


# --- What people do -----------------------------------------------------------------------------------------------------
def meeting_of(story):
    return Meeting.objects.get(case=story.case)


def of(story, tail=""):
    return f"{meeting_of(story).get_absolute_url()}{tail}"


def arrange(story):
    page = story.open("ceo", story.path("meetings/arrange/"))
    page.get_by_label("Parent interview").check()
    page.get_by_label("Darren Farrow").check()
    fill_day(page, "on_day", "2026-11-12")
    page.locator("[name=at_time]").fill("15:30")
    page.locator("[name=place]").fill("Room 2")
    page.locator("[name=about]").fill("What happened at the gate on 5 November, and how your son is brought to school.")
    page.locator("[name=companion]").select_option(str(story.people.companion.pk))
    story.press(page, "Arrange the meeting")


def letter(story):
    """The letter to the father as the meeting stands: issued, and handed over."""
    page = story.open("ceo", of(story))
    page.get_by_role("link", name="Letter to Darren Farrow").first.click()
    page.wait_for_url("**/meetings/letters/**")
    page.get_by_label("By hand").first.check()
    story.press(page, "Issue letter")


def comes_too(story, capacity, name):
    page = story.open("ceo", of(story, "who/"))
    page.get_by_label(capacity).check()
    page.locator("[name=name]").fill(name)
    story.press(page, "They come")


def hold(story):
    page = story.open("ceo", of(story, "held/"))
    for box in page.locator("[name=came]").all():
        box.check()
    fill_day(page, "on_day", "2026-11-12")
    page.locator("[name=from_time]").fill("15:30")
    page.locator("[name=to_time]").fill("16:20")
    story.press(page, "Keep it")


def write(story, topic, text):
    page = story.open("ceo", of(story, f"record/{topic}/"))
    page.locator("[name=text]").fill(text)
    story.press(page, "Keep it")


def give_draft(story, name):
    page = story.open("ceo", of(story, "record/given/"))
    page.get_by_label(re.compile(name)).check()
    page.get_by_label("By hand").check()
    fill_day(page, "given_on", "2026-11-13")
    story.press(page, "Note it")


def says(story, who, name="", *, text=""):
    """Somebody says whether the draft is right: in their own account, or noted by the CEO."""
    page = story.open(who, of(story, "record/comment/"))
    if name:
        page.get_by_label(name, exact=True).check()
        page.locator("[name=channel]").select_option("telephone")
    page.get_by_label("No, not all of it" if text else "Yes, it is right").check()
    if text:
        page.locator("[name=text]").fill(text)
    story.press(page, "Keep it")


def issue(story):
    page = story.open("ceo", of(story, "record/"))
    story.press(page, "Issue record")
    return WrittenRecord.objects.get(case=story.case, kind=RecordKind.MEETING_RECORD, state__in=CURRENT)


def of_record(record, tail):
    return f"/cases/{record.case.reference}/records/{record.pk}/{tail}"


def sign_in_the_room(story, record, name):
    page = story.open("ceo", of_record(record, "room/"))
    page.get_by_role("link", name=f"Read and sign {name}").click()
    page.wait_for_url("**/signatories/**")
    draw(page)
    page.get_by_label("I have read this").check()
    story.press(page, "Sign")


def sign_in_their_account(story, record, who, name):
    """From the message that a record waits to the record, and to signing it."""
    [told] = [one for one in mail.outbox if one.to == [getattr(story.people, who).email] and "signature" in one.body]
    assert "Farrow" not in f"{told.subject} {told.body}"
    page = story.open(who, record.get_absolute_url())
    page.get_by_role("link", name="Read and sign").click()
    page.wait_for_url("**/records/signatures/**")
    page.get_by_label("Or type your name").fill(name)
    page.get_by_label("I have read this").check()
    story.press(page, "Sign")


def send_link(story, link, name, address, *, path):
    """The CEO sends a link; gives its path and the code as the father hears it on the telephone."""
    page = story.open("ceo", path)
    page.get_by_role("link", name=f"{link} {name}").click()
    page.get_by_label("Their e-mail address").fill(address)
    page.get_by_label("The telephone number").fill("07700 900123")
    story.press(page, "Send the link")
    code = page.locator("#code").inner_text()
    page.get_by_role("button", name="I have given them the code").click()
    text = next(one.body for one in reversed(mail.outbox) if one.to == [address])
    assert code not in text
    return re.search(r"https?://[^/\s]+(/(?:sign|copy)/\S+)", text)[1], code


def at_home(phone, url, code):
    phone.goto(url)
    phone.get_by_label("Your code").fill(code)
    phone.get_by_role("button", name="Go on").click()


def sign_at_home(story, phone, url, code):
    at_home(phone, url, code)
    phone.wait_for_url("**/sign/")
    story.look(phone)
    draw(phone)
    phone.get_by_label("Is there something you do not agree with?").fill("I stood outside the gate.")
    phone.get_by_label("I have read this").check()
    phone.get_by_role("button", name="Sign", exact=True).click()
    phone.wait_for_url("**/sign/thanks/")
    story.look(phone)
    story.settle()


def stored(file):
    with default_storage.open(file.name) as kept:
        return kept.read()


def signed_by_pen(story, record, name):
    """The Central Team sends the photograph of the page that was signed by pen, and says whose signature it bears."""
    page = story.open("central", "/records/tray/")
    story.look(page)
    page.get_by_role("link", name=re.compile("^Signatures")).first.click()
    page.wait_for_url("**/sign/")
    page.locator("input[type=file]").set_input_files(
        {"name": "signed.jpg", "mimeType": "image/jpeg", "buffer": photograph(stored(record.file.file))}
    )
    story.press(page, "Send the page")
    page = story.open("central", of_record(record, "sign/"))
    page.get_by_role("link", name=re.compile("Say who signed")).first.click()
    page.get_by_label(re.compile(name)).check()
    fill_day(page, "signed_on", "2026-11-16")
    story.press(page, "Note these signatures")


def declined(story, record, name):
    page = story.open("ceo", of_record(record, "sign/"))
    page.get_by_role("link", name=f"They did not sign {name}").click()
    page.get_by_label("did not want to").check()
    page.locator("[name=reason]").fill("His agency lets him sign nothing.")
    page.locator("[name=witness]").fill("Dana Whitlock")
    story.press(page, "Keep this")


def pdfsig(path):
    return subprocess.run(["pdfsig", "-nocert", str(path)], capture_output=True, text=True, check=False).stdout


def check(story, path):
    """What anybody reads who has a file checked."""
    page = story.pages.setdefault("anybody", story.page_of(viewport=PHONE))
    page.goto("/verify/")
    page.locator("input[type=file]").set_input_files(str(path))
    page.get_by_role("button", name="Check the file").click()
    page.wait_for_load_state()
    story.look(page)
    return page.get_by_role("status").inner_text()


def printed_from_the_tray(story, title):
    """The Central Team prints a record that is to be handed out, without seeing its file; gives the text of the pack."""
    page = story.open("central", "/records/tray/")
    page.get_by_label(re.compile(title)).first.check()
    story.press(page, "Print what is ticked")
    page = story.open("central", page.url)
    story.look(page)
    with page.expect_download() as download:
        page.get_by_role("button", name="Download the PDF").click()
    pack = str(download.value.path())
    text = subprocess.run(["pdftotext", "-layout", pack, "-"], capture_output=True, text=True, check=True).stdout
    assert "Contents" in text
    return text


def test_an_interview_from_the_invitation_to_the_print_pack(story, tmp_path, keep_letters):
    story.at("2026-11-05 08:55")
    story.log(account="He shouted threats at Ms Bell.", risk="He threatened to come back.", is_told=True)
    story.at("2026-11-05 11:00")
    arrange(story)
    [told] = [one for one in mail.outbox if one.to == [story.people.companion.email]]
    assert any(name.endswith(".ics") for name, *_ in told.attachments)
    assert "Farrow" not in f"{told.subject} {told.body} {told.attachments}"
    letter(story)
    # The companion sees this meeting and nothing else of the case.
    story.look(story.open("companion", of(story)))
    assert story.status("companion", story.path()) == 404
    assert story.status("central", story.path()) == 404

    story.at("2026-11-12 15:25")
    comes_too(story, "Brought by the parent", "Rosa Farrow")
    comes_too(story, "Interpreter", "Ravi Mehta")
    story.at("2026-11-12 16:30")
    hold(story)
    write(story, "points", POINTS)
    write(story, "agreed", AGREED)
    page = story.open("ceo", of(story, "record/actions/"))
    page.locator("[name=what]").fill("Tell the office that he may ring at any time")
    page.locator("[name=name]").fill("Ruth Adeyemi")
    fill_day(page, "due_on", "2026-11-20")
    story.press(page, "Add it")

    story.at("2026-11-13 09:00")
    story.press(story.open("ceo", of(story, "record/")), "Send it for comment")
    letter(story)
    for name in ("Rosa Farrow", "Ravi Mehta"):
        give_draft(story, name)
    says(story, "companion")
    says(story, "ceo", "Darren Farrow")
    says(story, "ceo", "Rosa Farrow")
    assert "It waits for Ravi Mehta" in story.open("ceo", of(story, "record/")).locator("main").inner_text()
    says(story, "ceo", "Ravi Mehta")

    story.at("2026-11-16 10:00")
    record = issue(story)
    record.refresh_from_db()
    assert record.file is not None
    assert {one.name for one in record.signatories.all()} == {*SIGNED_BY}

    # Signed in four ways, and once not.
    sign_in_the_room(story, record, "Dana Whitlock")
    sign_in_their_account(story, record, "companion", "Grace Oyelaran")
    phone, home = story.page_of(viewport=PHONE), "darren.farrow@example.com"
    url, code = send_link(story, "Send a link", "Darren Farrow", home, path=of_record(record, "sign/"))
    sign_at_home(story, phone, url, code)
    signed_by_pen(story, record, "Rosa Farrow")
    declined(story, record, "Ravi Mehta")
    signatures = Signature.objects.filter(signatory__record=record).select_related("signatory")
    assert {one.signatory.name: one.method for one in signatures} == SIGNED_BY
    record.refresh_from_db()
    assert record.state == RecordState.COMPLETE
    assert record.sealed is not None
    assert not Duty.objects.open().filter(case=story.case, kind=Kind.SIGN).exists()

    # The seal: what poppler says and what we say are one, for the file as it is and for one that was changed.
    data = stored(record.sealed.file)
    whole, changed = tmp_path / "sealed.pdf", tmp_path / "changed.pdf"
    whole.write_bytes(data)
    middle = len(data) // 3
    changed.write_bytes(data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :])
    assert "Signature is Valid" in pdfsig(whole)
    assert "Genuine and unchanged" in check(story, whole)
    assert "Signature is Valid" not in pdfsig(changed)
    assert "Changed: do not rely on this file" in check(story, changed)
    foreign = tmp_path / "foreign.pdf"
    foreign.write_bytes(b"%PDF-1.7\n% of another house\n")
    assert "Not a file that was issued here" in check(story, foreign)

    # Everybody gets it: in the system, by link, by hand, by post.
    story.look(story.open("companion", record.get_absolute_url()))
    url, code = send_link(story, "Send a link", "Darren Farrow", home, path=of_record(record, "copies/"))
    at_home(phone, url, code)
    phone.wait_for_url("**/copy/")
    story.look(phone)
    with phone.expect_download() as download:
        phone.get_by_role("button", name="Download my copy (PDF)").click()
    assert download.value.path().read_bytes() == data
    printed = printed_from_the_tray(story, "Record of a meeting")
    assert "rings the school first" in printed
    assert "I stood outside the gate." in printed
    assert story.case.reference in printed
    for name, way in (("Rosa Farrow", "By hand"), ("Ravi Mehta", "By hand")):
        page = story.open("central", "/records/tray/gone/")
        page.get_by_label(re.compile(name)).check()
        page.get_by_label(way).check()
        story.press(page, "Log these as gone")
    assert not Duty.objects.open().filter(case=story.case, kind=Kind.COPY).exists()

    assert date(2026, 11, 16) == date.today()
    keep_letters(story.case)

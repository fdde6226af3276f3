"""What was posted online, as people deal with it: from the report on a phone to its end."""

import re

import pytest
from playwright.sync_api import expect

from cases.models import EvidenceFile
from records.models import WrittenRecord
from records.states import RecordKind
from socialmedia.models import OnlineConcern
from suspensions.models import SiteSuspension
from tests.browser import looks
from tests.browser.conftest import DESK, PHONE
from tests.browser.test_evidence import photo, wait_until_checked

pytestmark = pytest.mark.usefixtures("worker")


def report(page, *, kinds, words, find="", author="", files=(), indecent=False, handle="@hillside.truth"):
    """From the list to the report that was sent."""
    page.goto("/online/")
    page.get_by_role("link", name="Report something online").click()
    page.get_by_label("Where is it?", exact=True).select_option("facebook")
    if find:
        page.get_by_label("People you know in it").fill(find)
        page.get_by_role("button", name="Find", exact=True).click()
        page.get_by_role("group", name="Who is behind it?").get_by_label(author).check()
    for kind in kinds:
        page.get_by_label(kind).check()
    page.get_by_label("What does it say?").fill(words)
    page.get_by_label("Which name is shown there?").fill(handle)
    page.get_by_label("Web address").fill("https://facebook.com@evil.example/post/1")
    page.get_by_label("Yes, or I am not sure" if indecent else "No", exact=True).check()
    if files:
        page.get_by_label("Screenshots", exact=True).set_input_files(list(files))
    assert looks.faults(page) == []
    page.get_by_role("button", name="Report it").click()


def take(page, name, what="", **answers):
    page.get_by_role("link", name=name, exact=True).click()
    if what:
        page.locator("[name=what]").fill(what)
    for label, value in answers.items():
        page.locator(f"[name={label}]").fill(value)
    assert looks.faults(page) == []
    page.get_by_role("button", name="Take this step").click()
    page.wait_for_url(lambda url: "/steps/" not in url or url.endswith("/paper/"))


def test_a_defamatory_post_from_the_report_to_its_removal(page_of, cast, family, pictures):
    phone = page_of(cast.staff, viewport=PHONE)
    report(
        phone, kinds=["Something untrue that harms a name"], words="The head took the trip money.", find="dar",
        author="Darren Farrow", files=[photo("post.jpg", "green")],
    )  # fmt: skip
    expect(phone.get_by_text("Whoever deals with it has been told")).to_be_visible()
    expect(phone.get_by_text("in hand", exact=True)).to_be_visible()
    pictures(phone, "online-reported")
    concern = OnlineConcern.objects.latest("pk")
    assert concern.author == family
    wait_until_checked(phone, concern.case)
    file = EvidenceFile.objects.get(evidence__case=concern.case)
    assert "Where it was taken was removed" in file.note

    head = page_of(cast.head, viewport=DESK)
    head.goto(concern.get_absolute_url())
    expect(head.get_by_text("This leads to evil.example, not to Facebook")).to_be_visible()
    assert head.locator('a[href*="evil.example"]').count() == 0
    assert looks.faults(head) == []
    pictures(head, "online-post")
    take(head, "Talk with them", "Rang him. He says that he was told so.")
    head.goto(concern.get_absolute_url())
    take(head, "Ask for it to be removed", "It is untrue, and it harms a colleague.")
    expect(head.get_by_text("We ask you to remove it")).to_be_visible()
    pictures(head, "online-letter")
    head.get_by_label("By hand").check()
    head.get_by_role("button", name="Issue it").click()
    head.wait_for_url(re.compile("/records/"))
    assert WrittenRecord.objects.get(case=concern.case, kind=RecordKind.ONLINE_REMOVAL).issued_at

    head.goto(concern.get_absolute_url())
    head.get_by_role("link", name="Look again").click()
    head.get_by_label("It is gone").check()
    assert looks.faults(head) == []
    head.get_by_role("button", name="Note it").click()
    expect(head.get_by_text(re.compile("Settled on"))).to_be_visible()
    expect(head.get_by_text("Thank them for removing it").first).to_be_visible()
    phone.goto(concern.reported_url)
    expect(phone.get_by_text("dealt with", exact=True)).to_be_visible()
    assert phone.get_by_text("Settled").count() == 0


def test_a_racist_threat_goes_straight_to_the_police_and_to_the_gate(page_of, cast, family, pictures):
    head = page_of(cast.head, viewport=PHONE)
    report(
        head, kinds=["Racist", "A threat of violence"], words="On Friday he will see.", find="dar",
        author="Darren Farrow",
    )  # fmt: skip
    head.wait_for_url(re.compile(r"/online/.+/\d+/$"))
    concern = OnlineConcern.objects.latest("pk")
    head.get_by_role("link", name="Report it to the police", exact=True).click()
    assert head.locator("[name=skips_why]").input_value() == "It is racist. It threatens violence."
    head.get_by_label("A threat", exact=True).check()
    head.locator("[name=what]").fill("He names the gate and Friday.")
    head.get_by_role("button", name="Take this step").click()
    expect(head.get_by_text("It gives no opinion")).to_be_visible()
    pictures(head, "online-police")
    head.get_by_role("button", name="Issue it").click()
    head.wait_for_url(re.compile("/records/"))

    head.goto(concern.get_absolute_url())
    head.get_by_role("link", name="Suspend them from site", exact=True).click()
    head.get_by_label("What is the risk to staff or children at the site?").fill("He comes to the gate on Friday.")
    assert looks.faults(head) == []
    head.get_by_role("button", name="Suspend from site").click()
    expect(head.get_by_text("Suspended for the rest of today")).to_be_visible()
    assert SiteSuspension.objects.get(case=concern.case).person == family


def test_an_altered_image_of_a_pupil_is_sealed_and_blurred_or_not_kept_at_all(page_of, cast, pictures):
    head = page_of(cast.head, viewport=PHONE)
    made_up = "AI: a picture, voice or video that was made up or altered"
    report(head, kinds=[made_up], words="A pupil’s face on another body.", indecent=True)
    head.wait_for_url(re.compile(r"/online/.+/\d+/$"))
    kept = OnlineConcern.objects.latest("pk")
    assert kept.is_indecent
    assert not kept.screenshots.exists()
    expect(head.get_by_text("Tell the safeguarding lead of something online").first).to_be_visible()
    expect(head.get_by_text("Tell the police of something online").first).to_be_visible()

    report(head, kinds=[made_up], words="A pupil’s face on a toy.", files=[photo("face.jpg", "blue")])
    head.wait_for_url(re.compile(r"/online/.+/\d+/$"))
    evidence = OnlineConcern.objects.latest("pk").screenshots.get().evidence
    wait_until_checked(head, evidence.case)
    head.goto(evidence.get_absolute_url())
    picture = head.get_by_role("img", name=re.compile("face.jpg"))
    expect(picture).to_have_css("filter", "blur(28px)")
    assert looks.faults(head) == []
    pictures(head, "online-blurred")
    head.get_by_label(re.compile("Show this picture clearly")).check()
    expect(picture).to_have_css("filter", "none")

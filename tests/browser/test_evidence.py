"""Evidence from a telephone: photographs chosen and sent, seen to be checked, shown; with scripts and without."""

import io
import re

import pytest
from PIL import Image
from playwright.sync_api import expect

from cases.models import Evidence, EvidenceFile
from tests import factories
from tests.browser import looks
from tests.browser.conftest import PHONE
from tests.cases import files as make


def photo(name, colour, **said):
    out = io.BytesIO()
    Image.new("RGB", (900, 600), colour).save(out, "JPEG", exif=make.exif_of_home(), **said)
    return {"name": name, "mimeType": "image/jpeg", "buffer": out.getvalue()}


PROGRAM = {"name": "setup.exe", "mimeType": "application/octet-stream", "buffer": b"MZ" + b"\0" * 90}
CHOSEN = [photo("gate.jpg", "red"), photo("car.jpg", "blue"), PROGRAM]


@pytest.fixture
def case(school, cast):
    return factories.CaseFactory(school=school, opened_by=cast.head)


def send_photographs(page, case):
    page.goto(case.get_absolute_url())
    page.get_by_role("link", name="Add evidence").click()
    page.get_by_label("Photograph or video").check()
    page.get_by_label("What it shows and where it is kept").fill("The gate and the car, taken by the caretaker.")
    page.get_by_label("Files", exact=True).set_input_files(CHOSEN)
    yield
    page.get_by_label("None of these files shows").check()
    page.get_by_role("button", name="Add evidence").click()
    page.wait_for_url(re.compile(r"/evidence/\d+/$"))
    yield


def wait_until_checked(page, case):
    for _ in range(120):
        if not EvidenceFile.objects.filter(evidence__case=case, state="waiting").exists():
            return
        page.wait_for_timeout(500)
    raise AssertionError("the files were not examined")


@pytest.mark.usefixtures("worker")
def test_photographs_from_a_telephone_are_checked_and_shown(page_of, cast, case, pictures):
    page = page_of(cast.head, viewport=PHONE)
    sending = send_photographs(page, case)
    next(sending)
    expect(page.get_by_text("3 chosen")).to_be_visible()
    expect(page.get_by_text("setup.exe (1 KB)")).to_be_visible()
    next(sending)

    expect(page.get_by_role("img", name="gate.jpg")).to_be_visible(timeout=60000)
    expect(page.get_by_text("Programs and shortcuts are never taken.")).to_be_visible()
    expect(page.get_by_text("Where it was taken was removed").first).to_be_visible()
    page.get_by_role("img", name="car.jpg").scroll_into_view_if_needed()
    for picture in page.get_by_role("img").all():
        expect(picture).to_have_js_property("naturalWidth", 900)
    assert looks.faults(page) == []
    pictures(page, "evidence-phone")
    page.goto(f"/cases/{case.reference}/evidence/")
    assert looks.faults(page) == []
    states = EvidenceFile.objects.filter(evidence__case=case).order_by("pk").values_list("state", flat=True)
    assert [*states] == ["cleaned", "cleaned", "refused"]


@pytest.mark.usefixtures("worker")
def test_without_scripts_files_are_sent_and_shown_too(page_of, cast, case):
    page = page_of(cast.head, viewport=PHONE, scripts=False)
    sending = send_photographs(page, case)
    next(sending)
    next(sending)

    wait_until_checked(page, case)
    page.reload()
    assert page.get_by_role("img", name="gate.jpg").count() == 1
    assert page.get_by_text("Programs and shortcuts are never taken.").count() == 1


def test_a_refused_form_keeps_the_files_chosen_and_the_focus_goes_to_what_is_wrong(page_of, cast, case):
    page = page_of(cast.head, viewport=PHONE)
    page.goto(f"/cases/{case.reference}/evidence/add/")
    page.get_by_label("Photograph or video").check()
    page.get_by_label("Files", exact=True).set_input_files(CHOSEN[:2])
    page.get_by_label("None of these files shows").check()
    page.get_by_role("button", name="Add evidence").click()

    expect(page.get_by_role("alert").or_(page.locator(".govuk-error-summary")).first).to_be_focused()
    assert page.title().startswith("Error: ")
    expect(page.get_by_text("2 chosen")).to_be_visible()
    assert not Evidence.objects.filter(case=case).exists()

    page.get_by_label("What it shows and where it is kept").fill("The gate.")
    page.get_by_role("button", name="Add evidence").click()
    page.wait_for_url(re.compile(r"/evidence/\d+/$"))
    assert [file.name for file in EvidenceFile.objects.filter(evidence__case=case).order_by("pk")] == [
        "gate.jpg",
        "car.jpg",
    ]


def test_without_a_network_the_files_stay_chosen_and_are_sent_when_it_is_back(page_of, cast, case):
    page = page_of(cast.head, viewport=PHONE)
    row = factories.EvidenceFactory(case=case)
    page.goto(row.get_absolute_url())
    page.get_by_label("Files", exact=True).set_input_files(CHOSEN[:1])
    page.get_by_label("None of these files shows").check()
    page.context.set_offline(True)
    page.get_by_role("button", name="Add files").click()
    expect(page.get_by_text("The files could not be sent.")).to_be_visible()

    page.context.set_offline(False)
    page.get_by_role("button", name="Add files").click()
    expect(page.get_by_text("gate.jpg", exact=True)).to_be_visible()
    assert row.files.count() == 1

"""The benchmark itself: what it fills holds, what it measures is there. No figure is judged here."""

from datetime import date

import pytest
from django.core.files.storage import storages
from django.db import transaction

from audit.selectors import breaks
from cases.models import Case, Duty
from records.models import WrittenRecord
from suspensions.models import SiteSuspension
from tests.bench import pages, papers, report
from tests.bench.fill import Size, fill, prefix_of

CASES, SCHOOLS = 70, 2
COUNTED = {"wall": [4.0, 5.0], "cpu": [3.0, 3.0], "bare_cpu": [2.0, 2.0], "render_cpu": [1.0, 1.0]}


@pytest.fixture(scope="module")
def filling(django_db_setup, django_db_blocker):
    """The database, filled once for all tests here and empty afterwards."""
    with django_db_blocker.unblock(), transaction.atomic():
        fill(Size(CASES, SCHOOLS, people=10, first=5))
        yield
        transaction.set_rollback(True)


@pytest.fixture
def filled(filling, db):
    return filling


def test_what_is_filled_is_whole(filled):
    assert Case.objects.count() == CASES
    assert [*breaks()] == []
    for model in (Case, Duty, WrittenRecord):
        for row in model.objects.all()[:5]:
            row.full_clean()


def test_the_newest_cases_are_in_hand_and_the_older_ones_done(filled):
    open_cases = Duty.objects.open().values("case").distinct().count()
    assert 0 < open_cases < CASES
    assert WrittenRecord.objects.exists()
    assert SiteSuspension.objects.in_force().exists()


def test_every_page_is_measured_for_every_reader(filled):
    found = pages.measure(rounds=2)
    assert {*found} == {*report.PAGES}
    for readers in found.values():
        assert {*readers} == {*pages.READERS}
        for samples in readers.values():
            assert len(samples["wall"]) == len(samples["bare_cpu"]) == 2
            assert samples["queries"] > 0
            assert samples["size"] > 1000


def test_a_record_of_six_pages_is_made_and_its_stored_pdf_served(filled, settings, tmp_path):
    storage = settings.STORAGES["default"]
    settings.STORAGES = {**settings.STORAGES, "default": {**storage, "OPTIONS": {"location": tmp_path}}}
    assert storages["default"].location == str(tmp_path)
    found = papers.measure(rounds=1)
    assert found["pages"] == papers.PAGES
    assert found["seal"][0] > 0
    assert found["verify"][0] > 0
    assert found["pack"][0] > 0
    assert found["bundle"][0] > 0
    assert len(pages.stored_pdf(rounds=1)["wall"]) == 1


def test_schools_have_prefixes_of_their_own():
    assert len({prefix_of(number) for number in range(100)}) == 100


def test_the_table_says_what_is_missed():
    figures = report.Figures(
        cases={"few": 1, "small": 10, "large": 100},
        pages={
            size: [{page: {"head": {**COUNTED, "queries": 13, "size": 2048}} for page in report.PAGES}]
            for size in ("few", "small", "large")
        },
        papers={
            "pages": 6,
            "ours": [10.0],
            "bare": [10.0],
            "seal": [1.0],
            "verify": [0.2],
            "pack": [2.0],
            "bundle": [2.0],
        },
        server={
            "pages": {page: {"head": [41.0]} for page in report.PAGES},
            "starts": [1.0],
            "memory": 99.0,
            "pdf": [2.0],
        },
        rounds=1,
    )
    told = {line.what: line.is_met for line in report.lines(figures)}
    assert told["Home, head: in process, p95"]
    assert told["Home, head: CPU beside the bare view"]
    assert not told["Home, head: through gunicorn, p95"]
    assert not told["Home, head: queries"]
    assert told["Case page, head: queries"]
    assert told["Page of five signatures and seal on it"]
    assert not told["Is this file genuine, six pages"]
    assert "missed" in report.table(figures)
    assert "on 22 November 2026" in report.document(figures, date(2026, 11, 22))

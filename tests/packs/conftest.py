"""Records whose PDFs are stored: a small tagged paper of ours, set once, stands for each of them."""

import pytest
import time_machine
from django.utils import timezone

from packs import services
from records.pdf import paper_of
from records.states import RecordState
from tests import factories as make

HTML = (
    '<html lang="en-GB"><head><title>Interview note</title></head><body class="report"><h1>Interview note</h1>'
    "<table><tr><th scope='col'>When</th></tr><tr><td>Monday</td></tr></table>{more}</body></html>"
)
NEXT_PAGE = '<p style="break-before: page">And so it went on.</p>'


@pytest.fixture(scope="session")
def papers():
    """A tagged paper of one page, and one of two."""
    return {1: paper_of(HTML.format(more=""), "one").data, 2: paper_of(HTML.format(more=NEXT_PAGE), "two").data}


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    """Stored files go into a folder of the test."""
    places = {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(tmp_path / "files")},
    }
    settings.STORAGES = {**settings.STORAGES, "default": places}
    return tmp_path / "files"


@pytest.fixture
def case(school):
    return make.CaseFactory(school=school)


@pytest.fixture
def stored(papers):
    """An issued record of a case with its PDF of so many pages."""

    def act(case, pages=1, **more):
        record = make.WrittenRecordFactory(case=case, **{"issued": True, "state": RecordState.COMPLETE, **more})
        make.RecordFileFactory(record=record, file__data=papers[pages], pages=pages, size=len(papers[pages]))
        return record

    return act


@pytest.fixture
def ask():
    """Ask for a pack of records."""

    def act(*records, by, **more):
        facts = {"for_whom": "The interviews", "purpose": "To be signed", "is_duplex": True, **more}
        return services.ask_pack(records=[record.pk for record in records], by=by, **facts)

    return act


@pytest.fixture
def clock_after():
    """Go on to some time from now: `with clock_after(timedelta(minutes=5)): …`."""
    return lambda later: time_machine.travel(timezone.now() + later, tick=False)

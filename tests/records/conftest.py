"""What the tests of records stand on: a folder of their own for files, a content, an issued record."""

import pytest
import time_machine
from django.utils import timezone

from records.services import issue_record, start_record
from records.states import RecordKind
from tests import factories
from tests.records.contents import REPORT


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    """Stored files go into a folder of the test."""
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": str(tmp_path / "files")},
        },
    }
    return tmp_path / "files"


@pytest.fixture
def case(school):
    return factories.CaseFactory(school=school)


@pytest.fixture
def draft(case, head):
    return start_record(case=case, kind=RecordKind.INCIDENT_REPORT, title="Incident report", content=REPORT, by=head)


@pytest.fixture
def issued(draft, head):
    return issue_record(record=draft, by=head)


@pytest.fixture
def complete(issued, run_jobs):
    """Issued, and its PDF stored by the worker."""
    run_jobs(raising=True)
    issued.refresh_from_db()
    return issued


@pytest.fixture
def clock_after():
    """Go on to some time from now: `with clock_after(timedelta(minutes=5)): …`."""
    return lambda later: time_machine.travel(timezone.now() + later, tick=False)

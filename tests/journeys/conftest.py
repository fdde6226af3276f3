"""A case as people live through it in a real browser, on a clock that stands until the story goes on.

A folder of its own: the worker beside the tests of the browser lives in real time and would do at once what is queued
for a day in autumn. Here the test does it, each thing at its minute.
"""

import itertools
import os
import shutil
from datetime import datetime
from types import SimpleNamespace

import pytest
import time_machine
from django.core.files.storage import default_storage
from procrastinate.contrib.django import app

from records.models import RecordFile
from schools.calendar import LONDON
from schools.services.roles import sync_roles
from schools.states import PersonKind, Role
from tests import factories as make
from tests.browser.conftest import ROOT, page_of, pictures, shown, site, transactional_db
from tests.journeys.story import Story

__all__ = ["page_of", "pictures", "shown", "site", "transactional_db"]
LONG_BEFORE = datetime(2026, 9, 7, 9, 0, tzinfo=LONDON)
PLACES = itertools.cycle(("Orchard", "Beacon", "Canal"))


@pytest.fixture(scope="package")
def board(site):
    """Those who belong to the whole trust; the CEO is known at the central office too."""
    with time_machine.travel(LONG_BEFORE, tick=False):
        make.TrustFactory()
        office = make.SchoolFactory(name="Central office", prefix="CEN", phase="central")
        sync_roles()
        roles = {
            "ceo": ("Dana Whitlock", Role.CEO),
            "chair": ("Edwin Marsh", Role.CHAIR),
            "trustee": ("Imogen Vale", Role.TRUSTEE),
        }
        members = {
            key: make.UserFactory(name=name, email=f"{key}@trust.example", role=(role, None))
            for key, (name, role) in roles.items()
        }
        names = {"title": "Ms", "given_name": "Dana", "family_name": "Whitlock", "kinds": [PersonKind.STAFF]}
        known = make.PersonFactory(at=office, user=members["ceo"], **names)
    return SimpleNamespace(known_ceo=known, **members)


@pytest.fixture
def people(board, transactional_db):
    """A school for one story: its people, a father and his son."""
    with time_machine.travel(LONG_BEFORE, tick=False):
        place = next(PLACES)
        contact = {"phone": "01632 960461", "address": f"{place} Lane\nMiddleton\nMX1 2AB"}
        school = make.SchoolFactory(name=f"{place} Primary", prefix=place[:3].upper(), **contact)
        sync_roles()
        father = make.PersonFactory(at=school)
        son = make.PersonFactory(pupil=True, at=school, family_name="Farrow")
        make.PupilFactsFactory(person=son)
        make.AdultFactsFactory(person=father, address="2 Mill Lane\nMiddleton\nMX1 3CD")
        make.RelationshipFactory(adult=father, pupil=son)
        roles = {
            "head": ("Ruth Adeyemi", Role.HEAD),
            "office": ("Pat Lund", Role.OFFICE),
            "staff": ("Helen Bell", Role.STAFF),
        }
        own = {key: make.UserFactory(name=name, role=(role, school)) for key, (name, role) in roles.items()}
        names = {"title": "Ms", "given_name": "Helen", "family_name": "Bell", "kinds": [PersonKind.STAFF]}
        make.PersonFactory(at=school, user=own["staff"], **names)
        make.SchoolLinkFactory(person=board.known_ceo, school=school)
    return SimpleNamespace(school=school, father=father, **own, **vars(board))


@pytest.fixture
def story(people, page_of, site, shown):
    """The story of one case; the clock stands."""
    app.perform_import_paths()
    with time_machine.travel(LONG_BEFORE, tick=False) as traveller:
        yield Story(traveller, page_of, site, shown, people)


@pytest.fixture
def keep_letters(request):
    """Keep the PDFs of a story to be looked at: in var/journeys where PICTURES=1 asks for it, else nowhere."""

    def keep(case) -> None:
        if not os.environ.get("PICTURES"):
            return
        folder = ROOT / "var" / "journeys" / request.node.name
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        for number, kept in enumerate(RecordFile.objects.filter(record__case=case).order_by("pk"), 1):
            with default_storage.open(kept.file.name) as stored:
                (folder / f"{number:02}-{kept.record.kind}.pdf").write_bytes(stored.read())

    return keep

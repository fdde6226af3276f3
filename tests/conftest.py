"""What every test stands on: the database, the cast of a school, the jobs, the frozen clock."""

import json
import os
import sys
from collections.abc import Callable, Iterator
from copy import deepcopy
from datetime import datetime, timedelta
from types import SimpleNamespace

import pytest
import time_machine
from django.db import connection, transaction
from django.test import Client, override_settings
from django.utils import timezone
from hypothesis import settings as hypothesis
from playwright.sync_api import Browser, sync_playwright
from procrastinate.contrib.django import app as jobs

from schools.calendar import LONDON
from schools.services.roles import sync_roles
from schools.states import Role
from tests import factories
from tests import world as worlds

QUIET = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-quic",
]
# How long an example takes says how busy the machine is, and nothing of the code.
hypothesis.register_profile("house", deadline=None)
hypothesis.load_profile("house")
MONDAY_MORNING = datetime(2026, 11, 2, 8, 19, tzinfo=LONDON)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """Let people who share one server test side by side."""
    if suffix := os.environ.get("TEST_DB_SUFFIX"):
        settings = connection.settings_dict
        name = settings["TEST"].get("NAME") or f"test_{settings['NAME']}"
        settings["TEST"]["NAME"] = f"{name}_{suffix}"


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker) -> Iterator[None]:
    """End what still holds on to the test database: a thread of the browsers' site may answer a request nobody waits
    for any more, and PostgreSQL drops no database that somebody uses. The database is this run's own."""
    yield
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid, 5000), application_name, state, query FROM pg_stat_activity "
            "WHERE datname = current_database() AND backend_type = 'client backend' AND pid <> pg_backend_pid()"
        )
        for _, application, state, query in cursor.fetchall():
            sys.stderr.write(f"Ended a session left on the test database: {application} {state} {query}\n")


@pytest.fixture(scope="session", autouse=True)
def own_files(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Static files by their plain names, and a folder of the run's own for everything that is stored.

    Static files are looked for when asked for: each test's browser would otherwise read the whole folder of them.
    """
    places = {
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": str(tmp_path_factory.mktemp("files"))},
        },
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    var = tmp_path_factory.mktemp("var")
    with override_settings(STORAGES=places, VAR_DIR=var, WHITENOISE_AUTOREFRESH=True):
        yield


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=QUIET)
        yield browser
        browser.close()


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    """Freeze the clock on a Monday morning in term, at 08:19 in London; `clock.move_to`, `clock.shift` go on."""
    with time_machine.travel(MONDAY_MORNING, tick=False) as traveller:
        yield traveller


@pytest.fixture
def trust(db: None):
    return factories.TrustFactory()


@pytest.fixture
def school(trust):
    """A school whose roles guardian knows."""
    school = factories.SchoolFactory(name="Hillside Primary", prefix="HIL")
    sync_roles()
    return school


@pytest.fixture
def other_school(trust):
    school = factories.SchoolFactory(name="Brook Secondary", prefix="BRO")
    sync_roles()
    return school


@pytest.fixture
def head(school):
    return factories.UserFactory(name="Ruth Adeyemi", role=(Role.HEAD, school))


@pytest.fixture
def deputy(school):
    return factories.UserFactory(name="Sam Okoro", role=(Role.SENIOR_LEADER, school))


@pytest.fixture
def office(school):
    return factories.UserFactory(name="Pat Lund", role=(Role.OFFICE, school))


@pytest.fixture
def staff(school):
    return factories.UserFactory(name="Helen Bell", role=(Role.STAFF, school))


@pytest.fixture
def stranger(other_school):
    """The head of another school of the trust."""
    return factories.UserFactory(name="Noor Haddad", role=(Role.HEAD, other_school))


@pytest.fixture
def ceo(school):
    return factories.UserFactory(name="Dana Whitlock", role=(Role.CEO, None))


@pytest.fixture
def chair(school):
    return factories.UserFactory(name="Edwin Marsh", role=(Role.CHAIR, None))


@pytest.fixture
def central(school):
    return factories.UserFactory(name="Joan Petty", role=(Role.CENTRAL_TEAM, None))


@pytest.fixture
def admin(school):
    return factories.UserFactory(name="Ivan Cole", role=(Role.ADMINISTRATOR, None))


@pytest.fixture
def cast(head, deputy, office, staff, stranger, ceo, chair, central, admin):
    return SimpleNamespace(**locals())


@pytest.fixture
def client_of() -> Callable[..., Client]:
    """A browser signed in as somebody: `client_of(head).get("/")`."""

    def sign_in(user) -> Client:
        client = Client()
        client.force_login(user, backend="accounts.backends.Backend")
        return client

    return sign_in


LEFT_OVER = ("kernel_cache", "procrastinate_events", "procrastinate_jobs", "procrastinate_periodic_defers")


@pytest.fixture(autouse=True)
def nothing_left_over(request: pytest.FixtureRequest, django_db_blocker) -> Iterator[None]:
    """Empty what a flush between tests does not know: rate limits and queued jobs of a test that committed."""
    yield
    marker = request.node.get_closest_marker("django_db")
    committed = {"transactional_db", "live_server"} & {*request.fixturenames}
    if committed or (marker and marker.kwargs.get("transaction")):
        with django_db_blocker.unblock(), connection.cursor() as cursor:
            for table in LEFT_OVER:
                cursor.execute(f"DELETE FROM {table}")


@pytest.fixture(scope="module")
def kept_world(django_db_setup: None, django_db_blocker) -> Iterator[SimpleNamespace]:
    """The world of tests/world.py on that Monday morning, built once for a module and taken back after it."""
    with django_db_blocker.unblock(), transaction.atomic():
        with time_machine.travel(MONDAY_MORNING, tick=False):
            made = worlds.in_the_middle()
        yield made
        transaction.set_rollback(True)


@pytest.fixture
def built(kept_world: SimpleNamespace, db: None) -> SimpleNamespace:
    """The same for one test alone: what it does to the rows is undone, and the objects are copies."""
    return deepcopy(kept_world)


@pytest.fixture
def run_jobs(db: None) -> Callable[..., list[str]]:
    """Do the jobs that are due, in order, on the test's own connection; gives their names.

    A job that raises stays queued with its next time, as the worker leaves it, unless `raising` lets the error out.
    """

    def run(*, rounds: int = 20, raising: bool = False) -> list[str]:
        jobs.perform_import_paths()
        done = []
        for _ in range(rounds):
            row = _next_job()
            if row is None:
                return done
            number, name, arguments, attempts = row
            task = jobs.tasks[name]
            try:
                task.func(**arguments)
            except Exception as error:
                if raising:
                    raise
                _put_back(number, task, error, attempts)
            else:
                _settle(number, "succeeded")
                done.append(name)
        return done

    return run


def _next_job():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, task_name, args, attempts FROM procrastinate_jobs "
            "WHERE status = 'todo' AND (scheduled_at IS NULL OR scheduled_at <= %s) ORDER BY id LIMIT 1",
            [timezone.now()],
        )
        row = cursor.fetchone()
    if row is None:
        return None
    number, name, arguments, attempts = row
    return number, name, arguments if isinstance(arguments, dict) else json.loads(arguments), attempts


def _settle(number: int, status: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs WHERE id = %s", [number])


def _put_back(number: int, task, error: Exception, attempts: int) -> None:
    strategy = task.retry_strategy
    job = SimpleNamespace(attempts=attempts)
    decision = strategy.get_retry_decision(exception=error, job=job) if strategy else None
    if decision is None:
        _settle(number, "failed")
        return
    later = decision.retry_at or timezone.now() + timedelta(seconds=1)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE procrastinate_jobs SET attempts = attempts + 1, scheduled_at = %s WHERE id = %s", [later, number]
        )

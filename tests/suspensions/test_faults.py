"""The worker is killed, the database breaks off in mid-submission, the mail server is away: nothing lost, nothing doubled."""

import os
import signal
import socket
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from asgiref.sync import async_to_sync
from django.conf import settings as site
from django.db import DatabaseError, connection
from django.utils import timezone
from procrastinate.contrib.django import app

from audit.models import Entry
from audit.selectors import breaks
from cases.models import Duty
from kernel.jobs import retry_stalled
from notices.models import Notice
from suspensions import services
from suspensions.models import Extension, Review, SiteSuspension
from suspensions.services import extension, review
from suspensions.states import Channel, Outcome, SuspensionState
from tests.browser.conftest import ROOT, database_url
from tests.notices.conftest import server

__all__ = ["server"]
pytestmark = [pytest.mark.faults, pytest.mark.django_db(transaction=True)]
SAID = {"reason": "He says that he will be back.", "considered": "Nothing points to it."}
JUDGED = {"outcome": Outcome.UPHELD, "reasons": "Two saw it.", "considered": "Nothing.", "risk": "He may hit somebody."}


def extend(suspension, by):
    return services.extend_site_suspension(suspension=suspension, until_on=date(2026, 11, 27), by=by, **SAID)


def uphold(suspension, by):
    return services.review_site_suspension(suspension=suspension, review_on=date(2026, 11, 20), by=by, **JUDGED)


def counts():
    """How many there are of everything that an act leaves behind, jobs included."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_jobs")
        (queued,) = cursor.fetchone()
    rows = (Extension, Review, Notice, Duty, Entry)
    return [queued, *(row.objects.count() for row in rows)]


def put_back_stalled():
    """On a thread of its own: where a browser is open, the test's has a running loop already."""
    try:
        async_to_sync(retry_stalled.func)(SimpleNamespace(app=app), timestamp=0)
    finally:
        connection.close()


def break_off(**ignored):
    """The session of this very transaction is ended, as a server that goes down would."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")


def broken(act, module, name, monkeypatch):
    """Break the database off in the middle of an act, where it calls what has this name."""
    with monkeypatch.context() as patch:
        patch.setattr(module, name, break_off)
        with pytest.raises(DatabaseError):
            act()
    connection.close()


def test_an_extension_that_broke_off_leaves_nothing_and_is_made_once(suspension, head, monkeypatch):
    before = counts()

    broken(lambda: extend(suspension, head), extension, "tell_site", monkeypatch)
    assert counts() == before

    extend(suspension, head)
    assert Extension.objects.count() == 1
    assert [*breaks()] == []


def test_a_review_that_broke_off_leaves_nothing_and_is_made_once(suspension, head, ceo, monkeypatch):
    extend(suspension, head)
    facts = {"received_at": timezone.now(), "channel": Channel.LETTER, "text": "No, thank you."}
    services.note_waiver(suspension=suspension, by=head, **facts)
    before = counts()

    broken(lambda: uphold(suspension, ceo), review, "seal", monkeypatch)
    assert counts() == before
    assert SiteSuspension.objects.get().state == SuspensionState.PROVISIONAL

    uphold(suspension, ceo)
    assert Review.objects.count() == 1
    assert SiteSuspension.objects.get().state == SuspensionState.UPHELD
    assert [*breaks()] == []


def doing():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM procrastinate_jobs WHERE status = 'doing' AND task_name = 'notices.deliver'"
        )
        return cursor.fetchone()[0]


def test_a_worker_killed_while_it_sends_loses_nothing(suspension, head, office, server, run_jobs):
    """It has taken the job and waits for a mail server that says nothing; minutes later the sweep puts the job back."""
    environment = {
        **os.environ,
        "DATABASE_URL": database_url(),
        "MIGRATION_DATABASE_URL": database_url(),
        "SECRET_KEY": site.SECRET_KEY,
        "EMAIL_URL": f"smtp://127.0.0.1:{server.port}",
    }
    extend(suspension, head)
    told, before = Notice.objects.count(), (Duty.objects.count(), Entry.objects.count())
    command = [sys.executable, str(ROOT / "manage.py"), "procrastinate", "worker", "-c", "1"]
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", server.port))
        silent.listen()
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        worker = subprocess.Popen(command, env=environment, cwd=ROOT, **quiet)
        try:
            until = time.monotonic() + 60
            while not doing() and time.monotonic() < until:
                time.sleep(0.1)
            assert doing() == 1
        finally:
            os.kill(worker.pid, signal.SIGKILL)
            worker.wait()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_workers SET last_heartbeat = now() - interval '5 minutes'")
    with ThreadPoolExecutor(1) as apart:
        apart.submit(put_back_stalled).result()
    assert doing() == 0

    server.start()
    run_jobs()
    run_jobs()

    assert told > 0
    assert len(server.letters) == len({letter["Message-ID"] for letter in server.letters}) == told
    assert (Duty.objects.count(), Entry.objects.count()) == before


def test_an_hour_without_the_mail_server_delays_and_loses_nothing(suspension, head, office, server, run_jobs, clock):
    extend(suspension, head)
    told, before = Notice.objects.count(), (Duty.objects.count(), Entry.objects.count())
    for _ in range(12):
        run_jobs()
        clock.shift(timedelta(minutes=5))
    assert not Notice.objects.filter(sent_at__isnull=False).exists()

    server.start()
    run_jobs()
    clock.shift(timedelta(hours=1))
    run_jobs()

    assert Notice.objects.filter(sent_at__isnull=False).count() == told
    assert len(server.letters) == len({letter["Message-ID"] for letter in server.letters}) == told
    assert (Duty.objects.count(), Entry.objects.count()) == before

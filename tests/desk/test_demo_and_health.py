"""The demonstration's mail page, and what monitoring asks."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from desk.selectors import health
from kernel import mailbox
from records.seals import NONE_YET

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(settings, tmp_path):
    settings.VAR_DIR = tmp_path
    return tmp_path / "mail"


def letter(to, subject="HIL-2026-7K4Q: a case you should know of", body="http://127.0.0.1:8000/cases/HIL-2026-7K4Q/"):
    return f"Subject: {subject}\r\nTo: {to}\r\nDate: Mon, 02 Nov 2026 08:19:00 +0000\r\n\r\n{body}\r\n".encode()


def test_everybody_reads_their_own_mail_newest_first(client_of, ceo, head, folder, settings):
    settings.DEMO = True
    mailbox.store(folder, [ceo.email], letter(ceo.email, "first"))
    mailbox.store(folder, [ceo.email.upper(), "x@example.org"], letter(ceo.email, "second"))
    mailbox.store(folder, [head.email], letter(head.email, "not theirs"))
    text = client_of(ceo).get("/demo/mail/").content.decode()
    assert text.index("second") < text.index("first")
    assert "not theirs" not in text
    assert '<a href="http://127.0.0.1:8000/cases/HIL-2026-7K4Q/"' in text


def test_an_empty_mailbox_says_so(client_of, ceo, folder, settings):
    settings.DEMO = True
    assert "No mail for you yet." in client_of(ceo).get("/demo/mail/").content.decode()


def test_what_a_letter_says_is_text(client_of, ceo, folder, settings):
    settings.DEMO = True
    mailbox.store(folder, [ceo.email], letter(ceo.email, "<b>x</b>", "<script>alert(1)</script>"))
    text = client_of(ceo).get("/demo/mail/").content.decode()
    assert "<script>alert" not in text
    assert "<b>x</b>" not in text


def test_outside_a_demonstration_the_page_does_not_exist(client_of, ceo, folder, settings):
    settings.DEMO = False
    assert client_of(ceo).get("/demo/mail/").status_code == 404


def test_the_demonstrations_mail_asks_for_signing_in(folder):
    assert Client().get("/demo/mail/").url.startswith("/account/login/")


# --- Monitoring
def worker_alive(at):
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_workers")
        cursor.execute("INSERT INTO procrastinate_workers (last_heartbeat) VALUES (%s)", [at])


@pytest.fixture
def storage(settings, tmp_path):
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": tmp_path}},
    }
    return tmp_path


def test_all_well_answers_200_without_signing_in(storage):
    worker_alive(timezone.now())
    answer = Client().get("/readyz")
    assert answer.status_code == 200
    assert (
        answer.content.decode()
        == f"database: well\nworker: well\nstorage: well\nvirus scanner: off\nseal: {NONE_YET}\n"
    )


def test_a_silent_worker_answers_503_in_words(storage):
    worker_alive(timezone.now() - timedelta(seconds=61))
    answer = Client().get("/readyz")
    assert answer.status_code == 503
    assert "worker: no sign of life for a minute" in answer.content.decode()


def test_a_storage_that_is_not_there_answers_503(settings, tmp_path):
    gone = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": tmp_path / "gone"}}
    settings.STORAGES = {**settings.STORAGES, "default": gone}
    worker_alive(timezone.now())
    answer = Client().get("/readyz")
    assert answer.status_code == 503
    assert "storage: not there (FileNotFoundError)" in answer.content.decode()


def test_a_database_that_fails_is_a_word_and_tells_no_secret(storage):
    connection.close()
    known = connection.settings_dict["HOST"]
    connection.settings_dict["HOST"] = "/nowhere"
    try:
        found = {check.name: check for check in health.checks()}
    finally:
        connection.settings_dict["HOST"] = known
    assert found["database"].words == "not there (OperationalError)"
    assert not found["worker"].is_well


def test_the_process_answers_without_anything():
    assert Client().get("/healthz").status_code == 200

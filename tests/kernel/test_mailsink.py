"""The demonstration's mail server: it keeps what it is handed as files, from this machine only."""

import os
import signal
import smtplib
import socket
import subprocess
import sys
import time
from email.message import EmailMessage
from pathlib import Path

import pytest

from kernel import mailbox
from kernel.mailsink import MOST_RECIPIENTS, is_loopback

ROOT = Path(__file__).resolve().parents[2]


def message(to, subject="A subject", body="What it says – ümlaut"):
    letter = EmailMessage()
    letter["Subject"], letter["To"], letter["From"] = subject, to, "casework@demo.example"
    letter["Date"] = "Mon, 02 Nov 2026 08:19:00 +0000"
    letter.set_content(body)
    return letter


@pytest.fixture
def sink(tmp_path):
    """The server as script/server starts it, in a process of its own."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {**os.environ, "SINK_PORT": str(port), "VAR_DIR": str(tmp_path)}
    process = subprocess.Popen([sys.executable, "-m", "kernel.mailsink"], cwd=ROOT, env=environment)
    for _ in range(200):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                break
        time.sleep(0.05)
    yield port, tmp_path / "mail", process
    process.send_signal(signal.SIGTERM)
    process.wait(timeout=10)


def test_mail_handed_over_is_a_file_for_each_message(sink):
    port, folder, _ = sink
    with smtplib.SMTP("127.0.0.1", port, timeout=10) as client:
        client.send_message(message("ceo@demo.example", "first"))
        client.send_message(message("ceo@demo.example", "second"), to_addrs=["ceo@demo.example", "head@demo.example"])
    letters = mailbox.letters_to(folder, "ceo@demo.example")
    assert [letter.subject for letter in letters] == ["second", "first"]
    assert letters[0].body == "What it says – ümlaut"
    assert [letter.subject for letter in mailbox.letters_to(folder, "head@demo.example")] == ["second"]


def test_a_message_beyond_measure_is_refused(sink):
    port, folder, _ = sink
    with smtplib.SMTP("127.0.0.1", port, timeout=10) as client, pytest.raises(smtplib.SMTPResponseException):
        client.send_message(message("ceo@demo.example", body="a" * 70 + ("\n" + "a" * 70) * (mailbox.MOST_BYTES // 70)))
    assert not list(folder.glob("*")) if folder.exists() else True


def test_too_many_recipients_are_put_off(sink):
    port, _, _ = sink
    many = [f"p{n}@demo.example" for n in range(MOST_RECIPIENTS + 1)]
    with smtplib.SMTP("127.0.0.1", port, timeout=10) as client:
        refused = client.send_message(message("x@demo.example"), to_addrs=many)
    assert list(refused) == [many[-1]]


def test_it_stops_when_asked(sink):
    _, _, process = sink
    process.send_signal(signal.SIGTERM)
    assert process.wait(timeout=10) == 0


def test_it_listens_on_loopback_only(sink):
    port, _, _ = sink
    with socket.socket() as probe:
        probe.settimeout(2)
        own = socket.gethostbyname("localhost")
        assert own.startswith("127.")
        assert probe.connect_ex(("127.0.0.1", port)) == 0
    # Bound to one address: the wildcard of the same port is still free to be taken by another one.
    with socket.socket() as other:
        other.bind(("127.0.0.2", port))


@pytest.mark.parametrize(
    ("peer", "is_here"),
    [
        (("127.0.0.1", 1), True),
        (("::1", 1, 0, 0), True),
        (("10.0.0.5", 1), False),
        (("8.8.8.8", 1), False),
        ("", False),
        (None, False),
    ],
)
def test_only_this_machine_hands_over(peer, is_here):
    assert is_loopback(peer) is is_here


def test_the_oldest_make_room(tmp_path, monkeypatch):
    monkeypatch.setattr(mailbox, "MOST_FILES", 3)
    for n in range(5):
        mailbox.store(tmp_path, ["a@demo.example"], message("a@demo.example", f"number {n}").as_bytes())
    subjects = [letter.subject for letter in mailbox.letters_to(tmp_path, "a@demo.example")]
    assert subjects == ["number 4", "number 3", "number 2"]


def test_a_message_is_there_whole_or_not_at_all(tmp_path, monkeypatch):
    def fail(self, target):
        raise OSError("disk full")

    monkeypatch.setattr(Path, "rename", fail)
    with pytest.raises(OSError, match="disk full"):
        mailbox.store(tmp_path, ["a@demo.example"], b"Subject: x\r\n\r\nx")
    assert mailbox.letters_to(tmp_path, "a@demo.example") == []


def test_a_recipient_cannot_write_headers(tmp_path):
    mailbox.store(tmp_path, ["a@demo.example\r\nX-Sink-To: b@demo.example"], b"Subject: x\r\n\r\nx")
    assert mailbox.letters_to(tmp_path, "b@demo.example") == []


def test_no_folder_is_an_empty_mailbox(tmp_path):
    assert mailbox.letters_to(tmp_path / "nowhere", "a@demo.example") == []

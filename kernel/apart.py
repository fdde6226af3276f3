"""Examines a file in a process of its own: a decoder that crashes or eats memory takes nothing of ours with it."""

import json
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from kernel.filetypes import Examined, Kind, Unfit
from kernel.mailfiles import ReadMail, from_answer
from kernel.text import clean

ROOT = Path(__file__).resolve().parent.parent
PATIENCE_SECONDS = 180
UNSAFE = "This file could not be opened safely, so it is not kept. Send a screenshot of it, or print it to a PDF."
# A file that takes too long each time would be examined for ever. Tries are as far apart as those of every job, so that a
# machine that is short of memory or of room for some minutes refuses nothing.
MOST_TRIES = 8
IN_VAIN = (
    f"This file could not be checked: we tried {MOST_TRIES} times, and it took too long or went wrong. So it is not kept. "
    "Send it again. If that does not help, send a shorter one, a screenshot, or print it to a PDF."
)
# The file's own doing: a broken memory access, an abort, an illegal instruction, its time used up.
ITS_OWN_DOING = {signal.SIGSEGV, signal.SIGABRT, signal.SIGBUS, signal.SIGFPE, signal.SIGILL, signal.SIGXCPU}


class NotExamined(Exception):
    """The examination itself failed, by no fault of the file: to be tried again."""


def examine_apart(path: str, end: str) -> Examined:
    """Examine a stored file by the end of the name it came with. Raises `Unfit`, or `NotExamined`.

    The process gets the file and nothing else: no settings, no name, no way to the database.
    """
    return _read(_run("kernel.uploads", path, end))


def codes_apart(path: str, end: str) -> list[str]:
    """The texts of the QR codes in a stored file that was examined before. Raises `Unfit`, or `NotExamined`."""
    return [clean(text) for text in json.loads(_run("kernel.codes", path, end))]


def read_mails_apart(paths: Sequence[str]) -> list[ReadMail | Unfit]:
    """Read stored e-mails, as many in one process as are given: each message, or why it is not taken.

    Where one of them brings the process down, each is read by itself, and only that one is refused. Raises `NotExamined`.
    """
    data = [Path(path).read_bytes() for path in paths]
    sizes = json.dumps([len(one) for one in data]).encode()
    try:
        answers = _run_on([sys.executable, "-m", "kernel.mailfiles"], input=b"\n".join([sizes, b"".join(data)]))
    except Unfit as unfit:
        return [unfit] if len(paths) == 1 else [one for path in paths for one in read_mails_apart([path])]
    return [_mail(json.loads(line)) for line in answers.splitlines()]


def _mail(said: dict[str, Any]) -> ReadMail | Unfit:
    try:
        return from_answer(said)
    except Unfit as unfit:
        return unfit


def _run(module: str, path: str, end: str) -> bytes:
    """What a module of ours answers about a stored file."""
    with open(path, "rb") as file:
        return _run_on([sys.executable, "-m", module, end], stdin=file)


def _run_on(command: list[str], **given: Any) -> bytes:
    """What a process that gets nothing but this answers. Raises `Unfit`, or `NotExamined`."""
    try:
        done = subprocess.run(  # noqa: S603
            command,
            **given,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=ROOT,
            env={"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"},
            timeout=PATIENCE_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise NotExamined("took too long") from error
    if -done.returncode in ITS_OWN_DOING:
        raise Unfit(UNSAFE)
    if done.returncode:
        raise NotExamined(f"ended with {done.returncode}")
    return done.stdout


def _read(answer: bytes) -> Examined:
    said, _, served = answer.partition(b"\n")
    facts = json.loads(said)
    if reason := facts.get("unfit"):
        raise Unfit(clean(reason))
    return Examined(Kind(facts["kind"]), served if facts["is_served"] else None, facts["end"], facts["note"])

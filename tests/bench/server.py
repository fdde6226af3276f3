"""How do the pages do through a real server on loopback: times, cold start, memory?

python -m tests.bench.server ROUNDS: one JSON object on standard output
"""

import http.client
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import django

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "inspires.settings")
    django.setup()

from django.conf import settings

from records.models import WrittenRecord
from tests.bench.pages import READERS, WARM_UP, addresses, reader, signed_in
from tests.bench.papers import TITLE

PATIENCE = 30
STARTS = 5
ENTRANCE = "/account/login/"


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@contextmanager
def serving() -> Iterator[tuple[subprocess.Popen[bytes], int, float]]:
    """The web process as script/server starts it, with one worker; ends with this process whatever happens.

    Gives the server, its port, and how many seconds it took to the first page.
    """
    port, began = free_port(), time.perf_counter()
    command = ["/usr/bin/setpriv", "--pdeathsig", "TERM", "--", sys.executable, "-m", "gunicorn", "inspires.wsgi"]
    options = ["--bind", f"127.0.0.1:{port}", "--worker-class", "gthread", "--workers", "1", "--threads", "4"]
    quiet = ["--no-control-socket", "--access-logfile", "/dev/null", "--log-level", "error"]
    server = subprocess.Popen([*command, *options, *quiet], cwd=settings.BASE_DIR, stdout=subprocess.DEVNULL)
    try:
        while not _answers(port):
            if server.poll() is not None or time.perf_counter() - began > PATIENCE:
                raise RuntimeError("The server does not start.")
            time.sleep(0.01)
        yield server, port, time.perf_counter() - began
    finally:
        server.terminate()
        try:
            server.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def _answers(port: int) -> bool:
    try:
        return _get(http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE), ENTRANCE, "")[0] == 200
    except OSError:
        return False


def _get(connection: http.client.HTTPConnection, url: str, session: str) -> tuple[int, int]:
    """The status and size of a page."""
    cookies = {"Cookie": f"{settings.SESSION_COOKIE_NAME}={session}"} if session else {}
    connection.request("GET", url, headers={"Host": "127.0.0.1", **cookies})
    answer = connection.getresponse()
    return answer.status, len(answer.read())


def measure(rounds: int) -> dict[str, Any]:
    """Milliseconds of each page over one connection, seconds of each cold start, megabytes of the web process."""
    found: dict[str, Any] = {"pages": {}, "starts": [], "memory": 0.0, "pdf": []}
    for _ in range(STARTS - 1):
        with serving() as (_, _, seconds):
            found["starts"].append(seconds)
    with serving() as (server, port, seconds):
        found["starts"].append(seconds)
        for name in READERS:
            user = reader(name)
            client = signed_in(user)
            session = client.cookies[settings.SESSION_COOKIE_NAME].value
            urls = addresses(user, client)
            if record := WrittenRecord.objects.visible_to(user).filter(title=TITLE).first():
                urls["pdf"] = record.get_pdf_url()
            for page, url in urls.items():
                walls = _timed(port, url, session, rounds)
                if page == "pdf":
                    found["pdf"] += walls
                else:
                    found["pages"].setdefault(page, {})[name] = walls
        found["memory"] = max(_resident(pid) for pid in _children(server.pid))
    return found


def _timed(port: int, url: str, session: str, rounds: int) -> list[float]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    walls = []
    for number in range(WARM_UP + rounds):
        began = time.perf_counter_ns()
        status, _ = _get(connection, url, session)
        took = (time.perf_counter_ns() - began) / 1e6
        if status != 200:
            raise RuntimeError(f"{url} answered {status}")
        if number >= WARM_UP:
            walls.append(took)
    connection.close()
    return walls


def _children(pid: int) -> list[int]:
    """The workers of the server."""
    return [*map(int, Path(f"/proc/{pid}/task/{pid}/children").read_text().split())]


def _resident(pid: int) -> float:
    """Megabytes that a process holds in memory."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS"))


if __name__ == "__main__":
    print(json.dumps(measure(int(sys.argv[1]))))  # noqa: T201  (read by the parent process)

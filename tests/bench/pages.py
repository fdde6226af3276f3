"""How long does each page take inside the process, beside a bare view of the same template?

python -m tests.bench.pages ROUNDS: one JSON object on standard output
"""

import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from typing import Any
from unittest import mock
from uuid import uuid4

import django
from django.db import connection
from django.http import HttpResponse
from django.template import Template
from django.template.loader import get_template
from django.test import Client
from django.test.signals import template_rendered
from django.test.utils import instrumented_test_render, override_settings

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "inspires.settings")
    django.setup()

from django.urls import reverse

from accounts.models import User
from cases.models import Case
from records.models import WrittenRecord
from tests.bench import bare

WARM_UP = 5
BACKEND = "accounts.backends.Backend"
READERS = {"head": "head0@bench.example", "ceo": "ceo@bench.example"}
LOOPBACK = {"HTTP_HOST": "127.0.0.1"}


@dataclass
class Samples:
    """What was measured of one page for one reader: milliseconds of each request, and of the bare view."""

    wall: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)
    bare_cpu: list[float] = field(default_factory=list)
    render_cpu: list[float] = field(default_factory=list)
    queries: int = 0
    size: int = 0


def reader(name: str) -> User:
    found: User = User.objects.get(email=READERS[name])
    return found


def signed_in(user: User) -> Client:
    client = Client(raise_request_exception=True, **LOOPBACK)
    client.force_login(user, backend=BACKEND)
    return client


def addresses(user: User, client: Client) -> dict[str, str]:
    """The pages that are measured, as this reader reaches them."""
    seen = Case.objects.visible_to(user).order_by("-opened_at", "-pk")
    whole = seen.filter(records__isnull=False).first() or seen.first()
    found = client.post(reverse("desk:cases_search"), {"q": "Farrow"})
    return {
        "home": reverse("desk:home"),
        "list": reverse("desk:cases"),
        "search": found["Location"],
        "case": whole.get_absolute_url(),
        "log": reverse("desk:log_form", args=[uuid4()]),
        "gate": _gate(client),
    }


def _gate(client: Client) -> str:
    """The register itself: whoever has one site is led on to it."""
    answer = client.get(reverse("suspensions:gate"))
    return str(answer["Location"]) if answer.status_code == 302 else reverse("suspensions:gate")


def measure(rounds: int) -> dict[str, dict[str, Any]]:
    """Every page for every reader."""
    found: dict[str, dict[str, Any]] = {}
    for name in READERS:
        user = reader(name)
        client = signed_in(user)
        for page, url in addresses(user, client).items():
            found.setdefault(page, {})[name] = asdict(_page(client, url, rounds))
    return found


def _page(client: Client, url: str, rounds: int) -> Samples:
    samples = Samples()
    with _counted() as count:
        answer = client.get(url)
    if answer.status_code != 200:
        raise RuntimeError(f"{url} answered {answer.status_code}")
    samples.queries, samples.size = count[0], len(answer.content)
    template, constants = _recorded(client, url)
    samples.wall, samples.cpu = _timed(lambda: client.get(url), rounds)
    with (
        mock.patch.object(bare.Bare, "answer", lambda: HttpResponse(template.render(constants))),  # noqa: PT008
        override_settings(ROOT_URLCONF=bare.__name__),
    ):
        _, samples.bare_cpu = _timed(lambda: client.get(bare.ADDRESS), rounds)
    _, samples.render_cpu = _timed(lambda: template.render(constants), rounds)
    return samples


def _timed(act: Callable[[], Any], rounds: int) -> tuple[list[float], list[float]]:
    """Milliseconds by the clock and of this process's CPU, for each round."""
    walls, cpus = [], []
    for number in range(WARM_UP + rounds):
        wall, cpu = time.perf_counter_ns(), time.process_time_ns()
        act()
        wall, cpu = time.perf_counter_ns() - wall, time.process_time_ns() - cpu
        if number >= WARM_UP:
            walls.append(wall / 1e6)
            cpus.append(cpu / 1e6)
    return walls, cpus


@contextmanager
def _counted() -> Iterator[list[int]]:
    """Count what goes to the database."""
    count = [0]

    def one_more(execute: Any, *arguments: Any) -> Any:
        count[0] += 1
        return execute(*arguments)

    with connection.execute_wrapper(one_more):
        yield count


def _recorded(client: Client, url: str) -> tuple[Any, dict[str, Any]]:
    """The page's template and everything it was given, to be rendered again from constants."""
    seen: list[tuple[str, Any]] = []

    def keep(sender: Any, template: Any, context: Any, **kwargs: Any) -> None:
        if template.name and not seen:
            seen.append((template.name, context.flatten()))

    template_rendered.connect(keep)
    try:
        with mock.patch.object(Template, "_render", instrumented_test_render):
            client.get(url)
    finally:
        template_rendered.disconnect(keep)
    name, constants = seen[0]
    template = get_template(name)
    template.render(constants)  # what was lazy is loaded now
    return template, constants


def stored_pdf(rounds: int) -> dict[str, Any]:
    """How long the stored PDF of a record takes to be served: `tests.bench.papers` has made one."""
    user = reader("head")
    client = signed_in(user)
    record = WrittenRecord.objects.visible_to(user).filter(title="Bench: six pages").get()
    url = record.get_pdf_url()

    def fetch() -> None:
        answer = client.get(url)
        if answer.status_code != 200 or not b"".join(answer.streaming_content).startswith(b"%PDF"):
            raise RuntimeError(f"{url} answered {answer.status_code}")

    wall, cpu = _timed(fetch, rounds)
    return {"wall": wall, "cpu": cpu}


if __name__ == "__main__":
    print(json.dumps(measure(int(sys.argv[1]))))  # noqa: T201  (read by the parent process)

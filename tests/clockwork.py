"""Time passes in a test: what was queued for a moment is done at that moment, by the test itself."""

import asyncio
import json
from collections.abc import Callable, Collection
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

import time_machine
from django.db import connection, connections
from django.utils import timezone
from procrastinate.contrib.django import app

DUE = """
    SELECT id, task_name, args, COALESCE(scheduled_at, %(now)s) FROM procrastinate_jobs
    WHERE (%(names)s::text[] IS NULL OR task_name = ANY(%(names)s)) AND status = 'todo'
        AND (scheduled_at IS NULL OR scheduled_at <= %(until)s)
    ORDER BY COALESCE(scheduled_at, %(now)s), id LIMIT 1
"""


def let_pass(
    traveller: time_machine.Traveller,
    until: datetime,
    *,
    only: Collection[str] | None = None,
    after: Callable[[str], None] = lambda name: None,
) -> None:
    """Go on to a moment (aware); each job that falls due on the way is done when it does, as an idle worker would.

    `only` names the jobs that are done, `after` is called with the name of each. A job that fails fails the test.
    """
    names = None if only is None else [*only]
    while True:
        with connection.cursor() as cursor:
            cursor.execute(DUE, {"now": timezone.now(), "until": until, "names": names})
            row = cursor.fetchone()
            if row is None:
                break
            cursor.execute("DELETE FROM procrastinate_jobs WHERE id = %s", [row[0]])
        _, name, told, at = row
        traveller.move_to(max(at, timezone.now()))
        _do(app.tasks[name].func, told if isinstance(told, dict) else json.loads(told))
        after(name)
    traveller.move_to(until)


def _do(job: Callable[..., object], told: dict[str, object]) -> None:
    """Do a job, as the worker does it without an event loop around it: Playwright may keep one in this thread."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        job(**told)
        return

    def alone() -> None:
        try:
            job(**told)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as pool:
        pool.submit(alone).result()

"""Time passes in a test: what was queued for a moment is done at that moment, by the test itself."""

import json
from collections.abc import Callable, Collection
from datetime import datetime

import time_machine
from django.db import connection
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
        app.tasks[name].func(**(told if isinstance(told, dict) else json.loads(told)))
        after(name)
    traveller.move_to(until)

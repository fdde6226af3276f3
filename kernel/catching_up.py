"""What the periodic jobs of every room do alike: queue again what lost its job, clear away files that no row names."""

from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import Any

from django.core.files.storage import default_storage
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from kernel.jobs import queue

# What has waited so long and has no job has lost it.
LOST_AFTER = timedelta(minutes=10)
ORPHAN_AFTER = timedelta(days=1)
AT_ONCE = 50
WAITING = ("todo", "doing")


def queue_lost(name: str, argument: str, keys: Iterable[int]) -> None:
    """Queue a job again for each of these rows (keys) for which none waits or is being done; `argument` is its row there."""
    for key in keys:
        job: dict[str, Any] = {argument: key}
        if not ProcrastinateJob.objects.filter(task_name=name, status__in=WAITING, args__contains=job).exists():
            queue(name, **job)


def clear_strays(folder: str, is_named: Callable[[str], bool]) -> None:
    """Remove the stored files under a folder that no row names, once they are a day old: whoever stored them may have died."""
    before = timezone.now() - ORPHAN_AFTER
    for name in stored_under(folder):
        if default_storage.get_modified_time(name) < before and not is_named(name):
            default_storage.delete(name)


def stored_under(folder: str) -> list[str]:
    """The names of every stored file under a folder."""
    if not default_storage.exists(folder):
        return []
    folders, files = default_storage.listdir(folder)
    below = [name for one in folders for name in stored_under(f"{folder}/{one}")]
    return [f"{folder}/{name}" for name in files] + below

"""Is everything there that the site needs: database, worker, storage, the virus scanner if there is one?"""

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.core.files.storage import default_storage
from django.db import DatabaseError, connection
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateWorker

from kernel import virus
from records.seals import why_unready

ALIVE = timedelta(seconds=60)


@dataclass(frozen=True)
class Check:
    """One thing the site needs, and whether it is there."""

    name: str
    is_well: bool
    words: str


def checks() -> list[Check]:
    """Look at each thing once; a thing that cannot be asked is not well."""
    needed = [_check("database", _database), _check("worker", _worker), _check("storage", _storage)]
    scanner = _check("virus scanner", virus.ping) if virus.is_configured() else Check("virus scanner", True, "off")
    # Without it the site does all its work but one: what was signed waits to be sealed.
    return [*needed, scanner, Check("seal", True, why_unready(timezone.now().date()) or "well")]


def _check(name: str, look: Callable[[], str]) -> Check:
    """`look` gives the reason why it is not well, or nothing."""
    try:
        reason = look()
    except (DatabaseError, OSError) as error:
        reason = f"not there ({type(error).__name__})"
    return Check(name, not reason, reason or "well")


def _database() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return "" if cursor.fetchone() == (1,) else "does not answer"


def _worker() -> str:
    alive = ProcrastinateWorker.objects.filter(last_heartbeat__gte=timezone.now() - ALIVE)
    return "" if alive.exists() else "no sign of life for a minute"


def _storage() -> str:
    folder = default_storage.path("")
    with tempfile.TemporaryFile(dir=folder) as file:
        file.write(b"well")
    return ""

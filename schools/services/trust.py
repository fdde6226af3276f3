"""The trust's own facts: its name, letterhead, contacts and office hours."""

from typing import Any

from django.db import transaction

from accounts.models import User
from audit.services import amend, write
from schools.access import require_set_up
from schools.models import Trust


@transaction.atomic
def found_trust(*, name: str, by: User, is_demo: bool = False) -> Trust:
    """Make the one row of the trust where there is none; otherwise leave it as it is."""
    require_set_up(by)
    trust, is_new = Trust.objects.get_or_create(pk=1, defaults={"name": name, "is_demo": is_demo})
    if is_new:
        write(chain=trust.chain, verb="trust.founded", row=trust, by=by, data={"name": name})
    return trust


@transaction.atomic
def change_trust(*, trust: Trust, by: User, **changes: Any) -> bool:
    """Change the trust's facts. New office hours count for clocks that start from now on."""
    require_set_up(by)
    return amend(trust, verb="trust.changed", by=by, **changes)

"""Schools: added and changed."""

from typing import Any

from django.db import transaction

from accounts.models import User
from audit.models import Chain
from audit.services import amend, write
from kernel.checking import full_check
from kernel.refusal import refuse_if
from schools import rules
from schools.access import require_set_up
from schools.models import School
from schools.services.roles import sync_roles


@transaction.atomic
def add_school(*, by: User, **facts: Any) -> School:
    """Add a school, or the central office, with its roles."""
    require_set_up(by)
    school = School(**facts)
    full_check(school)
    school.save()
    sync_roles(school)
    write(chain=school.chain, verb="school.added", row=school, by=by, data={"name": school.name})
    return school


@transaction.atomic
def change_school(*, school: School, by: User, **changes: Any) -> bool:
    """Change a school's facts. Its prefix stays once a case reference begins with it."""
    require_set_up(by)
    if changes.get("prefix", school.prefix) != school.prefix:
        # Every case keeps a chain under its reference: that is how this room, below the cases, knows of them.
        is_used = Chain.objects.filter(pk__startswith=f"{school.prefix}-").exists()
        refuse_if(rules.cannot_change_prefix(is_used=is_used), about=school, field="prefix")
    return amend(school, verb="school.changed", by=by, **changes)

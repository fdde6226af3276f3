"""Was the CEO told of a case, and can the system tell them?"""

from typing import Any

from cases.duties import Kind
from cases.models import Case, Duty
from desk import rules
from notices.recipients import deciders


def is_ceo_owed(case: Case) -> bool:
    """Nobody has told the CEO yet, and somebody must."""
    return Duty.objects.open().filter(case=case, kind=Kind.INFORM_CEO).exists()


def ceo_page(case: Case) -> dict[str, Any]:
    """Who is to be told (the CEO, or the Chair in their place), by which accounts, and why nothing is to be logged."""
    role, users = deciders(case)
    return {
        "role": role.label,
        "users": users,
        "reason": rules.cannot_inform_ceo(case, is_owed=is_ceo_owed(case)),
    }

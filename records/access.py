"""On which cases does this user handle records, or read what goes to lawyers? By role at the school, or acting for the CEO."""

from django.db.models import Q

from cases.access import Reach
from schools.roles import ACTING_POWERS

POWER, ADVISED = "handle_records", "legal_action"


def handles(held: Reach, to_case: str) -> Q:
    """A filter for rows of cases on which this account handles records; the file is not asked for."""
    return _with_power(held, POWER, to_case)


def is_advised(held: Reach, to_case: str) -> Q:
    """A filter for rows of cases on which this account takes legal steps, and so reads what lawyers are asked."""
    return _with_power(held, ADVISED, to_case)


def _with_power(held: Reach, power: str, to_case: str) -> Q:
    """A filter for rows of cases on which this account holds a power: by role, or acting for the CEO.

    Walls are asked besides: `held.without_walled`.
    """
    schools = held.held.schools_with(power)
    if schools.is_everywhere:
        return ~Q(pk__in=())
    found = Q(**{f"{to_case}school__in": schools.ids}) | Q(**{f"{to_case}pk__in": acting_on(held, power)})
    if held.is_delegate_everywhere:
        found |= ~Q(**{f"{to_case}pk__in": held.not_delegated})
    return found


def handles_some(held: Reach) -> bool:
    """Handles the records of some case."""
    return bool(held.user_id) and (held.held.includes(POWER) or bool(acting_on(held)) or held.is_delegate_everywhere)


def acting_on(held: Reach, power: str = POWER) -> list[int]:
    """The cases (pks) on which this account holds a power because it acts for the CEO there."""
    return [case for case, as_what in held.acting.items() if power in ACTING_POWERS[as_what]]

"""Everything that writes incidents and interviews."""

from incidents.services.incident import (
    add_addendum,
    amend_incident,
    conclude_incident,
    lock_incident,
    log_incident,
    say_why_not_suspended,
)

__all__ = [
    "add_addendum",
    "amend_incident",
    "conclude_incident",
    "lock_incident",
    "log_incident",
    "say_why_not_suspended",
]

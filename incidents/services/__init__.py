"""Everything that writes incidents and interviews."""

from incidents.services.incident import (
    add_addendum,
    amend_incident,
    conclude_incident,
    lock_incident,
    log_incident,
)

__all__ = ["add_addendum", "amend_incident", "conclude_incident", "lock_incident", "log_incident"]

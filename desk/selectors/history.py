"""History in words: the rooms' words for their verbs, in one place."""

from typing import Any

from audit.models import Entry
from cases.words import VERBS as CASES
from cases.words import said
from incidents.words import VERBS as INCIDENTS
from notices.words import VERBS as NOTICES
from records.words import VERBS as RECORDS
from suspensions.words import VERBS as SUSPENSIONS

VERBS: dict[str, str] = {**CASES, **NOTICES, **RECORDS, **INCIDENTS, **SUSPENSIONS}


class _Known(dict[str, Any]):
    """What an entry says; a key it does not have reads as nothing."""

    def __missing__(self, key: str) -> str:
        return ""


def sentence(entry: Entry) -> str:
    """An entry as a sentence. What people wrote is put in as it is and never read as a pattern."""
    data = said(entry.verb, entry.payload.data)
    flat = {**data.get("before", {}), **data.get("after", {})} if isinstance(data.get("after"), dict) else {}
    return VERBS[entry.verb].format_map(_Known({**flat, **data, "actor": entry.actor.name}))

"""History in words: the rooms' words for their verbs, in one place."""

from typing import Any

from django.db.models import QuerySet

from audit.models import Entry
from cases.words import VERBS as CASES
from cases.words import said
from incidents.words import VERBS as INCIDENTS
from kernel.components import Entry as Line
from notices.words import VERBS as NOTICES
from records.words import VERBS as RECORDS
from suspensions.words import VERBS as SUSPENSIONS

VERBS: dict[str, str] = {**CASES, **NOTICES, **RECORDS, **INCIDENTS, **SUSPENSIONS}


class _Known(dict[str, Any]):
    """What an entry says; a key it does not have reads as nothing."""

    def __missing__(self, key: str) -> str:
        return ""


def sentence(entry: Entry) -> str:
    """An entry as a sentence."""
    return in_words(entry.verb, entry.payload.data, actor=entry.actor.name)


def in_words(verb: str, told: dict[str, Any], *, actor: str) -> str:
    """What an entry says as a sentence. What people wrote is put in as it is and never read as a pattern."""
    data = said(verb, told)
    flat = {**data.get("before", {}), **data.get("after", {})} if isinstance(data.get("after"), dict) else {}
    return VERBS[verb].format_map(_Known({**flat, **data, "actor": actor}))


def lines_of(entries: "QuerySet[Entry]", most: int | None = None) -> list[Line]:
    """Entries in words, as many as wanted; only what the words need is read."""
    rows = entries.values_list("at", "verb", "payload__data", "actor__name")[:most]
    return [Line(at=at, text=in_words(verb, told, actor=actor)) for at, verb, told, actor in rows]

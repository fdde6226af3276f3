"""How an entry is hashed; nothing here reads or writes."""

import hashlib
import json
from datetime import UTC, datetime, timedelta
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Encoder(DjangoJSONEncoder):
    """Whole microseconds and plain text for what JSON has no word for (ranges, sets, files)."""

    def default(self, o: Any) -> Any:
        if isinstance(o, datetime):
            return o.isoformat()
        if isinstance(o, set | frozenset):
            return sorted(o)
        try:
            return super().default(o)
        except TypeError:
            return str(o)


def plain(data: dict[str, Any]) -> dict[str, Any]:
    """The data as PostgreSQL keeps it, so that what is hashed is what is read back.

    Fractions become text: PostgreSQL would write 1e16 and -0.0 its own way, and knows no NaN.
    """
    kept: dict[str, Any] = json.loads(json.dumps(data, cls=Encoder), parse_float=str, parse_constant=str)
    return kept


def digest_of(salt: str, data: dict[str, Any]) -> str:
    """SHA-256 of the salt and the canonical JSON of the data."""
    canonical = json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(f"{salt}{canonical}".encode()).hexdigest()


def hash_of(
    *, chain: str, seq: int, at: datetime, actor_id: int, verb: str, subject: str, digest: str, previous_hash: str
) -> str:
    """SHA-256 over everything an entry says and the hash of the entry before it."""
    microseconds = (at - EPOCH) // timedelta(microseconds=1)
    parts = [chain, str(seq), str(microseconds), str(actor_id), verb, subject, digest, previous_hash]
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()

"""Reading history back: is a chain whole?"""

from collections.abc import Iterator
from dataclasses import dataclass

from audit.hashing import digest_of, hash_of
from audit.models import NOTHING, Chain, Entry, Payload


@dataclass(frozen=True)
class Break:
    """The first place where a chain does not hold."""

    chain: str
    seq: int
    why: str


def first_break(chain: Chain) -> Break | None:
    """Recompute a chain from its first entry; name the first entry that is missing, changed or forged."""
    previous, seq = NOTHING, 0
    entries = Entry.objects.filter(chain=chain).select_related("payload").order_by("seq")
    for entry in entries.iterator(chunk_size=2000):
        seq += 1
        if why := _why_broken(entry, seq, previous):
            return Break(chain.pk, seq, why)
        previous = entry.hash
    if seq != chain.length or previous != chain.head:
        return Break(chain.pk, seq + 1, f"the chain should have {chain.length} entries and ends after {seq}")
    return None


def _why_broken(entry: Entry, seq: int, previous: str) -> str | None:
    if entry.seq != seq:
        return f"entry {seq} is missing"
    if entry.previous_hash != previous:
        return f"entry {seq} does not follow the entry before it"
    payload = getattr(entry, "payload", None)
    if payload is None:
        return f"entry {seq} has lost what it said"
    is_disposed = payload.salt == "" and payload.data == {}
    if not is_disposed and digest_of(payload.salt, payload.data) != entry.digest:
        return f"what entry {seq} said was changed"
    expected = hash_of(
        chain=entry.chain_id,
        seq=entry.seq,
        at=entry.at,
        actor_id=entry.actor_id,
        verb=entry.verb,
        subject=entry.subject,
        digest=entry.digest,
        previous_hash=entry.previous_hash,
    )
    return None if expected == entry.hash else f"entry {seq} was changed"


def breaks(name: str | None = None) -> Iterator[Break]:
    """Check one chain, or all; yields the first break of each chain that does not hold."""
    chains = Chain.objects.filter(pk=name) if name else Chain.objects.order_by("pk")
    for chain in chains.iterator(chunk_size=500):
        if found := first_break(chain):
            yield found


def disposed(name: str | None = None) -> int:
    """Count the texts that were disposed of, on one chain or all: no hash vouches for a disposal, so it is counted."""
    texts = Payload.objects.filter(salt="")
    return (texts.filter(entry__chain=name) if name else texts).count()

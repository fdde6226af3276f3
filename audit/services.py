"""Everything that writes history: an entry, a move with its entry, an amendment with its entry, a reading."""

import secrets
from datetime import datetime
from typing import Any

from django.db import models, transaction
from django.db.models import TextChoices
from django.utils import timezone

from accounts.models import User
from audit.hashing import digest_of, hash_of, plain
from audit.models import Chain, Entry, Payload, Reading
from kernel.checking import full_check
from kernel.refusal import Refused
from kernel.tables import Transitions, sources

MOVED_ALREADY = "Somebody has already moved this on. The page now shows how it stands."


def subject_of(row: models.Model) -> str:
    """Name a row the way history does: `incidents.incident:5`."""
    return f"{row._meta.label_lower}:{row.pk}"


@transaction.atomic
def write(
    *,
    chain: str,
    verb: str,
    row: models.Model,
    by: User,
    at: datetime | None = None,
    data: dict[str, Any] | None = None,
) -> Entry:
    """Append one entry to a chain, under the chain's lock. `verb` is in the past tense: `incident.logged`."""
    at = at or timezone.now()
    head = Chain.objects.select_for_update(no_key=True).filter(pk=chain).first()
    if head is None:
        Chain.objects.bulk_create([Chain(name=chain)], ignore_conflicts=True)
        head = Chain.objects.select_for_update(no_key=True).get(pk=chain)
    salt, kept = secrets.token_hex(16), plain(data or {})
    entry = Entry(
        chain=head,
        seq=head.length + 1,
        at=at,
        actor=by,
        verb=verb,
        subject=subject_of(row),
        digest=digest_of(salt, kept),
        previous_hash=head.head,
    )
    entry.hash = hash_of(
        chain=chain,
        seq=entry.seq,
        at=at,
        actor_id=by.pk,
        verb=verb,
        subject=entry.subject,
        digest=entry.digest,
        previous_hash=entry.previous_hash,
    )
    entry.save(force_insert=True)
    Payload(entry=entry, salt=salt, data=kept).save(force_insert=True)
    Chain.objects.filter(pk=chain).update(length=entry.seq, head=entry.hash)
    return entry


@transaction.atomic
def move(
    row: Any,
    target: TextChoices,
    *,
    table: Transitions,
    verb: str,
    by: User,
    at: datetime | None = None,
    field: str = "state",
    data: dict[str, Any] | None = None,
    **changes: Any,
) -> None:
    """Move a row along its table by compare-and-set, stamp it and write the entry, all or nothing.

    Of two callers racing for the same move exactly one succeeds; the other meets `Refused`.
    """
    movable = type(row)._base_manager.filter(pk=row.pk, **{f"{field}__in": sources(table, target)})
    before = movable.select_for_update(no_key=True).values_list(field, flat=True).first()
    if before is None or not movable.update(**{field: target}, **changes):
        raise Refused(MOVED_ALREADY, about=row)
    row.refresh_from_db()
    told = {"before": {field: str(before)}, "after": {field: str(target), **_named(changes)}, **(data or {})}
    write(chain=row.chain, verb=verb, row=row, by=by, at=at, data=told)


@transaction.atomic
def amend(
    row: Any, *, verb: str, by: User, at: datetime | None = None, data: dict[str, Any] | None = None, **changes: Any
) -> bool:
    """Change columns of a row that are not moves, with an entry that keeps old and new. False if nothing differs."""
    type(row)._base_manager.select_for_update(no_key=True).get(pk=row.pk)
    row.refresh_from_db()
    differing = {name: value for name, value in changes.items() if getattr(row, name) != value}
    if not differing:
        return False
    before = {name: getattr(row, name) for name in differing}
    for name, value in differing.items():
        setattr(row, name, value)
    full_check(row)
    row.save(update_fields=[*differing])
    told = {"before": _named(before), "after": _named(differing), **(data or {})}
    write(chain=row.chain, verb=verb, row=row, by=by, at=at, data=told)
    return True


@transaction.atomic
def note_reading(*, row: models.Model, by: User) -> None:
    """Note that somebody looked at a row; once an hour for each user and row."""
    hour = timezone.now().replace(minute=0, second=0, microsecond=0)
    Reading.objects.bulk_create([Reading(user=by, subject=subject_of(row), hour=hour)], ignore_conflicts=True)


def _named(values: dict[str, Any]) -> dict[str, Any]:
    """The values as history keeps them: a row by its name, everything else as it is."""
    return {name: subject_of(value) if isinstance(value, models.Model) else value for name, value in values.items()}

"""Everything that writes seals: that one was made, and the sealed file of a record."""

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.system import require_machine
from audit.services import write
from kernel.checking import full_check
from records.models import SealedFile, WrittenRecord
from records.services._copies import give_to_accounts, settle_copies
from records.services._signing import locked, named
from schools.models.trust import TRUST_CHAIN


@transaction.atomic
def keep_sealed(
    *, record: WrittenRecord, name: str, sha256: str, fingerprint: str, pages: int, size: int, by: User
) -> SealedFile:
    """Note the stored bytes of a sealed record, once. For the worker only."""
    require_machine(by)
    record = locked(record)
    if known := SealedFile.objects.filter(record=record).first():
        return known
    sealed = SealedFile(
        record=record, file=name, sha256=sha256, fingerprint=fingerprint, pages=pages, size=size,
        stored_at=timezone.now(),
    )  # fmt: skip
    full_check(sealed)
    sealed.save()
    data = {"sha256": sha256, "fingerprint": fingerprint, **named(record)}
    write(chain=record.chain, verb="record.sealed", row=record, by=by, at=sealed.stored_at, data=data)
    record = locked(record)
    if record.is_current and record.case.is_open:
        give_to_accounts(record, by)
        settle_copies(record, by)
    return sealed


@transaction.atomic
def note_seal(*, fingerprint: str, by: User) -> None:
    """Note in the history of the trust that a new seal was made. For the machine alone."""
    require_machine(by)
    write(chain=TRUST_CHAIN, verb="seal.made", row=by, by=by, data={"fingerprint": fingerprint})

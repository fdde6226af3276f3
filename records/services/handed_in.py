"""What a mediator hands in becomes a record at once: what both sides agreed leaves the mediation, nothing else does."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from audit.services import move, write
from cases.models import Case
from cases.rules import cannot_change
from cases.services.case import lock
from kernel.jobs import queue
from kernel.refusal import Refused, refuse_if
from records.models import WrittenRecord
from records.selectors import standing
from records.services._issuing import insert_issued, next_number
from records.services._signing import named
from records.services.signing import Signer, leave_signatures, name_signatories
from records.states import HANDED_IN, RECORD_MOVES, RecordKind, RecordState


@transaction.atomic
def issue_handed_in(
    *,
    case: Case,
    kind: RecordKind,
    title: str,
    content: dict[str, Any],
    subject: str,
    signers: Sequence[Signer],
    correction: str,
    by: User,
) -> WrittenRecord:
    """Issue what was agreed, to be signed, as a part of the act that has checked whose it is to hand in.

    Whoever hands it in need not see the file: no draft of it stands there. Where one was issued, it is a new version,
    and `correction` says why. Raises `Refused` for any other kind of record.
    """
    if kind not in HANDED_IN:
        raise Refused("Only the record of a mediation is handed in like this.", about=case)
    case, now = lock(case), timezone.now()
    refuse_if(cannot_change(case), about=case)
    before = standing(case, kind, subject)
    more: dict[str, Any] = {"number": next_number(case)}
    if before is not None:
        leave_signatures(record=before, by=by)
        move(
            before, RecordState.SUPERSEDED, table=RECORD_MOVES, verb="record.replaced", by=by, at=now,
            data=named(before),
        )  # fmt: skip
        more = {
            "number": before.number, "version": before.version + 1, "supersedes": before, "correction": correction
        }  # fmt: skip
    record = insert_issued(
        case=case, kind=kind, title=title, content={**content, "signing": [[one.name, one.capacity] for one in signers]},
        subject=subject, writer=by.name, writer_title=by.job_title, by=by, at=now, **more,
    )  # fmt: skip
    data = {"after": {"state": RecordState.ISSUED.value, "digest": record.digest}, **named(record)}
    write(chain=record.chain, verb="record.issued", row=record, by=by, at=now, data=data)
    name_signatories(record=record, signers=signers, by=by)
    queue("records.render", record_id=record.pk)
    return record

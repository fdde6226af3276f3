"""What is issued at once, without a draft: somebody's own words, and what a mediator hands in."""

from datetime import datetime
from typing import Any

from django.db.models import Max

from accounts.models import User
from audit.models import NOTHING, Chain
from cases.models import Case
from kernel.checking import full_check
from kernel.refusal import refuse_if
from records import content as contents
from records import hashing, rules
from records.models import WrittenRecord
from records.selectors import letterhead_of
from records.states import RecordKind, RecordState

CHAIN_DIGITS = 16


def checked(content: dict[str, Any], about: Any) -> dict[str, Any]:
    """The content as it is kept, if it fits into a record. Raises `Refused`."""
    kept = contents.clean(content)
    refuse_if(rules.cannot_hold(kept), about=about)
    return kept


def next_number(case: Case) -> int:
    """The number of the next record of a case. Call it under the lock of the case."""
    return (WrittenRecord.objects.filter(case=case).aggregate(last=Max("number"))["last"] or 0) + 1


def insert_issued(
    *,
    case: Case,
    kind: RecordKind,
    title: str,
    content: dict[str, Any],
    writer: str,
    writer_title: str,
    by: User,
    at: datetime,
    **more: Any,
) -> WrittenRecord:
    """Keep a record as it is issued at a moment (aware), under the lock of its case: `writer` stands on it."""
    frozen = {
        **checked(content, case),
        "letterhead": letterhead_of(case),
        "issued_by": {"name": writer, "job_title": writer_title},
    }
    head = Chain.objects.filter(pk=case.chain).first()
    record = WrittenRecord(
        case=case, kind=kind, title=title[:200], content=frozen, state=RecordState.ISSUED, started_at=at,
        started_by=by, issued_at=at, issued_by=by, code=hashing.new_code(), digest=hashing.digest_of(frozen),
        chain_head=(head.head if head else NOTHING)[:CHAIN_DIGITS], **more,
    )  # fmt: skip
    full_check(record)
    record.save()
    return record

"""What somebody has written and confirmed themselves becomes a record at once, without a draft."""

from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from accounts.models import User
from audit.models import NOTHING, Chain
from audit.services import write
from cases.models import Case
from cases.rules import cannot_change
from cases.services.case import lock
from kernel.checking import full_check
from kernel.jobs import queue
from kernel.refusal import Refused, refuse_if
from records import content as contents
from records import hashing, rules
from records.models import Copy, WrittenRecord
from records.selectors import letterhead_of, standing
from records.services.record import CHAIN_DIGITS
from records.states import OWN_WORDS, CopyMethod, RecordKind, RecordState


@transaction.atomic
def issue_own_words(
    *,
    case: Case,
    kind: RecordKind,
    title: str,
    content: dict[str, Any],
    subject: str,
    writer: str,
    writer_title: str,
    by: User,
    copy_to: User | None = None,
) -> WrittenRecord:
    """Issue what somebody confirmed as their own words, as a part of the act that has checked whose they are.

    `writer` stands on it as whoever it is from; `by` is their account, or the machine's where they have none. An account
    (`copy_to`) holds a copy from then on. Raises `Refused` for any other kind of record, and where one was issued.
    """
    if kind not in OWN_WORDS:
        raise Refused("Only somebody’s own words are issued like this.", about=case)
    case = lock(case)
    refuse_if(cannot_change(case), about=case)
    if issued := standing(case, kind, subject):
        raise Refused("This was issued already.", about=issued)
    kept = contents.clean(content)
    refuse_if(rules.cannot_hold(kept), about=case)
    now = timezone.now()
    frozen = {**kept, "letterhead": letterhead_of(case), "issued_by": {"name": writer, "job_title": writer_title}}
    number = (WrittenRecord.objects.filter(case=case).aggregate(last=Max("number"))["last"] or 0) + 1
    head = Chain.objects.filter(pk=case.chain).first()
    record = WrittenRecord(
        case=case, kind=kind, number=number, subject=subject, title=title[:200], content=frozen,
        state=RecordState.ISSUED, started_at=now, started_by=by, issued_at=now, issued_by=by, code=hashing.new_code(),
        digest=hashing.digest_of(frozen), chain_head=(head.head if head else NOTHING)[:CHAIN_DIGITS],
    )  # fmt: skip
    full_check(record)
    record.save()
    told = {"title": record.title, "number": record.number, "version": record.version}
    data = {"after": {"state": RecordState.ISSUED.value, "digest": record.digest}, **told, "writer": writer}
    write(chain=record.chain, verb="record.confirmed", row=record, by=by, at=now, data=data)
    if copy_to is not None:
        copy = Copy(record=record, to_user=copy_to, method=CopyMethod.LINK, given_at=now, given_by=by)
        full_check(copy)
        copy.save()
        way = copy.get_method_display().lower()
        write(
            chain=record.chain, verb="record.copy_given", row=copy, by=by, at=now,
            data={"to": copy.who, "way": way, "proof": "", **told},
        )  # fmt: skip
    queue("records.render", record_id=record.pk)
    return record

"""What somebody has written and confirmed themselves becomes a record at once, without a draft."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from audit.services import write
from cases.models import Case
from cases.rules import cannot_change
from cases.services.case import lock
from kernel.checking import full_check
from kernel.jobs import queue
from kernel.refusal import Refused, refuse_if
from records.models import Copy, WrittenRecord
from records.selectors import standing
from records.services._issuing import insert_issued, next_number
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
    now = timezone.now()
    record = insert_issued(
        case=case, kind=kind, title=title, content=content, writer=writer, writer_title=writer_title, by=by, at=now,
        number=next_number(case), subject=subject,
    )  # fmt: skip
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

"""What the acts on signatures do alike: lock the record, see what stands, settle what the last answer brings."""

from typing import Any

from django.utils import timezone

from accounts.models import User
from audit.services import move, write
from cases.access import reach, require_still
from cases.deciding import decider_role
from cases.duties import Kind
from cases.services.case import lock
from cases.services.duties import discharge
from cases.services.links import take_back_links
from cases.states import LinkPurpose
from kernel.checking import full_check
from kernel.jobs import queue
from notices.recipients import reachable
from notices.services import drop_links, tell
from notices.states import Audience, NoticeKind
from records.models import Copy, Disagreement, Signatory, Signature, WrittenRecord
from records.selectors.signing import is_outstanding, sign_url
from records.states import HANDED_IN, RECORD_MOVES, RecordState


def locked(record: WrittenRecord) -> WrittenRecord:
    """The record as it stands, under the lock of its case. Call inside a transaction."""
    lock(record.case)
    return WrittenRecord.objects.select_related("case__school", "file", "sealed", "issued_by").get(pk=record.pk)


def held(record: WrittenRecord, power: str, by: User) -> WrittenRecord:
    """The record as it stands, under the lock of its case, for somebody who has the power still."""
    row = locked(record)
    require_still(by, power, row.case)
    return row


def answering(signatory: Signatory, power: str, by: User) -> tuple[WrittenRecord, Signatory]:
    """The record under the lock of its case and whoever signs, for somebody who has the power still."""
    return held(signatory.record, power, by), fresh(signatory)


def fresh(signatory: Signatory) -> Signatory:
    """Somebody who signs, with the record as it stands."""
    row: Signatory = Signatory.objects.select_related("record__case").get(pk=signatory.pk)
    return row


def answers_of(signatory: Signatory) -> list[Signature]:
    """What stands of somebody's signature, oldest first."""
    return [*Signature.objects.standing().filter(signatory=signatory).order_by("pk")]


def attach(signatory: Signatory, text: str, by: User) -> Disagreement:
    """Attach to a record what somebody who signs it does not agree with, word for word."""
    row = Disagreement(signatory=signatory, text=text, noted_at=timezone.now(), noted_by=by)
    full_check(row)
    row.save()
    data = {"who": signatory.name, "text": text, **named(signatory.record)}
    write(chain=row.chain, verb="signature.disagreed", row=row, by=by, at=row.noted_at, data=data)
    return row


def end_links(signatory: Signatory, by: User) -> None:
    """Take back the link by which somebody could still sign, because it is not needed any more."""
    case, subject = signatory.record.case, str(signatory.pk)
    drop_links(links=take_back_links(case=case, purpose=LinkPurpose.SIGN, subject=subject, by=by), by=by)


def end_link_to(copy: Copy, by: User) -> None:
    """Take back the link by which somebody takes their copy: another is theirs now, or the record no longer counts."""
    case, subject = copy.record.case, str(copy.pk)
    drop_links(links=take_back_links(case=case, purpose=LinkPurpose.COPY, subject=subject, by=by), by=by)


def settle_answer(record: WrittenRecord, by: User) -> None:
    """What follows from an answer: with the last one the duty is done, and the record complete once its file is stored."""
    if is_outstanding(record):
        return
    discharge(case=record.case, kind=Kind.SIGN, subject=str(record.pk), by=by, how="Everybody has answered")
    if record.state == RecordState.ISSUED and hasattr(record, "file"):
        move(record, RecordState.COMPLETE, table=RECORD_MOVES, verb="record.all_in", by=by, data=named(record))
        queue("records.seal", record_id=record.pk)


def owner_of(record: WrittenRecord, issuer: User | None) -> dict[str, Any]:
    """Whose it is to have a record signed and handed out: its issuer's; of what was handed in, whoever decides for the CEO's."""
    if record.kind in HANDED_IN:
        return {"owner_role": decider_role(record.case)}
    return {"owner_user": issuer if issuer is not None and not issuer.is_system else None}


def named(record: WrittenRecord) -> dict[str, Any]:
    """What history calls a record."""
    return {"title": record.title, "number": record.number, "version": record.version}


def tell_answered(record: WrittenRecord, asker: User | None, by: User) -> None:
    """Tell whoever asked for a signature that it was answered, while they see the file; not whoever answered."""
    if asker is None or asker.pk == by.pk or not asker.is_active or not reach(asker).sees(record.case):
        return
    for user in reachable([asker], record.case):
        tell(
            kind=NoticeKind.SIGN_ANSWERED, audience=Audience.COLLEAGUE, to=user, path=sign_url(record), by=by,
            case=record.case,
        )  # fmt: skip

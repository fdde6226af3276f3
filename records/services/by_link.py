"""Everything that writes signatures given by a link: asked for, signed, declined by somebody at home."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.system import require_machine
from audit.services import write
from cases.access import require
from cases.duties import Kind
from cases.links import LIVES_AFTER_DUE
from cases.models import Duty, Link
from cases.services.links import Issued, issue_link, use_link
from cases.services.writing import claim, settle
from cases.states import LinkPurpose
from kernel.checking import full_check
from kernel.refusal import Stale, refuse_blank, refuse_if
from notices.services import drop_links, send_link
from notices.states import NoticeKind
from records import rules
from records.drawing import Drawing
from records.models import Disagreement, Signatory, Signature, WrittenRecord
from records.selectors.by_link import strangers_account
from records.selectors.links import link_of
from records.selectors.signing import newer_of, sign_url
from records.services._signing import answering, answers_of, attach, fresh, locked, named, settle_answer, tell_answered
from records.states import SignMethod

PURPOSE = LinkPurpose.SIGN


@dataclass(frozen=True)
class Asked:
    """Somebody who was sent a link, and its code, which nobody can look up later."""

    signatory: Signatory
    link: Link
    code: str


@transaction.atomic
def ask_to_sign(*, signatory: Signatory, email: str, phone: str, by: User, token: UUID | None = None) -> Asked | None:
    """Send somebody a link to read and sign a record at home; the code goes by `phone`. An earlier link opens no more.

    It lives a week longer than the signatures are due. Raises `Refused`; None if this form was sent before.
    """
    require(by, "work_case", signatory.record.case)
    if token is not None and claim(token=token, by=by):
        return None
    record, signatory = answering(signatory, "work_case", by)
    refuse_if(rules.cannot_sign_on_screen(record, newer_of(record)), about=record)
    refuse_if(rules.cannot_sign(signatory, answers_of(signatory)), about=record)
    refuse_if(rules.cannot_send_to(signatory, strangers_account(signatory, email)), about=record, field="email")
    if before := link_of(signatory):
        drop_links(links=[before], by=by)
    issued = _issue(signatory, email, phone, by)
    data = {"who": signatory.name, **named(record)}
    write(chain=record.chain, verb="signature.asked", row=signatory, by=by, data=data)
    if token is not None:
        settle(token=token, led_to=sign_url(record), by=by)
    return Asked(signatory, issued.link, issued.code)


def _issue(signatory: Signatory, email: str, phone: str, by: User) -> Issued:
    record, now = signatory.record, timezone.now()
    due = Duty.objects.open().filter(case=record.case, kind=Kind.SIGN, subject=str(record.pk)).first()
    issued = issue_link(
        case=record.case,
        purpose=PURPOSE,
        subject=str(signatory.pk),
        to_name=signatory.name,
        sent_to=email,
        phone=phone,
        expires_at=max(due.due_at if due else now, now) + LIVES_AFTER_DUE,
        by=by,
    )
    send_link(kind=NoticeKind.SIGN_LINK, link=issued.link, by=by)
    return issued


@transaction.atomic
def sign_by_link(
    *,
    link: Link,
    signatory: Signatory,
    digest: str,
    by: User,
    drawing: Drawing | None = None,
    typed: str = "",
    disagrees: str = "",
    token: UUID | None = None,
) -> Signature | None:
    """Sign as the one who has the link open: what was drawn, or the name as it was typed. For the machine alone.

    `digest` is that of the text the page showed; raises `Stale` where another counts now. None if sent before.
    """
    require_machine(by)
    if token is not None and claim(token=token, by=by):
        return None
    record, signatory = _answerable(signatory, link)
    if digest != record.digest:
        raise Stale(rules.READ_AGAIN, about=record)
    refuse_if(rules.cannot_sign_as("" if drawing else typed, signatory.name), about=record, field="typed")
    row = Signature(
        signatory=signatory, method=SignMethod.LINK, digest=digest, typed="" if drawing else typed,
        drawing=drawing.name if drawing else "", drawing_sha256=drawing.sha256 if drawing else "",
        captured_at=timezone.now(), captured_by=by,
    )  # fmt: skip
    full_check(row)
    row.save()
    data: dict[str, Any] = {
        "who": signatory.name, "typed": row.typed, "drawing": row.drawing_sha256, "digest": digest, **named(record),
    }  # fmt: skip
    write(chain=row.chain, verb="signature.by_link", row=row, by=by, at=row.captured_at, data=data)
    _finish(record, signatory, link, disagrees, by)
    if token is not None:
        settle(token=token, led_to=record.get_absolute_url(), by=by)
    return row


@transaction.atomic
def decline_by_link(*, link: Link, signatory: Signatory, reason: str, by: User, disagrees: str = "") -> Signature:
    """Note that the one who has the link open does not sign, and why, as they wrote it. For the machine alone."""
    require_machine(by)
    record, signatory = _answerable(signatory, link)
    refuse_blank(reason, "Say why you do not sign.", about=record, field="reason")
    row = Signature(
        signatory=signatory, method=SignMethod.DECLINED, digest=record.digest, reason=reason,
        captured_at=timezone.now(), captured_by=by,
    )  # fmt: skip
    full_check(row)
    row.save()
    data = {"who": signatory.name, "reason": reason, "digest": row.digest, **named(record)}
    write(chain=row.chain, verb="signature.declined", row=row, by=by, at=row.captured_at, data=data)
    _finish(record, signatory, link, disagrees, by)
    return row


def _answerable(signatory: Signatory, link: Link) -> tuple[WrittenRecord, Signatory]:
    """The record under its case's lock and whoever signs, if they still may, and by this link."""
    record, signatory = locked(signatory.record), fresh(signatory)
    refuse_if(rules.cannot_sign_on_screen(record, newer_of(record)), about=record)
    refuse_if(rules.cannot_sign(signatory, answers_of(signatory)), about=record)
    refuse_if(rules.cannot_answer_by(Link.objects.get(pk=link.pk)), about=record)
    return record, signatory


def _finish(record: WrittenRecord, signatory: Signatory, link: Link, disagrees: str, by: User) -> Disagreement | None:
    """What every answer by a link brings: what is not agreed with, the link used up, whoever sent it told."""
    said = attach(signatory, disagrees, by) if disagrees.strip() else None
    use_link(link=link, by=by)
    tell_answered(record, link.issued_by, by)
    settle_answer(record, by)
    return said

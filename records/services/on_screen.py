"""Everything that writes signatures given on a screen, passed round or one's own: drawn or typed, declined, not agreed with."""

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from audit.services import write
from cases.access import reach, require
from cases.services.writing import claim, drop_draft, settle
from kernel.checking import full_check
from kernel.refusal import Stale, refuse_blank, refuse_if
from records import rules
from records.drawing import Drawing
from records.models import Disagreement, Signatory, Signature, WrittenRecord
from records.selectors.signing import newer_of, room_url, sign_url
from records.services._signing import (
    answering,
    answers_of,
    attach,
    end_links,
    fresh,
    locked,
    named,
    settle_answer,
    tell_answered,
)
from records.states import SignMethod
from schools.access import forget_powers


@transaction.atomic
def sign_in_room(
    *,
    signatory: Signatory,
    digest: str,
    by: User,
    drawing: Drawing | None = None,
    typed: str = "",
    disagrees: str = "",
    token: UUID | None = None,
) -> Signature | None:
    """Sign on the screen of whoever handles records (`by`): what was drawn, or the name as it was typed.

    `digest` is that of the text the page showed; raises `Stale` where another counts now, `Refused` for a second
    signature. With the last one the record is complete. None if this form was sent before.
    """
    require(by, "handle_records", signatory.record.case)
    if token is not None and claim(token=token, by=by):
        return None
    record, signatory = answering(signatory, "handle_records", by)
    row = _signed(record, signatory, digest, drawing, typed, disagrees, by)
    if token is not None:
        settle(token=token, led_to=room_url(record), by=by)
    return row


@transaction.atomic
def sign_for_oneself(
    *,
    signatory: Signatory,
    digest: str,
    by: User,
    drawing: Drawing | None = None,
    typed: str = "",
    disagrees: str = "",
    token: UUID | None = None,
) -> Signature | None:
    """Sign in one's own account: what was drawn, or the name as it was typed; nobody else is there.

    `digest` as with `sign_in_room`; raises `Stale` and `Refused` alike. Whoever issued the record is told. None if this
    form was sent before.
    """
    _require_own(signatory, by)
    if token is not None and claim(token=token, by=by):
        return None
    record, signatory = _own(signatory, by)
    row = _signed(record, signatory, digest, drawing, typed, disagrees, by)
    tell_answered(record, record.issued_by, by)
    if token is not None:
        settle(token=token, led_to=record.get_absolute_url(), by=by)
    return row


@transaction.atomic
def decline_for_oneself(*, signatory: Signatory, reason: str, by: User, disagrees: str = "") -> Signature:
    """Note in one's own account that one does not sign, and why, in one's own words. Whoever issued the record is told."""
    _require_own(signatory, by)
    record, signatory = _own(signatory, by)
    refuse_if(rules.cannot_sign_on_screen(record, newer_of(record)), about=record)
    refuse_if(rules.cannot_go_unsigned(signatory, answers_of(signatory)), about=record)
    refuse_blank(reason, "Say why you do not sign.", about=record, field="reason")
    row = Signature(
        signatory=signatory, method=SignMethod.DECLINED, digest=record.digest, reason=reason,
        captured_at=timezone.now(), captured_by=by,
    )  # fmt: skip
    full_check(row)
    row.save()
    data = {"who": signatory.name, "reason": reason, "digest": row.digest, **named(record)}
    write(chain=row.chain, verb="signature.declined_oneself", row=row, by=by, at=row.captured_at, data=data)
    if disagrees.strip():
        attach(signatory, disagrees, by)
    end_links(signatory, by)
    tell_answered(record, record.issued_by, by)
    settle_answer(record, by)
    return row


def _require_own(signatory: Signatory, by: User) -> None:
    """Deny (403) unless this account is the one that is asked to sign, works, and is not behind the case's wall."""
    held = reach(by)
    if signatory.user_id != held.user_id or signatory.record.case_id in held.walled:
        raise PermissionDenied


def _own(signatory: Signatory, by: User) -> tuple[WrittenRecord, Signatory]:
    """The record under the lock of its case and whoever signs, who is asked anew who they are."""
    record, row = locked(signatory.record), fresh(signatory)
    forget_powers(by)
    _require_own(row, by)
    return record, row


def _signed(
    record: WrittenRecord,
    signatory: Signatory,
    digest: str,
    drawing: Drawing | None,
    typed: str,
    disagrees: str,
    by: User,
) -> Signature:
    """The signature of somebody who has the text before them, with all that follows from it."""
    refuse_if(rules.cannot_sign_on_screen(record, newer_of(record)), about=record)
    if digest != record.digest:
        raise Stale(rules.READ_AGAIN, about=record)
    refuse_if(rules.cannot_sign(signatory, answers_of(signatory)), about=record)
    refuse_if(rules.cannot_sign_as("" if drawing else typed, signatory.name), about=record, field="typed")
    method = SignMethod.SCREEN if drawing is not None else SignMethod.TYPED
    row = Signature(
        signatory=signatory, method=method, digest=digest, typed="" if drawing else typed,
        drawing=drawing.name if drawing else "", drawing_sha256=drawing.sha256 if drawing else "",
        captured_at=timezone.now(), captured_by=by,
    )  # fmt: skip
    full_check(row)
    row.save()
    data = {"who": signatory.name, "typed": row.typed, "drawing": row.drawing_sha256, "digest": digest, **named(record)}
    said: dict[str, Any] = {"chain": row.chain, "row": row, "by": by, "at": row.captured_at, "data": data}
    is_own = by.pk == signatory.user_id
    if drawing is not None:
        write(verb="signature.drawn_oneself" if is_own else "signature.drawn", **said)
    else:
        write(verb="signature.typed_oneself" if is_own else "signature.typed", **said)
    if disagrees.strip():
        attach(signatory, disagrees, by)
    end_links(signatory, by)
    settle_answer(record, by)
    return row


@transaction.atomic
def note_disagreement(
    *, signatory: Signatory, text: str, by: User, token: UUID | None = None, draft_key: str = ""
) -> Disagreement | None:
    """Attach to a record what somebody who signs it does not agree with, word for word. None if it was sent before."""
    require(by, "handle_records", signatory.record.case)
    if token is not None and claim(token=token, by=by):
        return None
    record, signatory = answering(signatory, "handle_records", by)
    refuse_if(rules.cannot_disagree(record, newer_of(record)), about=record)
    refuse_blank(text, "Write what they do not agree with.", about=record, field="text")
    row = attach(signatory, text, by)
    if draft_key:
        drop_draft(key=draft_key, by=by)
    if token is not None:
        settle(token=token, led_to=sign_url(record), by=by)
    return row

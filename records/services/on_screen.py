"""Everything that writes signatures given on a screen: drawn or typed, and what somebody does not agree with."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from audit.services import write
from cases.access import require
from cases.services.writing import claim, drop_draft, settle
from kernel.checking import full_check
from kernel.refusal import Stale, refuse_blank, refuse_if
from records import rules
from records.drawing import Drawing
from records.models import Disagreement, Signatory, Signature
from records.selectors.signing import newer_of, room_url
from records.services._signing import answering, answers_of, attach, end_links, named, settle_answer
from records.states import SignMethod


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
    refuse_if(rules.cannot_sign_on_screen(record, newer_of(record)), about=record)
    if digest != record.digest:
        raise Stale(rules.READ_AGAIN, about=record)
    refuse_if(rules.cannot_sign(signatory, answers_of(signatory)), about=record)
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
    if drawing is not None:
        write(verb="signature.drawn", **said)
    else:
        write(verb="signature.typed", **said)
    if disagrees.strip():
        attach(signatory, disagrees, by)
    end_links(signatory, by)
    settle_answer(record, by)
    if token is not None:
        settle(token=token, led_to=room_url(record), by=by)
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
        settle(token=token, led_to=record.get_absolute_url(), by=by)
    return row

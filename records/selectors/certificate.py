"""What the page of signatures says that is sealed with a record: who signed, how, when; what is not agreed with."""

from collections.abc import Iterator
from dataclasses import dataclass

from kernel.wording import closed, full_day, in_full
from records.content import Text
from records.models import Disagreement, Signatory, Signature, WrittenRecord
from records.selectors.signing import signatories_of
from records.states import SignMethod


@dataclass(frozen=True)
class Line:
    """Somebody who was asked to sign: what came of it, and what they drew or typed. `drawn` is the stored file's name."""

    name: Text
    capacity: Text
    said: tuple[Text, ...]
    typed: Text
    drawn: str


@dataclass(frozen=True)
class Disagreed:
    """What somebody does not agree with, in paragraphs, and when it was noted."""

    name: Text
    at: str
    paragraphs: tuple[Text, ...]


def lines_of(record: WrittenRecord) -> tuple[Line, ...]:
    """Who was asked to sign a record, in order."""
    return tuple(_line(row) for row in signatories_of(record))


def _line(row: Signatory) -> Line:
    answers: list[Signature] = row.standing  # type: ignore[attr-defined]
    # Somebody who would not sign at first may have signed later: the signature counts.
    last = next((one for one in answers if one.is_signed), answers[-1] if answers else None)
    return Line(
        name=Text(row.name),
        capacity=Text(row.capacity),
        said=tuple(Text(said) for said in _said(last)),
        typed=Text(last.typed if last else ""),
        drawn=str(last.drawing.name or "") if last else "",
    )


def _said(last: Signature | None) -> Iterator[str]:
    if last is None:
        yield "Was asked to sign. Nothing is noted."
        return
    yield closed(str(last.get_method_display()))
    if last.signed_on is not None:
        yield f"Signed on {full_day(last.signed_on)}. The signed page is kept by the school."
    if last.captured_by.is_system:
        yield f"{in_full(last.captured_at)}, with a link and a code."
        if last.reason:
            yield f"Reason: {closed(last.reason)}"
        return
    if last.captured_by_id == last.signatory.user_id and last.signed_on is None:
        yield f"{in_full(last.captured_at)}, in their own account."
        if last.reason:
            yield f"Reason: {closed(last.reason)}"
        return
    if last.method in (SignMethod.SCREEN, SignMethod.TYPED):
        yield f"{in_full(last.captured_at)}, with {last.captured_by.name}."
        return
    if last.reason:
        yield f"Reason: {closed(last.reason)}"
    if last.witness:
        yield f"Seen by {closed(last.witness)}"
    yield f"Noted {in_full(last.captured_at)} by {last.captured_by.name}."


def disagreed_of(record: WrittenRecord) -> tuple[Disagreed, ...]:
    """What is not agreed with, word for word, in the order it came."""
    rows = Disagreement.objects.filter(signatory__record=record).select_related("signatory").order_by("pk")
    return tuple(
        Disagreed(Text(row.signatory.name), in_full(row.noted_at), tuple(Text(one) for one in row.text.split("\n\n")))
        for row in rows
    )

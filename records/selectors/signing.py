"""Who has signed a record and who has not, which pages came back, and what can be done next."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from django.db.models import Exists, OuterRef, Prefetch, QuerySet
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from cases.access import may, reach
from cases.models import Link as SentLink
from kernel import virus
from kernel.components import Action, Band, Item, Link, Row, Tag, Tone
from kernel.wording import LONDON, closed, full_day, in_full, listed, mid, short_day
from records import content as contents
from records import rules
from records.content import Content
from records.models import Disagreement, Scan, Signatory, Signature, WrittenRecord
from records.seals import seal_in_use
from records.selectors.links import links_of, said_of
from records.states import SIGNED, RecordState, ScanState, SignMethod

TONES: dict[str, Tone] = {
    ScanState.WAITING: "soon",
    ScanState.UNREAD: "soon",
    ScanState.MATCHED: "ok",
    ScanState.REFUSED: "late",
}
NOT_YET = Tag("not yet", "soon")
OPTIONAL = Tag("may sign")


@dataclass(frozen=True)
class SignerLine:
    """Somebody who signs: what came of it, in words, and what can be done about it."""

    signatory: Signatory
    tag: Tag
    said: str
    links: tuple[Link, ...]


@dataclass(frozen=True)
class ScanLine:
    """A page that came back: how far it is, what was found, who signed on it."""

    scan: Scan
    tag: Tag
    said: str
    link: Link | None


@dataclass(frozen=True)
class SignPage:
    """The page on which the signatures of a record come in."""

    record: WrittenRecord
    title: str
    band: Band | None
    earlier: str
    signers: tuple[SignerLine, ...]
    disagreements: tuple[Item, ...]
    actions: tuple[Action, ...]
    scans: tuple[ScanLine, ...]
    is_waiting: bool
    cannot_scan: str | None
    back: Link
    sees_file: bool


@dataclass(frozen=True)
class ScanPage:
    """One page that came back, with what can be said of it."""

    scan: Scan
    tag: Tag
    rows: tuple[Row, ...]
    is_picture: bool
    cannot_sign: str | None
    asks_code: bool
    missing: tuple[Signatory, ...]
    elsewhere: Link | None


def signatories_of(record: WrittenRecord) -> list[Signatory]:
    """Who signs a record, in order, each with what stands of them (`standing`, oldest first). Two queries."""
    standing = Signature.objects.standing().select_related("scan", "captured_by").order_by("pk")
    rows = Signatory.objects.filter(record=record).order_by("order")
    found: list[Signatory] = [*rows.prefetch_related(Prefetch("signatures", standing, to_attr="standing"))]
    for row in found:
        row.record = record
    return found


def signed_by(record: WrittenRecord) -> list[str]:
    """The names of those who signed a version, in order."""
    return [row.name for row in signatories_of(record) if any(one.is_signed for one in _standing(row))]


def what_stays(record: WrittenRecord) -> str:
    """What becomes of the signatures of a version that another replaces, in words; "" where nobody signed it."""
    names = signed_by(record)
    if not names:
        return ""
    whole = listed(names)
    theirs = "Their signatures stay" if len(names) > 1 else "Their signature stays"
    return f"{whole} had signed version {record.version}. {theirs} with that version; a later one needs its own."


def newer_of(record: WrittenRecord) -> WrittenRecord | None:
    """The issued version that took the place of this one, if any."""
    if record.state != RecordState.SUPERSEDED:
        return None
    versions = WrittenRecord.objects.current().select_related("case")
    newer: WrittenRecord | None = versions.filter(case=record.case_id, number=record.number).first()
    return newer


def is_to_sign(signatories: Iterable[Signatory]) -> bool:
    """Whether somebody who must sign has not answered."""
    return any(row.is_needed and not _standing(row) for row in signatories)


def is_outstanding(record: WrittenRecord) -> bool:
    """The same of a record, asked of the database: what was read before may have changed under a lock."""
    answered = Signature.objects.standing().filter(signatory=OuterRef("pk"))
    found: bool = Signatory.objects.filter(~Exists(answered), record=record, is_needed=True).exists()
    return found


def unsigned(record: WrittenRecord) -> list[Signatory]:
    """Those whose signature is not noted, in order: whoever would not sign before may now."""
    return [row for row in signatories_of(record) if not any(one.is_signed for one in _standing(row))]


def unsigned_rows(record: WrittenRecord) -> "QuerySet[Signatory]":
    """The same as rows of the database, for a form to choose from."""
    return Signatory.objects.filter(pk__in=[row.pk for row in unsigned(record)]).order_by("order")


def why_not_unsigned(row: Signatory) -> str | None:
    """Why it cannot be noted now that this person does not sign, or None."""
    return rules.cannot_go_unsigned(row, [*Signature.objects.standing().filter(signatory=row).order_by("pk")])


def why_no_disagreement(row: Signatory) -> str | None:
    """Why nothing can be added now that this person does not agree with, or None."""
    return rules.cannot_disagree(row.record, newer_of(row.record))


def _standing(row: Signatory) -> Sequence[Signature]:
    standing: Sequence[Signature] = row.standing  # type: ignore[attr-defined]
    return standing


def signer_rows(signatories: Iterable[Signatory]) -> tuple[Row, ...]:
    """Who signs and how it stands, in short."""
    return tuple(Row(row.name, _tag(row, answers[-1] if (answers := _standing(row)) else None)) for row in signatories)


# --- The page of signatures ---------------------------------------------------------------------------------------
def sign_page(record: WrittenRecord, user: User) -> SignPage:
    """Everything the page of a record's signatures shows."""
    signatories = signatories_of(record)
    scans = scans_of(record)
    can_write, sees_file = may(user, "handle_records", record.case), reach(user).sees(record.case)
    can_send = may(user, "work_case", record.case) and rules.cannot_sign_on_screen(record, newer_of(record)) is None
    sent = links_of(signatories)
    return SignPage(
        record=record,
        title=f"{record.title}, version {record.version}",
        band=_band(record, signatories),
        earlier=what_stays(record.supersedes) if record.supersedes is not None else "",
        signers=tuple(_signer(row, sent.get(row.pk), can_write, can_send) for row in signatories),
        disagreements=disagreements_of(record),
        actions=_ways(record, signatories) if can_write else (),
        scans=tuple(_line(scan) for scan in scans),
        is_waiting=any(scan.is_waiting for scan in scans),
        cannot_scan=rules.cannot_take_scans(record) if can_write else "Whoever handles records notes signatures here.",
        back=Link("The record", record.get_absolute_url())
        if sees_file
        else Link("To print and post", reverse("packs:tray")),
        sees_file=sees_file,
    )


def _ways(record: WrittenRecord, signatories: Iterable[Signatory]) -> tuple[Action, ...]:
    """How somebody can sign now, beside the pen."""
    if not signatories or rules.cannot_sign_on_screen(record, newer_of(record)) is not None:
        return ()
    return (Action("Sign on this screen", room_url(record), style="primary"),)


def disagreements_of(record: WrittenRecord) -> tuple[Item, ...]:
    """What was not agreed with, in the words of each who said so, in the order it came."""
    rows = Disagreement.objects.filter(signatory__record=record).select_related("signatory").order_by("pk")
    return tuple(
        Item(lead=short_day(row.noted_at.astimezone(LONDON).date()), title=row.signatory.name, text=f": {row.text}")
        for row in rows
    )


def scans_of(record: WrittenRecord) -> list[Scan]:
    """The pages that came back, newest first, each with who signed on it."""
    signed = Signature.objects.standing().select_related("signatory").order_by("signatory__order")
    rows = Scan.objects.filter(record=record).select_related("added_by", "record__case").order_by("-pk")
    return [*rows.prefetch_related(Prefetch("signatures", signed, to_attr="standing"))]


def _band(record: WrittenRecord, signatories: Sequence[Signatory]) -> Band | None:
    if record.state == RecordState.SUPERSEDED:
        newer = record.successors.frozen().first()
        link = Link(f"Signatures of version {newer.version}", sign_url(newer)) if newer else None
        text = "What was signed here stays with this version. The later one needs signatures of its own."
        return Band("A later version took the place of this one", text, link=link, tone="soon")
    if record.state == RecordState.WITHDRAWN:
        return Band("This was withdrawn and is not signed any more", tone="soon")
    if not signatories:
        return Band("Nobody signs this record", tone="soon")
    if not is_to_sign(signatories):
        return Band("Everybody has answered", _how_far(record), link=_sealed_link(record), tone="ok")
    return None


def _how_far(record: WrittenRecord) -> str:
    """How far a record is that everybody has answered."""
    if record.state != RecordState.COMPLETE:
        return ""
    if hasattr(record, "sealed"):
        return "The record is complete and sealed."
    if seal_in_use(timezone.now().date()) is None:
        return "The record is complete. It cannot be sealed yet: tell the person who looks after this system."
    return "The record is complete and is being sealed."


def _sealed_link(record: WrittenRecord) -> Link | None:
    return Link("Open the sealed PDF", record.get_sealed_url()) if hasattr(record, "sealed") else None


def _signer(row: Signatory, link: SentLink | None, can_write: bool, can_send: bool) -> SignerLine:
    answers = _standing(row)
    last = answers[-1] if answers else None
    links = []
    if can_send and rules.cannot_sign(row, answers) is None:
        links.append(
            Link("Send a new link" if said_of(link) else "Send a link", _url("records:sign_link", row), about=row.name)
        )
    if can_write and rules.cannot_go_unsigned(row, answers) is None:
        links.append(Link("They did not sign", _url("records:unsigned", row), about=row.name))
    if can_write and row.record.state == RecordState.ISSUED:
        links.append(Link("They do not agree", _url("records:disagrees", row), about=row.name))
    if can_write and last is not None and rules.cannot_take_back(last) is None:
        links.append(Link("Noted in error", _url("records:take_back", row, last.pk), about=row.name))
    return SignerLine(row, _tag(row, last), _said(last) or said_of(link), tuple(links))


def _url(name: str, row: Signatory, pk: int | None = None) -> str:
    return reverse(name, args=[row.record.case.reference, pk or row.pk])


def _tag(row: Signatory, last: Signature | None) -> Tag:
    if last is None:
        return NOT_YET if row.is_needed else OPTIONAL
    return Tag(mid(str(last.get_method_display())), "ok" if last.is_signed else "soon")


def _said(last: Signature | None) -> str:
    if last is None:
        return ""
    noted = f"Noted {in_full(last.captured_at)} by {last.captured_by.name}."
    if last.signed_on is not None:
        return f"Signed on {full_day(last.signed_on)}. {noted}"
    if last.is_signed and last.captured_by.is_system:
        how = f" as “{last.typed}”" if last.typed else " by hand, on their own screen"
        return f"Signed{how} {in_full(last.captured_at)}, with a link and a code."
    if last.captured_by_id == last.signatory.user_id:
        how = f" as “{last.typed}”" if last.typed else " by hand" if last.is_signed else ""
        said = f"Signed{how}" if last.is_signed else f"{closed(last.reason)} Answered"
        return f"{said} {in_full(last.captured_at)}, in their own account."
    if last.is_signed:
        how = f" as “{last.typed}”" if last.typed else ""
        return f"Signed{how} {in_full(last.captured_at)}, with {last.captured_by.name}."
    if last.captured_by.is_system:
        return f"{closed(last.reason)} Answered {in_full(last.captured_at)}, with a link and a code."
    seen = f" Seen by {last.witness}." if last.witness else ""
    return f"{closed(last.reason)}{seen} {noted}"


def _line(scan: Scan) -> ScanLine:
    signed = [one.signatory.name for one in scan.standing]  # type: ignore[attr-defined]
    said = scan.note
    if scan.is_matched:
        said = f"Signed by {', '.join(signed)}." if signed else "Nobody’s signature is noted from it yet."
    label = {ScanState.UNREAD: "Type in its code", ScanState.MATCHED: "Say who signed"}.get(ScanState(scan.state))
    if signed:
        label = "Open"
    day = short_day(scan.added_at.astimezone(LONDON).date())
    link = Link(label, scan.get_absolute_url(), about=f"page {scan.pk}, sent {day}") if label else None
    return ScanLine(scan, Tag(scan.get_state_display(), TONES[scan.state]), said, link)


def sign_url(record: WrittenRecord) -> str:
    """The page on which the signatures of a record come in."""
    return reverse("records:sign", args=[record.case.reference, record.pk])


def next_url(record: WrittenRecord, user: User, *, in_room: bool = False) -> str:
    """Where somebody goes on who has just noted an answer: the page they came from, as long as it is open to them.

    Whoever handles records and does not see the file goes back to the tray once everybody has answered.
    """
    if not WrittenRecord.objects.handled_by(user).filter(pk=record.pk).exists():
        return reverse("packs:tray")
    return room_url(record) if in_room else sign_url(record)


# --- On one screen, passed round -----------------------------------------------------------------------------------
@dataclass(frozen=True)
class RoomPage:
    """Who signs on the screen that is passed round, and how far they are."""

    record: WrittenRecord
    title: str
    signers: tuple[SignerLine, ...]
    back_url: str
    reason: str | None
    is_done: bool


@dataclass(frozen=True)
class SignHere:
    """What one person reads before they sign."""

    signatory: Signatory
    record: WrittenRecord
    content: Content
    title: str
    back_url: str
    reason: str | None


def room_url(record: WrittenRecord) -> str:
    """The page of the screen that is passed round."""
    return reverse("records:room", args=[record.case.reference, record.pk])


def room_page(record: WrittenRecord) -> RoomPage:
    """The screen that is passed round: who has signed, and who signs next."""
    signatories = signatories_of(record)
    is_done = record.is_current and bool(signatories) and not is_to_sign(signatories)
    reason = rules.cannot_sign_on_screen(record, newer_of(record))
    return RoomPage(
        record=record,
        title=f"{record.title}, version {record.version}",
        signers=tuple(_in_room(row, reason) for row in signatories),
        back_url=sign_url(record),
        reason=None if is_done else reason,
        is_done=is_done,
    )


def _in_room(row: Signatory, reason: str | None) -> SignerLine:
    answers = _standing(row)
    last = answers[-1] if answers else None
    can_sign = reason is None and rules.cannot_sign(row, answers) is None
    links = (Link("Read and sign", _url("records:sign_here", row), about=row.name),) if can_sign else ()
    return SignerLine(row, _tag(row, last), "", links)


def sign_here_page(signatory: Signatory) -> SignHere:
    """The record as one person reads and signs it on the screen that is passed round."""
    record = signatory.record
    answers = [*Signature.objects.standing().filter(signatory=signatory).order_by("pk")]
    return SignHere(
        signatory=signatory,
        record=record,
        content=contents.read(record.content),
        title=f"{record.title}, version {record.version}",
        back_url=room_url(record),
        reason=rules.cannot_sign_on_screen(record, newer_of(record)) or rules.cannot_sign(signatory, answers),
    )


# --- In one's own account -------------------------------------------------------------------------------------------
def own_row(record: WrittenRecord, user: User) -> Signatory | None:
    """Who this account is among those who sign a record, if it is asked to and has not answered; one query."""
    waits = Signatory.objects.asked_of(user).filter(record=record)
    return (
        waits.exclude(signatures__in=Signature.objects.standing().filter(method__in=SIGNED)).order_by("order").first()
    )


def own_page(signatory: Signatory) -> SignHere:
    """The record as one person reads and signs it in their own account."""
    return replace(sign_here_page(signatory), back_url=signatory.record.get_absolute_url())


# --- One scan -----------------------------------------------------------------------------------------------------
def scan_page(scan: Scan, user: User) -> ScanPage:
    """One page that came back. Of which other document it is, only whoever sees that one is told."""
    can_write = may(user, "handle_records", scan.record.case)
    reason = None if can_write else "Whoever handles records notes signatures here."
    asks_code = can_write and rules.cannot_match(scan) is None
    return ScanPage(
        scan=scan,
        tag=Tag(scan.get_state_display(), TONES[scan.state]),
        rows=tuple(_rows(scan)),
        is_picture=bool(scan.served) and not scan.is_pdf,
        cannot_sign=reason or (None if asks_code else rules.cannot_sign_by(scan)),
        asks_code=asks_code,
        missing=tuple(unsigned(scan.record)) if scan.is_matched else (),
        elsewhere=_elsewhere(scan, user),
    )


def _rows(scan: Scan) -> list[Row]:
    signed = Signature.objects.standing().filter(scan=scan, method=SignMethod.PEN).order_by("signatory__order")
    names = ", ".join(signed.values_list("signatory__name", flat=True))
    checked = "Scanned for viruses: nothing found." if scan.is_scanned else "Not scanned for viruses."
    rows = [
        Row("Sent", f"{in_full(scan.added_at)} by {scan.added_by.name}"),
        Row("File", scan.name),
        Row("Found", scan.note),
        Row("Code", "Typed in" if scan.is_typed else "Read from the page" if scan.is_matched else ""),
        Row("Signed by", names),
        Row("Virus scanner", (checked if virus.is_configured() or scan.is_scanned else "Not set up")),
    ]
    return [row for row in rows if row.value]


def _elsewhere(scan: Scan, user: User) -> Link | None:
    """Where a page that is not of this record belongs, for whoever sees that."""
    if scan.state != ScanState.REFUSED or not scan.code:
        return None
    other = WrittenRecord.objects.visible_to(user).frozen().select_related("case").filter(code=scan.code).first()
    if other is None:
        return None
    return Link(f"{other.title}, version {other.version}, in {other.case.reference}", sign_url(other))

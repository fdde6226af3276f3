"""Who holds the whole of a record that was signed, who does not, and how each got it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from cases.access import may
from cases.links import cannot_open
from cases.models import Link as SentLink
from cases.states import LinkPurpose
from kernel.components import Action, Band, Item, Link, Tag
from kernel.wording import LONDON, closed, full_day, in_full, mid, short_day
from records import content as contents
from records import rules
from records.content import Content
from records.models import Copy, Signatory, WrittenRecord
from records.selectors.signing import newer_of
from records.states import CURRENT, CopyMethod

HAS_IT, ON_ITS_WAY, NOT_YET, LOST = (
    Tag("has it", "ok"),
    Tag("on its way", "soon"),
    Tag("not yet", "soon"),
    Tag("never came", "late"),
)


@dataclass(frozen=True)
class HolderLine:
    """Somebody who signs a record: whether they hold the whole of it, how, and what can be done."""

    signatory: Signatory
    tag: Tag
    said: str
    links: tuple[Link, ...]
    arrived: Action | None


@dataclass(frozen=True)
class CopiesPage:
    """Who holds a copy of a record."""

    record: WrittenRecord
    title: str
    band: Band | None
    holders: tuple[HolderLine, ...]
    others: tuple[Item, ...]


@dataclass(frozen=True)
class TakePage:
    """What somebody without an account reads who was sent a link to their copy."""

    record: WrittenRecord
    content: Content
    title: str
    pages: int
    school: str
    school_phone: str


def copies_of_signers(record: WrittenRecord) -> tuple[list[Signatory], list[Copy]]:
    """Those who sign a record, in order, and every copy of it, in the order they were given. Two queries."""
    signers = Signatory.objects.filter(record=record).select_related("user", "person").order_by("order")
    copies = Copy.objects.filter(record=record).select_related("to_user", "to_person", "given_by")
    return [*signers], [*copies.order_by("pk")]


def is_of(copy: Copy, signatory: Signatory) -> bool:
    """Whether a copy went to whoever signs: by account, as a known person, else by name."""
    if signatory.user_id is not None and copy.to_user_id is not None:
        return copy.to_user_id == signatory.user_id
    if signatory.person_id is not None:
        return copy.to_person_id == signatory.person_id
    return copy.to_name == signatory.name


def is_held(copy: Copy) -> bool:
    """Whether somebody has this copy: a link has to be opened first; what went by hand or post counts until disputed."""
    return copy.disputed_at is None and (copy.method != CopyMethod.EMAIL or copy.received_at is not None)


def without_copy(record: WrittenRecord) -> list[Signatory]:
    """Those who sign a sealed record and do not hold the whole of it, in order."""
    signers, copies = copies_of_signers(record)
    whole = [copy for copy in copies if copy.given_at >= record.sealed.stored_at or copy.to_user_id is not None]
    return [row for row in signers if not any(is_of(copy, row) and is_held(copy) for copy in whole)]


def copies_url(record: WrittenRecord) -> str:
    """The page of who holds a copy."""
    return reverse("records:copies", args=[record.case.reference, record.pk])


def copies_page(record: WrittenRecord, user: User) -> CopiesPage:
    """Everything the page of who holds a copy shows."""
    signers, copies = copies_of_signers(record)
    reason = rules.cannot_give_whole(record, newer_of(record))
    can_give = reason is None and may(user, "handle_records", record.case)
    can_send = reason is None and may(user, "work_case", record.case)
    after = record.sealed.stored_at if hasattr(record, "sealed") else None
    whole = [copy for copy in copies if after is not None and (copy.given_at >= after or copy.to_user_id is not None)]
    sent = _links(record, whole)
    for row in signers:
        row.record = record
    holders = [_holder(row, [one for one in whole if is_of(one, row)], sent, can_give, can_send) for row in signers]
    theirs = {copy.pk for copy in whole for row in signers if is_of(copy, row)}
    return CopiesPage(
        record=record,
        title=f"{record.title}, version {record.version}",
        band=Band(reason, tone="soon") if reason and signers else None,
        holders=tuple(holders),
        others=tuple(_item(copy) for copy in copies if copy.pk not in theirs),
    )


def _links(record: WrittenRecord, copies: Iterable[Copy]) -> dict[int, SentLink]:
    """The latest link to each copy that went by one, by the copy's key."""
    subjects = [str(copy.pk) for copy in copies if copy.method == CopyMethod.EMAIL]
    rows = SentLink.objects.filter(case=record.case_id, purpose=LinkPurpose.COPY, subject__in=subjects)
    return {int(link.subject): link for link in rows.select_related("case").order_by("pk")}


def _holder(
    row: Signatory, copies: Sequence[Copy], sent: dict[int, SentLink], can_give: bool, can_send: bool
) -> HolderLine:
    last = next((copy for copy in copies if is_held(copy)), copies[-1] if copies else None)
    is_settled = last is not None and is_held(last)
    args = [row.record.case.reference, row.pk]
    links = []
    if can_send and not is_settled:
        links.append(Link("Send a link", reverse("records:copy_link", args=args), about=row.name))
    if can_give and not is_settled:
        links.append(Link("Given by hand or post", reverse("records:copy_give", args=args), about=row.name))
    if last is not None and can_send and rules.cannot_be_lost(last, timezone.now().astimezone(LONDON).date()) is None:
        lost = reverse("records:copy_lost", args=[row.record.case.reference, last.pk])
        links.append(Link("It never came", lost, about=row.name))
    return HolderLine(row, _tag(last), _said(last, sent), tuple(links), _arrived(row, last, can_give))


def _arrived(row: Signatory, last: Copy | None, can_give: bool) -> Action | None:
    if last is None or not can_give or last.to_user_id is not None or rules.cannot_arrive(last) is not None:
        return None
    where = reverse("records:copy_came", args=[row.record.case.reference, last.pk])
    return Action("It arrived", where, method="post", about=row.name)


def _tag(last: Copy | None) -> Tag:
    if last is None:
        return NOT_YET
    if last.disputed_at is not None:
        return LOST
    return HAS_IT if is_held(last) else ON_ITS_WAY


def _said(copy: Copy | None, sent: dict[int, SentLink]) -> str:
    if copy is None:
        return ""
    if copy.disputed_at is not None:
        return closed(copy.dispute)
    arrived = f" Arrived {in_full(copy.received_at)}." if copy.received_at else ""
    if copy.method == CopyMethod.LINK:
        return f"In the system, since {in_full(copy.given_at)}.{arrived}"
    if copy.method == CopyMethod.EMAIL:
        return f"Link sent to {copy.address} {in_full(copy.given_at)}.{arrived or _waits(sent.get(copy.pk))}"
    on = full_day(copy.handed_on) if copy.handed_on else in_full(copy.given_at)
    return f"{copy.get_method_display()}, {on}, noted by {copy.given_by.name}.{arrived}"


def _waits(link: SentLink | None) -> str:
    over = cannot_open(link, timezone.now()) if link is not None else "it was taken back"
    return f" It opens nothing any more: {over}." if over else " Not taken yet."


def _item(copy: Copy) -> Item:
    day = short_day(copy.given_at.astimezone(LONDON).date())
    arrived = f", arrived {in_full(copy.received_at)}" if copy.received_at else ""
    lost = f", never came: {copy.dispute}" if copy.dispute else arrived
    return Item(lead=day, title=copy.who, text=f", {mid(str(copy.get_method_display()))}{lost}")


# --- By link ------------------------------------------------------------------------------------------------------
def of_link(link: SentLink) -> Copy | None:
    """The copy that a link opens; none where it was said that it never came, or where another version counts."""
    rows = Copy.objects.select_related("record__case__school", "record__file", "record__sealed", "record__supersedes")
    found: Copy | None = rows.filter(
        record__case=link.case_id,
        pk=int(link.subject),
        disputed_at__isnull=True,
        record__sealed__isnull=False,
        record__state__in=CURRENT,
    ).first()
    return found


def take_page(copy: Copy) -> TakePage:
    """A record as somebody reads it who was sent a link to their copy."""
    record, school = copy.record, copy.record.case.school
    return TakePage(
        record=record,
        content=contents.read(record.content),
        title=f"{record.title}, version {record.version}",
        pages=record.sealed.pages,
        school=school.name,
        school_phone=school.phone,
    )


def why_no_copy(signatory: Signatory) -> str | None:
    """Why the whole record cannot be given to somebody now, or None."""
    return rules.cannot_give_whole(signatory.record, newer_of(signatory.record))

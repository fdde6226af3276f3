"""The tray of what is owed on paper, as its pages show it: what waits to be printed, what is logged as gone."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from kernel import wording
from kernel.components import Item, Link
from packs.models import Pack
from packs.selectors.measures import measure_of
from packs.selectors.owed import Owed, Why, owed_and_more
from records.selectors.signing import sign_url
from records.sending import CONFIDENTIAL_HERE


@dataclass(frozen=True)
class TrayLine:
    """A paper of the tray: how a form names it, what it is, to whom it goes, what is to be minded."""

    key: str
    record: int
    title: str
    hint: str


@dataclass(frozen=True)
class TrayPage:
    """What waits: letters, whole records to hand out, records to be signed, of each kind the soonest due first."""

    lines: tuple[TrayLine, ...]
    more: str
    signing: tuple[Item, ...] = ()


def tray_url() -> str:
    """The page of what waits to be printed."""
    return reverse("packs:tray")


def tray_page(user: User) -> TrayPage:
    """Everything that waits to be printed, each record once."""
    owed, has_more = owed_and_more(user)
    signing = tuple(_to_sign(one) for one in owed if one.why == Why.SIGN)
    return replace(_page(owed, is_each=False, has_more=has_more), signing=signing)


def posted_page(user: User, pack: Pack | None = None) -> TrayPage:
    """Everything that can be logged as gone, each addressee by themselves; of a pack, what was printed in it."""
    found, has_more = owed_and_more(user)
    owed = [one for one in found if one.why != Why.SIGN]
    if pack is not None:
        printed = {*pack.lines.values_list("record_id", flat=True)}
        owed = [one for one in owed if one.record.pk in printed]
    return _page(owed, is_each=True, has_more=has_more)


def _page(owed: list[Owed], *, is_each: bool, has_more: bool) -> TrayPage:
    rows: dict[object, list[Owed]] = {}
    for one in sorted(owed, key=lambda one: [*Why].index(one.why)):
        rows.setdefault(one.key if is_each else (one.why, one.record.pk), []).append(one)
    more = "These are the most urgent. When they are done, the others stand here." if has_more else ""
    return TrayPage(tuple(_line(group, is_each=is_each) for group in rows.values()), more)


def _to_sign(one: Owed) -> Item:
    """A record that waits for signatures, with where the signed page comes back."""
    link = Link("Signatures", sign_url(one.record), about=f"of {said_of(one)}, {one.record.case.reference}")
    return Item(lead=one.record.case.reference, title=said_of(one), text=f": {one.who}.", links=(link,))


def _line(group: list[Owed], *, is_each: bool) -> TrayLine:
    first = group[0]
    title = f"{said_of(first)}, for {first.who}" if is_each and first.why == Why.COPY else said_of(first)
    return TrayLine(first.key, first.record.pk, title, " · ".join(_hints(group)))


def said_of(one: Owed) -> str:
    """What a paper is called: the record by its title and version, and to whom it goes."""
    what = f"{one.record.title}, version {one.record.version}"
    return f"{what}, to {one.who}" if one.why == Why.LETTER else what


def _hints(group: list[Owed]) -> Iterable[str]:
    one, now = group[0], timezone.now()
    yield f"{one.record.case.reference}, {one.record.case.school.name}"
    if one.why == Why.COPY:
        many = f"print {len(group)} times, " if len(group) > 1 else ""
        yield f"whole record to hand out, {many}for {', '.join(each.who for each in group)}"
    elif one.why == Why.SIGN:
        yield f"to be signed by pen: {one.who}"
    yield wording.counted(measure_of(one.record).pages, "page")
    yield f"{'was due' if one.due_at < now else 'due'} {wording.brief(one.due_at, now)}"
    if one.is_confidential:
        yield CONFIDENTIAL_HERE
    elif one.address and len(group) == 1:
        yield ", ".join(line.strip() for line in one.address.splitlines() if line.strip())


def logged_words(count: int) -> str:
    """What is said when so many papers were logged."""
    return f"{wording.counted(count, 'paper')} {'is' if count == 1 else 'are'} logged."

"""What the pages of packs show: those somebody had made, one with its progress and what is in it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from kernel import wording
from kernel.components import Action, Item, Link, Row, Tag
from packs import rules
from packs.models import KEPT, Pack, PackLine
from packs.rules import MB
from packs.selectors.bundle import left_out, title_of
from packs.selectors.panel import hand_over_actions
from packs.states import PackState
from records.states import RecordState

SHOWN = 20
ONLY_YOURS = f"Only you see them here. Files are deleted after {KEPT.days} days."
TAGS = {
    PackState.WAITING: Tag("being made", "soon"),
    PackState.MADE: Tag("ready", "ok"),
    PackState.FAILED: Tag("could not be made", "late"),
    PackState.GONE: Tag("file deleted"),
}
SINCE = {
    RecordState.SUPERSEDED: "replaced since by a later version",
    RecordState.WITHDRAWN: "withdrawn since",
}


@dataclass(frozen=True)
class PackPage:
    """A pack: how far it is, and what is in it."""

    pack: Pack
    title: str
    sub: str
    tag: Tag
    rows: tuple[Row, ...]
    actions: tuple[Action, ...]
    items: tuple[Item, ...]
    left_out: tuple[str, ...]
    left: str


def packs_of(user: User) -> tuple[Item, ...]:
    """The packs this user had made, newest first."""
    rows = Pack.objects.visible_to(user).order_by("-asked_at", "-pk")[:SHOWN]
    return tuple(_item(pack) for pack in rows)


def _item(pack: Pack) -> Item:
    return Item(
        lead=wording.brief(pack.asked_at, timezone.now()),
        title=str(pack),
        text=f": {wording.counted(pack.line_count, 'paper')}, for {pack.for_whom}",
        links=(Link("Open", pack.get_absolute_url(), about=str(pack)),),
        tag=TAGS[PackState(pack.state)],
    )


def pack_page(pack: Pack, user: User) -> PackPage:
    """Everything the page of a pack shows. One query besides the pack, of a bundle two, of one for a panel four."""
    lines = [*pack.lines.printed().select_related("record__case", "evidence").defer("record__content")]
    return PackPage(
        pack=pack,
        title=str(pack),
        sub=f"For {pack.for_whom}",
        tag=TAGS[PackState(pack.state)],
        rows=tuple(_rows(pack)),
        actions=(*_actions(pack, lines), *hand_over_actions(pack, user)),
        items=tuple(line_item(line) for line in lines),
        left_out=tuple(left_out(pack)) if pack.is_bundle else (),
        left=wording.counted(max(pack.line_count - pack.done_count, 0), "paper") + " left",
    )


def line_item(line: PackLine) -> Item:
    """A paper of a pack, as the page and the contents of the pack call it."""
    where = f"page {line.first_page}" if line.first_page else ""
    if line.record is None:
        return Item(lead=where or "Evidence", title=said_of(line))
    since = SINCE.get(RecordState(line.record.state), "")
    return Item(
        lead=where or line.record.case.reference,
        title=said_of(line),
        text=f", {line.record.case.reference}" if where else "",
        tag=Tag(since, "soon") if since else None,
    )


def said_of(line: PackLine) -> str:
    """What a paper is called: a record by its title and version, a file of evidence by its name."""
    return title_of(line)


def _rows(pack: Pack) -> Iterable[Row]:
    if pack.case is not None:
        yield Row("Case", Link(pack.case.reference, pack.case.get_absolute_url()))
        yield Row("Version", f"For: {wording.mid(str(pack.get_reader_display()))}")
    yield Row("What for", pack.purpose)
    yield Row("Asked for", f"{wording.in_full(pack.asked_at)}, by {pack.asked_by.name}")
    yield Row("Printed", "On both sides: each paper begins on a right-hand page" if pack.is_duplex else "On one side")
    if pack.state in (PackState.MADE, PackState.GONE):
        yield Row("Pages", f"{pack.pages:,}, {max(pack.size / MB, 0.1):,.1f} MB")
        yield Row("SHA-256", pack.sha256)
    if pack.state == PackState.MADE and pack.kept_until is not None:
        yield Row(
            "Kept until", f"{wording.in_full(pack.kept_until)}. Then the file is deleted; what is said here stays."
        )
    if pack.gone_at is not None:
        yield Row("File deleted", wording.in_full(pack.gone_at))


def _actions(pack: Pack, lines: Sequence[PackLine]) -> Iterable[Action]:
    if pack.state == PackState.FAILED:
        yield Action("Try again", reverse("packs:again", args=[pack.pk]), style="primary", method="post")
    if pack.state == PackState.GONE:
        yield Action("Choose records again", reverse("packs:choose"))
    if pack.state == PackState.MADE:
        reason = rules.cannot_take(pack, timezone.now())
        yield Action(
            "Download the PDF", reverse("packs:file", args=[pack.pk]), style="primary", method="post", reason=reason
        )
    if pack.state in (PackState.MADE, PackState.GONE) and any(line.is_owed for line in lines):
        yield Action("It has gone by post or by hand", f"{reverse('packs:posted')}?pack={pack.pk}")

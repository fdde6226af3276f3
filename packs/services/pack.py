"""A print pack is asked for; what the worker notes of packs and bundles; fetched; their files deleted."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from accounts.system import require_machine
from audit.services import move, write
from cases.models import Case
from cases.services.writing import claim, settle
from kernel.checking import full_check
from kernel.jobs import queue
from kernel.refusal import Refused, refuse_blank, refuse_if
from kernel.wording import closed, counted
from packs import rules
from packs.access import require_handling
from packs.models import Pack, PackLine
from packs.selectors.choose import printable
from packs.selectors.measures import measure_of
from packs.selectors.owed import owed_among
from packs.services._own import locked_pack, own_pack
from packs.services._waiting import waiting_of
from packs.states import PACK_MOVES, PackState
from records.models import WrittenRecord


@transaction.atomic
def ask_pack(
    *,
    records: Sequence[int],
    for_whom: str,
    purpose: str,
    is_duplex: bool,
    by: User,
    token: UUID | None = None,
    is_owed: bool = False,
) -> Pack | None:
    """Have the worker bind these records (ids), in this order, into one PDF. None if this form was sent before.

    Each is the version that stands now: one that is replaced while the pack is made stays in it and is marked so.
    `is_owed`: they are owed on paper, so that the file need not be seen. Raises `Refused` for one that this user may
    not print.
    """
    require_handling(by)
    if token is not None and claim(token=token, by=by):
        return None
    refuse_blank(for_whom, "Say who it is for.", about="/", field="for_whom")
    refuse_blank(purpose, "Say what it is for.", about="/", field="purpose")
    asked = [*dict.fromkeys(records)]
    refuse_if(rules.cannot_hold(len(asked), 0, 0), about="/", field="records")
    found = {row.pk: row for row in (owed_among(by, asked) if is_owed else printable(by, asked))}
    if len(found) < len(asked):
        raise Refused(rules.NOT_YOURS, about="/", field="records")
    rows = [found[pk] for pk in asked]
    measures = [measure_of(row) for row in rows]
    pages, size = sum(one.pages for one in measures), sum(one.size for one in measures)
    refuse_if(rules.cannot_hold(len(rows), pages, size), about="/", field="records")
    refuse_if(rules.cannot_ask_more(waiting_of(by)), about="/")
    schools = {row.case.school_id for row in rows}
    pack = Pack(
        school_id=schools.pop() if len(schools) == 1 else None, for_whom=for_whom.strip(),
        purpose=purpose.strip(), is_duplex=is_duplex, asked_at=timezone.now(), asked_by=by, line_count=len(rows),
    )  # fmt: skip
    full_check(pack)
    pack.save(force_insert=True)
    lines = [PackLine(pack=pack, order=place, record=row, is_owed=is_owed) for place, row in enumerate(rows, 1)]
    PackLine.objects.bulk_create(lines)
    queue("packs.make", pack_id=pack.pk)
    if token is not None:
        settle(token=token, led_to=pack.get_absolute_url(), by=by)
    return pack


# --- For the worker -----------------------------------------------------------------------------------------------
@transaction.atomic
def note_progress(*, pack: Pack, done: int, by: User) -> None:
    """Note how many papers are bound. How far it is, is no part of history. For the machine alone."""
    require_machine(by)
    Pack.objects.filter(pk=pack.pk, state=PackState.WAITING).update(done_count=done)


@transaction.atomic
def keep_pack(
    *, pack: Pack, name: str, sha256: str, pages: int, size: int, placed: Mapping[int, tuple[int, int]], by: User
) -> Pack:
    """Note the stored file of a pack, once, in its own history and in that of each case it is of. For the machine alone.

    `placed`: for each line (its key) the page it begins on, from 1, and how many it has.
    """
    require_machine(by)
    # The cases by key, then the pack: the order of locks everywhere.
    printed = Q(pk__in=WrittenRecord.objects.filter(pack_lines__pack=pack).values("case"))
    cases = Case.objects.filter(printed | Q(pk=pack.case_id))
    list(cases.select_for_update(no_key=True).order_by("pk").values_list("pk"))
    pack = locked_pack(pack)
    if pack.state != PackState.WAITING:
        return pack
    lines = [*pack.lines.printed().select_related("record__case")]
    for line in lines:
        line.first_page, line.pages = placed[line.pk]
    PackLine.objects.bulk_update(lines, ["first_page", "pages"])
    told = {**_told(pack), "sha256": sha256, "pages": counted(pages, "page"), "size": size}
    # What goes into a bundle stands in the history of its case since it was asked for.
    for case, rows in [] if pack.is_bundle else _by_case(lines):
        records = [{"number": line.record.number, "version": line.record.version} for line in rows if line.record]
        data = {**told, "count": counted(len(rows), "record"), "records": records}
        write(chain=case.chain, verb="pack.printed", row=pack, by=pack.asked_by, data=data)
    move(
        pack, PackState.MADE, table=PACK_MOVES,
        verb="bundle.made" if pack.is_bundle else "pack.made",
        by=pack.asked_by, data=told,
        made_at=timezone.now(), file=name, sha256=sha256, pages=pages, size=size, done_count=pack.line_count,
    )  # fmt: skip
    return pack


@transaction.atomic
def fail_pack(*, pack: Pack, reason: str, by: User) -> None:
    """Note that a pack could not be made, and why. For the machine alone."""
    require_machine(by)
    pack = locked_pack(pack)
    if pack.state == PackState.WAITING:
        data = {**_told(pack), "reason": reason}
        move(
            pack, PackState.FAILED, table=PACK_MOVES,
            verb="bundle.failed" if pack.is_bundle else "pack.failed",
            by=by, data=data,
            failed_reason=reason[:300], done_count=0,
        )  # fmt: skip


@transaction.atomic
def drop_file(*, pack: Pack, by: User) -> None:
    """Forget the file of a pack that was kept long enough; what it was made of, and for whom, stays. For the machine."""
    require_machine(by)
    pack = locked_pack(pack)
    if pack.state == PackState.MADE:
        queue("packs.drop_bytes", stored=str(pack.file.name))
        move(
            pack, PackState.GONE, table=PACK_MOVES,
            verb="bundle.gone" if pack.is_bundle else "pack.gone",
            by=by, data=_told(pack),
            file="", gone_at=timezone.now(),
        )  # fmt: skip


# --- By whoever asked for it --------------------------------------------------------------------------------------
@transaction.atomic
def try_again(*, pack: Pack, by: User) -> Pack:
    """Have a pack made again that could not be made. Raises `Refused`."""
    pack = own_pack(pack, by)
    refuse_if(rules.cannot_try_again(pack), about=pack)
    refuse_if(rules.cannot_ask_more(waiting_of(by)), about=pack)
    move(
        pack, PackState.WAITING, table=PACK_MOVES,
        verb="bundle.tried_again" if pack.is_bundle else "pack.tried_again",
        by=by, data=_told(pack),
        failed_reason="",
    )  # fmt: skip
    queue("packs.make", pack_id=pack.pk)
    return pack


@transaction.atomic
def take_pack(*, pack: Pack, by: User) -> Pack:
    """Note that the file of a pack is fetched, each time. Raises `Refused` where there is none."""
    pack = own_pack(pack, by)
    refuse_if(rules.cannot_take(pack, timezone.now()), about=pack)
    write(
        chain=pack.chain,
        verb="bundle.taken" if pack.is_bundle else "pack.taken",
        row=pack,
        by=by,
        data={**_told(pack), "sha256": pack.sha256},
    )
    return pack


def _by_case(lines: Sequence[PackLine]) -> list[tuple[Case, list[PackLine]]]:
    """The lines of each case, cases by key."""
    found: dict[int, tuple[Case, list[PackLine]]] = {}
    for line in lines:
        if line.record is not None:
            found.setdefault(line.record.case_id, (line.record.case, []))[1].append(line)
    return [found[pk] for pk in sorted(found)]


def _told(pack: Pack) -> dict[str, Any]:
    """What history says of a pack."""
    return {
        "number": pack.pk,
        "reader": pack.get_reader_display(),
        "count": counted(pack.line_count, "paper"),
        "for_whom": pack.for_whom,
        "purpose": closed(pack.purpose),
    }

"""A bundle of a case is asked for: for one reader, with what the rules leave out, and what whoever decides changed."""

from collections.abc import Collection
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from audit.services import write
from cases.access import require, require_still, sees
from cases.models import Case
from cases.services.case import lock
from cases.services.writing import claim, settle
from kernel.checking import full_check
from kernel.jobs import queue
from kernel.refusal import Refused, refuse_blank, refuse_if
from kernel.wording import closed, counted
from packs import rules
from packs.models import Pack, PackLine
from packs.selectors.bundle import BundlePage, Paper, bundle_page, is_advice, reader_of
from packs.selectors.measures import measure_of
from packs.services._waiting import waiting_of
from packs.states import Ground, Reader
from records.access import POWER


@transaction.atomic
def ask_bundle(
    *,
    case: Case,
    reader: str,
    purpose: str,
    is_duplex: bool,
    by: User,
    for_whom: str = "",
    chosen: Collection[str] | None = None,
    shown: str | None = None,
    reason: str = "",
    token: UUID | None = None,
) -> Pack | None:
    """Have the worker bind the papers of a case for a reader (as `reader_of` names them). None if sent before.

    `chosen`: the papers (keys) that go in, of those that somebody may choose; without it what the rules say. Only
    whoever decides in the case changes what the rules say. `shown`: the digest of the page on which they chose; what has
    come since was not left out by them. `reason`: why whoever complains may read what is of others. Raises `Refused`.
    """
    _require(by, case, is_still=False)
    if token is not None and claim(token=token, by=by):
        return None
    case = lock(case)
    _require(by, case, is_still=True)
    found = reader_of(case, reader)
    if found is None:
        raise Refused("Choose who it is for.", about=case, field="reader")
    what, person = found
    whom = person.formal_name if person is not None else for_whom.strip()
    refuse_blank(whom, "Say who gets it.", about=case, field="for_whom")
    refuse_blank(purpose, "Say what it is for.", about=case, field="purpose")
    page = bundle_page(case, what, person, by)
    refuse_if(rules.cannot_have_changed(shown, page.digest), about=case)
    papers, changed = _decided(page, page.chosen if chosen is None else chosen)
    refuse_if(rules.cannot_change_bundle(len(changed), may_change=page.may_change), about=case, field="chosen")
    inside = [paper for paper, ground in papers if not ground]
    if what == Reader.HEARING:
        put_in = [paper.ground for paper in inside if paper.ground]
        refuse_if(rules.cannot_show_without(put_in, reason), about=case, field="reason")
    measures = [measure_of(paper.record) for paper in inside if paper.record is not None]
    pages = sum(one.pages for one in measures) + len(inside) - len(measures)
    size = sum(one.size for one in measures) + sum(one.evidence.size for one in inside if one.evidence is not None)
    refuse_if(rules.cannot_hold(len(inside), pages, size), about=case, field="chosen")
    refuse_if(rules.cannot_ask_more(waiting_of(by)), about=case)
    pack = Pack(
        school=case.school, case=case, reader=what, person=person, for_whom=whom[:200], purpose=purpose.strip(),
        is_duplex=is_duplex, asked_at=timezone.now(), asked_by=by, line_count=len(inside),
    )  # fmt: skip
    full_check(pack)
    pack.save(force_insert=True)
    PackLine.objects.bulk_create(
        [
            PackLine(pack=pack, order=place, record=paper.record, evidence=paper.evidence, ground=ground)
            for place, (paper, ground) in enumerate(sorted(papers, key=lambda one: bool(one[1])), 1)
        ]
    )
    told = {
        "reader": pack.get_reader_display(), "for_whom": whom, "purpose": closed(pack.purpose),
        "left": counted(len(papers) - len(inside), "paper"), "changed": _told(changed, reason),
    }  # fmt: skip
    write(chain=case.chain, verb="bundle.asked", row=pack, by=by, data=told)
    queue("packs.make", pack_id=pack.pk)
    if token is not None:
        settle(token=token, led_to=pack.get_absolute_url(), by=by)
    return pack


def _told(changed: Collection[str], reason: str) -> str:
    """What was changed by hand, and why whoever complains may read what was put in, as history says it."""
    if not changed:
        return "nothing"
    why = f" ({reason.strip().rstrip('.')})" if reason.strip() else ""
    return ", ".join(changed) + why


def _require(by: User, case: Case, *, is_still: bool) -> None:
    """Deny (403) unless the user sees the file and handles its records; asked anew under the lock."""
    (require_still if is_still else require)(by, POWER, case)
    if not sees(by, case):
        require(by, "view_cases", case)


def _decided(page: BundlePage, chosen: Collection[str]) -> tuple[list[tuple[Paper, str]], list[str]]:
    """Each paper with the ground on which it is left out ("" where it goes in), and the titles of what was changed.

    What nobody may put in stays out, whatever was chosen. What lawyers are asked is not named: the file reads the history.
    """
    papers, changed = [], []
    for paper in page.papers:
        is_in = paper.key in chosen if paper.is_changeable else paper.ground is None
        ground = "" if is_in else (paper.ground or Ground.BY_HAND).value
        if is_in != (paper.ground is None):
            called = "A paper" if is_advice(paper) else paper.title
            changed.append(f"{called} {'put in' if is_in else 'taken out'}")
        papers.append((paper, ground))
    return papers, changed

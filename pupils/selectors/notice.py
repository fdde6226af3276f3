"""The page of one letter or notice about a suspended pupil: what it says, how it can go and how it went."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse

from accounts.models import User
from cases.access import sees
from kernel.components import Link
from pupils.letters import TITLES
from pupils.recipients import Order
from pupils.selectors.addresses import crumbs_of, facts_link, not_told_url, order_url, told_url
from pupils.selectors.letter import Subject, Typed, content_of, is_said, words_to_begin
from pupils.selectors.owed import is_of_now, posted_late
from pupils.selectors.went import Went, went_of
from pupils.states import OF_BOARD, Event
from pupils.telling import cannot_know
from records.content import Content, read
from records.models import WrittenRecord
from records.sending import way_of
from records.states import CopyMethod
from schools.selectors import calendar
from suspensions.dispatch import deemed_received
from suspensions.selectors.reaching import gives_away


@dataclass(frozen=True)
class NoticePage:
    """The letter as it stands: as it was issued, or what it would say now; how it can go, how it went."""

    subject: Subject
    name: str
    title: str
    crumbs: tuple[Link, ...]
    told_url: str
    begin: Typed
    text: Content
    record: WrittenRecord
    issued: WrittenRecord | None
    is_current: bool
    copies: tuple[Went, ...]
    why_not: str | None
    gives_away: tuple[str, ...]
    deemed: tuple[tuple[CopyMethod, date], ...]
    asks_work: bool
    asks_day_six: bool
    asks_words: bool
    order_url: str
    is_overtaken: bool
    due_at: datetime | None
    is_age_unknown: bool
    posted_late: str
    not_told_url: str
    setup: Link | None
    is_of_board: bool


def notice_page(subject: Subject, typed: Mapping[str, str], user: User) -> NoticePage:
    """The page of one notice with the words typed so far, and why it cannot be issued as it is."""
    issued, begin = subject.issued, words_to_begin(subject)
    here, row, to = subject.reached, subject.suspension, subject.to
    method = CopyMethod.POST if here.address else CopyMethod.HAND
    said = Typed(*(typed.get(name, getattr(begin, name)) for name in ("reason", "work", "day_six")))
    way = way_of(typed["method"]) if "method" in typed else method
    address = typed.get("address", here.address)
    facts, content = content_of(subject, said, method=way, address=address)
    is_current = issued is not None and is_of_now(subject.known, issued) and is_said(subject, issued, said)
    title, days, event = TITLES[facts.situation], calendar(), subject.key.event
    asks_work = to.is_family and event in (Event.DECIDED, Event.DAY_SIX) and not row.is_lunchtime
    asks_day_six = event == Event.DAY_SIX or (event == Event.DECIDED and facts.day_six_on is not None)
    owed = [one for one in subject.known.duties if one.is_open and subject.known.key_of(one.subject) == subject.key]
    return NoticePage(
        subject=subject,
        name=to.name,
        title=title,
        crumbs=crumbs_of(row, user),
        told_url=told_url(row),
        begin=begin,
        text=read(issued.content if issued is not None and is_current else content),
        record=WrittenRecord(case=row.case, title=facts.title),
        issued=issued,
        is_current=is_current,
        copies=went_of(subject.known, subject.kind, subject.key),
        why_not=subject.why_not,
        gives_away=gives_away(here.kept, facts.typed, here.known),
        deemed=tuple((way, deemed_received(way, facts.today, days)) for way in (CopyMethod.POST, CopyMethod.HAND)),
        asks_work=asks_work,
        asks_day_six=asks_day_six,
        asks_words=subject.asks_reason or asks_work or asks_day_six,
        order_url=order_url(row, to) if to.order is not Order.NONE and sees(user, row.case) else "",
        is_overtaken=event == Event.DECIDED and not row.is_standing,
        due_at=owed[0].due_at if owed else None,
        is_age_unknown=to.is_family and subject.known.about.born_on is None,
        posted_late=posted_late(subject.known, subject.key) if owed else "",
        not_told_url=not_told_url(row, subject.key) if owed else "",
        setup=_setup(subject) if sees(user, row.case) else None,
        is_of_board=event in OF_BOARD,
    )


def _setup(subject: Subject) -> Link | None:
    """Where what is missing for it is entered."""
    if subject.why_no_answer:
        return Link("The trust’s addresses", reverse("schools:trust"))
    if cannot_know(subject.to):
        return Link("What the order says, and whether they are told", order_url(subject.suspension, subject.to))
    return facts_link(subject.known) if subject.why_not_found else None

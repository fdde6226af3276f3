"""What views hand to the components of a page: plain, frozen facts that templates only show."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import groupby
from typing import Any, Literal

from kernel import wording

Style = Literal["primary", "secondary", "warning", "link"]
Method = Literal["get", "post"]
Tone = Literal["", "ban", "ok", "soon", "late"]


@dataclass(frozen=True)
class Link:
    """A link; `about` is read out after the label so that no two links on a page say the same."""

    label: str
    url: str
    about: str = ""


@dataclass(frozen=True)
class Action:
    """A button. With a reason it cannot be pressed now and the reason stands beside it; a post sends `fields` along."""

    label: str
    url: str = ""
    style: Style = "secondary"
    reason: str | None = None
    method: Method = "get"
    about: str = ""
    fields: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Tag:
    """A small coloured word; the colour never says more than the word."""

    text: str
    tone: Tone = ""


@dataclass(frozen=True)
class Row:
    """A row of a summary list; the value may be a text, a `Link`, a `Tag` or a list of them."""

    label: str
    value: Any
    actions: tuple[Link, ...] = ()


@dataclass(frozen=True)
class Step:
    """A line of the home page: the clock, one sentence for what to do, small facts, the source, one button.

    `links` are other ways to deal with it, in small.
    """

    what: str
    action: Action | None = None
    due_at: datetime | None = None
    small: str = ""
    why: str = ""
    url: str = ""
    links: tuple[Link, ...] = ()


@dataclass(frozen=True)
class ChainLink:
    """A moment of the informing chain; without a moment it has not happened yet."""

    what: str
    at: datetime | None = None
    minutes: int | None = None


@dataclass(frozen=True)
class Entry:
    """A line of history: when, and what happened in words; `link` opens what it is about."""

    at: datetime
    text: str
    link: Link | None = None
    note: str = ""


@dataclass(frozen=True)
class Item:
    """A line of a list with something in front of it: a date, a state, a count."""

    lead: str
    title: str = ""
    text: str = ""
    links: tuple[Link, ...] = ()
    tag: Tag | None = None


@dataclass(frozen=True)
class Section:
    """A part of the case page. Every room offers one; empty parts may be left out or say why they are empty."""

    title: str
    rows: tuple[Row, ...] = ()
    actions: tuple[Action, ...] = ()
    key: str = ""
    tag: Tag | None = None
    text: str = ""
    items: tuple[Item, ...] = ()
    entries: tuple[Entry, ...] = ()
    empty: str = ""

    @property
    def is_empty(self) -> bool:
        return not (self.rows or self.text or self.items or self.entries)


@dataclass(frozen=True)
class Band:
    """What is in force now, with the way to change it."""

    title: str
    text: str = ""
    link: Link | None = None
    tone: Tone = "ban"


@dataclass(frozen=True)
class Filter:
    """An applied filter: what it says and the address of the list without it."""

    label: str
    url: str


def by_day(entries: Iterable[Entry]) -> list[tuple[date, list[Entry]]]:
    """Group entries, given newest first, by their day in London."""
    grouped = groupby(entries, key=lambda entry: entry.at.astimezone(wording.LONDON).date())
    return [(day, list(group)) for day, group in grouped]


@dataclass(frozen=True)
class GateRow:
    """A line of the gate register: who may not be here, until when, with which arrangements and permitted visits."""

    name: str
    note: str
    until: datetime
    arrangements: tuple[str, ...] = ()
    visits: tuple[str, ...] = ()
    action: Action | None = None

"""How often somebody got in touch: counted by week, as a chart with its table. Counted, never judged."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, QuerySet
from django.db.models.functions import TruncWeek
from django.utils import timezone

from kernel import wording
from schools.calendar import LONDON, local_day
from socialmedia.states import ContactChannel

MOST_WEEKS, FEWEST_WEEKS = 26, 8
WEEK = timedelta(days=7)
SPOKEN = (ContactChannel.CALL, ContactChannel.IN_PERSON)
# The chart in units of its own: a browser scales it to whatever width there is.
BAR, GAP, HEIGHT, LEFT, TOP, FOOT = 16, 6, 120, 40, 14, 26


@dataclass(frozen=True)
class Week:
    """A week from its Monday: how many contacts, and how."""

    begins_on: date
    mails: int = 0
    spoken: int = 0
    others: int = 0

    @property
    def total(self) -> int:
        return self.mails + self.spoken + self.others


@dataclass(frozen=True)
class Bar:
    """A bar of the chart, from its upper left corner."""

    x: int
    y: int
    height: int


@dataclass(frozen=True)
class Chart:
    """Everything that the drawing needs; `title` and `summary` say it in words."""

    title: str
    summary: str
    width: int
    height: int
    base: int
    left: int
    top: int
    most: int
    bar: int
    bars: tuple[Bar, ...]
    first: str
    last: str


@dataclass(frozen=True)
class Volume:
    """The contacts of somebody by week, oldest first; `total` counts every one, those before the first week too."""

    weeks: tuple[Week, ...]
    total: int
    chart: Chart

    @property
    def newest_first(self) -> tuple[Week, ...]:
        return self.weeks[::-1]

    @property
    def in_weeks(self) -> int:
        return sum(week.total for week in self.weeks)


def volume_of(contacts: "QuerySet[Any]", name: str) -> Volume:
    """Count these contacts (of one person, by this name) by week in London: one query."""
    rows = contacts.order_by().annotate(week=TruncWeek("happened_at", tzinfo=LONDON)).values("week", "channel")
    return counted(((local_day(row["week"]), row["channel"], row["n"]) for row in rows.annotate(n=Count("pk"))), name)


def counted(rows: Iterable[tuple[date, str, int]], name: str) -> Volume:
    """The same from the counts: the Monday of a week, a channel, how many."""
    by_week: dict[date, dict[str, int]] = {}
    for monday, channel, n in rows:
        kinds = by_week.setdefault(monday, {"mails": 0, "spoken": 0, "others": 0})
        kind = "mails" if channel == ContactChannel.EMAIL else "spoken" if channel in SPOKEN else "others"
        kinds[kind] += n
    this = monday_of(local_day(timezone.now()))
    first = min([*by_week, this - (FEWEST_WEEKS - 1) * WEEK])
    first = max(first, this - (MOST_WEEKS - 1) * WEEK)
    count = (this - first).days // 7 + 1
    weeks = tuple(Week(day, **by_week.get(day, {})) for day in (first + n * WEEK for n in range(count)))
    total = sum(sum(kinds.values()) for kinds in by_week.values())
    return Volume(weeks, total, _chart(weeks, name))


def monday_of(day: date) -> date:
    """The Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def _chart(weeks: tuple[Week, ...], name: str) -> Chart:
    most = max((week.total for week in weeks), default=0)
    base = TOP + HEIGHT
    tall = [round(HEIGHT * week.total / most) if most else 0 for week in weeks]
    # One contact among hundreds still shows.
    tall = [max(high, 2) if week.total else 0 for high, week in zip(tall, weeks, strict=True)]
    bars = tuple(Bar(LEFT + GAP + n * (BAR + GAP), base - high, high) for n, high in enumerate(tall))
    return Chart(
        title=f"Contacts of {name} by week",
        summary=_summary(weeks, most),
        width=LEFT + GAP + len(weeks) * (BAR + GAP),
        height=base + FOOT,
        base=base,
        left=LEFT,
        top=TOP,
        most=most,
        bar=BAR,
        bars=bars,
        first=wording.short_day(weeks[0].begins_on),
        last=wording.short_day(weeks[-1].begins_on),
    )


def _summary(weeks: tuple[Week, ...], most: int) -> str:
    if not most:
        return f"No contact in the last {len(weeks)} weeks."
    top = next(week for week in weeks if week.total == most)
    total = sum(week.total for week in weeks)
    return (
        f"{wording.counted(total, 'contact')} in {len(weeks)} weeks. Most in the week from "
        f"{wording.full_day(top.begins_on)}: {most}."
    )

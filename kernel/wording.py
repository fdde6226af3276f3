"""How moments, spans and changed texts are said in words; every function is pure in what it is given."""

import difflib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
EVENING = time(18)
MINUTE, HOUR, DAY = 1, 60, 24 * 60
SOON_MINUTES = 4 * HOUR
# Above this many words two texts are compared line by line: word by word would take seconds.
WORDS_COMPARED = 3_000

State = Literal["late", "soon", "normal"]
Piece = tuple[Literal["same", "only"], str]


@dataclass(frozen=True)
class Clock:
    """What a line's clock says: the bold text, the small text under it, and how pressing it is."""

    state: State
    text: str
    small: str = ""


@dataclass(frozen=True)
class Comparison:
    """Two texts in pieces: what both have, and what only one has."""

    mine: tuple[Piece, ...]
    theirs: tuple[Piece, ...]

    @property
    def is_same(self) -> bool:
        return all(kind == "same" for kind, _ in (*self.mine, *self.theirs))


def minutes_between(start: datetime, end: datetime) -> int:
    """Count whole minutes from start to end (aware datetimes); never less than nought."""
    # Through UTC: Python subtracts two moments of one time zone by the wall clock, an hour out when the clocks change.
    return max(0, int((end.astimezone(UTC) - start.astimezone(UTC)).total_seconds() // 60))


def span(minutes: int) -> str:
    """Say a number of minutes: "48 min", "2 h 48 min", "3 days"."""
    if minutes < MINUTE:
        return "less than 1 min"
    if minutes < HOUR:
        return f"{minutes} min"
    hours, rest = divmod(minutes, HOUR)
    if minutes < DAY:
        return f"{hours} h {rest} min" if rest else f"{hours} h"
    days = minutes // DAY
    return "1 day" if days == 1 else f"{days} days"


def clock_time(value: datetime) -> str:
    """Say the time of day in London; the hour that comes twice in October is told apart by BST or GMT."""
    local = value.astimezone(LONDON)
    came_twice = local.replace(fold=0).utcoffset() != local.replace(fold=1).utcoffset()
    return f"{local:%H:%M} {local:%Z}" if came_twice else f"{local:%H:%M}"


def short_day(day: date) -> str:
    """Say a day as "Tue 3 Nov"."""
    return f"{day:%a} {day.day} {day:%b}"


def full_day(day: date) -> str:
    """Say a day as "Monday 2 November 2026"."""
    return f"{day:%A} {day.day} {day:%B} {day.year}"


def day(value: date, today: date) -> str:
    """Say a day without a time: "today", "tomorrow, Tue 3 Nov", "Mon 2 November 2026"."""
    near = {0: "today", 1: f"tomorrow, {short_day(value)}", -1: f"yesterday, {short_day(value)}"}
    return near.get((value - today).days, f"{value:%a} {value.day} {value:%B} {value.year}")


def day_heading(value: date, today: date) -> str:
    """Say the day at the head of a group of history: "Today, Monday 2 November 2026"."""
    near = {0: "Today, ", -1: "Yesterday, ", 1: "Tomorrow, "}
    return near.get((value - today).days, "") + full_day(value)


def when(value: datetime, now: datetime) -> str:
    """Say a moment beside another: "today 14:12", "tomorrow, Tue 3 Nov 08:19", "Mon 2 November 2026, 08:05"."""
    local, today = value.astimezone(LONDON), now.astimezone(LONDON).date()
    days = (local.date() - today).days
    if days == 0:
        return f"{'tonight' if local.time() >= EVENING else 'today'} {clock_time(value)}"
    if days in (1, -1):
        return f"{day(local.date(), today)} {clock_time(value)}"
    return f"{day(local.date(), today)}, {clock_time(value)}"


def brief(value: datetime, now: datetime) -> str:
    """Say a moment in few letters, for a narrow column: "14:12" today, "Thu 5 Nov", "Thu 6 Nov 2025"."""
    local, today = value.astimezone(LONDON), now.astimezone(LONDON).date()
    if local.date() == today:
        return clock_time(value)
    return short_day(local.date()) + ("" if local.year == today.year else f" {local.year}")


def last_moment(value: datetime) -> datetime:
    """Turn an end that is not included into the last minute that is: midnight becomes 23:59 of the day before."""
    local = value.astimezone(LONDON)
    return value - timedelta(minutes=1) if local.time() == time(0) else value


def until(value: datetime, now: datetime) -> str:
    """Say an end that is not included: local midnight is shown as 23:59 of the day before."""
    return when(last_moment(value), now)


def until_day(value: datetime, now: datetime) -> str:
    """Say an end that is not included, shortly, for a tag: "tonight 23:59", "27 November", "3 January 2027"."""
    last = last_moment(value).astimezone(LONDON)
    today = now.astimezone(LONDON).date()
    if last.date() == today:
        return when(last, now)
    return f"{last.day} {last:%B}" + ("" if last.year == today.year else f" {last.year}")


def from_day(value: datetime, now: datetime) -> str:
    """Say a start at a midnight, shortly, for a tag: "28 November", "3 January 2027"."""
    local = value.astimezone(LONDON)
    return f"{local.day} {local:%B}" + ("" if local.year == now.astimezone(LONDON).year else f" {local.year}")


def in_full(value: datetime) -> str:
    """Say a moment for a heading or a record: "Monday 2 November 2026, 14:12"."""
    return f"{full_day(value.astimezone(LONDON).date())}, {clock_time(value)}"


def due_in_full(value: datetime) -> str:
    """Say a due moment in a sentence: where it is the end of a day, that day alone, else with the time."""
    is_end_of_day = value.astimezone(LONDON).time() == time(0)
    return full_day(last_moment(value).astimezone(LONDON).date()) if is_end_of_day else in_full(value)


def due(value: datetime, now: datetime) -> Clock:
    """Say how a due moment stands: late; soon (today, or within four hours); or later."""
    if value.astimezone(UTC) < now.astimezone(UTC):
        return _late(value, now)
    shown = last_moment(value)
    local, today = shown.astimezone(LONDON), now.astimezone(LONDON).date()
    days = (local.date() - today).days
    minutes = minutes_between(now, value)
    if days == 0 or minutes <= SOON_MINUTES:
        return Clock("soon", f"by {clock_time(shown)}", f"in {span(minutes)}")
    if days == 1:
        return Clock("normal", "tomorrow", f"{short_day(local.date())}, {clock_time(shown)}")
    year = "" if local.year == today.year else f" {local.year}"
    return Clock("normal", f"{short_day(local.date())}{year}", f"by {clock_time(shown)}")


def _late(value: datetime, now: datetime) -> Clock:
    shown = last_moment(value)
    local, today = shown.astimezone(LONDON), now.astimezone(LONDON).date()
    since = clock_time(shown) if local.date() == today else day(local.date(), today)
    return Clock("late", f"{span(minutes_between(value, now))} late", f"since {since}")


def compare(mine: str, theirs: str) -> Comparison:
    """Compare two texts word by word (long ones line by line), so that a page can mark what only one of them has."""
    by_word = len(mine.split()) + len(theirs.split()) <= WORDS_COMPARED
    cut = (lambda text: re.findall(r"\s+|\S+", text)) if by_word else (lambda text: text.splitlines(keepends=True))
    ours, others = cut(mine), cut(theirs)
    left: list[Piece] = []
    right: list[Piece] = []
    matcher = difflib.SequenceMatcher(a=ours, b=others, autojunk=not by_word)
    for operation, a, b, c, d in matcher.get_opcodes():
        kind: Literal["same", "only"] = "same" if operation == "equal" else "only"
        if b > a:
            left.append((kind, "".join(ours[a:b])))
        if d > c:
            right.append((kind, "".join(others[c:d])))
    return Comparison(tuple(left), tuple(right))


KEEP_CAPITAL = {"I", "Chair"}


def closed(text: str) -> str:
    """What somebody typed as a sentence that others may follow: with a full stop, unless it ends with a mark already."""
    return text if not text or text.endswith((".", "!", "?", "…")) else f"{text}."


def listed(names: Sequence[str]) -> str:
    """Names in a sentence: "Ann", "Ann and Ben", "Ann, Ben and Cem"."""
    return f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else "".join(names)


def counted(count: int, what: str) -> str:
    """A number of things in words: "1 page", "1,200 pages"."""
    return f"{count:,} {what}" if count == 1 else f"{count:,} {what}s"


def capital(words: str) -> str:
    """Begin a sentence with these words."""
    return f"{words[:1].upper()}{words[1:]}"


def mid(label: str) -> str:
    """A label as it stands within a sentence: "Headteacher" becomes "headteacher"; "CEO" and "I spoke" stay."""
    first = label.split(" ", 1)[0]
    return label if (first.isupper() and first != "A") or first in KEEP_CAPITAL else label[:1].lower() + label[1:]

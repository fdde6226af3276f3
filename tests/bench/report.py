"""What the figures say: one table beside the targets, and docs/bench.md."""

import os
import platform
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain
from statistics import median
from typing import Any

PAGES = {
    "home": "Home",
    "list": "List of cases",
    "search": "List, searched",
    "case": "Case page",
    "log": "Log an incident",
    "gate": "Gate register",
}
SERVER_MS, BARE_TIMES, GROWTH_TIMES = 40, 1.5, 1.3
QUERIES = {"case": 20}
MOST_QUERIES, MOST_KB = 12, 60
PACK_SECONDS, BUNDLE_SECONDS = 5, 5
# Our own: whoever signed last waits for the seal, and whoever checks a paper for the answer.
SEAL_SECONDS, VERIFY_MS = 2, 100
PDF_TIMES, STORED_MS, COLD_SECONDS, MEGABYTES = 1.1, 10, 3, 120


@dataclass(frozen=True)
class Figures:
    """Everything that was measured: how many cases each database holds, its pages pass by pass, papers, the server."""

    cases: dict[str, int]
    pages: dict[str, list[Any]]
    papers: dict[str, Any]
    server: dict[str, Any]
    rounds: int
    load_before: float = 0.0
    load_after: float = 0.0

    @property
    def largest(self) -> str:
        return [*self.cases][-1]

    def samples(self, size: str, page: str, reader: str, what: str) -> list[float]:
        """Every sample of all passes."""
        return [*chain.from_iterable(one[page][reader][what] for one in self.pages[size])]

    def readers(self, page: str) -> Sequence[str]:
        return [*self.pages[self.largest][0][page]]


@dataclass(frozen=True)
class Line:
    """One figure beside its target."""

    what: str
    value: float
    target: float
    unit: str = ""
    note: str = ""

    @property
    def is_met(self) -> bool:
        return self.value <= self.target

    @property
    def shown(self) -> str:
        return f"{_round(self.value)} {self.unit}".strip()


def _round(value: float) -> str:
    return f"{value:.0f}" if value >= 100 or value == int(value) else f"{value:.2f}" if value < 10 else f"{value:.1f}"


def percentile(samples: Iterable[float], share: float) -> float:
    ordered = sorted(samples)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def lines(figures: Figures) -> Iterator[Line]:
    """Every figure that has a target."""
    large = figures.largest
    for page, title in PAGES.items():
        for reader in figures.readers(page):
            yield from _page_lines(figures, large, page, reader, f"{title}, {reader}")
    ours, bare = median(figures.papers["ours"]), median(figures.papers["bare"])
    what = f"PDF of {figures.papers['pages']} pages, CPU beside bare WeasyPrint"
    yield Line(what, ours / bare, PDF_TIMES, "×", f"{ours:.0f} ms and {bare:.0f} ms")
    seals = figures.papers["seal"]
    yield Line("Page of five signatures and seal on it", median(seals), SEAL_SECONDS, "s", _spread(seals, "s"))
    checks = [1000 * one for one in figures.papers["verify"]]
    yield Line("Is this file genuine, six pages", median(checks), VERIFY_MS, "ms", _spread(checks))
    packs = figures.papers["pack"]
    yield Line("Print pack of 200 records of six pages", median(packs), PACK_SECONDS, "s", _spread(packs, "s"))
    bundles = figures.papers["bundle"]
    yield Line(
        "Case bundle of 50 pages with 12 photographs", median(bundles), BUNDLE_SECONDS, "s", _spread(bundles, "s")
    )
    stored = figures.server["pdf"]
    yield Line("Stored PDF through gunicorn, p95", percentile(stored, 0.95), STORED_MS, "ms", _spread(stored))
    starts = figures.server["starts"]
    yield Line("Cold start to the first page", median(starts), COLD_SECONDS, "s", _spread(starts, "s"))
    yield Line("Memory of the web process", figures.server["memory"], MEGABYTES, "MB")


def _page_lines(figures: Figures, large: str, page: str, reader: str, title: str) -> Iterator[Line]:
    wall = figures.samples(large, page, reader, "wall")
    passes = [median(one[page][reader]["wall"]) for one in figures.pages[large]]
    note = f"p50 {median(wall):.1f}; medians of the passes {min(passes):.1f} to {max(passes):.1f}"
    yield Line(f"{title}: in process, p95", percentile(wall, 0.95), SERVER_MS, "ms", note)
    served = figures.server["pages"][page][reader]
    note = f"p50 {median(served):.1f}"
    yield Line(f"{title}: through gunicorn, p95", percentile(served, 0.95), SERVER_MS, "ms", note)
    cpu, bare, alone = (
        median(figures.samples(large, page, reader, what)) for what in ("cpu", "bare_cpu", "render_cpu")
    )
    note = f"{cpu:.1f} ms and {bare:.1f} ms, of which rendering {alone:.1f} ms"
    yield Line(f"{title}: CPU beside the bare view", cpu / bare, BARE_TIMES, "×", note)
    small = median(figures.samples("small", page, reader, "wall"))
    few = median(figures.samples("few", page, reader, "wall"))
    note = f"p50 {few:.1f} ms at {figures.cases['few']:,}, {small:.1f} ms at {figures.cases['small']:,} cases"
    yield Line(f"{title}: growth to {figures.cases[large]:,} cases", median(wall) / small, GROWTH_TIMES, "×", note)
    first = figures.pages[large][0][page][reader]
    yield Line(f"{title}: queries", first["queries"], QUERIES.get(page, MOST_QUERIES))
    yield Line(f"{title}: HTML", first["size"] / 1024, MOST_KB, "KB")


def _spread(samples: Sequence[float], unit: str = "ms") -> str:
    return f"{_round(min(samples))} to {_round(max(samples))} {unit}"


def table(figures: Figures) -> str:
    """The table as a terminal shows it."""
    rows = [("", "measured", "target", "", "")]
    for line in lines(figures):
        target = f"≤ {_round(line.target)} {line.unit}".strip()
        rows.append((line.what, line.shown, target, "ok" if line.is_met else "missed", line.note))
    widths = [max(len(row[column]) for row in rows) for column in range(4)]
    return "\n".join(
        f"{row[0]:{widths[0]}}  {row[1]:>{widths[1]}}  {row[2]:>{widths[2]}}  {row[3]:{widths[3]}}  {row[4]}".rstrip()
        for row in rows
    )


def document(figures: Figures, today: date) -> str:
    """docs/bench.md: what was measured, where, when, and how it stands to the targets."""
    found = [*lines(figures)]
    missed = [line for line in found if not line.is_met]
    rows = "\n".join(
        f"| {line.what} | {line.shown} | ≤ {_round(line.target)} {line.unit} | {'ok' if line.is_met else '**missed**'} "
        f"| {line.note} |"
        for line in found
    )
    passes = len(figures.pages[figures.largest])
    asked = figures.rounds * passes
    sizes = " · ".join(f"{count:,}" for count in figures.cases.values())
    return f"""# How fast it is

Written by `script/bench --write` on {today.day} {today:%B %Y}: {machine()}. {len(found) - len(missed)} of {len(found)} targets
met.

Databases of {sizes} cases, each with its people, duties, notices, records and hash-chained histories; of
every school the thirty newest cases are in hand. Each page was asked {asked} times in process, in {passes} passes that
took turns between the sizes, and {figures.rounds} times through gunicorn with one worker on loopback. CPU is that of the
web process alone. The *bare view* answers behind the same middleware, signed in, and renders the same template from
constants: what Django itself costs. The medians of the passes show by how much the machine sways: its load average
was {figures.load_before:.1f} before and {figures.load_after:.1f} after, on {cores()} cores; the benchmark alone makes about one.

| | measured | target | | |
|---|---|---|---|---|
{rows}
"""


def cores() -> int:
    return len(os.sched_getaffinity(0))


def machine() -> str:
    """The machine in general terms."""
    return f"{cores()} cores, {platform.system()} {platform.machine()}, Python {platform.python_version()}, embedded PostgreSQL"

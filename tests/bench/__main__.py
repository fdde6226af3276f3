"""Measures everything, prints one table, and ends what it started: script/bench [--quick] [--keep] [--write].

Each database is filled and each part measured by a process of its own, so that nothing warms up anything else.
"""
# ruff: noqa: T201  (a command line of its own, which starts its own modules)

import argparse
import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

from tests.bench.report import Figures, document, table

CHECKOUT = Path(__file__).resolve().parents[2]
DOCUMENT = CHECKOUT / "docs" / "bench.md"
NOTES = "## Notes"
LONGEST = 3600  # seconds any one part may take
PASSES = 3


@dataclass(frozen=True)
class Filling:
    """A database of this run: how many cases, schools and people at each school it holds, and cases of the first."""

    key: str
    cases: int
    schools: int
    people: int
    first: int = 0

    @property
    def database(self) -> str:
        return f"inspires_bench_{self.key}"


FEW, SMALL = Filling("few", 100, 2, 40), Filling("small", 1_000, 100, 200, 50)
FULL = (FEW, SMALL, Filling("large", 200_000, 100, 200))
QUICK = (FEW, SMALL, Filling("large", 10_000, 100, 200))


def main() -> None:
    parser = argparse.ArgumentParser(prog="script/bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="10,000 cases at most and few rounds: a minute or two")
    parser.add_argument("--keep", action="store_true", help="keep the databases, and use those of the run before")
    parser.add_argument("--write", action="store_true", help="write docs/bench.md")
    asked = parser.parse_args()
    fillings, rounds = (QUICK, 10) if asked.quick else (FULL, 40)
    began = time.monotonic()
    try:
        for filling in fillings:
            _prepare(filling, asked.keep)
        figures = _measure(fillings, rounds)
    finally:
        if not asked.keep:
            for filling in fillings:
                _drop(filling)
    print()
    print(table(figures))
    print(f"\nMeasured in {(time.monotonic() - began) / 60:.0f} min.")
    if asked.write:
        DOCUMENT.write_text(document(figures, datetime.now(UTC).date()) + _notes())
        print(f"Written to {DOCUMENT.relative_to(CHECKOUT)}.")


def _notes() -> str:
    """What people wrote below the figures, which stays."""
    _, heading, notes = (DOCUMENT.read_text() if DOCUMENT.exists() else "").partition(NOTES)
    return f"\n{heading}{notes}" if heading else ""


# --- Databases -------------------------------------------------------------------------------------------------------------
def _prepare(filling: Filling, keep: bool) -> None:
    """A migrated database with so many cases; one of the run before, where it is to be kept and was filled to the end."""
    if keep and _is_filled(filling):
        print(f"{filling.cases:,} cases: as the run before left them")
        _run(filling, "manage.py", "migrate", "--noinput")
        return
    _drop(filling)
    _administer(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(filling.database)))
    began = time.monotonic()
    print(f"{filling.cases:,} cases …", end="", flush=True)
    _run(filling, "manage.py", "migrate", "--noinput")
    sizes = map(str, (filling.cases, filling.schools, filling.people, filling.first))
    _run(filling, "-m", "tests.bench.fill", *sizes)
    _administer(sql.SQL("COMMENT ON DATABASE {} IS 'filled'").format(sql.Identifier(filling.database)))
    print(f" {time.monotonic() - began:.0f} s")


def _is_filled(filling: Filling) -> bool:
    known = "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s"
    with psycopg.connect(_url("postgres")) as connection:
        row = connection.execute(known, [filling.database]).fetchone()
    return bool(row) and row[0] == "filled"


def _drop(filling: Filling) -> None:
    _administer(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(filling.database)))


def _administer(statement: sql.Composed) -> None:
    with psycopg.connect(_url("postgres"), autocommit=True) as connection:
        connection.execute(statement)


def _url(database: str) -> str:
    """The server of this run, another database of it."""
    given = urlsplit(os.environ.get("MIGRATION_DATABASE_URL") or os.environ["DATABASE_URL"])
    return urlunsplit(given._replace(path=f"/{database}"))


# --- Measuring ---------------------------------------------------------------------------------------------------------------
def _measure(fillings: tuple[Filling, ...], rounds: int) -> Figures:
    """Measure in turns, so that what else the machine does falls on all sizes alike."""
    before = os.getloadavg()[0]
    pages: dict[str, list[Any]] = {filling.key: [] for filling in fillings}
    largest = fillings[-1]
    for number in range(1, PASSES + 1):
        for filling in fillings:
            print(f"Pages at {filling.cases:,} cases, pass {number} of {PASSES} …", flush=True)
            pages[filling.key].append(_json(filling, "pages", rounds))
    print("Papers …", flush=True)
    papers = _json(largest, "papers", max(3, rounds // 3))
    print("The server …", flush=True)
    server = _json(largest, "server", rounds)
    cases = {filling.key: filling.cases for filling in fillings}
    return Figures(cases, pages, papers, server, rounds, before, os.getloadavg()[0])


def _json(filling: Filling, module: str, rounds: int) -> Any:
    return json.loads(_run(filling, "-m", f"tests.bench.{module}", str(rounds)))


def _run(filling: Filling, *arguments: str) -> str:
    """Run one of ours to its end against this database; it dies with this process."""
    url = _url(filling.database)
    about = {"DATABASE_URL": url, "MIGRATION_DATABASE_URL": url, "OWNER": "1", "DEMO": "1", "LOG_LEVEL": "ERROR"}
    command = ["/usr/bin/setpriv", "--pdeathsig", "TERM", "--", sys.executable, *arguments]
    environment = {name: value for name, value in os.environ.items() if name != "ALLOWED_HOSTS"} | about
    done = subprocess.run(
        command, cwd=CHECKOUT, env=environment, capture_output=True, text=True, check=False, timeout=LONGEST
    )
    if done.returncode:
        sys.exit(f"{' '.join(arguments)} failed:\n{done.stderr[-3000:]}")
    return done.stdout


if __name__ == "__main__":
    main()

"""Imports as pages show them, and what a school knows of its pupils and contacts before one."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from kernel import wording
from kernel.components import Action, Row, Tag
from kernel.text import clean_line, whole_number
from schools import rules
from schools.access import powers
from schools.calendar import local_day
from schools.importing.planning import Group, Known, Planner
from schools.importing.reading import Table, read
from schools.importing.rows import key_of, read_rows
from schools.models import ImportLine, ImportRun, Relationship, School, SchoolLink
from schools.querysets import ImportQuerySet
from schools.states import ImportState, LineOutcome

PAGE = 100
TONES = {
    LineOutcome.PROBLEM: Tag("Not imported", "late"),
    LineOutcome.NEW: Tag("New", "ok"),
    LineOutcome.CHANGED: Tag("Changed", "soon"),
    LineOutcome.UNCHANGED: Tag("Unchanged"),
}


def imports_for(user: User) -> ImportQuerySet:
    """The imports that this user looks after; for others: denied (403)."""
    if not powers(user).includes("administer"):
        raise PermissionDenied
    return ImportRun.objects.visible_to(user).defer("content").select_related("school", "uploaded_by")


def known_to(school: School) -> Known:
    """What a school knows of its pupils, their adults and who belongs to whom: two queries, however many there are."""
    known = Known()
    people = ("person", "person__pupil_facts", "person__adult_facts")
    for link in SchoolLink.objects.filter(school=school).select_related(*people).order_by("pk"):
        person = link.person
        known.links[person.pk] = link
        if link.mis_id:
            known.by_id[link.mis_id] = link
        if person.merged_into_id is None:
            by_name = known.pupils_by_name if person.is_pupil else known.adults_by_name
            by_name.setdefault(key_of(person.given_name, person.family_name), []).append(link)
        facts = getattr(person, "pupil_facts", None)
        if facts is not None and facts.upn:
            known.pupils_by_upn[facts.upn] = link
    here = SchoolLink.objects.filter(school=school).values("person")
    ties = Relationship.objects.filter(pupil__in=here).select_related("adult", "adult__adult_facts").order_by("pk")
    for tie in ties:
        known.ties.setdefault(tie.pupil_id, {})[tie.adult_id] = tie
        known.adults[tie.adult_id] = known.links[tie.adult_id].person if tie.adult_id in known.links else tie.adult
    return known


def table_of(run: ImportRun) -> Table:
    """The rows of an import's file."""
    return read(bytes(run.content or b""))


def planned(run: ImportRun) -> Iterator[Group]:
    """What an import's file would do now, pupil by pupil, in the order of the file."""
    rows = read_rows(table_of(run), run.mapping, local_day(timezone.now()))
    return Planner(known_to(run.school)).plan(rows)


def samples_of(run: ImportRun) -> dict[str, str]:
    """What stands under each heading of a file, for choosing: the first cell that is not blank."""
    table = table_of(run)
    found: dict[str, str] = {}
    for place, heading in enumerate(table.headers):
        cells = (clean_line(cells[place]) for _, cells in table.rows[:50] if place < len(cells))
        found[heading] = next((cell[:40] for cell in cells if cell), "")
    return found


def mapping_of_last(school: School) -> dict[str, str]:
    """How the columns were matched when this school last got as far as that."""
    last = ImportRun.objects.filter(school=school).exclude(mapping={}).order_by("-uploaded_at").first()
    return dict(last.mapping) if last else {}


# --- Pages --------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class RunRow:
    """A line of the list of imports."""

    run: ImportRun
    tag: Tag
    text: str


STATES = {
    ImportState.UPLOADED: Tag("to be matched", "soon"),
    ImportState.CHECKED: Tag("checked, not applied", "soon"),
    ImportState.QUEUED: Tag("being applied", "soon"),
    ImportState.APPLIED: Tag("applied", "ok"),
    ImportState.FAILED: Tag("stopped", "late"),
    ImportState.DISCARDED: Tag("discarded"),
}


def latest_runs(user: User) -> list[RunRow]:
    """The last imports, newest first."""
    return [
        RunRow(run, STATES[ImportState(run.state)], counts_of(run)) for run in imports_for(user).order_by("-pk")[:20]
    ]


def counts_of(run: ImportRun) -> str:
    """What an import does or did, in a line."""
    if run.state == ImportState.UPLOADED or not run.row_count:
        return f"{run.row_count} rows"
    parts = f"{run.new_count} new, {run.changed_count} changed, {run.unchanged_count} unchanged"
    return f"{parts}, {run.problem_count} not imported"


@dataclass(frozen=True)
class ReportPage:
    """One import: its facts, its buttons, and a page of its rows."""

    run: ImportRun
    tag: Tag
    rows: tuple[Row, ...]
    actions: tuple[Action, ...]
    lines: tuple[tuple[ImportLine, Tag], ...]
    choices: tuple[tuple[str, str, bool], ...]
    next_url: str
    applied_before: ImportRun | None


def report_page(run: ImportRun, outcome: str, after: str) -> ReportPage:
    """What the page of an import shows: rows of one outcome, or of all, from a row number on."""
    lines = _lines(run, outcome, whole_number(after))
    same = ImportRun.objects.filter(school=run.school_id, sha256=run.sha256, state=ImportState.APPLIED)
    return ReportPage(
        run=run,
        tag=STATES[ImportState(run.state)],
        rows=_facts(run),
        actions=_actions(run),
        lines=tuple((line, TONES[LineOutcome(line.outcome)]) for line in lines[:PAGE]),
        choices=_choices(run, outcome),
        next_url=f"?show={outcome}&after={lines[PAGE - 1].number}" if len(lines) > PAGE else "",
        applied_before=same.exclude(pk=run.pk).defer("content").order_by("-finished_at").first(),
    )


def _lines(run: ImportRun, outcome: str, after: int) -> list[ImportLine]:
    lines: QuerySet[ImportLine] = run.lines.filter(number__gt=after)
    if outcome == "warnings":
        lines = lines.exclude(warnings=[])
    elif outcome in LineOutcome.values:
        lines = lines.filter(outcome=outcome)
    return [*lines[: PAGE + 1]]


def _choices(run: ImportRun, outcome: str) -> tuple[tuple[str, str, bool], ...]:
    counts: Iterable[tuple[str, str, int]] = (
        ("", "All rows", run.row_count),
        (LineOutcome.PROBLEM, "Not imported", run.problem_count),
        ("warnings", "To look at", run.warning_count),
        (LineOutcome.NEW, "New", run.new_count),
        (LineOutcome.CHANGED, "Changed", run.changed_count),
        (LineOutcome.UNCHANGED, "Unchanged", run.unchanged_count),
    )
    url = reverse("schools:import_run", args=[run.pk])
    if run.state == ImportState.APPLIED:
        counts = [choice for choice in counts if choice[0] in (LineOutcome.PROBLEM, "warnings")]
    return tuple((f"{label} ({count})", f"{url}?show={key}", key == outcome) for key, label, count in counts)


def _facts(run: ImportRun) -> tuple[Row, ...]:
    rows = [
        Row("School", run.school.name),
        Row("File", f"{run.file_name}, {run.size / 1024:,.0f} KB"),
        Row("Uploaded", f"{wording.when(run.uploaded_at, timezone.now())} by {run.uploaded_by}"),
        Row("Rows", str(run.row_count)),
    ]
    if run.state != ImportState.UPLOADED:
        rows.append(Row("Result" if run.state == ImportState.APPLIED else "This file would make", counts_of(run)))
    return tuple(rows)


def _actions(run: ImportRun) -> tuple[Action, ...]:
    here, why = [run.pk], rules.cannot_start_import(run)
    match run.state:
        case ImportState.CHECKED | ImportState.FAILED:
            label = "Apply" if run.state == ImportState.CHECKED else "Try again"
            actions = [Action(label, reverse("schools:import_start", args=here), "primary", why, "post")]
            if run.state == ImportState.CHECKED:
                actions.append(
                    Action("Match the columns again", reverse("schools:import_reopen", args=here), method="post")
                )
        case ImportState.UPLOADED:
            actions = [Action("Match the columns", reverse("schools:import_columns", args=here), "primary")]
        case _:
            return ()
    return (
        *actions,
        Action("Discard the file", reverse("schools:import_discard", args=here), "warning", method="post"),
    )

"""Who was interviewed, who was not yet, and what came of it."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from cases import rules as case_rules
from cases.access import may
from cases.duties import Kind
from cases.independence import parts_in
from cases.models import Case, Duty, Involvement
from cases.selectors import seers
from cases.selectors import standing as standing_of
from cases.states import Part
from incidents import notes, rules
from incidents.models import Incident, Interview, Statement
from incidents.selectors import statements
from incidents.selectors.statements import ask_action, brief_items, briefs_of, items_of, stood_in, with_briefs
from incidents.states import InterviewState, StatementState
from kernel import wording
from kernel.components import Action, Item, Link, Row, Section, Tag
from records.content import Content, clean, read
from records.models import WrittenRecord
from records.selectors import standing
from records.states import RecordKind

TAGS = {
    InterviewState.PLANNED: Tag("planned", "soon"),
    InterviewState.HELD: Tag("held, not yet agreed", "soon"),
    InterviewState.AGREED: Tag("agreed", "ok"),
    InterviewState.NOT_AGREED: Tag("not agreed", "late"),
    InterviewState.NOT_POSSIBLE: Tag("not possible"),
}
OPEN_TAG = Tag("not yet interviewed", "soon")
CLOSED = [state for state in InterviewState if state != InterviewState.PLANNED]


# --- Rows ---------------------------------------------------------------------------------------------------------
def involved_in(case: Case) -> list[Involvement]:
    """Everybody who has a part in a case, with what tells whose account it is, and their statements in few words."""
    return [*parts_of(case)]


def parts_of(case: Case) -> "QuerySet[Any]":
    """The same as a question that a page asks along with others."""
    rows = Involvement.objects.filter(case=case).select_related("person__merged_into", "user", "case")
    return with_briefs(rows.order_by("added_at", "pk"))


def interviews_of(case: Case) -> list[Interview]:
    """Every interview and statement of a case, in the order in which they were held, then planned."""
    return in_order(Interview.objects.filter(involvement__case=case).with_people())


def in_order(rows: Iterable[Interview]) -> list[Interview]:
    """Interviews in the order in which they were held, then planned."""
    return sorted(rows, key=lambda one: (one.started_at is None, one.started_at or one.planned_at, one.pk))


def _brief(case: Case, involved: Iterable[Involvement]) -> list[Interview]:
    """The same without what was said, for people who are loaded already: one query."""
    people = {row.pk: row for row in involved}
    rows = Interview.objects.filter(involvement__in=[*people]).select_related("interviewer")
    found = [*rows.defer("account", "also_present", "disagreement")]
    for one in found:
        one.involvement = people[one.involvement_id]
        one.involvement.case = case
    return in_order(found)


def of_person(involvement: Involvement) -> list[Interview]:
    """Every interview with one person of a case, newest first."""
    return [*Interview.objects.filter(involvement=involvement).with_people().order_by("-pk")]


def current_of(involvement: Involvement) -> Interview | None:
    """The interview with somebody that is not finished: planned, or waiting for their word."""
    unfinished = (InterviewState.PLANNED, InterviewState.HELD)
    return Interview.objects.filter(involvement=involvement, state__in=unfinished).with_people().first()


def open_for(case: Case) -> list[Involvement]:
    """Who was not yet interviewed: every witness without an interview held or found impossible, and every plan."""
    told = Interview.objects.filter(involvement=OuterRef("pk"))
    stood_in = Exists(Statement.objects.standing_in().filter(involvement=OuterRef("pk")))
    waiting = Q(Exists(told.filter(state=InterviewState.PLANNED)))
    untold = Q(part=Part.WITNESS) & ~Q(Exists(told.filter(state__in=CLOSED))) & ~Q(stood_in)
    rows = Involvement.objects.filter(waiting | untold, case=case).select_related("person", "user", "case")
    return [*rows.order_by("added_at", "pk")]


def has_any(case: Case) -> bool:
    """Whether what came of any interview is on the case."""
    found: bool = Interview.objects.filter(involvement__case=case, state__in=CLOSED).exists()
    return found


def is_unreported(case: Case) -> bool:
    """Whether anything came of an interview since the supplementary report was last settled, or a statement stood in."""
    last = Duty.objects.filter(case=case, kind=Kind.SUPPLEMENTARY_REPORT).order_by("pk").last()
    since = (last.discharged_at or last.waived_at) if last is not None else None
    told = Interview.objects.filter(involvement__case=case, state__in=CLOSED)
    stood = Statement.objects.standing_in().filter(involvement__case=case)
    if since is not None:
        told = told.filter(Q(noted_at__gt=since) | Q(given_up_at__gt=since))
        stood = stood.filter(stands_in_at__gt=since)
    return told.exists() or stood.exists()


def not_yet(
    involved: Iterable[Involvement], interviews: Iterable[Interview], spared: Collection[int]
) -> list[Involvement]:
    """The same as `open_for`, of rows that are loaded already. `spared`: whose statement stands in for an interview."""
    interviews = [*interviews]
    planned = {one.involvement_id for one in interviews if one.state == InterviewState.PLANNED}
    closed = {one.involvement_id for one in interviews if one.state != InterviewState.PLANNED}
    return [
        row
        for row in involved
        if row.pk in planned or (row.part == Part.WITNESS and row.pk not in closed and row.pk not in spared)
    ]


def happened_at(case: Case) -> datetime | None:
    """When the first incident of a case happened; None if none is logged."""
    return Incident.objects.filter(case=case).order_by("number").values_list("occurred_at", flat=True).first()


# --- Who may hold it ----------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Leaders:
    """The accounts that may hold an interview, for a form to choose from."""

    pks: frozenset[int]

    @property
    def users(self) -> "QuerySet[User]":
        return User.objects.filter(pk__in=self.pks).order_by("name", "pk")


def leaders_for(witness: Involvement) -> Leaders:
    """Who may hold the interview with a witness: they see the file and have no part that forbids it. Two queries."""
    parts, found = parts_in(witness.case), seers(standing_of(witness.case))
    # The rule asks for no more of an account than who it is.
    users = [User(pk=one.pk, name=one.name) for one in found]
    return Leaders(frozenset(user.pk for user in users if not rules.cannot_lead(user, witness, parts)))


# --- The part of the case page ------------------------------------------------------------------------------------
@dataclass(frozen=True)
class OnCasePage:
    """What the case page shows: the part about interviews, who is not yet interviewed, whether anybody was."""

    section: Section
    waiting: tuple[str, ...]
    has_interviews: bool


def on_case_page(case: Case, user: User, involved: Sequence[Involvement]) -> OnCasePage:
    """The interviews of a case, those still to be held first: one query, and none where nobody is named."""
    found = _brief(case, involved)
    waiting = not_yet(involved, found, stood_in(involved))
    done = [one for one in found if one.state != InterviewState.PLANNED]
    items = [_waiting_item(row, _latest(row, found), case) for row in waiting]
    items += [_item(one) for one in done]
    items += brief_items(involved, case)
    is_told = any(one.state == StatementState.CONFIRMED for row in involved for one in briefs_of(row))
    actions: tuple[Action, ...] = ()
    if may(user, "work_case", case):
        actions = (Action("Interviews", reverse("incidents:interviews", args=[case.reference])),)
    tag = Tag(f"{len(waiting)} still to hold", "soon") if waiting else None
    empty = "Nobody is named as a witness."
    section = Section("Interviews", items=tuple(items), actions=actions, key="interviews", tag=tag, empty=empty)
    return OnCasePage(section, tuple(row.who for row in waiting), bool(done) or is_told)


def _latest(row: Involvement, found: Iterable[Interview]) -> Interview | None:
    mine = [one for one in found if one.involvement_id == row.pk and one.state == InterviewState.PLANNED]
    return mine[-1] if mine else None


def _waiting_item(row: Involvement, plan: Interview | None, case: Case) -> Item:
    url = reverse("incidents:interview_of", args=[case.reference, row.pk])
    return Item(
        lead=row.get_part_display(),
        title=row.who,
        text=f". {said_of_plan(plan)}." if plan is not None else "",
        links=(Link("Open", url, about=f"the interview with {row.who}"),),
        tag=TAGS[InterviewState.PLANNED] if plan is not None else OPEN_TAG,
    )


def _item(one: Interview) -> Item:
    at = one.started_at or one.given_up_at or one.planned_at
    held = f". Held by {one.leader}." if one.leader and one.is_noted else "."
    reason = f" {one.given_up_reason}" if one.given_up_reason else ""
    return Item(
        lead=wording.short_day(at.astimezone(wording.LONDON).date()),
        title=one.who,
        text=held + reason,
        links=(Link("Open", one.get_absolute_url(), about=f"{one.who}, interview {one.pk}"),),
        tag=TAGS[InterviewState(one.state)],
    )


def said_of_plan(plan: Interview) -> str:
    """A plan in a few words: by whom, when, where."""
    when = wording.when(plan.planned_start_at, timezone.now()) if plan.planned_start_at else ""
    parts = (f"by {plan.leader}" if plan.leader else "", when, plan.place)
    return "Planned " + ", ".join(part for part in parts if part) if any(parts) else "Planned"


# --- Pages --------------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Line:
    """A line of the page of interviews: who, as what, how it stands, what can be done."""

    who: str
    part: str
    said: str
    tag: Tag | None
    link: Link


@dataclass(frozen=True)
class InterviewsPage:
    """Who is still to be interviewed, what came of the others, and who else could be."""

    waiting: tuple[Line, ...]
    done: tuple[Line, ...]
    statements: tuple[Item, ...]
    others: tuple[Line, ...]
    reason: str | None
    works: bool


def interviews_page(case: Case, user: User) -> InterviewsPage:
    """The interviews of a case on their own page, and the statements. Two queries.

    Who else could be interviewed is for whoever works on the case.
    """
    involved, found = involved_in(case), interviews_of(case)
    waiting = not_yet(involved, found, stood_in(involved))
    reached = {row.pk for row in waiting} | {one.involvement_id for one in found}
    works = may(user, "work_case", case)
    return InterviewsPage(
        waiting=tuple(_waiting_line(row, _latest(row, found), case) for row in waiting),
        done=tuple(_done_line(one) for one in found if one.state != InterviewState.PLANNED),
        statements=tuple(brief_items(involved, case)),
        others=tuple(_other_line(row, case) for row in involved if works and row.pk not in reached),
        reason=case_rules.cannot_change(case),
        works=works,
    )


def _url_of(row: Involvement, case: Case) -> str:
    return reverse("incidents:interview_of", args=[case.reference, row.pk])


def _waiting_line(row: Involvement, plan: Interview | None, case: Case) -> Line:
    said = said_of_plan(plan) if plan is not None else ""
    tag = TAGS[InterviewState.PLANNED] if plan is not None else OPEN_TAG
    link = Link("Interview", _url_of(row, case), about=f"{row.who}, {row.get_part_display()}")
    return Line(row.who, row.get_part_display(), said, tag, link)


def _done_line(one: Interview) -> Line:
    at = wording.in_full(one.started_at) if one.started_at else ""
    said = one.given_up_reason or ", ".join(part for part in (at, f"by {one.leader}" if one.leader else "") if part)
    link = Link("Open", one.get_absolute_url(), about=f"{one.who}, interview {one.pk}")
    part = one.involvement.get_part_display()
    return Line(one.who, part, said, TAGS[InterviewState(one.state)], link)


def _other_line(row: Involvement, case: Case) -> Line:
    link = Link("Interview too", _url_of(row, case), about=f"{row.who}, {row.get_part_display()}")
    return Line(row.who, row.get_part_display(), "", None, link)


@dataclass(frozen=True)
class PersonPage:
    """Everything about interviewing one person: the plan, what can be done now, what was said before."""

    row: Involvement
    current: Interview | None
    plan: tuple[Row, ...]
    actions: tuple[Action, ...]
    earlier: tuple[Item, ...]
    due: Duty | None
    warning: str
    title: str


def person_page(row: Involvement, user: User) -> PersonPage:
    """The page from which somebody is interviewed."""
    case, found, written = row.case, of_person(row), statements.of_person(row)
    current = next((one for one in found if one.state in (InterviewState.PLANNED, InterviewState.HELD)), None)
    plan = current if current is not None and current.state == InterviewState.PLANNED else None
    due = Duty.objects.open().filter(case=case, kind=Kind.INTERVIEW, subject=str(row.pk)).first()
    leader = plan.interviewer if plan is not None else None
    return PersonPage(
        row=row,
        current=current,
        plan=tuple(_plan_rows(plan)) if plan is not None else (),
        actions=_person_actions(row, current, user, written),
        earlier=(*(_item(one) for one in found if one.state != InterviewState.PLANNED), *items_of(written)),
        due=due,
        warning=rules.cannot_lead(leader or user, row, parts_in(case)) or "",
        title=f"Interview with {row.who}",
    )


def _plan_rows(plan: Interview) -> list[Row]:
    at = wording.in_full(plan.planned_start_at) if plan.planned_start_at else ""
    rows = [
        Row("Interviewer", plan.leader),
        Row("When", at),
        Row("Where", plan.place),
        Row("Supporting adult", plan.supporting_adult),
    ]
    return [row for row in rows if row.value]


def _person_actions(
    row: Involvement, current: Interview | None, user: User, written: Sequence[Statement]
) -> tuple[Action, ...]:
    case = row.case
    if not may(user, "work_case", case):
        return ()
    closed, args = case_rules.cannot_change(case), [case.reference, row.pk]
    if current is not None and current.is_noted:
        return (Action("Open the note", current.get_absolute_url(), style="primary"), ask_action(row, written))
    plan = "Change the plan" if current is not None else "Plan it"
    spare = closed or rules.cannot_spare(user, row, parts_in(case))
    return (
        Action("Write down the interview", reverse("incidents:interview_note", args=args), "primary", closed),
        Action(plan, reverse("incidents:interview_plan", args=args), reason=closed),
        ask_action(row, written),
        Action("Not possible", reverse("incidents:interview_not", args=args), reason=spare),
    )


@dataclass(frozen=True)
class InterviewPage:
    """One interview: its note as it reads now, what was issued, what can be done."""

    interview: Interview
    title: str
    tag: Tag
    content: Content | None
    record: WrittenRecord | None
    issued: WrittenRecord | None
    is_current: bool
    rows: tuple[Row, ...]
    actions: tuple[Action, ...]
    cannot_issue: str | None


def issued_note(interview: Interview) -> WrittenRecord | None:
    """The issued note of an interview that counts now."""
    return standing(interview.case, RecordKind.INTERVIEW_NOTE, str(interview.pk))


def note_content(interview: Interview) -> dict[str, Any]:
    """The note as it reads now, as the records room keeps it."""
    return notes.compose(notes.facts_of(interview, parts_in(interview.case)))


def interview_page(interview: Interview, user: User) -> InterviewPage:
    """One interview on its own page."""
    issued = issued_note(interview) if interview.is_noted else None
    content = note_content(interview) if interview.is_noted else None
    is_current = issued is not None and content is not None and notes.says_the_same(issued.content, content)
    closed = case_rules.cannot_change(interview.case)
    return InterviewPage(
        interview=interview,
        title=notes.title_of(interview),
        tag=TAGS[InterviewState(interview.state)],
        content=read(clean(content)) if content is not None else None,
        record=WrittenRecord(case=interview.case, title=notes.title_of(interview)),
        issued=issued,
        is_current=is_current,
        rows=tuple(_state_rows(interview)),
        actions=_interview_actions(interview, user),
        cannot_issue=closed or rules.cannot_issue_note(interview, is_current=is_current),
    )


def _state_rows(one: Interview) -> list[Row]:
    rows = [Row("State", TAGS[InterviewState(one.state)])]
    if one.noted_at is not None and one.noted_by is not None:
        rows.append(Row("Written down", f"{wording.in_full(one.noted_at)}, by {one.noted_by.name}"))
    if one.settled_at is not None:
        rows.append(Row("Settled", wording.in_full(one.settled_at)))
    if one.disagreement:
        rows.append(Row("They do not agree with", one.disagreement))
    if one.given_up_reason:
        rows.append(Row("Not possible because", one.given_up_reason))
    return rows


def _interview_actions(one: Interview, user: User) -> tuple[Action, ...]:
    if not may(user, "work_case", one.case):
        return ()
    closed, case = case_rules.cannot_change(one.case), one.case
    again = Action("Interview them again", reverse("incidents:interview_of", args=[case.reference, one.involvement_id]))
    if one.state != InterviewState.HELD:
        return (again,) if closed is None and one.state != InterviewState.PLANNED else ()
    return (
        Action("Do they agree?", reverse("incidents:interview_agree", args=[case.reference, one.pk]), reason=closed),
        Action(
            "Change the note",
            reverse("incidents:interview_note", args=[case.reference, one.involvement_id]),
            reason=closed,
        ),
    )

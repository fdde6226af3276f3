"""What may be done next about a post, what was done, and the page of one step."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from cases.access import may
from kernel import wording
from kernel.components import Action, Item, Link, Row, Section, Tag
from meetings.models import Meeting
from meetings.states import MeetingState
from records.models import WrittenRecord
from records.selectors.record import OF_POSTS, POST_PACKS
from schools.calendar import local_day
from schools.models import Person, Relationship
from schools.states import PersonKind
from socialmedia.access import TAKES_LEGAL
from socialmedia.models import ConcernStep, OnlineConcern
from socialmedia.rules.concern import cannot_deal
from socialmedia.selectors.crumbs import crumbs_of
from socialmedia.states import FIRST_STEPS, LEGAL, LETTERS, PACKS, Basis, StepKind
from socialmedia.steps import AT_ONCE, Facts, is_urgent, offered
from suspensions.rules import Workplace
from suspensions.selectors.standing import current
from suspensions.selectors.standing import standing as standing_of

WORKS_HERE = "{name} works here, or belongs to the board. That is a matter of their employment: speak to HR or the CEO."
LABELS = {StepKind.EXPECTATIONS: "Tell a parent what is expected"}
# What is done first stands out.
PRIMARY = (*FIRST_STEPS, StepKind.EXPECTATIONS)


def facts_of(concern: OnlineConcern, user: User, taken: Iterable[str] | None = None) -> Facts:
    """What the rules about steps need to know of a post, for whoever asks."""
    if taken is None:
        taken = ConcernStep.objects.filter(concern=concern).values_list("kind", flat=True)
    author = concern.author
    is_of_pupil = concern.is_of_pupil
    at_work = author is not None and not is_of_pupil and _works_here(author, concern)
    return Facts(
        kinds=frozenset(concern.kinds),
        taken=frozenset(taken),
        platform=concern.platform,
        state=concern.state,
        is_known=author is not None,
        is_of_pupil=is_of_pupil,
        has_pupils=concern.has_pupils,
        decides=may(user, TAKES_LEGAL, concern.case),
        why_over=cannot_deal(concern),
        why_not_person=WORKS_HERE.format(name=concern.who) if at_work else None,
    )


def _works_here(author: Person, concern: OnlineConcern) -> bool:
    """They are met as colleagues or members of the board, not by letter to a parent."""
    if author.user_id is None and PersonKind.STAFF not in author.kinds:
        return False
    return standing_of(author, concern.case.school).workplace is not Workplace.NONE


def steps_of(concern: OnlineConcern) -> Any:
    """The steps of a post in their order, as a question that a page asks along."""
    rows = ConcernStep.objects.filter(concern=concern)
    return rows.select_related("person__merged_into", "taken_by", "suspension", "meeting").order_by("taken_at", "pk")


def papers_of(concern: OnlineConcern) -> Any:
    """The issued letters and packs of the case of a post, as a question that a page asks along."""
    kinds = [*OF_POSTS, *POST_PACKS]
    return WrittenRecord.objects.filter(case=concern.case, kind__in=kinds, issued_at__isnull=False).only(
        "subject", "issued_at", "case"
    )


def steps_section(
    concern: OnlineConcern, steps: Iterable[ConcernStep], papers: Iterable[WrittenRecord], *, is_advised: bool
) -> Section:
    """What was done, in its order. `is_advised`: the reader takes legal steps; nobody else opens those."""
    issued = {row.subject for row in papers}
    items = []
    for row in steps:
        row.concern = concern
        items.append(_item(row, issued, is_shut=row.kind in LEGAL and not is_advised))
    return Section("Steps", items=tuple(items), empty="Nothing was done yet.", key="steps")


def _item(step: ConcernStep, issued: set[str], *, is_shut: bool) -> Item:
    label = step.concern.thing.label(step.kind)
    if is_shut:
        day, text = wording.short_day(local_day(step.taken_at)), f". {step.taken_by.name}."
        return Item(lead=day, title=label, text=text)
    paper = reverse("socialmedia:step_paper", args=[step.case.reference, step.pk])
    links = [Link("Open", step.get_absolute_url(), about=f"step {step.pk}: {label}")]
    tag = None
    if has_paper(step):
        name = "letter" if step.kind in LETTERS else "pack"
        links.append(Link(f"The {name}", paper, about=f"of step {step.pk}: {label}"))
        is_issued = str(step.pk) in issued
        tag = Tag(f"{name} issued", "ok") if is_issued else Tag(f"{name} not issued yet", "soon")
    to = f", {current(step.person).full_name}" if step.person is not None else ""
    came = f" {step.outcome}" if step.outcome else ""
    return Item(
        lead=wording.short_day(local_day(step.taken_at)),
        title=label,
        text=f"{to}. {step.taken_by.name}.{came}",
        links=tuple(links),
        tag=tag,
    )


def has_paper(step: ConcernStep) -> bool:
    """A letter or a pack belongs to this step."""
    return step.kind in PACKS or (step.kind in LETTERS and step.person_id is not None)


def step_actions(concern: OnlineConcern, user: User, taken: Iterable[str]) -> list[Action]:
    """What can be done next, each step with why not."""
    args, facts = [concern.case.reference, concern.pk], facts_of(concern, user, taken)
    if facts.why_over is not None:
        return []
    found = []
    for kind, reason in offered(facts):
        to = "desk:suspend_online" if kind == StepKind.SUSPENSION else "socialmedia:take"
        url = reverse(to, args=args if kind == StepKind.SUSPENSION else [*args, kind.value])
        is_first = kind in AT_ONCE if is_urgent(facts) else kind in PRIMARY
        style: Any = "primary" if is_first and kind not in facts.taken else "secondary"
        found.append(Action(LABELS.get(kind, concern.thing.label(kind)), url, style=style, reason=reason))
    if not facts.decides and not facts.is_of_pupil:
        found.append(Action("Ask for legal steps", reverse("socialmedia:ask_legal", args=args), style="link"))
    return found


# --- One step -----------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class StepPage:
    """A step with what came of it."""

    step: ConcernStep
    title: str
    crumbs: tuple[Link, ...]
    rows: tuple[Row, ...]
    paper_url: str


def step_page(step: ConcernStep) -> StepPage:
    """The page of a step."""
    return StepPage(
        step=step,
        title=step.concern.thing.label(step.kind),
        crumbs=crumbs_of(step.concern),
        rows=tuple(_rows(step)),
        paper_url=reverse("socialmedia:step_paper", args=[step.case.reference, step.pk]) if has_paper(step) else "",
    )


def _rows(step: ConcernStep) -> Iterable[Row]:
    yield Row("Taken", f"{wording.when(step.taken_at, timezone.now())} by {step.taken_by.name}")
    if step.person is not None:
        yield Row("To", current(step.person).full_name)
    if step.basis:
        yield Row("Rests on", str(Basis(step.basis).label))
    if step.what:
        yield Row("What", step.what)
    if step.meeting is not None:
        yield Row("Meeting", Link("Open the meeting", step.meeting.get_absolute_url()))
    if step.suspension is not None:
        yield Row("Suspension", Link("Open the suspension", step.suspension.get_absolute_url()))
    if step.skips_why:
        yield Row("Why not talk and ask first", step.skips_why)
    if step.reference:
        yield Row("Their reference", step.reference)
    if step.outcome:
        yield Row("What came of it", step.outcome)


# --- Whom a form offers -------------------------------------------------------------------------------------------
def parents_of(concern: OnlineConcern) -> dict[Person, bool]:
    """The adults of the pupil who posted it, those with parental responsibility first; whether a court order is noted."""
    if not concern.is_of_pupil or concern.author is None:
        return {}
    rows = Relationship.objects.filter(pupil__in=Person.objects.same_as([concern.author.pk]))
    rows = rows.select_related("adult__merged_into").order_by("-has_parental_responsibility", "pk")
    found: dict[Person, bool] = {}
    for row in rows:
        adult = current(row.adult)
        found[adult] = found.get(adult, False) or bool(row.contact_order)
    return found


def talks_of(concern: OnlineConcern) -> list[Meeting]:
    """The meetings of its case that a talk about it can be."""
    rows = Meeting.objects.filter(case=concern.case).exclude(state=MeetingState.CANCELLED)
    found = [*rows.order_by("-starts_at", "-pk")]
    for one in found:
        one.case = concern.case
    return found

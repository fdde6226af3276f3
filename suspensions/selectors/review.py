"""What a reviewer must know of a suspension, what was decided on it, and what came afterwards."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Case as Choose
from django.db.models import CharField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Cast, Concat
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from audit.models import Entry as HistoryEntry
from cases.access import may
from cases.duties import Kind
from cases.models import Case, Duty, Evidence, EvidenceFile, Involvement
from cases.selectors import Piece, evidence_rows, files_in, pieces_of
from incidents.models import Addendum, Incident, Interview, Statement
from incidents.selectors.incident import facts
from incidents.selectors.interviews import TAGS, in_order, not_yet, parts_of
from incidents.selectors.statements import awaited_items, brief_items, stood_in
from incidents.states import InterviewState
from kernel import wording
from kernel.components import Action, Band, Entry, Item, Link, Row, Section, Style
from kernel.together import together
from records.models import Copy, WrittenRecord
from records.selectors.record import standing_of
from records.states import RecordKind
from suspensions import clocks, judging, rules
from suspensions.hearing import Window, WindowState
from suspensions.models import Review, SiteSuspension
from suspensions.selectors.hearing import window
from suspensions.selectors.independence import acts_on, decided_among, why_not_independent
from suspensions.selectors.side import side_section, time_words
from suspensions.selectors.story import fetch_along
from suspensions.selectors.written import copies_to_person
from suspensions.states import SuspensionState

ONLY_REVIEWER = "Only the CEO or whoever acts for them decides this."
REPORTS = (RecordKind.INCIDENT_REPORT, RecordKind.SUPPLEMENTARY_REPORT)
WAITS = (WindowState.WAITING, WindowState.OPEN)


# --- What was decided -------------------------------------------------------------------------------------------------
def first_review(suspension: SiteSuspension) -> Review | None:
    """The review that decided whether it is upheld."""
    return next((row for row in suspension.reviews.all() if row.is_first), None)


def renewal_of(suspension: SiteSuspension) -> SiteSuspension | None:
    """The new suspension after this one, if there is one; one made in error does not count."""
    return renewal_among(suspension, linked_to(suspension))


def link_to(renewal: SiteSuspension | None, now: datetime) -> Link | None:
    """Where the new suspension is ended that keeps this one from being ended; None where none does."""
    if rules.cannot_end_before(renewal, now) is None or renewal is None:
        return None
    return Link("Open the new suspension", renewal.get_absolute_url())


def renewal_among(suspension: SiteSuspension, linked: Iterable[SiteSuspension]) -> SiteSuspension | None:
    """The same among rows of `linked_to`."""
    if suspension.state == SuspensionState.PROVISIONAL:
        return None
    rows = (row for row in linked if row.renews_id == suspension.pk and row.state != SuspensionState.VOID)
    return next(rows, None)


def linked_to(suspension: SiteSuspension) -> "QuerySet[Any]":
    """The suspensions it took the place of or follows, and those that took its place or follow it, newest first."""
    before = [pk for pk in (suspension.replaces_id, suspension.renews_id) if pk is not None]
    rows = SiteSuspension.objects.filter(Q(renews=suspension) | Q(replaces=suspension) | Q(pk__in=before))
    return rows.select_related("case").order_by("-pk")


@dataclass(frozen=True)
class Fact:
    """Something that came to a case after somebody decided in it: when (aware), what, and where it stands."""

    at: datetime
    what: str
    link: Link


def new_facts(suspension: SiteSuspension) -> list[Fact]:
    """What came after the last review of a suspension: additions, evidence, interviews, the person's words."""
    return facts_of(suspension, together(*asked_since(suspension)))


def asked_since(suspension: SiteSuspension) -> "list[QuerySet[Any]]":
    """What came to its case after the last review: incidents, additions, evidence, interviews, statements, letters found lost."""
    case = suspension.case
    rows: tuple[tuple[QuerySet[Any], tuple[str, ...]], ...] = (
        (Incident.objects.filter(case=case).select_related("case"), ("logged_at",)),
        (Addendum.objects.filter(incident__case=case).select_related("incident__case"), ("added_at",)),
        (_with_last_file(Evidence.objects.filter(case=case).select_related("case")), ("added_at", "last_file_at")),
        (
            _with_last_change(Interview.objects.filter(involvement__case=case).with_people()),
            ("noted_at", "changed_at", "disagreed_at"),
        ),
        (Statement.objects.confirmed().filter(involvement__case=case).with_people(), ("confirmed_at",)),
        (copies_to_person(suspension), ("disputed_at",)),
    )
    if suspension.state == SuspensionState.PROVISIONAL:
        return [question.none() for question, _ in rows]
    last = Review.objects.filter(suspension=suspension).order_by("-decided_at", "-pk").values("decided_at")[:1]
    return [
        question.filter(reduce(or_, (Q(**{f"{column}__gt": Subquery(last)}) for column in columns)))
        for question, columns in rows
    ]


def _with_last_file(rows: "QuerySet[Any]") -> "QuerySet[Any]":
    """When the last file of a piece of evidence came that is kept."""
    files = EvidenceFile.objects.kept().filter(evidence=OuterRef("pk")).order_by("-added_at")
    return rows.annotate(last_file_at=Subquery(files.values("added_at")[:1]))


def _with_last_change(rows: "QuerySet[Any]") -> "QuerySet[Any]":
    """When the note of an interview was last changed, as its history says, and when they disagreed with it."""
    subject = Concat(Value(f"{Interview._meta.label_lower}:"), Cast(OuterRef("pk"), CharField()))
    changes = HistoryEntry.objects.filter(subject=subject, verb="interview.note_changed").order_by("-seq")
    return rows.annotate(
        changed_at=Subquery(changes.values("at")[:1]),
        disagreed_at=Choose(When(state=InterviewState.NOT_AGREED, then="settled_at")),
    )


def facts_of(suspension: SiteSuspension, found: Sequence[Sequence[Any]]) -> list[Fact]:
    """What came after the last review, from the answers to `asked_since` and what hangs on the suspension."""
    if suspension.state == SuspensionState.PROVISIONAL:
        return []
    incidents, addenda, evidence, interviews, statements, lost = found
    last = max((review.decided_at for review in suspension.reviews.all()), default=timezone.now())
    facts = [*_logged(incidents, addenda), *_evidence(evidence, last), *_told(interviews, last), *_written(statements)]
    facts += _said_since(suspension)
    return sorted([*facts, *_lost(suspension, lost)], key=lambda fact: fact.at)


def _logged(incidents: Iterable[Incident], addenda: Iterable[Addendum]) -> Iterable[Fact]:
    for incident in incidents:
        link = Link("Open", incident.get_absolute_url(), about=f"incident {incident.number}")
        yield Fact(incident.logged_at, "Another incident was logged", link)
    for row in addenda:
        link = Link("Open", row.incident.get_absolute_url(), about=f"addition {row.pk}")
        yield Fact(row.added_at, "Something was added to what was logged", link)


def _evidence(rows: Iterable[Any], last: datetime) -> Iterable[Fact]:
    for row in rows:
        link = Link("Open", row.get_absolute_url(), about=f"evidence {row.pk}")
        if row.added_at > last:
            yield Fact(row.added_at, f"New evidence: {row.description}", link)
        else:
            yield Fact(row.last_file_at, f"Another file came to the evidence: {row.description}", link)


def _told(rows: Iterable[Any], last: datetime) -> Iterable[Fact]:
    for row in rows:
        about = f"interview {row.pk}"
        if row.noted_at is not None and row.noted_at > last:
            link = Link("Open", row.get_absolute_url(), about=about)
            yield Fact(row.noted_at, f"{row.who} was interviewed", link)
        elif row.changed_at is not None and row.changed_at > last:
            link = Link("Open", row.get_absolute_url(), about=f"{about}, changed")
            yield Fact(row.changed_at, f"The note of the interview with {row.who} was changed", link)
        if row.disagreed_at is not None and row.disagreed_at > last:
            link = Link("Open", row.get_absolute_url(), about=f"{about}, not agreed")
            yield Fact(row.disagreed_at, f"{row.who} does not agree with the note of their interview", link)


def _written(rows: Iterable[Statement]) -> Iterable[Fact]:
    for row in rows:
        if row.confirmed_at is not None:
            link = Link("Open", row.get_absolute_url(), about=f"statement {row.pk}")
            yield Fact(row.confirmed_at, f"{row.who} wrote a statement", link)


def _said_since(suspension: SiteSuspension) -> Iterable[Fact]:
    decided = [review.decided_at for review in suspension.reviews.all()]
    for row in suspension.representations.all():
        if decided and row.noted_at > max(decided) and not row.is_waiver:
            link = Link("Open", _url("side", suspension), about=f"their words {row.pk}")
            yield Fact(row.noted_at, "They said something more", link)


def _lost(suspension: SiteSuspension, rows: Iterable[Copy]) -> Iterable[Fact]:
    """Letters of before the decision of which it is known since that they never came: their time to answer never ran."""
    decided = [review.decided_at for review in suspension.reviews.all()]
    for row in rows:
        if row.disputed_at is not None and decided and row.given_at <= max(decided):
            link = Link("Open", row.record.get_absolute_url(), about=f"letter {row.record_id}")
            yield Fact(row.disputed_at, "A letter sent before the decision never came", link)


def new_facts_band(found: Sequence[Fact]) -> Band | None:
    """What came after the decision, on top of the page of a suspension."""
    if not found:
        return None
    more = f", and {len(found) - 1} more" if len(found) > 1 else ""
    return Band(
        title="New since the decision",
        text=f"{found[-1].what}{more}. Whoever decided has been told.",
        link=found[-1].link,
        tone="soon",
    )


def review_section(suspension: SiteSuspension, user: User, found: Sequence[Fact], owed: Mapping[str, Duty]) -> Section:
    """The reviews of a suspension, its other terms, what came afterwards, and what can be decided now."""
    is_judged = suspension.state != SuspensionState.PROVISIONAL
    reviews = [*suspension.reviews.all()] if is_judged else []
    entries = [_entry(review) for review in reviews]
    entries += (
        []
        if not is_judged
        else [
            Entry(
                at=row.decided_at,
                text=f"Other terms by {row.decided_by.name}: {row.terms}",
                note=f"Because: {row.reason}",
            )
            for row in suspension.variations.all()
        ]
    )
    due = owed.get(Kind.REVIEW) or owed.get(Kind.REVIEW_SITE_SUSPENSION)
    rows = [Row("Due", wording.in_full(wording.last_moment(due.due_at)))] if due is not None else []
    return Section(
        "Review",
        rows=(*rows, *(Row("What follows", review.follows) for review in reviews if review.follows)),
        items=tuple(
            Item(
                wording.short_day(fact.at.astimezone(wording.LONDON).date()),
                "New since the decision",
                f": {fact.what}",
                (fact.link,),
            )
            for fact in found
        ),
        entries=tuple(sorted(entries, key=lambda entry: entry.at, reverse=True)),
        actions=tuple(_actions(suspension, user, is_owed=due is not None)),
        key="review",
        empty="Nobody has reviewed it yet.",
    )


def _entry(review: Review) -> Entry:
    seen = "; ".join(row.evidence.description for row in review.evidence.all())
    notes = [f"Risk: {review.risk}" if review.risk else "", f"Evidence looked at: {seen}." if seen else ""]
    notes.append(f"Disability, illness, language: {review.considered}")
    by = f"{review.decided_by.name}, {wording.mid(str(review.get_capacity_display()))}"
    text = f"{review.get_outcome_display()}, by {by}: {review.reasons}"
    return Entry(at=review.decided_at, text=text, note=" ".join(note for note in notes if note))


def _actions(suspension: SiteSuspension, user: User, *, is_owed: bool) -> Iterable[Action]:
    """What a reviewer can do now; nobody else is shown it."""
    now = timezone.now()
    if not suspension.is_live:
        return
    is_reviewer = may(user, "review", suspension.case)
    style: Style = "primary" if is_owed else "secondary"
    if suspension.state == SuspensionState.PROVISIONAL:
        yield Action("Review", _url("review", suspension), style=style, reason=None if is_reviewer else ONLY_REVIEWER)
        return
    if is_reviewer and now < suspension.period.upper:
        yield Action("Look again", _url("look_again", suspension), style=style)
        yield Action("Change the terms", _url("vary", suspension))


# --- Deciding ---------------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Missing:
    """Something that a reviewer would want and does not have; `is_bar` forbids upholding."""

    text: str
    link: Link | None = None
    is_bar: bool = False


@dataclass(frozen=True)
class ReviewPage:
    """What somebody needs who decides on a suspension."""

    incident: tuple[Row, ...]
    account: str
    report: WrittenRecord | None
    more_report: WrittenRecord | None
    missing: tuple[Missing, ...]
    interviews: tuple[Item, ...]
    pieces: tuple[Piece, ...]
    side: Section
    has_unweighed: bool
    breaches: tuple[Entry, ...]
    reason: str | None
    is_involved: bool
    cannot_uphold: str | None
    goes_on: bool
    last_on: date
    reviews: tuple[Entry, ...]
    facts: tuple[Fact, ...]


def review_page(suspension: SiteSuspension, user: User) -> ReviewPage:
    """Everything for the screens of a review, and for looking again."""
    case, now = suspension.case, timezone.now()
    incidents, extended, made, talks, evidence, files, reports, involved, duties, *since = fetch_along(
        suspension,
        *acts_on(case),
        evidence_rows(case),
        files_in(case),
        standing_of(case, REPORTS).filter(subject=""),
        parts_of(case),
        Duty.objects.open().filter(case=case, kind=Kind.SUPPLEMENTARY_REPORT),
        *asked_since(suspension),
    )
    decided, by_kind = decided_among(incidents, extended, made, talks), {one.kind: one for one in reports}
    incident, pieces, shown = next(iter(incidents), None), pieces_of(evidence, files), window(suspension)
    report, more_report = (by_kind.get(kind) for kind in REPORTS)
    dependent = why_not_independent(suspension, user, decided)
    is_upheld = suspension.state == SuspensionState.UPHELD
    reason = (
        judging.cannot_look_again(suspension, dependent, now)
        if is_upheld
        else judging.cannot_review(suspension, first_review(suspension), dependent, now)
    )
    untold, owes_report = not_yet(involved, talks, stood_in(involved)), bool(duties) and more_report is None
    return ReviewPage(
        incident=facts(incident) if incident is not None else (),
        account=incident.account if incident is not None else "",
        report=report,
        more_report=more_report,
        missing=(
            *_missing_words(suspension, shown, now),
            *(Missing(said, link) for said, link in awaited_items(involved, case)),
            *_missing_talks(case, untold, has_report=report is not None, owes_report=owes_report),
            *_missing_evidence(pieces),
        ),
        interviews=(
            *(_interview(one) for one in in_order(talks) if one.state != InterviewState.PLANNED),
            *brief_items(involved, case),
        ),
        pieces=tuple(pieces),
        side=side_section(suspension, user),
        has_unweighed=bool(shown.unconsidered),
        breaches=breaches(suspension),
        reason=reason,
        is_involved=reason is not None and reason == dependent,
        # What they said and nobody has weighed is weighed on the second screen, and keeps nobody from upholding.
        cannot_uphold=judging.cannot_uphold(replace(shown, unconsidered=0), now),
        goes_on=judging.goes_on(suspension, now),
        last_on=clocks.last_day(suspension),
        reviews=tuple(_entry(row) for row in [*suspension.reviews.all()][::-1]),
        facts=tuple(facts_of(suspension, since)),
    )


def breaches(suspension: SiteSuspension) -> tuple[Entry, ...]:
    """When the person was seen on site although they may not be there, newest first."""
    return tuple(
        Entry(at=one.seen_at, text=f"Seen on site, reported by {one.seen_by.name}.", note=one.note)
        for one in suspension.breaches.all()
    )


def _missing_words(suspension: SiteSuspension, shown: Window, now: datetime) -> Iterable[Missing]:
    """Their own words, or that they may still speak: the one thing that forbids upholding."""
    if shown.state in WAITS or shown.unconsidered:
        link = Link("Their side", _url("side", suspension))
        text = rules.why_unheard(shown, now) or time_words(shown, now)
        # What was said and not weighed yet is weighed on the next screen.
        yield Missing(text, link, is_bar=shown.state in WAITS)


def _missing_talks(
    case: Case, untold: Iterable[Involvement], *, has_report: bool, owes_report: bool
) -> Iterable[Missing]:
    """Reports that were not issued and people nobody has interviewed."""
    if not has_report:
        yield Missing("The headteacher’s report has not been issued.")
    for row in untold:
        url = reverse("incidents:interview_of", args=[case.reference, row.pk])
        yield Missing(f"{row.who} has not been interviewed.", Link("Interview", url, about=row.who))
    if owes_report:
        yield Missing("The report on the interviews has not been issued.")


def _missing_evidence(pieces: Sequence[Piece]) -> Iterable[Missing]:
    if not pieces:
        yield Missing("Nobody has added evidence.")
    waiting = sum(1 for piece in pieces for file in piece.files if file.is_waiting)
    if waiting:
        yield Missing(f"{waiting} file{'s are' if waiting > 1 else ' is'} still being examined.")


def _interview(one: Interview) -> Item:
    at = one.noted_at or one.given_up_at or one.planned_at
    return Item(
        lead=wording.short_day(at.astimezone(wording.LONDON).date()),
        title=one.who,
        text=f" {one.given_up_reason}" if one.given_up_reason else "",
        links=(Link("Read", one.get_absolute_url(), about=f"{one.who}, interview {one.pk}"),),
        tag=TAGS[InterviewState(one.state)],
    )


def _url(name: str, suspension: SiteSuspension) -> str:
    return reverse(f"suspensions:{name}", args=[suspension.case.reference, suspension.pk])

"""What needs this user next, and what else they should know when they come in: everything the home page shows."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import CharField, Exists, Func, OuterRef, Q, QuerySet, Value
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from accounts.models import User
from cases.access import reach
from cases.duties import DUTIES, Kind
from cases.duty_kinds import OF_DATA, OF_PANEL
from cases.keeping import FORMS, KEY_FIELD, page_of, reference_in
from cases.models import Draft, Duty
from cases.selectors import duty_sentence, duty_url, next_owed
from cases.states import CaseState
from complaints.selectors.seat import Seat, seats_asked, seats_told
from desk.selectors.cover import covers_in_force
from incidents.models import Incident
from incidents.states import Conclusion
from kernel import wording
from kernel.components import Action, Item, Link, Step, Tag
from kernel.together import together
from meetings.models import Mediation
from notices.models import Notice
from notices.states import NoticeKind
from packs.selectors.owed import duties_on_paper, waiting_words
from pupils.access import SUSPENDS
from pupils.selectors.register import away_on, until_tag
from schools.access import powers
from schools.calendar import local_day
from schools.models import School
from schools.states import Role
from socialmedia.selectors.reported import reported_items, reported_rows
from suspensions.models import SiteSuspension
from suspensions.selectors.standing import current

LINES = 20
MOST_DUTIES = 200
FEW = 5
# These come with a duty of whoever they are sent to: the list of what needs them says so already.
ALSO_A_DUTY = (
    NoticeKind.DECIDE,
    NoticeKind.REPORT_ISSUED,
    NoticeKind.SUPPLEMENTARY_ISSUED,
    NoticeKind.CHAIR_REPORT,
    NoticeKind.CHAIR_SUPPLEMENTARY,
    NoticeKind.DIGEST,
    NoticeKind.STATEMENT_ASKED,
)
# Duties of those who do not see the file for them.
WITHOUT_THE_FILE = {Kind.WRITE_STATEMENT, Kind.MEETING_ACTION, Kind.BOARD_MEETING, *OF_PANEL, *OF_DATA}
BECAME = {
    Conclusion.SUSPEND: "suspended from site",
    Conclusion.WARNING: "warned in writing",
    Conclusion.TALK: "talked to",
    Conclusion.NO_ACTION: "no action",
}


@dataclass(frozen=True)
class NotHere:
    """Somebody who may not come onto a site: as the gate register names them, until when, how their child is collected."""

    name: str
    until: datetime
    note: str

    @property
    def until_words(self) -> str:
        return wording.until_day(self.until, timezone.now())


@dataclass(frozen=True)
class PupilAway:
    """A pupil who is suspended today: as the register names them, until when, at which of several schools."""

    name: str
    tag: Tag
    note: str


@dataclass(frozen=True)
class Told:
    """Something that was told to me: where it is read, and what it is about."""

    link: Link
    note: str


@dataclass(frozen=True)
class DraftLine:
    """Something I am in the middle of writing: where it opens again, and the button that removes it."""

    link: Link
    remove: Action


@dataclass(frozen=True)
class Home:
    """The home page."""

    sub: str
    actions: tuple[Action, ...]
    steps: tuple[Step, ...]
    more: str
    told: tuple[Told, ...]
    is_more_told: bool
    drafts: tuple[DraftLine, ...]
    covers: tuple[str, ...]
    not_here: tuple[NotHere, ...]
    is_more_not_here: bool
    away_counts: tuple[str, ...]
    pupils_away: tuple[PupilAway, ...]
    is_more_away: bool
    sees_pupils: bool
    sees_gate: bool
    reports: tuple[Item, ...]
    is_reporter: bool
    appoints: bool
    delegation: str
    tray: str
    seats: tuple[Seat, ...]


def home(user: User) -> Home:
    """Everything the home page shows, in eight queries however much there is."""
    now, held = timezone.now(), powers(user)
    sees_cases = held.includes("view_cases") or reach(user).acting_on_some
    sees_gate = held.includes("view_gate")
    is_reporter = held.includes("log_incident") and not sees_cases
    steps, more = _steps(next_owed(user, MOST_DUTIES + 1), now)
    schools = _schools(user)
    news, drafts, on_paper, sits, panels = together(_news(user), _kept(user), duties_on_paper(user), *seats_asked(user))
    told = tuple(_told_line(notice, now) for notice in news)
    not_here, away = _not_here(user, now) if sees_gate else ([], [])
    counts = _away_counts(len(not_here), len(away), sees_pupils=held.includes("view_suspended")) if is_reporter else ()
    if is_reporter:
        not_here, away = [], []
    return Home(
        sub=_sub(user, schools, now),
        actions=_actions(user, schools),
        steps=steps,
        more=more,
        told=told[:FEW],
        is_more_told=len(told) > FEW,
        drafts=tuple(_draft_item(row, now) for row in drafts if row.key.partition(":")[0] in FORMS),
        covers=tuple(covers_in_force(user, FEW)),
        not_here=tuple(not_here[:FEW]),
        is_more_not_here=len(not_here) > FEW,
        away_counts=counts if sees_gate else (),
        pupils_away=tuple(away[:FEW]),
        is_more_away=len(away) > FEW,
        sees_pupils=held.includes("view_suspended"),
        sees_gate=sees_gate,
        reports=_reports(user, now) if is_reporter else (),
        is_reporter=is_reporter,
        appoints=held.includes("delegate") or held.holds(Role.CHAIR),
        delegation=_delegation(user),
        tray=waiting_words(on_paper),
        seats=seats_told(sits, panels),
    )


def _delegation(user: User) -> str:
    """The words that lead to who acts for the CEO: for whoever delegates, and whoever was asked to."""
    if powers(user).includes("delegate"):
        return "Delegate to the Central Team"
    return "Where you act for the CEO" if reach(user).acting_on_some else ""


# --- What needs me next -------------------------------------------------------------------------------------------
def _steps(duties: list[Duty], now: datetime) -> tuple[tuple[Step, ...], str]:
    """A line for each case with its soonest duty, and what is left over in words."""
    by_case: dict[int, list[Duty]] = {}
    for duty in duties[:MOST_DUTIES]:
        by_case.setdefault(duty.case_id, []).append(duty)
    lines = [*by_case.values()]
    rest = [duty for group in lines[LINES:] for duty in group]
    return tuple(_step(group) for group in lines[:LINES]), _more(rest, lines[LINES:], len(duties) > MOST_DUTIES, now)


def _step(duties: list[Duty]) -> Step:
    first, *others = duties
    declared, url = DUTIES[first.kind], duty_url(first)
    folded = f" · and {len(others)} more on this case" if others else ""
    # Whoever only writes a statement, or does the board's business, learns nothing else of the case: not its title either.
    title = "" if {duty.kind for duty in duties} <= WITHOUT_THE_FILE else f" · {first.case.title}"
    return Step(
        what=duty_sentence(first),
        action=Action(declared.button, url, about=f"{first.case.reference}, {duty_sentence(first)}"),
        due_at=first.due_at,
        small=f"{first.case.reference}{title}{folded}",
        why=declared.source,
    )


def _more(rest: list[Duty], groups: list[list[Duty]], is_capped: bool, now: datetime) -> str:
    if not rest and not is_capped:
        return ""
    late = sum(duty.due_at < now for duty in rest)
    many = f"More than {len(rest)}" if is_capped else f"{len(rest)}"
    cases = "1 case" if len(groups) == 1 else f"{len(groups)} cases"
    how_late = f"{late} of them late" if late else "nothing late"
    return f"{many} more in {cases}, {how_late}" if groups else "More in these cases"


# --- Around it ----------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class _Place:
    """A school this user works at or may stand in at, with its standing deputies."""

    pk: int
    name: str
    deputies: tuple[tuple[int, str], ...]


def _schools(user: User) -> list[_Place]:
    ids = {position.school_id for position in powers(user).positions if position.school_id}
    rows = (
        School.objects.filter(Q(pk__in=ids) | Q(standing_deputies__user=user))
        .order_by("name", "standing_deputies__user__name")
        .values_list("pk", "name", "standing_deputies__user", "standing_deputies__user__name")
    )
    places: dict[int, tuple[str, list[tuple[int, str]]]] = {}
    for pk, name, deputy, deputy_name in rows:
        deputies = places.setdefault(pk, (name, []))[1]
        if deputy is not None:
            deputies.append((deputy, deputy_name))
    return [_Place(pk, name, tuple(deputies)) for pk, (name, deputies) in places.items()]


def _sub(user: User, schools: list[_Place], now: datetime) -> str:
    held = powers(user)
    mine = [place for place in schools if any(p.school_id == place.pk for p in held.positions)]
    where = [place.name for place in mine] or _trust_roles(user)
    deputies = [name for place in mine for pk, name in place.deputies if pk != user.pk]
    said = [" and ".join(where), wording.in_full(now)]
    if deputies:
        said.append(f"standing deputy: {', '.join(dict.fromkeys(deputies))}")
    return " · ".join(part for part in said if part)


def _trust_roles(user: User) -> list[str]:
    labels = dict(Role.choices)
    return sorted(str(labels[position.role]) for position in powers(user).positions if position.school_id is None)


def _actions(user: User, schools: list[_Place]) -> tuple[Action, ...]:
    held = powers(user)
    found = []
    if held.includes("log_incident"):
        found.append(Action("Log an incident", reverse("desk:log"), style="primary"))
    if held.includes(SUSPENDS):
        found.append(Action("Suspend a pupil", reverse("desk:suspend_pupil")))
    deputy_at = [place for place in schools if any(pk == user.pk for pk, _ in place.deputies)]
    if any(not held.holds(Role.HEAD, place.pk) for place in deputy_at):
        found.append(Action("I am acting head today", reverse("desk:acting")))
    return tuple(found)


def _news(user: User) -> "QuerySet[Any]":
    """What was sent to me and I have not confirmed, newest first; what stands among the duties is left out."""
    rows = Notice.objects.addressed_to(user).unread().exclude(kind__in=ALSO_A_DUTY).select_related("case")
    rows = rows.only("kind", "queued_at", "case__reference")
    return rows.order_by("-queued_at", "-pk")[: FEW + 1]


def _told_line(notice: Notice, now: datetime) -> Told:
    said = notice.case.reference if notice.case is not None else "The trust"
    at = wording.brief(notice.queued_at, now)
    url = reverse("notices:notice", args=[notice.pk])
    return Told(Link(notice.get_kind_display(), url, about=f"{said}, {at}, message {notice.pk}"), f"{said}, {at}")


def _kept(user: User) -> "QuerySet[Any]":
    """What I am in the middle of writing, newest first; searches and filters are kept as drafts too and are not shown."""
    rows = Draft.objects.filter(user=user).exclude(Q(key__startswith="search:") | Q(key__startswith="filters:"))
    # Whoever mediated has nothing of it from the minute at which their access ends.
    reference = Func(OuterRef("key"), Value(":"), Value(2), function="split_part", output_field=CharField())
    rows = rows.exclude(Exists(Mediation.objects.hidden_from(user).filter(case__reference=reference)))
    return rows.order_by("-saved_at").only("key", "saved_at")[:FEW]


def _draft_item(row: Draft, now: datetime) -> DraftLine:
    key = row.key
    label, reference = FORMS[key.partition(":")[0]].label, reference_in(key)
    saved = f"saved {wording.brief(row.saved_at, now)}"
    said = f"{label} {reference}".strip() + f", {saved}"
    remove = Action(
        "Remove", reverse("cases:draft_discard"), style="link", method="post", about=said, fields={KEY_FIELD: key}
    )
    return DraftLine(Link(said, page_of(key)), remove)


def _not_here(user: User, now: datetime) -> tuple[list[NotHere], list[PupilAway]]:
    """Who may not come onto a site of this user's, and which pupils are suspended today. One query."""
    rows = SiteSuspension.objects.at_gate_of(user).select_related("person__merged_into", "school").with_collection(user)
    found, pupils = together(rows.order_by("period", "pk")[: FEW + 1], away_on(local_day(now), user)[: FEW + 1])
    is_several = len({one.school_id for one in found}) > 1
    are_several = len({one.school_id for one in pupils}) > 1
    away = [
        PupilAway(current(one.pupil).gate_name, until_tag(one), one.school.name if are_several else "")
        for one in pupils
    ]
    return [_not_here_line(one, is_several) for one in found], away


def _away_counts(adults: int, pupils: int, *, sees_pupils: bool) -> tuple[str, ...]:
    """How many may not come onto the site, for a screen in an office that strangers see: the names are one click away."""
    return (
        f"{_how_many(adults, 'person', 'people')} may not come onto the site.",
        *([f"{_how_many(pupils, 'pupil is', 'pupils are')} suspended today."] if sees_pupils else []),
    )


def _how_many(count: int, one: str, several: str) -> str:
    if count > FEW:
        return f"More than {FEW} {several}"
    return f"{count or 'No'} {one if count == 1 else several}"


def _not_here_line(suspension: Any, is_several: bool) -> NotHere:
    person = current(suspension.person)
    notes: Iterable[str] = (
        suspension.site_name if is_several or suspension.is_trust_wide else "",
        f"Collection: {suspension.collection}" if suspension.collection else "",
    )
    return NotHere(person.gate_name, suspension.period.upper, " · ".join(note for note in notes if note))


# --- What became of my reports ------------------------------------------------------------------------------------
def _reports(user: User, now: datetime) -> tuple[Item, ...]:
    """My own reports, newest first, each with what was decided; the reason stays in the file."""
    rows = Incident.objects.visible_to(user).filter(logged_by=user).select_related("case")
    incidents, posts = together(rows.order_by("-logged_at", "-pk")[:LINES], reported_rows(user))
    return (*(_report_item(incident, now) for incident in incidents), *reported_items(posts, user)[:LINES])


def _report_item(incident: Incident, now: datetime) -> Item:
    return Item(
        lead=wording.brief(incident.logged_at, now),
        text="",
        links=(Link(incident.case.reference, _incident_page(incident), about="your report"),),
        tag=_became(incident),
    )


def _incident_page(incident: Incident) -> str:
    try:
        return incident.get_absolute_url()
    except NoReverseMatch:
        return reverse("desk:home")


def _became(incident: Incident) -> Tag:
    if incident.case.state == CaseState.VOID:
        return Tag("logged in error")
    if incident.conclusion:
        return Tag(f"decided: {BECAME[Conclusion(incident.conclusion)]}", "ok")
    return Tag("with the headteacher", "soon")

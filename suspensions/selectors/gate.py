"""Who may not be on which site now, as reception may know it: nothing of the case."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q
from django.urls import reverse

from accounts.models import User
from kernel.components import Action, GateRow
from notices.models import Notice
from notices.states import Audience, NoticeKind
from schools.models import Person, Relationship, School, SchoolLink
from suspensions import clocks
from suspensions.models import Breach, SiteSuspension
from suspensions.querysets import SiteSuspensionQuerySet
from suspensions.selectors.arrangement import arranged_at, lines
from suspensions.selectors.children import Child, children_at, relation
from suspensions.selectors.standing import current
from suspensions.selectors.visits import permitted_today, visits_at


def at_the_gate(user: User, school: School | None = None) -> SiteSuspensionQuerySet:
    """The suspensions in force at the sites whose register this user sees, or at one of them; soonest end first."""
    rows = SiteSuspension.objects.at_gate_of(user)
    if school is not None:
        rows = rows.at(school)
    return (
        rows.annotate(permitted=permitted_today())
        .select_related("case", "school", "person__merged_into")
        .prefetch_related("arrangements", "person__merged_from", "person__merged_into__merged_from")
        .order_by("school__name", "period", "pk")
    )


def once_at_the_gate(user: User) -> SiteSuspensionQuerySet:
    """Every suspension of this user's sites, ended ones too: for a button on a page that was left open."""
    return SiteSuspension.objects.at_gates_of(user).select_related("school", "case")


def not_on_site(user: User, school: School | None = None) -> list[GateRow]:
    """Who may not be on this user's sites now, or on one of them: rows of the gate register, each with its button."""
    return _gate_rows(list(at_the_gate(user, school)), school)


def _gate_rows(suspensions: list[SiteSuspension], school: School | None) -> list[GateRow]:
    people = {suspension.pk: _rows(suspension) for suspension in suspensions}
    site = {one.pk: school.pk if school is not None else one.school_id for one in suspensions}
    children = children_at((people[one.pk][0].pk, site[one.pk]) for one in suspensions)
    is_several = len({*site.values()}) > 1
    return [
        _gate_row(
            one,
            site[one.pk],
            people[one.pk],
            children.get((people[one.pk][0].pk, site[one.pk]), []),
            is_several,
        )
        for one in suspensions
    ]


def _rows(suspension: SiteSuspension) -> list[Person]:
    """The rows that are this person, without a query where they were fetched along."""
    person = current(suspension.person)
    return [person, *person.merged_from.all()]


def _gate_row(
    suspension: SiteSuspension,
    site: int,
    rows: list[Person],
    children: list[Child],
    names_site: bool,
) -> GateRow:
    name = rows[0].gate_name
    notes = [suspension.site_name] if names_site or suspension.is_trust_wide else []
    notes += [relation(dict.fromkeys(children)), *_looks(rows)]
    return GateRow(
        name=name,
        note=" · ".join(note for note in notes if note),
        until=suspension.period.upper,
        arrangements=tuple(f"{label}: {text}" for label, text in lines(arranged_at(suspension, site))),
        visits=visits_at(suspension.permitted, site),  # type: ignore[attr-defined]
        action=Action(
            "They are here",
            _url(suspension),
            style="warning",
            method="post",
            about=f"{name}, {suspension.site_name}" if names_site else name,
            fields={"site": site} if suspension.is_trust_wide else {},
        ),
    )


def _looks(rows: Iterable[Person]) -> list[str]:
    """How to know them: what was described and what they drive; a name says its own description already."""
    described = [row.description for index, row in enumerate(rows) if not (index == 0 and row.is_unknown)]
    return [*dict.fromkeys(text for text in (*described, *(row.vehicle for row in rows)) if text)]


@dataclass(frozen=True)
class Elsewhere:
    """A parent of a child here who may come here, and may not come onto another site."""

    name: str
    note: str
    site: str
    until: datetime


def elsewhere(school: School) -> list[Elsewhere]:
    """Whose child is here and who may not come onto another site, for longer than its first day: not why."""
    at_other_sites = SiteSuspension.objects.in_force().filter(is_trust_wide=False).exclude(school=school)
    rows = at_other_sites.filter(_has_children_at(school)).distinct()
    rows = rows.select_related("school", "person__merged_into")
    found = [one for one in rows.order_by("period", "pk") if not clocks.is_one_day(one)]
    children = children_at((current(one.person).pk, school.pk) for one in found)
    return [
        Elsewhere(
            name=current(one.person).gate_name,
            note=relation(children.get((current(one.person).pk, school.pk), ())),
            site=one.school.name,
            until=one.period.upper,
        )
        for one in found
    ]


def _has_children_at(school: School) -> Q:
    """A filter for suspensions: the person has a child at this school now, both under any of their records."""
    here = SchoolLink.objects.filter(school=school, is_current=True).values("person")
    adults = Relationship.objects.filter(pupil__in=Person.objects.same_as(here)).values("adult")
    return Q(person__in=Person.objects.same_as(adults))


@dataclass(frozen=True)
class Site:
    """A site whose register somebody may open, and how many stand on it now."""

    school: School
    count: int

    @property
    def words(self) -> str:
        return {0: "Nobody", 1: "1 person"}.get(self.count, f"{self.count} people")


def sites(schools: Iterable[School], user: User) -> list[Site]:
    """The sites of a user with the number of people who may not be there now."""
    in_force = SiteSuspension.objects.at_gate_of(user).order_by()
    counts = dict(in_force.filter(is_trust_wide=False).values_list("school").annotate(count=Count("pk")))
    everywhere = in_force.filter(is_trust_wide=True).count()
    return [Site(school, counts.get(school.pk, 0) + everywhere) for school in schools]


@dataclass(frozen=True)
class Guidance:
    """What somebody reads who has the person in front of them."""

    row: GateRow
    school: School
    seen_at: datetime | None
    seen_by: str
    told: tuple[str, ...]


def guidance(suspension: SiteSuspension, school: School) -> Guidance:
    """Who is on the site of a school, who reported it last there, who was told by that. A row of `at_the_gate`."""
    [row] = _gate_rows([suspension], school)
    breach = Breach.objects.filter(suspension=suspension, school=school).select_related("seen_by").first()
    return Guidance(
        row=row,
        school=school,
        seen_at=breach.seen_at if breach else None,
        seen_by=breach.seen_by.name if breach else "",
        told=_told(suspension, breach) if breach else (),
    )


def _told(suspension: SiteSuspension, breach: Breach) -> tuple[str, ...]:
    rows = Notice.objects.filter(
        case=suspension.case_id, kind=NoticeKind.GATE_BREACH, queued_at__gte=breach.seen_at
    ).select_related("to_user")
    label = dict(Audience.choices)
    words = [f"{row.who} ({str(label[row.audience]).lower()})" for row in rows.order_by("audience", "pk")]
    return tuple(dict.fromkeys(words))


def _url(suspension: SiteSuspension) -> str:
    return reverse("suspensions:here", args=[suspension.pk])

"""The list of cases: filtered, searched, a page at a time, and what each line says."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.db.models.expressions import RawSQL
from django.utils import timezone

from accounts.models import User
from cases.access import reach
from cases.models import Case, Draft, Duty, Involvement
from cases.querysets import CaseQuerySet
from cases.selectors import duty_sentence, tag_of_state
from cases.states import CaseState
from desk.services.searching import FILTERS, SEARCH
from kernel import wording
from kernel.components import Tag
from kernel.together import together
from pupils.models import PupilSuspension
from pupils.querysets import PupilSuspensionQuerySet
from pupils.selectors.register import until_tag
from schools.calendar import ONE_DAY, at_local, local_day
from schools.models import Person, School
from suspensions.models import SiteSuspension
from suspensions.querysets import SiteSuspensionQuerySet

PAGE = 20
MANY_PEOPLE = 2000
YEARS_BACK = 10
MOMENT_ZERO = datetime(1970, 1, 1, tzinfo=UTC)
REFERENCE = re.compile(r"[A-Z]{2,4}-[0-9]{4}(-[A-Z0-9]{0,6})?")
ENDING = re.compile(r"(?=.*[0-9])[BCDFGHJKMNPQRTVWXYZ2346789]{4,6}")


@dataclass(frozen=True)
class CaseRow:
    """A line of the list."""

    reference: str
    title: str
    url: str
    school: str
    opened_at: datetime
    who: str
    due_at: datetime | None
    due_what: str
    tags: tuple[Tag, ...]


@dataclass(frozen=True)
class Page:
    """One page of the list and the cursors of its neighbours."""

    rows: tuple[CaseRow, ...]
    newer: str = ""
    older: str = ""


@dataclass(frozen=True)
class Asked:
    """What a reader chose and searched."""

    choices: Mapping[str, str] = field(default_factory=dict)
    words: str = ""
    token: str = ""

    def address(self, **changes: str) -> str:
        """The query of the list's address with these changes; an empty value takes a choice away."""
        known = {**self.choices, "search": self.token, **changes}
        return urlencode({name: value for name, value in known.items() if value})

    def without(self, name: str) -> "Asked":
        """The same with one filter taken away, or with none for "all"."""
        kept = {} if name == "all" else {other: value for other, value in self.choices.items() if other != name}
        return replace(self, choices=kept)


@dataclass(frozen=True)
class Applied:
    """An applied filter: what it says, and the name by which it is taken away."""

    label: str
    name: str


def applied(chosen: Mapping[str, Any]) -> tuple[Applied, ...]:
    """The filters that narrow the list, in words."""
    words: dict[str, Callable[[Any], str]] = {
        "school": lambda school: school.name,
        "state": lambda state: str(CaseState(state).label),
        "in_force": lambda _: "Suspended now",
        "waiting": lambda _: "Waiting for me",
        "opened_from": lambda day: f"Opened from {wording.full_day(day)}",
        "opened_to": lambda day: f"Opened to {wording.full_day(day)}",
    }
    return tuple(Applied(say(chosen[name]), name) for name, say in words.items() if chosen.get(name))


def require_some_file(user: User) -> None:
    """Deny (403) unless the user may see the file of some case."""
    if not reach(user).sees_some:
        raise PermissionDenied


def schools_of_cases(user: User) -> list[School]:
    """The schools whose cases this user sees by role."""
    schools = School.objects.visible_to(user)
    return [*(schools if reach(user).is_delegate_everywhere else schools.where(user, "view_cases"))]


def kept_for_list(user: User, list_name: str, token: str) -> tuple[dict[str, str], str]:
    """The filters a reader chose last for a list, and the words of a stored search; one query."""
    filters, search = FILTERS.format(list_name=list_name), SEARCH.format(list_name=list_name, token=token)
    kept = dict(Draft.objects.filter(user=user, key__in=[filters, search]).values_list("key", "payload"))
    return kept.get(filters, {}), kept.get(search, {}).get("words", "")


# --- Which cases --------------------------------------------------------------------------------------------------
def cases_page(user: User, asked: Asked, chosen: Mapping[str, Any], before: str = "", after: str = "") -> Page:
    """One page of the cases whose file this user sees, newest first; five queries, more only for a search."""
    cases = _searched(_filtered(Case.objects.visible_to(user), user, chosen), asked.words)
    cursor = read_cursor(after or before)
    is_backwards = bool(after) and cursor is not None
    if cursor is not None:
        opened_at, pk = cursor
        side = "gt" if is_backwards else "lt"
        beyond = Q(**{f"opened_at__{side}": opened_at}) | Q(opened_at=opened_at, **{f"pk__{side}": pk})
        # The first condition alone lets the index begin at the cursor.
        cases = cases.filter(**{f"opened_at__{side}e": opened_at}).filter(beyond)
    order = ("opened_at", "pk") if is_backwards else ("-opened_at", "-pk")
    found = [*cases.select_related("school").order_by(*order)[: PAGE + 1]]
    has_more, shown = len(found) > PAGE, found[:PAGE]
    if is_backwards:
        shown.reverse()
    if not shown:
        return Page(())
    has_older = has_more if not is_backwards else True
    has_newer = has_more if is_backwards else cursor is not None
    return Page(
        _rows(shown, user),
        newer=cursor_of(shown[0]) if has_newer else "",
        older=cursor_of(shown[-1]) if has_older else "",
    )


def cursor_of(case: Case) -> str:
    """Where a case stands in the list: microseconds and id."""
    return f"{(case.opened_at - MOMENT_ZERO) // timedelta(microseconds=1)}-{case.pk}"


def read_cursor(text: str) -> tuple[datetime, int] | None:
    """A place in the list; None for what is no place."""
    found = re.fullmatch(r"([0-9]{1,17})-([0-9]{1,18})", text)
    if found is None:
        return None
    return MOMENT_ZERO + timedelta(microseconds=int(found[1])), int(found[2])


def _filtered(cases: CaseQuerySet, user: User, chosen: Mapping[str, Any]) -> CaseQuerySet:
    if school := chosen.get("school"):
        cases = cases.at(school)
    if state := chosen.get("state"):
        cases = cases.filter(state=state)
    if chosen.get("in_force"):
        adults, pupils = _suspended_now()
        either = adults.order_by().values("case_id").union(pupils.order_by().values("case_id"), all=True)
        cases = cases.filter(pk__in=_asked_first(either, "case_id"))
    if chosen.get("waiting"):
        cases = cases.filter(pk__in=Duty.objects.open().owed_by(user).values("case"))
    if first := chosen.get("opened_from"):
        cases = cases.filter(opened_at__gte=_midnight(first))
    if last := chosen.get("opened_to"):
        cases = cases.filter(opened_at__lt=_midnight(last + ONE_DAY))
    return cases


def _midnight(day: date) -> datetime:
    return at_local(day, time(0))


def _searched(cases: CaseQuerySet, words: str) -> CaseQuerySet:
    """Keep the cases of a reference, of its random ending, or of people of this name.

    Merged ones are found too, colleagues, and those of whom nothing but a name was given.
    """
    if not words:
        return cases
    typed = words.upper().replace(" ", "")
    if REFERENCE.fullmatch(typed):
        return cases.filter(pk__in=_asked_first(Case.objects.filter(reference__startswith=typed)))
    if ENDING.fullmatch(typed):
        return cases.filter(pk__in=_asked_first(Case.objects.filter(reference__in=_references_ending(typed))))
    named = [*Person.objects.named_like(words).values_list("pk", flat=True)[: MANY_PEOPLE + 1]]
    by_name = Involvement.objects.filter(person__isnull=True).named_like(words)
    if not named:
        return cases.none() if by_name.query.is_empty() else cases.filter(pk__in=_asked_first(by_name, "case_id"))
    if len(named) > MANY_PEOPLE:
        # So many that walking the cases from the newest on, looking at each one's people, soon fills a page.
        named_so = Person.objects.named_like(words).values("pk")
        here = Involvement.objects.filter(Q(person__in=named_so) | Q(pk__in=by_name.values("pk")), case=OuterRef("pk"))
        return cases.alias(found=Subquery(here.values("pk")[:1])).filter(found__isnull=False)
    people = Person.objects.filter(Q(pk__in=named) | Q(merged_into__in=named))
    involved = Involvement.objects.filter(person__in=_asked_first(people))
    either = involved.values("case_id").union(by_name.values("case_id"), all=True)
    return cases.filter(pk__in=_asked_first(either, "case_id"))


def _references_ending(ending: str) -> list[str]:
    this_year = timezone.now().year
    prefixes = School.objects.values_list("prefix", flat=True)
    return [f"{prefix}-{year}-{ending}" for prefix in prefixes for year in range(this_year - YEARS_BACK, this_year + 1)]


def _asked_first(rows: "QuerySet[Any]", column: str = "pk") -> RawSQL:
    """The ids of a query that the database answers first and on its own.

    Left to itself, it walks all cases from the newest on, looking for the few of a rare name: two seconds on 200,000.
    """
    sql, params = rows.order_by().values(column).query.sql_with_params()
    # The text is Django's own, its values are parameters.
    return RawSQL(f"SELECT unnest(ARRAY({sql}))", params)  # noqa: S611


# --- What a line says ---------------------------------------------------------------------------------------------
def _rows(cases: list[Case], user: User) -> tuple[CaseRow, ...]:
    ids = [case.pk for case in cases]
    who = _subjects(ids)
    due = {duty.case_id: duty for duty in _next_due(ids)}
    in_force = _in_force(ids)
    return tuple(_row(case, who.get(case.pk, []), due.get(case.pk), in_force.get(case.pk)) for case in cases)


def _row(case: Case, who: list[str], duty: Duty | None, in_force: Tag | None) -> CaseRow:
    tags = [in_force] if in_force is not None else []
    if state := tag_of_state(case):
        tags.append(state)
    return CaseRow(
        reference=case.reference,
        title=case.title,
        url=case.get_absolute_url(),
        school=case.school.name,
        opened_at=case.opened_at,
        who=_listed(who),
        due_at=duty.due_at if duty else None,
        due_what=duty_sentence(duty) if duty else "",
        tags=tuple(tags),
    )


def _listed(names: list[str]) -> str:
    first, others = names[:2], len(names) - 2
    return ", ".join(first) + (f" and {others} more" if others > 0 else "")


def _subjects(ids: list[int]) -> dict[int, list[str]]:
    rows = Involvement.objects.subjects().filter(case__in=ids).select_related("person__merged_into", "user")
    found: dict[int, list[str]] = {}
    for row in rows.order_by("pk"):
        person = row.person and (row.person.merged_into or row.person)
        found.setdefault(row.case_id, []).append(person.full_name if person else row.who)
    return found


def _next_due(ids: list[int]) -> Iterable[Duty]:
    return Duty.objects.open().filter(case__in=ids).order_by("case", "due_at", "pk").distinct("case")


def _suspended_now() -> tuple[SiteSuspensionQuerySet, PupilSuspensionQuerySet]:
    """The suspensions from site in force now, and those of pupils that are going on today."""
    today = local_day(timezone.now())
    return SiteSuspension.objects.in_force(), PupilSuspension.objects.standing().touching(today)


def _in_force(ids: list[int]) -> dict[int, Tag]:
    """Until when somebody is suspended in each of these cases: the latest of several. One query."""
    adults, pupils = together(*(rows.filter(case__in=ids) for rows in _suspended_now()))
    now = timezone.now()
    tags = {
        row.case_id: Tag(f"until {wording.until_day(row.period.upper, now)}", "ban")
        for row in sorted(adults, key=lambda row: row.period.upper)
    }
    return tags | {row.case_id: until_tag(row) for row in sorted(pupils, key=lambda row: (row.last_on, row.last_half))}

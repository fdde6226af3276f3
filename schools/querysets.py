"""Ways of asking for schools, people and roles."""

import re
from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Self

from django.contrib.postgres.search import SearchQuery
from django.core.exceptions import EmptyResultSet
from django.db import models
from django.db.models import Q
from django.db.models.expressions import RawSQL
from django.utils import timezone

from accounts.models import User
from kernel.text import fold
from schools.access import calendars_kept_by, powers
from schools.states import PersonKind, Phase, ProposalState, Role

if TYPE_CHECKING:
    from schools.models import School

SHORTEST = 3
TITLES = frozenset(("mr", "mrs", "ms", "miss", "mx", "dr", "rev", "reverend", "prof", "professor", "sir", "lady"))
DENSE = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\U00020000-\U0003ffff]")


def _without_title(words: list[str]) -> list[str]:
    """Leave out a title that stands before a name."""
    return words[1:] if len(words) > 1 and words[0] in TITLES else words


def name_query(typed: str) -> SearchQuery | None:
    """The question for names of which each typed word begins one; None under three letters."""
    words = _without_title(fold(typed).split())
    if sum(len(word) + len(DENSE.findall(word)) for word in words) < SHORTEST:
        return None
    return SearchQuery(" & ".join(f"{word}:*" for word in words), config="simple", search_type="raw")


# The records (ids) of some people, whichever record of them is asked for.
SAME = """
    WITH asked (id) AS MATERIALIZED ({people}),
    kept AS MATERIALIZED (
        SELECT COALESCE(person.merged_into_id, person.id) AS id FROM schools_person AS person
        WHERE person.id IN (SELECT asked.id FROM asked)
    ), found AS MATERIALIZED (
        SELECT kept.id FROM kept
        UNION
        SELECT person.id FROM schools_person AS person JOIN kept ON person.merged_into_id = kept.id
    )
    SELECT found.id FROM found
"""


def _ids_of(people: "Iterable[int] | models.QuerySet[Any]") -> tuple[str, tuple[Any, ...]]:
    """The question for these ids, as SQL with its values."""
    if isinstance(people, models.QuerySet):
        try:
            sql, params = people.query.sql_with_params()
        except EmptyResultSet:
            people = ()
        else:
            return sql, params
    return "SELECT unnest(%s::bigint[])", ([*people],)


class SchoolQuerySet(models.QuerySet):
    def in_use(self) -> "SchoolQuerySet":
        return self.filter(is_open=True)

    def with_terms(self) -> "SchoolQuerySet":
        """All but the central office, which has working days only."""
        return self.exclude(phase=Phase.CENTRAL)

    def where(self, user: "User", power: str) -> "SchoolQuerySet":
        """Keep the schools where this user holds a power."""
        return powers(user).schools_with(power).keep(self, "pk")

    def visible_to(self, user: "User") -> "SchoolQuerySet":
        """Everybody who works here may know the names of the trust's schools; others see none."""
        return self if user.is_active and user.is_authenticated else self.none()


class PersonQuerySet(models.QuerySet):
    def visible_to(self, user: "User") -> "PersonQuerySet":
        """People of the schools where this user logs incidents, and those they added themselves."""
        reachable = powers(user).schools_with("log_incident")
        if reachable.is_everywhere:
            return self
        if not reachable.ids:
            return self.none()
        linked = Q(school_links__school__in=reachable.ids)
        return self.filter(linked | Q(added_by=user)).distinct()

    def same_as(self, people: "Iterable[int] | models.QuerySet[Any]") -> RawSQL:
        """Ask for every record (id) of these people (ids, or a query of them), merged ones followed both ways.

        A merge moves nothing: links, relationships and facts stay on the record they were noted on. What is given is
        for `…__in=`. Each step is asked once and kept: a plain subquery is asked anew for every row outside it where
        the database knows nothing of the tables yet, minutes instead of milliseconds.
        """
        sql, params = _ids_of(people)
        return RawSQL(SAME.format(people=sql), params)  # noqa: S611  (no value stands in the text)

    def unmerged(self) -> "PersonQuerySet":
        return self.filter(merged_into__isnull=True)

    def adults(self) -> "PersonQuerySet":
        """Everybody but those who are pupils and nothing else."""
        return self.exclude(kinds=[PersonKind.PUPIL])

    def at(self, school: "School") -> "PersonQuerySet":
        return self.filter(school_links__school=school, school_links__is_current=True)

    def named_like(self, typed: str) -> "PersonQuerySet":
        """People each of whose typed words begins one of their names; nothing under three letters.

        A title in front of the name is passed over. A Chinese, Japanese or Korean character counts as two letters.
        """
        query = name_query(typed)
        return self.filter(search_vector=query) if query is not None else self.none()


class MembershipQuerySet(models.QuerySet):
    def in_force(self, at: datetime | None = None) -> "MembershipQuerySet":
        """Memberships that count at a moment (aware datetime), of accounts that work."""
        return self.filter(period__contains=at or timezone.now(), user__is_active=True)

    def holding(self, role: Role, school: "School | None" = None) -> "MembershipQuerySet":
        return self.filter(role=role, school=school)

    def not_over(self, at: datetime | None = None) -> "MembershipQuerySet":
        """Memberships that count now or will."""
        return self.filter(Q(period__endswith__gt=at or timezone.now()) | Q(period__upper_inf=True))

    def visible_to(self, user: "User") -> "MembershipQuerySet":
        """Those who keep accounts see who holds what; everybody sees their own."""
        return self if powers(user).includes("administer") else self.filter(user=user.pk)


class DeputyQuerySet(models.QuerySet):
    def visible_to(self, user: "User") -> "DeputyQuerySet":
        """The standing deputies of the schools where this user names them."""
        return powers(user).schools_with("name_deputies").keep(self)


class CoverQuerySet(models.QuerySet):
    def in_force(self, at: datetime | None = None) -> "CoverQuerySet":
        """Covers that count at a moment (aware datetime), by accounts that work and hold a role of their own then."""
        at = at or timezone.now()
        employed = User.objects.who_can_sign_in().filter(memberships__period__contains=at)
        return self.filter(period__contains=at, user__in=employed.values("pk"))

    def not_over(self, at: datetime | None = None) -> "CoverQuerySet":
        """Covers that count now or will."""
        return self.filter(period__endswith__gt=at or timezone.now())

    def visible_to(self, user: "User") -> "CoverQuerySet":
        """Covers of everything for the CEO and the Chair; of their own school for a head; one's own for everybody."""
        held = powers(user)
        if held.includes("delegate") or held.holds(Role.CHAIR):
            return self
        return self.filter(Q(user=user.pk) | Q(school__in=held.schools_with("name_deputies").ids))


class ProposalQuerySet(models.QuerySet):
    def waiting(self) -> "ProposalQuerySet":
        return self.filter(state=ProposalState.PROPOSED)

    def visible_to(self, user: "User") -> "ProposalQuerySet":
        """Those who keep accounts and those who may confirm see what is proposed."""
        return self if powers(user).includes("confirm_roles") else self.none()


class ImportQuerySet(models.QuerySet):
    def visible_to(self, user: "User") -> "ImportQuerySet":
        """Administrators see the imports of every school."""
        return self if powers(user).includes("administer") else self.none()


class HolidayQuerySet(models.QuerySet):
    def visible_to(self, user: "User") -> "HolidayQuerySet":
        """Whoever works here may know the bank holidays."""
        return self if user.is_active and user.is_authenticated else self.none()


class _CalendarQuerySet(models.QuerySet):
    def visible_to(self, user: "User") -> Self:
        """What stands in the calendars of the schools where this user keeps them."""
        return calendars_kept_by(user).keep(self)


class DatesQuerySet(_CalendarQuerySet):
    """Terms and closures: a first and a last day."""

    def touching(self, first: date, last: date) -> Self:
        """Those with a day from `first` to `last`, both included."""
        return self.filter(first_on__lte=last, last_on__gte=first)

    def of_year(self, year: int) -> Self:
        """Those that begin from August of this year to the next July."""
        return self.filter(first_on__gte=date(year, 8, 1), first_on__lt=date(year + 1, 8, 1))


class SessionTimesQuerySet(_CalendarQuerySet):
    def of_year(self, year: int) -> Self:
        """The days that differ, from August of this year to the next July."""
        return self.filter(on__gte=date(year, 8, 1), on__lt=date(year + 1, 8, 1))

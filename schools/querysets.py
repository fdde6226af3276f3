"""Ways of asking for schools, people and roles."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.contrib.postgres.search import SearchQuery
from django.db import models
from django.db.models import Q
from django.utils import timezone

from kernel.text import fold
from schools.access import powers
from schools.states import PersonKind, Role

if TYPE_CHECKING:
    from accounts.models import User
    from schools.models import School


class SchoolQuerySet(models.QuerySet):
    def in_use(self) -> "SchoolQuerySet":
        return self.filter(is_open=True)

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

    def unmerged(self) -> "PersonQuerySet":
        return self.filter(merged_into__isnull=True)

    def adults(self) -> "PersonQuerySet":
        """Everybody but those who are pupils and nothing else."""
        return self.exclude(kinds=[PersonKind.PUPIL])

    def at(self, school: "School") -> "PersonQuerySet":
        return self.filter(school_links__school=school, school_links__is_current=True)

    def named_like(self, typed: str) -> "PersonQuerySet":
        """People each of whose typed words begins one of their names; nothing under three letters."""
        words = fold(typed).split()
        if sum(map(len, words)) < 3:
            return self.none()
        query = SearchQuery(" & ".join(f"{word}:*" for word in words), config="simple", search_type="raw")
        return self.filter(search_vector=query)


class MembershipQuerySet(models.QuerySet):
    def in_force(self, at: datetime | None = None) -> "MembershipQuerySet":
        """Memberships that count at a moment (aware datetime), of accounts that work."""
        return self.filter(period__contains=at or timezone.now(), user__is_active=True)

    def holding(self, role: Role, school: "School | None" = None) -> "MembershipQuerySet":
        return self.filter(role=role, school=school)


class CoverQuerySet(models.QuerySet):
    def in_force(self, at: datetime | None = None) -> "CoverQuerySet":
        """Covers that count at a moment (aware datetime), by accounts that work."""
        return self.filter(period__contains=at or timezone.now(), user__is_active=True)

"""What may this user do, and at which schools? Resolved once a request."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

from django.core.exceptions import PermissionDenied
from django.db import connection, models
from django.utils import timezone

from schools.roles import ROLE_POWERS
from schools.states import Role

if TYPE_CHECKING:
    from accounts.models import User
    from schools.models import Cover, School

QS = TypeVar("QS", bound=models.QuerySet)

# Memberships in force, and covers in force of those who hold any role at all, joined to what guardian's tables let their
# groups do. A school's role reaches that school through the direct table; a trust-wide role reaches all schools through
# the group's own permissions.
POSITIONS = """
    SELECT role, school_id, FALSE AS is_acting FROM schools_membership WHERE user_id = %(user)s AND period @> %(now)s
    UNION
    SELECT role, school_id, TRUE FROM schools_cover WHERE user_id = %(user)s AND period @> %(now)s
        AND EXISTS (SELECT FROM schools_membership WHERE user_id = %(user)s AND period @> %(now)s)
"""
HELD = f"held AS ({POSITIONS})"
GIVEN = """
    SELECT held.role, held.school_id, held.is_acting, permission.codename, direct.content_object_id
    FROM held
    JOIN schools_rolegroup AS link ON link.role = held.role AND link.school_id IS NOT DISTINCT FROM held.school_id
    LEFT JOIN schools_schoolgrouppermission AS direct
        ON direct.group_id = link.group_id AND held.school_id IS NOT NULL
    LEFT JOIN auth_group_permissions AS wide ON wide.group_id = link.group_id AND held.school_id IS NULL
    LEFT JOIN auth_permission AS permission ON permission.id = COALESCE(direct.permission_id, wide.permission_id)
"""


@dataclass(frozen=True)
class Schools:
    """A set of schools: everywhere, or those with these ids."""

    is_everywhere: bool = False
    ids: frozenset[int] = frozenset()

    def __contains__(self, school_id: int | None) -> bool:
        return self.is_everywhere or school_id in self.ids

    def __bool__(self) -> bool:
        return self.is_everywhere or bool(self.ids)

    def keep(self, queryset: QS, column: str = "school_id") -> QS:
        """Narrow a queryset to these schools."""
        return queryset if self.is_everywhere else queryset.filter(**{f"{column}__in": self.ids})


@dataclass(frozen=True)
class Position:
    """A role held now, at a school or trust-wide, in one's own right or acting for its holder."""

    role: str
    school_id: int | None
    is_acting: bool


@dataclass(frozen=True)
class Powers:
    """Everything a user may do at this moment."""

    positions: frozenset[Position] = frozenset()
    held: dict[str, Schools] = field(default_factory=dict)

    def schools_with(self, power: str) -> Schools:
        return self.held.get(power, Schools())

    def includes(self, power: str, school_id: int | None = None) -> bool:
        """Hold the power at this school; without a school: hold it anywhere."""
        schools = self.schools_with(power)
        return bool(schools) if school_id is None else school_id in schools

    def holds(self, role: str, school_id: int | None = None) -> bool:
        """Hold a role (or stand in for it); without a school: hold it at any."""
        return any(p.role == role and school_id in (None, p.school_id) for p in self.positions)

    def gives(self, role: str, power: str, school_id: int | None) -> bool:
        """A role held here, at this school or trust-wide, lets them do this."""
        here = (school_id, None)
        return power in ROLE_POWERS[Role(role)] and any(p.role == role and p.school_id in here for p in self.positions)

    def is_acting(self, role: str, school_id: int | None = None) -> bool:
        """Hold a role only by standing in for its holder."""
        matching = [p for p in self.positions if p.role == role and p.school_id == school_id]
        return bool(matching) and all(p.is_acting for p in matching)


def powers(user: "User | Any") -> Powers:
    """Resolve what a user may do; remembered on the user object for as long as it lives (one request)."""
    if not user.is_authenticated or not user.is_active:
        return Powers()
    if not knows_powers(user):
        with connection.cursor() as cursor:
            cursor.execute(f"WITH {HELD} {GIVEN}", {"user": user.pk, "now": timezone.now()})
            learn_powers(user, cursor.fetchall())
    known: Powers = user._powers  # type: ignore[union-attr]
    return known


def knows_powers(user: "User") -> bool:
    """They have been resolved: what a room above asks along would be asked twice."""
    return hasattr(user, "_powers")


def learn_powers(user: "User", rows: Iterable[tuple[Any, ...]]) -> None:
    """Remember what `GIVEN` answered, asked alone or along with a question of a room above."""
    user._powers = _powers_of([*rows])  # type: ignore[attr-defined]


def forget_powers(user: "User") -> None:
    """Resolve anew at the next question: for tests, and after a role changed within a request."""
    # Not by the dictionary: the user of a request is a wrapper about the one that remembers.
    for known in ("_powers", "_reach"):
        if hasattr(user, known):
            delattr(user, known)


def _powers_of(rows: list[tuple[Any, ...]]) -> Powers:
    positions = frozenset(Position(role, school, acting) for role, school, acting, _, _ in rows)
    ids: dict[str, set[int]] = {}
    everywhere: set[str] = set()
    for _, school, _, codename, content_id in rows:
        if codename is None:
            continue
        if school is None:
            everywhere.add(codename)
        else:
            ids.setdefault(codename, set()).add(content_id)
    held = {name: Schools(ids=frozenset(found)) for name, found in ids.items()}
    held |= {name: Schools(is_everywhere=True) for name in everywhere}
    return Powers(positions, held)


def require_at(by: "User", power: str, school: "School | None" = None) -> None:
    """Deny (403) unless the user holds this power at this school, or anywhere if no school is named."""
    if not powers(by).includes(power, school.pk if school else None):
        raise PermissionDenied


def require_set_up(by: "User") -> None:
    """Deny (403) unless the user keeps schools and accounts. Commands set up in the name of the system."""
    if not by.is_system:
        require_at(by, "administer")


def calendars_kept_by(user: "User") -> Schools:
    """The schools whose calendar this user keeps: their own as its head, every one as an administrator."""
    held = powers(user)
    return Schools(is_everywhere=True) if held.includes("administer") else held.schools_with("edit_calendar")


def require_calendar(by: "User", school: "School") -> None:
    """Deny (403) unless the user keeps the calendar of this school. Commands keep it in the name of the system."""
    if not (by.is_system or school.pk in calendars_kept_by(by)):
        raise PermissionDenied


def may_appoint(by: "User", role: Role) -> bool:
    """The CEO appoints who stands in for heads and the data protection lead, the Chair for the CEO and the Chair."""
    held = powers(by)
    return held.holds(Role.CHAIR) if role in (Role.CEO, Role.CHAIR) else held.includes("delegate")


def may_end_cover(by: "User", cover: "Cover") -> bool:
    """Whoever stands in, whom they stand in for, the role's holder, or who may appoint."""
    is_party = by.pk in (cover.user_id, cover.of_id) or powers(by).holds(cover.role, cover.school_id)
    return is_party or may_appoint(by, Role(cover.role))


def require_appointer(by: "User", role: Role) -> None:
    """Deny (403) unless the user may appoint who stands in for this role. Commands act in the name of the system."""
    if not (may_appoint(by, role) or by.is_system):
        raise PermissionDenied

"""Which cases may this user see, and what may they do on one? Resolved once a request into sets of ids."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Any, TypeVar

from django.core.exceptions import PermissionDenied
from django.db import connection, models
from django.db.models import Q
from django.utils import timezone

from cases.owners import by_name_alone, nobody_by_name
from cases.states import INVOLVING, WALLING
from schools.access import GIVEN, HELD, Powers, Schools, forget_powers, knows_powers, learn_powers, powers
from schools.roles import ACTING_POWERS, CEO_PART
from schools.states import ACTS_WITH, OFFICES, SCHOOL_ROLES, ActsAs, Role

if TYPE_CHECKING:
    from accounts.models import User
    from cases.models import Case, Duty
    from schools.models import School

QS = TypeVar("QS", bound=models.QuerySet)

ME = """
    me AS (
        SELECT id, merged_into_id FROM schools_person WHERE user_id = %(user)s
        UNION
        SELECT other.id, other.merged_into_id FROM schools_person AS other
        JOIN me ON other.merged_into_id = me.id OR other.id = me.merged_into_id
    )
"""
# The children of an account's family, after `ME`: whoever is related to a pupil, in whichever way.
CHILD = """
    child AS (
        SELECT person.id, person.merged_into_id FROM schools_relationship AS mine
        JOIN me ON me.id = mine.adult_id JOIN schools_person AS person ON person.id = mine.pupil_id
        UNION
        SELECT other.id, other.merged_into_id FROM schools_person AS other
        JOIN child ON other.merged_into_id = child.id OR other.id = child.merged_into_id
    )
"""
# What an account has to do with cases: those about it or a child of its family, and its own complaints, are behind a
# wall; in the others it decides nothing for the CEO.
ANY_WALL = f"part IN ({', '.join(repr(part.value) for part in WALLING)})"
AS_WHAT = f"CASE WHEN {ANY_WALL} THEN 'walled' ELSE 'involved' END"
ANY_PART = f"part IN ({', '.join(repr(part.value) for part in INVOLVING)})"
REACHED = f"""
    SELECT 'granted' AS what, case_id FROM cases_grant WHERE user_id = %(user)s AND period @> %(now)s
    UNION ALL
    SELECT {AS_WHAT}, case_id FROM cases_involvement WHERE {ANY_PART} AND user_id = %(user)s
    UNION ALL
    SELECT {AS_WHAT}, case_id FROM me JOIN cases_involvement ON person_id = me.id WHERE {ANY_PART}
    UNION ALL
    SELECT 'walled', case_id FROM child JOIN cases_involvement ON person_id = child.id WHERE part = 'subject'
    UNION ALL
    SELECT acts_as, case_id FROM cases_delegation WHERE (to_id = %(user)s OR to_id IS NULL) AND period @> %(now)s
"""  # noqa: S608  (constants)
SQL = f"WITH RECURSIVE {ME}, {CHILD} {REACHED}"
# The same along with what the account may do, for a page that has asked for neither yet: one query for both.
BOTH = f"""
    WITH RECURSIVE {ME}, {CHILD}, {HELD}
    SELECT 'power', NULL::bigint, given.* FROM ({GIVEN}) AS given
    UNION ALL
    SELECT reached.*, NULL, NULL, NULL, NULL, NULL FROM ({REACHED}) AS reached
"""  # noqa: S608  (constants)
# What the reviewer of a suspension owes: a trustee to whom the review was granted owes it like the Chair.
REVIEWING = ("review", "representations", "review_site_suspension", "review_pupil_suspension")


# The beginning of a question about one case, as `SQL` would find it for each account: who has which part (`involved`);
# those it is about are `walled`, and so is the family of a pupil it is about.
WALLED_FROM = f"""
    WITH RECURSIVE known AS (
        SELECT part.part, person.id, person.merged_into_id, person.user_id FROM cases_involvement AS part
        JOIN schools_person AS person ON person.id = part.person_id
        WHERE part.case_id = %(case)s AND part.{ANY_PART}
        UNION
        SELECT known.part, other.id, other.merged_into_id, other.user_id FROM schools_person AS other
        JOIN known ON other.merged_into_id = known.id OR other.id = known.merged_into_id
    ), kin AS (
        SELECT person.id, person.merged_into_id, person.user_id FROM known
        JOIN schools_relationship AS tie ON tie.pupil_id = known.id
        JOIN schools_person AS person ON person.id = tie.adult_id
        WHERE known.part = 'subject'
        UNION
        SELECT other.id, other.merged_into_id, other.user_id FROM schools_person AS other
        JOIN kin ON other.merged_into_id = kin.id OR other.id = kin.merged_into_id
    ), involved AS (
        SELECT user_id, part FROM cases_involvement
        WHERE case_id = %(case)s AND user_id IS NOT NULL AND {ANY_PART}
        UNION
        SELECT user_id, part FROM known WHERE user_id IS NOT NULL
        UNION
        SELECT user_id, 'subject' FROM kin WHERE user_id IS NOT NULL
    ), walled AS (SELECT user_id FROM involved WHERE {ANY_WALL})
"""  # noqa: S608  (constants)


@dataclass(frozen=True)
class Reach:
    """The cases a user may reach: those of schools, those granted, without those behind a wall.

    `user_id` finds what was handed to this account; it is 0 for an account that is closed or holds no role now, because
    an ended membership grants nothing from that minute, a grant of a case and what was handed over included.
    """

    user_id: int
    held: Powers
    granted: frozenset[int] = frozenset()
    walled: frozenset[int] = frozenset()
    # The cases on which this account acts for the CEO, and as what.
    acting: Mapping[int, ActsAs] = field(default_factory=dict)
    # The cases in which the Chair or the vice-chair decides in the place of the CEO, whoever asks.
    handed_over: Mapping[int, ActsAs] = field(default_factory=dict)
    is_delegate_everywhere: bool = False
    # The cases in which this account has another part: it decides nothing in them for the CEO.
    involved: frozenset[int] = frozenset()

    @property
    def schools(self) -> Schools:
        return self.held.schools_with("view_cases")

    @property
    def sees_some(self) -> bool:
        """May see the file of some case."""
        return bool(self.schools or self.granted or self.is_delegate_everywhere)

    @property
    def acting_on_some(self) -> bool:
        """Acts for the CEO on some case."""
        return bool(self.acting or self.is_delegate_everywhere)

    @property
    def not_delegated(self) -> frozenset[int]:
        """The cases in which this account is nobody's delegate: the Chair decides there, or it has a part itself."""
        return self.involved.union(self.handed_over)

    def acts_as(self, case: "Case") -> ActsAs | None:
        """As what this account acts for the CEO on a case, if it does."""
        if case.pk in self.walled:
            return None
        everywhere = self.is_delegate_everywhere and case.pk not in self.not_delegated
        return self.acting.get(case.pk) or (ActsAs.DELEGATE if everywhere else None)

    def may(self, power: str, case: "Case", school_id: int) -> bool:
        """Hold a power on a case at a school: by role, or by acting for the CEO. Walls are asked before.

        Where the Chair decides in the CEO's place, the role of CEO gives nothing of the CEO's part.
        """
        as_what = self.acts_as(case)
        if as_what is not None and power in ACTING_POWERS[as_what]:
            return True
        if power in CEO_PART and case.pk in self.handed_over and self.held.holds(Role.CEO):
            others = {position.role for position in self.held.positions} - {Role.CEO}
            return any(self.held.gives(role, power, school_id) for role in others)
        return self.held.includes(power, school_id)

    def file(self, to_case: str = "") -> Q:
        """A filter for the rows of files that role or grant opens; walls are `without_walled`'s.

        To be joined with other doors by `|`. A subquery of pks in its place is read whole for every page: 170 ms
        against 1 on 200,000 cases.
        """
        if self.schools.is_everywhere:
            return ~Q(pk__in=())
        seen = Q(**{f"{to_case}school__in": self.schools.ids}) if self.schools.ids else Q(pk__in=())
        if self.is_delegate_everywhere:
            seen |= ~Q(**{f"{to_case}pk__in": self.not_delegated})
        return seen | Q(**{f"{to_case}pk__in": self.granted}) if self.granted else seen

    def narrow(self, queryset: QS, to_case: str = "") -> QS:
        """Keep the rows whose case's file this user may see."""
        return self.without_walled(queryset.filter(self.file(to_case)), to_case)

    def without_walled(self, queryset: QS, to_case: str = "") -> QS:
        """Leave out the rows of cases that are about this user or a child of their family."""
        return queryset.exclude(**{f"{to_case}pk__in": self.walled}) if self.walled else queryset

    def sees(self, case: "Case") -> bool:
        """May see the file of this case."""
        if case.pk in self.walled:
            return False
        return case.pk in self.granted or case.school_id in self.schools or self.acts_as(case) is not None

    def owed(self) -> Q:
        """A filter for duties: those of this account, of a role it holds at the school, of a trust-wide role it holds."""
        return reduce(or_, self.owed_each())

    def owed_each(self) -> list[Q]:
        """The same filter owner by owner: each can be read from an index of its own."""
        of_the_role = nobody_by_name()
        # A duty by name counts while its owner sees the file, or where it takes nothing of the file.
        owed = [Q(owner_user=self.user_id) & (self.file("case__") | by_name_alone())]
        for role, school in sorted({(position.role, position.school_id or 0) for position in self.held.positions}):
            where = Q(owner_role=role) & of_the_role
            owed.append(where & Q(school=school) if school else where)
        return owed + self._owed_for_ceo()

    def _owed_for_ceo(self) -> list[Q]:
        """What whoever acts for the CEO owes with them: a delegate the CEO's duties, a trustee the review."""
        delegated = {case for case, as_what in self.acting.items() if as_what == ActsAs.DELEGATE}
        reviewed = {case for case, as_what in self.acting.items() if as_what == ActsAs.TRUSTEE}
        of_ceo = Q(owner_role=Role.CEO) & nobody_by_name()
        owed = [of_ceo & Q(case__in=delegated)] if delegated else []
        if self.is_delegate_everywhere:
            owed = [of_ceo & ~Q(case__in=self.not_delegated)]
        if reviewed:
            owed.append(Q(owner_role__in=OFFICES, kind__in=REVIEWING, case__in=reviewed) & nobody_by_name())
        return owed

    def owes(self, duty: "Duty", *, is_owner_gone: bool = False) -> bool:
        """This account owes the duty: by name, by a role it holds at the school or trust-wide, acting for the CEO.

        Where whoever was named is gone, the duty is the role's again.
        """
        if duty.owner_user_id is not None and not is_owner_gone:
            return duty.owner_user_id == self.user_id
        if any(p.role == duty.owner_role and p.school_id in (None, duty.school_id) for p in self.held.positions):
            return True
        as_what = self.acts_as(duty.case)
        if as_what == ActsAs.TRUSTEE:
            return duty.owner_role in OFFICES and duty.kind in REVIEWING
        return as_what == ActsAs.DELEGATE and duty.owner_role == Role.CEO

    def settles(self, duty: "Duty") -> bool:
        """This account may set the duty aside or hand it on, if it works on the case: it is not that of a role above.

        What a school owes is everybody's who works on the case. What the CEO owes, or the Chair in their place, is
        theirs: of whoever holds that role, stands in for it, acts for it on this case, or was named.
        """
        role, as_what = Role(duty.owner_role), self.acts_as(duty.case)
        if role in SCHOOL_ROLES or self.held.holds(role) or self.owes(duty):
            return True
        return as_what is not None and as_what == (ActsAs.DELEGATE if role == Role.CEO else role.value)


def reach(user: Any) -> Reach:
    """Resolve which cases a user may reach; remembered on the user object for as long as it lives (one request)."""
    if not user.is_authenticated or not user.is_active:
        return Reach(0, Powers())
    known: Reach | None = getattr(user, "_reach", None)
    if known is None:
        known = user._reach = _resolve(user)
    return known


def _resolve(user: "User") -> Reach:
    rows = _ask(user)
    granted = {case for what, case in rows if what == "granted"}
    walled = frozenset(case for what, case in rows if what == "walled")
    involved = frozenset(case for what, case in rows if what == "involved")
    held = powers(user)
    if not held.positions:
        return Reach(0, held, walled=walled)
    acts = [(ActsAs(what), case) for what, case in rows if what in ActsAs.values]
    handed_over = {case: as_what for as_what, case in acts if as_what in OFFICES}
    mine = [(as_what, case) for as_what, case in acts if any(held.holds(role) for role in ACTS_WITH[as_what])]
    # Whoever the CEO delegated to is their subordinate: where the CEO may not decide, neither may they. And not where
    # they have a part themselves, entered before or after.
    nobodys = involved.union(handed_over)
    mine = [(as_what, case) for as_what, case in mine if as_what != ActsAs.DELEGATE or case not in nobodys]
    acting = {case: as_what for as_what, case in mine if case is not None}
    everywhere = any(case is None for _, case in mine)
    return Reach(user.pk, held, frozenset(granted | {*acting}), walled, acting, handed_over, everywhere, involved)


def _ask(user: "User") -> list[tuple[str, Any]]:
    """What the account reaches, as `REACHED` says it; on the way what it may do, unless that is known."""
    about: dict[str, int | datetime] = {"user": user.pk, "now": timezone.now()}
    with connection.cursor() as cursor:
        if knows_powers(user):
            cursor.execute(SQL, about)
            return cursor.fetchall()
        cursor.execute(BOTH, about)
        rows = cursor.fetchall()
    learn_powers(user, [given for what, _, *given in rows if what == "power"])
    return [(what, case) for what, case, *_ in rows if what != "power"]


def sees(user: "User", case: "Case") -> bool:
    """May see the file of this case."""
    return reach(user).sees(case)


def may(user: "User", power: str, case: "Case") -> bool:
    """Hold a power on this case: at its school or acting for the CEO, and not from behind a wall."""
    return case.pk not in reach(user).walled and reach(user).may(power, case, case.school_id)


def walled_from(case: "Case") -> frozenset[int]:
    """The accounts a case is about, by account or as a known person, and the family of a pupil it is about: one query."""
    with connection.cursor() as cursor:
        cursor.execute(f"{WALLED_FROM} SELECT user_id FROM walled", {"case": case.pk})  # noqa: S608  (constants)
        return frozenset(pk for (pk,) in cursor.fetchall())


def may_at(user: "User", power: str, case: "Case", school: "School") -> bool:
    """Hold a power on this case as far as it reaches a school, which need not be the case's own."""
    return case.pk not in reach(user).walled and reach(user).may(power, case, school.pk)


def require(by: "User", power: str, case: "Case") -> None:
    """Deny (403) unless the user holds this power on this case."""
    if not may(by, power, case):
        raise PermissionDenied


def require_still(by: "User", power: str, case: "Case") -> None:
    """Deny (403) unless the user holds this power even now, asked anew: whoever decides asks so under the case's lock.

    What gave it may have been taken back since it was first asked, while the lock was somebody else's.
    """
    forget_powers(by)
    require(by, power, case)


def require_on(by: "User", power: str, case: "Case", school: "School") -> None:
    """Deny (403) unless the user holds this power on this case for a school, which need not be the case's own."""
    if not may_at(by, power, case, school):
        raise PermissionDenied

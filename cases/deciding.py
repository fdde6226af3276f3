"""Who decides in a case: the CEO, or the Chair (or vice-chair) in their place; and in which capacity somebody acts."""

from typing import Any

from django.db.models import QuerySet

from accounts.models import User
from cases.access import reach
from cases.independence import family_in, involved_among, not_independent, parts_in
from cases.models import Case, Delegation
from schools.access import Powers, powers
from schools.models import School
from schools.roles import ROLE_POWERS
from schools.selectors.roles import holders
from schools.states import ACTS_WITH, ActsAs, Role

# Where the CEO decides themselves: the other side of `decider_role`, for whoever asks for words.
IN_THEIR_PLACE = {Role.CHAIR: ActsAs.CHAIR, Role.VICE_CHAIR: ActsAs.VICE_CHAIR}


def office_of(case: Case) -> Delegation | None:
    """The standing in of an office for the CEO on this case, if there is one."""
    return offices_on(case).first()


def offices_on(case: Case) -> "QuerySet[Any]":
    """The same as a question that a page asks along with others."""
    return Delegation.objects.in_force().offices().filter(case=case)


def decider_role(case: Case) -> Role:
    """Who decides what the CEO decides: the Chair, or the vice-chair, where the CEO is involved or made the decision.

    Read from what stands; where nothing stands yet, from who is involved now. Policy: Methods.
    """
    return role_beside(case, office_of(case))


def role_beside(case: Case, office: Delegation | None) -> Role:
    """The same where it is known which office stands in for the CEO, if any."""
    return role_with(case, ActsAs(office.acts_as) if office is not None else None)


def role_with(case: Case, acts_as: ActsAs | None) -> Role:
    """The same where that is known from the reach of whoever asks."""
    if acts_as is not None:
        return Role(acts_as)
    return board_role(case) if is_ceo_involved(case) else Role.CEO


def is_ceo_involved(case: Case) -> bool:
    """The CEO, or whoever stands in for them, has a part in this case, or is of the family of a pupil it is about."""
    parts = {*parts_in(case), *family_in(case)}
    return bool(parts) and any(user.pk in parts for user in holders(Role.CEO))


def may_ceo_review(case: Case) -> bool:
    """Nothing keeps the CEO, or whoever stands in for them, from reviewing here: no part, no tie, and they did not log it."""
    return all(not_independent(case, ceo) is None for ceo in holders(Role.CEO))


def board_role(case: Case) -> Role:
    """Who takes the CEO's place: the Chair; the vice-chair where the Chair is involved, or there is none."""
    chairs, vices = holders(Role.CHAIR), holders(Role.VICE_CHAIR)
    is_chair_free = bool(chairs) and not involved_among(case, chairs)
    return Role.CHAIR if is_chair_free or not vices else Role.VICE_CHAIR


def delegates_of(case: Case) -> list[User]:
    """The members of the Central Team to whom the CEO delegated this case, or every case, by name."""
    return _acting(case, ActsAs.DELEGATE)


def trustees_of(case: Case) -> list[User]:
    """The trustees to whom the review of this case was granted, by name, while it is."""
    return _acting(case, ActsAs.TRUSTEE)


def _acting(case: Case, acts_as: ActsAs) -> list[User]:
    found = Delegation.objects.in_force().filter(acts_as=acts_as, to__is_active=True).select_related("to")
    users = {row.to.pk: row.to for row in found if row.case_id in (None, case.pk) and row.to is not None}
    acting = [user for user in users.values() if reach(user).acts_as(case) == acts_as]
    return sorted(acting, key=lambda user: (user.name, user.pk))


def capacity_on(case: Case, by: User, *, power: str = "", school: School | None = None) -> str:
    """In which capacity somebody acts on a case: "head", "ceo", "delegate", "chair" …, "" if in none of these.

    In their own right before acting for somebody, as head before as CEO. `power` leaves out the roles that do not give
    it: a headteacher who stands in for the CEO reviews as acting CEO. `school` is the site, where it is not the case's.
    """
    held, acts_as = powers(by), reach(by).acts_as(case)
    place = school.pk if school is not None else case.school_id
    is_head = _counts(held, Role.HEAD, power, place)
    is_ceo = _counts(held, Role.CEO, power, None)
    if is_head and not held.is_acting(Role.HEAD, place):
        return "head"
    if is_ceo and not held.is_acting(Role.CEO):
        return "ceo"
    if acts_as is not None:
        return acts_as.value
    if is_head:
        return "acting_head"
    return "acting_ceo" if is_ceo else ""


def _counts(held: Powers, role: Role, power: str, school_id: int | None) -> bool:
    return held.holds(role, school_id) and (not power or power in ROLE_POWERS[role])


def may_act_as(user: User, acts_as: ActsAs) -> bool:
    """This account holds a role with which it can act as this for the CEO."""
    return user.is_active and any(powers(user).holds(role) for role in ACTS_WITH[acts_as])

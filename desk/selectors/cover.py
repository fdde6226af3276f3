"""Who stands in for whom, who may appoint whom, and where somebody may act as head today."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from kernel import wording
from kernel.components import Action, Tag
from kernel.text import whole_number
from notices.states import Audience
from schools.access import may_appoint, may_end_cover, powers
from schools.models import Cover, Membership, School, StandingDeputy
from schools.querysets import CoverQuerySet
from schools.selectors.roles import lets_stand_in
from schools.states import CoverKind, Role

HEAD_OF = "head:"


def covers_known_to(user: User) -> CoverQuerySet:
    """The covers somebody should know of: at their schools, in the whole trust, their own; all for who appoints."""
    held = powers(user)
    if held.includes("delegate") or held.holds(Role.CHAIR):
        return Cover.objects.all()
    schools = {position.school_id for position in held.positions if position.school_id}
    return Cover.objects.filter(Q(school__in=schools) | Q(school__isnull=True) | Q(user=user.pk) | Q(of=user.pk))


def cover_line(cover: Cover) -> str:
    """One cover in a sentence: "Sam Okoro is acting headteacher of Hillside Primary until tonight 23:59"."""
    now, role = timezone.now(), cover.get_role_display()
    place = f" of {cover.school.name}" if cover.school is not None else ""
    starts = cover.period.lower > now
    acting = f"acting {role.lower()}" if cover.role == Role.HEAD else f"standing in as {role}"
    begins = f" from {wording.when(cover.period.lower, now)}" if starts else ""
    verb = "will be" if starts else "is"
    return f"{cover.user.name} {verb} {acting}{place}{begins} until {wording.until(cover.period.upper, now)}"


def covers_in_force(user: User, most: int) -> list[str]:
    """Who stands in for whom now, in sentences."""
    rows = covers_known_to(user).in_force().select_related("user", "school")
    return [cover_line(cover) for cover in rows.order_by("period", "pk")[:most]]


@dataclass(frozen=True)
class CoverRow:
    """A line of the page: the cover in a sentence, who appointed, the button that ends it."""

    text: str
    note: str
    tag: Tag
    end: Action | None


def cover_rows(user: User) -> list[CoverRow]:
    """Covers that count now or will, soonest first."""
    rows = covers_known_to(user).not_over().select_related("user", "school", "of", "appointed_by")
    return [_row(cover, user) for cover in rows.order_by("period", "pk")[:100]]


def _row(cover: Cover, user: User) -> CoverRow:
    is_on = cover.period.lower <= timezone.now()
    how = "Standing deputy" if cover.kind == CoverKind.STANDING else f"Appointed by {cover.appointed_by.name}"
    whose = f" · for {cover.of.name}" if cover.of is not None else ""
    ending = Action(
        "End this",
        reverse("desk:cover_end", args=[cover.pk]),
        method="post",
        about=f"{cover_line(cover)}, number {cover.pk}",
    )
    tag = Tag("now", "ok") if is_on else Tag("later")
    return CoverRow(cover_line(cover), f"{how}{whose}", tag, ending if may_end_cover(user, cover) else None)


def audience_of(user: User, school_id: int | None) -> Audience:
    """As what somebody is told who holds which role or stands in, in the trust or at a school."""
    held = powers(user)
    if held.holds(Role.CEO):
        return Audience.CEO
    if held.holds(Role.CHAIR):
        return Audience.CHAIR
    is_head = school_id is not None and held.holds(Role.HEAD, school_id)
    return Audience.HEAD if is_head else Audience.COLLEAGUE


# --- Appointing ---------------------------------------------------------------------------------------------------
def places_to_cover(user: User) -> list[tuple[str, str]]:
    """The roles somebody may appoint cover for: "head:3" and what to call it."""
    places = []
    if may_appoint(user, Role.HEAD):
        schools = School.objects.in_use().order_by("name")
        places += [(f"{HEAD_OF}{school.pk}", f"Headteacher of {school.name}") for school in schools]
    trust_wide = (role for role in (Role.CEO, Role.CHAIR, Role.DP_LEAD) if may_appoint(user, role))
    return places + [(role.value, str(role.label)) for role in trust_wide]


@dataclass(frozen=True)
class Place:
    """A role to stand in for, and who holds it now."""

    key: str
    role: Role
    school: School | None
    name: str
    holder: User | None


def place_of(user: User, key: str) -> Place | None:
    """The role that a key names, if this user may appoint cover for it."""
    name = dict(places_to_cover(user)).get(key)
    if name is None:
        return None
    number = whole_number(key.removeprefix(HEAD_OF)) if key.startswith(HEAD_OF) else 0
    school = School.objects.get(pk=number) if number else None
    role = Role.HEAD if school is not None else Role(key)
    held = Membership.objects.in_force().holding(role, school).select_related("user").order_by("period").first()
    return Place(key, role, school, name, held.user if held else None)


def candidates_for(place: Place, by: User) -> "QuerySet[User]":
    """Who could stand in: for a head, who leads at the school or elsewhere; for the trust's roles, who leads it."""
    leading = Membership.objects.in_force().filter(lets_stand_in(place.role, place.school)).values("user")
    holding = Membership.objects.in_force().holding(place.role, place.school).values("user")
    people = User.objects.who_can_sign_in().filter(pk__in=leading).exclude(pk__in=holding)
    return people.exclude(pk=by.pk).order_by("name", "pk")


# --- I am acting head today ---------------------------------------------------------------------------------------
def schools_to_act_at(user: User) -> list[School]:
    """The schools where this user is a standing deputy and neither head nor acting head now."""
    held = powers(user)
    rows = StandingDeputy.objects.filter(user=user).select_related("school").order_by("school__name")
    return [row.school for row in rows if not held.holds(Role.HEAD, row.school_id)]

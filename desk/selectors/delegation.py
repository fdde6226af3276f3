"""Who acts for the CEO on which cases, whom they may ask, and what can be taken back."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from cases import rules
from cases.access import may, reach
from cases.models import Case, Delegation
from kernel import wording
from kernel.components import Action, Band, Link, Tag
from schools.access import powers
from schools.models import Membership
from schools.states import ACTS_WITH, ActsAs, Role

MOST, ENDED_SHOWN = 100, 10
IN_PLACE = "The CEO is involved in this case, or made a decision in it that somebody else reviews."


@dataclass(frozen=True)
class Line:
    """One of them: who acts, on what, until when; why and by whom; how it stands; the button that ends it."""

    text: str
    note: str
    tag: Tag
    link: Link | None
    end: Action | None


@dataclass(frozen=True)
class Page:
    """Who acts for the CEO, now or later, who did, and what may be given: to whom, and why not."""

    lines: tuple[Line, ...]
    ended: tuple[Line, ...]
    candidates: "QuerySet[User]"
    is_review: bool
    reason: str | None = None
    in_place: str = ""


def may_open(user: User) -> bool:
    """Whoever delegates, and whoever acts for the CEO now."""
    return may_delegate(user) or reach(user).acting_on_some


def may_delegate(user: User) -> bool:
    """The CEO, or who stands in."""
    return powers(user).includes("delegate")


def delegation_page(user: User) -> Page:
    """Everything this user gave or was given, on every case or on one."""
    rows = Delegation.objects.visible_to(user)
    return Page(_current(rows, user), _ended(rows, user), candidates(ActsAs.DELEGATE, user), is_review=False)


def case_page(case: Case, user: User) -> Page:
    """Who acts for the CEO on one case, and whom this user may ask to."""
    rows = Delegation.objects.visible_to(user).filter(Q(case=case) | Q(case__isnull=True))
    office = reach(user).handed_over.get(case.pk)
    if office is None:
        reason = rules.cannot_delegate_on(case, Role.CEO)
        return Page(_current(rows, user), (), candidates(ActsAs.DELEGATE, user), is_review=False, reason=reason)
    rows = rows.filter(case=case)
    decider = Role(office.value)
    found = candidates(ActsAs.TRUSTEE, user)
    reason = rules.cannot_grant_review(case, decider)
    return Page(_current(rows, user), (), found, is_review=True, reason=reason, in_place=str(decider.label))


def candidates(acts_as: ActsAs, user: User) -> "QuerySet[User]":
    """The accounts that hold a role with which they can act for the CEO as this, by name; not the reader's own."""
    members = Membership.objects.in_force().filter(role__in=ACTS_WITH[acts_as], school__isnull=True)
    found = User.objects.who_can_sign_in().filter(pk__in=members.values("user")).exclude(pk=user.pk)
    return found.order_by("name", "pk")


def _current(rows: "QuerySet[Delegation]", user: User) -> tuple[Line, ...]:
    now = timezone.now()
    known = rows.filter(Q(period__endswith__gt=now) | Q(period__upper_inf=True))
    found = known.select_related("case", "to", "given_by").order_by("period", "pk")[:MOST]
    return tuple(_line(row, user) for row in found)


def _ended(rows: "QuerySet[Delegation]", user: User) -> tuple[Line, ...]:
    over = rows.filter(period__endswith__lte=timezone.now()).select_related("case", "to", "given_by")
    return tuple(_line(row, user) for row in over.order_by("-period__endswith", "-pk")[:ENDED_SHOWN])


def _line(row: Delegation, user: User) -> Line:
    now, lower, upper = timezone.now(), row.period.lower, row.period.upper
    is_over = upper is not None and upper <= now
    who = row.to.name if row.to is not None else ""
    does = "reviews" if row.acts_as == ActsAs.TRUSTEE else "acts for the CEO"
    starts = f" from {wording.when(lower, now)}" if lower > now else ""
    until = f" until {wording.until(upper, now)}" if upper is not None and not is_over else ""
    place = f" on {row.case.reference}" if row.case is not None else " on every case"
    ending = Action(
        "Take it back" if row.to_id != user.pk else "Give it back",
        reverse("desk:delegation_end", args=[row.pk]),
        method="post",
        about=f"{who}, {row.case.reference if row.case is not None else 'every case'}, number {row.pk}",
    )
    tag = Tag("ended") if is_over else Tag("later") if starts else Tag("now", "ok")
    link = Link(row.case.title, row.case.get_absolute_url(), about=f"{who}, number {row.pk}") if row.case else None
    note = f"{row.reason} · given by {row.given_by.name} {wording.brief(row.given_at, now)}"
    return Line(f"{who} {does}{place}{starts}{until}", note, tag, link, None if is_over else ending)


def band_of(case: Case, user: User) -> list[Band]:
    """Who decides in the CEO's place on this case, as the case page says it; no query."""
    office = reach(user).handed_over.get(case.pk)
    return (
        [Band(f"The {Role(office.value).label} decides in the place of the CEO.", IN_PLACE, tone="soon")]
        if office
        else []
    )


def action_of(case: Case, user: User) -> list[Action]:
    """The button by which the CEO lets somebody else act on this case, or the Chair a trustee review it; no query."""
    if not may(user, "delegate", case) or not case.is_open:
        return []
    label = "Give the review to a trustee" if case.pk in reach(user).handed_over else "Delegate this case"
    return [Action(label, reverse("desk:delegate", args=[case.reference]))]

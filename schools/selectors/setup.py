"""What the set-up pages show: accounts with their roles, one account, deputies, the parts of set-up one may open."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Count, Max, Prefetch, Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from accounts.models import Outcome, SignIn, User
from accounts.querysets import UserQuerySet
from audit.models import Entry
from audit.services import subject_of
from kernel import wording
from kernel.components import Action, Link, Row, Tag
from kernel.components import Entry as Line
from kernel.text import whole_number
from schools import rules
from schools.access import Schools, powers
from schools.models import Membership, Person, RoleProposal, School, StandingDeputy
from schools.models.trust import TRUST_CHAIN
from schools.selectors.people import relation_of
from schools.states import PersonKind, ProposalState, Role
from schools.words import sentence

PAGE = 50
MOST_FOUND = 50
MOST_LINES = 100
# What history notes of an account under another row than the account's own.
ABOUT_ACCOUNTS = (
    "role.given",
    "role.ended",
    "cover.began",
    "cover.shortened",
    "cover.ended",
    "deputy.named",
    "deputy.removed",
    "person.account_linked",
    "person.account_unlinked",
)
OFF, WAITING = Tag("switched off", "late"), Tag("no password yet", "soon")


# --- The first page -----------------------------------------------------------------------------------
@dataclass(frozen=True)
class Part:
    """A part of set-up: where it stands, what it is for."""

    label: str
    url: str
    text: str
    tag: Tag | None = None


def parts_for(user: User) -> list[Part]:
    """The parts of set-up that this user may open; nothing of them: denied (403)."""
    held, parts = powers(user), []
    if held.includes("administer"):
        parts += [
            Part("Trust", reverse("schools:trust"), "Name, letterhead, office hours, complaints procedure."),
            Part("Schools", reverse("schools:schools"), "Add a school, change its address and contacts."),
            Part("Accounts", reverse("schools:accounts"), "Who can sign in, and which roles they hold."),
            Part("Bank holidays", reverse("schools:calendar"), "The days on which clocks stand still."),
            Part("Import", reverse("schools:import"), "Pupils and their contacts from a CSV file."),
        ]
    if held.includes("confirm_roles"):
        waiting = RoleProposal.objects.visible_to(user).waiting().count()
        tag = Tag(f"{waiting} waiting", "soon") if waiting else None
        text = "Roles that wait for a second person."
        parts.append(Part("Roles to confirm", reverse("desk:proposals"), text, tag))
    if held.includes("name_deputies"):
        text = "Who may say “I am acting head today”."
        parts.append(Part("Standing deputies", reverse("schools:deputies"), text))
    for school in held.schools_with("edit_calendar").keep(School.objects.in_use().with_terms(), "pk"):
        text = "Terms, closures, bank holidays and the times of the school day."
        parts.append(Part(f"Calendar of {school.name}", reverse("schools:school_calendar_now", args=[school.pk]), text))
    if held.includes("edit_wording") or held.includes("approve_wording"):
        text = "What the trust’s letters say, and the trust’s own wording of it."
        parts.append(Part("Wording of letters", reverse("records:wordings"), text))
    if not parts:
        raise PermissionDenied
    return parts


# --- Accounts -----------------------------------------------------------------------------------------
@dataclass(frozen=True)
class AccountRow:
    """A line of the list of accounts."""

    name: str
    email: str
    url: str
    roles: tuple[str, ...]
    tag: Tag | None


def accounts_for(user: User) -> UserQuerySet:
    """The accounts that this user keeps; nobody else's page: denied (403)."""
    if not powers(user).includes("administer"):
        raise PermissionDenied
    return User.objects.people()


def tag_of(user: User) -> Tag | None:
    """What is to be known of an account at a glance."""
    if not user.is_active:
        return OFF
    return None if user.has_usable_password() else WAITING


def role_text(membership: Membership) -> str:
    """A role in words: "Headteacher, Hillside Primary", and its end where it has one."""
    place = f", {membership.school.name}" if membership.school else ""
    upper = membership.period.upper
    end = f", until {wording.full_day(wording.last_moment(upper).astimezone(wording.LONDON).date())}" if upper else ""
    lower = membership.period.lower
    start = f", from {wording.full_day(lower.astimezone(wording.LONDON).date())}" if lower > timezone.now() else ""
    return f"{membership.get_role_display()}{place}{start}{end}"


def _with_roles(accounts: "QuerySet[User]") -> "QuerySet[User]":
    roles = Membership.objects.not_over().select_related("school").order_by("role", "school__name")
    return accounts.prefetch_related(Prefetch("memberships", roles, to_attr="roles_now"))


def _rows(accounts: "QuerySet[User]") -> list[AccountRow]:
    return [
        AccountRow(
            user.name,
            user.email,
            reverse("schools:account", args=[user.pk]),
            tuple(role_text(m) for m in user.roles_now),  # type: ignore[attr-defined]
            tag_of(user),
        )
        for user in _with_roles(accounts)
    ]


def accounts_page(by: User, chosen: Mapping[str, Any], after: str = "") -> tuple[list[AccountRow], str]:
    """One page of accounts by name, and the cursor of the next ("" at the end); three queries at most."""
    accounts = _chosen(accounts_for(by), chosen).order_by("name", "pk")
    if last := accounts_for(by).filter(pk=whole_number(after)).first():
        accounts = accounts.filter(Q(name__gt=last.name) | Q(name=last.name, pk__gt=last.pk))
    pks = [*accounts.values_list("pk", flat=True)[: PAGE + 1]]
    rows = _rows(User.objects.filter(pk__in=pks[:PAGE]).order_by("name", "pk"))
    return rows, str(pks[PAGE - 1]) if len(pks) > PAGE else ""


def _chosen(accounts: "QuerySet[User]", chosen: Mapping[str, Any]) -> "QuerySet[User]":
    held = Membership.objects.not_over()
    if school := chosen.get("school"):
        held = held.filter(school=school)
    if role := chosen.get("role"):
        held = held.filter(role=role)
    if school or role:
        accounts = accounts.filter(pk__in=held.values("user"))
    match chosen.get("state"):
        case "on":
            return accounts.filter(is_active=True)
        case "off":
            return accounts.filter(is_active=False)
        case "none":
            return accounts.exclude(pk__in=Membership.objects.not_over().values("user"))
    return accounts


def found_accounts(by: User, typed: str) -> list[AccountRow]:
    """Accounts whose name or address holds every typed word; two queries."""
    accounts = accounts_for(by)
    for word in typed.split():
        accounts = accounts.filter(Q(name__icontains=word) | Q(email__icontains=word))
    return _rows(accounts.order_by("name", "pk")[:MOST_FOUND])


# --- One account --------------------------------------------------------------------------------------
@dataclass(frozen=True)
class RoleRow:
    """A role of an account with the button that ends it."""

    text: str
    action: Action


@dataclass(frozen=True)
class AccountPage:
    """One account: its facts, roles, buttons, the person it belongs to, its history."""

    user: User
    rows: tuple[Row, ...]
    tag: Tag | None
    roles: tuple[RoleRow, ...]
    proposed: tuple[str, ...]
    person: Person | None
    actions: tuple[Action, ...]
    history: tuple[Line, ...]


def account_page(user: User, by: User) -> AccountPage:
    """Everything the page of one account shows."""
    memberships = [*user.memberships.not_over().select_related("school").order_by("role", "school__name")]
    proposals = [*user.role_proposals.select_related("school").order_by("pk")]
    person = Person.objects.filter(user=user).first()
    return AccountPage(
        user=user,
        rows=_facts(user),
        tag=tag_of(user),
        roles=tuple(RoleRow(role_text(m), _end(m)) for m in memberships),
        proposed=tuple(
            f"{one.get_role_display()}, {one.where}" for one in proposals if one.state == ProposalState.PROPOSED
        ),
        person=person,
        actions=_actions(user, by),
        history=_history(user, proposals),
    )


def _facts(user: User) -> tuple[Row, ...]:
    week = timezone.now() - timedelta(days=7)
    tried = SignIn.objects.filter(user=user).aggregate(
        last=Max("at", filter=Q(outcome=Outcome.SIGNED_IN)),
        refused=Count("pk", filter=Q(outcome=Outcome.REFUSED, at__gte=week)),
    )
    last, refused = tried["last"], tried["refused"]
    return (
        Row("E-mail address", user.email),
        Row("Job title", user.job_title or "Not given"),
        Row("Last signed in", wording.when(last, timezone.now()) if last else "Never"),
        Row("Refused in the last week", f"{refused} time{'' if refused == 1 else 's'}"),
    )


def _end(membership: Membership) -> Action:
    url = reverse("desk:role_end", args=[membership.pk])
    return Action("End", url, style="link", about=role_text(membership))


def _actions(user: User, by: User) -> tuple[Action, ...]:
    here = [user.pk]
    link = reverse("schools:account_send_link", args=here)
    actions = [
        Action("Change", reverse("schools:account_change", args=here)),
        Action("Give a role", reverse("desk:role_give", args=here), reason=_no_role(user, by)),
        Action("Send a link to set a password", link, method="post", reason=rules.cannot_send_link(user)),
    ]
    if user.is_active:
        why = rules.cannot_deactivate(user, by=by, is_last_administrator=False)
        off = reverse("schools:account_off", args=here)
        actions.append(Action("Switch the account off", off, style="warning", method="post", reason=why))
    else:
        on = reverse("schools:account_on", args=here)
        actions.append(Action("Switch the account on", on, method="post"))
    return tuple(actions)


def _no_role(user: User, by: User) -> str | None:
    return rules.cannot_hold(user=user, school=None, by=by, is_held_then=False)


def _history(user: User, proposals: Iterable[RoleProposal]) -> tuple[Line, ...]:
    """What was done to the account, its roles and its standing in, newest first: from the chains of the trust and of the
    schools. What was taken back has no row any more, so the entries themselves say whom they are about.
    """
    places = {school.chain: school.name for school in School.objects.all()}
    own = Q(subject__in=[subject_of(row) for row in (user, *proposals)])
    about = Q(verb__in=ABOUT_ACCOUNTS, payload__data__user=user.pk)
    entries = Entry.objects.filter(own | about, chain__in=[TRUST_CHAIN, *places]).select_related("actor", "payload")
    texts = [
        (e.at, sentence(e.verb, e.payload.data | {"place": places.get(e.chain_id)}, actor=e.actor.name))
        for e in entries.order_by("-at", "-pk")[:MOST_LINES]
    ]
    return tuple(Line(at, text) for at, text in texts if text)


# --- The person an account belongs to -----------------------------------------------------------------
def people_to_link(by: User, typed: str) -> list[tuple[Person, str]]:
    """Adults by name at any school, for linking an account with the person it belongs to; two queries."""
    if not powers(by).includes("administer"):
        raise PermissionDenied
    adults = Person.objects.unmerged().adults().named_like(typed).filter(user__isnull=True)
    links = ("children__pupil__pupil_facts",)
    found = adults.prefetch_related(*links).order_by("family_name", "given_name", "pk")[:20]
    return [(person, relation_of(person, person.children.all())) for person in found]


def linkable_people(by: User) -> "QuerySet[Person]":
    """The people an account may be linked with."""
    if not powers(by).includes("administer"):
        raise PermissionDenied
    return Person.objects.unmerged().exclude(kinds=[PersonKind.PUPIL])


# --- Deputies -----------------------------------------------------------------------------------------
@dataclass(frozen=True)
class DeputiesAt:
    """The standing deputies of one school, and who else may be named."""

    school: School
    deputies: tuple[tuple[StandingDeputy, Action], ...]
    colleagues: "QuerySet[User]"


def deputies_for(by: User) -> list[DeputiesAt]:
    """The standing deputies of each school where this user names them; nowhere: denied (403)."""
    reachable: Schools = powers(by).schools_with("name_deputies")
    if not reachable:
        raise PermissionDenied
    return [_deputies_at(school, by) for school in reachable.keep(School.objects.in_use(), "pk")]


def _deputies_at(school: School, by: User) -> DeputiesAt:
    named = StandingDeputy.objects.filter(school=school).select_related("user").order_by("user__name")
    rows = tuple(
        (one, Action("Remove", reverse("schools:deputy_remove", args=[one.pk]), "link", None, "post", one.user.name))
        for one in named
    )
    return DeputiesAt(school, rows, colleagues_at(school, by))


def colleagues_at(school: School, by: User) -> "QuerySet[User]":
    """Who works at a school now and is no standing deputy of it yet."""
    here = Membership.objects.in_force().filter(school=school).exclude(role=Role.HEAD).values("user")
    named = StandingDeputy.objects.filter(school=school).values("user")
    others: QuerySet[User] = User.objects.who_can_sign_in().filter(pk__in=here).exclude(pk__in=named)
    return others.exclude(pk=by.pk).order_by("name", "pk")


def crumbs(*links: tuple[str, str]) -> list[Link]:
    """The way back: set-up first."""
    return [Link("Set-up", reverse("schools:setup")), *(Link(label, reverse(name)) for label, name in links)]

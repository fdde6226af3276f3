"""Who holds which role: memberships, proposals for roles that need a second person; and the powers as guardian keeps them.

Whoever must be told is named by schools.selectors.roles; the desk calls a service here and tells them.
"""

from datetime import datetime
from typing import Any

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from psycopg.types.range import TimestamptzRange

from accounts.models import User
from audit.services import move, write
from kernel.checking import full_check
from kernel.refusal import refuse_if
from schools import rules
from schools.access import forget_powers, require_at, require_set_up
from schools.models import Membership, RoleGroup, RoleProposal, School, SchoolGroupPermission
from schools.roles import POWERS, ROLE_POWERS
from schools.selectors.roles import has_head, is_last_administrator, works_at
from schools.services.cover import (
    act_as_head,
    appoint_cover,
    end_cover,
    end_groundless_covers,
    leave_school,
    name_deputy,
    remove_deputy,
)
from schools.states import PROPOSAL_MOVES, SCHOOL_ROLES, TRUST_ROLES, ProposalState, Role

__all__ = [
    "act_as_head",
    "appoint_cover",
    "confirm_role",
    "decline_role",
    "end_cover",
    "end_role",
    "give_role",
    "name_deputy",
    "offer_role",
    "propose_role",
    "remove_deputy",
    "sync_roles",
    "withdraw_role",
]


# A role at a school (id), or in the whole trust.
Place = tuple[Role, int | None]


# --- What a role may do ---------------------------------------------------------------------------
@transaction.atomic
def sync_roles(school: School | None = None) -> None:
    """Make guardian's tables say what the one table of roles says: after a migrate for every school, or for one.

    The same few queries for any number of schools.
    """
    ours = Permission.objects.filter(content_type__app_label="schools", codename__in=POWERS)
    permissions = dict(ours.values_list("codename", "pk"))
    schools = [school.pk] if school else [*School.objects.values_list("pk", flat=True)]
    places: list[Place] = [(role, None) for role in TRUST_ROLES]
    places += [(role, pk) for pk in schools for role in SCHOOL_ROLES]
    groups = _groups_of(places)
    wanted = [(place, permissions[power]) for place in places for power in ROLE_POWERS[place[0]]]
    _settle(Group.permissions.through, [p for p in places if p[1] is None], wanted, groups)
    _settle(SchoolGroupPermission, [p for p in places if p[1] is not None], wanted, groups)


def _settle(table: Any, places: list[Place], wanted: list[tuple[Place, int]], groups: dict[Place, int]) -> None:
    """Take out of one of guardian's tables what these places do not give, and put in what is missing."""
    school_of = {groups[place]: place[1] for place in places}
    given = {(groups[place], permission) for place, permission in wanted if groups[place] in school_of}
    at_school = ("content_object_id",) if table is SchoolGroupPermission else ()
    held, wrong = set(), []
    rows = table.objects.filter(group__in=school_of)
    for pk, group, permission, *school in rows.values_list("pk", "group_id", "permission_id", *at_school):
        if (group, permission) in given and school in ([], [school_of[group]]):
            held.add((group, permission))
        else:
            wrong.append(pk)
    if wrong:
        table.objects.filter(pk__in=wrong).delete()
    table.objects.bulk_create(
        table(group_id=group, permission_id=permission, **dict.fromkeys(at_school, school_of[group]))
        for group, permission in sorted(given - held)
    )


def _groups_of(places: list[Place]) -> dict[Place, int]:
    """The guardian groups (ids) of these roles at their schools, made where there are none yet."""
    schools = {pk for _, pk in places if pk is not None}
    known = RoleGroup.objects.filter(Q(school__in=schools) | Q(school=None)).values_list("role", "school", "group")
    found: dict[Place, int] = {(Role(role), school): group for role, school, group in known}
    names = {place: f"{place[0].value}@{place[1] or 'trust'}" for place in places if place not in found}
    if names:
        groups = dict(Group.objects.filter(name__in=names.values()).values_list("name", "pk"))
        made = Group.objects.bulk_create(Group(name=name) for name in names.values() if name not in groups)
        groups |= {group.name: group.pk for group in made}
        found |= {place: groups[name] for place, name in names.items()}
        RoleGroup.objects.bulk_create(
            RoleGroup(role=role, school_id=school, group_id=found[role, school]) for role, school in names
        )
    return {place: found[place] for place in places}


# --- Memberships ----------------------------------------------------------------------------------
@transaction.atomic
def give_role(
    *,
    user: User,
    role: Role,
    school: School | None,
    by: User,
    from_at: datetime | None = None,
    until: datetime | None = None,
) -> Membership:
    """Give a role at a school over a period (end exclusive, none: open). Roles in the whole trust are proposed, and so
    is the head of a school that has one.
    """
    require_set_up(by)
    role, period = Role(role), _period_of(user, from_at, until, by)
    school = _locked(school)
    refuse_if(rules.cannot_give_alone(role, by, has_head=has_head(school, period)), about=user, field="role")
    return _enter(user=user, role=role, school=school, by=by, period=period, about=user)


def _locked(school: School | None) -> School | None:
    """The school, locked: of two administrators who each give it a head, the second meets the first one's."""
    return school and School.objects.select_for_update(no_key=True).get(pk=school.pk)


def _period_of(about: Any, from_at: datetime | None, until: datetime | None, by: User) -> TimestamptzRange:
    """A sensible period (aware datetimes, end exclusive) that begins now where nothing else is said."""
    now = timezone.now()
    from_at = from_at or now
    refuse_if(rules.wrong_beginning(from_at, now, by), about=about, field="from_at")
    refuse_if(rules.wrong_end(from_at, until, now), about=about, field="until")
    return TimestamptzRange(from_at, until)


def _enter(
    *, user: User, role: Role, school: School | None, by: User, period: TimestamptzRange, about: Any
) -> Membership:
    """Write a membership that somebody was allowed to give; a refusal leads to the page of `about`."""
    user = _grantee(user, role, school, by, period, about)
    row = Membership(user=user, role=role, school=school, period=period, granted_by=by)
    full_check(row)
    row.save()
    data = {"user": user.pk, "name": user.name, "role": role, "school": school.pk if school else None}
    data |= {"from": period.lower, "until": period.upper}
    write(chain=row.chain, verb="role.given", row=row, by=by, data=data)
    forget_powers(user)
    return row


def _grantee(user: User, role: Role, school: School | None, by: User, period: TimestamptzRange, about: Any) -> User:
    """The account, locked, if it may hold this role in this time."""
    user = User.objects.select_for_update(no_key=True).get(pk=user.pk)
    is_held = Membership.objects.filter(user=user, role=role, school=school, period__overlap=period).exists()
    reason = rules.cannot_hold(user=user, school=school, by=by, is_held_then=is_held)
    refuse_if(reason, about=about, field="role" if is_held else None)
    return user


@transaction.atomic
def end_role(*, membership: Membership, by: User, at: datetime | None = None) -> None:
    """End a role at a moment (now): from then it grants nothing. One that has not begun is taken back.

    With the last role at a school goes the standing deputy's right, with the last role that lets somebody stand in that
    standing in, also one that begins later.
    """
    require_set_up(by)
    now = timezone.now()
    at = max(at or now, now)
    rows = Membership.objects.select_for_update(no_key=True, of=("self", "user"))
    membership = rows.select_related("user").get(pk=membership.pk)
    is_last = is_last_administrator(membership.user) and membership.role == Role.ADMINISTRATOR
    refuse_if(
        rules.cannot_end_role(membership, at=at, by=by, is_last_administrator=is_last), about=membership, field="at"
    )
    data = {"user": membership.user_id, "name": membership.user.name, "role": membership.role, "until": at}
    write(chain=membership.chain, verb="role.ended", row=membership, by=by, at=now, data=data)
    if membership.period.lower >= at:
        membership.delete()
    else:
        membership.period = TimestamptzRange(membership.period.lower, at)
        membership.save(update_fields=["period"])
    if membership.school is not None and at == now and not works_at(membership.user, membership.school):
        leave_school(user=membership.user, school=membership.school, at=at, by=by)
    end_groundless_covers(user=membership.user, at=at, by=by)
    forget_powers(membership.user)


@transaction.atomic
def offer_role(
    *, user: User, role: Role, school: School | None, by: User, from_at: datetime | None, until: datetime | None
) -> Membership | RoleProposal:
    """Give a role, or propose it where a second person has to confirm it."""
    require_set_up(by)
    role, school = Role(role), _locked(school)
    period = _period_of(user, from_at, until, by)
    if rules.cannot_give_alone(role, by, has_head=has_head(school, period)):
        return propose_role(user=user, role=role, school=school, by=by, from_at=from_at, until=until)
    return give_role(user=user, role=role, school=school, by=by, from_at=from_at, until=until)


# --- Roles that need two people -------------------------------------------------------------------
@transaction.atomic
def propose_role(
    *,
    user: User,
    role: Role,
    by: User,
    school: School | None = None,
    from_at: datetime | None = None,
    until: datetime | None = None,
) -> RoleProposal:
    """Propose a role in the whole trust, or the head of a school that has one. It grants nothing until another
    administrator or the CEO confirms it.
    """
    require_at(by, "administer")
    role, period = Role(role), _period_of(user, from_at, until, by)
    refuse_if(rules.cannot_propose(role, has_head=has_head(school, period)), about=user, field="role")
    user = _grantee(user, role, school, by, period, user)
    now = timezone.now()
    row = RoleProposal(user=user, role=role, school=school, period=period, proposed_at=now, proposed_by=by)
    full_check(row)
    row.save()
    data = {"user": user.pk, "name": user.name, "role": role, "from": period.lower, "until": period.upper}
    write(chain=row.chain, verb="role.proposed", row=row, by=by, at=now, data=data)
    return row


@transaction.atomic
def confirm_role(*, proposal: RoleProposal, by: User) -> Membership:
    """Confirm a role that somebody else proposed: from now, or from its later beginning, it counts."""
    require_at(by, "confirm_roles")
    now = timezone.now()
    own = RoleProposal.objects.select_for_update(no_key=True, of=("self",)).select_related("user", "school")
    proposal = own.get(pk=proposal.pk)
    refuse_if(rules.cannot_confirm(proposal, by, now), about=proposal)
    stamps: dict[str, Any] = {"decided_at": now, "decided_by": by}
    move(proposal, ProposalState.CONFIRMED, table=PROPOSAL_MOVES, verb="role.confirmed", by=by, at=now, **stamps)
    period = TimestamptzRange(max(proposal.period.lower, now), proposal.period.upper)
    role, school = Role(proposal.role), proposal.school
    return _enter(user=proposal.user, role=role, school=school, by=by, period=period, about=proposal)


@transaction.atomic
def decline_role(*, proposal: RoleProposal, reason: str, by: User) -> None:
    """Turn down a role that somebody else proposed, with a reason."""
    require_at(by, "confirm_roles")
    refuse_if(rules.cannot_decline(proposal, by), about=proposal)
    refuse_if(None if reason else "Say why.", about=proposal, field="reason")
    stamps: dict[str, Any] = {"decided_at": timezone.now(), "decided_by": by, "decline_reason": reason}
    move(proposal, ProposalState.DECLINED, table=PROPOSAL_MOVES, verb="role.declined", by=by, **stamps)


@transaction.atomic
def withdraw_role(*, proposal: RoleProposal, by: User) -> None:
    """Take back one's own proposal."""
    require_at(by, "administer")
    refuse_if(rules.cannot_withdraw(proposal, by), about=proposal)
    stamps: dict[str, Any] = {"decided_at": timezone.now(), "decided_by": by}
    move(proposal, ProposalState.WITHDRAWN, table=PROPOSAL_MOVES, verb="role.withdrawn", by=by, **stamps)

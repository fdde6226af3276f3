"""What is asked of a case across its tables: where a duty leads, who sees the file, who else is writing."""

from datetime import timedelta
from uuid import UUID

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from cases.access import reach
from cases.duties import DUTIES
from cases.keeping import reference_in
from cases.models import Case, Draft, Duty, Grant, Involvement, Submission
from cases.states import Part
from kernel import wording
from schools.models import Cover, Membership, Person, School
from schools.roles import ROLE_POWERS
from schools.states import SCHOOL_ROLES, Role

WRITING_NOW = timedelta(minutes=2)
LONGEST_MERGE = 20
SEEING = tuple(role for role, held in ROLE_POWERS.items() if "view_cases" in held)


# --- Duties -------------------------------------------------------------------------------------------------------
def duty_url(duty: Duty) -> str:
    """The page that discharges a duty: its kind's page of the case, and of what it concerns."""
    return reverse(DUTIES[duty.kind].url_name, args=[duty.case.reference, *([duty.subject] if duty.subject else [])])


def duty_sentence(duty: Duty) -> str:
    """What a duty asks, with the name of whom it concerns."""
    return DUTIES[duty.kind].sentence.format(about=duty.about or "the person")


def next_owed(user: User, most: int) -> list[Duty]:
    """The duties this user owes now, soonest first, at most so many: each owner's duties are read from their own index."""
    held = reach(user).held.positions
    owners = [Q(owner_user=user.pk)]
    for role, school in sorted({(p.role, p.school_id or 0) for p in held}):
        owner = Q(owner_role=role, owner_user__isnull=True)
        owners.append(owner & Q(school=school) if school else owner)
    owed = Duty.objects.open().owed_by(user).order_by("due_at", "pk")
    first, *others = [owed.filter(owner).values("pk")[:most] for owner in owners]
    soonest = first.union(*others) if others else first
    return [*Duty.objects.filter(pk__in=soonest).select_related("case").order_by("due_at", "pk")[:most]]


# --- Who else is writing ------------------------------------------------------------------------------------------
def sent_before(token: UUID, user: User) -> str | None:
    """Where this user's form with this token led, if it was sent: going back to it leads there again."""
    row = Submission.objects.filter(user=user, token=token).values_list("led_to", flat=True).first()
    return row or None


def others_writing(key: str, user: User) -> list[str]:
    """The names of colleagues who typed into the same form of the same case within two minutes.

    Empty for a form about no case, or about one whose file this user does not see; nobody behind a wall is named.
    """
    reference = reference_in(key)
    case = Case.objects.visible_to(user).filter(reference=reference).first() if reference else None
    if case is None:
        return []
    since = timezone.now() - WRITING_NOW
    drafts = Draft.objects.filter(key=key, saved_at__gte=since).exclude(user=user).select_related("user")
    return [draft.user.name for draft in drafts.order_by("user__name", "user_id") if reach(draft.user).sees(case)]


# --- Who can see this ---------------------------------------------------------------------------------------------
def who_can_see(case: Case) -> list[str]:
    """Everybody who sees the file of a case now, by name, with the role or the grant that lets them."""
    return [f"{user.name} ({why})" for user, why in _seers(case)]


def who_may_take_over(case: Case) -> "QuerySet[User]":
    """The accounts that could do what is due on a case: those who see its file."""
    return User.objects.filter(pk__in=[user.pk for user, _ in _seers(case)]).order_by("name", "pk")


def colleagues_at(school: School) -> "QuerySet[User]":
    """The accounts that hold a role at a school now, by name."""
    members = Membership.objects.in_force().filter(school=school).values("user")
    return User.objects.who_can_sign_in().filter(pk__in=members).order_by("name", "pk")


def _seers(case: Case) -> list[tuple[User, str]]:
    walled = _walled(case)
    seen: dict[int, tuple[User, str]] = {}
    for user, why in [*_by_role(case), *_by_grant(case)]:
        if user.pk not in walled:
            seen.setdefault(user.pk, (user, why))
    return [*seen.values()]


def _by_role(case: Case) -> list[tuple[User, str]]:
    at_school = [role for role in SEEING if role in SCHOOL_ROLES]
    trust_wide = [role for role in SEEING if role not in SCHOOL_ROLES]
    here = Q(role__in=at_school, school=case.school_id) | Q(role__in=trust_wide, school__isnull=True)
    members = Membership.objects.in_force().filter(here).select_related("user")
    covers = Cover.objects.in_force().filter(here).select_related("user")
    order = {role: place for place, role in enumerate(SEEING)}
    found = [(order[Role(row.role)], False, row.user, row.get_role_display()) for row in members]
    found += [(order[Role(row.role)], True, row.user, f"stands in: {row.get_role_display()}") for row in covers]
    found.sort(key=lambda one: (one[0], one[1], one[2].name, one[2].pk))
    return [(user, why) for _, _, user, why in found]


def _by_grant(case: Case) -> list[tuple[User, str]]:
    now = timezone.now()
    grants = Grant.objects.filter(case=case, period__contains=now, user__is_active=True).select_related("user")
    return [(grant.user, _granted(grant)) for grant in grants.order_by("user__name", "pk")]


def _granted(grant: Grant) -> str:
    upper = grant.period.upper
    return f"given sight until {wording.in_full(wording.last_moment(upper))}" if upper else "given sight"


def _walled(case: Case) -> set[int]:
    """The accounts this case is about, by account or as a known person, merged ones followed."""
    subjects = Involvement.objects.filter(case=case, part=Part.SUBJECT)
    rows = [*subjects.values_list("user", "person__user", "person__merged_into")]
    walled = {user for by_account, as_person, _ in rows for user in (by_account, as_person) if user}
    people = {into for _, _, into in rows if into}
    for _ in range(LONGEST_MERGE):
        if not people:
            break
        kept = [*Person.objects.filter(pk__in=people).values_list("user", "merged_into")]
        walled |= {user for user, _ in kept if user}
        people = {into for _, into in kept if into}
    return walled


# --- Pages of a case ----------------------------------------------------------------------------------------------
def people_of_case(case: Case) -> list[Involvement]:
    """Everybody who has a part in a case, in the order of the parts."""
    rows = Involvement.objects.filter(case=case).select_related("person", "user", "case")
    order = {part.value: place for place, part in enumerate(Part)}
    return sorted(rows, key=lambda row: (order[row.part], row.pk))


def grants_of(case: Case) -> list[tuple[Grant, str]]:
    """The grants in force on a case, each with its words."""
    grants = Grant.objects.filter(case=case, period__contains=timezone.now()).select_related("user", "granted_by")
    return [(grant, _granted(grant)) for grant in grants.order_by("user__name", "pk")]

"""Who may not sit on the panel on a complaint, and why; whom the clerk can choose, and who sits on it.

Nobody who was directly involved: Part 7 of the 2014 Regulations, paragraph 33(f).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.models import User
from cases.access import reach
from cases.independence import AS_PART, not_independent, parts_in
from cases.models import Case, Delegation, Involvement
from complaints.access import may_run_panel
from complaints.models import Complaint, Decision, PanelMeeting, PanelMember, PanelSeat
from complaints.rules import cannot_read_as_member
from complaints.ties import SENT, decided_from, decisions_in, reports_sent
from kernel.together import together
from meetings.models import Attendee, Mediation, MediationParty
from meetings.states import AttendeeCapacity
from notices.models import Notice
from notices.states import NoticeKind
from records.models import Copy
from schools.models import Cover, Membership
from schools.selectors.roles import who_hold
from schools.states import Role

ANSWERED, DEALT = "answered this complaint at an earlier stage", "was asked to deal with this complaint"
LOGGED, HEAD = "logged this complaint", "is the headteacher of the school"
TOLD, ACTED = "was told of the case that it comes from", "acted for the CEO"
TALKED, MEDIATED = "was at a meeting in the case that it comes from", "mediated in the case that it comes from"
TOOK_PART = "took part in a mediation of the case that it comes from"
READ = "received what was written about this complaint"
SITS_ON_IT, RUNS = "sits on this panel already", "has an account here, so a part in how the schools are run"
# Whom a clerk can choose by account: trustees, and headteachers of other schools.
SITS = (Role.CHAIR, Role.VICE_CHAIR, Role.TRUSTEE, Role.HEAD)


def involved_in(complaint: Complaint) -> dict[User, str]:
    """The accounts that have to do with a complaint or the case it comes from, each with what it did, after its name."""
    return _involved(complaint, together(*_asked_of(complaint)))


def _asked_of(complaint: Complaint) -> "tuple[QuerySet[Any], ...]":
    """Who answered, was told, was handed something, acted, leads the school, met, mediated, was sent reports, decided."""
    source = complaint.source
    return (
        Decision.objects.filter(complaint=complaint).select_related("decided_by"),
        Notice.objects.filter(_told_of(complaint), to_user__isnull=False).select_related("to_user"),
        Copy.objects.filter(record__case=complaint.case, to_user__isnull=False).select_related("to_user"),
        Delegation.objects.filter(case__in=_cases(complaint), to__isnull=False).select_related("to"),
        who_hold(Role.HEAD, complaint.case.school),
        _talks_of(source).filter(user__isnull=False).select_related("user"),
        Mediation.objects.filter(source=source, mediator__isnull=False).select_related("mediator"),
        MediationParty.objects.filter(mediation__source=source, user__isnull=False).select_related("user"),
        reports_sent(source),
        *decisions_in(source),
    )


def _involved(complaint: Complaint, answered: list[list[Any]]) -> dict[User, str]:
    answers, told, copies, acts, heads, talks, mediations, parties, reports, *decided = answered
    found: dict[User, str] = {row.to_user: DEALT if row.case_id == complaint.case_id else TOLD for row in told}
    found |= {row.to_user: READ for row in copies}
    found |= dict.fromkeys(heads, HEAD)
    found |= {row.user: TOOK_PART for row in parties}
    found |= {row.user: MEDIATED if row.capacity == AttendeeCapacity.MEDIATOR else TALKED for row in talks}
    found |= {row.mediator: MEDIATED for row in mediations}
    found |= {row.to_user: SENT for row in reports}
    found |= decided_from(*decided)
    found |= {row.to: ACTED for row in acts}
    return found | {complaint.logged_by: LOGGED} | {row.decided_by: ANSWERED for row in answers}


def _cases(complaint: Complaint) -> list[Case]:
    return [complaint.case, *([complaint.source] if complaint.source is not None else [])]


def _told_of(complaint: Complaint) -> Q:
    """What was told of the case it comes from and of a mediation of it; of the complaint itself, that it was theirs."""
    dealt, source = Q(case=complaint.case, kind=NoticeKind.COMPLAINT), complaint.source
    return dealt | Q(case=source) | Q(case__mediation__source=source) if source is not None else dealt


def _talks_of(source: Case | None) -> "QuerySet[Any]":
    """Who was asked to a meeting in a case, or in a mediation of it; of no case nobody."""
    if source is None:
        return Attendee.objects.none()
    return Attendee.objects.filter(Q(meeting__case=source) | Q(meeting__case__mediation__source=source))


def why_not_sit(complaint: Complaint, user: User, involved: dict[User, str] | None = None) -> str | None:
    """Say why this account may not sit on the panel, with its name and what it did; None if it may."""
    also = involved_in(complaint) if involved is None else involved
    reasons = (not_independent(case, user, also=also, may_have_logged=True) for case in _cases(complaint))
    return next((reason for reason in reasons if reason), None)


def sits_only(complaint: Complaint, user: User) -> bool:
    """Whether somebody reads of a panel because they sit on it, and for nothing else."""
    return not reach(user).sees(complaint.case) and not may_run_panel(user, complaint)


def why_not_read(complaint: Complaint, user: User) -> str | None:
    """Why a member reads nothing of the panel now: they have come to have to do with it. None for whoever sees the file."""
    return cannot_read_as_member(why_not_sit(complaint, user)) if sits_only(complaint, user) else None


def why_not_named(complaint: Complaint, name: str, involved: dict[User, str] | None = None) -> str | None:
    """Say why somebody of this name may not sit on it: somebody of that name has to do with it. Names only, no ties."""
    wanted = _plain(name)
    for user, did in (involved_in(complaint) if involved is None else involved).items():
        if _plain(user.name) == wanted:
            return _same_name(user.name, did)
    rows = Involvement.objects.filter(case__in=_cases(complaint)).select_related("person__merged_into", "user")
    for row in rows:
        if _plain(row.who) == wanted:
            return _same_name(row.who, AS_PART[row.part])  # type: ignore[index]
    for called, did in _named_at_talks(complaint.source):
        if _plain(called) == wanted:
            return _same_name(called, did)
    return None


def _named_at_talks(source: Case | None) -> list[tuple[str, str]]:
    """Who has no account and was at a meeting in a case, or mediated in it, by name, each with what they did."""
    talks = _talks_of(source).exclude(name="").order_by("pk").values_list("name", "capacity")
    mediations = Mediation.objects.filter(source=source).exclude(mediator_name="").order_by("pk")
    found = [(name, MEDIATED if capacity == AttendeeCapacity.MEDIATOR else TALKED) for name, capacity in talks]
    return [*found, *((name, MEDIATED) for name in mediations.values_list("mediator_name", flat=True))]


def why_twice(name: str, members: Iterable[PanelMember]) -> str | None:
    """Say that somebody of this name sits on the panel already."""
    return next((_same_name(row.called, SITS_ON_IT) for row in members if _plain(row.called) == _plain(name)), None)


def has_account(name: str) -> str | None:
    """Say that somebody of this name has an account, and with it a part in how the schools are run."""
    user = User.objects.filter(name__iexact=" ".join(name.split())).order_by("pk").first()
    return _same_name(user.name, RUNS) if user is not None else None


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())


def _same_name(name: str, did: str) -> str:
    return f"{name} {did}. If this is somebody else of the same name, give their middle name as well."


@dataclass(frozen=True)
class Seats:
    """Whom the clerk can choose by account; and who may not sit on it, by account or by name, each with what they did."""

    free: tuple[tuple[int, str], ...]
    taken: tuple[tuple[str, str], ...]


def seats(complaint: Complaint) -> Seats:
    """Trustees and headteachers who may sit on the panel, and everybody known to have to do with it, by name.

    Family ties are asked when one is named.
    """
    sits, members, rows, *asked = together(
        _who_sit(), members_of(complaint), _parts_of(complaint), *_asked_of(complaint)
    )
    also, parts = _involved(complaint, asked), [parts_in(case) for case in _cases(complaint)]
    sitting = {row.user_id for row in members}
    taken: dict[int | str, tuple[str, str]] = {user.pk: (user.name, why) for user, why in also.items()}
    for row in rows:
        account = row.user or (row.person.user if row.person is not None else None)
        if account is not None:
            taken.setdefault(account.pk, (account.name, AS_PART[row.part]))
        elif row.case_id == complaint.case_id:
            taken.setdefault(_plain(row.who), (row.who, AS_PART[row.part]))
    free = []
    for user in sits:
        part = next((AS_PART[one] for known in parts for one in known.get(user.pk, ()) if one in AS_PART), None)
        if part is not None:
            taken.setdefault(user.pk, (user.name, part))
        if user.pk not in taken and user.pk not in sitting:
            free.append((user.pk, user.name))
    return Seats(tuple(free), tuple(sorted(taken.values(), key=lambda one: _plain(one[0]))))


def _parts_of(complaint: Complaint) -> "QuerySet[Any]":
    """Who has a part in the complaint; in the case that it comes from, as far as they have an account."""
    has_account = Q(user__isnull=False) | Q(person__user__isnull=False)
    rows = Involvement.objects.filter(Q(case=complaint.case) | (Q(case=complaint.source) & has_account))
    return rows.select_related("person__merged_into", "person__user", "user").order_by("pk")


def _who_sit() -> "QuerySet[User]":
    members = Membership.objects.in_force().filter(role__in=SITS).values("user")
    covers = Cover.objects.in_force().filter(role__in=SITS).values("user")
    return User.objects.who_can_sign_in().filter(pk__in=members.union(covers)).order_by("name", "pk")


def members_of(complaint: Complaint) -> "QuerySet[Any]":
    """The members who have not left the panel, with their accounts, as they were named."""
    return PanelMember.objects.filter(complaint=complaint).standing().order_by("pk")


def heard_by(complaint: Complaint) -> "QuerySet[Any]":
    """Who hears the complaint: whoever sat on the panel once it has met, until then its members."""
    met = PanelMeeting.objects.filter(complaint=complaint, met_at__isnull=False)
    sat = PanelSeat.objects.filter(member=OuterRef("pk"))
    return members_of(complaint).filter(Exists(sat) | ~Exists(met))


def names_others(issued_at: datetime, members: Iterable[PanelMember]) -> bool:
    """Whether a letter issued then names others than hear the complaint now. `members`: those who left as well."""
    return any(issued_at < (row.stood_down_at or row.named_at) for row in members)


def first_conflict(complaint: Complaint, members: Iterable[PanelMember]) -> str | None:
    """Say who of these members has come to have to do with it, and why."""
    involved = involved_in(complaint)
    reasons = (
        why_not_sit(complaint, row.user, involved)
        if row.user is not None
        else why_not_named(complaint, row.name, involved)
        for row in members
    )
    return next((reason for reason in reasons if reason), None)

"""The only writers of duties: opened, done, waived, handed on."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from audit.services import write
from cases import rules
from cases.access import REVIEWING, reach, require
from cases.duties import DUTIES, Kind
from cases.models import Case, Duty
from cases.services.case import lock
from cases.services.deciding import settle_decider
from kernel.checking import full_check
from kernel.refusal import refuse_blank, refuse_if
from schools.selectors.calendar import calendar
from schools.states import Role


@transaction.atomic
def open_duty(
    *,
    case: Case,
    kind: Kind,
    by: User,
    subject: str = "",
    about: str = "",
    owner_user: User | None = None,
    owner_role: Role | None = None,
    by_name_ends_at: datetime | None = None,
    at: datetime | None = None,
    due_at: datetime | None = None,
) -> Duty:
    """Open a duty, due by its kind's clock from `at` (aware, now unless told). While one is open, it is that one.

    What the CEO owes is opened for whoever decides in their place. `due_at` (aware) is given where the moment follows
    from something else than the opening: an end, a window. `by_name_ends_at` (aware): until then it is `owner_user`'s
    although they do not see the file.
    """
    known = Duty.objects.open().filter(case=case, kind=kind, subject=subject).first()
    if known is not None:
        return known
    declared, at = DUTIES[kind], at or timezone.now()
    if owner_role is None:
        owner_role = declared.owner
        if owner_role == Role.CEO:
            owner_role = settle_decider(case=case, by=by, is_review=kind in REVIEWING)
    duty = Duty(
        case=case,
        school_id=case.school_id,
        kind=kind,
        subject=subject,
        about=about,
        owner_role=owner_role,
        owner_user=owner_user,
        by_name_ends_at=by_name_ends_at if owner_user is not None else None,
        opened_at=at,
        due_at=due_at or declared.clock(calendar(), at),
    )
    full_check(duty)
    duty.save()
    data = {"kind": kind.value, "about": about, "owner": duty.owner_role, "due_at": duty.due_at}
    write(chain=case.chain, verb="duty.opened", row=duty, by=by, at=at, data=data)
    return duty


@transaction.atomic
def set_due(*, case: Case, kind: Kind, due_at: datetime, why: str, by: User, subject: str = "") -> bool:
    """Move the moment (aware) an open duty is due, as a part of an act that moved what it follows from. False if none."""
    duty = Duty.objects.open().select_for_update(no_key=True).filter(case=case, kind=kind, subject=subject).first()
    if duty is None or duty.due_at == due_at:
        return False
    Duty.objects.filter(pk=duty.pk).update(due_at=due_at)
    data = {"kind": kind.value, "about": duty.about, "before": duty.due_at, "after": due_at, "reason": why}
    write(chain=case.chain, verb="duty.moved", row=duty, by=by, data=data)
    return True


@transaction.atomic
def discharge(*, case: Case, kind: Kind, by: User, how: str, subject: str = "", at: datetime | None = None) -> bool:
    """Note that a duty is done, and how. False if none of this kind is open: what was done is never refused."""
    at = at or timezone.now()
    duty = Duty.objects.open().select_for_update(no_key=True).filter(case=case, kind=kind, subject=subject).first()
    if duty is None:
        return False
    Duty.objects.filter(pk=duty.pk).update(discharged_at=at, discharged_by=by, how=how[:300])
    write(
        chain=case.chain,
        verb="duty.done",
        row=duty,
        by=by,
        at=at,
        data={"kind": kind.value, "about": duty.about, "how": how},
    )
    return True


@transaction.atomic
def waive(*, duty: Duty, reason: str, by: User) -> None:
    """Say that a duty will not be done, and why: whoever works on the case may, and the history keeps it.

    What a role above owes, only they waive, or whoever stands in for them. Raises `Refused`.
    """
    duty, is_theirs = _found(duty, by)
    refuse_if(rules.cannot_waive(duty, is_theirs=is_theirs), about=duty.case)
    refuse_blank(reason, "Say why it is not done.", about=duty.case, field="reason")
    settle_waived(duty=duty, reason=reason, by=by)


@transaction.atomic
def settle_waived(*, duty: Duty, reason: str, by: User) -> None:
    """Waive as a part of another act, which has checked its own power (a suspension voided, a case void)."""
    now = timezone.now()
    Duty.objects.filter(pk=duty.pk).update(waived_at=now, waived_by=by, waive_reason=reason)
    data = {"kind": duty.kind, "about": duty.about, "reason": reason}
    write(chain=duty.chain, verb="duty.waived", row=duty, by=by, at=now, data=data)


@transaction.atomic
def reassign(*, duty: Duty, to: User, reason: str, by: User) -> None:
    """Hand a duty to one account, and say why. To whom it was handed already it stays handed.

    What a role above owes, only they hand on, or whoever stands in for them. Raises `Refused`.
    """
    duty, is_theirs = _found(duty, by)
    refuse_if(rules.cannot_hand_on(duty, is_theirs=is_theirs), about=duty.case)
    refuse_blank(reason, "Say why.", about=duty.case, field="reason")
    hand_to(duty=duty, to=to, reason=reason, by=by)


def _found(duty: Duty, by: User) -> tuple[Duty, bool]:
    """The duty as it stands, under the lock of its case, for somebody who works on that case; whether it is theirs."""
    require(by, "work_case", duty.case)
    lock(duty.case)
    rows = Duty.objects.select_for_update(no_key=True, of=("self",)).select_related("case", "owner_user")
    duty = rows.get(pk=duty.pk)
    return duty, reach(by).settles(duty)


@transaction.atomic
def hand_to(*, duty: Duty, to: User, reason: str, by: User, by_name_ends_at: datetime | None = None) -> None:
    """Hand an open duty to one account as a part of another act, which has checked its own power (an interviewer named).

    `by_name_ends_at` (aware): until then it is theirs although they do not see the file.
    """
    if duty.owner_user_id == to.pk and duty.by_name_ends_at == by_name_ends_at:
        return
    before = duty.owner_user.name if duty.owner_user else duty.get_owner_role_display()
    Duty.objects.filter(pk=duty.pk).update(owner_user=to, by_name_ends_at=by_name_ends_at)
    if duty.owner_user_id == to.pk:
        return
    data = {"kind": duty.kind, "about": duty.about, "before": before, "after": to.name, "reason": reason}
    write(chain=duty.chain, verb="duty.handed_on", row=duty, by=by, data=data)


@transaction.atomic
def pass_to_role(*, duty: Duty, role: Role, reason: str, by: User) -> bool:
    """Pass an open duty from one role to another as a part of an act that made it theirs. False if it is theirs."""
    duty = Duty.objects.select_for_update(no_key=True).get(pk=duty.pk)
    if duty.owner_role == role and duty.owner_user_id is None:
        return False
    before = duty.owner_user.name if duty.owner_user else duty.get_owner_role_display()
    Duty.objects.filter(pk=duty.pk).update(owner_role=role, owner_user=None, by_name_ends_at=None)
    data = {"kind": duty.kind, "about": duty.about, "before": before, "after": role.label, "reason": reason}
    write(chain=duty.chain, verb="duty.handed_on", row=duty, by=by, data=data)
    return True

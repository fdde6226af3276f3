"""What several services about a post need: the row under its locks, whose it is, what is owed."""

from collections.abc import Iterable
from datetime import date, datetime, time

from django.utils import timezone

from accounts.models import User
from audit.services import amend
from cases.duties import Kind
from cases.models import Case, Duty
from cases.services.case import lock
from cases.services.deciding import settle_decider
from cases.services.duties import discharge, open_duty, set_due, settle_waived
from cases.states import Part
from kernel.refusal import Refused
from kernel.wording import mid
from notices.recipients import acting_for_ceo, holders, not_walled
from notices.states import Audience
from schools.calendar import ONE_DAY, at_local
from schools.states import Role
from socialmedia.models import ConcernStep, OnlineConcern


def locked(concern: OnlineConcern) -> OnlineConcern:
    """The concern as it stands, under the lock of its case."""
    lock(concern.case)
    rows = OnlineConcern.objects.with_people().select_for_update(no_key=True, of=("self",))
    row: OnlineConcern = rows.get(pk=concern.pk)
    return row


def heads_for(case: Case) -> list[User]:
    """The headteachers who can deal with what is said in a case: it is neither about them nor aimed at them."""
    aimed = {*case.involvements.filter(part=Part.TARGET, user__isnull=False).values_list("user", flat=True)}
    return [user for user in not_walled(holders(Role.HEAD, case.school), case) if user.pk not in aimed]


def dealing(case: Case, by: User) -> tuple[Role, list[tuple[Audience, User]]]:
    """Who deals with it, and who is told: the headteacher; where it names them, whoever decides for the CEO."""
    if heads := heads_for(case):
        return Role.HEAD, [(Audience.HEAD, user) for user in heads]
    role = settle_decider(case=case, by=by)
    return role, acting_for_ceo(case)


def owe(
    concern: OnlineConcern, kind: Kind, by: User, role: Role | None = None, *, due_at: datetime | None = None
) -> None:
    """Open a duty on a post, due by its clock or at a moment (aware); one that is open stays as it is."""
    role = role or dealing(concern.case, by)[0]
    open_duty(
        case=concern.case, kind=kind, subject=str(concern.pk), about=concern.who[:200], owner_role=role,
        due_at=due_at, by=by,
    )  # fmt: skip


def owe_check(concern: OnlineConcern, on: date, by: User) -> None:
    """Somebody looks on a local day whether it is still there."""
    due_at, subject = at_local(on + ONE_DAY, time(0)), str(concern.pk)
    kind, role = Kind.REMOVAL_CHECK, dealing(concern.case, by)[0]
    duty = open_duty(
        case=concern.case, kind=kind, subject=subject, about=concern.who[:200], owner_role=role, due_at=due_at, by=by
    )
    if duty.due_at != due_at:
        set_due(
            case=concern.case, kind=kind, subject=subject, due_at=due_at, why="It is looked at on another day.", by=by
        )  # fmt: skip


def done(concern: OnlineConcern, kind: Kind, how: str, by: User) -> bool:
    """Note that what was owed on a post is done."""
    return discharge(case=concern.case, kind=kind, subject=str(concern.pk), how=how, by=by)


def open_of(concern: OnlineConcern) -> "Iterable[Duty]":
    """What is still owed on this post."""
    return Duty.objects.open().filter(case=concern.case, subject=str(concern.pk), kind__in=OF_A_POST).order_by("pk")


OF_A_POST = (
    Kind.DEAL_WITH_POST,
    Kind.REMOVAL_CHECK,
    Kind.TELL_SAFEGUARDING,
    Kind.TELL_POLICE,
    Kind.DATA_IN_TOOL,
    Kind.DECIDE_LEGAL,
)
OF_A_STEP = (Kind.ONLINE_PAPER, Kind.STEP_CHECK)
# Before these are done nothing is settled.
FIRST = (Kind.TELL_SAFEGUARDING, Kind.TELL_POLICE, Kind.DATA_IN_TOOL)


def owed_on(concern: OnlineConcern) -> list[Duty]:
    """What is still owed on this post and on its steps."""
    steps = [str(pk) for pk in ConcernStep.objects.filter(concern=concern).values_list("pk", flat=True)]
    of_steps = Duty.objects.open().filter(case=concern.case, kind__in=OF_A_STEP, subject__in=steps).order_by("pk")
    return [*open_of(concern), *of_steps]


def end(concern: OnlineConcern, reason: str, by: User) -> None:
    """Settle a post as a part of another act, which has checked its own power and what is owed first."""
    if len(reason) > 500:
        raise Refused("Say it in fewer words.", about=concern, field="reason")
    now = timezone.now()
    done(concern, Kind.DEAL_WITH_POST, reason, by)
    for duty in owed_on(concern):
        # A letter that was promised still goes.
        if duty.kind != Kind.ONLINE_PAPER:
            settle_waived(duty=duty, reason=reason, by=by)
    data = {"who": concern.who, "reason": reason}
    amend(
        concern, verb="concern.settled", by=by, at=now, data=data, settled_at=now, settled_by=by, settled_why=reason
    )  # fmt: skip


def kinds_in_words(kinds: Iterable[str]) -> str:
    """What a post is, within a sentence."""
    from_labels = [mid(str(label)) for label in kinds]
    return ", ".join(from_labels)

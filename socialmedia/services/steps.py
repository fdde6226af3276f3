"""A step is taken about a post, in whichever order there are reasons for; what came of it is noted."""

from datetime import date, time
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from audit.services import amend, write
from cases.access import may, require, require_still
from cases.duties import Kind
from cases.models import Duty
from cases.rules import cannot_change
from cases.services.deciding import settle_decider
from cases.services.duties import discharge, open_duty, set_due
from cases.services.writing import claim, drop_draft, settle
from kernel.checking import full_check
from kernel.refusal import Refused, refuse_blank, refuse_if
from meetings.models import Meeting
from notices.recipients import acting_for_ceo
from notices.services import tell
from notices.states import NoticeKind
from schools.calendar import ONE_DAY, at_local, local_day
from schools.models import Person
from socialmedia.access import TAKES_LEGAL, power_for
from socialmedia.drafts import draft_key
from socialmedia.models import ConcernStep, OnlineConcern
from socialmedia.rules import concern as rules
from socialmedia.selectors.steps import facts_of, has_paper, parents_of, talks_of
from socialmedia.services._concern import dealing, done, locked, owe_check
from socialmedia.states import LEGAL, StepKind
from socialmedia.steps import cannot_take, needs_reason
from suspensions.models import SiteSuspension
from suspensions.selectors.standing import current

ADVICE = "Whoever takes legal steps reads it."


@transaction.atomic
def take_step(
    *,
    concern: OnlineConcern,
    kind: StepKind,
    by: User,
    what: str = "",
    skips_why: str = "",
    person: Person | None = None,
    meeting: Meeting | None = None,
    basis: str = "",
    reference: str = "",
    next_check_on: date | None = None,
    token: UUID | None = None,
) -> ConcernStep | None:
    """Take a step about a post; its letter or pack is due, and somebody asks on a local day what came of it.

    To talk and to ask for removal come first, or `skips_why` says why not; legal steps are the CEO's, or of whoever
    decides in their place. Raises `Refused`. None if sent before. Policy, Social media, the procedure.
    """
    power = power_for(kind)
    require(by, power, concern.case)
    if token is not None and claim(token=token, by=by):
        return None
    concern = locked(concern)
    require_still(by, power, concern.case)
    if kind == StepKind.SUSPENSION:
        raise Refused("Suspend them on the page of the suspension.", about=concern)
    facts, today = facts_of(concern, by), local_day(timezone.now())
    refuse_if(cannot_take(kind, facts, skips_why=skips_why), about=concern, field="skips_why")
    refuse_if(rules.cannot_rest_on(kind, basis), about=concern, field="basis")
    refuse_if(rules.cannot_ask_on(next_check_on, today), about=concern, field="next_check_on")
    to = _to(concern, kind, person)
    if meeting is not None and meeting not in talks_of(concern):
        raise Refused("Choose a meeting of this case.", about=concern, field="meeting")
    if meeting is None:
        refuse_blank(what, rules.SAYS_NOTHING, about=concern, field="what")
    step = ConcernStep(
        concern=concern,
        kind=kind,
        person=to,
        meeting=meeting if kind == StepKind.DISCUSSION else None,
        basis=basis if kind == StepKind.POLICE else "",
        what=what.strip(),
        skips_why=skips_why.strip() if needs_reason(kind, facts) else "",
        reference=reference.strip(),
        taken_at=timezone.now(),
        taken_by=by,
    )
    _enter(step, by)
    if next_check_on is not None:
        _owe_asking(step, next_check_on, by)
    drop_draft(key=draft_key("online_take", concern.case, concern.pk, kind), by=by)
    if token is not None:
        settle(token=token, led_to=step.get_absolute_url(), by=by)
    return step


def _to(concern: OnlineConcern, kind: StepKind, person: Person | None) -> Person | None:
    """To whom a step goes: whoever posted it; of a pupil's post a parent; nobody, where it goes to others."""
    if kind == StepKind.EXPECTATIONS:
        if person is None or current(person) not in parents_of(concern):
            raise Refused("Choose a parent of the pupil.", about=concern, field="person")
        return current(person)
    goes_to_author = kind in (StepKind.DISCUSSION, StepKind.REMOVAL, StepKind.WARNING, StepKind.BLOCK, StepKind.THANKS)
    return current(concern.author) if goes_to_author and concern.author is not None else None


def _enter(step: ConcernStep, by: User) -> None:
    """Keep a step, and settle what it makes due and what it does."""
    full_check(step)
    step.save()
    concern, label = step.concern, step.concern.thing.label(step.kind)
    what = "" if step.kind in LEGAL else step.what
    data = {"step": label, "who": concern.who, "what": what, "basis": step.basis, "skips_why": step.skips_why}
    write(chain=concern.chain, verb="concern.step_taken", row=step, by=by, at=step.taken_at, data=data)
    done(concern, Kind.DEAL_WITH_POST, label, by)
    if step.kind == StepKind.POLICE and step.reference:
        done(concern, Kind.TELL_POLICE, f"Reported, reference {step.reference}", by)
    if step.kind in LEGAL:
        done(concern, Kind.DECIDE_LEGAL, label, by)
    if has_paper(step):
        owe_step_paper(step=step, by=by)


@transaction.atomic
def owe_step_paper(*, step: ConcernStep, by: User) -> None:
    """The letter or pack of a step is due, as a part of an act that has checked its own power."""
    role = dealing(step.case, by)[0]
    if step.kind in LEGAL:
        role = settle_decider(case=step.case, by=by)
    about = f"{step.concern.thing.label(step.kind)} ({step.concern.who})"[:200]
    open_duty(case=step.case, kind=Kind.ONLINE_PAPER, subject=str(step.pk), about=about, owner_role=role, by=by)


def _owe_asking(step: ConcernStep, on: date, by: User) -> None:
    """Somebody asks on a local day what came of it; of a request, whether it is still there."""
    if step.kind == StepKind.REMOVAL:
        owe_check(step.concern, on, by)
        return
    role = settle_decider(case=step.case, by=by) if step.kind in LEGAL else dealing(step.case, by)[0]
    due_at, about = at_local(on + ONE_DAY, time(0)), f"{step.concern.thing.label(step.kind)} ({step.concern.who})"[:200]
    kind, subject = Kind.STEP_CHECK, str(step.pk)
    duty = open_duty(
        case=step.case, kind=kind, subject=subject, about=about, owner_role=role, due_at=due_at, by=by
    )  # fmt: skip
    if duty.due_at != due_at:
        set_due(case=step.case, kind=kind, subject=subject, due_at=due_at, why="It is asked on another day.", by=by)


@transaction.atomic
def note_outcome(
    *, step: ConcernStep, outcome: str, by: User, reference: str = "", next_check_on: date | None = None
) -> None:
    """Note what came of a step, under which reference, and when somebody asks again (a local day). Raises `Refused`.

    What lawyers say is not in the history of the case, which others read.
    """
    require(by, power_for(step.kind), step.case)
    concern = locked(step.concern)
    require_still(by, power_for(step.kind), concern.case)
    refuse_if(cannot_change(concern.case), about=step)
    refuse_if(rules.cannot_ask_on(next_check_on, local_day(timezone.now())), about=step, field="next_check_on")
    refuse_blank(outcome, "Say what came of it.", about=step, field="outcome")
    said: dict[str, Any] = {"outcome": outcome.strip(), "reference": reference.strip()}
    told = ADVICE if step.kind in LEGAL else outcome.strip()
    if said != {"outcome": step.outcome, "reference": step.reference}:
        data = {"step": step.concern.thing.label(step.kind), "outcome": told}
        amend(
            step, verb="concern.step_outcome", by=by, data=data, outcome_at=timezone.now(), outcome_by=by, **said
        )  # fmt: skip
    kind, subject = Kind.STEP_CHECK, str(step.pk)
    discharge(case=step.case, kind=kind, subject=subject, how=told, by=by)
    if next_check_on is not None:
        _owe_asking(step, next_check_on, by)
    drop_draft(key=draft_key("online_outcome", step.case, step.pk), by=by)


@transaction.atomic
def ask_legal(*, concern: OnlineConcern, reason: str, by: User) -> None:
    """Ask whoever decides for the CEO for legal steps about a post. Asked once; they set it aside with a reason or act."""
    require(by, "work_case", concern.case)
    concern = locked(concern)
    require_still(by, "work_case", concern.case)
    refuse_if(rules.cannot_deal(concern), about=concern)
    refuse_if(rules.cannot_ask_self(decides=may(by, TAKES_LEGAL, concern.case)), about=concern)
    refuse_blank(reason, "Say why legal steps are needed.", about=concern, field="reason")
    role, subject = settle_decider(case=concern.case, by=by), str(concern.pk)
    drop_draft(key=draft_key("online_legal", concern.case, concern.pk), by=by)
    if Duty.objects.open().filter(case=concern.case, kind=Kind.DECIDE_LEGAL, subject=subject).exists():
        return
    open_duty(
        case=concern.case, kind=Kind.DECIDE_LEGAL, subject=subject, about=concern.who[:200], owner_role=role, by=by
    )
    data = {"who": concern.who, "reason": reason.strip()}
    write(chain=concern.chain, verb="concern.legal_asked", row=concern, by=by, data=data)
    path = concern.get_absolute_url()
    for audience, user in acting_for_ceo(concern.case):
        tell(kind=NoticeKind.ONLINE, audience=audience, to=user, path=path, by=by, case=concern.case)


@transaction.atomic
def note_suspended(*, concern: OnlineConcern, suspension: SiteSuspension, skips_why: str, by: User) -> ConcernStep:
    """Enter the suspension from site as a step about a post, as a part of the act that suspends. Raises `Refused`."""
    require(by, "suspend", concern.case)
    concern = locked(concern)
    facts = facts_of(concern, by)
    refuse_if(cannot_take(StepKind.SUSPENSION, facts, skips_why=skips_why), about=concern, field="skips_why")
    step = ConcernStep(
        concern=concern,
        kind=StepKind.SUSPENSION,
        person=suspension.person,
        suspension=suspension,
        what=suspension.grounds,
        skips_why=skips_why.strip() if needs_reason(StepKind.SUSPENSION, facts) else "",
        taken_at=timezone.now(),
        taken_by=by,
    )
    _enter(step, by)
    return step


@transaction.atomic
def thank(*, concern: OnlineConcern, by: User) -> ConcernStep | None:
    """Owe a thank-you to whoever removed what they were asked to, as a part of noting that it is gone. None if not due."""
    if cannot_take(StepKind.THANKS, facts_of(concern, by)) is not None:
        return None
    step = ConcernStep(
        concern=concern, kind=StepKind.THANKS, person=_to(concern, StepKind.THANKS, None), taken_at=timezone.now(),
        taken_by=by,
    )  # fmt: skip
    _enter(step, by)
    return step

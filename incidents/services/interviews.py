"""Everything that writes interviews: owed, planned, held, agreed or not, not possible."""

from copy import copy
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from audit.services import amend, move, write
from cases import rules as case_rules
from cases.access import may, reach, require
from cases.deciding import is_ceo_involved, office_of
from cases.duties import Kind
from cases.independence import parts_in
from cases.models import Case, Duty, Involvement
from cases.services.case import lock
from cases.services.deciding import note_decision, settle_decider
from cases.services.duties import discharge, hand_to, open_duty, pass_to_role
from cases.services.evidence import note_new_fact
from cases.services.writing import claim, drop_draft, settle
from cases.states import Cause, Part
from incidents import rules
from incidents.models import Interview
from incidents.selectors.interviews import (
    current_of,
    happened_at,
    involved_in,
    open_for,
)
from incidents.states import INTERVIEW_MOVES, InterviewState, NoteForm, WitnessKind
from kernel import wording
from kernel.checking import full_check
from kernel.refusal import Refused, Stale, refuse_blank, refuse_if
from notices.recipients import holders, not_walled
from notices.services import tell
from notices.states import Audience, NoticeKind
from schools.states import Role

CHANGED_MEANWHILE = (
    "Somebody else has changed this note since you opened it. Both texts are below: put together what is right and "
    "save again."
)
CEO_INTERVIEWED = "The CEO interviewed a witness in this case. Somebody else decides on it."
NOT_THE_HEAD = "The headteacher has a part in the case and cannot hold this interview."
NOT_THIS_ONE = "{name} has a part in the case and cannot hold this interview."
NO_LONGER_NAMED = "{name} is no longer the one who is to hold this interview."


# --- Who owes it --------------------------------------------------------------------------------------------------
@transaction.atomic
def owe_interview(*, involvement: Involvement, by: User) -> Duty | None:
    """Open the duty to interview a witness, as a part of the act that names them; None for any other part, or if heard.

    It is the headteacher's, or whoever decides in the CEO's place where the headteacher has a part that forbids it.
    """
    if involvement.part != Part.WITNESS or involvement not in open_for(involvement.case):
        return None
    return _owe(involvement, by)


@transaction.atomic
def review_owners(*, case: Case, by: User) -> None:
    """Pass on the interviews whose owner can no longer hold them: they were aimed at, or are the witness.

    That is the headteacher, or whoever was named for it.
    """
    due = Duty.objects.open().filter(case=case, kind=Kind.INTERVIEW).select_related("owner_user")
    rows, parts = {str(row.pk): row for row in involved_in(case)}, parts_in(case)
    for duty in due:
        row, named = rows.get(duty.subject), duty.owner_user
        if row is None:
            continue
        if named is not None and rules.cannot_lead(named, row, parts) is not None:
            reason = NOT_THIS_ONE.format(name=named.name)
            pass_to_role(duty=duty, role=_owner(row, by), reason=reason, by=by)
        elif named is None and duty.owner_role == Role.HEAD and (role := _owner(row, by)) != Role.HEAD:
            pass_to_role(duty=duty, role=role, reason=NOT_THE_HEAD, by=by)


def _owe(row: Involvement, by: User) -> Duty:
    role = _owner(row, by)
    return open_duty(
        case=row.case, kind=Kind.INTERVIEW, subject=str(row.pk), about=row.who[:200], owner_role=role, by=by
    )


def _owner(row: Involvement, by: User) -> Role:
    """The headteacher where one can hold it, or where the school has none; else the CEO, or whoever decides in their place.

    A CEO who may not review, because they decided or interviewed before, still interviews.
    """
    heads, parts = holders(Role.HEAD, row.case.school), parts_in(row.case)
    able = [one for one in not_walled(heads, row.case) if rules.cannot_lead(one, row, parts) is None]
    if able or not heads:
        return Role.HEAD
    role, office = settle_decider(case=row.case, by=by), office_of(row.case)
    return Role.CEO if office is not None and office.cause == Cause.DECIDED and not is_ceo_involved(row.case) else role


# --- Planning -----------------------------------------------------------------------------------------------------
@transaction.atomic
def plan_interview(
    *,
    involvement: Involvement,
    witness_kind: WitnessKind,
    by: User,
    interviewer: User | None = None,
    interviewer_name: str = "",
    planned_start_at: datetime | None = None,
    place: str = "",
    supporting_adult: str = "",
    draft_key: str = "",
    token: UUID | None = None,
) -> Interview | None:
    """Plan an interview, or change its plan: by whom, when (aware), where. The interviewer is told and owes it from now.

    Raises `Refused` where the interviewer has a part that forbids it. None if this form was sent before.
    """
    require(by, "work_case", involvement.case)
    if token is not None and claim(token=token, by=by):
        return None
    case = _changeable(involvement)
    current = current_of(involvement)
    refuse_if(rules.cannot_plan(current), about=involvement.case)
    refuse_if(rules.cannot_plan_for(planned_start_at, timezone.now()), about=case, field="at_time")
    _check_leader(involvement, interviewer, by)
    plan: dict[str, Any] = {
        "witness_kind": witness_kind,
        "interviewer": interviewer,
        "interviewer_name": interviewer_name,
        "planned_start_at": planned_start_at,
        "place": place,
        "supporting_adult": supporting_adult,
    }
    before = current.interviewer if current is not None else None
    interview = _planned(involvement, current, plan, by)
    _hand_over(interview, before, by)
    _forget(draft_key, token, interview, by)
    return interview


def _planned(involvement: Involvement, current: Interview | None, plan: dict[str, Any], by: User) -> Interview:
    """The row of the plan: made, or changed."""
    if current is not None:
        told = {"who": involvement.who, "plan": _said(Interview(involvement=involvement, **plan))}
        amend(current, verb="interview.replanned", by=by, data=told, **plan)
        return current
    now = timezone.now()
    interview = Interview(involvement=involvement, planned_at=now, planned_by=by, **plan)
    full_check(interview)
    interview.save()
    data = {"who": involvement.who, "plan": _said(interview)}
    write(chain=interview.chain, verb="interview.planned", row=interview, by=by, at=now, data=data)
    return interview


def _said(interview: Interview) -> str:
    at = wording.in_full(interview.planned_start_at) if interview.planned_start_at else ""
    by = f"by {interview.leader}" if interview.leader else ""
    return ", ".join(part for part in (by, at, interview.place) if part) or "nothing fixed yet"


def _hand_over(interview: Interview, before: User | None, by: User) -> None:
    """The duty of the interview is the interviewer's, who is told; by name only where they may work on the case.

    From an interviewer who is replaced by somebody who may not, or by nobody, it goes back to the role that owes it.
    """
    row, leader = interview.involvement, interview.interviewer
    duty = _owe(row, by)
    is_able = leader is not None and may(leader, "work_case", row.case)
    if leader is not None and is_able and leader != before:
        hand_to(duty=duty, to=leader, reason="Named as the interviewer", by=by)
    elif before is not None and not is_able and duty.owner_user_id == before.pk:
        reason = NO_LONGER_NAMED.format(name=before.name)
        pass_to_role(duty=duty, role=_owner(row, by), reason=reason, by=by)
    if leader is not None and leader not in (before, by):
        path = reverse("incidents:interview_of", args=[row.case.reference, row.pk])
        tell(kind=NoticeKind.INTERVIEW_ASKED, audience=Audience.COLLEAGUE, to=leader, path=path, by=by, case=row.case)


@transaction.atomic
def drop_plan(*, involvement: Involvement, reason: str, by: User, how: str = "") -> None:
    """Drop what was planned and owed with somebody, as a part of an act: they are taken out, or `how` it is settled."""
    require(by, "work_case", involvement.case)
    lock(involvement.case)
    for plan in Interview.objects.filter(involvement=involvement, state=InterviewState.PLANNED):
        data = {"who": involvement.who, "reason": reason}
        write(chain=plan.chain, verb="interview.dropped", row=plan, by=by, data=data)
        plan.delete()
    how = how or f"Taken out of the case: {reason}"
    discharge(case=involvement.case, kind=Kind.INTERVIEW, subject=str(involvement.pk), by=by, how=how)


# --- Held ---------------------------------------------------------------------------------------------------------
@transaction.atomic
def hold_interview(
    *,
    involvement: Involvement,
    witness_kind: WitnessKind,
    started_at: datetime,
    ended_at: datetime,
    account: str,
    note_form: NoteForm,
    is_read_back: bool,
    by: User,
    interviewer: User | None = None,
    interviewer_name: str = "",
    place: str = "",
    also_present: str = "",
    supporting_adult: str = "",
    no_adult_reason: str = "",
    agreement: InterviewState | None = None,
    disagreement: str = "",
    draft_key: str = "",
    token: UUID | None = None,
) -> Interview | None:
    """Write down an interview that was held (aware datetimes), planned before or not. The duty to interview is done.

    `agreement` says at once whether they agree with the note; None asks later. Raises `Refused` where the interviewer
    has a part that forbids it, or a pupil had no adult and no reason is given. None if this form was sent before.
    Policy, Methods: written notes of interviews.
    """
    require(by, "work_case", involvement.case)
    if token is not None and claim(token=token, by=by):
        return None
    case = _changeable(involvement)
    current = current_of(involvement)
    refuse_if(rules.cannot_plan(current), about=case)
    _check_leader(involvement, interviewer, by)
    now = timezone.now()
    refuse_if(rules.cannot_have_talked(started_at, ended_at, happened_at(case), now), about=case, field="from_time")
    refuse_if(
        rules.cannot_support_nobody(witness_kind, supporting_adult, no_adult_reason),
        about=case,
        field="supporting_adult",
    )
    refuse_if(rules.cannot_have_two_leaders(interviewer, interviewer_name), about=case, field="interviewer")
    leader = interviewer.name if interviewer is not None else interviewer_name
    held: dict[str, Any] = {
        "witness_kind": witness_kind,
        "interviewer": interviewer,
        "interviewer_name": interviewer_name,
        "started_at": started_at,
        "ended_at": ended_at,
        "place": place,
        "also_present": also_present,
        "supporting_adult": supporting_adult,
        "no_adult_reason": no_adult_reason,
        "note_form": note_form,
        "account": account,
        "is_read_back": is_read_back,
        "noted_at": now,
        "noted_by": by,
    }
    interview = _row(involvement, current, witness_kind, by, {"state": InterviewState.HELD, **held})
    move(
        interview, InterviewState.HELD, table=INTERVIEW_MOVES, verb="interview.held", by=by, at=now,
        data={"who": involvement.who, "leader": leader, "when": wording.in_full(started_at)}, **held,
    )  # fmt: skip
    how = f"Held {wording.in_full(started_at)}, by {leader}"
    _close(interview, how, by)
    _part_from_reviewing(interview, by)
    if agreement is not None:
        _settle(interview, agreement, disagreement, by)
    _forget(draft_key, token, interview, by)
    return interview


@transaction.atomic
def change_note(*, interview: Interview, revision: int, by: User, draft_key: str = "", **changes: Any) -> Interview:
    """Change what was written down, until they say whether they agree. `revision` is the one the form was opened on.

    Raises `Stale` if somebody else has saved since. What was issued already stays; a new version replaces it.
    """
    require(by, "work_case", interview.case)
    _changeable(interview.involvement)
    interview.refresh_from_db()
    refuse_if(rules.cannot_change_note(interview), about=interview)
    if interview.revision != revision:
        raise Stale(CHANGED_MEANWHILE, about=interview)
    _check_leader(interview.involvement, changes["interviewer"], by)
    refuse_if(
        rules.cannot_have_two_leaders(changes["interviewer"], changes["interviewer_name"]),
        about=interview,
        field="interviewer",
    )
    started_at, ended_at = changes["started_at"], changes["ended_at"]
    refuse_if(
        rules.cannot_have_talked(
            started_at, ended_at, happened_at(interview.case), interview.noted_at or timezone.now()
        ),
        about=interview,
        field="from_time",
    )
    refuse_if(
        rules.cannot_support_nobody(changes["witness_kind"], changes["supporting_adult"], changes["no_adult_reason"]),
        about=interview,
        field="supporting_adult",
    )
    if draft_key:
        drop_draft(key=draft_key, by=by)
    if amend(interview, verb="interview.note_changed", by=by, data={"who": interview.who}, **changes):
        Interview.objects.filter(pk=interview.pk).update(revision=revision + 1)
        note_new_fact(case=interview.case, by=by)
        interview.refresh_from_db()
        _part_from_reviewing(interview, by)
    return interview


@transaction.atomic
def settle_interview(
    *, interview: Interview, agreement: InterviewState, by: User, disagreement: str = "", draft_key: str = ""
) -> Interview:
    """Note whether they agree with the note, and if not, with what they disagree. The note stays as it is from now."""
    require(by, "work_case", interview.case)
    _changeable(interview.involvement)
    interview.refresh_from_db()
    refuse_if(rules.cannot_settle_interview(interview), about=interview)
    _settle(interview, agreement, disagreement, by)
    if agreement == InterviewState.NOT_AGREED:
        note_new_fact(case=interview.case, by=by)
    if draft_key:
        drop_draft(key=draft_key, by=by)
    return interview


def _settle(interview: Interview, agreement: InterviewState, disagreement: str, by: User) -> None:
    if agreement == InterviewState.NOT_AGREED and not disagreement.strip():
        raise Refused("Say what they do not agree with.", about=interview, field="disagreement")
    is_agreed = agreement == InterviewState.AGREED
    now = timezone.now()
    told = {"who": interview.who} if is_agreed else {"who": interview.who, "disagreement": disagreement}
    move(
        interview, agreement, table=INTERVIEW_MOVES, by=by, at=now,
        verb="interview.agreed" if is_agreed else "interview.not_agreed",
        data=told, settled_at=now, settled_by=by, disagreement="" if is_agreed else disagreement,
    )  # fmt: skip


# --- Not possible -------------------------------------------------------------------------------------------------
@transaction.atomic
def give_up_interview(
    *, involvement: Involvement, witness_kind: WitnessKind, reason: str, by: User, draft_key: str = ""
) -> Interview:
    """Note that somebody cannot be interviewed, and why: the reports say it. The duty to interview is done.

    Refuses (`Refused`) whoever could not hold the interview.
    """
    require(by, "work_case", involvement.case)
    case = _changeable(involvement)
    current = current_of(involvement)
    given = (
        Interview.objects.filter(involvement=involvement, given_up_by=by, given_up_reason=reason).order_by("pk").last()
    )
    if given is not None and current in (None, given):
        return given
    refuse_if(rules.cannot_give_up(current), about=case)
    refuse_if(rules.cannot_spare(by, involvement, parts_in(case)), about=case)
    refuse_blank(reason, "Say why it is not possible.", about=case, field="reason")
    now = timezone.now()
    given_up: dict[str, Any] = {"given_up_at": now, "given_up_by": by, "given_up_reason": reason}
    interview = _row(involvement, current, witness_kind, by, {"state": InterviewState.NOT_POSSIBLE, **given_up})
    move(
        interview, InterviewState.NOT_POSSIBLE, table=INTERVIEW_MOVES, verb="interview.not_possible", by=by, at=now,
        data={"who": involvement.who, "reason": reason}, **given_up,
    )  # fmt: skip
    _close(interview, f"Not possible: {reason}", by)
    if draft_key:
        drop_draft(key=draft_key, by=by)
    return interview


def _close(interview: Interview, how: str, by: User) -> None:
    """One interview is done; with the last one, where the CEO was informed, the supplementary report is owed."""
    case = interview.case
    discharge(case=case, kind=Kind.INTERVIEW, subject=str(interview.involvement_id), by=by, how=how)
    owe_supplementary(case=case, by=by)
    note_new_fact(case=case, by=by)


@transaction.atomic
def owe_supplementary(*, case: Case, by: User) -> Duty | None:
    """Open the duty of the supplementary report once every interview is in; None while the CEO was told of nothing.

    Policy, Methods: having interviewed, the headteacher informs the CEO.
    """
    is_informed = Duty.objects.filter(case=case, kind=Kind.REPORT_TO_CEO).exists()
    if not is_informed or open_for(case):
        return None
    return open_duty(case=case, kind=Kind.SUPPLEMENTARY_REPORT, by=by)


# --- Shared -------------------------------------------------------------------------------------------------------
def _changeable(involvement: Involvement) -> Case:
    """The case under its lock, if anything may be added to it."""
    case = lock(involvement.case)
    refuse_if(case_rules.cannot_change(case), about=case)
    return case


def _row(
    involvement: Involvement, current: Interview | None, witness_kind: WitnessKind, by: User, becomes: dict[str, Any]
) -> Interview:
    """The row that is moved on: the planned one, or a new one. What it is to become is checked as a whole before."""
    row = current or Interview(
        involvement=involvement, planned_at=timezone.now(), planned_by=by, witness_kind=witness_kind
    )
    later = copy(row)
    for name, value in becomes.items():
        setattr(later, name, value)
    full_check(later)
    if current is None:
        full_check(row)
        row.save()
    return row


def _check_leader(involvement: Involvement, leader: User | None, by: User) -> None:
    if leader is None:
        return
    refuse_if(
        rules.cannot_lead(leader, involvement, parts_in(involvement.case)),
        about=involvement.case,
        field="interviewer",
    )
    if not reach(leader).sees(involvement.case):
        raise Refused(
            "This colleague does not see the case. Ask the CEO to give them sight of it, or name them in words.",
            about=involvement.case,
            field="interviewer",
        )


def _part_from_reviewing(interview: Interview, by: User) -> None:
    """Hand the CEO's part to the Chair where the CEO held the interview: nobody judges on what they took down themselves."""
    if interview.interviewer is not None:
        note_decision(case=interview.case, decider=interview.interviewer, reason=CEO_INTERVIEWED, by=by)


def _forget(draft_key: str, token: UUID | None, interview: Interview, by: User) -> None:
    if draft_key:
        drop_draft(key=draft_key, by=by)
    if token is not None:
        settle(token=token, led_to=interview.get_absolute_url(), by=by)

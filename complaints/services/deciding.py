"""A complaint is decided on, taken further or withdrawn."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from audit.services import move, write
from cases.duties import Kind
from cases.duty_kinds import OF_DATA, OF_PANEL
from cases.services.case import settle_reopened
from cases.services.writing import claim, drop_draft, settle
from complaints import rules
from complaints.access import BOARD, require_handles, require_handles_still, require_withdraws
from complaints.drafts import ASKED_KEY, draft_key
from complaints.models import ActionTaken, Complaint, Decision, NextStage, Point
from complaints.selectors.independence import why_not_decide
from complaints.selectors.letter import capacity_for, may_ask_until
from complaints.services._panel import WITHDRAWN, let_panel_go
from complaints.services._shared import begin_stage, drop_duties, keep_decision, locked, settle_owner
from complaints.states import STAGE_MOVES, Answered, Capacity, Further, Result, Stage
from kernel import wording
from kernel.checking import full_check
from kernel.refusal import Refused, refuse_blank, refuse_if
from notices.recipients import holders
from schools.access import forget_powers, require_at
from schools.calendar import local_day
from schools.services.holding import hold_days
from schools.states import Role

ANSWERED = "The complaint is decided on: the answer says the rest."


@transaction.atomic
def decide_complaint(
    *, complaint: Complaint, findings: Sequence[tuple[Point, Result, str]], remedy: str, action: str, by: User
) -> Decision:
    """Decide on every point of a complaint at the stage it is at; the answer is then owed in writing.

    `remedy` the complainant reads; `action` stays in the file, whatever was found. Refuses (`Refused`) whoever has to
    do with what it is about, naming why. Law: Part 7 of the 2014 Regulations, paragraph 33.
    """
    require_handles(by, complaint)
    complaint = locked(complaint)
    require_handles_still(by, complaint)
    points = [one for one in complaint.points.all() if one.is_open]
    refuse_if(rules.cannot_decide(complaint, points, why_not_decide(complaint, by)), about=complaint)
    decision = keep_decision(
        complaint,
        findings,
        remedy=remedy,
        action=action,
        capacity=Capacity(capacity_for(complaint, by)),
        stage=Answered(complaint.stage),
        by=by,
    )
    kinds = (Kind.ACKNOWLEDGE_COMPLAINT, Kind.HOLDING_UPDATE, Kind.DATA_COMPLAINT, Kind.DATA_UPDATE)
    drop_duties(complaint, kinds, ANSWERED, by)
    drop_draft(key=draft_key("complaint_decide", complaint.case), by=by)
    return decision


@transaction.atomic
def take_further(
    *,
    complaint: Complaint,
    asked_on: date,
    words: str,
    by: User,
    late_reason: str = "",
    token: UUID | None = None,
) -> NextStage | None:
    """Note that the complainant asked for the next stage on a local day; a case that was closed is open again.

    After the informal answer that is the formal stage; after the formal answer a panel, which the clerk arranges.
    Too late it is only taken for a reason. None if this form was sent before.
    """
    require_handles(by, complaint)
    if token is not None and claim(token=token, by=by):
        return None
    hold_days([complaint.case.school])
    complaint = locked(complaint)
    require_handles_still(by, complaint)
    row = _go_further(complaint, asked_on, words, late_reason, by)
    drop_draft(key=draft_key("complaint_further", complaint.case), by=by)
    if token is not None:
        settle(token=token, led_to=complaint.get_absolute_url(), by=by)
    return row


@transaction.atomic
def ask_for_panel(
    *, reference: str, asked_on: date, words: str, by: User, late_reason: str = "", token: UUID | None = None
) -> NextStage | None:
    """Note that the complainant wrote to the clerk for a panel: our formal answer says to. None if sent before.

    Nobody else is asked for it, least of all whose answer they are not content with. Refuses (`Refused`) every number
    of which no complaint was answered at the formal stage in the same words: the clerk sees no file. Law: Part 7 of the
    2014 Regulations, paragraph 33(e).
    """
    require_at(by, BOARD)
    if token is not None and claim(token=token, by=by):
        return None
    rows = Complaint.objects.may_go_to_panel(by).with_people()
    complaint = rows.filter(case__reference__iexact=reference.strip()).first()
    if complaint is None:
        raise Refused(rules.NO_SUCH_ANSWER, about=None, field="reference")
    hold_days([complaint.case.school])
    complaint = locked(complaint)
    forget_powers(by)
    if not Complaint.objects.may_go_to_panel(by).filter(pk=complaint.pk).exists():
        raise Refused(rules.NO_SUCH_ANSWER, about=None, field="reference")
    row = _go_further(complaint, asked_on, words, late_reason, by)
    drop_draft(key=ASKED_KEY, by=by)
    if token is not None:
        settle(token=token, led_to=complaint.panel_url, by=by)
    return row


def _go_further(complaint: Complaint, asked_on: date, words: str, late_reason: str, by: User) -> NextStage:
    answered = [one.answers for one in complaint.decisions.all()]
    refuse_if(rules.cannot_go_further(complaint, answered), about=complaint)
    stage = Further.after(answered)
    answered_on = max((local_day(one.decided_at) for one in complaint.decisions.all()), default=None)
    wrong_day = rules.cannot_ask_on(asked_on, answered_on, complaint, local_day(timezone.now()))
    refuse_if(wrong_day, about=complaint, field="asked_on")
    until_on = may_ask_until(complaint)
    refuse_if(rules.cannot_be_late(asked_on, until_on, late_reason), about=complaint, field="late_reason")
    refuse_blank(words, "Say why they are not content.", about=complaint, field="words")
    if complaint.case.is_closed:
        settle_reopened(case=complaint.case, reason="The complainant takes the complaint further.", by=by)
    row = NextStage(
        complaint=complaint,
        asked_for=stage,
        asked_on=asked_on,
        until_on=until_on,
        words=words.strip(),
        late_reason=late_reason.strip() if until_on is not None and asked_on > until_on else "",
        noted_at=timezone.now(),
        noted_by=by,
    )
    full_check(row)
    row.save()
    data = {"who": complaint.who, "asked": wording.full_day(asked_on), "reason": row.words}
    move(
        complaint,
        Stage(stage),
        table=STAGE_MOVES,
        verb="complaint.asked_for_panel" if stage == Further.PANEL else "complaint.taken_further",
        by=by,
        field="stage",
        data=data,
        stage_on=asked_on,
    )
    begin_stage(locked(complaint), by)
    return row


@transaction.atomic
def hand_to_chair(*, complaint: Complaint, by: User) -> None:
    """Hand a complaint to the Chair that the CEO cannot decide on: they came to have to do with it after it began.

    The Chair is told. Refuses (`Refused`) where nothing keeps the CEO from deciding.
    """
    require_handles(by, complaint)
    complaint = locked(complaint)
    require_handles_still(by, complaint)
    conflicts = [why_not_decide(complaint, ceo) for ceo in holders(Role.CEO)]
    refuse_if(rules.cannot_hand_over(complaint, conflicts), about=complaint)
    settle_owner(complaint, by)


@transaction.atomic
def withdraw_complaint(*, complaint: Complaint, reason: str, by: User) -> None:
    """Note that the complainant withdrew the complaint, and how that is known: nothing on it is due any more.

    A panel that was to meet does not: it is called off, and its members are told.
    """
    require_withdraws(by, complaint)
    complaint = locked(complaint)
    forget_powers(by)
    require_withdraws(by, complaint)
    refuse_if(rules.cannot_withdraw(complaint), about=complaint)
    refuse_blank(reason, "Say how they withdrew it, and why if they said so.", about=complaint, field="reason")
    let_panel_go(complaint, by)
    data = {"who": complaint.who, "reason": reason.strip()}
    move(
        complaint,
        Stage.WITHDRAWN,
        table=STAGE_MOVES,
        verb="complaint.withdrawn",
        by=by,
        field="stage",
        data=data,
    )
    kinds = (Kind.ACKNOWLEDGE_COMPLAINT, Kind.HOLDING_UPDATE, Kind.RESOLVE_COMPLAINT, *OF_PANEL, *OF_DATA)
    drop_duties(complaint, kinds, WITHDRAWN, by)
    drop_draft(key=draft_key("complaint_withdraw", complaint.case), by=by)


@transaction.atomic
def note_action(*, complaint: Complaint, text: str, by: User, token: UUID | None = None) -> ActionTaken | None:
    """Note what was done in school as a result of a complaint; also once it is answered and its case closed.

    It stays in the file. None if this form was sent before. Law: Part 7 of the 2014 Regulations, paragraph 33(j).
    """
    require_handles(by, complaint)
    if token is not None and claim(token=token, by=by):
        return None
    complaint = locked(complaint)
    require_handles_still(by, complaint)
    refuse_if(rules.cannot_note_action(complaint), about=complaint)
    refuse_blank(text, "Say what was done.", about=complaint, field="text")
    row = ActionTaken(complaint=complaint, text=text.strip(), noted_at=timezone.now(), noted_by=by)
    full_check(row)
    row.save(force_insert=True)
    data = {"who": complaint.who, "text": row.text}
    write(chain=complaint.chain, verb="complaint.action_noted", row=row, by=by, data=data)
    drop_draft(key=draft_key("complaint_action", complaint.case), by=by)
    if token is not None:
        settle(token=token, led_to=complaint.get_absolute_url(), by=by)
    return row

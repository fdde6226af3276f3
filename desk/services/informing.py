"""Informing the CEO and the Chair of Trustees: at once, with the report, and what each owes afterwards."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.urls import reverse

from accounts.models import User
from cases.access import require, require_still
from cases.deciding import decider_role
from cases.duties import Kind
from cases.models import Case, Duty
from cases.services.case import lock
from cases.services.deciding import settle_decider
from cases.services.duties import discharge, open_duty
from cases.services.writing import claim, drop_draft, settle
from desk import rules
from desk.selectors.ceo import is_ceo_owed
from desk.selectors.report import issued_report
from desk.selectors.supplementary import supplementary_of
from incidents.models import Incident
from incidents.selectors.interviews import has_any
from incidents.services import say_why_not_suspended
from incidents.services.interviews import owe_supplementary
from kernel import wording
from kernel.refusal import refuse_if
from notices.models import Notice
from notices.recipients import acting_for_ceo, deciders, holders, not_walled, not_walled_cases
from notices.selectors import CEO_KINDS, CHAIR_KINDS, LATER_KINDS
from notices.services import acknowledge, log_conversation, tell, tell_ceo
from notices.states import Audience, CallResult, Channel, NoticeKind
from pupils.models import PupilSuspension
from records.models import Copy, WrittenRecord
from records.services import hand_copy, note_received
from records.states import CopyMethod
from schools.states import Role

# What the Chair reads above a supplementary report: whoever issues it writes them no note.
FOLLOWS = "The witnesses have been interviewed. The supplementary report follows the report that you were sent."


@transaction.atomic
def inform_ceo(*, case: Case, is_suspended: bool, by: User) -> list[Notice]:
    """Tell the CEO of a case at once, and open what follows: the report, and informing the Chair of a suspension.

    Where the CEO is involved, or decided, the Chair is told in their place; a delegate of the CEO is told with them.
    Policy: Methods.
    """
    case = lock(case)
    told = tell_ceo(case=case, by=by)
    open_duty(case=case, kind=Kind.REPORT_TO_CEO, by=by)
    if is_suspended and decider_role(case) == Role.CEO:
        open_duty(case=case, kind=Kind.INFORM_CHAIR, by=by)
    return told


@transaction.atomic
def explain_no_suspension(*, incident: Incident, why: str, by: User) -> list[Notice]:
    """Say why nobody is suspended after an attack or a threat, and tell whoever decides what the CEO decides.

    Said once. Raises `Refused` without a sentence. Policy: these result in suspension.
    """
    if not say_why_not_suspended(incident=incident, why=why, by=by):
        return []
    case = lock(incident.case)
    settle_decider(case=case, by=by)
    path = case.get_absolute_url()
    return [
        tell(kind=NoticeKind.NOT_SUSPENDED, audience=audience, to=user, path=path, by=by, case=case)
        for audience, user in acting_for_ceo(case)
        if user.pk != by.pk
    ]


@transaction.atomic
def inform_ceo_now(*, case: Case, by: User) -> None:
    """Tell the CEO of a case that waited for somebody to tell: since it was logged, there is an account."""
    require(by, "work_case", case)
    case = lock(case)
    refuse_if(rules.cannot_inform_ceo(case, is_owed=is_ceo_owed(case)), about=case)
    refuse_if(rules.cannot_reach_ceo(deciders(case)[1]), about=case)
    if PupilSuspension.objects.filter(case=case).exists():
        # Of a pupil's suspension the CEO is told, and owed no report.
        tell_ceo(case=case, by=by)
    else:
        inform_ceo(case=case, is_suspended=case.site_suspensions.exists(), by=by)


@transaction.atomic
def log_ceo_told(
    *,
    case: Case,
    name: str,
    channel: Channel,
    spoken_at: datetime,
    note: str,
    by: User,
    draft_key: str = "",
    token: UUID | None = None,
) -> Notice | None:
    """Log that the CEO (or the Chair in their place), who has no account here, was told by word of mouth (aware).

    That does the duty. None if this form was sent before. Policy: Methods.
    """
    require(by, "work_case", case)
    if token is not None and claim(token=token, by=by):
        return None
    case = lock(case)
    refuse_if(rules.cannot_inform_ceo(case, is_owed=is_ceo_owed(case)), about=case)
    role, _ = deciders(case)
    notice = log_conversation(
        case=case,
        kind=NoticeKind.CEO_INFORMED,
        audience=Audience(role.value),
        channel=channel,
        spoken_at=spoken_at,
        call_result=CallResult.SPOKE,
        note=note,
        to_name=name,
        by=by,
    )
    how = f"{role.label} told: {name}, {notice.get_channel_display().lower()}, {wording.in_full(spoken_at)}"
    discharge(case=case, kind=Kind.INFORM_CEO, by=by, how=how)
    if draft_key:
        drop_draft(key=draft_key, by=by)
    if token is not None:
        settle(token=token, led_to=case.get_absolute_url(), by=by)
    return notice


@transaction.atomic
def send_report(*, record: WrittenRecord, is_suspended: bool, by: User) -> None:
    """Hand an issued report to whoever decides, tell them, and open what they owe."""
    case = record.case
    role = settle_decider(case=case, by=by)
    for audience, user in acting_for_ceo(case):
        path = reverse("desk:report_read", args=[case.reference])
        notice = tell(kind=NoticeKind.REPORT_ISSUED, audience=audience, to=user, path=path, by=by, case=case)
        hand_copy(record=record, to_user=user, method=CopyMethod.LINK, notice=notice, by=by)
    discharge(case=case, kind=Kind.REPORT_TO_CEO, by=by, how=f"{record} issued")
    if has_any(case) and supplementary_of(case)[1] is None:
        owe_supplementary(case=case, by=by)
    open_duty(case=case, kind=Kind.CEO_ACKNOWLEDGE, by=by, owner_role=role)
    if is_suspended and role == Role.CEO:
        open_duty(case=case, kind=Kind.CHAIR_REPORT, by=by)


@transaction.atomic
def send_supplementary(*, record: WrittenRecord, by: User) -> None:
    """Hand an issued supplementary report to whoever decides, tell them, and open what they owe.

    The Chair, who was sent the report, gets it as well. Policy: Methods, the Chair is informed with a written report.
    """
    case = record.case
    role = settle_decider(case=case, by=by)
    for audience, user in acting_for_ceo(case):
        path = reverse("desk:supplementary_read", args=[case.reference])
        notice = tell(kind=NoticeKind.SUPPLEMENTARY_ISSUED, audience=audience, to=user, path=path, by=by, case=case)
        hand_copy(record=record, to_user=user, method=CopyMethod.LINK, notice=notice, by=by)
    discharge(case=case, kind=Kind.SUPPLEMENTARY_REPORT, by=by, how=f"{record} issued")
    open_duty(case=case, kind=Kind.READ_SUPPLEMENTARY, by=by, owner_role=role)
    if role == Role.CEO:
        _send_on_to_chair(case, by)


def _send_on_to_chair(case: Case, by: User) -> None:
    """Hand the Chair the supplementary report, where the CEO has sent them the report it belongs to.

    A Chair who came after it was sent gets both. Where they were not sent the report, it goes with it then.
    """
    if not Notice.objects.filter(case=case, kind=NoticeKind.CHAIR_REPORT).exists():
        return
    for chair in not_walled(holders(Role.CHAIR), case):
        path, kind = reverse("desk:chair", args=[case.reference]), NoticeKind.CHAIR_SUPPLEMENTARY
        notice = tell(kind=kind, audience=Audience.CHAIR, to=chair, path=path, by=by, case=case, note=FOLLOWS)
        _hand_reports(case, chair, notice, by)
        open_duty(case=case, kind=Kind.CHAIR_ACKNOWLEDGE, by=by)


def _hand_reports(case: Case, chair: User, notice: Notice, by: User) -> None:
    """A copy of the report, and of the supplementary report where there is one, as they count now."""
    for record in (issued_report(case), supplementary_of(case)[1]):
        if record is not None:
            hand_copy(record=record, to_user=chair, method=CopyMethod.LINK, notice=notice, by=by)


@transaction.atomic
def acknowledge_notice(*, case: Case, by: User) -> None:
    """The CEO (or who stands in) confirms having read that there is this case; the report is confirmed on its page."""
    case = lock(case)
    _read(case, (NoticeKind.CEO_INFORMED,), by)


@transaction.atomic
def acknowledge_report(*, case: Case, record: WrittenRecord, by: User) -> None:
    """The CEO (or who stands in) confirms having read a report: the version that was on their page, not a later one."""
    case = lock(case)
    refuse_if(rules.cannot_confirm(record, issued_report(case)), about=case)
    if _owes(case, Kind.CEO_ACKNOWLEDGE, by):
        _read(case, CEO_KINDS, by, is_needed=False)
    else:
        _read(case, CEO_KINDS, by)
    discharge(case=case, kind=Kind.CEO_ACKNOWLEDGE, by=by, how=f"{by.name} confirmed reading the report")


@transaction.atomic
def acknowledge_supplementary(*, case: Case, record: WrittenRecord, by: User) -> None:
    """The CEO (or who stands in) confirms having read the supplementary report: the version that was on their page."""
    case = lock(case)
    refuse_if(rules.cannot_confirm(record, supplementary_of(case)[1]), about=case)
    _read(case, LATER_KINDS, by, is_needed=not _owes(case, Kind.READ_SUPPLEMENTARY, by))
    discharge(case=case, kind=Kind.READ_SUPPLEMENTARY, by=by, how=f"{by.name} confirmed reading the report")


@transaction.atomic
def inform_chair(
    *, case: Case, note: str, by: User, draft_key: str = "", token: UUID | None = None
) -> list[Notice] | None:
    """Inform the Chair of Trustees by a covering note; with the report, and what follows it, if issued. Policy: Methods.

    The Chair gets what is sent and nothing else of the case. Raises `Refused` when there is no Chair to tell. None if
    this form was sent before.
    """
    require(by, "inform_chair", case)
    if token is not None and claim(token=token, by=by):
        return None
    case = lock(case)
    require_still(by, "inform_chair", case)
    chairs = not_walled(holders(Role.CHAIR), case)
    refuse_if(rules.cannot_inform_chair(case, chairs), about=case)
    report = issued_report(case)
    kind = NoticeKind.CHAIR_REPORT if report else NoticeKind.CHAIR_INFORMED
    path = reverse("desk:chair", args=[case.reference])
    told = []
    for chair in chairs:
        notice = tell(kind=kind, audience=Audience.CHAIR, to=chair, path=path, by=by, case=case, note=note)
        if report is not None:
            _hand_reports(case, chair, notice, by)
        told.append(notice)
    names = ", ".join(chair.name for chair in chairs)
    discharge(case=case, kind=Kind.INFORM_CHAIR, by=by, how=f"{names} informed")
    if report is not None:
        discharge(case=case, kind=Kind.CHAIR_REPORT, by=by, how=f"{report} sent to {names}")
        open_duty(case=case, kind=Kind.CHAIR_ACKNOWLEDGE, by=by)
    if draft_key:
        drop_draft(key=draft_key, by=by)
    if token is not None:
        settle(token=token, led_to=case.get_absolute_url(), by=by)
    return told


@transaction.atomic
def hand_on_to_chair(*, user: User, by: User) -> None:
    """Hand whoever begins to stand in for the Chair what the Chair has not confirmed yet: note and reports."""
    open_ones = Duty.objects.open().filter(kind=Kind.CHAIR_ACKNOWLEDGE).select_related("case")
    for case in not_walled_cases(user, [duty.case for duty in open_ones]):
        case = lock(case)
        path = reverse("desk:chair", args=[case.reference])
        sent = Notice.objects.for_chair().filter(case=case).exclude(kind=NoticeKind.CHAIR_SUPPLEMENTARY)
        latest = sent.order_by("-queued_at", "-pk").first()
        note = latest.note if latest else ""
        notice = tell(
            kind=NoticeKind.CHAIR_REPORT, audience=Audience.CHAIR, to=user, path=path, by=by, case=case, note=note
        )
        _hand_reports(case, user, notice, by)


@transaction.atomic
def acknowledge_as_chair(*, case: Case, by: User, upto: int | None = None) -> None:
    """The Chair confirms having read what the CEO sent, up to the message that was on their page (its pk), if named."""
    case = lock(case)
    _read(case, CHAIR_KINDS, by, upto=upto)
    is_left = Notice.objects.for_chair().unread().filter(case=case, to_user=by).exists()
    if not is_left and Copy.objects.filter(record__case=case, to_user=by).exists():
        discharge(case=case, kind=Kind.CHAIR_ACKNOWLEDGE, by=by, how=f"{by.name} confirmed reading the report")


def _read(
    case: Case, kinds: Iterable[NoticeKind], by: User, *, upto: int | None = None, is_needed: bool = True
) -> None:
    """Acknowledge what was sent to this account on this case, and note the copies that came with it as received."""
    sent = Notice.objects.filter(case=case, to_user=by, kind__in=kinds)
    mine = [*(sent if upto is None else sent.filter(pk__lte=upto))]
    if is_needed:
        refuse_if(rules.cannot_acknowledge(mine), about=case)
    for notice in mine:
        acknowledge(notice=notice, by=by)
    for copy in Copy.objects.filter(notice__in=mine, to_user=by, received_at__isnull=True):
        note_received(copy=copy, by=by)


def _owes(case: Case, kind: Kind, by: User) -> bool:
    """This account owes a duty on the case now: also somebody who began to stand in after it was opened."""
    return Duty.objects.open().owed_by(by).filter(case=case, kind=kind).exists()

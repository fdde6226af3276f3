"""Everything that tells somebody something, or notes that they were told."""

import uuid
from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.system import require_machine
from audit.services import write
from cases.access import reach, require
from cases.duties import Kind
from cases.models import Case, Link
from cases.services.case import lock
from cases.services.deciding import settle_decider
from cases.services.duties import discharge, open_duty
from cases.services.writing import drop_draft
from kernel.checking import full_check
from kernel.jobs import queue
from kernel.refusal import refuse_if
from notices import rules
from notices.models import Appointment, Notice
from notices.recipients import acting_for_ceo, deciders
from notices.states import Audience, CallResult, Channel, NoticeKind
from schools.access import powers, require_at
from schools.models import Person
from schools.states import Role

# Whoever was told of a case by one of these knows that it is theirs to decide.
TAKEN_BACK = "Not needed: the link was taken back"
TOLD_TO_DECIDE = (NoticeKind.DECIDES, NoticeKind.CEO_INFORMED, NoticeKind.REPORT_ISSUED)


@transaction.atomic
def tell(
    *,
    kind: NoticeKind,
    audience: Audience,
    to: User,
    path: str,
    by: User,
    case: Case | None = None,
    note: str = "",
    appointment: Appointment | None = None,
) -> Notice:
    """Tell an account, in the system and by e-mail. Row and job are written with the act that causes them.

    An `appointment` (not stored yet) goes along for their calendar.
    """
    notice = Notice(
        case=case,
        kind=kind,
        audience=audience,
        channel=Channel.EMAIL,
        to_user=to,
        path=path,
        note=note,
        queued_at=timezone.now(),
        queued_by=by,
        message_id=f"<{uuid.uuid4()}@inspires-casework>",
    )
    full_check(notice)
    notice.save()
    if appointment is not None:
        appointment.notice = notice
        full_check(appointment)
        appointment.save(force_insert=True)
    _enter(notice, "notice.queued", by, what=notice.get_kind_display())
    queue("notices.deliver", notice_id=notice.pk)
    return notice


@transaction.atomic
def tell_ceo(*, case: Case, by: User) -> list[Notice]:
    """Tell the CEO, or whoever decides in their place, that there is this case, and nothing more; delegates with them.

    Where there is nobody to tell, somebody owes it by word of mouth.
    """
    case = lock(case)
    role = settle_decider(case=case, by=by)
    informed = acting_for_ceo(case)
    users = [user for audience, user in informed if audience == Audience(role.value)]
    open_duty(case=case, kind=Kind.INFORM_CEO, by=by)
    told = []
    for audience, user in informed:
        if user.pk != by.pk:
            path = case.get_absolute_url()
            told.append(tell(kind=NoticeKind.CEO_INFORMED, audience=audience, to=user, path=path, by=by, case=case))
    if users:
        how = f"{role.label} told: " + ", ".join(user.name for user in users)
        discharge(case=case, kind=Kind.INFORM_CEO, by=by, how=how)
    return told


@transaction.atomic
def send_link(*, kind: NoticeKind, link: Link, by: User) -> Notice:
    """Send a link to the address it is for, as a part of the act that made it, which has checked its own power.

    The worker makes the address anew: no row and no job holds the token.
    """
    notice = Notice(
        case=link.case,
        kind=kind,
        audience=Audience.OUTSIDER,
        channel=Channel.LINK,
        to_name=link.to_name,
        link=link,
        queued_at=timezone.now(),
        queued_by=by,
        message_id=f"<{uuid.uuid4()}@inspires-casework>",
    )
    full_check(notice)
    notice.save()
    _enter(notice, "notice.linked", by, what=notice.get_kind_display())
    queue("notices.deliver", notice_id=notice.pk)
    return notice


@transaction.atomic
def drop_links(*, links: Iterable[Link], by: User) -> None:
    """Settle what did not arrive of links that were taken back: nobody needs to put it right any more."""
    rows = Notice.objects.undelivered().filter(link__in=[*links]).select_related("case", "link")
    for notice in rows:
        _not_needed(notice, by)


@transaction.atomic
def note_not_needed(*, notice: Notice, by: User) -> None:
    """Note that a link is not sent, because it was taken back before it went. For the worker alone."""
    require_machine(by)
    if notice.case is not None:
        lock(notice.case)
    notice.refresh_from_db()
    if notice.sent_at is None and notice.resolved_at is None:
        _not_needed(notice, by)


def _not_needed(notice: Notice, by: User) -> None:
    now = timezone.now()
    Notice.objects.filter(pk=notice.pk).update(
        failed_at=notice.failed_at or now, failed_reason=notice.failed_reason or "The link was taken back",
        resolved_at=now, resolved_by=by, resolved_how=TAKEN_BACK,
    )  # fmt: skip
    notice.refresh_from_db()
    _enter(notice, "notice.not_needed", by)
    _settle_failure(notice, TAKEN_BACK, by)


@transaction.atomic
def tell_who_decides(*, case: Case, by: User) -> list[Notice]:
    """Tell the Chair, or the vice-chair, that they decide in the CEO's place; not whoever was told of the case already."""
    lock(case)
    role, users = deciders(case)
    if role == Role.CEO:
        return []
    told = Notice.objects.filter(case=case, kind__in=TOLD_TO_DECIDE, to_user__in=users)
    heard = {*told.values_list("to_user", flat=True)}
    path, audience = case.get_absolute_url(), Audience(role.value)
    return [
        tell(kind=NoticeKind.DECIDES, audience=audience, to=user, path=path, by=by, case=case)
        for user in users
        if user.pk not in heard
    ]


@transaction.atomic
def log_conversation(
    *,
    case: Case,
    kind: NoticeKind,
    audience: Audience,
    channel: Channel,
    spoken_at: datetime,
    call_result: CallResult,
    note: str,
    by: User,
    to_person: Person | None = None,
    to_user: User | None = None,
    to_name: str = "",
) -> Notice:
    """Log a talk or call: with whom, when (aware), what came of it, what was said. Raises `Refused` for the future."""
    require(by, "work_case", case)
    refuse_if(rules.cannot_log(spoken_at), about=case, field="spoken_at")
    notice = Notice(
        case=case,
        kind=kind,
        audience=audience,
        channel=channel,
        to_person=to_person,
        to_user=to_user,
        to_name=to_name,
        note=note,
        queued_at=timezone.now(),
        queued_by=by,
        spoken_at=spoken_at,
        call_result=call_result,
    )
    full_check(notice)
    notice.save()
    _enter(
        notice,
        "notice.logged",
        by,
        channel=notice.get_channel_display(),
        result=notice.get_call_result_display(),
        note=note,
        spoken_at=spoken_at,
    )
    return notice


@transaction.atomic
def acknowledge(*, notice: Notice, by: User) -> bool:
    """Note that the addressee has read it. False if they had already; nobody reads in another's name."""
    now = timezone.now()
    mine = Notice.objects.filter(pk=notice.pk, to_user=by, acknowledged_at__isnull=True)
    if not mine.update(acknowledged_at=now, acknowledged_by=by):
        return False
    notice.refresh_from_db()
    _enter(notice, "notice.read", by, what=notice.get_kind_display())
    return True


@transaction.atomic
def note_delivery(*, notice: Notice, by: User) -> None:
    """Note that the mail server took it: once. Only the machine knows."""
    require_machine(by)
    Notice.objects.filter(pk=notice.pk, sent_at__isnull=True).update(
        sent_at=timezone.now(), failed_at=None, failed_reason=""
    )


@transaction.atomic
def note_attempt(*, notice: Notice, by: User) -> int:
    """Count an attempt to deliver; how many there were. Only the machine makes them."""
    require_machine(by)
    fresh = Notice.objects.select_for_update(no_key=True).get(pk=notice.pk)
    fresh.attempts += 1
    fresh.save(update_fields=["attempts"])
    return fresh.attempts


@transaction.atomic
def note_failure(*, notice: Notice, reason: str, by: User) -> None:
    """Note that a message will not arrive, and make it somebody's duty to put it right: whoever caused it."""
    if notice.case is not None:
        lock(notice.case)
    failed = Notice.objects.filter(pk=notice.pk, sent_at__isnull=True, failed_at__isnull=True)
    if not failed.update(failed_at=timezone.now(), failed_reason=reason[:300]):
        return
    notice.refresh_from_db()
    _enter(notice, "notice.failed", by, why=reason)
    if notice.case is not None:
        cause = notice.queued_by if notice.queued_by.is_active and powers(notice.queued_by).positions else None
        open_duty(
            case=notice.case,
            kind=Kind.NOTICE_FAILED,
            by=by,
            subject=str(notice.pk),
            about=notice.get_audience_display(),
            owner_user=cause,
            owner_role=Role.HEAD,
        )


@transaction.atomic
def send_again(*, notice: Notice, by: User) -> None:
    """Try a failed message once more."""
    notice = _failed(notice, by)
    Notice.objects.filter(pk=notice.pk).update(failed_at=None, failed_reason="", attempts=0)
    notice.refresh_from_db()
    _enter(notice, "notice.sent_again", by)
    _settle_failure(notice, "Sent again", by)
    queue("notices.deliver", notice_id=notice.pk)


@transaction.atomic
def put_right(*, notice: Notice, how: str, by: User, draft_key: str = "") -> None:
    """Note how somebody was told instead: a call, a letter, in person."""
    notice = _failed(notice, by)
    Notice.objects.filter(pk=notice.pk).update(resolved_at=timezone.now(), resolved_by=by, resolved_how=how[:300])
    notice.refresh_from_db()
    _enter(notice, "notice.put_right", by, how=how)
    _settle_failure(notice, how, by)
    if draft_key:
        drop_draft(key=draft_key, by=by)


def _failed(notice: Notice, by: User) -> Notice:
    """The notice, locked, if the user may put it right and it needs to be."""
    if notice.queued_by_id != reach(by).user_id:
        require(by, "work_case", notice.case) if notice.case is not None else require_at(by, "administer")
    if notice.case is not None:
        lock(notice.case)
    notice = Notice.objects.select_for_update(no_key=True, of=("self",)).select_related("case").get(pk=notice.pk)
    refuse_if(rules.cannot_put_right(notice), about=notice)
    return notice


def _settle_failure(notice: Notice, how: str, by: User) -> None:
    if notice.case is not None:
        discharge(case=notice.case, kind=Kind.NOTICE_FAILED, by=by, how=how, subject=str(notice.pk))


def _enter(notice: Notice, verb: str, by: User, **data: object) -> None:
    told = {"who": notice.who, "audience": notice.get_audience_display(), "kind": notice.kind, **data}
    write(chain=notice.chain, verb=verb, row=notice, by=by, data=told)

"""Everything that writes who holds the whole of a record that was signed: given, sent by a link, taken, never came."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.system import require_machine
from audit.services import amend
from cases.access import require
from cases.models import Link
from cases.rules import cannot_change
from cases.services.links import issue_link
from cases.services.writing import claim, drop_draft, settle
from cases.states import LinkPurpose
from kernel.refusal import refuse_if
from notices.services import send_link
from notices.states import NoticeKind
from records import rules
from records.models import Copy, Signatory
from records.selectors.by_link import strangers_account
from records.selectors.copies import copies_of_signers, copies_url, is_of
from records.selectors.signing import newer_of
from records.services._copies import copy_for, give, settle_copies
from records.services._signing import answering, end_link_to, locked, named
from records.services.record import note_never_came, note_received
from records.states import CopyMethod
from schools.calendar import local_day

PURPOSE = LinkPurpose.COPY
# How long a link to a copy opens.
LIVES = timedelta(days=28)


@dataclass(frozen=True)
class Sent:
    """A copy that goes by a link, and its code, which nobody can look up later."""

    copy: Copy
    link: Link
    code: str


@transaction.atomic
def give_whole(
    *,
    signatory: Signatory,
    method: CopyMethod,
    handed_on: date,
    by: User,
    address: str = "",
    proof: str = "",
    token: UUID | None = None,
    draft_key: str = "",
) -> Copy | None:
    """Note that the whole record went to somebody who signs it, by hand or by post, on a local day. None if sent before."""
    require(by, "handle_records", signatory.record.case)
    if token is not None and claim(token=token, by=by):
        return None
    record, signatory = answering(signatory, "handle_records", by)
    refuse_if(rules.cannot_give_whole(record, newer_of(record)), about=record)
    refuse_if(cannot_change(record.case), about=record)
    sealed_on, today = local_day(record.sealed.stored_at), local_day(timezone.now())
    refuse_if(rules.cannot_have_gone_on(handed_on, sealed_on, today), about=record, field="handed_on")
    copy = copy_for(signatory)
    copy.method, copy.handed_on, copy.address, copy.proof = method, handed_on, address, proof
    give(copy, by)
    settle_copies(record, by)
    if draft_key:
        drop_draft(key=draft_key, by=by)
    if token is not None:
        settle(token=token, led_to=copies_url(record), by=by)
    return copy


@transaction.atomic
def send_whole(*, signatory: Signatory, email: str, phone: str, by: User, token: UUID | None = None) -> Sent | None:
    """Send somebody who signs a link to their copy; the code goes by `phone`. A link sent before opens no more.

    It counts once it is taken. None if this form was sent before.
    """
    require(by, "work_case", signatory.record.case)
    if token is not None and claim(token=token, by=by):
        return None
    record, signatory = answering(signatory, "work_case", by)
    refuse_if(rules.cannot_give_whole(record, newer_of(record)), about=record)
    refuse_if(rules.cannot_send_to(signatory, strangers_account(signatory, email)), about=record, field="email")
    for earlier in (one for one in copies_of_signers(record)[1] if is_of(one, signatory)):
        end_link_to(earlier, by)
    copy = copy_for(signatory)
    copy.method, copy.address = CopyMethod.EMAIL, email
    give(copy, by)
    issued = issue_link(
        case=record.case,
        purpose=PURPOSE,
        subject=str(copy.pk),
        to_name=signatory.name,
        sent_to=email,
        phone=phone,
        expires_at=timezone.now() + LIVES,
        by=by,
    )
    send_link(kind=NoticeKind.COPY_LINK, link=issued.link, by=by)
    settle_copies(record, by)
    if token is not None:
        settle(token=token, led_to=copies_url(record), by=by)
    return Sent(copy, issued.link, issued.code)


@transaction.atomic
def take_whole(*, copy: Copy, by: User) -> Copy:
    """Note that whoever has the link open took their copy: the first time it counts as arrived. For the machine alone."""
    require_machine(by)
    record = locked(copy.record)
    copy.refresh_from_db()
    if copy.received_at is None and copy.disputed_at is None:
        data = {"to": copy.who, **named(record)}
        amend(copy, verb="record.copy_taken", by=by, data=data, received_at=timezone.now())
        settle_copies(record, by)
    return copy


@transaction.atomic
def note_arrived(*, copy: Copy, by: User) -> None:
    """Note that a copy of a signed record arrived, as whoever got it says. Raises `Refused`."""
    note_received(copy=copy, by=by)
    settle_copies(locked(copy.record), by)


@transaction.atomic
def note_lost(*, copy: Copy, dispute: str, by: User, draft_key: str = "") -> None:
    """Note that a copy of a signed record never came, and how that is known: it is owed again, its link opens no more."""
    note_never_came(copy=copy, dispute=dispute, by=by)
    end_link_to(copy, by)
    settle_copies(locked(copy.record), by)
    if draft_key:
        drop_draft(key=draft_key, by=by)

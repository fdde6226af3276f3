"""What the worker does for notices: delivers them, waits for a dead mail server, gives up when it must."""

import smtplib

from django.utils import timezone
from procrastinate.contrib.django import app

from accounts.system import system_user
from cases.links import cannot_open
from cases.models import Delegation
from kernel.jobs import PATIENCE, GiveUp
from notices.mail import email_of
from notices.models import Notice
from notices.services import note_attempt, note_delivery, note_failure, note_not_needed, tell_who_decides

REFUSED_FOR_GOOD = 500


@app.task(name="notices.deliver", retry=PATIENCE)
def deliver(notice_id: int) -> None:
    """Send one notice. Sending happens outside any transaction; a message sent twice has one Message-ID."""
    notice = Notice.objects.select_related("case", "to_user", "queued_by", "link__case", "appointment").get(
        pk=notice_id
    )
    if notice.sent_at or notice.failed_at or (notice.to_user is None and notice.link is None):
        return
    system = system_user()
    if notice.link is not None and cannot_open(notice.link, timezone.now()):
        note_not_needed(notice=notice, by=system)
        return
    attempts = note_attempt(notice=notice, by=system)
    if notice.to_user is not None and not notice.to_user.is_active:
        note_failure(notice=notice, reason="The account is closed", by=system)
        return
    try:
        email_of(notice).send()
    except (smtplib.SMTPException, OSError) as error:
        if _is_final(error) or attempts >= PATIENCE.MOST_ATTEMPTS:
            note_failure(notice=notice, reason=_why(error), by=system)
            raise GiveUp(_why(error)) from None
        # The error may quote an address: only its kind is logged.
        raise ConnectionError(f"mail not taken yet: {type(error).__name__}") from None
    note_delivery(notice=notice, by=system)


def _is_final(error: Exception) -> bool:
    """The mail server refused this recipient or this message for good.

    A refused password, sender or greeting is the fault of our settings: mended, the message still goes out.
    """
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(code >= REFUSED_FOR_GOOD for code, _ in error.recipients.values())
    return isinstance(error, smtplib.SMTPDataError) and error.smtp_code >= REFUSED_FOR_GOOD


def _why(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return "The mail server refuses this address"
    return "The mail server did not take it"


@app.task(name="notices.tell_who_decides", retry=PATIENCE)
def tell_deciders(delegation_id: int) -> None:
    """Tell whoever now decides a case in the CEO's place; nothing is told twice, nor once it has ended."""
    row = Delegation.objects.in_force().select_related("case").filter(pk=delegation_id).first()
    if row is not None and row.case is not None:
        tell_who_decides(case=row.case, by=system_user())

"""How a letter goes to a person, whichever letter it is: the way is checked, and the copy is logged."""

from datetime import date, time

from django.db import models, transaction

from accounts.models import User
from kernel.refusal import refuse_if
from records.models import Copy, WrittenRecord
from records.services import hand_copy
from records.states import CopyMethod
from schools.models import Person
from schools.selectors import calendar
from suspensions import rules
from suspensions.dispatch import deemed_received
from suspensions.selectors.reaching import Reachable, reachable
from suspensions.selectors.standing import current


@transaction.atomic
def hand_to_person(
    *,
    person: Person,
    record: WrittenRecord,
    method: CopyMethod,
    sent_on: date,
    by: User,
    about: models.Model,
    address: str = "",
    sent_at: time | None = None,
) -> Copy:
    """Log the copy of a letter that went on a local day, with the day on which it counts as received.

    An e-mail counts only where the person agreed to it; what is posted names the address. Raises `Refused` on `about`.
    """
    return hand_by(
        record=record, known=reachable(person), person=person, method=method, address=address, sent_on=sent_on,
        sent_at=sent_at, about=about, by=by,
    )  # fmt: skip


@transaction.atomic
def hand_by(
    *,
    record: WrittenRecord,
    known: Reachable,
    method: CopyMethod,
    sent_on: date,
    by: User,
    about: models.Model,
    person: Person | None = None,
    name: str = "",
    address: str = "",
    sent_at: time | None = None,
) -> Copy:
    """The same to a person, or to somebody who has no record and goes by a name, who is reached as is `known`."""
    field = "address" if method == CopyMethod.POST else "method"
    reason = rules.cannot_send_by(method, address=address, email_agreed_on=known.email_agreed_on)
    refuse_if(reason, about=about, field=field)
    is_email = method == CopyMethod.EMAIL
    to = known.email if is_email else address if method == CopyMethod.POST else ""
    went_at = f", {sent_at:%H:%M}" if sent_at and is_email else ""
    return hand_copy(
        record=record,
        to_person=current(person) if person is not None else None,
        to_name=name,
        method=method,
        address=to.strip(),
        handed_on=sent_on,
        deemed_on=deemed_received(method, sent_on, calendar(), sent_at),
        proof=f"From the school’s own mail{went_at}" if is_email else "",
        by=by,
    )

"""How a letter goes to a person, whichever letter it is: by which ways it can, and the copy that is logged."""

from datetime import date, time
from typing import Any

from accounts.models import User
from kernel import wording
from kernel.refusal import refuse_if
from records.models import Copy, WrittenRecord
from records.services import hand_copy
from records.states import CopyMethod
from schools.models import Person
from schools.selectors import calendar
from suspensions import rules
from suspensions.dispatch import deemed_received
from suspensions.selectors.reaching import reachable
from suspensions.selectors.standing import current


def check_way(person: Person, method: CopyMethod, address: str, about: Any) -> None:
    """Refuse a way by which a letter cannot go to this person."""
    agreed_on = reachable(person).email_agreed_on
    field = "address" if method == CopyMethod.POST else "method"
    refuse_if(rules.cannot_send_by(method, address=address, email_agreed_on=agreed_on), about=about, field=field)


def hand_to_person(
    person: Person,
    record: WrittenRecord,
    method: CopyMethod,
    address: str,
    sent_on: date,
    by: User,
    sent_at: time | None = None,
) -> Copy:
    """Log the copy of a letter that went on a local day, with the day on which it counts as received."""
    is_email = method == CopyMethod.EMAIL
    to = reachable(person).email if is_email else address if method == CopyMethod.POST else ""
    went_at = f", {sent_at:%H:%M}" if sent_at and is_email else ""
    return hand_copy(
        record=record,
        to_person=current(person),
        method=method,
        address=to.strip(),
        handed_on=sent_on,
        deemed_on=deemed_received(method, sent_on, calendar(), sent_at),
        proof=f"From the school’s own mail{went_at}" if is_email else "",
        by=by,
    )


def went(copy: Copy, record: WrittenRecord) -> str:
    """How a letter went, as the duty to send it says that it is done."""
    day = f", {wording.full_day(copy.handed_on)}" if copy.handed_on else ""
    counts = f"; counts as received on {wording.full_day(copy.deemed_on)}" if copy.deemed_on else ""
    return f"{record}: {copy.get_method_display().lower()}{day}{counts}"

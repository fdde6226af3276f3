"""What follows when a copy is given, arrives or never came: is the whole record still owed to somebody who signs it?"""

from django.utils import timezone

from accounts.models import User
from audit.services import write
from cases.access import reach
from cases.duties import Kind
from cases.services.duties import discharge, open_duty
from kernel.checking import full_check
from notices.services import tell
from notices.states import Audience, NoticeKind
from records.models import Copy, Signatory, WrittenRecord
from records.selectors.copies import without_copy
from records.services._signing import named, owner_of
from records.states import CopyMethod


def give_to_accounts(record: WrittenRecord, by: User) -> None:
    """Give everybody the whole record who signs it with an account and may see anything of the case; they are told."""
    for row in without_copy(record):
        user = row.user
        if user is None or not user.is_active or record.case_id in reach(user).walled:
            continue
        path, case = record.get_absolute_url(), record.case
        notice = tell(
            kind=NoticeKind.COPY_READY, audience=Audience.COLLEAGUE, to=user, path=path, by=by, case=case
        )  # fmt: skip
        give(Copy(record=record, to_user=user, method=CopyMethod.LINK, notice=notice), by)


def copy_for(signatory: Signatory) -> Copy:
    """A copy for whoever signs, not yet stored: for their account or them as a known person, else by their name.

    What goes to an account is seen in the system; on paper or by a link it goes to whoever they are by name.
    """
    if signatory.person_id is not None:
        return Copy(record=signatory.record, to_person=signatory.person)
    return Copy(record=signatory.record, to_name=signatory.name)


def give(copy: Copy, by: User) -> Copy:
    """Store a copy that is given, and enter it."""
    copy.given_at, copy.given_by = timezone.now(), by
    full_check(copy)
    copy.save()
    data = {"to": copy.who, "way": str(copy.get_method_display()).lower(), "proof": copy.proof, **named(copy.record)}
    write(chain=copy.chain, verb="record.copy_given", row=copy, by=by, at=copy.given_at, data=data)
    return copy


def settle_copies(record: WrittenRecord, by: User) -> None:
    """Owe the whole record while somebody who signs it does not hold it; with the last one it is done.

    Of a version that no longer counts nothing is owed: whatever came of its copies, the later one is what they hold.
    """
    if not record.is_current:
        return
    subject = str(record.pk)
    if not without_copy(record):
        discharge(case=record.case, kind=Kind.COPY, subject=subject, by=by, how="Everybody who signs holds it")
        return
    owner = owner_of(record, record.issued_by)
    open_duty(case=record.case, kind=Kind.COPY, subject=subject, about=record.title, by=by, **owner)

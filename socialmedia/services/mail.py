"""E-mails are uploaded, read by the worker, and logged as contacts of whoever sent them."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.system import require_machine
from audit.services import move, subject_of, write
from cases.arrivals import Arrival
from cases.services.writing import claim, settle
from kernel.checking import full_check
from kernel.filetypes import Unfit
from kernel.jobs import queue
from kernel.mailfiles import ReadMail, from_answer
from kernel.refusal import Refused, refuse_if
from schools.access import require_at
from schools.models import Person, School
from socialmedia.access import UPLOADS
from socialmedia.models import Contact, MailFile, MailUpload
from socialmedia.rules import contact as rules
from socialmedia.selectors.senders import who_writes
from socialmedia.states import MAIL_MOVES, ContactChannel, MailState

FOLDER = "mail"
# How long somebody may take to say whose messages these are.
ASKED_FOR = timedelta(days=30)
LEFT_OUT = "Left out: it is not of somebody whose contacts are counted."
NOBODY_SAID = "Left out: nobody said within 30 days whose it is."


@transaction.atomic
def upload_mails(*, school: School, files: Sequence[Arrival], by: User, token: UUID | None = None) -> MailUpload | None:
    """Keep uploaded e-mails of a school, a row for each file, those not taken too; the worker reads them.

    None if this form was sent before.
    """
    require_at(by, UPLOADS, school)
    if token is not None and claim(token=token, by=by):
        return None
    if not files:
        raise Refused("Choose at least one file.", about="/online/contacts/uploads/new/", field="files")
    now = timezone.now()
    upload = MailUpload(school=school, uploaded_at=now, uploaded_by=by)
    full_check(upload)
    upload.save()
    rows = [_row(upload, number, file, now) for number, file in enumerate(files, 1)]
    for row in rows:
        full_check(row, constraints=False)
    MailFile.objects.bulk_create(rows, batch_size=200)
    # What came in is told by its hashes: nothing of it can be exchanged afterwards.
    data = {"files": [file.sha256 for file in files]}
    write(chain=upload.chain, verb="mail.uploaded", row=upload, by=by, at=now, data=data)
    queue("socialmedia.read_mails", upload_id=upload.pk)
    if token is not None:
        settle(token=token, led_to=upload.get_absolute_url(), by=by)
    return upload


def _row(upload: MailUpload, number: int, file: Arrival, now: datetime) -> MailFile:
    is_refused = bool(file.reason)
    return MailFile(
        upload=upload, number=number, name=file.name, size=file.size, sha256=file.sha256, original=file.stored,
        state=MailState.REFUSED if is_refused else MailState.WAITING, note=file.reason,
        read_at=now if is_refused else None,
    )  # fmt: skip


@transaction.atomic
def take_in(*, upload: MailUpload, told: Mapping[int, ReadMail | Unfit], by: User) -> None:
    """Log what the worker read, file (pk) by file: as a contact, as a question whose it is, or not, with the reason.

    What waits no more is left as it is. The worker only.
    """
    require_machine(by)
    School.objects.select_for_update(no_key=True).get(pk=upload.school_id)
    files = [*MailFile.objects.waiting().filter(upload=upload, pk__in=told).select_related("upload__school")]
    mails = {file: one for file in files if isinstance(one := told[file.pk], ReadMail)}
    writers, logged = who_writes(upload.school, {one.sender for one in mails.values()}), _Logged(upload, mails)
    for file in files:
        read, now = told[file.pk], timezone.now()
        if isinstance(read, Unfit):
            _refuse(file, read.reason, by, now)
        elif reason := rules.cannot_date(read, now) or logged.before(file, read):
            _refuse(file, reason, by, now, sender=read.sender)
        elif len(people := writers[read.sender]) == 1:
            _log(file, read, people[0], by, now)
            logged.note(file, read)
        else:
            kept = json.loads(json.dumps(asdict(read), default=datetime.isoformat))
            changes: dict[str, Any] = {"sender": read.sender, "told": kept, "read_at": now}
            _move(file, MailState.ASKED, "mail.asked", by, now, **changes)


@transaction.atomic
def name_sender(*, file: MailFile, person: Person | None, by: User) -> int:
    """Say who sends from the address of a message, for all of its upload: they are logged. Nobody: they are left out.

    How many that are. Raises `Refused` where it was said before.
    """
    upload = file.upload
    require_at(by, UPLOADS, upload.school)
    School.objects.select_for_update(no_key=True).get(pk=upload.school_id)
    file = MailFile.objects.select_related("upload__school").get(pk=file.pk)
    refuse_if(rules.cannot_answer(file), about=upload)
    if person is not None:
        person = person.merged_into or person
        refuse_if(rules.cannot_count(person), about=upload, field="person")
    asked = MailFile.objects.asked().filter(upload=upload, sender=file.sender).select_related("upload__school")
    rows, now = {row: from_answer(row.told) for row in asked}, timezone.now()
    logged = _Logged(upload, rows)
    for row, read in rows.items():
        _settle(row, read, person, logged, by, now)
    return len(rows)


def _settle(file: MailFile, read: ReadMail, person: Person | None, logged: "_Logged", by: User, now: datetime) -> None:
    """Log a message of which somebody said whose it is, or leave it out."""
    answered: dict[str, Any] = {"answered_at": now, "answered_by": by, "told": {}}
    if person is None:
        _drop_bytes([file])
        _move(file, MailState.LEFT_OUT, "mail.left_out", by, now, original="", note=LEFT_OUT, **answered)
    elif reason := logged.before(file, read):
        _refuse(file, reason, by, now, **answered)
    else:
        _log(file, read, person, by, now, **answered)
        logged.note(file, read)


def _log(file: MailFile, read: ReadMail, person: Person, by: User, now: datetime, **changes: Any) -> None:
    note = " ".join(read.notes)
    is_first = file.state == MailState.WAITING
    stamps: dict[str, Any] = {"read_at": now} if is_first else {}
    contact = Contact(
        school=file.upload.school,
        person=person,
        happened_at=rules.what_moment(read, now) or now,
        channel=ContactChannel.EMAIL,
        sender=read.sender,
        subject=read.subject or rules.NO_SUBJECT,
        text=read.text,
        mail=file,
        same_key=_same_key(file, read),
        logged_at=now,
        logged_by=by if not by.is_system else file.upload.uploaded_by,
    )
    full_check(contact)
    contact.save()
    # One entry for both: a message and its contact come about together.
    _move(
        file, MailState.TAKEN, "mail.taken", by, now, contact=contact, sender=read.sender, note=note, **stamps, **changes
    )  # fmt: skip


class _Logged:
    """Which of several messages of a school were logged before: asked once for all."""

    def __init__(self, upload: MailUpload, mails: Mapping[MailFile, ReadMail]) -> None:
        keys = [_same_key(file, read) for file, read in mails.items()]
        same = Contact.objects.counted().filter(school=upload.school_id, same_key__in=keys)
        self.keys = {*same.values_list("same_key", flat=True)}

    def before(self, file: MailFile, read: ReadMail) -> str | None:
        """Say that this message was logged before."""
        return rules.LOGGED_BEFORE if _same_key(file, read) in self.keys else None

    def note(self, file: MailFile, read: ReadMail) -> None:
        """It is logged now."""
        self.keys.add(_same_key(file, read))


def _same_key(file: MailFile, read: ReadMail) -> str:
    """What two copies of one message share: number, sender and words. One without a number is known by its bytes."""
    if not read.message_id:
        return file.sha256
    return hashlib.sha256("\0".join([read.message_id, read.sender, read.text]).encode()).hexdigest()


def _refuse(file: MailFile, reason: str, by: User, now: datetime, **changes: Any) -> None:
    _drop_bytes([file])
    stamps: dict[str, Any] = {"read_at": now} if file.state == MailState.WAITING else {}
    _move(file, MailState.REFUSED, "mail.refused", by, now, original="", note=reason, **stamps, **changes)


def _move(
    file: MailFile,
    target: MailState,
    verb: str,
    by: User,
    now: datetime,
    contact: Contact | None = None,
    **changes: Any,
) -> None:
    # What a message says stands in no chain of a school, only which file went where.
    data: dict[str, Any] = {"number": file.number, "sha256": file.sha256, "after": {"state": target.value}}
    if contact is not None:
        data["contact"] = subject_of(contact)
    move(file, target, table=MAIL_MOVES, verb=verb, by=by, at=now, data=data, **changes)


def _drop_bytes(files: Iterable[MailFile]) -> None:
    """Have the worker remove the bytes of files once this is done."""
    queue("socialmedia.drop_bytes", names=[str(file.original.name) for file in files if file.original])


@transaction.atomic
def leave_unanswered(*, by: User) -> int:
    """Leave out messages of which nobody said within 30 days whose they are; their bytes go. How many that are."""
    require_machine(by)
    now = timezone.now()
    rows = MailFile.objects.asked().filter(read_at__lt=now - ASKED_FOR).select_related("upload__school")
    files = [*rows.order_by("upload__school", "pk")]
    for file in files:
        _drop_bytes([file])
        stamps: dict[str, Any] = {"answered_at": now, "answered_by": by, "told": {}}
        _move(file, MailState.LEFT_OUT, "mail.left_out", by, now, original="", note=NOBODY_SAID, **stamps)
    return len(files)

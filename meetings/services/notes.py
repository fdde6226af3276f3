"""A mediator writes notes that nobody else reads; the data protection lead releases them, logged and with the reason."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from audit.services import write
from cases.services.writing import claim, drop_draft, settle
from kernel import wording
from kernel.checking import full_check
from kernel.refusal import refuse_blank, refuse_if
from meetings import mediating
from meetings.access import mediates
from meetings.keys import mediation_key
from meetings.models import Mediation, MediatorNote, NotesRelease
from meetings.selectors.people import is_walled
from meetings.services._shared import locked_mediation
from notices.services import tell
from notices.states import Audience, NoticeKind
from schools.access import forget_powers


@transaction.atomic
def write_note(*, mediation: Mediation, text: str, by: User, token: UUID | None = None) -> MediatorNote | None:
    """Keep a note of the mediator's: only theirs, only while their access lasts. History says nothing of it.

    None if this form was sent before.
    """
    if not mediates(by, mediation):
        raise PermissionDenied
    if token is not None and claim(token=token, by=by):
        return None
    mediation, now = locked_mediation(mediation), timezone.now()
    forget_powers(by)
    if not mediates(by, mediation):
        raise PermissionDenied
    refuse_blank(text, "Write the note.", about=mediation, field="text")
    note = MediatorNote(mediation=mediation, text=text.strip(), written_at=now, written_by=by)
    full_check(note)
    note.save(force_insert=True)
    drop_draft(key=mediation_key("mediation_note", mediation), by=by)
    if token is not None:
        settle(token=token, led_to=mediation.get_absolute_url(), by=by)
    return note


@transaction.atomic
def release_notes(*, mediation: Mediation, reason: str, by: User, token: UUID | None = None) -> NotesRelease | None:
    """Let oneself read the notes written until now, for a subject access request: the data protection lead, with why.

    The mediator is told, the history of the mediation says it. None if this form was sent before. Raises `Refused`.
    """
    _require(mediation, by)
    if token is not None and claim(token=token, by=by):
        return None
    mediation, now = locked_mediation(mediation), timezone.now()
    forget_powers(by)
    _require(mediation, by)
    has_notes = MediatorNote.objects.filter(mediation=mediation).exists()
    refuse_if(mediating.cannot_release(has_notes=has_notes), about=mediation)
    refuse_blank(reason, "Say for which request, and why the notes are needed.", about=mediation, field="reason")
    release = NotesRelease(mediation=mediation, reason=reason.strip(), released_at=now, released_by=by)
    full_check(release)
    release.save(force_insert=True)
    data = {"reason": wording.closed(release.reason)}
    write(chain=mediation.chain, verb="mediation.notes_released", row=release, by=by, at=now, data=data)
    writers = User.objects.filter(
        is_active=True, pk__in=MediatorNote.objects.filter(mediation=mediation).values("written_by")
    )
    for writer in writers.order_by("pk"):
        if writer != by and not is_walled(mediation.case, writer):
            tell(
                kind=NoticeKind.NOTES_RELEASED, audience=Audience.COLLEAGUE, to=writer,
                path=mediation.get_absolute_url(), by=by, case=mediation.case,
            )  # fmt: skip
    drop_draft(key=mediation_key("mediation_release", mediation), by=by)
    if token is not None:
        settle(token=token, led_to=mediation.get_absolute_url(), by=by)
    return release


def _require(mediation: Mediation, by: User) -> None:
    """Only whoever answers subject access requests, and never about a mediation of their own."""
    if not Mediation.objects.for_release(by).filter(pk=mediation.pk).exists():
        raise PermissionDenied

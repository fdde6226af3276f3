"""How the notes of the stories' interviews are signed: pages that came back, and somebody who signs nothing."""

from uuid import uuid4

from django.core.files.storage import default_storage
from django.utils import timezone

from accounts.system import system_user
from cases.arrivals import keep
from desk.demo.acts.asking import picture
from desk.demo.stage import Act, Scene
from records.models import Signatory, WrittenRecord
from records.services import note_signed, note_unsigned, take_scans
from records.services.signing import note_scan
from records.states import SCANS, RecordKind, RecordState, SignMethod
from schools.calendar import local_day


def not_signed(who: str, reason: str) -> Act:
    """Somebody read the note of what they said and did not want to sign it."""

    def act(scene: Scene) -> None:
        theirs = Signatory.objects.get(record__case=scene.case_pk, order=1, name__contains=who.split()[-1])
        note_unsigned(
            signatory=theirs, method=SignMethod.DECLINED, reason=reason, witness=scene.writer.name, by=scene.writer
        )

    return act


def signed(scene: Scene) -> None:
    """Everybody else signed by pen; the pages came back and were found to be of these notes, as the worker finds them."""
    notes = WrittenRecord.objects.filter(case=scene.case_pk, kind=RecordKind.INTERVIEW_NOTE, state=RecordState.ISSUED)
    for number, note in enumerate(notes.select_related("case__school").order_by("pk"), 1):
        page = picture(f"signed-note-{number}.jpg", f"signed page, {note.title}")
        copy = default_storage.save(f"{SCANS}/{timezone.now():%Y/%m}/{uuid4().hex}.jpg", page)
        page.seek(0)
        for scan in take_scans(record=note, files=keep([page], folder=SCANS), by=scene.writer) or []:
            note_scan(scan=scan, served=copy, note="", codes=[note.code], is_scanned=False, by=system_user())
            waiting = note.signatories.filter(signatures__isnull=True)
            note_signed(scan=scan, signatories=waiting, signed_on=local_day(timezone.now()), by=scene.writer)

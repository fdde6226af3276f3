"""What several acts on a pupil's suspension do alike: lock the pupil, or the suspension with its case and pupil."""

from accounts.models import User
from cases.services.case import lock
from cases.services.writing import drop_draft
from pupils.drafts import draft_key
from pupils.models import PupilSuspension
from schools.models import Person


def locked_pupil(person: Person) -> Person:
    """The pupil under the record they go on under, locked: whoever counts half-days waits for whoever adds some."""
    rows = Person.objects.select_for_update(no_key=True)
    row: Person = rows.get(pk=person.pk)
    return row if row.merged_into_id is None else rows.get(pk=row.merged_into_id)


def locked(suspension: PupilSuspension) -> PupilSuspension:
    """The suspension as it stands, under the locks of its case and its pupil. Call inside a transaction."""
    lock(suspension.case)
    locked_pupil(suspension.pupil)
    row: PupilSuspension = PupilSuspension.objects.with_people().get(pk=suspension.pk)
    return row


def forget_draft(form: str, suspension: PupilSuspension, by: User) -> None:
    """What was typed half has been sent."""
    drop_draft(key=draft_key(form, suspension), by=by)

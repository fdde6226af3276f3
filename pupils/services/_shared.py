"""What several acts on a pupil's suspension do alike: lock the pupil, or the suspension with its case and pupil."""

from collections.abc import Iterable

from accounts.models import User
from audit.models import Chain
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


def hold(suspensions: Iterable[PupilSuspension], *pupils: Person) -> None:
    """Lock what an act on several suspensions writes, in the one order: cases, pupils, the chains of the cases.

    Whoever writes a school's chain as well does it after this. Call inside a transaction, and read the rows anew.
    """
    rows = [*suspensions]
    cases = sorted({row.case for row in rows}, key=lambda case: case.pk)
    for case in cases:
        lock(case)
    people = [*pupils, *(row.pupil for row in rows)]
    pks = {one.pk for one in people} | {one.merged_into_id for one in people if one.merged_into_id}
    list(Person.objects.select_for_update(no_key=True).filter(pk__in=pks).order_by("pk"))
    list(Chain.objects.select_for_update(no_key=True).filter(pk__in=[case.chain for case in cases]).order_by("pk"))


def forget_draft(form: str, suspension: PupilSuspension, by: User) -> None:
    """What was typed half has been sent."""
    drop_draft(key=draft_key(form, suspension), by=by)

"""What several acts on a pupil's suspension do alike: lock the pupil, or the suspension with its case and pupil."""

from collections.abc import Iterable

from django.db import transaction

from accounts.models import User
from audit.models import Chain
from cases.services.case import lock
from cases.services.writing import drop_draft
from notices.recipients import holders, reachable
from notices.services import tell
from notices.states import Audience, NoticeKind
from pupils.drafts import draft_key
from pupils.models import PupilSuspension
from schools.models import Person
from schools.states import Role


def locked_pupil(person: Person) -> Person:
    """The pupil under the record they go on under, locked: whoever counts half-days waits for whoever adds some."""
    rows = Person.objects.select_for_update(no_key=True)
    row: Person = rows.get(pk=person.pk)
    return row if row.merged_into_id is None else rows.get(pk=row.merged_into_id)


def locked(suspension: PupilSuspension) -> PupilSuspension:
    """The suspension as it stands, under the locks of its case and its pupil, and of the cases of the pupil's others.

    What ends one moves what is owed of the others. Call inside a transaction.
    """
    hold_all(suspension.pupil, suspension)
    row: PupilSuspension = PupilSuspension.objects.with_people().get(pk=suspension.pk)
    return row


def standing_of(pupil: Person) -> list[PupilSuspension]:
    """The suspensions of a pupil that stand, under any of their records."""
    rows = PupilSuspension.objects.standing().filter(pupil__in=Person.objects.same_as([pupil.pk]))
    return [*rows.with_people().order_by("pk")]


def hold_all(pupil: Person, *others: PupilSuspension) -> None:
    """Lock the pupil and the cases of all their suspensions that stand, and of these others, in the one order.

    One that was decided while this waited is taken in: what was locked is let go, and locked again with it. Call inside
    a transaction, and read the rows anew.
    """
    while True:
        rows = [*standing_of(pupil), *others]
        point = transaction.savepoint()
        hold(rows, pupil)
        if {row.case_id for row in standing_of(pupil)} <= {row.case_id for row in rows}:
            transaction.savepoint_commit(point)
            return
        transaction.savepoint_rollback(point)


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


def tell_head(suspension: PupilSuspension, kind: NoticeKind, by: User) -> None:
    """Send the headteacher of the pupil's school a notice about a suspension."""
    for user in reachable(holders(Role.HEAD, suspension.school), suspension.case):
        if user != by:
            path = suspension.get_absolute_url()
            tell(kind=kind, audience=Audience.HEAD, to=user, path=path, case=suspension.case, by=by)


def forget_draft(form: str, suspension: PupilSuspension, by: User) -> None:
    """What was typed half has been sent."""
    drop_draft(key=draft_key(form, suspension), by=by)

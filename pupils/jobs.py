"""What the worker does for suspended pupils: what is owed follows the records of those who have to be told."""

from collections.abc import Iterable

from procrastinate.contrib.django import app

from accounts.system import system_user
from kernel.jobs import PATIENCE
from pupils.models import PupilSuspension
from pupils.selectors.settling import around, still_told
from pupils.services.telling import resettle_notices
from schools.models import Person


@app.task(name="pupils.settle_notices", retry=PATIENCE)
def settle_notices(person_id: int) -> None:
    """The records of a pupil or of an adult around one have changed."""
    _settle(around(Person.objects.get(pk=person_id)))


@app.task(name="pupils.settle_school", retry=PATIENCE)
def settle_school(school_id: int) -> None:
    """A file of a school was imported."""
    _settle(still_told().filter(school=school_id))


@app.periodic(cron="23 4 * * *")
@app.task(name="pupils.settle_all", queueing_lock="pupils.settle_all")
def settle_all(timestamp: int = 0) -> None:
    """Once a night: nobody new is forgotten, whatever changed the records, and what was posted counts once it has come."""
    _settle(still_told(), is_nightly=True)


def _settle(suspensions: Iterable[PupilSuspension], *, is_nightly: bool = False) -> None:
    for suspension in suspensions:
        resettle_notices(suspension=suspension, by=system_user(), is_nightly=is_nightly)

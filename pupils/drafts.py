"""Under which key what somebody types about a pupil's suspension is kept."""

from pupils.models import PupilSuspension
from schools.models import Person


def deciding_key(pupil: Person) -> str:
    """The key of the pages of one decision: `suspend_pupil:12`."""
    return f"suspend_pupil:{pupil.pk}"


def elsewhere_key(pupil: Person) -> str:
    """The key of half-days at another school: `elsewhere:12`."""
    return f"elsewhere:{pupil.pk}"


def back_key(pupil: Person, row_pk: int) -> str:
    """The key of taking half-days back: `elsewhere_back:12:3`."""
    return f"elsewhere_back:{pupil.pk}:{row_pk}"


def draft_key(form: str, suspension: PupilSuspension, *more: int) -> str:
    """The key of a form about one suspension of a pupil: `cancel_pupil:HIL-2026-7K4Q:12`."""
    return ":".join([form, suspension.case.reference, str(suspension.pk), *map(str, more)])

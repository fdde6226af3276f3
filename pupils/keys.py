"""Under which key what somebody types about telling people of a pupil's suspension is kept."""

from pupils.models import PupilSuspension
from pupils.recipients import NoticeKey


def notice_key(suspension: PupilSuspension, key: NoticeKey) -> str:
    """The key of the form of one notice: `pupil_notice:HIL-2026-7K4Q:12-34-decided`."""
    return f"pupil_notice:{suspension.case.reference}:{key.slug}"


def lost_key(suspension: PupilSuspension, copy_pk: int) -> str:
    """The key of the form about a copy that never came."""
    return f"pupil_lost:{suspension.case.reference}:{suspension.pk}:{copy_pk}"


def order_key(suspension: PupilSuspension, person_pk: int) -> str:
    """The key of the form about somebody of whom a court order is noted."""
    return f"pupil_order:{suspension.case.reference}:{suspension.pk}:{person_pk}"


def not_told_key(suspension: PupilSuspension, key: NoticeKey) -> str:
    """The key of the form about why somebody gets no paper."""
    return f"pupil_not_told:{suspension.case.reference}:{key.slug}"

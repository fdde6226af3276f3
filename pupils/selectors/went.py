"""How the papers about a suspension went: to whom, when, by which way, and whether they came."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils import timezone

from kernel.components import Link
from pupils.models import PupilSuspension
from pupils.recipients import NoticeKey
from pupils.selectors.recipients import Known
from records.models import Copy
from records.rules import cannot_be_lost
from schools.calendar import local_day


@dataclass(frozen=True)
class Went:
    """How a version of a paper went, and when it counts as received; why it is known that it never came, if it is."""

    version: int
    way: str
    address: str
    went_on: date | None
    deemed_on: date | None
    by: str
    dispute: str
    never_came: Link | None


def went_of(known: Known, kind: str, key: NoticeKey) -> tuple[Went, ...]:
    """Every hand-over of a paper, of whichever version, oldest first."""
    mine = [one for one in known.copies if one.record.kind == kind and known.key_of(one.record.subject) == key]
    return tuple(_went(known.suspension, copy) for copy in mine)


def _went(suspension: PupilSuspension, copy: Copy) -> Went:
    is_settled = cannot_be_lost(copy, local_day(timezone.now())) is not None
    url = reverse("pupils:notice_lost", args=[suspension.case.reference, suspension.pk, copy.pk])
    about = f"{copy.record}, {copy.get_method_display().lower()}, copy {copy.pk}"
    return Went(
        version=copy.record.version,
        way=copy.get_method_display(),
        address=copy.address,
        went_on=copy.handed_on,
        deemed_on=copy.deemed_on,
        by=copy.given_by.name,
        dispute=copy.dispute,
        never_came=None if is_settled else Link("It never came", url, about=about),
    )

"""Where the pages about telling people of a suspension are, and the way back from them."""

from django.urls import reverse

from accounts.models import User
from cases.access import sees
from kernel.components import Link
from pupils.models import PupilSuspension
from pupils.recipients import NoticeKey, Recipient
from pupils.selectors.recipients import Known
from suspensions.selectors.standing import current


def crumbs_of(suspension: PupilSuspension, user: User) -> tuple[Link, ...]:
    """The way back from a page about telling people of a suspension; to the board's page without the file."""
    case = suspension.case
    if not sees(user, case):
        name = current(suspension.pupil).full_name
        return (Link("Board", reverse("pupils:board")), Link(name, suspension.board_url))
    return (
        Link("Cases", reverse("desk:cases")),
        Link(case.reference, case.get_absolute_url()),
        Link("Suspension", suspension.get_absolute_url()),
    )


def facts_link(known: Known) -> Link:
    """Where it is entered what is known of the pupil as a pupil."""
    return Link("What is known of the pupil", reverse("desk:pupil_facts", args=[known.pupil.pk]))


def told_url(suspension: PupilSuspension) -> str:
    """The page of who was told."""
    return reverse("pupils:told", args=[suspension.case.reference, suspension.pk])


def notice_url(suspension: PupilSuspension, key: NoticeKey) -> str:
    """The page of one notice."""
    return reverse("pupils:notice", args=[suspension.case.reference, str(key)])


def not_told_url(suspension: PupilSuspension, key: NoticeKey) -> str:
    """Where it is said why somebody gets no paper."""
    return reverse("pupils:notice_not_told", args=[suspension.case.reference, str(key)])


def order_url(suspension: PupilSuspension, to: Recipient) -> str:
    """Where it is decided whether somebody is told of whom a court order is noted."""
    return reverse("pupils:notice_order", args=[suspension.case.reference, suspension.pk, to.person.pk])

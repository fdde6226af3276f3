"""Which suspension is this page about? What stands on top of every page of one, without a query of its own."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone

from kernel.components import Link
from suspensions.models import SiteSuspension
from suspensions.selectors.standing import current


@dataclass(frozen=True)
class About:
    """The suspension that a page is about, under the name the person goes by now."""

    suspension: SiteSuspension
    name: str
    crumbs: tuple[Link, ...]
    has_ended: bool
    is_ahead: bool


def about(suspension: SiteSuspension) -> About:
    """What a page says on top; the rows it names were fetched with the suspension."""
    now = timezone.now()
    return About(
        suspension=suspension,
        name=current(suspension.person).full_name,
        crumbs=(
            Link("Cases", reverse("desk:cases")),
            Link(suspension.case.reference, suspension.case.get_absolute_url()),
        ),
        has_ended=now >= suspension.period.upper,
        is_ahead=suspension.is_ahead(now),
    )

"""The way back from the pages of a post."""

from django.urls import reverse

from kernel.components import Link
from socialmedia.models import OnlineConcern


def crumbs_of(concern: OnlineConcern) -> tuple[Link, ...]:
    """The way back from a page of a post."""
    return (
        Link("Online", reverse("socialmedia:concerns")),
        Link(f"Post in {concern.case.reference}", concern.get_absolute_url()),
    )

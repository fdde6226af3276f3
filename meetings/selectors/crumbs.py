"""The way back from a page of a meeting."""

from django.urls import reverse

from kernel.components import Link
from meetings.models import Meeting


def crumbs_of(meeting: Meeting) -> tuple[Link, ...]:
    """The way back from a page of a meeting, for whoever sees the file."""
    return (
        Link("Cases", reverse("desk:cases")),
        Link(meeting.case.reference, meeting.case.get_absolute_url()),
        Link("Meeting", meeting.get_absolute_url()),
    )

"""Why something may not be done to a notice, or None."""

from datetime import datetime

from django.utils import timezone

from notices.models import Notice


def cannot_log(spoken_at: datetime) -> str | None:
    """Say why a conversation cannot have been at this time (aware datetime)."""
    return "This time is in the future." if spoken_at > timezone.now() else None


def cannot_put_right(notice: Notice) -> str | None:
    """Say why nothing needs to be put right."""
    if notice.failed_at is None:
        return "This message has not failed."
    if notice.resolved_at is not None:
        return "This was put right already."
    return None

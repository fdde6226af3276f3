"""Why something may not be done to an incident, or None."""

from datetime import datetime, timedelta

from django.utils import timezone

from incidents.models import Incident
from incidents.states import Conclusion

OLDEST = timedelta(days=3 * 365)


def cannot_have_happened(occurred_at: datetime, discovered_at: datetime | None = None) -> str | None:
    """Say why an incident cannot have been at this time (aware datetimes)."""
    now = timezone.now()
    if occurred_at > now:
        return "This time is in the future."
    if occurred_at < now - OLDEST:
        return "This is more than three years ago. Check the date."
    if discovered_at is not None and discovered_at < occurred_at:
        return "It cannot have been discovered before it happened."
    return None


def cannot_amend(incident: Incident) -> str | None:
    """Say why what was reported may not be changed."""
    if incident.is_locked:
        return "The report has been issued, so this text stays as it is. Add what you know now below it."
    return None


def cannot_add_to(incident: Incident) -> str | None:
    """Say why nothing is added below this incident."""
    if not incident.is_locked:
        return "The report has not been issued yet: change the text itself."
    return None


def cannot_conclude(incident: Incident) -> str | None:
    """Say why no decision is taken on this report."""
    if incident.conclusion:
        done = Conclusion(incident.conclusion).label.lower()
        return f"{incident.concluded_by} has decided on this already: {done}."
    return None

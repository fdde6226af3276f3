"""What the worker does for suspensions: at their ends, and when the time to answer is over."""

from procrastinate.contrib.django import app

from accounts.system import system_user
from suspensions.models import SiteSuspension
from suspensions.services.extension import note_end_reached
from suspensions.services.hearing import note_window_closed


@app.task(name="suspensions.end_reached")
def end_reached(suspension_id: int) -> None:
    """At the midnight a suspension ends; where it was extended meanwhile, nothing happens."""
    suspension = SiteSuspension.objects.select_related("case").get(pk=suspension_id)
    note_end_reached(suspension=suspension, by=system_user())


@app.task(name="suspensions.window_closed")
def window_closed(suspension_id: int) -> None:
    """At the midnight after the last day to answer."""
    suspension = SiteSuspension.objects.select_related("case").get(pk=suspension_id)
    note_window_closed(suspension=suspension, by=system_user())

"""What the worker does for suspensions: at their ends, when the time to answer is over, when something new comes."""

from procrastinate.contrib.django import app

from accounts.system import system_user
from cases.models import Case
from suspensions.models import SiteSuspension
from suspensions.services.extension import note_end_reached
from suspensions.services.hearing import note_window_closed
from suspensions.services.review import tell_of_new_facts


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


@app.task(name="suspensions.new_facts")
def new_facts(case_id: int) -> None:
    """Something came to a case after somebody had decided in it: they are told once, until they have read it."""
    tell_of_new_facts(case=Case.objects.get(pk=case_id), by=system_user())

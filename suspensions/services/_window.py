"""The person's time to answer, as the acts that let it run do it alike."""

from datetime import date, datetime

from accounts.models import User
from audit.services import amend
from cases.duties import Kind
from kernel.jobs import queue
from suspensions import clocks
from suspensions.models import SiteSuspension
from suspensions.selectors.hearing import grew_at, window
from suspensions.services._clocks import move_review, owe


def open_for(
    suspension: SiteSuspension, deemed_on: date, by: User, *, issued_at: datetime | None, is_anew: bool
) -> bool:
    """Let it run from the local day on which a letter counts as received; `open_window` says when. Of a locked row."""
    if not suspension.is_live or clocks.is_one_day(suspension):
        return False
    if issued_at is not None and issued_at < grew_at(suspension):
        return False
    if suspension.heard_from is not None and (not is_anew or deemed_on <= suspension.heard_from):
        return False
    run_from(suspension, deemed_on, "The letter was sent again." if is_anew else "The letter counts as received.", by)
    return True


def run_from(suspension: SiteSuspension, deemed_on: date, why: str, by: User) -> None:
    """Let it run from a local day, whatever it ran from before, and move what is counted from it."""
    data = {"who": suspension.person.formal_name, "why": why}
    amend(suspension, verb="suspension.window_opened", by=by, data=data, heard_from=deemed_on)
    now = window(suspension)
    if suspension.is_live and now.closes_at is not None and not now.closed_early:
        owe(suspension, Kind.REPRESENTATIONS, now.closes_at, by, why=why)
        queue("suspensions.window_closed", at=now.closes_at, suspension_id=suspension.pk)
    move_review(suspension, why, by)

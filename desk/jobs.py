"""What the worker does for the desk: the digests of what is overdue."""

from procrastinate.contrib.django import app

from accounts.system import system_user
from desk.services.chasing import chase_overdue


@app.periodic(cron="*/15 * * * *")
@app.task(name="desk.chase", queueing_lock="desk.chase", lock="desk.chase")
def chase(timestamp: int) -> None:
    """A quarter of an hour after a worker comes back, what it missed is sent; nobody hears twice a day."""
    chase_overdue(by=system_user())

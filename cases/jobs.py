"""What the worker does for cases: forgetting old drafts."""

from procrastinate.contrib.django import app

from accounts.system import system_user
from cases.services.writing import purge_drafts


@app.periodic(cron="41 2 * * *")
@app.task(name="cases.purge_drafts", queueing_lock="cases.purge_drafts")
def purge_old_drafts(timestamp: int) -> None:
    """Once a night."""
    purge_drafts(by=system_user())

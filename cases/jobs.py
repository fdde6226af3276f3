"""What the worker does for cases: forgetting old drafts, settling who decides once somebody takes office."""

from procrastinate.contrib.django import app

from accounts.models import User
from accounts.system import system_user
from cases.services.deciding import settle_cases_of
from cases.services.writing import purge_drafts
from kernel.jobs import PATIENCE


@app.periodic(cron="41 2 * * *")
@app.task(name="cases.purge_drafts", queueing_lock="cases.purge_drafts")
def purge_old_drafts(timestamp: int) -> None:
    """Once a night."""
    purge_drafts(by=system_user())


@app.task(name="cases.settle_deciders", retry=PATIENCE)
def settle_deciders(user_id: int) -> None:
    """Hand to the Chair what somebody who is now the CEO, or stands in, may not decide: they have a part in it."""
    settle_cases_of(user=User.objects.get(pk=user_id), by=system_user())

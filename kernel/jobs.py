"""Work that leaves the transaction: queued by name with the act that causes it, done by the worker."""

from datetime import datetime
from typing import Any

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

STALLED_AFTER_SECONDS = 120
KEPT_HOURS = 7 * 24


def queue(name: str, *, at: datetime | None = None, **arguments: Any) -> None:
    """Queue a job on the transaction's own connection: it exists exactly if the transaction commits.

    Jobs must be idempotent: a worker that dies is followed by another that does the job again.
    """
    app.configure_task(name, allow_unknown=True, schedule_at=at).defer(**arguments)


@app.periodic(cron="* * * * *")
@app.task(name="kernel.retry_stalled", queueing_lock="kernel.retry_stalled", pass_context=True)
async def retry_stalled(context: Any, timestamp: int) -> None:
    """Put back the jobs of workers that died; without this they would stay "doing" for ever."""
    manager = context.app.job_manager
    await manager.prune_stalled_workers(STALLED_AFTER_SECONDS)
    for job in await manager.get_stalled_jobs(seconds_since_heartbeat=STALLED_AFTER_SECONDS):
        await manager.retry_job(job)


@app.periodic(cron="17 3 * * *")
@app.task(name="kernel.forget_old_jobs", queueing_lock="kernel.forget_old_jobs", pass_context=True)
async def forget_old_jobs(context: Any, timestamp: int) -> None:
    """Remove jobs that were done a week ago; failed ones are kept for the operator."""
    await context.app.job_manager.delete_old_jobs(nb_hours=KEPT_HOURS)


RETRIES = RetryStrategy(max_attempts=12, exponential_wait=3)

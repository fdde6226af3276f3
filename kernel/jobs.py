"""Work that leaves the transaction: queued by name with the act that causes it, done by the worker."""

from datetime import UTC, datetime, timedelta
from typing import Any

from procrastinate import BaseRetryStrategy, RetryDecision
from procrastinate.contrib.django import app
from procrastinate.jobs import Job
from procrastinate.tasks import configure_task

STALLED_AFTER_SECONDS = 120
KEPT_HOURS = 7 * 24


def queue(name: str, *, at: datetime | None = None, **arguments: Any) -> None:
    """Queue a job on the transaction's own connection: it exists exactly if the transaction commits.

    Jobs must be idempotent: a worker that dies is followed by another that does the job again.
    """
    # Not app.configure_task: it imports every job first, and with them what only the worker needs (WeasyPrint).
    configure_task(name=name, job_manager=app.job_manager, schedule_at=at).defer(**arguments)


@app.periodic(cron="* * * * *")
@app.task(name="kernel.retry_stalled", queueing_lock="kernel.retry_stalled", pass_context=True)
async def retry_stalled(context: Any, timestamp: int) -> None:
    """Put back the jobs of workers that died; without this they would stay "doing" for ever."""
    manager = context.app.job_manager
    await manager.prune_stalled_workers(STALLED_AFTER_SECONDS)
    for job in await manager.get_stalled_jobs(seconds_since_heartbeat=STALLED_AFTER_SECONDS):
        await manager.retry_job(job, retry_at=datetime.now(UTC))


@app.periodic(cron="17 3 * * *")
@app.task(name="kernel.forget_old_jobs", queueing_lock="kernel.forget_old_jobs", pass_context=True)
async def forget_old_jobs(context: Any, timestamp: int) -> None:
    """Remove jobs that were done a week ago; failed ones are kept for the operator."""
    await context.app.job_manager.delete_old_jobs(nb_hours=KEPT_HOURS)


class GiveUp(Exception):
    """Raised by a job that cannot succeed however often it is tried."""


class Patience(BaseRetryStrategy):
    """Try again after 15 s, 30 s, 1 min, 2 min, 4 min, then every 5 minutes until two days have passed."""

    STEPS = (15, 30, 60, 120, 240)
    EVERY = 300
    MOST_ATTEMPTS = len(STEPS) + 2 * 24 * 60 * 60 // EVERY

    def wait(self, attempts: int) -> timedelta:
        """How long to wait after this many attempts (from 0)."""
        return timedelta(seconds=self.STEPS[attempts] if attempts < len(self.STEPS) else self.EVERY)

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision | None:
        if isinstance(exception, GiveUp) or job.attempts >= self.MOST_ATTEMPTS:
            return None
        return RetryDecision(retry_at=datetime.now(UTC) + self.wait(job.attempts))


PATIENCE = Patience()

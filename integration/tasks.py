"""Background work on jobs and webhooks."""

import time

from celery import shared_task

from common.tasks import hint
from integration.actions import deliveries, exports, upkeep
from integration.actions.jobs import claim_job, run_claimed, waiting_jobs


@shared_task
def run_job(job_id: str) -> None:
    """Run the job unless somebody else has it; a second message for the same job does nothing."""
    job = claim_job(job_id)
    if job is None:
        return
    if exports.is_export(job.kind):
        exports.run_export(job)
    else:
        run_claimed(job)


@shared_task
def sweep_jobs() -> None:
    """Queue again whatever waits without a message, or lost its worker."""
    for job_id in waiting_jobs():
        hint(run_job, str(job_id))


#: A worker that has nothing left looks again for this long: hints are sent at most once a second.
_LINGER_SECONDS = 2.0


@shared_task
def deliver_webhooks(linger: float = _LINGER_SECONDS) -> None:
    """Deliver what is due; asked for after changes, and by the clock for whatever a lost message left behind."""
    idle_since = time.monotonic()
    while True:
        if deliveries.deliver_due():
            idle_since = time.monotonic()
        elif time.monotonic() - idle_since >= linger:
            return
        else:
            time.sleep(0.2)


@shared_task
def forget_old() -> None:
    """Delete old changes, deliveries and idempotency keys."""
    upkeep.forget_old()

"""Background work on jobs."""

from celery import shared_task

from common.tasks import hint
from integration.actions.jobs import claim_job, run_claimed, waiting_jobs


@shared_task
def run_job(job_id: str) -> None:
    """Run the job unless somebody else has it; a second message for the same job does nothing."""
    job = claim_job(job_id)
    if job is not None:
        run_claimed(job)


@shared_task
def sweep_jobs() -> None:
    """Queue again whatever waits without a message, or lost its worker."""
    for job_id in waiting_jobs():
        hint(run_job, str(job_id))

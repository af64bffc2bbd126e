"""Background work of the events room; every task may run twice."""

from celery import shared_task

from common.tasks import hint
from events.actions import follow_up, meetings, schedule


@shared_task
def compute_schedule(run_id: int) -> None:
    """Compute one schedule unless somebody else has it."""
    run = schedule.claim_run(run_id)
    if run is not None:
        schedule.run_claimed(run)


@shared_task
def sweep_runs() -> None:
    """Queue again whatever waits without a message, or lost its worker."""
    for run_id in schedule.waiting_runs():
        hint(compute_schedule, run_id)


@shared_task
def clock() -> None:
    """Questions that are due, requests nobody answered."""
    follow_up.ask_due()
    meetings.expire_requests()

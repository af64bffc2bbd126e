"""When this fact, schedule that task."""

from typing import Any

from django.core.cache import cache
from django.dispatch import receiver

from common.tasks import hint
from integration.signals import change_recorded, job_queued
from integration.tasks import deliver_webhooks, run_job


@receiver(job_queued)
def on_job_queued(job_id: str, **kwargs: Any) -> None:
    hint(run_job, job_id)


@receiver(change_recorded)
def on_change_recorded(**kwargs: Any) -> None:
    """At most one message a second: a worker that runs looks again for two."""
    if cache.add("webhooks:hinted", 1, timeout=1):
        hint(deliver_webhooks)

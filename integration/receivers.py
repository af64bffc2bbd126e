"""When this fact, schedule that task."""

from typing import Any

from django.dispatch import receiver

from common.tasks import hint
from integration.signals import job_queued
from integration.tasks import run_job


@receiver(job_queued)
def on_job_queued(job_id: str, **kwargs: Any) -> None:
    hint(run_job, job_id)

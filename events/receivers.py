"""When this fact, schedule that task."""

from typing import Any

from django.dispatch import receiver

from common.tasks import hint
from events import signals, tasks


@receiver(signals.schedule_requested)
def compute(run_id: int, **kwargs: Any) -> None:
    hint(tasks.compute_schedule, run_id)

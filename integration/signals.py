"""Facts that this room publishes, after commit; ids only."""

from django.dispatch import Signal

job_queued = Signal()  # job_id: a job waits for a worker
change_recorded = Signal()  # rows wait in the outbox for their place in the feed

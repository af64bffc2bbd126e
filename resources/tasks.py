"""Background work; every task may run twice, late or never."""

import logging

from celery import shared_task

from resources.actions import clock as clocks

logger = logging.getLogger(__name__)


@shared_task
def clock() -> None:
    """Remind of bookings and void those that nobody came to."""
    if any(counts := clocks.run().values()):
        logger.info("the clock of bookings handled %s", list(counts))

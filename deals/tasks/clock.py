"""The clock of interests, deals, payments and outcomes: what is due stands in the rows."""

import logging

from celery import shared_task

from deals.actions import clock

logger = logging.getLogger(__name__)


@shared_task
def run_clock() -> None:
    """Remind, release and ask whatever is due."""
    if any(counts := clock.run().values()):
        logger.info("the clock of the deals room handled %s", list(counts))

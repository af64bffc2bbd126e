"""Background work of the demands room."""

import logging

from celery import shared_task

from demands import actions

logger = logging.getLogger(__name__)


@shared_task
def expire_due() -> None:
    """Close what has passed its deadline; safe to run twice."""
    if count := actions.expire_due():
        logger.info("%s demands expired", count)

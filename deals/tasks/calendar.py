"""What the calendar does to licences, challenges and auctions; the record is the row, so every task may run twice."""

import logging

from celery import shared_task

from deals.actions import auction, challenge, handover, licence

logger = logging.getLogger(__name__)


@shared_task
def close_auctions() -> None:
    if count := auction.close_due():
        logger.info("%s auctions closed", count)


@shared_task
def turn_the_day() -> None:
    """End licences, close challenges, remind of promised answers, note what managers have earned."""
    counts = {"licences": licence.expire_due(), "challenges": challenge.close_due(),
              "reminders": challenge.remind_of_feedback(), "commissions": handover.earn_from_signed()}  # fmt: skip
    if any(counts.values()):
        logger.info("day turned: %s", counts)

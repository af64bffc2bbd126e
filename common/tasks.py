"""Sending hints to the workers."""

import logging
from typing import Any

from kombu.exceptions import OperationalError

logger = logging.getLogger(__name__)


def hint(task: Any, *args: Any) -> bool:
    """Queue ``task``; a broker that cannot be reached is logged and costs nothing, because sweepers find the work.

    Returns whether the message was accepted.
    """
    try:
        task.apply_async(args=args, ignore_result=True)
    except (OperationalError, OSError) as error:
        logger.warning("broker unavailable, %s%r left to the sweeper: %s", task.name, args, error)
        return False
    return True

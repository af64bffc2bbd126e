"""Working off what is stale, whoever forgot to say so: the part of the sweeper that needs no broker."""

import logging
import time
from collections.abc import Callable

from matching.actions.demand import run_for_demand
from matching.actions.leases import new_owner
from matching.actions.library import CHUNK, run_for_achievements
from matching.actions.waiting import note_arrivals, stale_achievements, stale_demands
from matching.models import Epoch
from matching.retrieval.library import library
from matching.weights import load_model

logger = logging.getLogger(__name__)
_BATCH = 50
#: Changes since the last snapshot from which a new one is worth its writing.
_GROWN = 500


def work_off(*, seconds: float = 20.0, beat: Callable[[], None] = lambda: None) -> int:
    """Score stale demands and tell of stale achievements for about ``seconds``. Returns how many rows were settled.

    Rows held by others are passed over; a row that fails is left to its next attempt.
    """
    deadline = time.monotonic() + seconds
    owner = new_owner()
    follow_model()
    note_arrivals()
    count = 0
    tried: set[int] = set()
    while time.monotonic() < deadline:
        demands = [i for i in stale_demands(_BATCH + len(tried)) if i not in tried]
        achievements = stale_achievements(CHUNK) if not demands else []
        if not demands and not achievements:
            break
        for demand_id in demands:
            tried.add(demand_id)
            count += _attempt(run_for_demand, demand_id, owner=owner)
            beat()
            if time.monotonic() >= deadline:
                return count
        if achievements:
            told = _attempt(run_for_achievements, achievements, owner=owner)
            count += len(achievements) if told else 0
            tried.clear()
            beat()
            if not told:
                break
    if library.rows >= _GROWN and library.grown >= _GROWN:
        library.publish()
    return count


def _attempt(action: Callable[..., object], *args: object, owner: str) -> bool:
    try:
        action(*args, owner=owner)
    except Exception:
        logger.exception("%s%r failed; it will be tried again", action.__name__, args)
        return False
    return True


def follow_model() -> bool:
    """Ask for a full re-match where the shipped model is another than the one that scored."""
    version = load_model().version
    return Epoch.objects.adopt("model_version", version, f"model {version}")

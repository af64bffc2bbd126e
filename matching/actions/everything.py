"""Matching as a whole: after the demo data, on an operator's word."""

import time
from collections.abc import Callable

from django.db import transaction
from django.db.models import F

from matching.actions.embedding import embed_missing
from matching.actions.library import CHUNK, run_for_achievements
from matching.actions.sweeping import work_off
from matching.actions.waiting import is_behind, note_arrivals, stale_achievements, stale_demands
from matching.models import Epoch
from matching.retrieval.library import library

_ASKED = 500  # demands for which helpers are called at once


def match_everything(
    *,
    wait: bool = True,
    encode: bool = True,
    seconds: float = 3600.0,
    call_helpers: Callable[[list[int]], None] | None = None,
) -> int:
    """Bring every list up to date in this process. Returns how many rows were settled.

    Vectors that are known by their text's hash (the shipped ones) are copied first, so that nothing is encoded for them;
    with ``encode`` the others are made too. Without ``wait`` nothing is scored here, and the workers do it.
    ``call_helpers`` gets the ids of the demands to score when the library has settled; whoever leases one first scores it.
    """
    deadline = time.monotonic() + seconds
    note_arrivals()
    embed_missing(seconds=seconds, encode=False)
    count = 0
    if wait:
        while encode and embed_missing(seconds=60)[1] and time.monotonic() < deadline:
            pass
    if wait or call_helpers is not None:
        # Demands that are scored after the library has settled need no second look.
        told: list[int] = []
        while (waiting := stale_achievements(CHUNK)) not in ([], told) and time.monotonic() < deadline:
            told = waiting
            run_for_achievements(told)
    if call_helpers is not None:
        library.current()
        library.publish()
        call_helpers(stale_demands(_ASKED))
    if wait:
        while is_behind() and time.monotonic() < deadline:
            settled = work_off(seconds=max(1.0, deadline - time.monotonic()))
            count += settled
            if not settled:
                break
        library.publish()
    return count


@transaction.atomic
def rematch_all(*, reason: str = "") -> int:
    """Ask for a full re-match; no demand row is touched. Returns the new epoch."""
    Epoch.objects.now()
    Epoch.objects.filter(pk=1).update(value=F("value") + 1, reason=reason[:200])
    return Epoch.objects.now().value

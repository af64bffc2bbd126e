"""A changed achievement reaches every open demand it may concern, without a new ranking of all of them.

Mark first (commit), then look, then ask the demands concerned to look again, then settle. A demand that is scored in
between reads the mark and sees the new content; one that was scored before is judged by what it holds now. Nothing here
writes a match: the demand's own fenced run does.
"""

from collections.abc import Iterable, Sequence

from django.db import transaction
from django.db.models import Case, F, When
from django.db.models.functions import Now

from matching.actions.leases import (
    lease_achievements,
    mark_achievements,
    new_owner,
    release_achievements,
    settle_achievements,
)
from matching.models import DemandState, Match
from matching.retrieval.library import View, library
from matching.retrieval.openings import openings

CHUNK = 500
#: First-stage scores move a little when the index is rebuilt with newer statistics.
_MARGIN = 0.02
#: From so many changed rows on, the snapshot is worth writing before anybody is told.
_WORTH_A_SNAPSHOT = 100


def run_for_achievements(ids: Sequence[int], *, owner: str | None = None) -> list[int]:
    """Tell the open demands of these achievements (published, changed or withdrawn). Returns the demands to score again.

    Safe to repeat: what is told already is passed over.
    """
    owner = owner or new_owner()
    concerned: set[int] = set()
    for start in range(0, len(ids), CHUNK):
        taken = list(lease_achievements(ids[start : start + CHUNK], owner))
        if not taken:
            continue
        try:
            concerned.update(_tell(taken, owner))
        except Exception as error:
            release_achievements(taken, owner, error=f"{type(error).__name__}: {error}")
            raise
        settle_achievements(taken, owner)
    return sorted(concerned)


def _tell(taken: list[int], owner: str) -> list[int]:
    if len(taken) >= _WORTH_A_SNAPSHOT:
        library.current(everything=True)
        library.publish()
    mark_achievements(taken, owner)
    return recheck(concerned(library.current(), taken))


def concerned(view: View, achievement_ids: list[int]) -> list[int]:
    """Demands whose list may change: those that hold one of the achievements, those that are not settled themselves,
    and those in whose candidates one of them would stand."""
    holders = Match.objects.filter(achievement_id__in=achievement_ids).values_list("demand_id", flat=True)
    found = set(holders.distinct())
    unsettled = DemandState.objects.stale() | DemandState.objects.filter(leased_until__isnull=False).with_lag()
    found.update(unsettled.values_list("pk", flat=True))
    others = DemandState.objects.filter(demand__status="published").exclude(pk__in=found)
    if not others.exists():
        return sorted(found)
    nearness = openings.current(view).nearness(view, achievement_ids)
    for demand_id, floor in others.filter(pk__in=nearness.keys()).values_list("pk", "floor_fused"):
        if floor is None or nearness[demand_id] >= floor - _MARGIN:
            found.add(demand_id)
    return sorted(found)


@transaction.atomic
def recheck(demand_ids: Iterable[int]) -> list[int]:
    """Ask demands to look at the library again; locked in the order of their keys."""
    ids = list(
        DemandState.objects.select_for_update()
        .filter(pk__in=list(demand_ids))
        .order_by("pk")
        .values_list("pk", flat=True)
    )
    # The status stays: ``done`` is final for its content version, ``stale`` says that it will be looked at again.
    settled = When(recheck_seq=F("rechecked_seq"), then=Now())
    DemandState.objects.filter(pk__in=ids).update(
        recheck_seq=F("recheck_seq") + 1, queued_at=Case(settled, default=F("queued_at"))
    )
    return ids

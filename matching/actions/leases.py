"""Leases: one worker at a time on one row, for a while. A lease of a dead worker runs out by itself."""

import os
import socket
import uuid
from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import DateTimeField, F, Func, Q, QuerySet
from django.db.models.functions import Now

from achievements.models import Achievement
from demands.models import Demand
from matching.enums import MAX_ATTEMPTS, RunStatus, Stage
from matching.models import AchievementState, DemandState

LEASE = timedelta(seconds=30)
LEASE_OF_LIBRARY = timedelta(seconds=120)
_FREE = Q(leased_until=None) | Q(leased_until__lt=Now())


class ClockTimestamp(Func):
    """The database's clock at this very statement, not at the start of its transaction."""

    function = "clock_timestamp"
    arity = 0
    output_field = DateTimeField()


def new_owner() -> str:
    """A name for one holder: host and process for people, a random part so that no two ever share one."""
    return f"{socket.gethostname()[:30]}:{os.getpid()}:{uuid.uuid4().hex[:12]}"


@transaction.atomic
def lease_demand(demand_id: int, owner: str) -> bool:
    """Take a stale demand. False where there is nothing to do, somebody holds it, or it waits for a person.

    Each lease counts as one attempt at this content version until ``release`` or success resets it, so a row that kills
    its worker every time is set aside too.
    """
    found = Demand.objects.filter(pk=demand_id).values_list("content_seq", "status").first()
    if found is None:
        return False
    content_seq, status = found
    state = _free_state(demand_id)
    if state is None and status == "published":  # what was never open has no list and no state
        DemandState.objects.bulk_create([DemandState(demand_id=demand_id)], ignore_conflicts=True)
        state = _free_state(demand_id)
    if state is None or not is_stale(demand_id):
        return False
    tried = state.attempts if state.attempt_seq == content_seq else 0
    if tried >= MAX_ATTEMPTS:
        DemandState.objects.filter(pk=demand_id).update(status=RunStatus.ATTENTION)
        return False
    final = state.scored_seq == content_seq and state.stage == Stage.FINAL
    DemandState.objects.filter(pk=demand_id).update(
        leased_until=Now() + LEASE,
        leased_by=owner,
        attempts=tried + 1,
        attempt_seq=content_seq,
        status=state.status if final else RunStatus.RUNNING,
    )
    return True


def _free_state(demand_id: int) -> DemandState | None:
    """The locked row, if nobody holds it."""
    rows = DemandState.objects.select_for_update(skip_locked=True, of=("self",))
    return rows.filter(_FREE, pk=demand_id).first()


def is_stale(demand_id: int) -> bool:
    return DemandState.objects.stale().filter(pk=demand_id).exists()


def release_demand(demand_id: int, owner: str, *, error: str = "", forgive: bool = False) -> None:
    """Give a demand back; ``forgive`` takes the attempt off again (it was overtaken, not at fault)."""
    changes: dict[str, Any] = {"leased_until": None, "leased_by": ""}
    if error:
        changes["last_error"] = error[:4000]
    if forgive:
        changes["attempts"] = 0
    held = DemandState.objects.filter(pk=demand_id, leased_by=owner)
    held.update(**changes)
    DemandState.objects.filter(pk=demand_id, attempts__gte=MAX_ATTEMPTS, leased_until=None).exclude(
        status=RunStatus.DONE
    ).update(status=RunStatus.ATTENTION)


@transaction.atomic
def lease_achievements(ids: Sequence[int], owner: str) -> dict[int, int]:
    """Take stale achievements; ``{id: content version to tell of}`` of those that were free."""
    known = Achievement.objects.filter(pk__in=ids).order_by("pk").values_list("pk", flat=True)
    AchievementState.objects.bulk_create([AchievementState(achievement_id=i) for i in known], ignore_conflicts=True)
    rows = AchievementState.objects.select_for_update(skip_locked=True, of=("self",)).order_by("pk")
    free = list(rows.filter(_FREE, pk__in=list(ids)).values_list("pk", flat=True))
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE matching_achievementstate s SET leased_until = now() + %s, leased_by = %s, "
            "attempts = CASE WHEN s.attempt_seq = a.content_seq THEN s.attempts ELSE 0 END + 1, "
            "attempt_seq = a.content_seq FROM achievements_achievement a "
            "WHERE a.id = s.achievement_id AND s.achievement_id = ANY(%s) AND s.scored_seq <> a.content_seq "
            "AND NOT (s.attempt_seq = a.content_seq AND s.attempts >= %s) RETURNING s.achievement_id, a.content_seq",
            [LEASE_OF_LIBRARY, owner, free, MAX_ATTEMPTS],
        )
        return dict(cursor.fetchall())


def _held(ids: Iterable[int], owner: str) -> QuerySet[AchievementState]:
    return AchievementState.objects.filter(pk__in=list(ids), leased_by=owner)


def mark_achievements(ids: Iterable[int], owner: str) -> None:
    """Say which content the demands are about to be told of; commits before they are looked for."""
    _held(ids, owner).update(marked_seq=F("attempt_seq"), marked_at=ClockTimestamp())


def settle_achievements(ids: Iterable[int], owner: str) -> None:
    """The demands have been told of the marked content."""
    _held(ids, owner).update(scored_seq=F("marked_seq"), attempts=0, leased_until=None, leased_by="", last_error="")


def release_achievements(ids: Iterable[int], owner: str, *, error: str = "") -> None:
    """Give achievements back after a failure."""
    _held(ids, owner).update(leased_until=None, leased_by="", last_error=error[:4000])

"""How matching is doing: invariants, backlog, workers. Read by the health pages, the metrics and the tests."""

from datetime import timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.models import F, Min
from django.db.models.functions import Greatest, Now
from django.utils import timezone

from demands.models import Demand
from matching.enums import MAX_ATTEMPTS
from matching.models import AchievementState, DemandState, Epoch, Measurement, WorkerHeartbeat

GRACE_SECONDS = 60
ALIVE_SECONDS = 30
_FILE = Path(__file__).with_name("invariants.sql")


@lru_cache(maxsize=1)
def _sql() -> str:
    return _FILE.read_text("utf-8")


def invariants(*, grace: float = GRACE_SECONDS) -> dict[str, int]:
    """Violations by name; all zero is right."""
    with connection.cursor() as cursor:
        cursor.execute(_sql(), {"top_k": settings.MATCHING_TOP_K, "grace": grace})
        return dict(cursor.fetchall())


def backlog() -> dict[str, Any]:
    """What waits, what waits for a person, and since when the oldest change waits (seconds)."""
    stale = DemandState.objects.stale()
    waiting = stale.exclude(attempts__gte=MAX_ATTEMPTS, attempt_seq=F("content_seq"))
    unseen = Demand.objects.open().filter(match_state=None)
    since = waiting.aggregate(oldest=Min(Greatest("demand__updated_at", "queued_at")))["oldest"]
    age = (timezone.now() - since).total_seconds() if since else 0.0
    return {
        "demands": waiting.count() + unseen.count(),
        "achievements": AchievementState.objects.workable().count(),
        "attention": stale.filter(attempts__gte=MAX_ATTEMPTS, attempt_seq=F("content_seq")).count(),
        "oldest_seconds": round(age, 1),
        "epoch": Epoch.objects.now().value,
    }


def workers() -> list[WorkerHeartbeat]:
    """Workers that said within ``ALIVE_SECONDS`` that they are alive."""
    since = Now() - timedelta(seconds=ALIVE_SECONDS)
    return list(WorkerHeartbeat.objects.filter(beat_at__gte=since).order_by("name"))


def latest_recall() -> dict[str, Any] | None:
    """The last nightly figure."""
    return Measurement.objects.filter(name="recall").values("at", "values", "model_version").first()

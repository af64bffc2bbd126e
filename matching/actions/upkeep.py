"""What keeps matching honest and small: nightly recall, removal of orphans, warm processes."""

import logging
import random
from datetime import timedelta

from django.conf import settings
from django.db import connection
from django.db.models.functions import Now

from matching.actions.demand import Overtaken, compute, read_demand
from matching.actions.library import recheck
from matching.enums import ObjectKind, Stage
from matching.models import DemandState, Exposure, Match, Measurement, WorkerHeartbeat
from matching.retrieval import vectors
from matching.retrieval.library import library

logger = logging.getLogger(__name__)
_SAMPLE = 1000
_EXPOSURE_DAYS = 730


def warm_up(*, encoder: bool) -> None:
    """Load the index and, with ``encoder``, the encoder of this process, so that nobody waits for them."""
    library.current()
    if encoder and (held := vectors.encoder()) is not None:
        held.encode(["预热"])


def measure_recall(*, sample: int = _SAMPLE) -> Measurement | None:
    """Compare stored lists with lists computed afresh from the whole library, for random settled demands.

    ``recall``: share of the fresh lists that the stored ones hold. Demands that differ are asked to look again.
    """
    settled = DemandState.objects.filter(stage=Stage.FINAL, demand__status="published").exclude(
        pk__in=DemandState.objects.stale().values("pk")
    )
    ids = list(settled.values_list("pk", flat=True))
    chosen = random.sample(ids, min(sample, len(ids)))
    view = library.current(everything=True)
    found = wanted = 0
    behind: list[int] = []
    for demand_id in chosen:
        try:
            _token, entry, hidden = read_demand(demand_id)
            vector = vectors.of_entries(ObjectKind.DEMAND, [entry], view.encoder)
            known = vector if vector is not None and vector.any() else None
            fresh = {int(scored.id) for scored, _, _ in compute(view, entry, known, view.mask(hidden)).rows}
        except Overtaken:
            continue
        kept = set(Match.objects.filter(demand_id=demand_id).values_list("achievement_id", flat=True))
        wanted += len(fresh)
        found += len(fresh & kept)
        if fresh != kept:
            behind.append(demand_id)
    if not wanted:
        return None
    recheck(behind)
    return Measurement.objects.create(
        name="recall",
        model_version=view.index.model.version,
        encoder=view.encoder,
        values={
            "recall": round(found / wanted, 4),
            "depth": settings.MATCHING_TOP_K,
            "demands": len(chosen),
            "rows": wanted,
            "differing": len(behind),
        },
    )


def tidy() -> None:
    """Remove vectors of deleted entries, old exposures and workers that have gone."""
    with connection.cursor() as cursor:
        for kind, table in (
            (ObjectKind.DEMAND, "demands_demand"),
            (ObjectKind.ACHIEVEMENT, "achievements_achievement"),
        ):
            cursor.execute(
                "DELETE FROM matching_embedding e WHERE e.kind = %s "  # noqa: S608 - two fixed names
                f"AND NOT EXISTS (SELECT 1 FROM {table} o WHERE o.id = e.object_id)",
                [kind],
            )
    Exposure.objects.filter(shown_at__lt=Now() - timedelta(days=_EXPOSURE_DAYS)).delete()
    WorkerHeartbeat.objects.filter(beat_at__lt=Now() - timedelta(days=1)).delete()

"""When this fact, schedule that task."""

from typing import Any

from django.dispatch import receiver

from achievements import signals as achievements
from common.tasks import hint
from demands import signals as demands
from matching import tasks


@receiver([demands.demand_published, demands.demand_changed, demands.demand_closed])
def score_demand(demand_id: int, **kwargs: Any) -> None:
    hint(tasks.match_demand, demand_id)


@receiver([achievements.achievement_published, achievements.achievement_changed, achievements.achievement_withdrawn])
def tell_demands(achievement_id: int, **kwargs: Any) -> None:
    hint(tasks.match_achievements, [achievement_id])


@receiver([achievements.achievements_imported, demands.demands_imported])
def sweep_after_import(**kwargs: Any) -> None:
    hint(tasks.sweep)
    hint(tasks.embed_missing)

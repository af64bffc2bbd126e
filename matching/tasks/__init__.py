"""Background work of matching. Every task may run twice, late or never: the sweeper finds what is left."""

from celery import shared_task

from common.tasks import hint
from matching import actions
from matching.tasks import sweeper

__all__ = ["embed_missing", "match_achievements", "match_demand", "nightly", "sweep", "sweeper"]

_SECONDS = 20.0


@shared_task(soft_time_limit=25, time_limit=40)
def match_demand(demand_id: int) -> None:
    """Bring one demand's list up to date."""
    actions.run_for_demand(demand_id)
    sweeper.report_index()


@shared_task
def match_achievements(achievement_ids: list[int]) -> None:
    """Tell the open demands of these achievements, then score what became stale for a while."""
    if actions.run_for_achievements(achievement_ids):
        actions.work_off(seconds=_SECONDS)
    hint(embed_missing)


@shared_task
def sweep() -> None:
    """Work off what is stale; asks for itself again while there is more than one turn's work."""
    actions.work_off(seconds=_SECONDS)
    sweeper.report_index()
    if actions.is_behind():
        hint(sweep)


@shared_task
def embed_missing() -> None:
    """Make vectors for a few seconds, then let other work of this queue pass and go on."""
    count, more = actions.embed_missing()
    if more and count:
        hint(embed_missing)


@shared_task
def nightly() -> None:
    """Measure recall against fresh lists, and remove what nothing points at any more."""
    actions.measure_recall()
    actions.tidy()

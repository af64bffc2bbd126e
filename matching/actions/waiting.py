"""What is stale and held by nobody. Light: it is asked every few seconds by processes that never score."""

from django.db import connection
from django.db.models import F, Q
from django.db.models.functions import Now

from achievements.models import Achievement
from demands.models import Demand
from matching.models import AchievementState, DemandState


def note_arrivals() -> None:
    """Give every published entry its state row: from then on one can say since when it waits."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO matching_demandstate (demand_id, status, stage, scored_seq, scored_epoch, recheck_seq, "
            "rechecked_seq, done, total, model_version, encoder, vectors, eligible, quality, queued_at, leased_by, attempts, "
            "attempt_seq, last_error) SELECT d.id, 'queued', 0, 0, 0, 0, 0, 0, 0, '', '', 'unavailable', 0, '{}', "
            "clock_timestamp(), '', 0, 0, '' FROM demands_demand d WHERE d.status = 'published' AND NOT EXISTS "
            "(SELECT 1 FROM matching_demandstate s WHERE s.demand_id = d.id) ORDER BY d.id ON CONFLICT DO NOTHING"
        )
        cursor.execute(
            "INSERT INTO matching_achievementstate (achievement_id, marked_seq, scored_seq, queued_at, leased_by, attempts, "
            "attempt_seq, last_error) SELECT a.id, 0, 0, clock_timestamp(), '', 0, 0, '' FROM achievements_achievement a "
            "WHERE a.status = 'published' AND NOT EXISTS "
            "(SELECT 1 FROM matching_achievementstate s WHERE s.achievement_id = a.id) ORDER BY a.id ON CONFLICT DO NOTHING"
        )


def stale_demands(limit: int) -> list[int]:
    """Ids to score, those of new content first; includes published demands that nobody has looked at yet."""
    new = Demand.objects.open().filter(match_state=None).order_by("content_seq").values_list("pk", flat=True)
    found = list(new[:limit])
    free = DemandState.objects.workable().filter(Q(leased_until=None) | Q(leased_until__lt=Now()))
    behind = free.filter(~Q(stage=2) | Q(scored_seq__lt=F("demand__content_seq"))).order_by("demand__content_seq")
    found += list(behind.values_list("pk", flat=True)[: limit - len(found)])
    if len(found) < limit:
        others = free.exclude(pk__in=found).order_by("computed_at")
        found += list(others.values_list("pk", flat=True)[: limit - len(found)])
    return found


def stale_achievements(limit: int) -> list[int]:
    """Ids to tell the demands of; an achievement that was never published concerns nobody."""
    new = Achievement.objects.published().filter(match_state=None).order_by("content_seq").values_list("pk", flat=True)
    found = list(new[:limit])
    free = AchievementState.objects.workable().filter(Q(leased_until=None) | Q(leased_until__lt=Now()))
    found += list(free.order_by("pk").values_list("pk", flat=True)[: limit - len(found)])
    return found


def head_of_the_queue() -> tuple[str, int] | None:
    """What waits longest and is held by nobody, None where everything is settled."""
    if demands := stale_demands(1):
        return ("demand", demands[0])
    if achievements := stale_achievements(1):
        return ("achievement", achievements[0])
    return None


def is_behind() -> bool:
    """Whether anything is stale that somebody could work on now."""
    return head_of_the_queue() is not None

"""What is stale and held by nobody. Light: it is asked every few seconds by processes that never score."""

from django.db.models import F, Q
from django.db.models.functions import Now

from achievements.models import Achievement
from demands.models import Demand
from matching.models import AchievementState, DemandState


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

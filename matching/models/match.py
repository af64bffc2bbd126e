"""A ranked, explained pair."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from achievements.models import Achievement
from common.models import Stamped
from demands.models import Demand
from matching.enums import Grade
from matching.querysets import MatchQuerySet


class Match(Stamped):
    """One achievement in the list of one demand, with the versions it was scored from.

    ``reasons``, ``gaps`` and ``uncertainty`` hold codes, values and spans, never sentences: pages write the sentence in
    the reader's language. The row of a pair keeps its id over re-scoring.
    """

    demand = models.ForeignKey(Demand, on_delete=models.CASCADE, related_name="matches")
    achievement = models.ForeignKey(Achievement, on_delete=models.CASCADE, related_name="matches")
    rank = models.PositiveSmallIntegerField(_("rank"))
    score = models.FloatField(_("score"))
    level = models.PositiveSmallIntegerField(_("level"))
    grade = models.CharField(_("grade"), max_length=1, choices=Grade.choices)
    sub_scores = models.JSONField(default=dict)
    reasons = models.JSONField(default=list)
    gaps = models.JSONField(default=list)
    uncertainty = models.JSONField(default=list)
    model_version = models.CharField(_("model"), max_length=60)
    demand_seq = models.BigIntegerField()
    achievement_seq = models.BigIntegerField()

    objects = MatchQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("match"), _("matches")
        ordering = ["demand", "rank", "id"]
        indexes = [
            models.Index(fields=["demand", "rank"], name="match_of_demand"),
            models.Index(fields=["achievement", "-score", "id"], name="match_of_achievement"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["demand", "achievement"], name="match_pair_once"),
            models.CheckConstraint(condition=Q(score__range=(0, 100)), name="match_score_range"),
            models.CheckConstraint(condition=Q(level__range=(1, 4)), name="match_level_range"),
            models.CheckConstraint(condition=Q(rank__gte=1), name="match_rank_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.demand_id} ↔ {self.achievement_id}: {self.score:.0f}"

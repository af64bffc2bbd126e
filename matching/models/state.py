"""What has been scored, and which worker says that it is alive. Work is recorded here, never in the broker."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from achievements.models import Achievement
from demands.models import Demand
from matching.enums import RunStatus, Stage, Vectors
from matching.querysets import AchievementStateQuerySet, DemandStateQuerySet, EpochQuerySet


class Leased(models.Model):
    """A row that one worker at a time works on; the lease runs out by itself when the worker dies.

    ``attempts`` counts the leases of ``attempt_seq`` that did not end in success.
    """

    leased_until = models.DateTimeField(null=True, editable=False)
    leased_by = models.CharField(max_length=80, blank=True, editable=False)
    attempts = models.PositiveSmallIntegerField(default=0, editable=False)
    attempt_seq = models.BigIntegerField(default=0, editable=False)
    last_error = models.TextField(blank=True, editable=False)

    class Meta:
        abstract = True


class DemandState(Leased):
    """The matching of one demand: which content version, library request and epoch its rows belong to.

    A demand is stale while ``scored_seq`` is behind the demand's ``content_seq``, ``rechecked_seq`` behind
    ``recheck_seq`` (an achievement that concerns it has moved) or ``scored_epoch`` behind the epoch.
    """

    demand = models.OneToOneField(Demand, primary_key=True, on_delete=models.CASCADE, related_name="match_state")
    status = models.CharField(_("status"), max_length=10, choices=RunStatus.choices, default=RunStatus.QUEUED)
    stage = models.PositiveSmallIntegerField(choices=Stage.choices, default=Stage.NONE)
    scored_seq = models.BigIntegerField(default=0)
    scored_epoch = models.BigIntegerField(default=0)
    recheck_seq = models.BigIntegerField(default=0)
    rechecked_seq = models.BigIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    computed_at = models.DateTimeField(_("computed"), null=True)
    model_version = models.CharField(_("model"), max_length=60, blank=True)
    encoder = models.CharField(_("encoder"), max_length=80, blank=True)
    vectors = models.CharField(_("vectors"), max_length=12, choices=Vectors.choices, default=Vectors.UNAVAILABLE)
    eligible = models.PositiveIntegerField(default=0, help_text="achievements it could be matched with")
    floor_fused = models.FloatField(
        null=True, help_text="first-stage score below which nothing was scored; null: all were"
    )
    quality = models.JSONField(default=dict, help_text="input quality: matchable, level, questions")
    queued_at = models.DateTimeField(auto_now_add=True)

    objects = DemandStateQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("matching of a demand"), _("matching of demands")
        indexes = [
            models.Index(fields=["scored_seq"], name="demand_state_seq"),
            models.Index(
                fields=["demand"], name="demand_state_recheck", condition=Q(recheck_seq__gt=models.F("rechecked_seq"))
            ),
            models.Index(fields=["demand"], name="demand_state_unfinished", condition=~Q(status="done")),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(status__in=RunStatus.values), name="demand_state_status_known"),
            models.CheckConstraint(
                condition=Q(rechecked_seq__lte=models.F("recheck_seq")), name="demand_state_recheck_order"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.demand_id}: {self.status}"

    @property
    def progress(self) -> float:
        """0-1."""
        if self.status == RunStatus.DONE:
            return 1.0
        return round(min(self.done / self.total, 0.99), 2) if self.total else 0.0


class AchievementState(Leased):
    """How far the libraries' demands know this achievement.

    ``marked_seq`` is written before the demands it concerns are looked for, ``scored_seq`` after they were told: a demand
    that is scored in between knows from the mark that it must look again.
    """

    achievement = models.OneToOneField(
        Achievement, primary_key=True, on_delete=models.CASCADE, related_name="match_state"
    )
    marked_seq = models.BigIntegerField(default=0)
    marked_at = models.DateTimeField(null=True)
    scored_seq = models.BigIntegerField(default=0)
    queued_at = models.DateTimeField(auto_now_add=True)

    objects = AchievementStateQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("matching of an achievement"), _("matching of achievements")
        indexes = [
            models.Index(fields=["marked_at"], name="achievement_state_marked"),
            models.Index(fields=["scored_seq"], name="achievement_state_seq"),
        ]

    def __str__(self) -> str:
        return f"{self.achievement_id}: {self.scored_seq}"


class Epoch(models.Model):
    """One row. A higher ``value`` asks for a full re-match without touching a single demand."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    value = models.BigIntegerField(default=1)
    model_version = models.CharField(max_length=60, blank=True)
    encoder = models.CharField(max_length=80, blank=True)
    reason = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField(auto_now=True)

    objects = EpochQuerySet.as_manager()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="epoch_single_row")]

    def __str__(self) -> str:
        return str(self.value)


class WorkerHeartbeat(models.Model):
    """A worker process with its sweeper: written every few seconds, also while the broker is down."""

    name = models.CharField(max_length=120, primary_key=True)
    pid = models.PositiveIntegerField()
    queues = ArrayField(models.CharField(max_length=40), default=list)
    started_at = models.DateTimeField()
    beat_at = models.DateTimeField()
    broker = models.BooleanField(default=True, help_text="whether the last hint could be sent")
    index_rows = models.IntegerField(default=-1, help_text="achievements in its index, -1 while it has none")
    index_version = models.CharField(max_length=64, blank=True)

    class Meta:
        verbose_name, verbose_name_plural = _("worker"), _("workers")

    def __str__(self) -> str:
        return self.name

"""What people answered and what they were shown: the labels of the next model."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from achievements.models import Achievement
from demands.models import Demand
from matching.enums import DeclineReason, FeedbackKind, Outcome, Surface
from matching.querysets import FeedbackQuerySet


class Feedback(models.Model):
    """One organization's answer to one pair, with where it stood when it was given. Outlives the match row."""

    demand = models.ForeignKey(Demand, on_delete=models.CASCADE, related_name="match_feedback")
    achievement = models.ForeignKey(Achievement, on_delete=models.CASCADE, related_name="match_feedback")
    organization = models.ForeignKey("accounts.Organization", on_delete=models.CASCADE, related_name="match_feedback")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    kind = models.CharField(_("answer"), max_length=12, choices=FeedbackKind.choices)
    reason = models.CharField(_("reason"), max_length=24, choices=DeclineReason.choices, blank=True)
    outcome = models.CharField(_("outcome"), max_length=12, choices=Outcome.choices, blank=True)
    note = models.CharField(_("note"), max_length=500, blank=True)
    surface = models.CharField(max_length=20, choices=Surface.choices, default=Surface.OTHER)
    position = models.PositiveSmallIntegerField(null=True)
    score = models.FloatField(null=True)
    model_version = models.CharField(max_length=60, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = FeedbackQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("answer to a match"), _("answers to matches")
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["achievement", "kind"], name="feedback_of_achievement"),
            models.Index(fields=["organization", "kind", "-id"], name="feedback_of_organization"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["organization", "demand", "achievement", "kind"], name="feedback_once"),
            models.CheckConstraint(condition=~Q(kind="declined") | ~Q(reason=""), name="feedback_declined_with_reason"),
            models.CheckConstraint(condition=Q(kind="declined") | Q(reason=""), name="feedback_reason_of_declines"),
        ]

    def __str__(self) -> str:
        return f"{self.organization_id}: {self.kind} {self.demand_id} ↔ {self.achievement_id}"


class Exposure(models.Model):
    """One list as it was shown: ``achievement_ids`` in the order of the page, or ``demand_ids`` for the other direction."""

    demand = models.ForeignKey(Demand, null=True, on_delete=models.CASCADE, related_name="+")
    achievement = models.ForeignKey(Achievement, null=True, on_delete=models.CASCADE, related_name="+")
    organization = models.ForeignKey("accounts.Organization", null=True, on_delete=models.SET_NULL, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    surface = models.CharField(max_length=20, choices=Surface.choices)
    shown_ids = ArrayField(models.BigIntegerField(), default=list)
    model_version = models.CharField(max_length=60, blank=True)
    shown_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name, verbose_name_plural = _("shown list"), _("shown lists")
        indexes = [
            models.Index(fields=["demand", "-shown_at"], name="exposure_of_demand"),
            models.Index(fields=["achievement", "-shown_at"], name="exposure_of_achievement"),
        ]

    def __str__(self) -> str:
        return f"{self.surface} {self.shown_at:%Y-%m-%d %H:%M}"

"""A demand published as a challenge, with bounty, acceptance test and dates; and who reviews its proposals."""

from decimal import Decimal

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from common.fields import PublicNumber
from common.models import Stamped
from deals.enums.challenge import ChallengeStatus, ReviewerRole
from deals.querysets.challenge import ChallengeQuerySet
from integration.validators import validate_currency


class Challenge(Stamped):
    """``feedback_due`` is the day by which every solver has an answer; it is promised when the challenge is announced."""

    no = models.CharField(
        _("number"), max_length=20, unique=True, editable=False, db_default=PublicNumber("B", "challenge_no")
    )
    demand = models.ForeignKey("demands.Demand", on_delete=models.PROTECT, related_name="challenges")
    organization = models.ForeignKey("accounts.Organization", on_delete=models.PROTECT, related_name="challenges")
    status = models.CharField(
        _("status"), max_length=10, choices=ChallengeStatus.choices, default=ChallengeStatus.DRAFT, editable=False
    )
    bounty = models.DecimalField(
        _("bounty"), max_digits=14, decimal_places=2, validators=[MinValueValidator(Decimal("0.01"))]
    )
    currency = models.CharField(_("currency"), max_length=3, default="CNY", validators=[validate_currency])
    deposit_paid = models.BooleanField(_("the bounty is deposited"), default=False)
    acceptance_test = models.TextField(_("how success is measured"), max_length=2000)
    eligibility = models.TextField(_("who may propose"), max_length=1000, blank=True)
    milestones = models.JSONField(_("milestones"), default=list, blank=True)
    deadline = models.DateField(_("proposals until"))
    feedback_due = models.DateField(_("answer to everybody by"))
    publicity_days = models.PositiveSmallIntegerField(
        _("days of public notice"), default=5, validators=[MinValueValidator(1), MaxValueValidator(60)]
    )
    publicity_until = models.DateField(null=True, blank=True, editable=False)
    announced_at = models.DateTimeField(null=True, blank=True, editable=False)
    feedback_given_at = models.DateTimeField(null=True, blank=True, editable=False)
    reminded_on = models.DateField(null=True, blank=True, editable=False)
    closing_note = models.TextField(_("note"), max_length=2000, blank=True, editable=False)
    winner = models.OneToOneField(
        "deals.Proposal", null=True, blank=True, on_delete=models.PROTECT, related_name="won", editable=False
    )
    deal = models.OneToOneField(
        "deals.Deal", null=True, blank=True, on_delete=models.PROTECT, related_name="challenge", editable=False
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", editable=False
    )

    objects = ChallengeQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("challenge"), _("challenges")
        ordering = ["-id"]
        indexes = [models.Index(fields=["status", "deadline"], name="challenge_clock")]
        constraints = [
            models.CheckConstraint(condition=Q(status__in=ChallengeStatus.values), name="challenge_status_known"),
            models.CheckConstraint(condition=Q(bounty__gt=0), name="challenge_has_bounty"),
            models.CheckConstraint(condition=Q(feedback_due__gte=models.F("deadline")), name="challenge_answer_after"),
            models.CheckConstraint(
                condition=~Q(status__in=["publicity", "awarded", "finished"]) | Q(winner__isnull=False),
                name="challenge_award_has_winner",
            ),
            models.UniqueConstraint(
                fields=["demand"],
                condition=~Q(status__in=["failed", "cancelled"]),
                name="challenge_of_a_demand_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.no} · {self.demand.display_title}"

    def get_absolute_url(self) -> str:
        return reverse("deals:challenge", args=[self.no])

    @property
    def title(self) -> str:
        return self.demand.display_title

    @property
    def status_tone(self) -> str:
        return {"open": "good", "awarded": "good", "finished": "good", "cancelled": "", "failed": "warn"}.get(
            self.status, "accent"
        )


class ChallengeReviewer(models.Model):
    """A person who reads the proposals of one challenge; the lead also decides."""

    challenge = models.ForeignKey(Challenge, on_delete=models.CASCADE, related_name="reviewers")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="challenge_reviews")
    role = models.CharField(_("role"), max_length=10, choices=ReviewerRole.choices, default=ReviewerRole.COMMENTER)

    class Meta:
        verbose_name, verbose_name_plural = _("reviewer of a challenge"), _("reviewers of challenges")
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["challenge", "user"], name="challenge_reviewer_once")]

    def __str__(self) -> str:
        return f"{self.user} · {self.get_role_display()}"

"""A technology manager at work for a demand, an achievement, a pair of both, or a deal."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.fields import PublicNumber
from common.models import Stamped
from deals.enums.assignment import AssignmentStatus, Side
from deals.querysets.assignment import AssignmentQuerySet
from integration.validators import validate_currency


class Assignment(Stamped):
    """Demand and achievement together are a pair. ``expected_value`` × ``probability`` is what the workbench ranks by;
    ``touched_at`` moves whenever the manager notes a step. The commission terms are part of the offer he accepts.
    """

    no = models.CharField(
        _("number"), max_length=20, unique=True, editable=False, db_default=PublicNumber("G", "assignment_no")
    )
    manager = models.ForeignKey("accounts.ManagerProfile", on_delete=models.PROTECT, related_name="assignments")
    organization = models.ForeignKey(
        "accounts.Organization", on_delete=models.PROTECT, related_name="assignments_given", editable=False
    )
    side = models.CharField(_("works"), max_length=8, choices=Side.choices, default=Side.NEED)
    status = models.CharField(
        _("status"), max_length=10, choices=AssignmentStatus.choices, default=AssignmentStatus.OFFERED, editable=False
    )
    demand = models.ForeignKey(
        "demands.Demand", null=True, blank=True, on_delete=models.PROTECT, related_name="assignments"
    )
    achievement = models.ForeignKey(
        "achievements.Achievement", null=True, blank=True, on_delete=models.PROTECT, related_name="assignments"
    )
    deal = models.ForeignKey("deals.Deal", null=True, blank=True, on_delete=models.PROTECT, related_name="assignments")
    expected_value = models.DecimalField(_("expected value"), max_digits=14, decimal_places=2, default=0)
    probability = models.PositiveSmallIntegerField(
        _("likelihood, %"), default=20, validators=[MinValueValidator(0), MaxValueValidator(100)]
    )
    currency = models.CharField(_("currency"), max_length=3, default="CNY", validators=[validate_currency])
    commission_rate = models.DecimalField(
        _("commission, %"), max_digits=5, decimal_places=2, default=0,
        validators=[MinValueValidator(0), MaxValueValidator(50)],
    )  # fmt: skip
    commission_fixed = models.DecimalField(_("fixed commission"), max_digits=14, decimal_places=2, default=0)
    note = models.CharField(_("what is to be done"), max_length=500, blank=True)
    next_action = models.CharField(_("next step"), max_length=200, blank=True)
    due_on = models.DateField(_("due on"), null=True, blank=True)
    touched_at = models.DateTimeField(default=timezone.now, editable=False)
    own_organization = models.BooleanField(default=False, editable=False)
    reason = models.CharField(_("reason"), max_length=500, blank=True, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", editable=False
    )

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("assignment"), _("assignments")
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["manager", "status"], name="assignment_of_manager"),
            models.Index(fields=["organization", "-id"], name="assignment_of_client"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(demand__isnull=False) | Q(achievement__isnull=False) | Q(deal__isnull=False),
                name="assignment_has_subject",
            ),
            models.CheckConstraint(
                condition=Q(expected_value__gte=0, commission_fixed__gte=0), name="assignment_not_negative"
            ),
            models.UniqueConstraint(
                fields=["manager", "demand", "achievement", "deal", "side"],
                condition=Q(status__in=["offered", "active"]),
                nulls_distinct=False,
                name="assignment_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.no} · {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("deals:assignment", args=[self.no])

    @property
    def title(self) -> str:
        names = [row.display_title for row in (self.demand, self.achievement) if row is not None]
        return " ↔ ".join(names) or (self.deal.title if self.deal else "")

    @property
    def status_tone(self) -> str:
        return {"offered": "accent", "active": "good"}.get(self.status, "")

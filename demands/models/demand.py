"""A technical demand: what hurts, in the firm's own words."""

from typing import ClassVar

import pghistory
from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Organization
from common.fields import PublicNumber, code_array
from demands.enums import DemandType, PublishAs, Status
from demands.querysets import DemandQuerySet
from demands.validators import validate_budget
from integration.enums import TransferMode
from integration.models import LibraryEntry
from integration.validators import validate_currency
from taxonomy.enums import RegionLevel
from taxonomy.models import Region


@pghistory.track(exclude=["search_terms"])
class Demand(LibraryEntry):
    """A title and a problem suffice; ``problem`` is kept verbatim. Budget and contact never leave before consent."""

    MATCHED_FIELDS: ClassVar[tuple[str, ...]] = (
        "organization_id", "title", "title_other", "problem", "problem_other", "tried_before", "requirements", "keywords",
        "language", "demand_type", "industry_id", "field_id", "region_id", "modes_wanted", "budget_min", "budget_max",
        "currency", "trl_wanted_min", "deadline", "status",
    )  # fmt: skip
    DETAILS: ClassVar[tuple[tuple[str, int], ...]] = (
        ("problem", 30), ("indicators", 25), ("requirements", 10), ("industry", 10), ("tried_before", 7), ("modes_wanted", 6),
        ("budget_max", 4), ("region", 4), ("keywords", 4),
    )  # fmt: skip
    HIDDEN_BY: ClassVar[tuple[str, ...]] = ("exclusions",)
    SEARCHED_FIELDS: ClassVar[tuple[str, ...]] = ("title", "title_other", "problem", "problem_other")

    no = models.CharField(
        _("number"), max_length=20, unique=True, editable=False, db_default=PublicNumber("D", "demand_no")
    )
    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.DRAFT, editable=False)
    problem = models.TextField(_("the problem in your own words"), blank=True, max_length=50_000)
    problem_other = models.TextField(_("the problem in the other language"), blank=True, max_length=50_000)
    publish_as = models.CharField(_("publish"), max_length=10, choices=PublishAs.choices, default=PublishAs.NAMED)
    demand_type = models.CharField(_("kind of demand"), max_length=20, choices=DemandType.choices, blank=True)
    tried_before = models.TextField(_("what was tried and why it failed"), blank=True, max_length=50_000)
    requirements = models.TextField(_("fixed conditions"), blank=True, max_length=50_000)
    acceptance_test = models.TextField(_("how success is measured"), blank=True, max_length=50_000)
    trl_wanted_min = models.PositiveSmallIntegerField(
        _("lowest readiness level wanted"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(9)],
    )
    modes_wanted = code_array(TransferMode, verbose_name=_("ways of cooperation wanted"))
    budget_min = models.DecimalField(_("budget from"), max_digits=14, decimal_places=2, null=True, blank=True)
    budget_max = models.DecimalField(_("budget to"), max_digits=14, decimal_places=2, null=True, blank=True)
    currency = models.CharField(_("currency"), max_length=3, default="CNY", validators=[validate_currency])
    deadline = models.DateField(_("answer wanted by"), null=True, blank=True)
    contact_name = models.CharField(_("contact person"), max_length=80, blank=True)
    contact_phone = models.CharField(_("contact phone"), max_length=40, blank=True)
    contact_email = models.EmailField(_("contact e-mail"), blank=True)
    reviewed_at = models.DateTimeField(_("reviewed"), null=True, blank=True, editable=False)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", editable=False
    )
    review_note = models.TextField(_("reviewer's note"), blank=True, editable=False)
    closing_note = models.TextField(_("closing note"), blank=True, editable=False)

    objects = DemandQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("demand"), _("demands")
        ordering = ["-published_at", "-id"]
        indexes = [
            models.Index(fields=["status", "-published_at", "-id"]),
            models.Index(fields=["organization", "-updated_at"]),
            models.Index(fields=["updated_at", "id"]),
            models.Index(fields=["content_seq"]),
            GinIndex(fields=["search_terms"], name="demand_search"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="demand_has_title"),
            models.CheckConstraint(condition=Q(status__in=Status.values), name="demand_status_known"),
            models.CheckConstraint(
                condition=Q(trl_wanted_min=None) | Q(trl_wanted_min__range=(1, 9)), name="demand_trl_range"
            ),
            models.CheckConstraint(
                condition=Q(budget_min=None) | Q(budget_max=None) | Q(budget_max__gte=F("budget_min")),
                name="demand_budget_order",
            ),
            models.CheckConstraint(
                condition=~Q(status="published") | Q(published_at__isnull=False), name="demand_published_when"
            ),
            models.UniqueConstraint(
                fields=["organization", "source_system", "source_id"],
                condition=~Q(source_id=""),
                name="demand_source_once",
                violation_error_message=_("Your organization already has an entry with this source and identifier."),
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("demands:detail", args=[self.no])

    def clean(self) -> None:
        super().clean()
        validate_budget(self.budget_min, self.budget_max)

    @property
    def display_problem(self) -> str:
        return self.in_active_language(self.problem, self.problem_other)

    @property
    def is_anonymous(self) -> bool:
        return self.publish_as == PublishAs.ANONYMOUS

    @property
    def city_code(self) -> str | None:
        """The code of the city, which is as near as an anonymous firm is shown."""
        return f"{self.region_id[:4]}00" if self.region_id else None

    @property
    def city(self) -> Region | None:
        """The city itself; counties stay behind."""
        return self.region.parent if self.region and self.region.level == RegionLevel.COUNTY else self.region

    @property
    def excluded(self) -> list[Organization]:
        """The organizations that neither see the demand nor are matched to it."""
        return [row.organization for row in self.exclusions.all()]

    @property
    def hidden_organizations(self) -> list[int]:
        return [row.organization_id for row in self.exclusions.all()]

    @property
    def display_modes(self) -> list[str]:
        return [str(TransferMode(mode).label) for mode in self.modes_wanted if mode in TransferMode.values]

    @property
    def display_budget(self) -> str:
        """The budget as one reads it; empty where it is open."""
        amounts = "–".join(f"{amount:,.0f}" for amount in (self.budget_min, self.budget_max) if amount is not None)
        return f"{amounts} {self.currency}" if amounts else ""

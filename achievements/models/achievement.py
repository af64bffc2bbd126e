"""A scientific or technological achievement offered for transfer."""

from typing import ClassVar

import pghistory
from django.contrib.postgres.indexes import GinIndex
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from achievements.enums import (
    CommercialStage,
    ExportControl,
    Form,
    Kind,
    NextStep,
    PriceMode,
    Secrecy,
    Status,
)
from achievements.querysets import AchievementQuerySet
from achievements.validators import validate_price
from common.fields import PublicNumber, code_array
from integration.enums import TransferMode
from integration.models import LibraryEntry
from integration.validators import validate_currency


@pghistory.track(exclude=["search_terms"])
class Achievement(LibraryEntry):
    """Few fields to begin with (title, summary, holder, maturity, transfer modes); everything else sharpens matching."""

    MATCHED_FIELDS: ClassVar[tuple[str, ...]] = (
        "organization_id", "title", "title_other", "one_line", "summary", "summary_other", "description", "advantages",
        "scenarios", "keywords", "language", "trl", "mrl", "industry_id", "field_id", "region_id", "transfer_modes",
        "price_mode", "price_min", "price_max", "currency", "status", "visibility",
    )  # fmt: skip
    DETAILS: ClassVar[tuple[tuple[str, int], ...]] = (
        ("summary", 20), ("indicators", 20), ("scenarios", 15), ("trl", 10), ("transfer_modes", 10), ("advantages", 8),
        ("industry", 5), ("ip_rights", 4), ("keywords", 4), ("description", 4),
    )  # fmt: skip
    SEARCHED_FIELDS: ClassVar[tuple[str, ...]] = (
        "title",
        "title_other",
        "one_line",
        "summary",
        "summary_other",
        "scenarios",
    )

    no = models.CharField(
        _("number"), max_length=20, unique=True, editable=False, db_default=PublicNumber("A", "achievement_no")
    )
    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.DRAFT, editable=False)
    one_line = models.CharField(_("in one sentence"), max_length=300, blank=True)
    summary = models.TextField(_("summary"), blank=True, max_length=50_000)
    summary_other = models.TextField(_("summary in the other language"), blank=True, max_length=50_000)
    description = models.TextField(_("specialist description"), blank=True, max_length=50_000)
    advantages = models.TextField(_("advantages"), blank=True, max_length=50_000)
    scenarios = models.TextField(_("who uses it for what"), blank=True, max_length=50_000)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.APPLIED)
    forms = code_array(Form, verbose_name=_("forms"))
    trl = models.PositiveSmallIntegerField(
        _("technology readiness level"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(9)]
    )
    mrl = models.PositiveSmallIntegerField(
        _("manufacturing readiness level"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(10)],
    )
    commercial_stage = models.CharField(
        _("commercial stage"), max_length=14, choices=CommercialStage.choices, blank=True
    )
    next_steps = code_array(NextStep, verbose_name=_("next steps needed"))
    next_step_note = models.CharField(_("about the next steps"), max_length=500, blank=True)
    transfer_modes = code_array(TransferMode, verbose_name=_("transfer modes"))
    price_mode = models.CharField(_("price"), max_length=14, choices=PriceMode.choices, default=PriceMode.NEGOTIABLE)
    price_min = models.DecimalField(_("price from"), max_digits=14, decimal_places=2, null=True, blank=True)
    price_max = models.DecimalField(_("price to"), max_digits=14, decimal_places=2, null=True, blank=True)
    currency = models.CharField(_("currency"), max_length=3, default="CNY", validators=[validate_currency])
    secrecy = models.CharField(_("secrecy"), max_length=10, choices=Secrecy.choices, default=Secrecy.OPEN)
    export_control = models.CharField(
        _("export control"), max_length=10, choices=ExportControl.choices, default=ExportControl.NONE
    )
    review_note = models.TextField(_("reviewer's note"), blank=True, editable=False)
    last_confirmed_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = AchievementQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("achievement"), _("achievements")
        ordering = ["-published_at", "-id"]
        indexes = [
            models.Index(fields=["status", "-published_at", "-id"]),
            models.Index(fields=["organization", "-updated_at"]),
            models.Index(fields=["updated_at", "id"]),
            models.Index(fields=["content_seq"]),
            # The order "most mature first" of the lists (achievements.filters.with_sort_keys), walked instead of sorted.
            models.Index(
                Coalesce("trl", Value(0)).desc(),
                F("id").desc(),
                name="achievement_by_trl",
                condition=Q(status="published"),
            ),
            GinIndex(fields=["search_terms"], name="achievement_search"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="achievement_has_title"),
            models.CheckConstraint(condition=Q(status__in=Status.values), name="achievement_status_known"),
            models.CheckConstraint(condition=Q(trl=None) | Q(trl__range=(1, 9)), name="achievement_trl_range"),
            models.CheckConstraint(condition=Q(mrl=None) | Q(mrl__range=(1, 10)), name="achievement_mrl_range"),
            models.CheckConstraint(
                condition=Q(price_min=None) | Q(price_max=None) | Q(price_max__gte=F("price_min")),
                name="achievement_price_order",
            ),
            models.CheckConstraint(
                condition=~Q(status="published") | Q(published_at__isnull=False), name="achievement_published_when"
            ),
            models.UniqueConstraint(
                fields=["organization", "source_system", "source_id"],
                condition=~Q(source_id=""),
                name="achievement_source_once",
                violation_error_message=_("Your organization already has an entry with this source and identifier."),
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("achievements:detail", args=[self.no])

    def clean(self) -> None:
        super().clean()
        validate_price(self.price_mode, self.price_min, self.price_max)

    @property
    def card_text(self) -> str:
        """What a card says: its one sentence, or the summary in the reader's language where the sentence is in the other."""
        return self.in_active_language(self.one_line or self.summary, self.summary_other)

    @property
    def display_summary(self) -> str:
        """The summary in the active language, or in the one there is."""
        return self.in_active_language(self.summary, self.summary_other)

    @property
    def display_modes(self) -> list[str]:
        return [str(TransferMode(mode).label) for mode in self.transfer_modes if mode in TransferMode.values]

    @property
    def display_next_steps(self) -> list[str]:
        return [str(NextStep(step).label) for step in self.next_steps if step in NextStep.values]

    @property
    def display_price(self) -> str:
        """The price as one reads it: its kind, and the amounts where they are known."""
        amounts = "–".join(f"{amount:,.0f}" for amount in (self.price_min, self.price_max) if amount is not None)
        return (
            f"{self.get_price_mode_display()} {amounts} {self.currency}" if amounts else self.get_price_mode_display()
        )

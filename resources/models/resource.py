"""A shared resource: what somebody opens to others on the way from a match to production."""

from decimal import Decimal
from typing import ClassVar

import pghistory
from django.contrib.postgres.indexes import GinIndex
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.fields import PublicNumber, code_array
from integration.models import LibraryEntry
from integration.validators import validate_currency
from resources.enums import Accreditation, Kind, Sector, ServiceType, Status, Tier, UserKind
from resources.querysets import ResourceQuerySet
from resources.validators import validate_cost, validate_days, validate_step, validate_validity


def level(label: object, highest: int) -> models.PositiveSmallIntegerField:
    return models.PositiveSmallIntegerField(
        label, null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(highest)]
    )


def money(label: object) -> models.DecimalField:
    return models.DecimalField(label, max_digits=14, decimal_places=2, null=True, blank=True)


@pghistory.track(exclude=["search_terms"])
class Resource(LibraryEntry):
    """Title, kind and summary suffice. The step in maturity with cost and duration makes it part of bridge plans."""

    DETAILS: ClassVar[tuple[tuple[str, int], ...]] = (
        ("summary", 25), ("prices", 20), ("trl_out", 10), ("cost_max", 10), ("days_max", 5), ("conditions", 10),
        ("region", 5), ("field", 5), ("keywords", 5), ("summary_other", 5),
    )  # fmt: skip
    SEARCHED_FIELDS: ClassVar[tuple[str, ...]] = ("title", "title_other", "summary", "summary_other", "equipment")

    no = models.CharField(
        _("number"), max_length=20, unique=True, editable=False, db_default=PublicNumber("R", "resource_no")
    )
    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.DRAFT, editable=False)
    kind = models.CharField(_("kind"), max_length=14, choices=Kind.choices)
    summary = models.TextField(_("what it offers"), blank=True, max_length=20_000)
    summary_other = models.TextField(_("what it offers, in the other language"), blank=True, max_length=20_000)
    conditions = models.TextField(_("conditions and samples"), blank=True, max_length=20_000)
    conditions_other = models.TextField(_("conditions, in the other language"), blank=True, max_length=20_000)
    # --- use
    bookable = models.BooleanField(_("can be booked here"), default=False)
    lead_days = models.PositiveSmallIntegerField(_("days of notice"), default=0, validators=[MaxValueValidator(365)])
    opening = models.CharField(_("opening hours"), max_length=300, blank=True)
    vouchers = models.BooleanField(_("takes innovation vouchers"), default=False)
    voucher_share = models.PositiveSmallIntegerField(
        _("highest share paid by voucher, percent"), default=0, validators=[MaxValueValidator(100)]
    )
    # --- instruments and laboratories
    equipment = models.CharField(_("maker and model"), max_length=300, blank=True)
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True, validators=[MinValueValidator(1950)])
    national_id = models.CharField(_("number in the national network"), max_length=60, blank=True)
    accreditations = code_array(Accreditation, verbose_name=_("accreditations"))
    # --- pilot bases
    tier = models.CharField(_("tier"), max_length=10, choices=Tier.choices, blank=True)
    sector = models.CharField(_("sector"), max_length=14, choices=Sector.choices, blank=True)
    service_types = code_array(ServiceType, verbose_name=_("services"))
    scale = models.CharField(_("scale"), max_length=120, blank=True)
    trl_in, trl_out = level(_("TRL at the start"), 9), level(_("TRL at the end"), 9)
    mrl_in, mrl_out = level(_("MRL at the start"), 10), level(_("MRL at the end"), 10)
    cost_min, cost_max = money(_("cost of one run from")), money(_("cost of one run to"))
    days_min = models.PositiveSmallIntegerField(_("days from"), null=True, blank=True)
    days_max = models.PositiveSmallIntegerField(_("days to"), null=True, blank=True)
    currency = models.CharField(_("currency"), max_length=3, default="CNY", validators=[validate_currency])
    # --- finance, tax, subsidies
    amount_max = money(_("highest amount"))
    rate_from = models.DecimalField(
        _("yearly rate from, percent"), max_digits=5, decimal_places=2, null=True, blank=True
    )
    source_name = models.CharField(_("document"), max_length=300, blank=True)
    source_date = models.DateField(_("date of the document"), null=True, blank=True)
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    review_note = models.TextField(_("reviewer's note"), blank=True, editable=False)

    objects = ResourceQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("resource"), _("resources")
        ordering = ["-published_at", "-id"]
        indexes = [
            models.Index(fields=["status", "-published_at", "-id"]),
            models.Index(fields=["status", "kind", "-published_at", "-id"], name="resource_of_kind"),
            models.Index(fields=["organization", "-updated_at"]),
            models.Index(fields=["updated_at", "id"]),
            GinIndex(fields=["search_terms"], name="resource_search"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="resource_has_title"),
            models.CheckConstraint(condition=Q(status__in=Status.values), name="resource_status_known"),
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="resource_kind_known"),
            models.CheckConstraint(
                condition=Q(trl_in=None, trl_out=None)
                | Q(trl_in__range=(1, 9), trl_out__range=(1, 9), trl_out__gte=F("trl_in")),
                name="resource_trl_step",
            ),
            models.CheckConstraint(
                condition=Q(cost_min=None) | Q(cost_max=None) | Q(cost_max__gte=F("cost_min")),
                name="resource_cost_order",
            ),
            models.CheckConstraint(
                condition=Q(days_min=None) | Q(days_max=None) | Q(days_max__gte=F("days_min")),
                name="resource_days_order",
            ),
            models.CheckConstraint(condition=Q(voucher_share__lte=100), name="resource_voucher_share"),
            models.CheckConstraint(
                condition=Q(valid_from=None) | Q(valid_until=None) | Q(valid_until__gte=F("valid_from")),
                name="resource_validity_order",
            ),
            models.CheckConstraint(
                condition=~Q(status="published") | Q(published_at__isnull=False), name="resource_published_when"
            ),
            models.UniqueConstraint(
                fields=["organization", "source_system", "source_id"],
                condition=~Q(source_id=""),
                name="resource_source_once",
                violation_error_message=_("Your organization already has an entry with this source and identifier."),
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("resources:detail", args=[self.no])

    def clean(self) -> None:
        super().clean()
        validate_step(self.trl_in, self.trl_out, "trl")
        validate_step(self.mrl_in, self.mrl_out, "mrl")
        validate_cost(self.cost_min, self.cost_max)
        validate_days(self.days_min, self.days_max)
        validate_validity(self.valid_from, self.valid_until)

    @property
    def display_summary(self) -> str:
        return self.in_active_language(self.summary, self.summary_other)

    @property
    def display_conditions(self) -> str:
        return self.in_active_language(self.conditions, self.conditions_other)

    @property
    def display_services(self) -> list[str]:
        return [str(ServiceType(code).label) for code in self.service_types if code in ServiceType.values]

    @property
    def display_accreditations(self) -> list[str]:
        return [str(Accreditation(code).label) for code in self.accreditations if code in Accreditation.values]

    @property
    def display_cost(self) -> str:
        """What one run costs, as one reads it; empty where nobody said."""
        amounts = [f"{amount:,.0f}" for amount in (self.cost_min, self.cost_max) if amount is not None]
        return f"{'–'.join(dict.fromkeys(amounts))} {self.currency}" if amounts else ""

    @property
    def display_days(self) -> str:
        return "–".join(dict.fromkeys(str(days) for days in (self.days_min, self.days_max) if days is not None))

    @property
    def is_out_of_date(self) -> bool:
        """Its validity has ended: shown as history, never as an offer."""
        return self.valid_until is not None and self.valid_until < timezone.localdate()

    @property
    def takes_bookings(self) -> bool:
        return self.status == Status.PUBLISHED and self.bookable and not self.is_out_of_date

    def price_for(self, kind: str) -> "Price | None":
        """The first price of this kind of user, else that of everybody."""
        rows = list(self.prices.all())
        return next((row for wanted in (kind, UserKind.OTHER) for row in rows if row.user_kind == wanted), None)


class Price(models.Model):
    """What one unit of use costs one kind of user."""

    resource = models.ForeignKey(Resource, on_delete=models.CASCADE, related_name="prices")
    user_kind = models.CharField(_("for whom"), max_length=8, choices=UserKind.choices, default=UserKind.OTHER)
    amount = models.DecimalField(
        _("amount"), max_digits=12, decimal_places=2, validators=[MinValueValidator(Decimal(0))]
    )
    unit = models.CharField(_("for each"), max_length=40)
    note = models.CharField(_("what is included"), max_length=200, blank=True)

    class Meta:
        verbose_name, verbose_name_plural = _("price"), _("prices")
        ordering = ["id"]
        constraints = [models.CheckConstraint(condition=Q(amount__gte=0), name="resource_price_not_negative")]

    def __str__(self) -> str:
        return f"{self.get_user_kind_display()} {self.amount:,.2f} / {self.unit}"

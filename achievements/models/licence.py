"""The open-licence statement of one right, and the rules it is checked by."""

from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from achievements.enums import FeeMethod, IPKind, IPStatus, KnowHow, LegalCheck, LicenceStatus, RoyaltyBase, Severity
from achievements.models.achievement import Achievement
from achievements.querysets import LicenceRuleQuerySet, OpenLicenceQuerySet
from achievements.validators import validate_statement
from common.fields import PublicNumber
from common.models import Stamped
from integration.validators import validate_currency

CENT = Decimal("0.01")


def money(label: Any, **kwargs: Any) -> models.DecimalField:
    return models.DecimalField(
        label, max_digits=14, decimal_places=2, validators=[MinValueValidator(Decimal(0))], **kwargs
    )


def percentage(label: Any, **kwargs: Any) -> models.DecimalField:
    bounds = [MinValueValidator(Decimal(0)), MaxValueValidator(Decimal(100))]
    return models.DecimalField(label, max_digits=5, decimal_places=2, validators=bounds, **kwargs)


class LicenceRule(models.Model):
    """One legal check in force between two days. What the law says may change, so severity and limit are data."""

    check_code = models.CharField(_("check"), max_length=20, choices=LegalCheck.choices)
    severity = models.CharField(_("severity"), max_length=5, choices=Severity.choices)
    limit = models.DecimalField(_("limit"), max_digits=14, decimal_places=2, null=True, blank=True)
    source = models.CharField(_("source"), max_length=200, blank=True)
    valid_from = models.DateField(_("valid from"))
    valid_until = models.DateField(_("valid until"), null=True, blank=True)

    objects = LicenceRuleQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("rule for open licences"), _("rules for open licences")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["check_code", "valid_from"], name="licence_rule_once"),
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gte=F("valid_from")), name="licence_rule_period"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_check_code_display()} · {self.get_severity_display()}"


class OpenLicence(Stamped):
    """Anybody may take a licence of this right at the stated price. The right is named by its number, not by its row:
    rows of rights are replaced when the achievement is edited, the statement stays what was published.
    """

    no = models.CharField(
        _("number"), max_length=20, unique=True, editable=False, db_default=PublicNumber("L", "open_licence_no")
    )
    organization = models.ForeignKey(
        "accounts.Organization", on_delete=models.PROTECT, related_name="open_licences", editable=False
    )
    achievement = models.ForeignKey(
        Achievement, on_delete=models.PROTECT, related_name="open_licences", verbose_name=_("achievement")
    )
    status = models.CharField(
        _("status"), max_length=10, choices=LicenceStatus.choices, default=LicenceStatus.DRAFT, editable=False
    )
    ip_kind = models.CharField(_("kind of right"), max_length=14, choices=IPKind.choices)
    ip_number = models.CharField(_("number of the right"), max_length=40)
    ip_status = models.CharField(_("status of the right"), max_length=10, choices=IPStatus.choices)
    ip_owner = models.CharField(_("owner of the right"), max_length=200)
    ip_expiry = models.DateField(_("the right expires on"), null=True, blank=True)
    # What the owner declares; the checks read it.
    exclusive_in_force = models.BooleanField(_("an exclusive or sole licence is in force"), default=False)
    disputed = models.BooleanField(_("ownership is disputed, or the right is suspended or preserved"), default=False)
    annual_fee_until = models.DateField(_("annual fee paid until"), null=True, blank=True)
    pledged = models.BooleanField(_("the right is pledged"), default=False)
    pledgee_consents = models.BooleanField(_("the pledgee has consented in writing"), default=False)
    co_owned = models.BooleanField(_("there are co-owners"), default=False)
    co_owners_consent = models.BooleanField(_("all co-owners have consented in writing"), default=False)
    has_report = models.BooleanField(_("an evaluation report is there"), default=False)
    # The price.
    method = models.CharField(_("fee"), max_length=14, choices=FeeMethod.choices, default=FeeMethod.FIXED)
    entry_fee = money(_("fixed or entry fee"), default=0)
    royalty_rate = percentage(_("royalty, %"), default=0)
    royalty_base = models.CharField(
        _("royalty on"), max_length=10, choices=RoyaltyBase.choices, default=RoyaltyBase.NET_SALES
    )
    unit_fee = money(_("royalty for each unit"), default=0)
    minimum = money(_("least royalty of a year"), default=0)
    currency = models.CharField(_("currency"), max_length=3, default="CNY", validators=[validate_currency])
    discount_micro = percentage(_("off for micro firms, %"), default=0)
    discount_small = percentage(_("off for small firms, %"), default=0)
    payment = models.CharField(_("when and how it is paid"), max_length=300, blank=True)
    term_until = models.DateField(_("licences run until"), null=True, blank=True)
    slots = models.PositiveIntegerField(_("licences at most"), null=True, blank=True, validators=[MinValueValidator(1)])
    slots_taken = models.PositiveIntegerField(default=0, editable=False)
    who = models.CharField(_("who may take it"), max_length=300, blank=True)
    scenario = models.TextField(_("for which product and step"), blank=True, max_length=2000)
    # Beyond the right.
    know_how = models.CharField(_("know-how support"), max_length=10, choices=KnowHow.choices, default=KnowHow.NONE)
    know_how_text = models.TextField(_("what the support holds"), blank=True, max_length=2000)
    know_how_fee = money(_("fee for the support"), default=0)
    # The rungs beside it.
    trial_months = models.PositiveSmallIntegerField(_("trial, months"), default=0, validators=[MaxValueValidator(24)])
    trial_fee = money(_("fee for the trial"), default=0)
    exclusive_from = money(_("exclusive licence from"), null=True, blank=True)
    review_note = models.TextField(_("note"), blank=True, editable=False)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", editable=False
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", editable=False
    )
    published_at = models.DateTimeField(_("published"), null=True, blank=True, editable=False)
    withdrawn_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = OpenLicenceQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("open licence"), _("open licences")
        ordering = ["-id"]
        indexes = [models.Index(fields=["status", "-id"]), models.Index(fields=["organization", "-id"])]
        constraints = [
            models.CheckConstraint(condition=Q(status__in=LicenceStatus.values), name="open_licence_status_known"),
            models.CheckConstraint(
                condition=Q(slots=None) | Q(slots_taken__lte=F("slots")), name="open_licence_slots_kept"
            ),
            models.CheckConstraint(
                condition=~Q(status="published") | Q(published_at__isnull=False), name="open_licence_published_when"
            ),
            models.UniqueConstraint(
                fields=["ip_number"], condition=Q(status="published"), name="open_licence_of_a_right_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.no} · {self.get_ip_kind_display()} {self.ip_number}"

    def get_absolute_url(self) -> str:
        return reverse("achievements:licence", args=[self.no])

    def clean(self) -> None:
        validate_statement(self)

    @property
    def status_tone(self) -> str:
        return {"published": "good", "returned": "warn", "withdrawn": "", "draft": ""}.get(self.status, "accent")

    @property
    def slots_left(self) -> int | None:
        """None where the number is not limited."""
        return None if self.slots is None else self.slots - self.slots_taken

    @property
    def display_fee(self) -> str:
        """The price in one line, without discounts."""
        parts = []
        if self.method in {FeeMethod.FIXED, FeeMethod.ENTRY_RUNNING}:
            parts.append(f"{self.entry_fee:,.2f} {self.currency}")
        if self.method in {FeeMethod.RUNNING, FeeMethod.ENTRY_RUNNING}:
            parts.append(self.display_royalty)
        return " + ".join(parts) or str(FeeMethod.FREE.label)

    @property
    def display_royalty(self) -> str:
        if self.royalty_base == RoyaltyBase.UNIT:
            return _now("%(fee)s %(currency)s for each unit") % {
                "fee": f"{self.unit_fee:,.2f}",
                "currency": self.currency,
            }
        base = RoyaltyBase(self.royalty_base).label
        return _now("{rate} percent of {base}").format(rate=f"{Decimal(self.royalty_rate).normalize():f}", base=base)

    def discount(self, size: str) -> Decimal:
        """Percent off for a firm of this size."""
        return {"XS": self.discount_micro, "S": self.discount_small}.get(size, Decimal(0))

    def quote(self, size: str, *, know_how: bool = False, trial: bool = False) -> dict[str, Any]:
        """What a firm of ``size`` (L, M, S, XS or empty) pays in the first year, royalties on its own sales aside.

        ``{"fee", "know_how_fee", "minimum", "first_year", "royalty", "currency", "discount"}``, amounts as Decimal of cents.
        A booked or included know-how support is never discounted: somebody has to travel.
        """
        factor = (Decimal(100) - self.discount(size)) / 100
        fee = Decimal(self.trial_fee) if trial else Decimal(self.entry_fee) * factor
        if not trial and self.method in {FeeMethod.FREE, FeeMethod.RUNNING}:
            fee = Decimal(0)
        runs = self.method in {FeeMethod.RUNNING, FeeMethod.ENTRY_RUNNING} and not trial
        minimum = Decimal(self.minimum) * factor if runs else Decimal(0)
        extra = (
            Decimal(self.know_how_fee) if know_how and self.know_how == KnowHow.OPTIONAL and not trial else Decimal(0)
        )
        fee, minimum, extra = (part.quantize(CENT, ROUND_HALF_UP) for part in (fee, minimum, extra))
        return {
            "fee": fee, "know_how_fee": extra, "minimum": minimum, "first_year": fee + minimum + extra,
            "royalty": self.display_royalty if runs else "", "currency": self.currency,
            "discount": self.discount(size) if not trial else Decimal(0),
        }  # fmt: skip

    @property
    def title(self) -> str:
        return self.achievement.display_title

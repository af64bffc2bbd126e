"""The schedule of payments, reports that royalties are computed from, and the ledger of what really happened."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from common.models import Stamped
from deals.enums.terms import LedgerKind, PaymentKind, PaymentStatus


class RoyaltyReport(Stamped):
    """What the receiving side reports for one period; the royalty is computed, never typed."""

    deal = models.ForeignKey("deals.Deal", on_delete=models.CASCADE, related_name="royalty_reports")
    period_start = models.DateField(_("period from"))
    period_end = models.DateField(_("period to"))
    base = models.DecimalField(_("base"), max_digits=16, decimal_places=2)
    royalty = models.DecimalField(_("royalty"), max_digits=14, decimal_places=2)
    reported_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        verbose_name, verbose_name_plural = _("royalty report"), _("royalty reports")
        ordering = ["deal", "period_start"]
        constraints = [
            models.UniqueConstraint(fields=["deal", "period_start"], name="royalty_period_once"),
            models.CheckConstraint(condition=Q(period_end__gte=F("period_start")), name="royalty_period_order"),
            models.CheckConstraint(condition=Q(base__gte=0, royalty__gte=0), name="royalty_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.deal_id} {self.period_start}–{self.period_end}"


class Payment(Stamped):
    """One line of the schedule. A line without a date becomes due by its milestone or by the end of the trial."""

    deal = models.ForeignKey("deals.Deal", on_delete=models.CASCADE, related_name="payments")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(_("kind"), max_length=10, choices=PaymentKind.choices)
    milestone = models.OneToOneField(
        "deals.Milestone", null=True, blank=True, on_delete=models.PROTECT, related_name="payment"
    )
    report = models.OneToOneField(
        RoyaltyReport, null=True, blank=True, on_delete=models.PROTECT, related_name="payment"
    )
    amount = models.DecimalField(_("amount"), max_digits=14, decimal_places=2)
    currency = models.CharField(max_length=3)
    due_on = models.DateField(_("due"), null=True, blank=True)
    status = models.CharField(
        _("status"), max_length=10, choices=PaymentStatus.choices, default=PaymentStatus.PLANNED, editable=False
    )
    reference = models.CharField(_("reference"), max_length=80, blank=True)
    reminded_on = models.DateField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name, verbose_name_plural = _("payment"), _("payments")
        ordering = ["deal", "position"]
        constraints = [
            models.UniqueConstraint(fields=["deal", "position"], name="payment_position_once"),
            models.CheckConstraint(condition=Q(amount__gte=0), name="payment_not_negative"),
            models.CheckConstraint(condition=Q(status__in=PaymentStatus.values), name="payment_status_known"),
            models.CheckConstraint(
                condition=~Q(status__in=["due", "paid", "confirmed"]) | Q(due_on__isnull=False), name="payment_due_when"
            ),
        ]
        indexes = [models.Index(fields=["due_on"], condition=Q(status="due"), name="payment_clock")]

    def __str__(self) -> str:
        return f"{self.deal_id} · {self.position} · {self.amount} {self.currency}"


class LedgerEntry(models.Model):
    """What really happened to a payment: once paid, once received, never changed."""

    payment = models.ForeignKey(Payment, on_delete=models.PROTECT, related_name="ledger")
    deal = models.ForeignKey("deals.Deal", on_delete=models.PROTECT, related_name="ledger")
    kind = models.CharField(max_length=8, choices=LedgerKind.choices)
    amount = models.DecimalField(_("amount"), max_digits=14, decimal_places=2)
    currency = models.CharField(max_length=3)
    reference = models.CharField(_("reference"), max_length=80, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name, verbose_name_plural = _("ledger entry"), _("ledger entries")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["payment", "kind"], name="ledger_once"),
            models.CheckConstraint(condition=Q(amount__gte=0), name="ledger_not_negative"),
        ]
        triggers = [
            pgtrigger.Protect(name="ledger_append_only", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(name="ledger_unchanged", fields=["kind", "amount", "currency", "reference", "at"]),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.amount} {self.currency}"

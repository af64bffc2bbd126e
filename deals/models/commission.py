"""The ledger of commissions: lines are added, never changed, and both sides read the same ones."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from deals.enums.assignment import CommissionKind
from deals.models.assignment import Assignment


class CommissionEntry(models.Model):
    """``amount`` is positive; what a kind does to the balance stands in the actions. ``key`` makes a repetition harmless."""

    assignment = models.ForeignKey(Assignment, on_delete=models.PROTECT, related_name="commissions")
    payer = models.ForeignKey("accounts.Organization", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(_("kind"), max_length=8, choices=CommissionKind.choices)
    amount = models.DecimalField(_("amount"), max_digits=14, decimal_places=2)
    currency = models.CharField(_("currency"), max_length=3)
    basis = models.CharField(_("basis"), max_length=300, blank=True)
    key = models.CharField(max_length=80)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name, verbose_name_plural = _("commission"), _("commissions")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="commission_positive"),
            models.UniqueConstraint(fields=["assignment", "key"], name="commission_once"),
        ]
        triggers = [
            pgtrigger.Protect(name="commission_append_only", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(
                name="commission_unchanged",
                fields=["assignment", "payer", "kind", "amount", "currency", "basis", "key", "at"],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.amount} {self.currency}"

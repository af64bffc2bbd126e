"""What became of a deal, asked after 90, 180 and 365 days."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from common.models import Stamped
from deals.enums.deal import UseAnswer


class OutcomeCheck(Stamped):
    """One question to the receiving side; figures besides are welcome and never demanded."""

    deal = models.ForeignKey("deals.Deal", on_delete=models.CASCADE, related_name="outcome_checks")
    days = models.PositiveSmallIntegerField(_("days after the signature"))
    due_on = models.DateField(_("due"))
    asked_at = models.DateTimeField(_("asked"), null=True, blank=True, editable=False)
    reminded_at = models.DateTimeField(null=True, blank=True, editable=False)
    answer = models.CharField(_("Is it in use?"), max_length=8, choices=UseAnswer.choices, blank=True)
    revenue = models.DecimalField(_("additional revenue"), max_digits=14, decimal_places=2, null=True, blank=True)
    savings = models.DecimalField(_("costs saved"), max_digits=14, decimal_places=2, null=True, blank=True)
    currency = models.CharField(max_length=3, default="CNY")
    jobs = models.PositiveIntegerField(_("jobs created"), null=True, blank=True)
    note = models.TextField(_("in your words"), max_length=2000, blank=True)
    evidence = models.OneToOneField(
        "integration.Attachment", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name, verbose_name_plural = _("outcome check"), _("outcome checks")
        ordering = ["deal", "days"]
        constraints = [
            models.UniqueConstraint(fields=["deal", "days"], name="outcome_check_once"),
            models.CheckConstraint(
                condition=Q(answer="", answered_at__isnull=True) | (~Q(answer="") & Q(answered_at__isnull=False)),
                name="outcome_answered_when",
            ),
        ]
        indexes = [models.Index(fields=["due_on"], condition=Q(answer=""), name="outcome_clock")]

    def __str__(self) -> str:
        return f"{self.deal_id} · {self.days}"

"""What a demand consists of beside its texts: wanted indicators and organizations it must not reach."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from demands.enums import Priority
from demands.models.demand import Demand
from integration.models.indicator import Indicator


class DemandIndicator(Indicator):
    """A value the firm needs, where it stands now and how much it matters."""

    demand = models.ForeignKey(Demand, on_delete=models.CASCADE, related_name="indicators")
    priority = models.CharField(_("priority"), max_length=6, choices=Priority.choices, default=Priority.MUST)
    now = models.CharField(_("today"), max_length=120, blank=True)

    class Meta(Indicator.Meta):
        verbose_name, verbose_name_plural = _("wanted indicator"), _("wanted indicators")


class DemandExclusion(models.Model):
    """An organization that must neither see the demand nor be matched to it."""

    demand = models.ForeignKey(Demand, on_delete=models.CASCADE, related_name="exclusions")
    organization = models.ForeignKey("accounts.Organization", on_delete=models.CASCADE, related_name="+")

    class Meta:
        verbose_name, verbose_name_plural = _("excluded organization"), _("excluded organizations")
        constraints = [models.UniqueConstraint(fields=["demand", "organization"], name="demand_exclusion_once")]

    def __str__(self) -> str:
        return f"{self.demand} ✕ {self.organization}"

"""What an achievement consists of beside its texts: indicators and rights."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from achievements.enums import IPKind, IPStatus
from achievements.models.achievement import Achievement
from achievements.validators import validate_patent_number
from integration.models.indicator import Indicator


class AchievementIndicator(Indicator):
    """A measured value the achievement reaches."""

    achievement = models.ForeignKey(Achievement, on_delete=models.CASCADE, related_name="indicators")

    class Meta(Indicator.Meta):
        verbose_name, verbose_name_plural = _("indicator"), _("indicators")


class IPRight(models.Model):
    """A right that protects the achievement."""

    achievement = models.ForeignKey(Achievement, on_delete=models.CASCADE, related_name="ip_rights")
    kind = models.CharField(_("kind"), max_length=14, choices=IPKind.choices)
    number = models.CharField(_("number"), max_length=40, blank=True)
    status = models.CharField(_("status"), max_length=10, choices=IPStatus.choices, blank=True)
    owner = models.CharField(_("owner"), max_length=200, blank=True)
    filing_date = models.DateField(_("filed on"), null=True, blank=True)
    expiry_date = models.DateField(_("expires on"), null=True, blank=True)

    class Meta:
        verbose_name, verbose_name_plural = _("IP right"), _("IP rights")
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.number}".strip()

    def clean(self) -> None:
        validate_patent_number(self.kind, self.number)

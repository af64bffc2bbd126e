"""A quantity with unit and condition, on either side of a match."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from common.language import localized
from integration.enums import Relation
from integration.validators import validate_indicator


class Indicator(models.Model):
    """Name, relation, one or two values, unit and test condition; ``text`` keeps what cannot be put in numbers."""

    name = models.CharField(_("indicator"), max_length=120)
    name_en = models.CharField(_("indicator, in English"), max_length=160, blank=True)
    relation = models.CharField(_("relation"), max_length=6, choices=Relation.choices, default=Relation.AT_LEAST)
    value_min = models.DecimalField(_("value or lower bound"), max_digits=18, decimal_places=6, null=True, blank=True)
    value_max = models.DecimalField(_("upper bound"), max_digits=18, decimal_places=6, null=True, blank=True)
    unit = models.CharField(_("unit"), max_length=30, blank=True)
    condition = models.CharField(_("condition"), max_length=300, blank=True)
    text = models.CharField(_("in words"), max_length=300, blank=True)

    class Meta:
        abstract = True
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(value_min=None) | Q(value_max=None) | Q(value_max__gte=F("value_min")),
                name="%(class)s_value_order",
            )
        ]

    def __str__(self) -> str:
        return f"{self.display_name} {self.display_value}".strip()

    def clean(self) -> None:
        validate_indicator(self.relation, self.value_min, self.value_max, self.text)

    @property
    def display_name(self) -> str:
        return localized(self.name, self.name_en)

    @property
    def display_value(self) -> str:
        """The value as one reads it, such as ``≥ 180 ℃`` or ``9–12 元/吨``."""
        low, high = (format(v.normalize(), "f") if v is not None else "" for v in (self.value_min, self.value_max))
        body = {
            Relation.AT_LEAST: f"≥ {low or high}",
            Relation.AT_MOST: f"≤ {high or low}",
            Relation.EQUAL: f"= {low or high}",
            Relation.RANGE: f"{low}–{high}",
        }.get(Relation(self.relation), self.text)
        return f"{body} {self.unit}".strip() if self.relation != Relation.TEXT else body

"""Code lists that every other room points at: stable codes, Chinese and English names."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from common.language import localized
from taxonomy.enums import RegionLevel, Scale
from taxonomy.querysets import CodeQuerySet, RegionQuerySet


class Code(models.Model):
    """One entry of a code list; ``sort`` orders by pinyin or by the standard's own order."""

    code = models.CharField(_("code"), max_length=12, primary_key=True)
    name = models.CharField(_("name"), max_length=120)
    name_en = models.CharField(_("English name"), max_length=160, blank=True)
    sort = models.CharField(max_length=160, blank=True, editable=False)
    valid = models.BooleanField(_("valid"), default=True)

    objects = CodeQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["code"]

    def __str__(self) -> str:
        return localized(self.name, self.name_en)


class Region(Code):
    """An administrative division (GB/T 2260, six digits); ``100000`` is the nation."""

    level = models.CharField(max_length=10, choices=RegionLevel.choices)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")
    longitude = models.FloatField(null=True, blank=True)
    latitude = models.FloatField(null=True, blank=True)

    objects = RegionQuerySet.as_manager()

    class Meta(Code.Meta):
        verbose_name, verbose_name_plural = _("region"), _("regions")

    @property
    def prefix(self) -> str:
        """The leading digits that all divisions below share; empty for the nation."""
        return {"nation": "", "province": self.code[:2], "city": self.code[:4]}.get(self.level, self.code)


class Industry(Code):
    """An industry of GB/T 4754-2017: section letter, then two, three or four digits (``C``, ``C34``, ``C3451``)."""

    level = models.PositiveSmallIntegerField()
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")
    note = models.TextField(blank=True)

    class Meta(Code.Meta):
        verbose_name, verbose_name_plural = _("industry"), _("industries")


class TechnologyField(Code):
    """A field of high technology, stable slug as code."""

    code = models.CharField(_("code"), max_length=40, primary_key=True)

    class Meta(Code.Meta):
        verbose_name, verbose_name_plural = _("technology field"), _("technology fields")


class MaturityLevel(models.Model):
    """One step of a readiness scale with a plain sentence that a workshop owner understands."""

    scale = models.CharField(max_length=8, choices=Scale.choices)
    level = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=120)
    name_en = models.CharField(max_length=160)
    sentence = models.CharField(max_length=300)
    sentence_en = models.CharField(max_length=400)

    objects = models.Manager()

    class Meta:
        ordering = ["scale", "level"]
        verbose_name, verbose_name_plural = _("maturity level"), _("maturity levels")
        constraints = [models.UniqueConstraint(fields=["scale", "level"], name="maturity_level_once")]

    def __str__(self) -> str:
        return f"{self.scale.upper()} {self.level} · {localized(self.name, self.name_en)}"

    @property
    def display_sentence(self) -> str:
        return localized(self.sentence, self.sentence_en)

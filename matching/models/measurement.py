"""Figures that the platform measures about its own matching and shows to officials."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Measurement(models.Model):
    """One measurement: ``name`` such as ``recall``, the versions it belongs to and its figures."""

    name = models.CharField(max_length=40)
    at = models.DateTimeField(auto_now_add=True)
    model_version = models.CharField(max_length=60, blank=True)
    encoder = models.CharField(max_length=80, blank=True)
    values = models.JSONField(default=dict)

    class Meta:
        verbose_name, verbose_name_plural = _("measurement"), _("measurements")
        ordering = ["-at"]
        indexes = [models.Index(fields=["name", "-at"], name="measurement_latest")]

    def __str__(self) -> str:
        return f"{self.name} {self.at:%Y-%m-%d}"

"""The day counts and caps of this room, as records with a date from which they hold, and the calendar of working days."""

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from common.models import Stamped

_ONE = [MinValueValidator(1)]


class DealPolicy(Stamped):
    """What holds from ``valid_from`` on, until a later record. Without a record the defaults of the fields hold."""

    valid_from = models.DateField(_("valid from"), unique=True)
    remind_after = models.PositiveSmallIntegerField(_("reminder after, working days"), default=5, validators=_ONE)
    release_after = models.PositiveSmallIntegerField(_("release after, working days"), default=10, validators=_ONE)
    sent_per_day = models.PositiveSmallIntegerField(_("expressions sent a day"), default=10, validators=_ONE)
    received_per_day = models.PositiveSmallIntegerField(_("expressions received a day"), default=30, validators=_ONE)
    consent_days = models.PositiveSmallIntegerField(_("days a consent holds"), default=365, validators=_ONE)
    publicity_days = models.PositiveSmallIntegerField(_("days of public notice"), default=15, validators=_ONE)
    step_days = models.PositiveSmallIntegerField(_("working days for a next step"), default=10, validators=_ONE)
    royalty_warn_percent = models.DecimalField(
        _("warn of a royalty above, percent of sales"), max_digits=5, decimal_places=2, default=20
    )

    class Meta:
        verbose_name, verbose_name_plural = _("rule of deals"), _("rules of deals")
        ordering = ["-valid_from"]

    def __str__(self) -> str:
        return f"{self.valid_from}"


class CalendarDay(models.Model):
    """A day that differs from its weekday: a public holiday, or a Saturday that is worked."""

    day = models.DateField(_("day"), primary_key=True)
    is_working = models.BooleanField(_("is worked"), default=False)
    name = models.CharField(_("name"), max_length=60, blank=True)

    class Meta:
        verbose_name, verbose_name_plural = _("special day"), _("special days")
        ordering = ["-day"]

    def __str__(self) -> str:
        return f"{self.day} {self.name}"

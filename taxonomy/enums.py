"""Closed lists of the code rooms."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class RegionLevel(models.TextChoices):
    NATION = "nation", _("nation")
    PROVINCE = "province", _("province")
    CITY = "city", _("city")
    COUNTY = "county", _("county")


class Scale(models.TextChoices):
    TRL = "trl", _("technology readiness level")
    MRL = "mrl", _("manufacturing readiness level")

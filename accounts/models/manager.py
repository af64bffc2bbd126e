"""Technology managers: what a person says of himself as one, and whether it has been verified."""

from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.enums import ManagerJob, ManagerLevel, ManagerStatus, SpokenLanguage
from accounts.querysets import ManagerProfileQuerySet
from common.fields import PublicNumber, code_array
from common.language import localized
from common.models import Stamped
from taxonomy.models import Region, TechnologyField


class ManagerProfile(Stamped):
    """One person as technology manager. The record of his work is computed by the rooms that hold it."""

    no = models.CharField(
        _("number"), max_length=20, unique=True, editable=False, db_default=PublicNumber("M", "manager_no")
    )
    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="manager_profile")
    organization = models.ForeignKey(
        "accounts.Organization", null=True, blank=True, on_delete=models.SET_NULL, related_name="manager_profiles"
    )
    status = models.CharField(
        _("status"), max_length=10, choices=ManagerStatus.choices, default=ManagerStatus.DRAFT, editable=False
    )
    level = models.CharField(_("level"), max_length=12, choices=ManagerLevel.choices, default=ManagerLevel.JUNIOR)
    fields = models.ManyToManyField(TechnologyField, blank=True, related_name="+", verbose_name=_("technology fields"))
    languages = code_array(SpokenLanguage, verbose_name=_("languages"))
    jobs = code_array(ManagerJob, verbose_name=_("what I do"))
    region = models.ForeignKey(
        Region, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("region")
    )
    bio = models.TextField(_("about me"), blank=True, max_length=2000)
    bio_en = models.TextField(_("about me, in English"), blank=True, max_length=2000)
    certificate_no = models.CharField(_("certificate number"), max_length=60, blank=True)
    certificate_issuer = models.CharField(_("issued by"), max_length=120, blank=True)
    certificate_on = models.DateField(_("issued on"), null=True, blank=True)
    training_hours = models.PositiveSmallIntegerField(_("training hours"), default=0)
    capacity = models.PositiveSmallIntegerField(_("cases at a time"), default=60)
    review_note = models.TextField(blank=True, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", editable=False
    )
    decided_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = ManagerProfileQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("technology manager"), _("technology managers")
        ordering = ["id"]
        indexes = [models.Index(fields=["status", "id"])]
        constraints = [
            models.CheckConstraint(condition=models.Q(status__in=ManagerStatus.values), name="manager_status_known"),
            models.CheckConstraint(condition=models.Q(capacity__gte=1), name="manager_has_capacity"),
        ]

    def __str__(self) -> str:
        return self.user.display_name

    def get_absolute_url(self) -> str:
        return reverse("accounts:manager", args=[self.no])

    @property
    def display_bio(self) -> str:
        return localized(self.bio, self.bio_en)

    @property
    def display_languages(self) -> list[Any]:
        return [SpokenLanguage(code).label for code in self.languages if code in SpokenLanguage.values]

    @property
    def display_jobs(self) -> list[Any]:
        return [ManagerJob(code).label for code in self.jobs if code in ManagerJob.values]

    @property
    def status_tone(self) -> str:
        return {"registered": "good", "returned": "warn", "suspended": "bad", "applied": "accent"}.get(self.status, "")

"""Consent as data: who opened which step to whom until when, what was seen, and what its owner keeps higher."""

import datetime

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from common.models import Stamped
from deals.enums.consent import Group, Level
from deals.querysets.consent import ConsentQuerySet, DisclosureQuerySet


class Consent(Stamped):
    """``organization`` opens the steps up to ``level`` to ``recipient``, about one interest or one deal, for a time."""

    organization = models.ForeignKey("accounts.Organization", on_delete=models.PROTECT, related_name="consents_given")
    recipient = models.ForeignKey("accounts.Organization", on_delete=models.PROTECT, related_name="consents_received")
    interest = models.ForeignKey(
        "deals.Interest", null=True, blank=True, on_delete=models.PROTECT, related_name="consents"
    )
    deal = models.ForeignKey("deals.Deal", null=True, blank=True, on_delete=models.PROTECT, related_name="consents")
    level = models.PositiveSmallIntegerField(_("step"), choices=Level.choices)
    granted_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    granted_at = models.DateTimeField(_("given"))
    expires_at = models.DateTimeField(_("until"))
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects = ConsentQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("consent"), _("consents")
        ordering = ["-id"]
        indexes = [models.Index(fields=["organization", "recipient"], name="consent_between")]
        constraints = [
            models.CheckConstraint(
                condition=Q(interest__isnull=False, deal__isnull=True) | Q(interest__isnull=True, deal__isnull=False),
                name="consent_about_one_thing",
            ),
            models.CheckConstraint(condition=Q(level__range=(1, 4)), name="consent_level_range"),
            models.CheckConstraint(condition=Q(expires_at__gt=F("granted_at")), name="consent_ends_after_it_began"),
            models.CheckConstraint(condition=~Q(organization=F("recipient")), name="consent_to_others"),
        ]

    def __str__(self) -> str:
        return f"{self.organization_id} → {self.recipient_id}: {self.get_level_display()}"

    def holds(self, now: datetime.datetime) -> bool:
        return self.revoked_at is None and self.expires_at > now


class GroupLevel(Stamped):
    """Its owner keeps a group of one entry on a higher step than usual."""

    achievement = models.ForeignKey(
        "achievements.Achievement", null=True, blank=True, on_delete=models.CASCADE, related_name="group_levels"
    )
    demand = models.ForeignKey(
        "demands.Demand", null=True, blank=True, on_delete=models.CASCADE, related_name="group_levels"
    )
    group = models.CharField(max_length=10, choices=Group.choices)
    level = models.PositiveSmallIntegerField(choices=Level.choices)

    class Meta:
        verbose_name, verbose_name_plural = _("step of a group"), _("steps of groups")
        constraints = [
            models.UniqueConstraint(
                fields=["achievement", "demand", "group"], nulls_distinct=False, name="group_level_once"
            ),
            models.CheckConstraint(
                condition=Q(achievement__isnull=False, demand__isnull=True)
                | Q(achievement__isnull=True, demand__isnull=False),
                name="group_level_of_one_entry",
            ),
            models.CheckConstraint(
                condition=~Q(group="contact") | Q(level__gte=Level.CONSENTED), name="contact_needs_two_yeses"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.group} ≥ {self.level}"


class Disclosure(models.Model):
    """One group was shown to one organization: once a day for each group, never changed afterwards."""

    organization = models.ForeignKey("accounts.Organization", on_delete=models.PROTECT, related_name="disclosures_made")
    recipient = models.ForeignKey("accounts.Organization", on_delete=models.PROTECT, related_name="disclosures_seen")
    interest = models.ForeignKey(
        "deals.Interest", null=True, blank=True, on_delete=models.PROTECT, related_name="disclosures"
    )
    deal = models.ForeignKey("deals.Deal", null=True, blank=True, on_delete=models.PROTECT, related_name="disclosures")
    group = models.CharField(_("group"), max_length=10, choices=Group.choices)
    level = models.PositiveSmallIntegerField(_("step"), choices=Level.choices)
    subject = models.CharField(_("what"), max_length=220, blank=True)
    seen_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    seen_on = models.DateField()
    seen_at = models.DateTimeField(_("seen"), auto_now_add=True)

    objects = DisclosureQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("disclosure"), _("disclosures")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "recipient", "interest", "deal", "group", "subject", "seen_by", "seen_on"],
                nulls_distinct=False,
                name="disclosure_once_a_day",
            )
        ]
        triggers = [
            pgtrigger.Protect(name="disclosure_append_only", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(name="disclosure_unchanged", fields=["group", "level", "subject", "seen_on", "seen_at"]),
        ]

    def __str__(self) -> str:
        return f"{self.recipient_id} · {self.group} · {self.seen_on}"

"""Eligibility as data: a rule record says who may have what, since when, until when, and by which document."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from common.language import localized
from common.models import Stamped
from resources.eligibility import problems_of
from resources.enums import Kind, RuleState
from resources.models.resource import Resource
from resources.querysets import RuleQuerySet
from resources.validators import validate_validity


@pghistory.track()
class EligibilityRule(Stamped):
    """``conditions`` is the declared schema of ``resources.eligibility``; the evaluator is pure."""

    title = models.CharField(_("title"), max_length=200)
    title_en = models.CharField(_("title in English"), max_length=200, blank=True)
    who = models.CharField(_("for whom"), max_length=300)
    who_en = models.CharField(_("for whom, in English"), max_length=300, blank=True)
    #: For one resource, or for every resource of a kind in a region.
    resource = models.ForeignKey(
        Resource, null=True, blank=True, on_delete=models.CASCADE, related_name="rules", verbose_name=_("resource")
    )
    kind = models.CharField(_("kind of resource"), max_length=14, choices=Kind.choices, blank=True)
    source_name = models.CharField(_("document"), max_length=300)
    source_url = models.URLField(_("address of the document"), max_length=500, blank=True)
    source_date = models.DateField(_("date of the document"))
    valid_from = models.DateField(_("valid from"))
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=8, choices=RuleState.choices, default=RuleState.DRAFT)
    conditions = models.JSONField(_("conditions"), default=dict)
    version = models.PositiveIntegerField(default=1, editable=False)
    organization = models.ForeignKey(
        "accounts.Organization", null=True, on_delete=models.SET_NULL, related_name="+", editable=False
    )
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", editable=False
    )

    objects = RuleQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("eligibility rule"), _("eligibility rules")
        ordering = ["-valid_from", "-id"]
        indexes = [models.Index(fields=["state", "valid_from"], name="rule_in_force")]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=RuleState.values), name="rule_state_known"),
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gte=F("valid_from")), name="rule_validity_order"
            ),
            models.CheckConstraint(condition=Q(resource__isnull=False) | ~Q(kind=""), name="rule_is_about_something"),
        ]

    def __str__(self) -> str:
        return localized(self.title, self.title_en)

    def get_absolute_url(self) -> str:
        return reverse("resources:rule", args=[self.pk])

    def clean(self) -> None:
        validate_validity(self.valid_from, self.valid_until)
        if problems := problems_of(self.conditions):
            from django.core.exceptions import ValidationError

            raise ValidationError({"conditions": problems})

    @property
    def display_who(self) -> str:
        return localized(self.who, self.who_en)

    @property
    def state_tone(self) -> str:
        return {"active": "good", "draft": "warn"}.get(self.state, "")

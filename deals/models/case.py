"""The case library: what was tried, why this, before and after, and what did not work."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from common.fields import PublicNumber
from common.language import localized
from common.models import Stamped
from deals.enums.deal import CaseStatus
from deals.querysets.case import CaseQuerySet
from integration.validators import validate_lengths


class Case(Stamped):
    """The story of one deal. It is public only with the consent of both sides to this very text (``version``)."""

    no = models.CharField(
        _("number"), max_length=20, unique=True, editable=False, db_default=PublicNumber("C", "case_no")
    )
    deal = models.OneToOneField("deals.Deal", on_delete=models.PROTECT, related_name="case")
    status = models.CharField(max_length=10, choices=CaseStatus.choices, default=CaseStatus.DRAFT, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    title = models.CharField(_("title"), max_length=200)
    title_en = models.CharField(_("title in English"), max_length=200, blank=True)
    problem = models.TextField(_("the problem"), max_length=3000)
    tried = models.TextField(_("what had been tried"), max_length=3000, blank=True)
    why = models.TextField(_("why this technology"), max_length=3000, blank=True)
    what_was_done = models.TextField(_("who did what"), max_length=3000, blank=True)
    results = models.TextField(_("before and after"), max_length=3000, blank=True)
    did_not_work = models.TextField(_("what did not work"), max_length=3000, blank=True)
    lessons = models.TextField(_("lessons"), max_length=3000, blank=True)
    names_supply = models.BooleanField(_("name the supplying side"), default=True)
    names_need = models.BooleanField(_("name the receiving side"), default=True)
    shows_amount = models.BooleanField(_("show the amount"), default=False)
    supply_consented = models.PositiveIntegerField(null=True, blank=True, editable=False)
    need_consented = models.PositiveIntegerField(null=True, blank=True, editable=False)
    published_at = models.DateTimeField(_("published"), null=True, blank=True, editable=False)

    objects = CaseQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("case"), _("cases")
        ordering = ["-published_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(status="published")
                | Q(
                    supply_consented=models.F("version"), need_consented=models.F("version"), published_at__isnull=False
                ),
                name="case_published_with_both_consents",
            )
        ]

    def __str__(self) -> str:
        return localized(self.title, self.title_en)

    def get_absolute_url(self) -> str:
        return reverse("deals:case", args=[self.no])

    def clean(self) -> None:
        validate_lengths(self)

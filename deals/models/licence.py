"""A licence that a firm has taken of an open statement: its terms as they were on that day."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.enums import FirmSize
from common.fields import PublicNumber
from common.models import Stamped
from deals.enums.licence import LicenceState, Tier
from deals.querysets.licence import LicenceQuerySet


def amount(label: object, **options: object) -> models.DecimalField:
    return models.DecimalField(label, max_digits=14, decimal_places=2, **({"default": 0} | options))


class Licence(Stamped):
    """Amounts and text are copies: what the statement becomes later changes no licence."""

    no = models.CharField(
        _("number"), max_length=20, unique=True, editable=False, db_default=PublicNumber("K", "licence_no")
    )
    statement = models.ForeignKey("achievements.OpenLicence", on_delete=models.PROTECT, related_name="licences")
    licensor = models.ForeignKey("accounts.Organization", on_delete=models.PROTECT, related_name="licences_given")
    licensee = models.ForeignKey("accounts.Organization", on_delete=models.PROTECT, related_name="licences_taken")
    tier = models.CharField(_("rung"), max_length=8, choices=Tier.choices, default=Tier.OPEN)
    status = models.CharField(_("status"), max_length=12, choices=LicenceState.choices, default=LicenceState.TAKEN)
    size = models.CharField(_("size of the firm"), max_length=2, choices=FirmSize.choices, blank=True)
    fee = amount(_("fee"))
    minimum = amount(_("least royalty of a year"))
    know_how = models.BooleanField(_("with know-how support"), default=False)
    know_how_fee = amount(_("fee for the support"))
    total = amount(_("first year"))
    royalty = models.CharField(_("royalty"), max_length=120, blank=True)
    currency = models.CharField(_("currency"), max_length=3)
    text = models.TextField(_("terms"))
    product = models.CharField(_("product it is used for"), max_length=300, blank=True)
    starts_on = models.DateField(_("begins"))
    ends_on = models.DateField(_("ends"), null=True, blank=True)
    taken_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    paid_on = models.DateField(_("paid on"), null=True, blank=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    filing_no = models.CharField(_("number of the recordal"), max_length=60, blank=True)
    reason = models.CharField(_("reason"), max_length=500, blank=True)

    objects = LicenceQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("licence"), _("licences")
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["licensor", "-id"], name="licence_of_licensor"),
            models.Index(fields=["licensee", "-id"], name="licence_of_licensee"),
            models.Index(
                fields=["ends_on"], condition=Q(status__in=["taken", "active", "recorded"]), name="licence_clock"
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["statement", "licensee", "tier"],
                condition=Q(status__in=["taken", "active", "recorded"]),
                name="licence_once_a_rung",
            ),
            models.CheckConstraint(condition=~Q(licensor=F("licensee")), name="licence_two_sides"),
            models.CheckConstraint(
                condition=Q(total=F("fee") + F("minimum") + F("know_how_fee")), name="licence_sum_is_right"
            ),
            models.CheckConstraint(
                condition=Q(fee__gte=0, minimum__gte=0, know_how_fee__gte=0), name="licence_not_negative"
            ),
            models.CheckConstraint(condition=~Q(status="recorded") | ~Q(filing_no=""), name="licence_recorded_where"),
        ]

    def __str__(self) -> str:
        return f"{self.no} · {self.licensee}"

    def get_absolute_url(self) -> str:
        return reverse("deals:licence", args=[self.no])

    @property
    def title(self) -> str:
        return self.statement.title

    @property
    def status_tone(self) -> str:
        return {"taken": "warn", "active": "good", "recorded": "good"}.get(self.status, "")

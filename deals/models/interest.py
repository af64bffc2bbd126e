"""An expression of interest: three answers, a clock, and one answer back."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from common.fields import PublicNumber
from common.models import Stamped
from deals.enums.interest import InterestStatus, Side
from deals.querysets.interest import InterestQuerySet
from integration.validators import validate_lengths
from matching.enums import DeclineReason


class Interest(Stamped):
    """``organization`` asks ``recipient`` about a pair, or about one entry alone.

    ``side`` is the side of the one who asks. The days of the clock are stored when it is sent, so that a later change of
    the rules moves no promise.
    """

    no = models.CharField(
        _("number"), max_length=20, unique=True, editable=False, db_default=PublicNumber("I", "interest_no")
    )
    status = models.CharField(
        _("status"), max_length=10, choices=InterestStatus.choices, default=InterestStatus.OPEN, editable=False
    )
    side = models.CharField(max_length=6, choices=Side.choices)
    organization = models.ForeignKey("accounts.Organization", on_delete=models.PROTECT, related_name="interests_sent")
    recipient = models.ForeignKey("accounts.Organization", on_delete=models.PROTECT, related_name="interests_received")
    achievement = models.ForeignKey(
        "achievements.Achievement", null=True, blank=True, on_delete=models.PROTECT, related_name="interests"
    )
    demand = models.ForeignKey(
        "demands.Demand", null=True, blank=True, on_delete=models.PROTECT, related_name="interests"
    )
    match = models.ForeignKey("matching.Match", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    for_organization_by = models.ForeignKey(
        "accounts.Organization", null=True, blank=True, on_delete=models.SET_NULL, related_name="+",
        verbose_name=_("brought by"), help_text=_("The organization of the technology manager who wrote it."),
    )  # fmt: skip
    wanted = models.TextField(_("What cooperation do you seek?"), max_length=1000)
    unclear = models.TextField(_("What is missing or unclear?"), max_length=1000, blank=True)
    about = models.TextField(_("Who are you?"), max_length=1000)

    respond_by = models.DateField(_("answer promised by"))
    release_on = models.DateField(_("released on"))
    reminded_at = models.DateTimeField(null=True, blank=True, editable=False)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True, editable=False)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", editable=False
    )
    decline_reason = models.CharField(_("reason"), max_length=24, choices=DeclineReason.choices, blank=True)

    objects = InterestQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("expression of interest"), _("expressions of interest")
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["recipient", "status", "-id"], name="interest_received"),
            models.Index(fields=["organization", "-id"], name="interest_sent"),
            models.Index(fields=["respond_by"], condition=Q(status="open"), name="interest_clock"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(status__in=InterestStatus.values), name="interest_status_known"),
            models.CheckConstraint(
                condition=Q(achievement__isnull=False) | Q(demand__isnull=False), name="interest_about_something"
            ),
            models.CheckConstraint(condition=~Q(organization=F("recipient")), name="interest_in_others"),
            models.CheckConstraint(condition=Q(release_on__gte=F("respond_by")), name="interest_clock_order"),
            models.CheckConstraint(
                condition=Q(status="declined", decline_reason__gt="") | (~Q(status="declined") & Q(decline_reason="")),
                name="interest_declined_with_reason",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["accepted", "declined"]) | Q(answered_at__isnull=False),
                name="interest_answered_when",
            ),
            models.UniqueConstraint(
                fields=["organization", "recipient", "achievement", "demand"],
                condition=Q(status__in=["open", "accepted"]),
                nulls_distinct=False,
                name="interest_once",
            ),
        ]

    def __str__(self) -> str:
        return self.no

    def get_absolute_url(self) -> str:
        return reverse("deals:interest", args=[self.no])

    def clean(self) -> None:
        validate_lengths(self)

    @property
    def entry(self) -> object:
        """The entry of the recipient that it is about."""
        return self.achievement if self.side == Side.NEED else self.demand

    @property
    def organizations(self) -> list[int]:
        return [self.organization_id, self.recipient_id]

    @property
    def status_tone(self) -> str:
        return {"open": "accent", "accepted": "good", "released": "warn"}.get(self.status, "")

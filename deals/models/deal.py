"""A deal: terms, parties, messages, files."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from common.fields import PublicNumber
from common.models import Stamped
from deals.enums.consent import Level
from deals.enums.deal import FINAL, DealStatus, FileKind, Origin
from deals.enums.terms import PartyRole, PayPlan, PriceMethod, Right, RoyaltyBase, Vehicle
from deals.querysets.deal import DealQuerySet
from deals.validators import validate_terms
from integration.validators import validate_currency, validate_lengths


def money(label: str, **options: object) -> models.DecimalField:
    """An amount with two places; which currency it is in stands beside it."""
    return models.DecimalField(label, max_digits=14, decimal_places=2, **({"null": True, "blank": True} | options))


class Deal(Stamped):
    """``amount_total`` is the whole price, ``amount_technical`` the part of it that pays for technology.

    ``terms_version`` moves with every change of the terms; an acceptance or a signature counts for one version only.
    The next step is computed by the actions and never empty while the deal is open.
    """

    no = models.CharField(
        _("number"), max_length=20, unique=True, editable=False, db_default=PublicNumber("T", "deal_no")
    )
    title = models.CharField(_("title"), max_length=300)
    status = models.CharField(
        _("status"), max_length=12, choices=DealStatus.choices, default=DealStatus.INTENT, editable=False
    )
    status_before = models.CharField(max_length=12, choices=DealStatus.choices, blank=True, editable=False)
    origin = models.CharField(max_length=14, choices=Origin.choices, default=Origin.INTEREST)
    interest = models.OneToOneField(
        "deals.Interest", null=True, blank=True, on_delete=models.PROTECT, related_name="deal"
    )
    achievement = models.ForeignKey(
        "achievements.Achievement", null=True, blank=True, on_delete=models.PROTECT, related_name="deals"
    )
    demand = models.ForeignKey("demands.Demand", null=True, blank=True, on_delete=models.PROTECT, related_name="deals")
    match = models.ForeignKey("matching.Match", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    vehicle = models.CharField(_("legal form"), max_length=12, choices=Vehicle.choices, default=Vehicle.LICENCE)
    right = models.CharField(_("right"), max_length=14, choices=Right.choices, blank=True)
    territory = models.CharField(_("territory"), max_length=120, blank=True)
    field_of_use = models.CharField(_("field of use"), max_length=200, blank=True)
    scope = models.TextField(_("subject and scope"), max_length=3000, blank=True)
    price_method = models.CharField(
        _("price"), max_length=10, choices=PriceMethod.choices, default=PriceMethod.NEGOTIATED
    )
    pay_plan = models.CharField(_("payment"), max_length=14, choices=PayPlan.choices, default=PayPlan.ONE_OFF)
    currency = models.CharField(_("currency"), max_length=3, default="CNY", validators=[validate_currency])
    amount_total = money(_("total amount"))
    amount_technical = money(_("technical part"))
    entry_fee = money(_("entry fee"))
    instalments = models.PositiveSmallIntegerField(_("number of instalments"), null=True, blank=True)
    royalty_base = models.CharField(_("royalty on"), max_length=10, choices=RoyaltyBase.choices, blank=True)
    royalty_rate = models.DecimalField(_("rate, percent"), max_digits=7, decimal_places=4, null=True, blank=True)
    royalty_min = money(_("least a year"))
    royalty_cap = money(_("cap of all royalties"))
    trial_days = models.PositiveSmallIntegerField(_("days of free trial"), null=True, blank=True)
    starts_on = models.DateField(_("term begins"), null=True, blank=True)
    ends_on = models.DateField(_("term ends"), null=True, blank=True)
    first_payment_on = models.DateField(_("first payment due"), null=True, blank=True)
    terms_version = models.PositiveIntegerField(default=1, editable=False)

    publicity_until = models.DateField(_("public notice until"), null=True, blank=True, editable=False)
    signed_at = models.DateTimeField(_("signed"), null=True, blank=True, editable=False)
    trial_until = models.DateField(_("trial until"), null=True, blank=True, editable=False)
    destroyed_at = models.DateTimeField(_("material destroyed"), null=True, blank=True, editable=False)
    closing_note = models.TextField(_("note"), max_length=2000, blank=True, editable=False)

    next_step = models.CharField(max_length=24, blank=True, editable=False)
    next_organization = models.ForeignKey(
        "accounts.Organization", null=True, blank=True, on_delete=models.PROTECT, related_name="+", editable=False
    )
    next_due = models.DateField(null=True, blank=True, editable=False)
    next_reminded_on = models.DateField(null=True, blank=True, editable=False)

    objects = DealQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("deal"), _("deals")
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["status", "-id"], name="deal_by_status"),
            models.Index(fields=["next_due"], condition=~Q(next_step=""), name="deal_clock"),
            models.Index(fields=["updated_at", "id"], name="deal_changed"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(status__in=DealStatus.values), name="deal_status_known"),
            models.CheckConstraint(
                condition=Q(amount_total=None) | Q(amount_total__gte=0), name="deal_total_not_negative"
            ),
            models.CheckConstraint(
                condition=Q(amount_technical=None)
                | Q(amount_technical__gte=0, amount_total__isnull=False, amount_technical__lte=F("amount_total")),
                name="deal_technical_within_total",
            ),
            models.CheckConstraint(
                condition=Q(royalty_rate=None) | Q(royalty_rate__gte=0, royalty_rate__lte=100), name="deal_rate_range"
            ),
            models.CheckConstraint(
                condition=Q(entry_fee=None) | Q(amount_total=None) | Q(entry_fee__lte=F("amount_total")),
                name="deal_entry_within_total",
            ),
            models.CheckConstraint(
                condition=Q(starts_on=None) | Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="deal_term_order"
            ),
            models.CheckConstraint(
                condition=Q(status__in=sorted(FINAL))
                | (~Q(next_step="") & Q(next_organization__isnull=False, next_due__isnull=False)),
                name="deal_next_step_named",
            ),
            models.CheckConstraint(
                condition=~Q(status="exited") | Q(destroyed_at__isnull=False), name="deal_exit_proved"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.no} {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("deals:deal", args=[self.no])

    def clean(self) -> None:
        validate_lengths(self)
        validate_terms(self)

    @property
    def organizations(self) -> list[int]:
        return [party.organization_id for party in self.parties.all()]

    @property
    def is_open(self) -> bool:
        return self.status not in FINAL

    @property
    def status_tone(self) -> str:
        tones = {"performing": "good", "accepted": "good", "production": "good", "closed": "good", "disputed": "bad"}
        return tones.get(self.status, "accent" if self.is_open else "")


class DealParty(Stamped):
    """An organization in a deal. ``accepted_version`` is the version of the terms it said yes to."""

    deal = models.ForeignKey(Deal, on_delete=models.CASCADE, related_name="parties")
    organization = models.ForeignKey("accounts.Organization", on_delete=models.PROTECT, related_name="deal_parties")
    role = models.CharField(_("role"), max_length=10, choices=PartyRole.choices)
    contact = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    accepted_version = models.PositiveIntegerField(null=True, blank=True)
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name, verbose_name_plural = _("party"), _("parties")
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["deal", "organization"], name="deal_party_once")]
        indexes = [models.Index(fields=["organization", "deal"], name="deal_of_party")]

    def __str__(self) -> str:
        return f"{self.organization} · {self.get_role_display()}"


class Message(models.Model):
    """One message in the room. It is neither changed nor taken back."""

    deal = models.ForeignKey(Deal, on_delete=models.CASCADE, related_name="messages")
    organization = models.ForeignKey("accounts.Organization", on_delete=models.PROTECT, related_name="+")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    text = models.TextField(_("message"), max_length=5000)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name, verbose_name_plural = _("message"), _("messages")
        ordering = ["id"]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="message_says_something")]

    def __str__(self) -> str:
        return f"{self.deal_id} · {self.created_at:%Y-%m-%d %H:%M}"


class DealFile(models.Model):
    """A file in the room; the other parties need the consent of ``organization`` up to ``level`` to have it."""

    deal = models.ForeignKey(Deal, on_delete=models.CASCADE, related_name="files")
    organization = models.ForeignKey("accounts.Organization", on_delete=models.PROTECT, related_name="+")
    attachment = models.OneToOneField("integration.Attachment", on_delete=models.PROTECT, related_name="deal_file")
    kind = models.CharField(_("kind"), max_length=10, choices=FileKind.choices, default=FileKind.DOCUMENT)
    milestone = models.ForeignKey(
        "deals.Milestone", null=True, blank=True, on_delete=models.SET_NULL, related_name="evidence"
    )
    level = models.PositiveSmallIntegerField(_("shown from step"), choices=Level.choices, default=Level.NDA)
    created_at = models.DateTimeField(auto_now_add=True)
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name, verbose_name_plural = _("file of a deal"), _("files of deals")
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.deal_id} · {self.attachment_id}"

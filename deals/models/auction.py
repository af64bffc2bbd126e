"""A listed price or an English auction of an achievement, and its bids."""

from decimal import Decimal
from typing import Any

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.fields import PublicNumber
from common.models import Stamped
from deals.enums.auction import AuctionMode, AuctionStatus
from deals.enums.terms import Right
from deals.querysets.auction import AuctionQuerySet
from integration.validators import validate_currency


def amount(label: object, **options: object) -> models.DecimalField:
    return models.DecimalField(
        label, max_digits=14, decimal_places=2, validators=[MinValueValidator(Decimal(0))], **options
    )


class Auction(Stamped):
    """``ends_at`` moves: a bid in the last ``window_minutes`` sets it to ``extension_minutes`` after that bid.

    The reserve is known to the seller alone; whether it is reached is shown to everybody.
    """

    no = models.CharField(
        _("number"), max_length=20, unique=True, editable=False, db_default=PublicNumber("U", "auction_no")
    )
    achievement = models.ForeignKey("achievements.Achievement", on_delete=models.PROTECT, related_name="auctions")
    organization = models.ForeignKey("accounts.Organization", on_delete=models.PROTECT, related_name="auctions")
    status = models.CharField(
        _("status"), max_length=10, choices=AuctionStatus.choices, default=AuctionStatus.DRAFT, editable=False
    )
    mode = models.CharField(_("mode"), max_length=8, choices=AuctionMode.choices, default=AuctionMode.ENGLISH)
    right = models.CharField(_("right"), max_length=14, choices=Right.choices, blank=True)
    terms = models.TextField(_("what is sold, and on which terms"), max_length=3000)
    start_price = amount(_("starting or listed price"))
    step = amount(_("least step"), default=Decimal(1))
    reserve = amount(_("reserve price"), null=True, blank=True)
    deposit = amount(_("deposit"), default=Decimal(0))
    currency = models.CharField(_("currency"), max_length=3, default="CNY", validators=[validate_currency])
    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"))
    planned_end = models.DateTimeField(null=True, blank=True, editable=False)
    window_minutes = models.PositiveSmallIntegerField(
        _("extended by a bid in the last minutes"), default=5, validators=[MaxValueValidator(1440)]
    )
    extension_minutes = models.PositiveSmallIntegerField(
        _("minutes left after such a bid"), default=5, validators=[MinValueValidator(1), MaxValueValidator(1440)]
    )
    best_bid = models.OneToOneField(
        "deals.Bid", null=True, blank=True, on_delete=models.PROTECT, related_name="leads", editable=False
    )
    closed_at = models.DateTimeField(null=True, blank=True, editable=False)
    reason = models.CharField(_("reason"), max_length=500, blank=True, editable=False)
    deal = models.OneToOneField(
        "deals.Deal", null=True, blank=True, on_delete=models.PROTECT, related_name="auction", editable=False
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", editable=False
    )

    objects = AuctionQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("auction"), _("auctions")
        ordering = ["-id"]
        indexes = [models.Index(fields=["status", "ends_at"], name="auction_clock")]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="auction_ends_after_start"),
            models.CheckConstraint(condition=Q(start_price__gte=0, step__gt=0), name="auction_amounts"),
            models.CheckConstraint(
                condition=~Q(status="sold") | Q(best_bid__isnull=False), name="auction_sold_to_whom"
            ),
            models.UniqueConstraint(
                fields=["achievement"], condition=Q(status="announced"), name="auction_of_an_achievement_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.no} · {self.achievement.display_title}"

    def get_absolute_url(self) -> str:
        return reverse("deals:auction", args=[self.no])

    @property
    def title(self) -> str:
        return self.achievement.display_title

    @property
    def lowest_next(self) -> Decimal:
        """The least amount that the next bid needs."""
        if self.best_bid is None or self.mode == AuctionMode.LISTED:
            return self.start_price
        return self.best_bid.amount + self.step

    @property
    def is_running(self) -> bool:
        return self.status == AuctionStatus.ANNOUNCED and self.starts_at <= timezone.now() < self.ends_at

    @property
    def is_reserve_met(self) -> bool:
        return self.reserve is None or (self.best_bid is not None and self.best_bid.amount >= self.reserve)

    @property
    def status_tone(self) -> str:
        return {"announced": "accent", "sold": "good", "unsold": "warn"}.get(self.status, "")


class Bidder(Stamped):
    """An organization admitted to an auction; the seller confirms its deposit."""

    auction = models.ForeignKey(Auction, on_delete=models.CASCADE, related_name="bidders")
    organization = models.ForeignKey("accounts.Organization", on_delete=models.PROTECT, related_name="+")
    registered_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    deposit_confirmed = models.BooleanField(default=False)

    class Meta:
        verbose_name, verbose_name_plural = _("bidder"), _("bidders")
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["auction", "organization"], name="bidder_once")]

    def __str__(self) -> str:
        return str(self.organization)


class Bid(models.Model):
    """One bid; it is binding and never changed. ``won`` is set when the auction closes."""

    auction = models.ForeignKey(Auction, on_delete=models.PROTECT, related_name="bids")
    organization = models.ForeignKey("accounts.Organization", on_delete=models.PROTECT, related_name="bids")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    amount = amount(_("amount"))
    won = models.BooleanField(default=False)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name, verbose_name_plural = _("bid"), _("bids")
        ordering = ["-amount"]
        constraints = [
            models.UniqueConstraint(fields=["auction", "amount"], name="bid_amount_once"),
            models.UniqueConstraint(fields=["auction"], condition=Q(won=True), name="bid_one_winner"),
        ]

    def __str__(self) -> str:
        return f"{self.amount}"

    def label_for(self, user: Any) -> str:
        """Bidders are numbered for everybody but themselves and the seller."""
        own = {self.organization_id, self.auction.organization_id}
        return str(self.organization) if getattr(user, "organization_id", None) in own else ""

"""Slots that an owner opens, and what firms make of them."""

from typing import Any

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.contrib.postgres.fields.ranges import RangeBoundary
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Func, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.fields import PublicNumber
from common.models import Stamped
from integration.models import Attachment
from resources.enums import HOLDING, BookingStatus, UserKind
from resources.models.resource import Resource, money
from resources.querysets import BookingQuerySet, SlotQuerySet, VoucherQuerySet


class TimeRange(Func):
    """``[begin, end)`` as the database's range of instants."""

    function = "TSTZRANGE"
    output_field = DateTimeRangeField()


def _time(begin: str, end: str) -> TimeRange:
    return TimeRange(F(begin), F(end), RangeBoundary())


class BookingPolicy(Stamped):
    """The rules of booking as records: the newest one that has begun holds, an owner's own before the platform's.

    Without a record the defaults of the fields hold.
    """

    organization = models.ForeignKey(
        "accounts.Organization", null=True, blank=True, on_delete=models.CASCADE, related_name="booking_policies",
        verbose_name=_("only for resources of"),
    )  # fmt: skip
    valid_from = models.DateField(_("valid from"))
    cancel_days = models.PositiveSmallIntegerField(_("cancel until so many days before"), default=1)
    late_minutes = models.PositiveSmallIntegerField(
        _("void after so many minutes of delay"), default=60, validators=[MinValueValidator(1)]
    )
    breaches = models.PositiveSmallIntegerField(_("breaches that block"), default=3, validators=[MinValueValidator(1)])
    window_days = models.PositiveSmallIntegerField(
        _("counted over so many days"), default=365, validators=[MinValueValidator(1)]
    )
    remind_hours = models.PositiveSmallIntegerField(_("reminder so many hours before"), default=24)

    class Meta:
        verbose_name, verbose_name_plural = _("rule of booking"), _("rules of booking")
        ordering = ["-valid_from", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "valid_from"], name="booking_policy_once", nulls_distinct=False
            ),
            models.CheckConstraint(condition=Q(breaches__gte=1, window_days__gte=1), name="booking_policy_counts"),
        ]

    def __str__(self) -> str:
        return f"{self.organization or '—'} {self.valid_from}"


class Slot(models.Model):
    """A time on one unit (a bench, a reactor, a seat) that may be booked."""

    resource = models.ForeignKey(Resource, on_delete=models.CASCADE, related_name="slots")
    unit = models.PositiveSmallIntegerField(_("unit"), default=1, validators=[MinValueValidator(1)])
    begins_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"))

    objects = SlotQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("slot"), _("slots")
        ordering = ["begins_at", "unit", "id"]
        indexes = [models.Index(fields=["resource", "begins_at", "unit"], name="slot_of_resource")]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("begins_at")), name="slot_order"),
            ExclusionConstraint(
                name="slot_without_overlap",
                expressions=[
                    ("resource", RangeOperators.EQUAL),
                    ("unit", RangeOperators.EQUAL),
                    (_time("begins_at", "ends_at"), RangeOperators.OVERLAPS),
                ],
                violation_error_message=_("Another slot of this unit lies in the same time."),
            ),
        ]

    def __str__(self) -> str:
        begin, end = timezone.localtime(self.begins_at), timezone.localtime(self.ends_at)
        last = f"{end:%H:%M}" if begin.date() == end.date() else f"{end:%Y-%m-%d %H:%M}"
        return f"{begin:%Y-%m-%d %H:%M}–{last}"


class Booking(Stamped):
    """From the first question to the rating. ``unit`` and times are copied from the slot while it is held.

    No two bookings that hold may overlap on one unit: the database refuses it, whatever the code does.
    """

    no = models.CharField(
        _("number"), max_length=20, unique=True, editable=False, db_default=PublicNumber("B", "booking_no")
    )
    resource = models.ForeignKey(Resource, on_delete=models.PROTECT, related_name="bookings")
    organization = models.ForeignKey(
        "accounts.Organization", on_delete=models.PROTECT, related_name="bookings", verbose_name=_("firm")
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", editable=False
    )
    status = models.CharField(
        _("status"), max_length=10, choices=BookingStatus.choices, default=BookingStatus.ENQUIRY, editable=False
    )
    purpose = models.TextField(_("what it is for"), max_length=3000)
    samples = models.TextField(_("samples"), blank=True, max_length=2000)
    #: Numbers of the demand and the achievement it serves; the rooms that hold them lie beside this one.
    demand_no = models.CharField(_("for the demand"), max_length=20, blank=True)
    achievement_no = models.CharField(_("for the achievement"), max_length=20, blank=True)
    wanted_from = models.DateTimeField(_("wanted from"), null=True, blank=True)
    wanted_until = models.DateTimeField(_("wanted until"), null=True, blank=True)
    slot = models.ForeignKey(Slot, null=True, blank=True, on_delete=models.SET_NULL, related_name="bookings")
    unit = models.PositiveSmallIntegerField(null=True, blank=True, editable=False)
    begins_at = models.DateTimeField(_("begins"), null=True, blank=True, editable=False)
    ends_at = models.DateTimeField(_("ends"), null=True, blank=True, editable=False)
    queued_at = models.DateTimeField(null=True, blank=True, editable=False)
    user_kind = models.CharField(_("price for"), max_length=8, choices=UserKind.choices, default=UserKind.OTHER)
    quote = money(_("quote"))
    quote_note = models.CharField(_("about the quote"), max_length=500, blank=True)
    started_at = models.DateTimeField(_("started"), null=True, blank=True, editable=False)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True, editable=False)
    use_log = models.TextField(_("use log"), blank=True, max_length=5000)
    amount = money(_("amount"))
    voucher = models.ForeignKey(
        "resources.Voucher", null=True, blank=True, on_delete=models.PROTECT, related_name="bookings"
    )
    voucher_amount = money(_("paid by voucher"))
    rating = models.PositiveSmallIntegerField(
        _("rating"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(5)]
    )
    rating_note = models.TextField(_("what you would tell others"), blank=True, max_length=2000)
    reason = models.TextField(_("reason"), blank=True, max_length=2000)
    reminded_at = models.DateTimeField(null=True, blank=True, editable=False)
    moves = models.PositiveIntegerField(default=0, editable=False)

    objects = BookingQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("booking"), _("bookings")
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["resource", "status", "queued_at", "id"], name="booking_queue"),
            models.Index(fields=["organization", "-id"], name="booking_of_firm"),
            models.Index(fields=["begins_at"], condition=Q(status="approved"), name="booking_clock"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(status__in=BookingStatus.values), name="booking_status_known"),
            models.CheckConstraint(
                condition=~Q(status__in=HOLDING)
                | Q(unit__isnull=False, begins_at__isnull=False, ends_at__gt=F("begins_at")),
                name="booking_holds_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(status="waiting") | Q(queued_at__isnull=False), name="booking_waits_in_order"
            ),
            models.CheckConstraint(
                condition=Q(voucher_amount=None) | Q(voucher_amount__gte=0, voucher_amount__lte=F("amount")),
                name="booking_voucher_within_amount",
            ),
            models.CheckConstraint(condition=Q(rating=None) | Q(rating__range=(1, 5)), name="booking_rating_range"),
            ExclusionConstraint(
                name="booking_never_twice",
                expressions=[
                    ("resource", RangeOperators.EQUAL),
                    ("unit", RangeOperators.EQUAL),
                    (_time("begins_at", "ends_at"), RangeOperators.OVERLAPS),
                ],
                condition=Q(status__in=HOLDING),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.no} · {self.resource}"

    def get_absolute_url(self) -> str:
        return reverse("resources:booking", args=[self.no])

    @property
    def owner_id(self) -> int:
        return self.resource.organization_id

    @property
    def when(self) -> str:
        """The time it holds, as one reads it."""
        return str(Slot(begins_at=self.begins_at, ends_at=self.ends_at)) if self.begins_at and self.ends_at else ""

    @property
    def to_pay(self) -> Any:
        """What is left after the voucher."""
        return None if self.amount is None else self.amount - (self.voucher_amount or 0)

    @property
    def status_tone(self) -> str:
        tones = {"approved": "good", "rated": "good", "settled": "good", "reported": "good", "in_use": "accent"}
        return (tones | {"waiting": "warn", "quoted": "warn", "void": "bad", "refused": "bad"}).get(self.status, "")


class BookingFile(models.Model):
    """A result that the owner hands to the firm, or a list of samples that the firm sends along."""

    booking = models.ForeignKey(Booking, on_delete=models.CASCADE, related_name="files")
    attachment = models.OneToOneField(Attachment, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name, verbose_name_plural = _("file of a booking"), _("files of bookings")
        ordering = ["id"]

    def __str__(self) -> str:
        return self.attachment.name


class Breach(models.Model):
    """A firm did not come, or came too late. ``lifted_at`` takes it out of the count."""

    booking = models.OneToOneField(Booking, on_delete=models.CASCADE, related_name="breach")
    organization = models.ForeignKey("accounts.Organization", on_delete=models.CASCADE, related_name="breaches")
    owner = models.ForeignKey("accounts.Organization", on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()
    lifted_at = models.DateTimeField(null=True, blank=True)
    lifted_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        verbose_name, verbose_name_plural = _("breach"), _("breaches")
        ordering = ["-id"]
        indexes = [models.Index(fields=["organization", "owner", "at"], name="breach_of_firm")]

    def __str__(self) -> str:
        return f"{self.organization} {self.at:%Y-%m-%d}"


class Voucher(Stamped):
    """An innovation voucher of one firm; ``remaining`` falls with every settlement and never below zero."""

    no = models.CharField(_("number"), max_length=40, unique=True)
    organization = models.ForeignKey("accounts.Organization", on_delete=models.PROTECT, related_name="vouchers")
    issuer = models.CharField(_("issued by"), max_length=200)
    value = models.DecimalField(_("value"), max_digits=12, decimal_places=2)
    remaining = models.DecimalField(_("remaining"), max_digits=12, decimal_places=2)
    valid_until = models.DateField(_("valid until"))

    objects = VoucherQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("voucher"), _("vouchers")
        ordering = ["valid_until", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(remaining__gte=0, remaining__lte=F("value")), name="voucher_within_value"
            )
        ]

    def __str__(self) -> str:
        return f"{self.no} · {self.remaining:,.0f}"

"""A programme with its targets, an event with its place and its times."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Organization
from common.fields import PublicNumber
from common.language import localized
from common.models import Stamped
from events.enums import MAY_MEET, SIGN_UP, EventStatus, EventType, Metric, ParticipantKind, SchedulingMode
from events.querysets import EventQuerySet
from events.validators import validate_phases, validate_times
from taxonomy.models import Industry, Region


class Programme(Stamped):
    """A policy period; what it wants stands in its targets, because regulations change."""

    name = models.CharField(_("name"), max_length=160)
    name_en = models.CharField(_("English name"), max_length=200, blank=True)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("to"))

    class Meta:
        verbose_name, verbose_name_plural = _("programme"), _("programmes")
        ordering = ["-starts_on", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gt=F("starts_on")), name="programme_ends_after_start")
        ]

    def __str__(self) -> str:
        return localized(self.name, self.name_en)


class Target(models.Model):
    """So many of ``metric`` in the whole period (``year`` empty) or in one year, in one region or in all."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="targets")
    metric = models.CharField(_("what is counted"), max_length=12, choices=Metric.choices)
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    region = models.ForeignKey(Region, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    value = models.PositiveIntegerField(_("target"))

    class Meta:
        verbose_name, verbose_name_plural = _("target"), _("targets")
        ordering = ["programme", "metric", "year", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "metric", "year", "region"], name="target_once", nulls_distinct=False
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_metric_display()}: {self.value}"


def default_matrix() -> list[list[str]]:
    return [list(pair) for pair in MAY_MEET]


class Event(Stamped):
    """One day or more. ``seats_taken`` and ``waitlist_last`` are counters that sign-ups move by one statement each."""

    no = models.CharField(
        _("number"), max_length=20, unique=True, editable=False, db_default=PublicNumber("E", "event_no")
    )
    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="hosted_events", verbose_name=_("host")
    )
    co_hosts = models.ManyToManyField(Organization, blank=True, related_name="+", verbose_name=_("co-hosts"))
    programme = models.ForeignKey(
        Programme, null=True, blank=True, on_delete=models.SET_NULL, related_name="events", verbose_name=_("programme")
    )
    status = models.CharField(
        _("status"), max_length=12, choices=EventStatus.choices, default=EventStatus.PLANNED, editable=False
    )
    type = models.CharField(_("form"), max_length=12, choices=EventType.choices, default=EventType.DEEP_DIVE)
    title = models.CharField(_("title"), max_length=200)
    title_other = models.CharField(_("title in the other language"), max_length=200, blank=True)
    summary = models.TextField(_("what it is about"), blank=True, max_length=5000)
    summary_other = models.TextField(_("the same in the other language"), blank=True, max_length=5000)
    region = models.ForeignKey(
        Region, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("region")
    )
    industries = models.ManyToManyField(Industry, blank=True, related_name="+", verbose_name=_("industries"))
    venue = models.CharField(_("venue"), max_length=200, blank=True)
    access = models.TextField(_("how to get there, accessibility"), blank=True, max_length=2000)
    online_url = models.URLField(_("address of the online room"), blank=True)
    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"))
    sign_up_until = models.DateTimeField(_("sign-up until"), null=True, blank=True)
    preferences_until = models.DateTimeField(_("wishes until"), null=True, blank=True)
    objections_until = models.DateTimeField(_("objections until"), null=True, blank=True, editable=False)
    capacity = models.PositiveIntegerField(
        _("places"), default=100, validators=[MinValueValidator(1), MaxValueValidator(20_000)]
    )
    budget = models.DecimalField(_("budget"), max_digits=14, decimal_places=2, null=True, blank=True)
    mode = models.CharField(
        _("meetings"), max_length=10, choices=SchedulingMode.choices, default=SchedulingMode.ORGANISER
    )
    floor = models.PositiveSmallIntegerField(
        _("meetings everybody gets at least"), default=2, validators=[MaxValueValidator(50)]
    )
    meeting_cap = models.PositiveSmallIntegerField(
        _("meetings at most"), default=10, validators=[MinValueValidator(1), MaxValueValidator(50)]
    )
    rest_window = models.PositiveSmallIntegerField(
        _("slots in a row of which one stays free"), default=5, validators=[MaxValueValidator(20)]
    )
    may_meet = models.JSONField(_("who may meet whom"), default=default_matrix)
    cost = models.DecimalField(_("what it cost"), max_digits=14, decimal_places=2, null=True, blank=True)
    report_note = models.TextField(_("words to the report"), blank=True, max_length=5000)
    seats_taken = models.PositiveIntegerField(default=0, editable=False)
    waitlist_last = models.PositiveIntegerField(default=0, editable=False)
    published_at = models.DateTimeField(_("published"), null=True, blank=True, editable=False)
    finished_at = models.DateTimeField(null=True, blank=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", editable=False
    )

    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("event"), _("events")
        ordering = ["-starts_at", "-id"]
        indexes = [
            models.Index(fields=["starts_at", "id"]),
            models.Index(fields=["organization", "-starts_at"]),
            models.Index(fields=["updated_at", "id"]),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="event_has_title"),
            models.CheckConstraint(condition=Q(status__in=EventStatus.values), name="event_status_known"),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="event_ends_after_start"),
            models.CheckConstraint(condition=Q(seats_taken__lte=F("capacity")), name="event_not_oversold"),
            models.CheckConstraint(
                condition=Q(status__in=["planned", "cancelled"]) | Q(published_at__isnull=False),
                name="event_published_when",
            ),
        ]

    def __str__(self) -> str:
        return self.display_title

    def get_absolute_url(self) -> str:
        return reverse("events:detail", args=[self.no])

    def clean(self) -> None:
        super().clean()
        known = set(ParticipantKind.values)
        if any(len(pair) != 2 or not set(pair) <= known for pair in self.may_meet):
            raise ValidationError({"may_meet": _("Give pairs of participant kinds, such as need and supply.")})
        validate_times(self.starts_at, self.ends_at)
        validate_phases(self.sign_up_until, self.preferences_until, self.starts_at)

    @property
    def display_title(self) -> str:
        return localized(self.title, self.title_other)

    @property
    def display_summary(self) -> str:
        return localized(self.summary, self.summary_other)

    @property
    def is_open(self) -> bool:
        """Whether one may sign up now."""
        closed = self.sign_up_until is not None and self.sign_up_until < timezone.now()
        return self.status in SIGN_UP and not closed

    @property
    def takes_wishes(self) -> bool:
        closed = self.preferences_until is not None and self.preferences_until < timezone.now()
        return self.status in SIGN_UP and not closed

    @property
    def seats_left(self) -> int:
        return self.capacity - self.seats_taken

    @property
    def status_tone(self) -> str:
        tones = {"open": "good", "preferences": "good", "live": "accent", "cancelled": "bad", "provisional": "warn"}
        return tones.get(self.status, "")

    @property
    def kinds(self) -> frozenset[frozenset[str]]:
        """Who may meet whom, as the solver takes it."""
        return frozenset(frozenset(pair) for pair in self.may_meet)


class Hall(models.Model):
    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="halls")
    name = models.CharField(_("name"), max_length=80)

    class Meta:
        verbose_name, verbose_name_plural = _("hall"), _("halls")
        ordering = ["event", "id"]

    def __str__(self) -> str:
        return self.name


class Session(models.Model):
    """A stretch of the day without a break; its slots hold the meetings."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="sessions")
    title = models.CharField(_("title"), max_length=120)
    starts_at = models.DateTimeField(_("begins"))
    minutes = models.PositiveSmallIntegerField(_("minutes of a slot"), default=20)
    is_online = models.BooleanField(_("online, without tables"), default=False)

    class Meta:
        verbose_name, verbose_name_plural = _("session"), _("sessions")
        ordering = ["event", "starts_at", "id"]

    def __str__(self) -> str:
        return self.title


class Slot(models.Model):
    """``number`` counts through the whole event in the order of time."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="slots")
    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="slots")
    number = models.PositiveSmallIntegerField()
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    class Meta:
        verbose_name, verbose_name_plural = _("slot"), _("slots")
        ordering = ["event", "number"]
        constraints = [
            models.UniqueConstraint(fields=["event", "number"], name="slot_number_once"),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="slot_ends_after_start"),
        ]

    def __str__(self) -> str:
        begin, end = (timezone.localtime(at) for at in (self.starts_at, self.ends_at))
        return f"{begin:%H:%M}–{end:%H:%M}"


class Table(models.Model):
    """A place for one meeting at a time; with an ``owner`` all of the owner's meetings take place here."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="tables")
    hall = models.ForeignKey(Hall, null=True, blank=True, on_delete=models.SET_NULL, related_name="tables")
    number = models.PositiveSmallIntegerField(_("number"))
    owner = models.OneToOneField(
        "events.Registration", null=True, blank=True, on_delete=models.SET_NULL, related_name="table"
    )
    has_power = models.BooleanField(_("power"), default=False)
    has_screen = models.BooleanField(_("screen"), default=False)
    is_accessible = models.BooleanField(_("wheelchair access"), default=True)

    class Meta:
        verbose_name, verbose_name_plural = _("table"), _("tables")
        ordering = ["event", "number"]
        constraints = [models.UniqueConstraint(fields=["event", "number"], name="table_number_once")]

    def __str__(self) -> str:
        return f"{self.hall} {self.number}" if self.hall_id else str(self.number)


class AgendaItem(models.Model):
    """A talk, a break, an opening: what everybody reads in the programme of the day."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="agenda")
    hall = models.ForeignKey(Hall, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"))
    title = models.CharField(_("title"), max_length=200)
    speakers = models.CharField(_("speakers"), max_length=300, blank=True)
    link = models.URLField(_("slides or stream"), blank=True)

    class Meta:
        verbose_name, verbose_name_plural = _("agenda item"), _("agenda items")
        ordering = ["event", "starts_at", "id"]
        constraints = [models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="agenda_ends_after_start")]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        super().clean()
        validate_times(self.starts_at, self.ends_at)

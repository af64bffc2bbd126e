"""Who comes, with what, when, and whom he wants to meet."""

import secrets

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Organization
from achievements.models import Achievement
from common.models import Stamped
from demands.models import Demand
from events.enums import ParticipantKind, RegistrationStatus, Wish
from events.models.event import Event
from events.querysets import RegistrationQuerySet


def secret_token() -> str:
    return secrets.token_urlsafe(24)


class Registration(Stamped):
    """One delegation of one organization at one event, under the person who answers for it.

    ``position``: place on the waiting list. ``away``: numbers of slots in which nobody is there. ``delegates``: people who
    can meet at the same time. ``shared_with``: registrations with the same word share one delegate. ``exclusive``: a
    counterpart organization meets ours once. ``badge``: what the QR code holds; ``calendar_token``: the key of the ICS feed.
    A walk-in has a name and no account.
    """

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="registrations")
    organization = models.ForeignKey(
        Organization, null=True, blank=True, on_delete=models.CASCADE, related_name="event_registrations"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.CASCADE, related_name="event_registrations"
    )
    name = models.CharField(_("name on the badge"), max_length=80)
    company = models.CharField(_("organization on the badge"), max_length=160, blank=True)
    kind = models.CharField(_("takes part as"), max_length=10, choices=ParticipantKind.choices)
    status = models.CharField(_("status"), max_length=10, choices=RegistrationStatus.choices, editable=False)
    position = models.PositiveIntegerField(_("place on the waiting list"), null=True, blank=True, editable=False)
    demands = models.ManyToManyField(Demand, blank=True, related_name="+", verbose_name=_("demands brought along"))
    achievements = models.ManyToManyField(
        Achievement, blank=True, related_name="+", verbose_name=_("achievements brought along")
    )
    cap = models.PositiveSmallIntegerField(
        _("meetings at most"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(50)]
    )
    delegates = models.PositiveSmallIntegerField(
        _("people who can meet at the same time"), default=1, validators=[MinValueValidator(1), MaxValueValidator(10)]
    )
    shared_with = models.CharField(_("shares one delegate with"), max_length=40, blank=True)
    exclusive = models.BooleanField(_("one meeting for each organization"), default=False)
    away = ArrayField(models.PositiveSmallIntegerField(), default=list, blank=True, verbose_name=_("not there in"))
    in_directory = models.BooleanField(_("name us to the other participants"), default=True)
    share_matches = models.BooleanField(_("propose us to others by match"), default=True)
    photo_allowed = models.BooleanField(_("photos of us may be published"), default=False)
    invited_for = models.JSONField(default=dict, blank=True, editable=False)
    badge = models.CharField(max_length=40, unique=True, default=secret_token, editable=False)
    calendar_token = models.CharField(max_length=40, unique=True, default=secret_token, editable=False)
    reminded_at = models.DateTimeField(null=True, blank=True, editable=False)
    checked_in_at = models.DateTimeField(null=True, blank=True, editable=False)
    is_walk_in = models.BooleanField(default=False, editable=False)
    is_standby = models.BooleanField(_("glad to be slotted in on the day"), default=True)

    objects = RegistrationQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("registration"), _("registrations")
        ordering = ["event", "id"]
        indexes = [models.Index(fields=["event", "status"]), models.Index(fields=["updated_at", "id"])]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "user"],
                condition=Q(user__isnull=False),
                name="registration_once",
                violation_error_message=_("You have signed up for this event already."),
            ),
            models.UniqueConstraint(
                fields=["event", "position"], condition=Q(status="waitlisted"), name="waitlist_place_once"
            ),
            models.CheckConstraint(condition=Q(status__in=RegistrationStatus.values), name="registration_status_known"),
            models.CheckConstraint(
                condition=~Q(status="waitlisted") | Q(position__isnull=False), name="waitlisted_has_a_place"
            ),
            models.CheckConstraint(
                condition=~Q(status="checked_in") | Q(checked_in_at__isnull=False), name="checked_in_when"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} · {self.display_company}"

    def get_absolute_url(self) -> str:
        return reverse("events:detail", args=[self.event.no])

    @property
    def display_company(self) -> str:
        return str(self.organization) if self.organization_id else self.company

    @property
    def delegate(self) -> str:
        """The key of the one who sits at the table: shared ones have the same."""
        return f"g:{self.shared_with}" if self.shared_with else f"r:{self.pk}"

    @property
    def is_coming(self) -> bool:
        return self.status in {"registered", "checked_in"}

    @property
    def status_tone(self) -> str:
        tones = {
            "registered": "good",
            "checked_in": "good",
            "waitlisted": "warn",
            "no_show": "bad",
            "invited": "accent",
        }
        return tones.get(self.status, "")


class Preference(Stamped):
    """What one side wants of the other; a *no* is never told."""

    chooser = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="preferences")
    other = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="+")
    wish = models.CharField(_("wish"), max_length=4, choices=Wish.choices)
    reason = models.CharField(_("what you want to talk about"), max_length=300, blank=True)

    class Meta:
        verbose_name, verbose_name_plural = _("wish"), _("wishes")
        ordering = ["chooser", "id"]
        constraints = [
            models.UniqueConstraint(fields=["chooser", "other"], name="preference_once"),
            models.CheckConstraint(condition=~Q(chooser=F("other")), name="preference_of_another"),
        ]

    def __str__(self) -> str:
        return f"{self.chooser_id} → {self.other_id}: {self.wish}"


class CheckIn(models.Model):
    """One scan at the door, as a phone has sent it; ``client_id`` makes a repeated message write nothing."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="scans")
    client_id = models.UUIDField(unique=True)
    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="scans")
    scanned_at = models.DateTimeField()
    received_at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        verbose_name, verbose_name_plural = _("check-in"), _("check-ins")
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.registration_id} {self.scanned_at:%H:%M}"

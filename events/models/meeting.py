"""Meetings of two, their seats, the runs that computed them and the questions asked afterwards."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from achievements.models import Achievement
from common.models import Stamped
from demands.models import Demand
from events.enums import FollowUpStep, MeetingOrigin, MeetingStatus, Outcome, RunState, UnscheduledReason
from events.models.event import Event, Slot, Table
from events.models.registration import Registration
from events.querysets import FollowUpQuerySet, MeetingQuerySet


class Meeting(Stamped):
    """Two registrations (the older one is ``a``, so that a pair has one form), a slot and a table. Online meetings have no table.

    That nobody and no table is double-booked is a constraint: of the table here, of the people in their seats.
    """

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="meetings")
    a = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="meetings_as_a")
    b = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="meetings_as_b")
    slot = models.ForeignKey(Slot, null=True, blank=True, on_delete=models.PROTECT, related_name="meetings")
    table = models.ForeignKey(Table, null=True, blank=True, on_delete=models.PROTECT, related_name="meetings")
    status = models.CharField(
        _("status"), max_length=10, choices=MeetingStatus.choices, default=MeetingStatus.SCHEDULED, editable=False
    )
    origin = models.CharField(_("how it came about"), max_length=10, choices=MeetingOrigin.choices)
    locked = models.BooleanField(_("stays where it is"), default=False)
    weight = models.FloatField(default=0)
    both_must = models.BooleanField(default=False)
    demand = models.ForeignKey(Demand, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    achievement = models.ForeignKey(Achievement, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    reason = models.CharField(_("what it is about"), max_length=300, blank=True)
    asked_by = models.ForeignKey(Registration, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    answer_by = models.DateTimeField(null=True, blank=True)
    absent = models.ForeignKey(Registration, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    held_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome.choices, blank=True)
    next_step = models.CharField(_("next step"), max_length=300, blank=True)
    next_step_by = models.CharField(_("who does it"), max_length=120, blank=True)
    next_step_due = models.DateField(_("by when"), null=True, blank=True)
    note_a = models.TextField(_("note of the first side"), blank=True, max_length=3000)
    note_b = models.TextField(_("note of the second side"), blank=True, max_length=3000)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("meeting"), _("meetings")
        ordering = ["event", "slot", "id"]
        indexes = [models.Index(fields=["event", "status"]), models.Index(fields=["updated_at", "id"])]
        constraints = [
            models.UniqueConstraint(
                fields=["slot", "table"],
                condition=Q(status__in=["scheduled", "held", "no_show"], table__isnull=False),
                name="meeting_table_once_a_slot",
            ),
            models.UniqueConstraint(
                fields=["a", "b"],
                condition=Q(status__in=["requested", "scheduled", "held"]),
                name="meeting_pair_once",
            ),
            models.CheckConstraint(condition=Q(a__lt=F("b")), name="meeting_sides_in_order"),
            models.CheckConstraint(condition=Q(status__in=MeetingStatus.values), name="meeting_status_known"),
            models.CheckConstraint(
                condition=~Q(status__in=["scheduled", "held", "no_show"]) | Q(slot__isnull=False),
                name="meeting_has_a_slot",
            ),
            models.CheckConstraint(
                condition=~Q(status="held")
                | (~Q(next_step="") & ~Q(next_step_by="") & Q(next_step_due__isnull=False) & ~Q(outcome="")),
                name="meeting_held_names_next_step",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.a_id} ↔ {self.b_id}"

    def get_absolute_url(self) -> str:
        return reverse("events:meeting", args=[self.pk])

    @property
    def status_tone(self) -> str:
        return {"held": "good", "no_show": "bad", "requested": "warn"}.get(self.status, "")

    def other_side(self, registration_id: int) -> Registration:
        return self.b if self.a_id == registration_id else self.a


class MeetingSeat(models.Model):
    """A delegate in a slot, while the meeting stands. ``lane`` tells delegates apart who meet at the same time."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="seats")
    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="seats")
    slot = models.ForeignKey(Slot, on_delete=models.CASCADE, related_name="seats")
    delegate = models.CharField(max_length=60)
    lane = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name, verbose_name_plural = _("seat"), _("seats")
        ordering = ["slot", "id"]
        constraints = [
            models.UniqueConstraint(fields=["slot", "delegate", "lane"], name="delegate_once_a_slot"),
            models.UniqueConstraint(fields=["meeting", "registration"], name="seat_once_a_meeting"),
        ]

    def __str__(self) -> str:
        return f"{self.delegate} {self.slot_id}"


class ScheduleRun(Stamped):
    """One computation of a schedule: how far it is, what it reached, which pairs found no slot and why.

    ``unscheduled``: list of [registration, registration, reason]. The last finished run of an event counts.
    """

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="runs")
    state = models.CharField(max_length=8, choices=RunState.choices, default=RunState.QUEUED)
    keep = models.BooleanField(default=False)
    step = models.CharField(max_length=12, blank=True)
    done = models.PositiveIntegerField(default=0)
    whole = models.PositiveIntegerField(default=0)
    result = models.JSONField(default=dict)
    unscheduled = models.JSONField(default=list)
    error = models.TextField(blank=True)
    heartbeat_at = models.DateTimeField(null=True, blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        verbose_name, verbose_name_plural = _("schedule run"), _("schedule runs")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["event"], condition=Q(state__in=["queued", "running"]), name="schedule_run_one_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return f"{self.event_id}: {self.state}"

    @property
    def is_over(self) -> bool:
        return self.state in {RunState.DONE, RunState.FAILED}

    @staticmethod
    def reason_label(code: str) -> str:
        return str(UnscheduledReason(code).label)


class FollowUp(models.Model):
    """One question about a held meeting, so many days after it."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="follow_ups")
    days = models.PositiveSmallIntegerField()
    due_on = models.DateField()
    step = models.CharField(_("where it stands"), max_length=10, choices=FollowUpStep.choices, blank=True)
    note = models.CharField(_("in a sentence"), max_length=500, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    asked_at = models.DateTimeField(null=True, blank=True)

    objects = FollowUpQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("follow-up"), _("follow-ups")
        ordering = ["due_on", "id"]
        indexes = [models.Index(fields=["due_on"], condition=Q(asked_at=None), name="follow_up_to_ask")]
        constraints = [models.UniqueConstraint(fields=["meeting", "days"], name="follow_up_once")]

    def __str__(self) -> str:
        return f"{self.meeting_id} + {self.days}"

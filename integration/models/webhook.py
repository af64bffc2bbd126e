"""Webhooks: who wants to be called, what is on its way to him, and what each attempt came to."""

import uuid

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.models import Stamped
from integration.enums import DeliveryState, EndpointState
from integration.models.change import Change
from integration.querysets import DeliveryQuerySet, OwnedQuerySet


class WebhookEndpoint(Stamped):
    """An address that is called for chosen events. Secrets are kept encrypted, because every call is signed with them.

    ``previous_secret`` signs beside the present one until ``previous_until``, so that a receiver can change over.
    ``resting_until`` spares an endpoint that fails again and again; its deliveries keep their order and their turn.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organization = models.ForeignKey("accounts.Organization", on_delete=models.CASCADE, related_name="webhooks")
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    url = models.CharField(_("address"), max_length=500)
    description = models.CharField(_("description"), max_length=200, blank=True)
    events = ArrayField(models.CharField(max_length=60), verbose_name=_("event types"))
    state = models.CharField(_("state"), max_length=10, choices=EndpointState.choices, default=EndpointState.ACTIVE)
    state_reason = models.CharField(max_length=200, blank=True)
    secret = models.TextField(editable=False)
    previous_secret = models.TextField(blank=True, editable=False)
    previous_until = models.DateTimeField(null=True, blank=True, editable=False)
    failures = models.PositiveIntegerField(default=0, editable=False)
    resting_until = models.DateTimeField(null=True, blank=True, editable=False)
    last_success_at = models.DateTimeField(null=True, blank=True, editable=False)
    last_failure_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("webhook"), _("webhooks")
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(condition=models.Q(state__in=EndpointState.values), name="webhook_state_known")
        ]

    def __str__(self) -> str:
        return self.url


class Delivery(models.Model):
    """One message to one endpoint; ``uid`` is its ``webhook-id``, the same at every attempt and at every replay.

    ``seq`` is the change's place in the feed and ``subject`` its object: a message waits until every earlier one about the
    same object has been delivered or given up.
    """

    endpoint = models.ForeignKey(WebhookEndpoint, on_delete=models.CASCADE, related_name="deliveries")
    change = models.ForeignKey(Change, null=True, on_delete=models.SET_NULL, related_name="+")
    uid = models.UUIDField(default=uuid.uuid4, editable=False)
    seq = models.BigIntegerField(default=0)
    event = models.CharField(max_length=60)
    subject = models.CharField(max_length=90)
    payload = models.JSONField()
    state = models.CharField(max_length=10, choices=DeliveryState.choices, default=DeliveryState.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField(default=timezone.now)
    leased_until = models.DateTimeField(null=True)
    #: Whether only a person asked for it (a test): it is tried once and delays nothing.
    is_test = models.BooleanField(default=False)
    last_status = models.PositiveSmallIntegerField(null=True)
    last_error = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("delivery"), _("deliveries")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["endpoint", "change"], condition=models.Q(change__isnull=False), name="delivery_once"
            )
        ]
        indexes = [
            models.Index(
                fields=["endpoint", "subject", "seq"], condition=models.Q(state="waiting"), name="delivery_order"
            ),
            models.Index(fields=["next_at", "seq"], condition=models.Q(state="waiting"), name="delivery_due"),
            models.Index(fields=["endpoint", "-id"]),
            models.Index(fields=["created_at"]),
        ]

    def __str__(self) -> str:
        return f"{self.event} → {self.endpoint_id}"


class DeliveryAttempt(models.Model):
    """What was sent and what came back; bodies are cut, the signature is not kept."""

    delivery = models.ForeignKey(Delivery, on_delete=models.CASCADE, related_name="log")
    at = models.DateTimeField(default=timezone.now)
    duration_ms = models.PositiveIntegerField(default=0)
    address = models.CharField(max_length=60, blank=True)
    request_headers = models.JSONField(default=dict)
    status = models.PositiveSmallIntegerField(null=True)
    response_headers = models.JSONField(default=dict)
    response_body = models.TextField(blank=True)
    error = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name, verbose_name_plural = _("delivery attempt"), _("delivery attempts")
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M:%S} {self.status or self.error}"

"""What the owner of a webhook does: make, change, test, rotate its secret, replay what was given up."""

import datetime
import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.audit import record
from accounts.models import Organization
from common.events import publish
from integration.codes import EVENT_TYPES
from integration.delivery.addresses import AddressRefused, resolve, take_apart
from integration.delivery.signing import lock, new_secret, unlock
from integration.enums import DeliveryState, EndpointState
from integration.exceptions import EndpointNotReady
from integration.models import Delivery, WebhookEndpoint
from integration.signals import change_recorded

#: How long the secret that was replaced goes on signing beside the new one.
OVERLAP = datetime.timedelta(hours=24)
MAX_ENDPOINTS = 20
TEST_EVENT = "webhook.test"


@transaction.atomic
def create_endpoint(
    *, organization: Organization, by: Any, channel: str, url: str, events: Iterable[str], description: str = ""
) -> tuple[WebhookEndpoint, str]:
    """A new endpoint and its secret, which is returned this once. Raises ``ValidationError``."""
    Organization.objects.select_for_update(of=("self",)).get(pk=organization.pk)
    if WebhookEndpoint.objects.filter(organization=organization).count() >= MAX_ENDPOINTS:
        detail = _("An organization has at most %(count)s webhooks. Delete one that is no longer used.")
        raise ValidationError(detail % {"count": MAX_ENDPOINTS})
    secret = new_secret()
    endpoint = WebhookEndpoint.objects.create(
        organization=organization,
        created_by=by,
        url=checked_url(url),
        events=checked_events(events),
        description=description,
        secret=lock(secret),
    )
    after = {"url": endpoint.url, "events": endpoint.events}
    record("create_webhook", endpoint, by=by, channel=channel, after=after)
    return endpoint, secret


@transaction.atomic
def change_endpoint(endpoint: WebhookEndpoint, *, by: Any, channel: str, changes: Mapping[str, Any]) -> WebhookEndpoint:
    """Change ``url``, ``events``, ``description`` or ``state``; switching on clears what was counted against it."""
    current = WebhookEndpoint.objects.select_for_update(of=("self",)).get(pk=endpoint.pk)
    wanted = dict(changes)
    if "url" in wanted and wanted["url"] != current.url:
        wanted["url"] = checked_url(wanted["url"])
    if "events" in wanted:
        wanted["events"] = checked_events(wanted["events"])
    before = {name: getattr(current, name) for name, value in wanted.items() if getattr(current, name) != value}
    if not before:
        return current
    for name in before:
        setattr(current, name, wanted[name])
    if wanted.get("state") == EndpointState.ACTIVE or "url" in before:
        current.failures, current.resting_until, current.state_reason = 0, None, ""
    current.save()
    after = {name: getattr(current, name) for name in before}
    record("edit", current, by=by, channel=channel, before=before, after=after)
    publish(change_recorded)
    return current


@transaction.atomic
def delete_endpoint(endpoint: WebhookEndpoint, *, by: Any, channel: str) -> None:
    """Remove it with its log; what was waiting is not delivered."""
    record("delete_webhook", endpoint, by=by, channel=channel, before={"url": endpoint.url})
    endpoint.delete()


@transaction.atomic
def rotate_secret(endpoint: WebhookEndpoint, *, by: Any, channel: str) -> tuple[WebhookEndpoint, str]:
    """A new secret; for ``OVERLAP`` every message carries the signatures of both."""
    current = WebhookEndpoint.objects.select_for_update(of=("self",)).get(pk=endpoint.pk)
    secret = new_secret()
    current.previous_secret, current.previous_until = current.secret, timezone.now() + OVERLAP
    current.secret = lock(secret)
    current.save(update_fields=["secret", "previous_secret", "previous_until", "updated_at"])
    record("rotate_webhook_secret", current, by=by, channel=channel, after={"previous_until": current.previous_until})
    return current, secret


def valid_secrets(endpoint: WebhookEndpoint) -> list[str]:
    """The secrets that sign now, newest first."""
    found = [endpoint.secret]
    if endpoint.previous_secret and endpoint.previous_until and endpoint.previous_until > timezone.now():
        found.append(endpoint.previous_secret)
    return [unlock(stored) for stored in found]


@transaction.atomic
def queue_test(endpoint: WebhookEndpoint) -> Delivery:
    """A message of the kind ``webhook.test``, tried once; it neither waits for others nor holds them up."""
    if endpoint.state == EndpointState.DISABLED:
        raise EndpointNotReady(_("This webhook is switched off. Switch it on first."))
    now = timezone.now()
    uid = uuid.uuid4()
    payload = {
        "type": TEST_EVENT,
        "timestamp": now.isoformat().replace("+00:00", "Z"),
        "data": {"subject": {"type": "webhook", "no": str(endpoint.pk)}},
    }
    delivery = Delivery.objects.create(
        endpoint=endpoint, uid=uid, event=TEST_EVENT, subject=f"test:{uid}", payload=payload, is_test=True, next_at=now
    )
    publish(change_recorded)
    return delivery


@transaction.atomic
def replay(deliveries: Iterable[Delivery], *, by: Any, channel: str) -> int:
    """Send again what was given up or delivered, under its old ``webhook-id``; returns how many were queued."""
    ids = [delivery.pk for delivery in deliveries]
    rows = Delivery.objects.select_for_update(of=("self",)).filter(pk__in=ids).exclude(state=DeliveryState.WAITING)
    found = list(rows.select_related("endpoint").order_by("pk"))
    if any(row.endpoint.state == EndpointState.DISABLED for row in found):
        raise EndpointNotReady(_("This webhook is switched off. Switch it on first."))
    Delivery.objects.filter(pk__in=[row.pk for row in found]).update(
        state=DeliveryState.WAITING, attempts=0, next_at=timezone.now(), leased_until=None, finished_at=None
    )
    for endpoint in {row.endpoint for row in found}:
        count = sum(row.endpoint_id == endpoint.pk for row in found)
        record("replay_webhook", endpoint, by=by, channel=channel, after={"deliveries": count})
    if found:
        publish(change_recorded)
    return len(found)


def checked_url(url: str) -> str:
    """``url`` where it may be called. Raises ``ValidationError`` that says what is wrong with it."""
    try:
        resolve(take_apart(url))
    except AddressRefused as refusal:
        raise ValidationError({"url": ValidationError(str(refusal), code="address_refused")}) from refusal
    return url


def checked_events(events: Iterable[str]) -> list[str]:
    """The names without repetition. Raises ``ValidationError`` for none and for unknown ones."""
    wanted = sorted(set(events))
    if not wanted:
        raise ValidationError({"events": ValidationError(_("Choose at least one event."), code="required")})
    if unknown := [name for name in wanted if name not in EVENT_TYPES]:
        detail = _("There is no event %(name)s. Known: %(known)s.")
        names = {"name": unknown[0], "known": ", ".join(sorted(EVENT_TYPES))}
        raise ValidationError({"events": ValidationError(detail % names, code="unknown_event")})
    return wanted

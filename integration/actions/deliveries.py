"""Delivering: lease what is due, call, write down what came back. Any number of workers may do it at once.

The row is the record of the work. A worker that dies leaves a lease that runs out; a lost message to a worker costs
nothing, because the next one, or the clock, finds what is due.
"""

import datetime
import json
import random
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone

from accounts.inbox import members_of, notify
from integration.actions.outbox import place
from integration.actions.webhooks import valid_secrets
from integration.delivery.calls import TIMEOUT, Answer, post
from integration.delivery.signing import signatures
from integration.enums import DeliveryState, EndpointState
from integration.models import Delivery, DeliveryAttempt, WebhookEndpoint

#: Wait before attempt 2, 3, … in seconds: 5 s, 5 min, 30 min, 2 h, 5 h, 10 h, 14 h, 20 h, 20 h; together three days.
DELAYS = (5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 72_000)
#: Far above the time a call may take, so that a lease never runs out under a call.
LEASE = datetime.timedelta(seconds=90)
BATCH = 64
THREADS = 16
#: From this many failures in a row on, an endpoint is given a rest that grows up to five minutes.
PATIENCE = 5
_KEPT_BODY = 2000
_USER_AGENT = "matchplatform-webhooks/1"


@dataclass(frozen=True)
class _Call:
    delivery: Delivery
    url: str
    body: bytes
    headers: dict[str, str]


def deliver_due(limit: int = 10_000) -> int:
    """Place what waits in the outbox and deliver what is due, until nothing is left or ``limit`` calls were made."""
    made = 0
    with ThreadPoolExecutor(THREADS, thread_name_prefix="webhook") as pool:
        while made < limit:
            place()
            taken = lease(min(BATCH, limit - made))
            if not taken:
                break
            calls = [_prepared(delivery) for delivery in taken]
            answers = list(pool.map(_send, calls))
            settle(list(zip(calls, answers, strict=True)))
            made += len(taken)
    return made


@transaction.atomic
def lease(limit: int) -> list[Delivery]:
    """Take due messages: per endpoint and object only the first one, and none of paused or resting endpoints."""
    now = timezone.now()
    with connection.cursor() as cursor:
        cursor.execute(_DUE, {"now": now, "until": now + LEASE, "limit": limit})
        ids = [row[0] for row in cursor.fetchall()]
    return list(Delivery.objects.filter(pk__in=ids).select_related("endpoint").order_by("seq", "pk"))


_DUE = """
WITH due AS (
    SELECT d.id FROM integration_delivery AS d JOIN integration_webhookendpoint AS e ON e.id = d.endpoint_id
    WHERE d.state = 'waiting' AND d.next_at <= %(now)s AND (d.leased_until IS NULL OR d.leased_until < %(now)s)
      AND e.state = 'active' AND (e.resting_until IS NULL OR e.resting_until <= %(now)s OR d.is_test)
      AND NOT EXISTS (
          SELECT 1 FROM integration_delivery AS p
          WHERE p.state = 'waiting' AND p.endpoint_id = d.endpoint_id AND p.subject = d.subject AND p.seq < d.seq)
    ORDER BY d.next_at, d.seq LIMIT %(limit)s FOR UPDATE OF d SKIP LOCKED)
UPDATE integration_delivery AS d SET leased_until = %(until)s FROM due WHERE d.id = due.id RETURNING d.id
"""


def _prepared(delivery: Delivery) -> _Call:
    body = json.dumps(delivery.payload, ensure_ascii=False, separators=(",", ":")).encode()
    stamp = int(timezone.now().timestamp())
    try:
        signature = signatures(valid_secrets(delivery.endpoint), str(delivery.uid), stamp, body)
    except ValueError:  # the platform's key changed: only a new secret helps, and nobody else may wait for that
        signature = ""
    headers = {
        "Content-Type": "application/json",
        "User-Agent": _USER_AGENT,
        "webhook-id": str(delivery.uid),
        "webhook-timestamp": str(stamp),
        "webhook-signature": signature,
    }
    return _Call(delivery, delivery.endpoint.url, body, headers)


def _send(call: _Call) -> Answer:
    if not call.headers["webhook-signature"]:
        return Answer(error="The secret cannot be read any more. Make a new one.")
    return post(call.url, call.body, call.headers, TIMEOUT)


@transaction.atomic
def settle(results: Sequence[tuple[_Call, Answer]]) -> None:
    """Write the log, and what becomes of each message: delivered, tried again later, or given up."""
    now = timezone.now()
    attempts, rows = [], []
    for call, answer in results:
        delivery = call.delivery
        delivery.attempts += 1
        delivery.leased_until = None
        delivery.last_status, delivery.last_error = answer.status, _error(answer)
        if answer.delivered:
            delivery.state, delivery.finished_at = DeliveryState.DELIVERED, now
        elif answer.status == 410 or delivery.is_test or delivery.attempts > len(DELAYS):
            delivery.state, delivery.finished_at = DeliveryState.DEAD, now
        else:
            delivery.next_at = now + _delay(delivery.attempts, answer)
        rows.append(delivery)
        attempts.append(_attempt(call, answer, now))
    DeliveryAttempt.objects.bulk_create(attempts)
    names = ["attempts", "leased_until", "last_status", "last_error", "state", "finished_at", "next_at"]
    Delivery.objects.bulk_update(rows, names)
    _settle_endpoints(results, now)


def _settle_endpoints(results: Sequence[tuple[_Call, Answer]], now: datetime.datetime) -> None:
    by_endpoint: dict[Any, list[tuple[Delivery, Answer]]] = {}
    for call, answer in results:
        by_endpoint.setdefault(call.delivery.endpoint_id, []).append((call.delivery, answer))
    for pk in sorted(by_endpoint):
        pairs = by_endpoint[pk]
        rows = WebhookEndpoint.objects.filter(pk=pk)
        endpoint = pairs[0][0].endpoint
        if any(answer.status == 410 for _delivery, answer in pairs):
            _switch_off(endpoint, now)
        elif any(answer.delivered for _delivery, answer in pairs):
            rows.update(failures=0, resting_until=None, last_success_at=now)
        else:
            failures = endpoint.failures + len(pairs)
            rest = min(300, 5 * 2 ** min(failures - PATIENCE, 6)) if failures >= PATIENCE else 0
            resting = now + datetime.timedelta(seconds=rest) if rest else None
            rows.update(failures=F("failures") + len(pairs), resting_until=resting, last_failure_at=now)
        if dead := [d for d, _answer in pairs if d.state == DeliveryState.DEAD and not d.is_test]:
            _tell_owner(endpoint, dead)


def _switch_off(endpoint: WebhookEndpoint, now: datetime.datetime) -> None:
    """The receiver said 410 Gone: nothing more is sent to it, and what waits is given up and can be replayed."""
    WebhookEndpoint.objects.filter(pk=endpoint.pk).update(
        state=EndpointState.DISABLED, state_reason="410 Gone", last_failure_at=now, updated_at=now
    )
    waiting = Delivery.objects.filter(endpoint=endpoint, state=DeliveryState.WAITING)
    waiting.update(state=DeliveryState.DEAD, finished_at=now, last_error="410 Gone", leased_until=None)


def _tell_owner(endpoint: WebhookEndpoint, dead: Sequence[Delivery]) -> None:
    """One line in the inbox per endpoint and day."""
    url = reverse("integration:webhook", args=[endpoint.pk])
    key = f"{endpoint.pk}:{timezone.localdate():%Y%m%d}"
    notify(members_of(endpoint.organization_id), "webhook_dead", key=key, url=url, address=endpoint.url[:80])


def _delay(attempts: int, answer: Answer) -> datetime.timedelta:
    """Up to a tenth more or less, so that messages that failed together do not return together."""
    seconds = DELAYS[attempts - 1] * random.uniform(0.9, 1.1)  # noqa: S311
    asked = answer.headers.get("retry-after", "")
    if answer.status in {429, 503} and asked.isascii() and asked.isdigit():
        seconds = max(seconds, min(int(asked[:6]), 3600))
    return datetime.timedelta(seconds=seconds)


def _attempt(call: _Call, answer: Answer, now: datetime.datetime) -> DeliveryAttempt:
    return DeliveryAttempt(
        delivery=call.delivery,
        at=now,
        duration_ms=round(answer.seconds * 1000),
        address=answer.address,
        request_headers=call.headers | {"webhook-signature": "v1,…"},
        status=answer.status,
        response_headers=answer.headers,
        response_body=answer.body[:_KEPT_BODY],
        error=answer.error,
    )


def _error(answer: Answer) -> str:
    if answer.delivered:
        return ""
    return (answer.error or f"HTTP {answer.status}")[:300]

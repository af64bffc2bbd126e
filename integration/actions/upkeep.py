"""Forgetting: old changes, old deliveries, idempotency keys of yesterday."""

import datetime

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone

from integration.enums import DeliveryState
from integration.models import Change, Delivery, IdempotencyKey

KEYS_KEPT = datetime.timedelta(hours=24)
_ROWS = 5000


def forget_old() -> dict[str, int]:
    """Delete what is past its time, in small statements; says how much of what."""
    now = timezone.now()
    deliveries = now - datetime.timedelta(days=settings.DELIVERIES_KEPT_DAYS)
    finished = Delivery.objects.filter(created_at__lt=deliveries).exclude(state=DeliveryState.WAITING)
    return {
        "keys": _delete(IdempotencyKey.objects.filter(created_at__lt=now - KEYS_KEPT)),
        "deliveries": _delete(finished),
        "changes": _forget_changes(now - datetime.timedelta(days=settings.CHANGES_KEPT_DAYS)),
    }


def _forget_changes(before: datetime.datetime) -> int:
    """The newest of the old ones stays: it marks how far back the feed reaches."""
    last = Change.objects.placed().filter(created_at__lt=before).order_by("-seq").values_list("seq", flat=True).first()
    return _delete(Change.objects.filter(seq__lt=last)) if last is not None else 0


def _delete(rows: QuerySet) -> int:
    gone = 0
    while ids := list(rows.order_by("pk").values_list("pk", flat=True)[:_ROWS]):
        rows.model.objects.filter(pk__in=ids).delete()
        gone += len(ids)
    return gone

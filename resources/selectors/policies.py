"""Which rules of booking hold, and who is blocked by them."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Q
from django.utils import timezone

from resources.models import BookingPolicy, Breach, Resource


@dataclass(frozen=True)
class Block:
    count: int
    until: datetime.date


def policy_of(owner_id: int, day: datetime.date | None = None) -> BookingPolicy:
    """The newest record that has begun, the owner's own before the platform's; else the defaults."""
    rows = BookingPolicy.objects.filter(
        Q(organization_id=owner_id) | Q(organization=None), valid_from__lte=day or timezone.localdate()
    )
    found = rows.order_by(F("organization_id").asc(nulls_last=True), "-valid_from").first()
    return found or BookingPolicy()


def block_of(organization_id: int, resource: Resource) -> Block | None:
    """Why the firm may not book at this owner now, and until when; None where it may."""
    policy = policy_of(resource.organization_id)
    window = datetime.timedelta(days=policy.window_days)
    rows = Breach.objects.filter(
        organization_id=organization_id,
        owner_id=resource.organization_id,
        lifted_at=None,
        at__gt=timezone.now() - window,
    )
    times = list(rows.order_by("-at").values_list("at", flat=True)[: policy.breaches])
    if len(times) < policy.breaches:
        return None
    return Block(len(times), timezone.localtime(times[-1] + window).date())


def place_in_queue(booking: Any) -> int:
    """1 for the next one; 0 for a booking that does not wait."""
    if booking.status != "waiting":
        return 0
    ahead = Q(queued_at__lt=booking.queued_at) | Q(queued_at=booking.queued_at, pk__lt=booking.pk)
    return type(booking).objects.queue().filter(ahead, resource_id=booking.resource_id).count() + 1

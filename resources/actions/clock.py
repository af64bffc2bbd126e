"""The clock of bookings: reminders and voids. What is due stands in the rows, so it may run twice, late or never."""

import datetime
from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.utils import timezone

from resources.actions import bookings
from resources.models import Booking
from resources.selectors.policies import policy_of

_BATCH = 500


def run(now: datetime.datetime | None = None) -> dict[str, int]:
    """Handle everything that is due; returns how many of each kind."""
    moment = now or timezone.now()
    soon = moment + datetime.timedelta(days=14)
    return {
        "reminded": _each(Booking.objects.filter(status="approved", reminded_at=None, begins_at__gt=moment,
                                                 begins_at__lte=soon), _remind(moment)),
        "void": _each(Booking.objects.filter(status="approved", begins_at__lt=moment), _void(moment)),
    }  # fmt: skip


def _each(rows: Any, handle: Callable[[Booking], bool]) -> int:
    """Run ``handle`` on every row that still qualifies once it is locked."""
    count = 0
    for pk in list(rows.order_by("begins_at", "pk").values_list("pk", flat=True)[:_BATCH]):
        with transaction.atomic():
            locked = rows.select_for_update(skip_locked=True, of=("self",)).select_related("resource", "organization")
            row = locked.filter(pk=pk).first()
            count += row is not None and handle(row)
    return count


def _remind(now: datetime.datetime) -> Callable[[Booking], bool]:
    def handle(row: Booking) -> bool:
        hours = policy_of(row.resource.organization_id).remind_hours
        if row.begins_at > now + datetime.timedelta(hours=hours):
            return False
        bookings.remind(row)
        return True

    return handle


def _void(now: datetime.datetime) -> Callable[[Booking], bool]:
    def handle(row: Booking) -> bool:
        minutes = policy_of(row.resource.organization_id).late_minutes
        if row.begins_at + datetime.timedelta(minutes=minutes) > now:
            return False
        bookings.void(row, now)
        return True

    return handle

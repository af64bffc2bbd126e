"""Every verb of a booking from every status, and the rules of booking as records."""

from decimal import Decimal

import pytest
from django.utils import timezone

from accounts.models import AuditEntry
from integration.models import Change
from resources.actions import bookings
from resources.enums import BOOKING_MOVES, BookingStatus
from resources.exceptions import Blocked, BookingMoveRefused, TooLate
from resources.models import Booking, BookingPolicy, Breach
from tests.factories.accounts import member_of
from tests.factories.resources import BookingFactory, ResourceFactory, hours

pytestmark = pytest.mark.django_db
VALUES = {
    "quote": {"quote": Decimal(100)}, "refuse": {"reason": "检修"}, "call_off": {"reason": "检修"},
    "report": {"use_log": "两炉"}, "settle": {"amount": Decimal(100)}, "rate": {"rating": 4},
}  # fmt: skip


@pytest.mark.parametrize("verb", [verb for verb in BOOKING_MOVES if verb != "void"])
def test_every_verb_from_every_status(verb):
    allowed, target, _who = BOOKING_MOVES[verb]
    resource = ResourceFactory()
    for status in BookingStatus.values:
        row = BookingFactory(resource=resource, status=status)
        by, before = member_of(row.organization), (AuditEntry.objects.count(), Change.objects.count())
        call = getattr(bookings, verb)
        if status in allowed:
            moved = call(row, by=by, channel="api", **VALUES.get(verb, {}))
            assert moved.status in ({target, "waiting"} if verb == "reserve" else {target})
        else:
            with pytest.raises(BookingMoveRefused):
                call(row, by=by, channel="api", **VALUES.get(verb, {}))
            assert Booking.objects.get(pk=row.pk).status == status
            assert (AuditEntry.objects.count(), Change.objects.count()) == before


def test_cancelling_follows_the_record_of_the_day():
    row = BookingFactory(status="approved", begins_at=hours(30), ends_at=hours(31), unit=1)
    BookingPolicy.objects.create(valid_from=timezone.localdate(), cancel_days=5)
    with pytest.raises(TooLate):
        bookings.cancel(row, by=member_of(row.organization), channel="api")
    BookingPolicy.objects.create(organization=row.resource.organization, valid_from=timezone.localdate(), cancel_days=1)
    assert bookings.cancel(row, by=member_of(row.organization), channel="api").status == "cancelled"


def test_three_breaches_block_until_one_is_lifted():
    resource = ResourceFactory()
    rows = [BookingFactory(resource=resource, status="void") for _ in range(3)]
    firm = rows[0].organization
    for row in rows:
        Breach.objects.create(booking=row, organization=firm, owner=resource.organization, at=timezone.now())
    by = member_of(firm)
    with pytest.raises(Blocked):
        bookings.book(resource, by=by, channel="api", purpose="试制")
    bookings.lift(rows[1], by=member_of(resource.organization), channel="api")
    assert bookings.book(resource, by=by, channel="api", purpose="试制").status == "reserved"

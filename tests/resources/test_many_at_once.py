"""Sixty firms want ten times, each on a connection of its own: ten hold one, the rest stand in line."""

import datetime
import threading

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from common.exceptions import Refusal
from resources.actions import bookings
from resources.actions.clock import run
from resources.enums import HOLDING
from resources.models import Booking, Breach
from tests.factories.accounts import OrganizationFactory, member_of
from tests.factories.resources import BookingFactory, ResourceFactory, SlotFactory, VoucherFactory, hours

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(jobs):
    """Runs all jobs at the same moment; returns what each gave or was refused with."""
    barrier, outcomes = threading.Barrier(len(jobs)), [None] * len(jobs)

    def work(number, job):
        try:
            connection.ensure_connection()
            barrier.wait(60)
            outcomes[number] = job()
        except Refusal as refusal:
            outcomes[number] = refusal
        finally:
            connection.close()

    threads = [threading.Thread(target=work, args=each) for each in enumerate(jobs)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    return outcomes


def test_sixty_bookings_of_ten_slots_keep_ten_and_queue_the_rest():
    resource = ResourceFactory()
    slots = [SlotFactory(resource=resource) for _ in range(10)]
    users = [member_of(OrganizationFactory()) for _ in range(60)]
    outcomes = at_once(
        [lambda user=user: bookings.book(resource, by=user, channel="api", purpose="试制") for user in users]
    )
    assert all(isinstance(each, Booking) for each in outcomes)
    held = Booking.objects.filter(status__in=HOLDING)
    assert sorted(held.values_list("slot", flat=True)) == sorted(slot.pk for slot in slots)
    queue = list(Booking.objects.queue().values_list("pk", "queued_at"))
    assert len(queue) == 50
    # The order of the queue is the order of arrival, and nobody who waits came before one who holds.
    assert [pk for pk, _ in queue] == sorted(pk for pk, _ in queue)
    assert max(held.values_list("pk", flat=True)) < min(pk for pk, _ in queue)
    first = held.order_by("pk").first()
    bookings.cancel(first, by=first.created_by, channel="api")
    assert Booking.objects.get(pk=queue[0][0]).slot_id == first.slot_id
    assert Booking.objects.queue().count() == 49


def test_the_database_refuses_an_overlap_whatever_the_code_does():
    first = BookingFactory(status="approved")
    with pytest.raises(IntegrityError), transaction.atomic():
        BookingFactory(resource=first.resource, status="reserved", slot=first.slot)
    half = datetime.timedelta(minutes=30)
    times = {"begins_at": first.begins_at + half, "ends_at": first.ends_at + half, "unit": 1}
    with pytest.raises(IntegrityError), transaction.atomic():
        BookingFactory(resource=first.resource, status="in_use", **times)
    BookingFactory(resource=first.resource, status="in_use", **times | {"unit": 2})
    BookingFactory(resource=first.resource, status="cancelled", slot=first.slot)
    assert Booking.objects.count() == 3


def test_a_voucher_is_never_spent_twice():
    voucher = VoucherFactory(value=10_000)
    resource = ResourceFactory(vouchers=True, voucher_share=50)
    by = member_of(resource.organization)
    rows = [BookingFactory(resource=resource, organization=voucher.organization, status="reported") for _ in range(12)]
    outcomes = at_once(
        [
            lambda row=row: bookings.settle(
                row, by=by, channel="api", amount=8000, voucher_no=voucher.no, voucher_amount=3000
            )
            for row in rows
        ]
    )
    voucher.refresh_from_db()
    assert sum(isinstance(each, Booking) for each in outcomes) == 3
    assert voucher.remaining == 1000
    assert Booking.objects.filter(status="settled").count() == 3


def test_the_clock_may_run_many_times():
    row = BookingFactory(status="approved", begins_at=hours(-2), ends_at=hours(1), unit=1)
    soon = BookingFactory(status="approved", begins_at=hours(20), ends_at=hours(22), unit=1)
    later = BookingFactory(status="approved", begins_at=hours(40), ends_at=hours(42), unit=1)
    at_once([lambda: run(timezone.now())] * 8)
    row.refresh_from_db()
    assert (row.status, Breach.objects.count()) == ("void", 1)
    soon.refresh_from_db()
    later.refresh_from_db()
    assert soon.reminded_at is not None
    assert later.reminded_at is None

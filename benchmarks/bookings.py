"""How long firms wait when they all want the same times: ``python -m benchmarks.bookings [firms] [slots]``.

Runs on the configured database in rows of its own, on as many connections at a time as the pool of threads has, and
checks that exactly as many bookings hold as there are slots and that the others wait in the order of their arrival.
"""

import datetime
import os
import statistics
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import django

_CONNECTIONS = 40


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "matchplatform.settings")
    django.setup()
    from django.db import connection
    from django.utils import timezone

    from accounts.models import Membership, Organization, User
    from resources.actions import bookings
    from resources.enums import HOLDING
    from resources.models import Booking, Resource, Slot

    firms = int(sys.argv[1]) if len(sys.argv) > 1 else 300
    slots = int(sys.argv[2]) if len(sys.argv) > 2 else 20
    mark = f"bench{time.time_ns()}"
    owner = Organization.objects.create(kind="university", name=mark, verification="verified")
    resource = Resource.objects.create(
        organization=owner, kind="pilot_base", title=mark, summary=mark, status="published", visibility="members",
        published_at=timezone.now(), bookable=True,
    )  # fmt: skip
    begin, hour = timezone.now() + datetime.timedelta(days=30), datetime.timedelta(hours=1)
    Slot.objects.bulk_create(
        Slot(resource=resource, begins_at=begin + hour * n, ends_at=begin + hour * (n + 1)) for n in range(slots)
    )
    users = []
    for number in range(firms):
        firm = Organization.objects.create(kind="firm", name=f"{mark} {number}", verification="verified")
        user = User.objects.create(email=f"{mark}.{number}@example.org", organization=firm)
        Membership.objects.create(user=user, organization=firm)
        users.append(user)

    def one(user: User) -> float:
        start = time.perf_counter()
        bookings.book(resource, by=user, channel="api", purpose=mark)
        return (time.perf_counter() - start) * 1000

    start = time.perf_counter()
    with ThreadPoolExecutor(_CONNECTIONS) as pool:
        waits = sorted(pool.map(one, users))
        list(pool.map(lambda _: connection.close(), range(_CONNECTIONS)))
    whole = time.perf_counter() - start
    held = list(Booking.objects.filter(resource=resource, status__in=HOLDING).values_list("pk", flat=True))
    queue = list(Booking.objects.filter(resource=resource).queue().values_list("pk", flat=True))
    assert len(held) == min(slots, firms), len(held)
    assert len(queue) == max(0, firms - slots), len(queue)
    assert queue == sorted(queue)
    assert not queue or max(held) < queue[0]
    print(
        f"{firms} firms, {slots} slots: {len(held)} held, {len(queue)} in order; {whole:.1f} s, "
        f"median wait {statistics.median(waits):.0f} ms, worst {waits[-1]:.0f} ms"
    )


if __name__ == "__main__":
    main()

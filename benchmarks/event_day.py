"""Sign-ups at once, and the live board of a full day: ``python -m benchmarks.event_day [--json OUT]``.

1,000 people sign up for 200 places from 50 connections: exactly 200 get one, the others stand on the waiting list in
order. Then an event of 200 participants is computed and under way: how long a check-in and the board after it take. The
board is polled every second, so what an action changes is seen after one second and one answer at most.
"""

import argparse
import json
import multiprocessing
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

from benchmarks import scratch

PEOPLE, PLACES, CONNECTIONS, PROCESSES = 1000, 200, 50, 2


def run(out: str | None) -> None:
    with scratch.stack() as environment:
        command = [sys.executable, "-m", "benchmarks.event_day", "--inside"]
        done = subprocess.run(
            command, cwd=scratch.PROJECT, env=environment, stdout=subprocess.PIPE, text=True, check=True
        )
    figures = json.loads(done.stdout.splitlines()[-1])
    print(json.dumps(figures, indent=2))
    if out:
        Path(out).write_text(json.dumps(figures, indent=2) + "\n", "utf-8")


def inside() -> None:
    import os

    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "matchplatform.settings")
    django.setup()
    print(json.dumps({"sign_up": sign_ups(), "live": live()}))


def sign_ups() -> dict[str, Any]:
    """From two server processes with 25 connections each, as a small site has."""
    from django.db import connections

    from accounts.models import User

    event = _event(PLACES)
    users = User.objects.bulk_create(User(email=f"p{n}@bench.example", name=f"P{n}") for n in range(PEOPLE))
    connections.close_all()
    context = multiprocessing.get_context("fork")
    gate, answers = context.Barrier(CONNECTIONS + 1), context.Queue()
    servers = [
        context.Process(target=_serve, args=(event, users[i::PROCESSES], gate, answers)) for i in range(PROCESSES)
    ]
    for server in servers:
        server.start()
    gate.wait()
    started = time.perf_counter()
    waited = sorted(second for _ in servers for second in answers.get())
    seconds = time.perf_counter() - started
    for server in servers:
        server.join()
    rows = event.registrations
    positions = list(rows.filter(status="waitlisted").order_by("position").values_list("position", flat=True))
    return {
        "people": PEOPLE, "connections": CONNECTIONS, "seconds": round(seconds, 2),
        "median_ms": round(1000 * waited[len(waited) // 2]), "longest_ms": round(1000 * waited[-1]),
        "with_a_place": rows.filter(status="registered").count(), "waiting": len(positions),
        "positions_without_gap": positions == list(range(1, PEOPLE - PLACES + 1)),
    }  # fmt: skip


def _serve(event: Any, users: list[Any], gate: Any, answers: Any) -> None:
    threads_of = CONNECTIONS // PROCESSES
    waited: list[float] = []

    def sign_up(group: list[Any]) -> None:
        from django.db import connection

        from events.actions import registrations

        connection.ensure_connection()
        gate.wait()
        for user in group:
            started = time.perf_counter()
            registrations.sign_up(event, by=user, channel="api", values={"kind": "need"})
            waited.append(time.perf_counter() - started)
        connection.close()

    threads = [threading.Thread(target=sign_up, args=(users[i::threads_of],)) for i in range(threads_of)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    answers.put(waited)


def live() -> dict[str, Any]:
    import datetime
    import uuid

    from django.db.models import F
    from django.test import Client
    from django.utils import timezone

    from accounts.models import Membership, Organization, User
    from events.actions import plan, registrations, schedule
    from events.models import Event, Preference, Registration

    park = Organization.objects.create(kind="park", name="园区", verification="verified")
    officer = User.objects.create(email="officer@bench.example", organization=park)
    Membership.objects.create(user=officer, organization=park, role="admin")
    event = _event(PLACES, organization=park)
    plan.lay_out(event, by=officer, channel="command", sessions=_sessions(), tables=60, day=timezone.localdate())
    rows = Registration.objects.bulk_create(
        Registration(event=event, name=f"R{n}", kind="need" if n < 120 else "supply", status="registered")
        for n in range(PLACES)
    )
    Event.objects.filter(pk=event.pk).update(seats_taken=PLACES, status="locked", floor=0)
    Preference.objects.bulk_create(
        Preference(chooser=rows[n], other=rows[120 + (7 * n + 3 * k) % 80], wish="must")
        for n in range(120)
        for k in range(8)
    )
    run = schedule.request_run(event, by=officer, channel="command", keep=False)
    done = schedule.run_claimed(schedule.claim_run(run.pk), seconds=5)
    now = timezone.now()
    shift = now - datetime.timedelta(minutes=5) - event.slots.order_by("number").first().starts_at
    event.slots.update(starts_at=F("starts_at") + shift, ends_at=F("ends_at") + shift)
    Event.objects.filter(pk=event.pk).update(status="live")
    client = Client()
    client.force_login(officer)
    address, times, scans = f"/workspace/events/{event.no}/live/", [], []
    for row in rows[:60]:
        started = time.perf_counter()
        registrations.check_in(event, by=officer, badge=row.badge, client_id=uuid.uuid4(), scanned_at=now)
        scans.append(time.perf_counter() - started)
        answer = client.get(address, headers={"HX-Request": "true"})
        assert answer.status_code == 200, answer.status_code
        times.append(time.perf_counter() - started)
    return {
        "participants": PLACES, "meetings": done.result["meetings"],
        "check_in_ms_median": round(1000 * sorted(scans)[30], 1),
        "check_in_and_board_ms_median": round(1000 * sorted(times)[30], 1),
        "check_in_and_board_ms_longest": round(1000 * max(times), 1),
    }  # fmt: skip


def _event(places: int, **values: Any) -> Any:
    import datetime

    from django.utils import timezone

    from accounts.models import Organization
    from events.models import Event

    begin = timezone.now() + datetime.timedelta(days=1)
    host = values.pop("organization", None) or Organization.objects.create(
        kind="park", name="主办", verification="verified"
    )
    event = Event(
        organization=host, title="测量", status="open", capacity=places, starts_at=begin,
        ends_at=begin + datetime.timedelta(hours=9), published_at=timezone.now(), **values,
    )  # fmt: skip
    event.save()
    event.refresh_from_db()
    return event


def _sessions() -> list[Any]:
    import datetime

    from events.selectors.templates import SessionPlan

    return [SessionPlan("一", datetime.time(9), 8), SessionPlan("二", datetime.time(13), 8)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--json", help="write the figures to this file")
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    inside() if options.inside else run(options.json)


if __name__ == "__main__":
    main()

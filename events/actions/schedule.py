"""Computing the schedule of an event: asked for, claimed by a worker, written in one transaction.

The row of the run is the record of the work; a message that is lost is found by the sweeper, one that comes twice finds the
run taken.
"""

import datetime
import time
from collections import Counter
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.audit import record
from accounts.inbox import notify
from common.events import publish as tell
from events import signals
from events.actions.moves import lock
from events.enums import EventStatus, MeetingOrigin, MeetingStatus, RunState
from events.exceptions import NotReady, WrongState
from events.models import Event, Meeting, MeetingSeat, Registration, ScheduleRun
from events.scheduling import Schedule, check, reschedule, solve
from events.selectors.day import Day, day_of, describe, movable_meetings

#: From nothing, and keeping what was published.
FRESH = frozenset({EventStatus.PREFERENCES, EventStatus.LOCKED, EventStatus.PROVISIONAL})
KEEPING = frozenset({EventStatus.LOCKED, EventStatus.PROVISIONAL, EventStatus.FINAL, EventStatus.LIVE})
#: Statuses in which participants know the schedule, so that a change is told.
_KNOWN = frozenset({EventStatus.PROVISIONAL, EventStatus.FINAL, EventStatus.LIVE})
_SECONDS = 20.0
#: A running run without a sign of life for so long has lost its worker.
_LOST = datetime.timedelta(seconds=90)
#: Reasons with which a pair may still meet online.
_ONLINE = frozenset({"no_common_slot", "no_table", "full"})


@transaction.atomic
def request_run(event: Event, *, by: Any, channel: str, keep: bool) -> ScheduleRun:
    """Ask for a schedule; with ``keep`` published meetings stay as they are where possible. One at a time."""
    current = lock(event)
    if current.status not in (KEEPING if keep else FRESH):
        raise WrongState(current)
    if not current.slots.exists():
        raise NotReady(_("Lay out sessions and tables first."))
    try:
        with transaction.atomic():
            run = ScheduleRun.objects.create(event=current, keep=keep, created_by=by)
    except IntegrityError:
        return current.runs.filter(state__in=[RunState.QUEUED, RunState.RUNNING]).first()
    record("compute", current, by=by, channel=channel, after={"run": run.pk, "keep": keep})
    tell(signals.schedule_requested, run_id=run.pk)
    return run


def claim_run(run_id: int) -> ScheduleRun | None:
    """The run, now ours; None where somebody else has it or it is over."""
    now = timezone.now()
    waiting = ScheduleRun.objects.filter(pk=run_id, state=RunState.QUEUED)
    lost = ScheduleRun.objects.filter(pk=run_id, state=RunState.RUNNING, heartbeat_at__lt=now - _LOST)
    for rows in (waiting, lost):
        if rows.update(state=RunState.RUNNING, heartbeat_at=now):
            return ScheduleRun.objects.select_related("event").get(pk=run_id)
    return None


def waiting_runs() -> list[int]:
    """Runs whose message or worker was lost."""
    now = timezone.now()
    queued = ScheduleRun.objects.filter(state=RunState.QUEUED, created_at__lt=now - datetime.timedelta(seconds=15))
    lost = ScheduleRun.objects.filter(state=RunState.RUNNING, heartbeat_at__lt=now - _LOST)
    return [*queued.values_list("pk", flat=True), *lost.values_list("pk", flat=True)]


def run_claimed(run: ScheduleRun, *, seconds: float = _SECONDS) -> ScheduleRun:
    """Compute and write; whatever goes wrong is kept with the run."""
    try:
        day = day_of(run.event)
        found = _compute(run, day, seconds)
        if faults := check(day.problem, found.placements):
            raise RuntimeError("; ".join(faults[:5]))
        _write(run, day, found)
    except Exception as error:
        ScheduleRun.objects.filter(pk=run.pk).update(state=RunState.FAILED, error=str(error)[:2000])
        raise
    run.refresh_from_db()
    return run


def _compute(run: ScheduleRun, day: Day, seconds: float) -> Schedule:
    standing = list(run.event.meetings.filter(status=MeetingStatus.SCHEDULED))
    if run.keep:
        return reschedule(day.problem, day.placements_of(standing))
    fixed = day.placements_of([m for m in standing if m.locked])
    return solve(day.problem, locked=fixed, seconds=seconds, progress=_Progress(run))


class _Progress:
    """Tells the row how far the solver is, twice a second at most."""

    def __init__(self, run: ScheduleRun) -> None:
        self.pk, self.told = run.pk, 0.0

    def __call__(self, step: str, done: int, whole: int) -> None:
        if (now := time.monotonic()) - self.told < 0.5:
            return
        self.told = now
        values = {"step": step, "done": done, "whole": whole, "heartbeat_at": timezone.now()}
        ScheduleRun.objects.filter(pk=self.pk).update(**values)


@transaction.atomic
def _write(run: ScheduleRun, day: Day, found: Schedule) -> None:
    """Make the meetings of the event what was computed. Held, locked and past ones are among it or left alone."""
    event = Event.objects.select_for_update().get(pk=run.event_id)
    if event.status not in (KEEPING if run.keep else FRESH):
        raise WrongState(event)
    movable = list(movable_meetings(event, day))
    before = {m.pk: (m.slot_id, m.table_id) for m in movable}
    rows = {(m.a_id, m.b_id): m for m in movable}
    # Everything leaves its place first, so that no two stand in one another's way while they change.
    MeetingSeat.objects.filter(meeting__in=list(before)).delete()
    event.meetings.filter(pk__in=list(before)).update(status=MeetingStatus.CANCELLED)
    placed = _put(event, rows, day, found)
    left = [[*day.sides[pair], str(reason)] for pair, reason in found.unscheduled.items()]
    online = _put_online(event, rows, movable, {(a, b) for a, b, reason in left if reason in _ONLINE})
    left = [row for row in left if (row[0], row[1]) not in online]
    gone = [m.pk for sides, m in rows.items() if m.pk in before and sides not in placed | online]
    if event.status in _KNOWN:
        _inform_moved(event, before, gone)
    else:
        event.meetings.filter(pk__in=gone, origin=MeetingOrigin.COMPUTED).delete()
    result = describe(found) | {"online": len(online)}
    ScheduleRun.objects.filter(pk=run.pk).update(
        state=RunState.DONE, step="done", done=1, whole=1, result=result, unscheduled=left
    )
    record("schedule", event, by=run.created_by, after=result)
    tell(signals.meetings_changed, event_id=event.pk)


def _put(event: Event, rows: dict[tuple[int, int], Meeting], day: Day, found: Schedule) -> set[tuple[int, int]]:
    """Write the placements of one problem; ``rows``: the meetings there are. Returns the pairs that were written."""
    new, kept = [], []
    for placement in found.placements:
        sides, entry = day.sides[placement.pair], day.problem.pairs[placement.pair]
        row = rows.get(sides) or Meeting(event=event, a_id=sides[0], b_id=sides[1], origin=MeetingOrigin.COMPUTED)
        subject = day.subjects.get(sides)
        row.slot, row.table_id, row.status = day.slots[placement.slot], placement.table, MeetingStatus.SCHEDULED
        row.weight, row.both_must, row.updated_at = entry.weight, entry.both_must, timezone.now()
        row.demand_id = subject.demand_id if subject else None
        row.achievement_id = subject.achievement_id if subject else None
        (kept if row.pk else new).append(row)
        rows[sides] = row
    fields = ["slot", "table", "status", "weight", "both_must", "demand", "achievement", "updated_at"]
    Meeting.objects.bulk_update(kept, fields, batch_size=500)
    Meeting.objects.bulk_create(new)
    _seat_all(event, [*kept, *new])
    return {day.sides[p.pair] for p in found.placements}


def _put_online(
    event: Event, rows: dict[tuple[int, int], Meeting], movable: list[Meeting], pairs: set[tuple[int, int]]
) -> set[tuple[int, int]]:
    """Give an online slot to those who found no time in the halls; returns the pairs that got one."""
    if not pairs or not event.slots.filter(session__is_online=True).exists():
        return set()
    evening = day_of(event, online=True, only=pairs)
    old = [m for m in movable if m.slot.session.is_online]
    return _put(event, rows, evening, reschedule(evening.problem, evening.placements_of(old), budget=1.0))


def _seat_all(event: Event, meetings: list[Meeting]) -> None:
    sides = Registration.objects.in_bulk({pk for m in meetings for pk in (m.a_id, m.b_id)})
    lanes: Counter[tuple[int, str]] = Counter()
    for slot, delegate in MeetingSeat.objects.filter(slot__event=event).values_list("slot_id", "delegate"):
        lanes[slot, delegate] += 1
    seats = []
    for m in meetings:
        for pk in (m.a_id, m.b_id):
            key = (m.slot_id, sides[pk].delegate)
            seats.append(
                MeetingSeat(meeting=m, registration_id=pk, slot_id=m.slot_id, delegate=key[1], lane=lanes[key])
            )
            lanes[key] += 1
    MeetingSeat.objects.bulk_create(seats)


def _inform_moved(event: Event, before: dict[int, tuple[int | None, int | None]], gone: list[int]) -> None:
    """Tell only those whose published meetings changed."""
    changed: set[int] = set()
    for m in event.meetings.filter(status=MeetingStatus.SCHEDULED):
        if before.get(m.pk) != (m.slot_id, m.table_id):
            changed |= {m.a_id, m.b_id}
    for a, b in event.meetings.filter(pk__in=gone).values_list("a_id", "b_id"):
        changed |= {a, b}
    people = Registration.objects.filter(pk__in=changed, user__isnull=False).select_related("user")
    notify(
        [row.user for row in people], "event_agenda_changed", key=f"{event.no}.{timezone.now():%m%d%H%M}",
        url=event.get_absolute_url(), title=event.title[:80],
    )  # fmt: skip

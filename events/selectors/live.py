"""The day at a glance: who is late, which table is free, whom to slot in."""

import datetime
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from django.utils import timezone

from events.models import Event, Meeting, Registration, Slot
from events.selectors.day import WORTH_A_MEETING, subjects_of, wishes_of

#: Minutes after the beginning of a meeting from which somebody who is not checked in is late.
LATE_MINUTES = 3
_OFFERS = 12


@dataclass(frozen=True)
class LiveBoard:
    now: datetime.datetime
    slot: Slot | None
    next_slot: Slot | None
    tables: list[dict[str, Any]]
    late: list[Meeting]
    free: list[Registration]
    offers: list[dict[str, Any]]
    arrived: int
    expected: int
    held: int
    open: int


def board_of(event: Event, now: datetime.datetime | None = None) -> LiveBoard:
    """Everything the board shows, in a fixed number of queries."""
    now = now or timezone.now()
    slots = list(event.slots.select_related("session").order_by("number"))
    slot = next((s for s in slots if s.starts_at <= now < s.ends_at), None)
    after = next((s for s in slots if s.starts_at > now), None)
    # Of a day's meetings only those of this slot are read whole: the board is asked for every second.
    here = list(event.meetings.occupying().filter(slot=slot).for_list()) if slot else []
    plain = list(event.meetings.occupying().values_list("a_id", "b_id", "status", "slot__ends_at"))
    people = list(event.registrations.filter(status__in=["registered", "checked_in"]).select_related("organization"))
    busy = {pk for m in here if m.status != "no_show" for pk in (m.a_id, m.b_id)}
    arrived = [p for p in people if p.status == "checked_in"]
    free = [p for p in arrived if p.pk not in busy]
    return LiveBoard(
        now=now, slot=slot, next_slot=after, tables=_tables(event, here), late=_late(here, slot, now), free=free,
        offers=_offers(event, {(a, b) for a, b, _status, _end in plain}, free) if slot else [], arrived=len(arrived), expected=len(people),
        held=sum(status == "held" for _a, _b, status, _end in plain),
        open=sum(status == "scheduled" and end <= now for _a, _b, status, end in plain),
    )  # fmt: skip


def _tables(event: Event, here: list[Meeting]) -> list[dict[str, Any]]:
    sitting = {m.table_id: m for m in here if m.table_id}
    rows = []
    for table in event.tables.select_related("hall").order_by("number"):
        meeting = sitting.get(table.pk)
        state = "free"
        if meeting is not None:
            there = [side.status == "checked_in" for side in (meeting.a, meeting.b)]
            state = "done" if meeting.status == "held" else "busy" if all(there) else "waiting"
        rows.append({"table": table, "meeting": meeting, "state": state})
    return rows


def _late(here: list[Meeting], slot: Slot | None, now: datetime.datetime) -> list[Meeting]:
    if slot is None or now < slot.starts_at + datetime.timedelta(minutes=LATE_MINUTES):
        return []
    return [
        m for m in here if m.status == "scheduled" and any(s.status != "checked_in" for s in (m.a, m.b)) and m.table_id
    ]


def _offers(event: Event, met: set[tuple[int, int]], free: list[Registration]) -> list[dict[str, Any]]:
    """Pairs of free people who have not met and would: both wish it, or the match is strong."""
    ready = [p for p in free if p.is_standby][:120]
    subjects, wishes, kinds = subjects_of(event, ready), wishes_of(event), event.kinds
    found = []
    for a, b in combinations(sorted(ready, key=lambda p: p.pk), 2):
        pair = {wishes.get((a.pk, b.pk), ""), wishes.get((b.pk, a.pk), "")}
        if (a.pk, b.pk) in met or "no" in pair or frozenset((a.kind, b.kind)) not in kinds:
            continue
        subject = subjects.get((a.pk, b.pk))
        score = subject.score if subject else 0.0
        if score >= WORTH_A_MEETING or pair & {"must", "can"}:
            found.append({"a": a, "b": b, "score": score, "wished": bool(pair & {"must", "can"})})
    found.sort(key=lambda row: (not row["wished"], -row["score"]))
    return found[:_OFFERS]

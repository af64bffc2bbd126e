"""An event as the problem that the scheduler solves, and back."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from events.enums import COMING, OCCUPYING, EventStatus, MeetingOrigin, Wish
from events.models import Event, Meeting, Preference, Registration, Slot, Table
from events.scheduling import Pair, Participant, Placement, Problem, Rules
from events.scheduling import Table as Desk
from events.scheduling import Wish as SolverWish
from matching.models import Match

#: Weight of a pair: its best match score (0-100), and what the two said themselves.
NO_MATCH, FOR_MUST, FOR_CAN = 15.0, 30.0, 10.0
#: A match below this brings nobody together by itself.
WORTH_A_MEETING = 40.0


@dataclass(frozen=True)
class Subject:
    """What a pair would talk about."""

    score: float
    demand_id: int | None = None
    achievement_id: int | None = None


@dataclass(frozen=True)
class Day:
    """``sides``: pair → the two registrations, older one first. ``slots``: solver's number → slot."""

    problem: Problem
    slots: list[Slot]
    sides: list[tuple[int, int]]
    subjects: dict[tuple[int, int], Subject]

    def placements_of(self, meetings: Iterable[Meeting]) -> list[Placement]:
        """Standing meetings as the solver knows them; those outside of its slots or pairs are left out."""
        numbers = {slot.pk: number for number, slot in enumerate(self.slots)}
        pairs = {sides: number for number, sides in enumerate(self.sides)}
        return [
            Placement(pairs[m.a_id, m.b_id], numbers[m.slot_id], m.table_id, m.locked)
            for m in meetings
            if m.slot_id in numbers and (m.a_id, m.b_id) in pairs
        ]


def day_of(event: Event, *, online: bool = False, only: set[tuple[int, int]] | None = None) -> Day:
    """The problem of an event's halls, or of its online slots; ``only``: the pairs that come into question."""
    slots = _slots(event, online)
    people = list(event.registrations.filter(status__in=COMING).order_by("pk"))
    subjects = subjects_of(event, people)
    settled, elsewhere = _settled(event, slots)
    standing = set(event.meetings.filter(status="scheduled", locked=True).values_list("a_id", "b_id"))
    grounds = _Grounds(subjects, wishes_of(event), standing)
    pairs, sides = [], []
    for a, b in combinations(people, 2):
        key = (a.pk, b.pk)
        if key in settled or (only is not None and key not in only):
            continue
        entry = grounds.pair(len(pairs), a, b)
        if entry is not None:
            pairs.append(entry)
            sides.append(key)
    rules = Rules(
        sessions=tuple(slot.session_id for slot in slots), floor=0 if online else event.floor,
        rest_window=event.rest_window, kinds=event.kinds, tables=not online,
    )  # fmt: skip
    tables = [] if online else _desks(event, slots, {p.pk for p in people})
    found = _participants(event, people, slots, elsewhere)
    return Day(Problem(tuple(found), tuple(pairs), tuple(tables), rules), slots, sides, subjects)


def _slots(event: Event, online: bool) -> list[Slot]:
    """The slots of the halls or the online ones; while the event is under way those that have not begun."""
    rows = event.slots.filter(session__is_online=online).select_related("session").order_by("number")
    return list(rows.filter(starts_at__gt=timezone.now()) if event.status == EventStatus.LIVE else rows)


def movable_meetings(event: Event, day: Day) -> QuerySet[Meeting]:
    """Meetings that a computation may place anew: those in its slots, and computed ones online."""
    online = Q(slot__session__is_online=True, origin=MeetingOrigin.COMPUTED, locked=False)
    rows = event.meetings.filter(status="scheduled").filter(Q(slot__in=day.slots) | online)
    if event.status == EventStatus.LIVE:
        rows = rows.filter(slot__starts_at__gt=timezone.now())
    return rows.select_related("slot__session")


def _settled(event: Event, slots: list[Slot]) -> tuple[set[tuple[int, int]], dict[int, int]]:
    """Pairs whose meeting is not this problem's to place, and how many such meetings each registration has."""
    rows = event.meetings.filter(status__in=["requested", *OCCUPYING])
    rows = rows.filter(Q(slot=None) | ~Q(slot__in=slots) | ~Q(status="scheduled"))
    rows = rows.exclude(slot__session__is_online=True, origin=MeetingOrigin.COMPUTED, locked=False, status="scheduled")
    pairs, counts = set(), Counter()
    for a, b, status in rows.values_list("a_id", "b_id", "status"):
        pairs.add((a, b))
        if status in OCCUPYING:
            counts.update((a, b))
    return pairs, counts


def _participants(
    event: Event, people: list[Registration], slots: list[Slot], elsewhere: Mapping[int, int]
) -> list[Participant]:
    groups: dict[str, int] = {}
    found = []
    for row in people:
        away = set(row.away)
        mask = sum(1 << i for i, slot in enumerate(slots) if slot.number not in away)
        group = groups.setdefault(row.shared_with, len(groups)) if row.shared_with else None
        cap = (row.cap or event.meeting_cap) - elsewhere.get(row.pk, 0)
        found.append(
            Participant(
                row.pk, row.organization_id or -row.pk, mask, kind=row.kind, cap=max(0, cap), parallel=row.delegates,
                group=group, exclusive=row.exclusive,
            )
        )  # fmt: skip
    return found


def _desks(event: Event, slots: list[Slot], people: set[int]) -> list[Desk]:
    whole = (1 << len(slots)) - 1
    rows = Table.objects.filter(event=event).values_list("pk", "owner_id")
    return [Desk(pk, whole, owner if owner in people else None) for pk, owner in rows]


@dataclass(frozen=True)
class _Grounds:
    """What speaks for a meeting of two."""

    subjects: Mapping[tuple[int, int], Subject]
    wishes: Mapping[tuple[int, int], str]
    standing: set[tuple[int, int]]

    def pair(self, number: int, a: Registration, b: Registration) -> Pair | None:
        """None where neither a match nor a wish speaks for the two."""
        one, other = self.wishes.get((a.pk, b.pk), ""), self.wishes.get((b.pk, a.pk), "")
        subject = self.subjects.get((a.pk, b.pk))
        score = subject.score if subject else 0.0
        matched = score >= WORTH_A_MEETING and a.share_matches and b.share_matches
        if not (one or other or matched or (a.pk, b.pk) in self.standing):
            return None
        if a.organization_id and a.organization_id == b.organization_id:
            return None
        weight = max(score, NO_MATCH)
        for wish in (one, other):
            weight += {Wish.MUST: FOR_MUST, Wish.CAN: FOR_CAN}.get(wish, 0.0)
        return Pair(number, a.pk, b.pk, round(weight, 2), SolverWish(one or "can"), SolverWish(other or "can"))


def wishes_of(event: Event) -> dict[tuple[int, int], str]:
    """(chooser, other) → wish."""
    rows = Preference.objects.filter(chooser__event=event)
    return {(chooser, other): wish for chooser, other, wish in rows.values_list("chooser_id", "other_id", "wish")}


def subjects_of(event: Event, people: list[Registration]) -> dict[tuple[int, int], Subject]:
    """Pair of registrations → the best match between what they bring.

    Who names nothing brings every published entry of his organization, except demands that are published anonymously or
    shown only where they match: those count only if they are named, because a meeting tells whose they are.
    """
    needs, supplies = _brought(people, "demands"), _brought(people, "achievements")
    rows = (
        Match.objects.live()
        .filter(demand__organization_id__in=needs, achievement__organization_id__in=supplies)
        .values_list(
            "demand_id",
            "demand__organization_id",
            "achievement_id",
            "achievement__organization_id",
            "score",
            "demand__publish_as",
            "demand__visibility",
        )
    )
    found: dict[tuple[int, int], Subject] = {}
    for demand, firm, achievement, holder, score, publish_as, visibility in rows.iterator(chunk_size=5000):
        shy = publish_as == "anonymous" or visibility == "matched"
        for one, demands in needs[firm]:
            if shy and demand not in demands:
                continue
            for other, achievements in supplies[holder]:
                if (demands and demand not in demands) or (achievements and achievement not in achievements):
                    continue
                key = (min(one, other), max(one, other))
                if one != other and (key not in found or found[key].score < score):
                    found[key] = Subject(score, demand, achievement)
    return found


def _brought(people: list[Registration], name: str) -> dict[int, list[tuple[int, set[int]]]]:
    """Organization → its registrations, each with what it names."""
    field = getattr(Registration, name).through
    column = {"demands": "demand_id", "achievements": "achievement_id"}[name]
    named: dict[int, set[int]] = {}
    rows = field.objects.filter(registration__in=[row.pk for row in people])
    for registration, entry in rows.values_list("registration_id", column):
        named.setdefault(registration, set()).add(entry)
    found: dict[int, list[tuple[int, set[int]]]] = {}
    for row in people:
        if row.organization_id:
            found.setdefault(row.organization_id, []).append((row.pk, named.get(row.pk, set())))
    return found


def describe(found: Any) -> dict[str, Any]:
    """A schedule's figures as the run keeps them."""
    bound = found.bound
    return {
        "meetings": len(found.placements),
        "musts": found.musts,
        "shortfall": found.shortfall,
        "weight": round(found.weight, 2),
        "moved": found.moved,
        "dropped": len(found.dropped),
        "bound": {"musts": bound.musts, "shortfall": bound.shortfall, "weight": round(bound.weight, 2)}
        if bound
        else None,
    }

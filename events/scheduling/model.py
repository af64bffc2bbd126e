"""The rules of a problem as resources that every placed pair uses up."""

from collections import defaultdict
from dataclasses import dataclass, field

from events.scheduling.problem import Pair, Participant, Problem, Rules


@dataclass(frozen=True)
class Resource:
    """``room``: meetings it takes in each slot; ``cap``: in all. ``person`` ones have to rest and keep a session's cap."""

    room: tuple[int, ...]
    cap: int
    person: bool = False


@dataclass
class Model:
    """Eligible pairs by position, and what each uses."""

    problem: Problem
    pairs: list[Pair]
    uses: list[tuple[int, ...]]
    resources: list[Resource]
    ends: list[tuple[int, int]]
    wanted: list[int] = field(default_factory=list)

    def slots_of(self, pair: int) -> list[int]:
        """Slots in which everything this pair uses has any room at all."""
        rooms = [self.resources[r].room for r in self.uses[pair]]
        return [slot for slot in range(self.problem.rules.slots) if all(room[slot] for room in rooms)]


def may_meet(rules: Rules, a: Participant, b: Participant) -> bool:
    """Two kinds that may meet, and not one delegate who would meet himself."""
    if a.id == b.id or (a.group is not None and a.group == b.group):
        return False
    return rules.kinds is None or frozenset((a.kind, b.kind)) in rules.kinds


def most(mask: int, rules: Rules) -> int:
    """Most meetings one person can hold within ``mask``, resting as the rules ask (greedy is optimal on a line)."""
    total = here = run = 0
    for slot, session in enumerate(rules.sessions):
        if slot and session != rules.sessions[slot - 1]:
            here = run = 0
        full = rules.session_cap is not None and here >= rules.session_cap
        tired = rules.rest_window and run >= rules.rest_window - 1
        if full or tired or not mask >> slot & 1:
            run = 0
        else:
            total, here, run = total + 1, here + 1, run + 1
    return total


def build(problem: Problem) -> Model:
    """The model of ``problem``: refused pairs and kinds that may not meet are left out."""
    rules, people = problem.rules, {p.id: p for p in problem.participants}
    places = {p.id: number for number, p in enumerate(problem.participants)}
    resources = [_person(p, rules) for p in problem.participants]
    groups = _groups(problem, resources)
    tables, pool = _tables(problem, resources)
    pairs = [p for p in problem.pairs if not p.refused and may_meet(rules, people[p.a], people[p.b])]
    exclusive: dict[frozenset[int], int] = {}
    uses, ends = [], []
    for pair in pairs:
        a, b = people[pair.a], people[pair.b]
        used = [places[a.id], places[b.id]]
        used += [groups[p.group] for p in (a, b) if p.group is not None]
        if a.exclusive or b.exclusive:
            key = frozenset((a.organization, b.organization))
            if key not in exclusive:
                exclusive[key] = len(resources)
                resources.append(Resource((1,) * rules.slots, 1))
            used.append(exclusive[key])
        if rules.tables:
            used.append(tables.get(b.id, tables.get(a.id, pool)))
        uses.append(tuple(dict.fromkeys(used)))
        ends.append((places[a.id], places[b.id]))
    model = Model(problem, pairs, uses, resources, ends)
    degree = [0] * len(problem.participants)
    for first, second in ends:
        degree[first] += 1
        degree[second] += 1
    model.wanted = [min(rules.floor, resources[i].cap, n) for i, n in enumerate(degree)]
    return model


def host(problem: Problem, pair: Pair) -> int | None:
    """The side at whose own table the pair meets: the second one's before the first one's; None for a common table."""
    owners = {table.owner for table in problem.tables}
    return next((side for side in (pair.b, pair.a) if side in owners), None)


def _person(p: Participant, rules: Rules) -> Resource:
    room = tuple(p.parallel if p.available >> slot & 1 else 0 for slot in range(rules.slots))
    alone = p.parallel == 1
    limit = most(p.available, rules) if alone else sum(room)
    return Resource(room, min(p.cap, limit), person=alone)


def _groups(problem: Problem, resources: list[Resource]) -> dict[int, int]:
    """Group → the resource of its one delegate, who is there whenever any of the group is."""
    masks: dict[int, int] = defaultdict(int)
    for p in problem.participants:
        if p.group is not None:
            masks[p.group] |= p.available
    found = {}
    for group, mask in masks.items():
        found[group] = len(resources)
        room = tuple(mask >> slot & 1 for slot in range(problem.rules.slots))
        resources.append(Resource(room, most(mask, problem.rules), person=True))
    return found


def _tables(problem: Problem, resources: list[Resource]) -> tuple[dict[int, int], int]:
    """Owner → resource of his tables, and the resource of the common ones."""
    rooms: dict[int | None, list[int]] = {None: [0] * problem.rules.slots}
    for table in problem.tables:
        room = rooms.setdefault(table.owner, [0] * problem.rules.slots)
        for slot in range(problem.rules.slots):
            room[slot] += table.available >> slot & 1
    found: dict[int, int] = {}
    pool = -1
    for owner, total in rooms.items():
        if owner is None:
            pool = len(resources)
        else:
            found[owner] = len(resources)
        resources.append(Resource(tuple(total), sum(total)))
    return found, pool

"""An independent judge of a finished schedule: reads the rules from the problem alone and shares no code with the solver."""

from collections import Counter, defaultdict
from collections.abc import Iterable

from events.scheduling.problem import Placement, Problem, Wish


def check(problem: Problem, placements: Iterable[Placement]) -> list[str]:
    """Every rule that is broken, in words; an empty list is a valid schedule."""
    meetings = list(placements)
    faults: list[str] = []
    pairs = {pair.id: pair for pair in problem.pairs}
    for number, times in Counter(m.pair for m in meetings).items():
        if times > 1:
            faults.append(f"pair {number} meets {times} times")
    for m in meetings:
        if m.pair not in pairs:
            faults.append(f"pair {m.pair} is not in the problem")
        elif not 0 <= m.slot < len(problem.rules.sessions):
            faults.append(f"pair {m.pair} meets in slot {m.slot}, which does not exist")
    if faults:
        return faults
    return [
        *_wishes(problem, meetings),
        *_people(problem, meetings),
        *_organizations(problem, meetings),
        *_tables(problem, meetings),
    ]


def _wishes(problem: Problem, meetings: list[Placement]) -> list[str]:
    pairs, kind_of = {p.id: p for p in problem.pairs}, {p.id: p.kind for p in problem.participants}
    group_of = {p.id: p.group for p in problem.participants}
    faults = []
    for m in meetings:
        pair = pairs[m.pair]
        if pair.wish_a is Wish.NO or pair.wish_b is Wish.NO:
            faults.append(f"pair {pair.id} was refused")
        if pair.a == pair.b or (group_of[pair.a] is not None and group_of[pair.a] == group_of[pair.b]):
            faults.append(f"pair {pair.id} is one delegate twice")
        if problem.rules.kinds is not None and {kind_of[pair.a], kind_of[pair.b]} not in problem.rules.kinds:
            faults.append(f"pair {pair.id}: {kind_of[pair.a]} may not meet {kind_of[pair.b]}")
    return faults


def _people(problem: Problem, meetings: list[Placement]) -> list[str]:
    pairs = {p.id: p for p in problem.pairs}
    diary: dict[int, list[int]] = defaultdict(list)
    for m in meetings:
        for who in (pairs[m.pair].a, pairs[m.pair].b):
            diary[who].append(m.slot)
    faults, shared = [], defaultdict(list)
    for person in problem.participants:
        slots = diary.get(person.id, [])
        if person.group is not None:
            shared[person.group] += slots
        if len(slots) > person.cap:
            faults.append(f"participant {person.id} has {len(slots)} meetings, at most {person.cap}")
        for slot, times in Counter(slots).items():
            if not person.available & (1 << slot):
                faults.append(f"participant {person.id} is away in slot {slot}")
            if times > person.parallel:
                faults.append(f"participant {person.id} has {times} meetings in slot {slot}")
        if person.parallel == 1:
            faults += _strain(problem, f"participant {person.id}", slots)
    for group, slots in shared.items():
        faults += [
            f"the delegate of group {group} has {n} meetings in slot {s}" for s, n in Counter(slots).items() if n > 1
        ]
        faults += _strain(problem, f"the delegate of group {group}", slots)
    return faults


def _strain(problem: Problem, who: str, slots: list[int]) -> list[str]:
    """Rest and session cap of one person."""
    rules, taken, faults = problem.rules, set(slots), []
    if rules.session_cap is not None:
        for session, times in Counter(rules.sessions[slot] for slot in slots).items():
            if times > rules.session_cap:
                faults.append(f"{who} has {times} meetings in session {session}, at most {rules.session_cap}")
    if rules.rest_window:
        run = 0
        for slot, session in enumerate(rules.sessions):
            if slot and session != rules.sessions[slot - 1]:
                run = 0
            run = run + 1 if slot in taken else 0
            if run == rules.rest_window:
                faults.append(f"{who} has no rest in the {rules.rest_window} slots up to {slot}")
    return faults


def _organizations(problem: Problem, meetings: list[Placement]) -> list[str]:
    pairs, people = {p.id: p for p in problem.pairs}, {p.id: p for p in problem.participants}
    times: Counter[frozenset[int]] = Counter()
    for m in meetings:
        a, b = people[pairs[m.pair].a], people[pairs[m.pair].b]
        if a.exclusive or b.exclusive:
            times[frozenset((a.organization, b.organization))] += 1
    return [f"organizations {sorted(key)} meet {n} times though exclusive" for key, n in times.items() if n > 1]


def _tables(problem: Problem, meetings: list[Placement]) -> list[str]:
    if not problem.rules.tables:
        return [f"pair {m.pair} sits at table {m.table}" for m in meetings if m.table is not None]
    pairs, tables = {p.id: p for p in problem.pairs}, {t.id: t for t in problem.tables}
    owners, faults = {t.owner for t in problem.tables} - {None}, []
    for (slot, number), times in Counter((m.slot, m.table) for m in meetings).items():
        if times > 1:
            faults.append(f"table {number} holds {times} meetings in slot {slot}")
    for m in meetings:
        table = tables.get(m.table) if m.table is not None else None
        if table is None:
            faults.append(f"pair {m.pair} has no table")
            continue
        if not table.available & (1 << m.slot):
            faults.append(f"table {table.id} is not there in slot {m.slot}")
        ends = {pairs[m.pair].a, pairs[m.pair].b}
        if table.owner is not None and table.owner not in ends:
            faults.append(f"pair {m.pair} sits at the table of participant {table.owner}")
        if table.owner is None and ends & owners:
            faults.append(f"pair {m.pair} sits at a common table though one side has its own")
    return faults

"""Solving a day from nothing, and solving it again after something changed."""

import time
from collections import defaultdict
from collections.abc import Callable, Iterable

from events.scheduling.board import Board
from events.scheduling.model import Model, build, host
from events.scheduling.moves import chain, exchange, insert
from events.scheduling.problem import Bound, Placement, Problem, Reason, Schedule
from events.scheduling.reasons import reason_for

Progress = Callable[[str, int, int], None]


def solve(
    problem: Problem, *, locked: Iterable[Placement] = (), seconds: float = 20.0, progress: Progress | None = None
) -> Schedule:
    """The best schedule found: most must-must pairs, then the floor, then the weight.

    ``locked`` placements stay. ``seconds`` limits the improvement, not the choice of pairs. ``progress(step, done, all)``
    is called now and then. Deterministic for the same input while the time suffices.
    """
    tell = progress or (lambda step, done, whole: None)
    deadline = time.monotonic() + seconds
    model = build(problem)
    board = Board(model)
    # Half a second of imports that only the process needs which computes a schedule.
    from events.scheduling.choice import choose

    tell("choose", 0, 1)
    _lay(board, locked, fixed=True)
    chosen, bound = choose(model)
    tell("choose", 1, 1)
    _place(board, _by_scarcity(board, chosen), tell)
    _fill(board, tell)
    _improve(board, deadline, tell)
    return _schedule(board, bound, list(locked))


def reschedule(
    problem: Problem, previous: Iterable[Placement], *, budget: float = 0.05, seconds: float = 4.0
) -> Schedule:
    """Keep what still holds of ``previous`` and fill the gaps, moving at most ``budget`` of its meetings.

    Nobody's meeting moves for a pair that can be placed without; chains that move others are tried for must-must pairs,
    for people below the floor and for meetings that lost their slot, in this order.
    """
    deadline = time.monotonic() + seconds
    old = list(previous)
    model = build(problem)
    board = Board(model)
    dropped = _lay(board, old, fixed=False)
    before = dict(board.where)
    allowed = int(budget * len(old))
    lost = [i for i, pair in enumerate(model.pairs) if pair.id in set(dropped)]
    missing = [i for i in range(len(model.pairs)) if i not in board.where]
    missing.sort(key=board._value, reverse=True)
    urgent = [i for i in missing if model.pairs[i].both_must] + lost
    for pair in [*urgent, *missing]:
        if pair not in board.where and not (board.has_quota(pair) and insert(board, pair)):
            needy = any(board.degree[end] < model.wanted[end] for end in model.ends[pair])
            left = allowed - _moved(board, before)
            if (pair in set(urgent) or needy) and left > 0 and time.monotonic() < deadline:
                chain(board, pair, most=left)
    found = _schedule(board, None, old)
    return Schedule(
        found.placements, found.unscheduled, found.musts, found.shortfall, found.weight,
        moved=_moved(board, before), dropped=tuple(dropped),
    )  # fmt: skip


def _moved(board: Board, before: dict[int, int]) -> int:
    return sum(1 for pair, slot in before.items() if board.where.get(pair) != slot)


def _lay(board: Board, placements: Iterable[Placement], *, fixed: bool) -> list[int]:
    """Put ``placements`` where they say; returns the pairs for which that is no longer possible."""
    places = {pair.id: i for i, pair in enumerate(board.model.pairs)}
    impossible = []
    for placement in placements:
        pair = places.get(placement.pair)
        if pair is None or not board.fits(pair, placement.slot):
            impossible.append(placement.pair)
            continue
        board.put(pair, placement.slot)
        if fixed or placement.locked:
            board.fixed.add(pair)
    return impossible


def _by_scarcity(board: Board, pairs: list[int]) -> list[int]:
    """Must-must first, then what has the fewest slots, then the people with the most meetings."""
    load: dict[int, int] = defaultdict(int)
    for pair in pairs:
        for end in board.model.ends[pair]:
            load[end] += 1
    entries = board.model.pairs

    def key(pair: int) -> tuple[bool, int, int, float]:
        crowd = max(load[end] for end in board.model.ends[pair])
        return not entries[pair].both_must, len(board.open_slots(pair)), -crowd, -entries[pair].weight

    return sorted((pair for pair in pairs if pair not in board.where), key=key)


def _place(board: Board, pairs: list[int], tell: Progress) -> None:
    for number, pair in enumerate(pairs):
        if board.has_quota(pair) and not insert(board, pair):
            chain(board, pair)
        if number % 200 == 0:
            tell("place", number, len(pairs))


def _fill(board: Board, tell: Progress) -> None:
    """Pairs that were not chosen, or found no room, where there is some after all."""
    rest = _missing(board)
    for number, pair in enumerate(rest):
        if board.has_quota(pair) and not insert(board, pair):
            chain(board, pair)
        if number % 200 == 0:
            tell("fill", number, len(rest))


def _improve(board: Board, deadline: float, tell: Progress) -> None:
    """Exchanges that make the whole better, until none is left or the time is over."""
    better = True
    while better and time.monotonic() < deadline:
        better = False
        rest = _missing(board)
        for number, pair in enumerate(rest):
            if time.monotonic() >= deadline:
                return
            if exchange(board, pair):
                better = True
            if number % 100 == 0:
                tell("improve", number, len(rest))
        board.steps.clear()


def _missing(board: Board) -> list[int]:
    rest = [pair for pair in range(len(board.model.pairs)) if pair not in board.where and board.open_slots(pair)]
    return sorted(rest, key=board._value, reverse=True)


# --- the answer -----------------------------------------------------------------------------------------------------
def _schedule(board: Board, bound: Bound | None, known: list[Placement]) -> Schedule:
    model, problem = board.model, board.model.problem
    tables = _tables(model, board.where, {p.pair: p for p in known})
    locked = {p.pair for p in known if p.locked}
    placements = tuple(
        Placement(model.pairs[pair].id, slot, tables.get(pair), model.pairs[pair].id in locked)
        for pair, slot in sorted(board.where.items(), key=lambda item: (item[1], item[0]))
    )
    placed = {p.pair for p in placements}
    positions = {pair.id: i for i, pair in enumerate(model.pairs)}
    unscheduled: dict[int, Reason] = {
        pair.id: reason_for(problem, pair, board, positions.get(pair.id))
        for pair in problem.pairs
        if pair.id not in placed
    }
    return Schedule(placements, unscheduled, board.musts, board.shortfall, board.weight, bound)


def _tables(model: Model, where: dict[int, int], known: dict[int, Placement]) -> dict[int, int]:
    """Pair → table: the host's own, else a common one: the table it had, else one where somebody of the pair just sat."""
    problem = model.problem
    if not problem.rules.tables:
        return {}
    found: dict[int, int] = {}
    for slot in range(problem.rules.slots):
        here = sorted(pair for pair, at in where.items() if at == slot)
        free = {t.id: t.owner for t in problem.tables if t.available >> slot & 1}
        owners = {pair: host(problem, model.pairs[pair]) for pair in here}
        wishes = {pair: _wishes(model, pair, where, found, known.get(model.pairs[pair].id)) for pair in here}
        # What had a table keeps it before anybody else chooses.
        for pair in sorted(here, key=lambda pair: (model.pairs[pair].id not in known, pair)):
            wanted = next((t for t in wishes[pair] if t in free and free[t] == owners[pair]), None)
            table = wanted if wanted is not None else next(t for t, o in free.items() if o == owners[pair])
            found[pair] = table
            del free[table]
    return found


def _wishes(model: Model, pair: int, where: dict[int, int], found: dict[int, int], old: Placement | None) -> list[int]:
    """Tables in the order in which the pair would like them."""
    slot = where[pair]
    wishes = [old.table] if old and old.slot == slot and old.table is not None else []
    for other, table in found.items():
        if where[other] == slot - 1 and set(model.ends[other]) & set(model.ends[pair]):
            wishes.append(table)
    return wishes

"""Quality and speed of the meeting schedule: ``python -m benchmarks.event_schedule [--seed N] [--json OUT]``.

A day of 200 firms and 100 institutions, 16 slots in two sessions, 100 tables that belong to the institutions, 3,000
scored pairs with preferences and blocks, absences, caps, shared delegates and a floor of two meetings. Compared with two
other ways of making a schedule from the same wishes: greedy (best pair first, first free slot) and self-scheduling
(everybody in random order asks his favourite who is still free, and is accepted unless blocked). Every schedule goes
through the independent checker.
"""

import argparse
import json
import random
import time
from dataclasses import replace
from typing import Any

from events.scheduling import Pair, Participant, Placement, Problem, Rules, Table, Wish, check, reschedule, solve
from events.scheduling.board import Board
from events.scheduling.model import build

SLOTS, FIRMS, INSTITUTIONS, PAIRS = 16, 200, 100, 3000


def day(seed: int) -> Problem:
    """One random day; the same for the same seed."""
    rng = random.Random(seed)
    whole = (1 << SLOTS) - 1
    people = [
        Participant(i, organization=i, kind="need", available=_presence(rng, whole), cap=rng.choice((6, 8, 10, 12)))
        for i in range(FIRMS)
    ]
    for i in range(FIRMS, FIRMS + INSTITUTIONS):
        group = (i - FIRMS) // 2 if i >= FIRMS + INSTITUTIONS - 10 else None  # ten institutions share five delegates
        people.append(
            Participant(i, organization=i, kind="supply", available=_presence(rng, whole), cap=14, group=group)
        )
    tables = [Table(i, whole, owner=i) for i in range(FIRMS, FIRMS + INSTITUTIONS)]
    rules = Rules(
        sessions=(0,) * 8 + (1,) * 8, floor=2, rest_window=5, kinds=frozenset({frozenset({"need", "supply"})})
    )
    return Problem(tuple(people), tuple(_pairs(rng)), tuple(tables), rules)


def _presence(rng: random.Random, whole: int) -> int:
    """Most stay all day; some come for one half, some are away for a few slots."""
    chance = rng.random()
    if chance < 0.12:
        return whole & (0x00FF if rng.random() < 0.5 else 0xFF00)
    if chance < 0.3:
        away = rng.sample(range(SLOTS), 3)
        return whole & ~sum(1 << slot for slot in away)
    return whole


def _pairs(rng: random.Random) -> list[Pair]:
    # Some institutions are wanted by everybody: popularity is skewed, as it is on a real day.
    favour = [rng.paretovariate(1.5) for _ in range(INSTITUTIONS)]
    seen: set[tuple[int, int]] = set()
    found = []
    while len(found) < PAIRS:
        a = rng.randrange(FIRMS)
        b = FIRMS + rng.choices(range(INSTITUTIONS), favour)[0]
        if (a, b) in seen:
            continue
        seen.add((a, b))
        wishes = rng.choices((Wish.MUST, Wish.CAN, Wish.NO), (0.3, 0.64, 0.06), k=2)
        score = round(min(99.0, max(20.0, rng.gauss(60, 18))), 1)
        score += 20 * sum(wish == Wish.MUST for wish in wishes)
        found.append(Pair(len(found), a, b, score, *wishes))
    return found


def greedy(problem: Problem) -> Board:
    """Best pair first into its first free slot."""
    board = Board(build(problem))
    order = sorted(range(len(board.model.pairs)), key=board._value, reverse=True)
    for pair in order:
        _first(board, pair)
    return board


def self_scheduled(problem: Problem, seed: int) -> Board:
    """Rounds of one request each: everybody in random order asks for his best pair that still finds a free slot."""
    rng, board = random.Random(seed), Board(build(problem))
    wishes: dict[int, list[int]] = {}
    for pair, ends in enumerate(board.model.ends):
        for end in ends:
            wishes.setdefault(end, []).append(pair)
    for end, found in wishes.items():
        found.sort(key=lambda pair: (_own_wish(board, pair, end), board.model.pairs[pair].weight))
    people = list(wishes)
    for _ in range(SLOTS):
        rng.shuffle(people)
        for end in people:
            while wishes[end]:
                pair = wishes[end].pop()
                if pair not in board.where and _first(board, pair):
                    break
    return board


def _own_wish(board: Board, pair: int, end: int) -> bool:
    entry = board.model.pairs[pair]
    return (entry.wish_a if board.model.ends[pair][0] == end else entry.wish_b) == Wish.MUST


def _first(board: Board, pair: int) -> bool:
    slots = board.free_slots(pair) if board.has_quota(pair) else []
    if slots:
        board.put(pair, slots[0])
    return bool(slots)


def figures(musts: int, weight: float, shortfall: int, degrees: list[int], wanted: list[int]) -> dict[str, Any]:
    invited = [degree for degree, floor in zip(degrees, wanted, strict=True) if floor]
    return {
        "must_must": musts,
        "weight": round(weight, 1),
        "shortfall": shortfall,
        "worst_served": min(invited),
        "below_floor": sum(d < w for d, w in zip(degrees, wanted, strict=True)),
    }


def measure(seed: int) -> dict[str, Any]:
    problem = day(seed)
    started = time.perf_counter()
    schedule = solve(problem, seconds=12)
    seconds = time.perf_counter() - started
    assert check(problem, schedule.placements) == []
    ours = Board(build(problem))
    places = {pair.id: i for i, pair in enumerate(ours.model.pairs)}
    for placement in schedule.placements:
        ours.put(places[placement.pair], placement.slot)
    result: dict[str, Any] = {"seed": seed, "seconds": round(seconds, 2), "meetings": len(schedule.placements)}
    bound = schedule.bound
    result["bound"] = {"must_must": bound.musts, "shortfall": bound.shortfall, "weight": round(bound.weight, 1)}
    result["gap_percent"] = round(100 * (1 - schedule.weight / bound.weight), 2)
    for name, board in {
        "ours": ours,
        "greedy": greedy(problem),
        "self_scheduled": self_scheduled(problem, seed),
    }.items():
        result[name] = figures(board.musts, board.weight, board.shortfall, board.degree, board.model.wanted)
    return result | {"after_five_cancellations": _again(problem, schedule.placements, seed)}


def _again(problem: Problem, published: tuple[Placement, ...], seed: int) -> dict[str, Any]:
    """Five participants cancel after publication."""
    gone = set(random.Random(seed + 1).sample([p.id for p in problem.participants], 5))
    people = tuple(replace(p, available=0) if p.id in gone else p for p in problem.participants)
    changed = replace(problem, participants=people)
    started = time.perf_counter()
    again = reschedule(changed, published)
    seconds = time.perf_counter() - started
    assert check(changed, again.placements) == []
    fresh = solve(changed, seconds=12)
    return {
        "seconds": round(seconds, 2),
        "moved": again.moved,
        "moved_percent": round(100 * again.moved / len(published), 2),
        "meetings_lost": len(again.dropped),
        "must_must": again.musts,
        "weight_percent_of_a_fresh_schedule": round(100 * again.weight / fresh.weight, 2),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seed", type=int, default=8)
    parser.add_argument("--json", help="write the figures to this file")
    options = parser.parse_args()
    result = measure(options.seed)
    text = json.dumps(result, indent=2)
    print(text)
    if options.json:
        with open(options.json, "w", encoding="utf-8") as file:
            file.write(text + "\n")


if __name__ == "__main__":
    main()

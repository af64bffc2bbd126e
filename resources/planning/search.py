"""Shortest paths with two prices (money, time): Pareto fronts over (level, requirements covered).

Levels only rise and coverage only grows, so the states form an acyclic graph and every state is settled once. Of the
offers between the same two states only those that no other beats in both cost and time can stand in an optimal plan; of
the ways to a state likewise. That keeps 5,000 offers down to a few hundred labels without losing optimality.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np

from resources.planning.model import Credit, Goal, Offer, Outcome, Plan, Wish

#: Levels up to 15, up to six requirements: enough for every (level, mask).
_PLACES = 1024
_NEVER = 2**62


class _State(NamedTuple):
    """The ways to one state as columns, cheapest first: cost, days, number of steps, and where each came from."""

    cost: np.ndarray
    days: np.ndarray
    steps: np.ndarray
    before: np.ndarray  # the way before: its row, level and mask in one number
    offer: np.ndarray  # index of the last offer


class _Label(NamedTuple):
    """One way to the goal: upper bounds of cost and days, and where its steps are found."""

    cost: int
    days: int
    row: int
    states: dict[tuple[int, int], _State]
    key: tuple[int, int]
    offers: Sequence[Offer]


def plan(offers: Sequence[Offer], goal: Goal, credits: Sequence[Credit] = ()) -> Outcome:
    """The cheapest plan within budget and deadline (then the quickest, then the shortest), and what else is worth knowing.

    A credit is taken only where the budget alone does not reach. ``others`` are the quickest plan and the best one without
    the dearest step of ``best``, as far as they differ.
    """
    if goal.now >= goal.wanted and not goal.needs:
        return Outcome(reason="reached")
    front = _front(offers, goal)
    if not front:
        return _explain(offers, goal)
    best = _cheapest(front, goal, credits)
    if best is None:
        return _too_much(front, goal)
    return Outcome(best=best, others=_others(offers, front, goal, credits, best), labels=len(front))


# --- the front ------------------------------------------------------------------------------------------------------
def _front(offers: Iterable[Offer], goal: Goal, most: tuple[int, int] | None = None) -> list[_Label]:
    """Every way to the goal that no other beats in both cost and days, cheapest first; ``most`` bounds both."""
    needs = sorted(goal.needs)
    known = list(offers)
    edges = _edges(known, goal, needs)
    full, top = (1 << len(needs)) - 1, max(goal.wanted, goal.now)
    zero = np.zeros(1, dtype=np.int64)
    states = {(goal.now, 0): _State(zero, zero, zero, zero, zero - 1)}
    coming: dict[tuple[int, int], list[_State]] = {}
    for level in range(goal.now, top + 1):
        for mask in range(full + 1):
            key = (level, mask)
            if key in coming:
                states[key] = _pareto(coming.pop(key), most)
            here = states.get(key)
            if here is None:
                continue
            for to, covered, choices in edges.get(level, ()):
                after = (to, mask | covered)
                if after != key:
                    coming.setdefault(after, []).append(_extended(here, key, choices))
    end = states.get((top, full))
    if end is None or not len(end.cost):
        return []
    return [
        _Label(int(cost), int(days), row, states, (top, full), known)
        for row, (cost, days) in enumerate(zip(end.cost, end.days, strict=True))
    ]


def _extended(here: _State, key: tuple[int, int], choices: np.ndarray) -> _State:
    """Every way to ``key`` followed by each of ``choices`` (rows of cost, days, index)."""
    count, more = len(here.cost), len(choices)
    rows = np.repeat(np.arange(count), more)
    return _State(
        np.repeat(here.cost, more) + np.tile(choices[:, 0], count),
        np.repeat(here.days, more) + np.tile(choices[:, 1], count),
        np.repeat(here.steps, more) + 1,
        rows * _PLACES + key[0] * 64 + key[1],
        np.tile(choices[:, 2], count),
    )


def _edges(offers: Sequence[Offer], goal: Goal, needs: list[str]) -> dict[int, list[tuple[int, int, np.ndarray]]]:
    """Level → (level after, requirements covered as bits, the offers worth considering as cost, days, index)."""
    bit = {name: 1 << place for place, name in enumerate(needs)}
    top = max(goal.wanted, goal.now)
    groups: dict[tuple[int, int, int], list[tuple[int, int, int]]] = {}
    for place, offer in enumerate(offers):
        mask = 0
        for name in offer.covers:
            mask |= bit.get(name, 0)
        # An offer that leads beyond the goal serves as well as one that leads to it.
        to = min(offer.high, top)
        if offer.low == offer.high:
            if mask and offer.low <= top:
                groups.setdefault((offer.low, offer.high, mask), []).append((offer.cost_max, offer.days_max, place))
        elif to > max(offer.low, goal.now) or (mask and offer.low <= top):
            groups.setdefault((offer.low, offer.high, mask), []).append((offer.cost_max, offer.days_max, place))
    edges: dict[int, dict[tuple[int, int], list[tuple[int, int, int]]]] = {}
    for (low, high, mask), members in groups.items():
        kept = _pareto_offers(members)
        for level in range(max(low, goal.now), top + 1):
            to = level if low == high or level >= high else min(high, top)
            if to == level and not mask:
                continue
            edges.setdefault(level, {}).setdefault((to, mask), []).extend(kept)
    return {
        level: [
            (to, mask, np.array(_pareto_offers(members), dtype=np.int64))
            for (to, mask), members in sorted(found.items())
        ]
        for level, found in edges.items()
    }


def _pareto(parts: Sequence[_State], most: tuple[int, int] | None) -> _State:
    """Ways that none beats in both; one for each pair of cost and days, the shortest first."""
    joined = _State(*(np.concatenate(columns) for columns in zip(*parts, strict=True)))
    if most is not None:
        within = (joined.cost <= most[0]) & (joined.days <= most[1])
        joined = _State(*(column[within] for column in joined))
    order = np.lexsort((joined.steps, joined.days, joined.cost))
    days = joined.days[order]
    best = np.minimum.accumulate(days)
    kept = order[np.concatenate((np.ones(min(1, len(days)), dtype=bool), days[1:] < best[:-1]))]
    return _State(*(column[kept] for column in joined))


def _pareto_offers(offers: Iterable[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    kept: list[tuple[int, int, int]] = []
    for offer in sorted(offers):
        if not kept or offer[1] < kept[-1][1]:
            kept.append(offer)
    return kept


def _as_plan(label: _Label, credit: Credit | None = None) -> Plan:
    steps: list[Offer] = []
    key, row = label.key, label.row
    while (place := int(label.states[key].offer[row])) >= 0:
        steps.append(label.offers[place])
        row, place = divmod(int(label.states[key].before[row]), _PLACES)
        key = divmod(place, 64)
    return Plan(tuple(reversed(steps)), credit)


# --- choices --------------------------------------------------------------------------------------------------------
def _cheapest(front: Sequence[_Label], goal: Goal, credits: Sequence[Credit]) -> Plan | None:
    """The cheapest way that fits; with a credit only where none fits without."""
    for label in front:
        if _fits(label, goal):
            return _as_plan(label)
    if goal.budget is None:
        return None
    for label in front:
        gap = label.cost - goal.budget
        able = [c for c in credits if c.ceiling >= gap and (goal.days is None or label.days + c.days <= goal.days)]
        if gap > 0 and able:
            return _as_plan(label, min(able, key=lambda credit: (credit.days, credit.ceiling, credit.id)))
    return None


def _fits(label: _Label, goal: Goal) -> bool:
    return (goal.budget is None or label.cost <= goal.budget) and (goal.days is None or label.days <= goal.days)


def _others(
    offers: Sequence[Offer], front: Sequence[_Label], goal: Goal, credits: Sequence[Credit], best: Plan
) -> tuple[Plan, ...]:
    found = [_as_plan(label) for label in front if _fits(label, goal)]
    others = [min(found, key=lambda each: (each.days_max, each.cost_max))] if found else []
    dearest = max(best.offers, key=lambda offer: (offer.cost_max, offer.days_max, offer.id))
    reach = _NEVER if goal.budget is None else goal.budget + max((credit.ceiling for credit in credits), default=0)
    most = (reach, _NEVER if goal.days is None else goal.days)
    # Dropping an offer leaves the rest of its group to choose from, so the alternatives are real ones.
    for out in dict.fromkeys((dearest, best.offers[0], best.offers[-1])):
        rest = _front((offer for offer in offers if offer.id != out.id), goal, most)
        others += [other for other in [_cheapest(rest, goal, credits)] if other is not None]
    distinct: list[Plan] = []
    for each in others:
        same = {offer.id for offer in each.offers}
        if all(same != {offer.id for offer in there.offers} for there in (best, *distinct)):
            distinct.append(each)
    return tuple(distinct[:3])


# --- why there is none ----------------------------------------------------------------------------------------------
def _too_much(front: Sequence[_Label], goal: Goal) -> Outcome:
    """The smallest budget at this deadline, the fewest days at this budget, and the cheapest way with both moved."""
    wishes = []
    in_time = [label for label in front if goal.days is None or label.days <= goal.days]
    in_budget = [label for label in front if goal.budget is None or label.cost <= goal.budget]
    if in_time:
        wishes.append(Wish(in_time[0].cost, None, _as_plan(in_time[0])))
    if in_budget and goal.days is not None:
        quick = min(in_budget, key=lambda label: (label.days, label.cost))
        wishes.append(Wish(None, quick.days - goal.days, _as_plan(quick)))
    if not wishes and goal.days is not None:
        wishes.append(Wish(front[0].cost, front[0].days - goal.days, _as_plan(front[0])))
    reason = "too_dear" if in_time and not in_budget else "too_slow" if in_budget and not in_time else "both"
    return Outcome(reason=reason, wishes=tuple(wishes), nearest=_as_plan(front[0]), labels=len(front))


def _explain(offers: Sequence[Offer], goal: Goal) -> Outcome:
    """Nobody offers a step, or nobody covers a requirement."""
    plain = Goal(goal.now, goal.wanted)
    if goal.now >= goal.wanted or _front(offers, plain):
        alone = [name for name in goal.needs if not _front(offers, Goal(goal.now, goal.wanted, frozenset({name})))]
        return Outcome(reason="no_cover", uncovered=frozenset(alone or goal.needs))
    reached = {goal.now}
    for level in range(goal.now, goal.wanted):
        if level in reached:
            reached |= {min(o.high, goal.wanted) for o in offers if o.low <= level < o.high}
    leading = {goal.wanted}
    for level in range(goal.wanted - 1, goal.now - 1, -1):
        if any(o.low <= level < o.high and min(o.high, goal.wanted) in leading for o in offers):
            leading.add(level)
    last = max(reached)
    following = min((level for level in leading if level > last), default=goal.wanted)
    return Outcome(reason="no_step", missing=((last, following),))

"""Which pairs to bring together when the clock is left aside: a b-matching, optimal level by level, and with it the bound."""

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from events.scheduling.model import Model
from events.scheduling.problem import Bound

#: Seconds for each of the three levels; a level that is not proved in time still gives a valid bound.
_LIMIT = 8.0


def choose(model: Model) -> tuple[list[int], Bound]:
    """Positions of the chosen pairs, and what no schedule can exceed.

    Variables are one binary for each pair and one shortfall for each participant with a floor. Every rule that does not
    speak of single slots is kept, so each optimum bounds the schedule's: most must-must pairs, then the least shortfall,
    then the largest weight.
    """
    pairs, people = len(model.pairs), len(model.problem.participants)
    if not pairs:
        return [], Bound(0, sum(model.wanted), 0.0)
    rows = _constraints(model, pairs, people)
    musts = np.concatenate([[pair.both_must for pair in model.pairs], np.zeros(people)]).astype(float)
    short = np.concatenate([np.zeros(pairs), np.ones(people)])
    weight = np.concatenate([[pair.weight for pair in model.pairs], np.zeros(people)])
    most_musts, _ = _best(musts, rows, pairs, people)
    rows.append(LinearConstraint(csr_array(musts[None, :]), lb=most_musts))
    least_short, _ = _best(-short, rows, pairs, people)
    rows.append(LinearConstraint(csr_array(short[None, :]), ub=-least_short))
    best_weight, x = _best(weight, rows, pairs, people, whole=False)
    return [i for i in range(pairs) if x[i] > 0.5], Bound(round(most_musts), round(-least_short), best_weight)


def _constraints(model: Model, pairs: int, people: int) -> list[LinearConstraint]:
    users: list[list[int]] = [[] for _ in model.resources]
    for pair, used in enumerate(model.uses):
        for resource in used:
            users[resource].append(pair)
    tight = [r for r, found in enumerate(users) if len(found) > model.resources[r].cap]
    rows: list[LinearConstraint] = []
    if tight:
        rows.append(_rows([users[r] for r in tight], pairs + people, ub=[model.resources[r].cap for r in tight]))
    floors = [v for v in range(people) if model.wanted[v]]
    if floors:
        members: list[list[int]] = [[] for _ in range(people)]
        for pair, (a, b) in enumerate(model.ends):
            members[a].append(pair)
            members[b].append(pair)
        rows.append(
            _rows([[*members[v], pairs + v] for v in floors], pairs + people, lb=[model.wanted[v] for v in floors])
        )
    return rows


def _rows(lists: list[list[int]], width: int, **limits: list[int]) -> LinearConstraint:
    """One row of ones at the listed columns each, with ``lb`` or ``ub``."""
    columns = [column for found in lists for column in found]
    starts = np.cumsum([0, *map(len, lists)])
    matrix = csr_array((np.ones(len(columns)), columns, starts), shape=(len(lists), width))
    return LinearConstraint(matrix, **limits)


def _best(
    goal: np.ndarray, rows: list[LinearConstraint], pairs: int, people: int, *, whole: bool = True
) -> tuple[float, np.ndarray]:
    """The largest ``goal`` and a solution; where ``whole`` the value is rounded outward to a number of pieces."""
    upper = np.concatenate([np.ones(pairs), np.full(people, 10_000.0)])
    kinds = np.concatenate([np.ones(pairs), np.zeros(people)])
    options = {"time_limit": _LIMIT, "mip_rel_gap": 1e-4}
    found = milp(-goal, constraints=rows, bounds=Bounds(0, upper), integrality=kinds, options=options)
    if found.x is None:
        raise RuntimeError(f"The choice of pairs could not be solved: {found.message}")
    reached, limit = -found.fun, -(found.mip_dual_bound if found.mip_dual_bound is not None else found.fun)
    if whole:
        # What follows must hold with what was found, not with what was only not excluded.
        return float(np.floor(reached + 1e-6)) if reached >= 0 else -float(np.ceil(-reached - 1e-6)), found.x
    return max(reached, limit), found.x

"""Who meets whom, when and at which table: plain Python over numpy and scipy, without framework, clock or database."""

from events.scheduling.checker import check
from events.scheduling.problem import Pair, Participant, Placement, Problem, Rules, Schedule, Table, Wish
from events.scheduling.solver import reschedule, solve

__all__ = [
    "Pair",
    "Participant",
    "Placement",
    "Problem",
    "Rules",
    "Schedule",
    "Table",
    "Wish",
    "check",
    "reschedule",
    "solve",
]

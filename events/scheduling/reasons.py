"""Why a pair has no slot, as a code; pages write the sentence."""

from events.scheduling.board import Board
from events.scheduling.problem import Pair, Problem, Reason


def reason_for(problem: Problem, pair: Pair, board: Board, position: int | None) -> Reason:
    """The first cause that stands against the pair on the finished board. ``position``: of the pair in the model."""
    if pair.refused:
        return Reason.REFUSED
    if position is None:
        return Reason.RULE
    a, b = (problem.participants[end] for end in board.model.ends[position])
    if not a.available & b.available:
        return Reason.NO_COMMON_SLOT
    if not board.open_slots(position):
        return Reason.NO_TABLE
    return _what_is_full(board, position, len(problem.participants))


def _what_is_full(board: Board, position: int, people: int) -> Reason:
    """A cap that somebody set, the exclusive visit that a colleague had, the tables; else all common slots are taken."""
    resources, full = board.model.resources, []
    for r in board.model.uses[position]:
        if r < people and board.total[r] >= board.model.problem.participants[r].cap:
            return Reason.CAP
        if board.total[r] >= resources[r].cap:
            full.append(r)
    if any(r >= people and resources[r].cap == 1 and set(resources[r].room) == {1} for r in full):
        return Reason.EXCLUSIVE
    return Reason.NO_TABLE if any(r >= people and not resources[r].person for r in full) else Reason.FULL

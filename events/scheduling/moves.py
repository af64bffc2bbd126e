"""The three ways in which a pair gets onto the board: a free slot, an alternating chain of two slots, an exchange."""

from events.scheduling.board import Board


def insert(board: Board, pair: int) -> bool:
    """Into the first slot that is free for everything the pair uses, and whose common tables are not nearly all taken."""
    slots = board.free_slots(pair)
    if not slots:
        return False
    last = board.model.uses[pair][-1]
    room = board.model.resources[last].room

    def key(slot: int) -> tuple[bool, int]:
        return room[slot] > 1 and 10 * len(board.members[last][slot]) >= 9 * room[slot], slot

    board.put(pair, min(slots, key=key))
    return True


def chain(board: Board, pair: int, *, most: int | None = None) -> bool:
    """Make room by swapping two slots along an alternating path, as in the proof of König's edge-colouring theorem.

    The pair goes into slot *a*; whoever is in the way there moves to *b*, whoever is in the way there moves to *a*, and
    so on. ``most`` limits how many meetings may move.
    """
    if not board.has_quota(pair):
        return False
    for a in board.open_slots(pair):
        for b in range(board.slots):
            if a != b and _swap(board, pair, a, b, most):
                return True
    return False


def _swap(board: Board, pair: int, a: int, b: int, most: int | None) -> bool:
    mark, moved = board.mark(), {pair}
    waiting = [(pair, a)]
    while waiting:
        here, slot = waiting.pop()
        resources = board.model.uses[here]
        if any(not board.model.resources[r].room[slot] for r in resources):
            break
        blockers = board.in_the_way(here, slot, spare=moved)
        if blockers is None:
            break
        moved |= blockers
        if most is not None and len(moved) - 1 > most:
            break
        for other in blockers:
            board.take(other)
            waiting.append((other, b if slot == a else a))
        board.put(here, slot)
    else:
        if all(board.rests(r, board.where[m]) for m in moved for r in board.model.uses[m]):
            return True
    board.back_to(mark)
    return False


def exchange(board: Board, pair: int) -> bool:
    """Put the pair in the place of others where the whole board gets better by it; those are placed elsewhere if possible."""
    before, mark = board.score, board.mark()
    for slot in board.open_slots(pair):
        blockers = board.in_the_way(pair, slot, spare=set())
        if blockers is None:
            continue
        for other in blockers:
            board.take(other)
        gone = blockers | _make_quota(board, pair)
        if board.fits(pair, slot):
            board.put(pair, slot)
            for other in sorted(gone, key=board._value, reverse=True):
                _ = board.has_quota(other) and (insert(board, other) or chain(board, other))
            if board.score > before:
                return True
        board.back_to(mark)
    return False


def _make_quota(board: Board, pair: int) -> set[int]:
    """Take away the least valuable meeting of everything whose cap is reached."""
    gone: set[int] = set()
    for r in board.model.uses[pair]:
        if board.total[r] < board.model.resources[r].cap:
            continue
        there = [other for slot in board.members[r] for other in slot if other not in board.fixed]
        if there:
            weakest = min(there, key=board._value)
            board.take(weakest)
            gone.add(weakest)
    return gone

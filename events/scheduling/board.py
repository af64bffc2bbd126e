"""A schedule in the making: what is placed where, what is in the way, and how to take steps back."""

from events.scheduling.model import Model

Steps = list[tuple[int, int | None]]


class Board:
    """``where``: pair position → slot. Every change goes through ``put`` and ``take``, which keep the counts."""

    def __init__(self, model: Model) -> None:
        rules = model.problem.rules
        self.model, self.slots = model, rules.slots
        self.where: dict[int, int] = {}
        self.fixed: set[int] = set()
        self.members: list[list[set[int]]] = [[set() for _ in range(rules.slots)] for _ in model.resources]
        self.total = [0] * len(model.resources)
        self.busy = [0] * len(model.resources)
        self.degree = [0] * len(model.problem.participants)
        self.musts, self.weight, self.shortfall = 0, 0.0, sum(model.wanted)
        self.steps: Steps = []
        self._windows = _windows(rules.sessions, rules.rest_window)
        self._sessions = [
            sum(1 << s for s, other in enumerate(rules.sessions) if other == session) for session in rules.sessions
        ]
        self._session_cap = rules.session_cap
        self._open = [model.slots_of(pair) for pair in range(len(model.pairs))]

    # --- state ------------------------------------------------------------------------------------------------------
    @property
    def score(self) -> tuple[int, int, float]:
        """Larger is better, level by level."""
        return self.musts, -self.shortfall, self.weight

    def open_slots(self, pair: int) -> list[int]:
        return self._open[pair]

    def put(self, pair: int, slot: int) -> None:
        self.steps.append((pair, None))
        self.where[pair] = slot
        for r in self.model.uses[pair]:
            self.members[r][slot].add(pair)
            self.total[r] += 1
            self.busy[r] |= 1 << slot
        self._count(pair, 1)

    def take(self, pair: int) -> int:
        slot = self.where.pop(pair)
        self.steps.append((pair, slot))
        for r in self.model.uses[pair]:
            there = self.members[r][slot]
            there.remove(pair)
            self.total[r] -= 1
            if not there:
                self.busy[r] &= ~(1 << slot)
        self._count(pair, -1)
        return slot

    def mark(self) -> int:
        return len(self.steps)

    def back_to(self, mark: int) -> None:
        """Undo everything after ``mark``."""
        while len(self.steps) > mark:
            pair, slot = self.steps.pop()
            if slot is None:
                self.take(pair)
            else:
                self.put(pair, slot)
            self.steps.pop()

    def _count(self, pair: int, sign: int) -> None:
        entry = self.model.pairs[pair]
        self.musts += sign * entry.both_must
        self.weight += sign * entry.weight
        for end in self.model.ends[pair]:
            before = max(0, self.model.wanted[end] - self.degree[end])
            self.degree[end] += sign
            self.shortfall += max(0, self.model.wanted[end] - self.degree[end]) - before

    # --- rules ------------------------------------------------------------------------------------------------------
    def rests(self, resource: int, slot: int) -> bool:
        """Whether a person who also meets in ``slot`` still rests and keeps the session's cap."""
        if not self.model.resources[resource].person:
            return True
        mask = self.busy[resource] | 1 << slot
        if self._session_cap is not None and (mask & self._sessions[slot]).bit_count() > self._session_cap:
            return False
        return all(mask & window != window for window in self._windows[slot])

    def fits(self, pair: int, slot: int) -> bool:
        resources = self.model.resources
        for r in self.model.uses[pair]:
            if len(self.members[r][slot]) >= resources[r].room[slot] or self.total[r] >= resources[r].cap:
                return False
        return all(self.rests(r, slot) for r in self.model.uses[pair])

    def free_slots(self, pair: int) -> list[int]:
        return [slot for slot in self._open[pair] if self.fits(pair, slot)]

    def has_quota(self, pair: int) -> bool:
        """Whether no cap on the number of meetings stands against the pair."""
        return all(self.total[r] < self.model.resources[r].cap for r in self.model.uses[pair])

    def in_the_way(self, pair: int, slot: int, *, spare: set[int]) -> set[int] | None:
        """Pairs to take away from ``slot`` so that ``pair`` finds room there; None where those must not move."""
        found: set[int] = set()
        for r in self.model.uses[pair]:
            room = self.model.resources[r].room[slot]
            there = self.members[r][slot] - found
            if len(there) < room:
                continue
            movable = [other for other in there if other not in self.fixed and other not in spare]
            if not room or not movable:
                return None
            found.add(min(movable, key=self._value))
        return found

    def _value(self, pair: int) -> tuple[bool, float, int]:
        entry = self.model.pairs[pair]
        return entry.both_must, entry.weight, pair


def _windows(sessions: tuple[int, ...], length: int) -> list[list[int]]:
    """Slot → masks of the windows of ``length`` slots of one session that hold it."""
    found: list[list[int]] = [[] for _ in sessions]
    if length:
        for start in range(len(sessions) - length + 1):
            if len(set(sessions[start : start + length])) == 1:
                mask = sum(1 << slot for slot in range(start, start + length))
                for slot in range(start, start + length):
                    found[slot].append(mask)
    return found

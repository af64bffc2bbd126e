"""What the solver takes and gives. Times are slot numbers from 0; sets of slots are bit masks (bit *s* is slot *s*)."""

from dataclasses import dataclass, field
from enum import StrEnum


class Wish(StrEnum):
    """What one side wants of the other. A *no* is silent: the other side never learns whose it was."""

    MUST = "must"
    CAN = "can"
    NO = "no"


class Reason(StrEnum):
    """Why a pair has no slot."""

    REFUSED = "refused"
    RULE = "rule"
    EXCLUSIVE = "exclusive"
    NO_COMMON_SLOT = "no_common_slot"
    CAP = "cap"
    NO_TABLE = "no_table"
    FULL = "full"


@dataclass(frozen=True)
class Participant:
    """Somebody who holds meetings.

    ``cap``: most meetings. ``available``: mask of slots. ``parallel``: delegates who can meet at the same time.
    ``group``: participants with the same number are represented by one and the same delegate. ``exclusive``: the
    counterpart's organization meets this participant's organization once, through whichever delegate.
    """

    id: int
    organization: int
    available: int
    kind: str = ""
    cap: int = 10_000
    parallel: int = 1
    group: int | None = None
    exclusive: bool = False


@dataclass(frozen=True)
class Pair:
    """Two participants who might meet; ``weight`` ≥ 0 is the use of the meeting."""

    id: int
    a: int
    b: int
    weight: float
    wish_a: Wish = Wish.CAN
    wish_b: Wish = Wish.CAN

    @property
    def both_must(self) -> bool:
        return self.wish_a == Wish.MUST and self.wish_b == Wish.MUST

    @property
    def refused(self) -> bool:
        return Wish.NO in (self.wish_a, self.wish_b)


@dataclass(frozen=True)
class Table:
    """A place for one meeting at a time. ``owner``: the participant whose meetings all take place here."""

    id: int
    available: int
    owner: int | None = None


@dataclass(frozen=True)
class Rules:
    """``sessions``: session of each slot, so its length is the number of slots.

    ``floor``: nobody gets fewer meetings than this while it can be helped. ``rest_window``: of so many slots in a row
    within a session a person keeps one free (0: no such rule). ``session_cap``: most meetings of a person in one
    session. ``kinds``: unordered pairs of kinds that may meet; None lets everybody meet everybody. ``tables``: whether
    a meeting needs a table.
    """

    sessions: tuple[int, ...]
    floor: int = 0
    rest_window: int = 0
    session_cap: int | None = None
    kinds: frozenset[frozenset[str]] | None = None
    tables: bool = True

    @property
    def slots(self) -> int:
        return len(self.sessions)


@dataclass(frozen=True)
class Problem:
    participants: tuple[Participant, ...]
    pairs: tuple[Pair, ...]
    tables: tuple[Table, ...]
    rules: Rules


@dataclass(frozen=True)
class Placement:
    """One meeting. A locked one stays where it is whatever else moves."""

    pair: int
    slot: int
    table: int | None = None
    locked: bool = False


@dataclass(frozen=True)
class Bound:
    """What no schedule can exceed: the optimum of the choice of pairs without the clock, level by level.

    ``shortfall`` is a lower limit: meetings missing to the floor, summed over participants.
    """

    musts: int
    shortfall: int
    weight: float


@dataclass(frozen=True)
class Schedule:
    """``unscheduled``: pair → reason. ``moved``: placements of the previous schedule that got another slot."""

    placements: tuple[Placement, ...]
    unscheduled: dict[int, Reason]
    musts: int
    shortfall: int
    weight: float
    bound: Bound | None = None
    moved: int = 0
    dropped: tuple[int, ...] = field(default=())

"""What goes into a bridge plan and what comes out. Money in whole yuan, durations in days."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Offer:
    """A step that somebody sells: from any level of ``low`` … ``high - 1`` up to ``high``; with ``low == high`` it raises
    nothing and is open from that level on. ``covers``: requirements it fulfils, such as ``certification``."""

    id: int
    low: int
    high: int
    cost_min: int
    cost_max: int
    days_min: int
    days_max: int
    covers: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Credit:
    """Money that may be had on top of the budget, up to ``ceiling``, after ``days``; it comes before the first step."""

    id: int
    ceiling: int
    days: int


@dataclass(frozen=True, slots=True)
class Goal:
    """From level ``now`` to level ``wanted``, with every requirement in ``needs`` covered on the way."""

    now: int
    wanted: int
    needs: frozenset[str] = frozenset()
    budget: int | None = None
    days: int | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """Steps in their order. It is judged by its upper bounds: what may be promised, not what is hoped for."""

    offers: tuple[Offer, ...]
    credit: Credit | None = None

    @property
    def cost_min(self) -> int:
        return sum(offer.cost_min for offer in self.offers)

    @property
    def cost_max(self) -> int:
        return sum(offer.cost_max for offer in self.offers)

    @property
    def days_min(self) -> int:
        return sum(offer.days_min for offer in self.offers) + (self.credit.days if self.credit else 0)

    @property
    def days_max(self) -> int:
        return sum(offer.days_max for offer in self.offers) + (self.credit.days if self.credit else 0)


@dataclass(frozen=True, slots=True)
class Wish:
    """A change that would make a plan possible: a budget of ``budget``, or ``more_days`` more, or both."""

    budget: int | None
    more_days: int | None
    plan: Plan


@dataclass(frozen=True, slots=True)
class Outcome:
    """``best`` and ``others`` keep budget and deadline. Without a best plan ``reason`` says why: ``reached`` (nothing to
    bridge), ``no_step`` (nobody offers the steps in ``missing``), ``no_cover`` (requirements in ``uncovered``),
    ``too_dear``, ``too_slow`` or ``both``; ``wishes`` are the smallest changes that help, ``nearest`` the cheapest plan
    whatever it takes."""

    best: Plan | None = None
    others: tuple[Plan, ...] = ()
    reason: str = ""
    missing: tuple[tuple[int, int], ...] = ()
    uncovered: frozenset[str] = frozenset()
    wishes: tuple[Wish, ...] = ()
    nearest: Plan | None = None
    labels: int = field(default=0, compare=False)

"""Days and money, in plain Python: working days, splits that lose nothing, payment plans, royalties.

Amounts are ``Decimal`` and multiples of ``unit``, the smallest amount of their currency. Every split adds up to its total.
"""

import calendar
import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal

DAY = datetime.timedelta(days=1)
CENT = Decimal("0.01")


def is_working(day: datetime.date, special: Mapping[datetime.date, bool]) -> bool:
    """Monday to Friday, unless ``special`` (day → worked) says otherwise."""
    return special.get(day, day.weekday() < 5)


def add_working_days(start: datetime.date, count: int, special: Mapping[datetime.date, bool]) -> datetime.date:
    """The ``count``-th working day after ``start``; the day itself does not count."""
    day = start
    while count > 0:
        day += DAY
        count -= is_working(day, special)
    return day


def add_months(day: datetime.date, months: int) -> datetime.date:
    """The same day some months on, or the last day of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return datetime.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def rounded(amount: Decimal, unit: Decimal = CENT) -> Decimal:
    """To the nearest multiple of ``unit``, halves away from zero, as invoices are rounded."""
    return (amount / unit).quantize(Decimal(1), ROUND_HALF_UP) * unit


def split(total: Decimal, weights: Sequence[Decimal | int], unit: Decimal = CENT) -> list[Decimal]:
    """``total`` in shares by ``weights`` (largest remainders get what rounding left over); the sum is ``total`` exactly.

    Raises ``ValueError`` for no weights, a negative one, a sum of zero, or a total that is no multiple of ``unit``.
    """
    whole = sum((Decimal(weight) for weight in weights), Decimal(0))
    if not weights or whole <= 0 or any(weight < 0 for weight in weights):
        raise ValueError("weights must be positive")
    if total % unit:
        raise ValueError("the total is no multiple of the unit")
    units = int(total / unit)
    exact = [units * Decimal(weight) / whole for weight in weights]
    floors = [int(share.to_integral_value(ROUND_FLOOR)) for share in exact]
    left = units - sum(floors)
    order = sorted(range(len(weights)), key=lambda i: (floors[i] - exact[i], i))
    for i in order[:left]:
        floors[i] += 1
    return [floor * unit for floor in floors]


@dataclass(frozen=True)
class Line:
    """One payment: ``milestone`` is the index of the milestone it waits for, ``due`` None where an event makes it due."""

    kind: str
    amount: Decimal
    due: datetime.date | None
    milestone: int | None = None


def plan(
    pay_plan: str,
    *,
    total: Decimal | None,
    first: datetime.date | None,
    unit: Decimal = CENT,
    entry: Decimal | None = None,
    instalments: int | None = None,
    every_months: int = 3,
    milestones: Sequence[Decimal] = (),
) -> list[Line]:
    """The payments that are known when a contract is signed; royalties and shares come by their reports.

    For every plan but the running ones the amounts add up to ``total``. ``first`` None leaves the dates open (a trial has
    to succeed first). Raises ``ValueError`` where the milestones do not add up.
    """
    if pay_plan == "one_off":
        return [Line("fixed", total, first)]
    if pay_plan == "deferred":
        return [Line("deferred", total, first)]
    if pay_plan == "instalments":
        shares = split(total, [1] * (instalments or 2), unit)
        return [
            Line("instalment", share, first and add_months(first, i * every_months)) for i, share in enumerate(shares)
        ]
    if pay_plan == "milestone":
        if sum(milestones, Decimal(0)) != total:
            raise ValueError("the milestones do not add up to the total")
        return [Line("milestone", amount, None, i) for i, amount in enumerate(milestones) if amount]
    if pay_plan == "entry_royalty":
        return [Line("entry", entry, first)] if entry else []
    return []


def royalty(
    base: Decimal,
    rate: Decimal,
    *,
    per_piece: bool = False,
    minimum: Decimal = Decimal(0),
    cap: Decimal | None = None,
    already: Decimal = Decimal(0),
    unit: Decimal = CENT,
) -> Decimal:
    """What one period owes: ``rate`` percent of ``base`` (money a piece where ``per_piece``), at least ``minimum``, and with
    ``already`` never above ``cap``."""
    owed = max(rounded(base * rate if per_piece else base * rate / 100, unit), minimum)
    return owed if cap is None else max(min(owed, cap - already), Decimal(0))


def minimum_of_period(yearly: Decimal, start: datetime.date, end: datetime.date, unit: Decimal = CENT) -> Decimal:
    """The share of a yearly minimum that falls on the days from ``start`` to ``end``, both counted, of 365."""
    return rounded(yearly * ((end - start).days + 1) / 365, unit)

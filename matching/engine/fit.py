"""Structured fit: maturity, transfer mode, price against budget, code distance, region, indicators.

Each check yields a value in [-1, 1] where both sides are known, and nothing (NaN) where one is silent: silence is
never punished. The values move the learned relevance by a shift on the logit scale (``FitWeights``); the weights are
set by hand until feedback has taught them, and are small enough that facts reorder good matches but make no weak text
match a strong one.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from matching.engine import indicators
from matching.engine.profile import Profile

# Typical months from one readiness level to the next (levels 1-9), the middle of the spans in the readiness guides of
# NASA (NPR 7123.1) and GB/T 22900; used to say a maturity gap in months as well as in stages.
MONTHS_PER_LEVEL = (6, 6, 9, 9, 12, 12, 9, 6)
_CODES = 2
_WIDTH = 8


@dataclass(frozen=True)
class FitWeights:
    """Logit shifts at full agreement (+) or full conflict (-) of one check."""

    maturity: tuple[float, float] = (0.10, -0.50)
    mode: tuple[float, float] = (0.05, -0.35)
    price: tuple[float, float] = (0.10, -0.60)
    industry: tuple[float, float] = (0.20, -0.05)
    field: tuple[float, float] = (0.30, -0.10)
    region: tuple[float, float] = (0.05, 0.0)
    indicator: tuple[float, float] = (0.60, -0.60)


CHECKS = ("maturity", "mode", "price", "industry", "field", "region", "indicator")


def months_between(reached: int, wanted: int) -> int:
    """Typical months from readiness level ``reached`` to ``wanted`` (0 when there already)."""
    return sum(MONTHS_PER_LEVEL[level - 1] for level in range(reached, wanted))


@dataclass(frozen=True)
class FactColumns:
    """Facts of ``n`` profiles as columns; 0 / NaN / blank mean unknown."""

    trl: np.ndarray  # int8, reached
    trl_wanted: np.ndarray  # int8, wanted at least
    modes: np.ndarray  # uint64 bit set
    price: np.ndarray  # float64 yuan
    budget: np.ndarray  # float64 yuan
    industries: np.ndarray  # uint8 [n, 2, 8] code characters
    fields: np.ndarray  # uint8 [n, 2, 8]
    region: np.ndarray  # int32

    @classmethod
    def of(cls, profiles: Sequence[Profile]) -> FactColumns:
        """Columns of profiles."""
        return cls(
            np.array([p.trl or 0 for p in profiles], dtype=np.int8),
            np.array([p.trl_wanted_min or 0 for p in profiles], dtype=np.int8),
            np.array([mode_bits(p.modes) for p in profiles], dtype=np.uint64),
            np.array([np.nan if p.price is None else p.price for p in profiles], dtype=np.float64),
            np.array([np.nan if p.budget is None else p.budget for p in profiles], dtype=np.float64),
            code_table([p.industries for p in profiles]),
            code_table([p.fields for p in profiles]),
            np.array([int(p.region) if p.region.isdigit() else 0 for p in profiles], dtype=np.int32),
        )

    def take(self, rows: np.ndarray) -> FactColumns:
        """The chosen rows."""
        return FactColumns(*(getattr(self, name)[rows] for name in self.__dataclass_fields__))

    @classmethod
    def concatenate(cls, parts: Sequence[FactColumns]) -> FactColumns:
        """Rows of several parts one after another."""
        return cls(*(np.concatenate([getattr(p, name) for p in parts]) for name in cls.__dataclass_fields__))


def mode_bits(modes: frozenset[str]) -> int:
    """Set of transfer modes as a 64-bit set; each mode owns the bit its name hashes to."""
    bits = 0
    for mode in modes:
        bits |= 1 << zlib.crc32(mode.encode()) % 64
    return bits


def code_table(rows: Sequence[tuple[str, ...]]) -> np.ndarray:
    """First two codes per row as characters, uint8 ``[n, 2, 8]``, padded with 0."""
    table = np.zeros((len(rows), _CODES, _WIDTH), dtype=np.uint8)
    for index, codes in enumerate(rows):
        for place, code in enumerate(codes[:_CODES]):
            raw = code.encode("ascii", "replace")[:_WIDTH]
            table[index, place, : len(raw)] = np.frombuffer(raw, dtype=np.uint8)
    return table


def code_closeness(left: np.ndarray, right: np.ndarray) -> np.ndarray:
    """Shared prefix of two codes over the length of the shorter, best over the codes of a row; NaN when unknown."""
    a, b = left[:, :, None, :], right[:, None, :, :]
    known = (a[..., 0] > 0) & (b[..., 0] > 0)
    shared = np.cumprod((a == b) & (a > 0), axis=-1).sum(axis=-1)
    shorter = np.minimum((a > 0).sum(axis=-1), (b > 0).sum(axis=-1))
    closeness = np.where(known, shared / np.maximum(shorter, 1), -1.0)
    best = closeness.max(axis=(1, 2))
    return np.where(best < 0, np.nan, best)


def region_closeness(left: np.ndarray, right: np.ndarray) -> np.ndarray:
    """1 same county, 0.8 same city, 0.5 same province, 0 elsewhere, NaN unknown (GB/T 2260 prefixes)."""
    known = (left > 0) & (right > 0)
    value = np.select([left == right, left // 100 == right // 100, left // 10000 == right // 10000], [1.0, 0.8, 0.5])
    return np.where(known, value, np.nan)


def check_facts(demands: FactColumns, achievements: FactColumns) -> dict[str, np.ndarray]:
    """Values in [-1, 1] (NaN = unknown) of every check but the indicators, for aligned rows."""
    wanted, reached = demands.trl_wanted.astype(float), achievements.trl.astype(float)
    gap = wanted - reached
    maturity = np.where(gap <= 0, 1.0, np.maximum(-1.0, -gap / 3.0))
    with np.errstate(invalid="ignore", divide="ignore"):
        over = achievements.price / demands.budget
        price = np.where(over <= 1.0, 1.0, np.maximum(-1.0, 1.0 - over))
    both_modes = (demands.modes > 0) & (achievements.modes > 0)
    industry = code_closeness(demands.industries, achievements.industries)
    field = code_closeness(demands.fields, achievements.fields)
    return {
        "maturity": np.where((wanted > 0) & (reached > 0), maturity, np.nan),
        "mode": np.where(both_modes, np.where(demands.modes & achievements.modes, 1.0, -1.0), np.nan),
        "price": np.where(np.isnan(over), np.nan, price),
        "industry": np.where(industry > 0, industry, np.where(np.isnan(industry), np.nan, -1.0)),
        "field": np.where(field > 0, field, np.where(np.isnan(field), np.nan, -1.0)),
        "region": region_closeness(demands.region, achievements.region),
    }


def indicator_fit(comparisons: Sequence[indicators.Comparison]) -> float:
    """Mean over compared indicators: 1 met, 0 partly, down to -1 as the relative gap grows to 1; NaN for none."""
    if not comparisons:
        return float("nan")
    values = {"met": 1.0, "partly": 0.0}
    return float(np.mean([values.get(c.verdict, -min(1.0, 0.3 + c.gap)) for c in comparisons]))


def logit_shift(checks: dict[str, np.ndarray], weights: FitWeights) -> np.ndarray:
    """Sum of the shifts of all known checks, float64 per pair."""
    total: np.ndarray | float = 0.0
    for name, values in checks.items():
        good, bad = getattr(weights, name)
        known = np.nan_to_num(values, nan=0.0)
        total = total + np.where(known > 0, good * known, -bad * known)
    return np.asarray(total, dtype=np.float64)

"""From cumulative probabilities to a level, a 0-100 score and a grade.

``tails[:, j]`` is P(level > j + 1) for j = 0, 1, 2. The level with the least expected absolute error is the median of
the distribution. The score is a fixed piecewise linear image of the expected level, so equal scores mean equal expected
relevance whatever weights produced them.
"""

from __future__ import annotations

import numpy as np

# (expected level, score): C (40) starts where some relation is likelier than none, B (60) at "weak relation and more",
# A (75) half way to strong, S (90) at strong relation throughout.
_KNOTS = ((1.0, 0.0), (1.5, 40.0), (2.0, 60.0), (2.5, 75.0), (3.1, 90.0), (4.0, 100.0))
_GRADES = ((90.0, "S"), (75.0, "A"), (60.0, "B"), (40.0, "C"))


def sigmoid(x: np.ndarray) -> np.ndarray:
    """Logistic function without overflow."""
    return 0.5 * (1.0 + np.tanh(0.5 * np.asarray(x, dtype=np.float64)))


def monotone(tails: np.ndarray) -> np.ndarray:
    """Cumulative probabilities forced to fall: P(>1) >= P(>2) >= P(>3)."""
    return np.minimum.accumulate(np.clip(tails, 0.0, 1.0), axis=1)


def levels(tails: np.ndarray) -> np.ndarray:
    """Median level 1-4 (int64): the least absolute error under the predicted distribution."""
    return 1 + (monotone(tails) > 0.5).sum(axis=1)


def expected_levels(tails: np.ndarray) -> np.ndarray:
    """Mean level 1.0-4.0."""
    return 1.0 + monotone(tails).sum(axis=1)


def probabilities(tails: np.ndarray) -> np.ndarray:
    """P(level = 1..4), rows sum to 1."""
    tails = monotone(tails)
    padded = np.column_stack([np.ones(len(tails)), tails, np.zeros(len(tails))])
    return padded[:, :-1] - padded[:, 1:]


def scores(tails: np.ndarray) -> np.ndarray:
    """0-100, strictly rising with the expected level."""
    xs, ys = zip(*_KNOTS, strict=True)
    return np.interp(expected_levels(tails), xs, ys)


def grade(score: float) -> str:
    """S from 90, A from 75, B from 60, C from 40, else D."""
    return next((letter for least, letter in _GRADES if score >= least), "D")

"""Measures of ranking, grading and calibration; plain numpy, no clock, no randomness."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import numpy as np


def ndcg(ranking: Sequence[object], gains: Mapping[object, float], k: int = 10) -> float:
    """Normalised discounted cumulative gain at ``k`` (Järvelin & Kekäläinen 2002), unjudged = 0; NaN without gains."""
    ideal = sorted((gain for gain in gains.values() if gain > 0), reverse=True)[:k]
    if not ideal:
        return float("nan")
    got = sum(gains.get(item, 0.0) / np.log2(place + 2) for place, item in enumerate(ranking[:k]))
    return float(got / sum(gain / np.log2(place + 2) for place, gain in enumerate(ideal)))


def reciprocal_rank(ranking: Sequence[object], relevant: Collection[object]) -> float:
    """1 / place of the first relevant item, 0 when there is none."""
    return next((1.0 / place for place, item in enumerate(ranking, 1) if item in relevant), 0.0)


def recall(ranking: Sequence[object], relevant: Collection[object], k: int) -> float:
    """Share of the relevant items among the first ``k``; NaN without relevant items."""
    wanted = set(relevant)
    return len(wanted.intersection(ranking[:k])) / len(wanted) if wanted else float("nan")


def level_score(predicted: np.ndarray, true: np.ndarray) -> float:
    """1 / (1 + mean absolute error), the measure of the CCF BDCI 2019 task."""
    return float(1.0 / (1.0 + np.mean(np.abs(np.asarray(predicted, float) - np.asarray(true, float)))))


def _ranks(values: np.ndarray) -> np.ndarray:
    _, inverse, counts = np.unique(values, return_inverse=True, return_counts=True)
    ends = np.cumsum(counts)
    return (ends - (counts - 1) / 2.0)[inverse]


def spearman(left: np.ndarray, right: np.ndarray) -> float:
    """Rank correlation with mean ranks for ties; NaN when one side is constant."""
    a, b = _ranks(np.asarray(left)), _ranks(np.asarray(right))
    if len(a) < 2 or a.std() == 0 or b.std() == 0:
        return float("nan")
    return float(np.corrcoef(a, b)[0, 1])


def pair_accuracy(scores: np.ndarray, levels: np.ndarray, groups: np.ndarray) -> float:
    """Share of pairs of one group with different levels that the scores order rightly; a tie counts half."""
    right = total = 0.0
    for group in np.unique(groups):
        chosen = groups == group
        score, level = scores[chosen], levels[chosen]
        above = level[:, None] > level[None, :]
        difference = score[:, None] - score[None, :]
        total += above.sum()
        right += (difference[above] > 0).sum() + 0.5 * (difference[above] == 0).sum()
    return float(right / total) if total else float("nan")


def calibration_error(probability: np.ndarray, outcome: np.ndarray, bins: int = 10) -> float:
    """Expected calibration error (Naeini et al. 2015) over equal-width bins of a predicted probability."""
    probability, outcome = np.asarray(probability, float), np.asarray(outcome, float)
    places = np.minimum((probability * bins).astype(int), bins - 1)
    gaps = [
        abs(probability[places == b].mean() - outcome[places == b].mean()) * (places == b).mean()
        for b in range(bins)
        if (places == b).any()
    ]
    return float(sum(gaps)) if gaps else float("nan")

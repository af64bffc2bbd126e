"""The learned ranker: three cumulative logistic regressions over quantile-normalised features.

P(level > j) = sigmoid(w_j · q(x) + b_j) for j = 1, 2, 3 (cumulative logits, McCullagh 1980, with free slopes), where q
maps each feature through its empirical distribution in training onto [-1, 1]. The learned weights live in a text file;
prediction is numpy alone. A variant exists for each thing that may be missing: vectors, or a library as context.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from matching.engine import features
from matching.engine.fit import FitWeights
from matching.engine.lexical import Statistics
from matching.engine.memory import GradeMemory
from matching.engine.retrieval import Fusion

KNOTS = 33
# The prior enters linearly and this much larger than the other features, so the L2 penalty hardly touches it: ranking
# starts from the hand-set mixture and the few thousand labels only correct it.
PRIOR_SCALE = 5.0
MEMORY_SCALE = 7.0  # remembered grades are shrunk already: the penalty need not shrink them again


@dataclass(frozen=True)
class Variant:
    """Weights of one feature set: ``knots [F, K]``, ``weights [3, F]``, ``bias [3]``, over ``columns`` of NAMES."""

    columns: np.ndarray
    knots: np.ndarray
    prior: tuple[float, float]
    weights: np.ndarray
    bias: np.ndarray
    memory: bool = False

    def normalise(self, matrix: np.ndarray) -> np.ndarray:
        """Quantile-normalised features in [-1, 1], the standardised prior, memory if used; float64 ``[n, F + 1|2]``."""
        count = len(self.columns)
        out = np.empty((len(matrix), count + 1 + self.memory))
        out[:, count] = PRIOR_SCALE * (matrix[:, features.PRIOR_COLUMN] - self.prior[0]) / self.prior[1]
        if self.memory:
            out[:, count + 1] = MEMORY_SCALE * matrix[:, features.MEMORY_COLUMN]
        grid = np.linspace(-1.0, 1.0, self.knots.shape[1])
        for place, column in enumerate(self.columns):
            out[:, place] = np.interp(matrix[:, column], self.knots[place], grid)
        return out

    def logits(self, matrix: np.ndarray) -> np.ndarray:
        """Cumulative logits ``[n, 3]`` of a feature matrix with all of ``features.NAMES``."""
        return self.normalise(matrix) @ self.weights.T + self.bias

    def contributions(self, matrix: np.ndarray) -> dict[str, np.ndarray]:
        """What each feature adds to the mean logit, by name: the explanation of the weights."""
        parts = self.normalise(matrix) * self.weights.mean(axis=0)
        names = [features.NAMES[column] for column in self.columns] + [features.PRIOR, features.MEMORY]
        return {name: parts[:, place] for place, name in enumerate(names[: parts.shape[1]])}

    def as_dict(self) -> dict[str, Any]:
        """JSON shape."""
        return {
            "features": [features.NAMES[c] for c in self.columns],
            "prior": [round(value, 6) for value in self.prior],
            "knots": np.round(self.knots, 5).tolist(),
            "weights": np.round(self.weights, 5).tolist(),
            "bias": np.round(self.bias, 5).tolist(),
            "memory": self.memory,
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Variant:
        """Inverse of :meth:`as_dict`; an unknown feature name raises ``ValueError``."""
        return cls(
            np.array([features.NAMES.index(name) for name in data["features"]]),
            np.array(data["knots"], dtype=np.float64),
            (float(data["prior"][0]), float(data["prior"][1])),
            np.array(data["weights"], dtype=np.float64),
            np.array(data["bias"], dtype=np.float64),
            bool(data.get("memory", False)),
        )


@dataclass(frozen=True, eq=False)
class RankerModel:
    """Everything the scorer needs: variants by key, fusion, corpus statistics, mean vectors per encoder and language."""

    version: str
    variants: Mapping[str, Variant]
    fusion: Fusion
    fit: FitWeights = field(default_factory=FitWeights)
    statistics: Statistics | None = None
    means: Mapping[str, Mapping[str, np.ndarray]] = field(default_factory=dict)
    encoder: str = ""
    memory: GradeMemory | None = None

    def knows(self, means: Mapping[str, np.ndarray]) -> bool:
        """Whether an index was centred by this model's own means: then its vectors compare with the memory's."""
        own = self.encoder_means()
        return set(means) == set(own) and all(np.allclose(means[kind], own[kind], atol=1e-6) for kind in own)

    def variant(self, languages: str, signal: str, context: bool) -> Variant:
        """Weights for ``languages`` ("zh", "en", "cross") and ``signal`` ("lexical", "dense", "passages").

        Falls back to weights without context, without passages, and at last to the Chinese ones.
        """
        signals = {"lexical": ("lexical",), "dense": ("dense",), "passages": ("passages", "dense")}[signal]
        for kind in (languages, "zh"):
            for suffix in ("-context", "-pair") if context else ("-pair",):
                for name in signals:
                    if (key := f"{kind}/{name}{suffix}") in self.variants:
                        return self.variants[key]
        raise KeyError(f"model {self.version} has no weights for {languages}/{signal}")

    def encoder_means(self, encoder: str | None = None) -> Mapping[str, np.ndarray]:
        """Mean vector per language for an encoder (the model's own by default); empty when none are known."""
        return self.means.get(encoder or self.encoder, {})


def usable_columns(signal: str, context: bool) -> list[int]:
    """Columns of ``features.NAMES`` a variant may look at (the prior is always there)."""
    dense = signal != "lexical"
    names = list(features.LEXICAL)
    names += features.DENSE if dense else ()
    if signal == "dense":
        names.remove("passage")
    names += features.CONTEXT if context else ()
    names += features.DENSE_CONTEXT if dense and context else ()
    return [features.NAMES.index(name) for name in names]


def fit_variant(
    matrix: np.ndarray,
    levels: np.ndarray,
    columns: list[int],
    *,
    strength: float = 0.01,
    sample_weight: np.ndarray | None = None,
    memory: bool = False,
) -> Variant:
    """Train one variant. ``strength`` is scikit-learn's C (inverse L2 penalty). Deterministic."""
    from sklearn.linear_model import LogisticRegression

    chosen = np.array(columns)
    knots = np.quantile(matrix[:, chosen].astype(np.float64), np.linspace(0.0, 1.0, KNOTS), axis=0).T
    knots = _rising(knots)
    prior = matrix[:, features.PRIOR_COLUMN].astype(np.float64)
    scale = (float(prior.mean()), float(prior.std()) or 1.0)
    weights, bias = np.zeros((3, len(chosen) + 1 + memory)), np.zeros(3)
    inputs = Variant(chosen, knots, scale, weights, bias, memory).normalise(matrix)
    for step in range(3):
        target = (levels > step + 1).astype(int)
        if target.min() == target.max():  # no example on one side: a flat, very unlikely (or likely) tail
            bias[step] = 6.0 if target.min() else -6.0
            continue
        regression = LogisticRegression(C=strength, max_iter=3000, tol=1e-6)
        regression.fit(inputs, target, sample_weight=sample_weight)
        weights[step], bias[step] = regression.coef_[0], regression.intercept_[0]
    return Variant(chosen, knots, scale, weights, bias, memory)


def _rising(knots: np.ndarray) -> np.ndarray:
    """Strictly rising knots (equal quantiles are nudged apart), as ``np.interp`` wants them."""
    nudge = np.arange(knots.shape[1]) * 1e-5
    return np.maximum.accumulate(knots, axis=1) + nudge

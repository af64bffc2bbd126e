"""Grades given before, remembered: what people said of similar achievements for similar demands.

The remembered value of a pair is a kernel average (Nadaraya 1964, Watson 1964) of the residuals ``grade - what the
texts alone promised`` over remembered pairs, weighted by ``cos(demands) * cos(achievements)²`` and shrunk towards 0 by
``SHRINK``: far from everything ever graded it is 0, so an unknown field is judged by its texts alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

NEAR = 20  # closest remembered demands that are asked
SHRINK = 1.0


@dataclass(frozen=True, eq=False)
class GradeMemory:
    """Remembered pairs sorted by demand: ``demands [T, d]``, ``achievements [m, d]`` are centred unit vectors.

    Pairs ``starts[t]:starts[t + 1]`` belong to demand ``t``; ``rows`` point into ``achievements``, ``residuals`` are in
    levels (-3 to 3).
    """

    demands: np.ndarray
    achievements: np.ndarray
    starts: np.ndarray
    rows: np.ndarray
    residuals: np.ndarray

    @classmethod
    def of(
        cls,
        demand_vectors: np.ndarray,
        achievement_vectors: np.ndarray,
        pairs: np.ndarray,
        residuals: np.ndarray,
    ) -> GradeMemory:
        """From ``pairs [n, 2]`` of demand and achievement row; demands without pairs keep their place."""
        order = np.lexsort((pairs[:, 1], pairs[:, 0]))
        used, rows = np.unique(pairs[order, 1], return_inverse=True)
        counts = np.bincount(pairs[:, 0], minlength=len(demand_vectors))
        return cls(
            np.asarray(demand_vectors, dtype=np.float32),
            np.asarray(achievement_vectors, dtype=np.float32)[used],
            np.concatenate([[0], np.cumsum(counts)]).astype(np.int64),
            rows.ravel().astype(np.int32),
            np.asarray(residuals, dtype=np.float32)[order],
        )

    def recall(self, demand: np.ndarray, achievements: np.ndarray, without: int | None = None) -> np.ndarray:
        """Remembered residual of one demand vector with each of ``achievements [n, d]``, float32 ``[n]``.

        ``without`` leaves one remembered demand out (training must not look up its own grades).
        """
        closeness = self._closeness(demand[None, :], without)[0]
        near = np.flatnonzero(closeness)
        if not len(near):
            return np.zeros(len(achievements), dtype=np.float32)
        chosen = np.concatenate([np.arange(self.starts[t], self.starts[t + 1]) for t in near])
        weights = np.repeat(closeness[near], self.starts[near + 1] - self.starts[near])
        alike = _kernel(achievements @ self.achievements[self.rows[chosen]].T)
        return alike @ (weights * self.residuals[chosen]) / (alike @ weights + SHRINK)

    def recall_for(self, achievement: np.ndarray, demands: np.ndarray) -> np.ndarray:
        """The same for one achievement vector with each of ``demands [n, d]``."""
        alike = _kernel(self.achievements @ achievement)[self.rows]
        owners = np.repeat(np.arange(len(self.demands)), np.diff(self.starts))
        total = np.bincount(owners, weights=alike * self.residuals, minlength=len(self.demands))
        weight = np.bincount(owners, weights=alike, minlength=len(self.demands))
        closeness = self._closeness(demands, None)
        return (closeness @ total / (closeness @ weight + SHRINK)).astype(np.float32)

    def _closeness(self, demands: np.ndarray, without: int | None) -> np.ndarray:
        """Cosine to the ``NEAR`` closest remembered demands, 0 for all others."""
        closeness = np.maximum(demands @ self.demands.T, 0.0)
        if without is not None:
            closeness[:, without] = 0.0
        if closeness.shape[1] > NEAR:
            border = np.partition(closeness, -NEAR, axis=1)[:, -NEAR][:, None]
            closeness = np.where(closeness >= border, closeness, 0.0)
        return closeness


def _kernel(cosines: np.ndarray) -> np.ndarray:
    return np.maximum(cosines, 0.0) ** 2


def stored(memory: GradeMemory) -> dict[str, np.ndarray]:
    """Arrays for a file; unit vectors as signed bytes, which moves a cosine by less than 0.01."""
    return {
        "demands": _bytes(memory.demands),
        "achievements": _bytes(memory.achievements),
        "starts": memory.starts.astype(np.int32),
        "rows": memory.rows,
        "residuals": memory.residuals.astype(np.float16),
    }


def restored(data: Mapping[str, np.ndarray]) -> GradeMemory:
    """Inverse of :func:`stored`."""
    return GradeMemory(
        _units(data["demands"]),
        _units(data["achievements"]),
        data["starts"].astype(np.int64),
        data["rows"],
        data["residuals"].astype(np.float32),
    )


def _bytes(vectors: np.ndarray) -> np.ndarray:
    largest = max(float(np.abs(vectors).max(initial=0.0)), 1e-9)
    return np.round(vectors * (127.0 / largest)).astype(np.int8)


def _units(stored_bytes: np.ndarray) -> np.ndarray:
    vectors = stored_bytes.astype(np.float32)
    return vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)

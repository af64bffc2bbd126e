"""Vector side: centring per language and exact similarity.

Sentence encoders put most texts into one narrow cone, and texts of one language into a cone of their own. Subtracting
the mean vector of the text's language and scaling back to unit length (Mu & Viswanath 2018, "All-but-the-top", first
step) spreads them out and lets texts of different languages meet.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np


def unit(vectors: np.ndarray) -> np.ndarray:
    """Rows scaled to unit length (float32); zero rows stay zero."""
    vectors = np.asarray(vectors, dtype=np.float32)
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.divide(vectors, lengths, out=np.zeros_like(vectors), where=lengths > 1e-12)


def kind_of(language: str, has_text: bool) -> str:
    """Which mean a vector is centred by: titles alone lie elsewhere in the cone than titles with a text."""
    return language if has_text else f"{language}:title"


def mean_for(kind: str, means: Mapping[str, np.ndarray]) -> np.ndarray:
    """Mean vector of a kind ("zh", "zh:title", "zh:passage"), else of its language, else of all."""
    language = kind.partition(":")[0]
    found = means.get(kind, means.get(language))
    return np.mean(list(means.values()), axis=0) if found is None else found


def centre(vectors: np.ndarray, kinds: Sequence[str], means: Mapping[str, np.ndarray]) -> np.ndarray:
    """Unit vectors after subtracting the mean of each row's kind (see :func:`kind_of`).

    A zero row (text not encoded yet) stays zero, so its similarity is 0 = "nothing known". No means at all leaves the
    vectors as they are.
    """
    vectors = unit(vectors)
    if not means:
        return vectors
    names = np.asarray(kinds)
    centred = vectors.copy()
    for kind in np.unique(names):
        centred[names == kind] -= mean_for(str(kind), means).astype(np.float32)
    centred[~vectors.any(axis=1)] = 0.0
    return unit(centred)


def similarities(queries: np.ndarray, library: np.ndarray, chunk: int = 131_072) -> np.ndarray:
    """Cosine of unit rows, float32 ``[queries, library]``; a float16 library is widened chunk by chunk."""
    out = np.empty((len(queries), len(library)), dtype=np.float32)
    for start in range(0, len(library), chunk):
        part = library[start : start + chunk]
        out[:, start : start + len(part)] = queries @ np.asarray(part, dtype=np.float32).T
    return out

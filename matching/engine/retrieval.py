"""First stage: the best ``k`` rows of a library for a block of queries, exact and mergeable.

``fused = dense + weight(language) * lexical``. Both parts have a fixed scale (a cosine), so the fused score of a pair
does not depend on what else is in the library: the merge of searches over shards equals the search over the whole.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np

from matching.engine.dense import similarities
from matching.engine.sides import LANGUAGES, Rows, Side

DECIMALS = 6  # scores are rounded so that equal texts tie exactly, whatever the block size of the matrix product
QUERY_TERMS = 128  # heaviest terms of a query that are looked up; the rest adds time, not order


@dataclass(frozen=True)
class Fusion:
    """Fixed weights per language of the query.

    ``lexical``: weight of the lexical cosine against the vector cosine; ``title``: share of the title in the lexical
    query; ``blend``: weights of (dense, best passage, lexical, bm25) in the ranker's prior; ``neighbours``: share of
    the closest other candidates in that prior.
    """

    lexical: dict[str, float]
    title: dict[str, float]
    blend: dict[str, list[float]]
    neighbours: dict[str, float] = field(default_factory=dict)

    def defaults(self) -> tuple[tuple[dict[str, float], float], tuple[dict[str, float], float]]:
        """Title share and lexical weight per language, each with the value for a language that is not listed."""
        return (self.title, 0.0), (self.lexical, 1.0)

    def query_terms(self, block: Side, row: int) -> tuple[np.ndarray, np.ndarray]:
        """Columns and weights of one lexical query: title and title + text mixed, scaled by the language's weight."""
        language = LANGUAGES[block.language[row]]
        share = self.title.get(language, 0.0)
        full = block.full.row(row)
        columns, weights = block.full.columns[full], (1.0 - share) * block.full.tfidf[full]
        if share:
            title = block.title.row(row)
            places = np.searchsorted(columns, block.title.columns[title])
            weights[places] += share * block.title.tfidf[title]
        if len(columns) > QUERY_TERMS:
            keep = np.sort(np.argsort(-weights, kind="stable")[:QUERY_TERMS])
            columns, weights = columns[keep], weights[keep]
        return columns, weights * np.float32(self.lexical.get(language, 1.0))


@dataclass(frozen=True)
class Candidates:
    """Rows of one query, best first, with the fused score and its two parts (aligned)."""

    rows: np.ndarray
    scores: np.ndarray
    dense: np.ndarray
    lexical: np.ndarray

    def __len__(self) -> int:
        return len(self.rows)


class Retriever(Protocol):
    """Anything that finds candidates: exact arrays, a memory-mapped snapshot, a database."""

    def search(self, block: Side, k: int, mask: np.ndarray | None = None) -> list[Candidates]:
        """The best ``min(k, eligible)`` rows per query; ``mask`` is bool ``[n]`` or ``[queries, n]``."""
        ...


@dataclass(frozen=True)
class Postings:
    """Inverted rows: for each term column (sorted) the rows that hold it and their TF-IDF weight."""

    columns: np.ndarray
    starts: np.ndarray
    rows: np.ndarray
    weights: np.ndarray

    @classmethod
    def of(cls, rows: Rows) -> Postings:
        """Invert CSR rows."""
        order = np.argsort(rows.columns, kind="stable")
        owners = np.repeat(np.arange(len(rows), dtype=np.int32), np.diff(rows.indptr))
        columns, starts = np.unique(rows.columns[order], return_index=True)
        return cls(columns, np.append(starts, len(order)).astype(np.int64), owners[order], rows.tfidf[order])

    def accumulate(self, columns: np.ndarray, weights: np.ndarray, total: np.ndarray) -> None:
        """Add ``weight * tfidf`` of every posting of ``columns`` to ``total`` (float32 per row)."""
        if not len(self.columns):
            return
        places = np.searchsorted(self.columns, columns)
        places[places == len(self.columns)] = 0
        for place, weight in zip(places[(found := self.columns[places] == columns)], weights[found], strict=True):
            part = slice(self.starts[place], self.starts[place + 1])
            total[self.rows[part]] += weight * self.weights[part]


def best(scores: np.ndarray, k: int, eligible: np.ndarray | None = None) -> np.ndarray:
    """Indices of the ``k`` highest scores, best first, ties by index; only where ``eligible``. Exact, O(n)."""
    pool = np.arange(len(scores)) if eligible is None else np.flatnonzero(eligible)
    if k <= 0 or not len(pool):
        return pool[:0]
    values = scores[pool]
    if len(pool) > k:
        border = np.partition(values, len(pool) - k)[len(pool) - k]
        above = np.flatnonzero(values > border)
        level = np.flatnonzero(values == border)[: k - len(above)]
        pool, values = pool[(chosen := np.sort(np.concatenate([above, level])))], values[chosen]
    return pool[np.argsort(-values, kind="stable")]


@dataclass(frozen=True)
class ExactRetriever:
    """Brute force over one side: matrix product for vectors, postings for terms."""

    side: Side
    postings: Postings
    fusion: Fusion
    offset: int = 0

    def search(self, block: Side, k: int, mask: np.ndarray | None = None) -> list[Candidates]:
        """See :class:`Retriever`; rows are counted from ``offset``."""
        found: list[Candidates] = []
        with_vectors = block.vectors is not None and self.side.vectors is not None
        for start in range(0, len(block), 32):
            rows = range(start, min(start + 32, len(block)))
            dense = similarities(block.vectors[start : start + 32], self.side.vectors) if with_vectors else None
            for place, row in enumerate(rows):
                eligible = None if mask is None else mask[row] if mask.ndim == 2 else mask
                found.append(self._one(block, row, k, None if dense is None else dense[place], eligible))
        return found

    def _one(self, block: Side, row: int, k: int, dense: np.ndarray | None, mask: np.ndarray | None) -> Candidates:
        lexical = np.zeros(len(self.side), dtype=np.float32)
        self.postings.accumulate(*self.fusion.query_terms(block, row), lexical)
        fused = np.round(lexical if dense is None else dense + lexical, DECIMALS)
        rows = best(fused, k, mask)
        part = np.zeros(len(rows), dtype=np.float32) if dense is None else dense[rows]
        return Candidates(rows + self.offset, fused[rows], part, lexical[rows])


def merge(lists: Sequence[Candidates], k: int) -> Candidates:
    """The best ``k`` of several disjoint candidate lists, ties by row: equal to one search over their union."""
    rows = np.concatenate([c.rows for c in lists])
    scores = np.concatenate([c.scores for c in lists])
    order = np.lexsort((rows, -scores))[:k]
    dense = np.concatenate([c.dense for c in lists])
    lexical = np.concatenate([c.lexical for c in lists])
    return Candidates(rows[order], scores[order], dense[order], lexical[order])


def reciprocal_rank_fusion(rankings: Sequence[Sequence[int]], constant: float = 60.0) -> list[int]:
    """Rows by the sum of ``1 / (constant + place)`` (Cormack et al. 2009), ties by row: joins lists without scores."""
    totals: dict[int, float] = {}
    for ranking in rankings:
        for place, row in enumerate(ranking, 1):
            totals[row] = totals.get(row, 0.0) + 1.0 / (constant + place)
    return sorted(totals, key=lambda row: (-totals[row], row))

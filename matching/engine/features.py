"""Features of (demand, achievement) pairs, computed for one query against many library rows at once.

The pair is always described from the demand's side, whichever side is the library. ``NAMES`` is the column order;
``GROUPS`` says which columns need vectors or a library as context.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from matching.engine.lexical import BUCKETS
from matching.engine.retrieval import Candidates, Fusion
from matching.engine.sides import LANGUAGES, Rows, Side

LEXICAL = (
    "title_title", "full_title", "title_full", "full_full", "bm25_title", "bm25_full", "cover_achievement",
    "cover_demand", "rarest_shared", "shared_title", "shared_full", "lexical",
    "achievement_title_length", "achievement_length", "demand_title_length", "demand_length",
)  # fmt: skip
DENSE = ("dense", "fused", "passage")
CONTEXT = ("lexical_gap", "lexical_rank", "lexical_best")
PRIOR = "blend"  # hand-set mixture of the signals: the ranker starts from it and learns corrections
MEMORY = "memory"  # what was said of similar pairs (memory.py), in levels
DENSE_CONTEXT = ("dense_gap", "dense_rank", "dense_best", "fused_gap", "fused_rank", "feedback")
NAMES = (*LEXICAL, *DENSE, *CONTEXT, *DENSE_CONTEXT, PRIOR, MEMORY)
PRIOR_COLUMN, MEMORY_COLUMN = NAMES.index(PRIOR), NAMES.index(MEMORY)
CONTEXT_DEPTH = 200  # candidates that describe how well the library answers a demand
CONTEXT_ROWS = 1000  # a smaller library says too little to be context
FEEDBACK_DEPTH = 10  # pseudo-relevant candidates whose mean vector is a second question
NEIGHBOURS = 5  # closest other candidates that vouch for one


@dataclass(frozen=True)
class Reference:
    """What the library offers one query: its best ``CONTEXT_DEPTH`` candidates, each signal sorted downwards."""

    fused: np.ndarray
    dense: np.ndarray
    lexical: np.ndarray
    centroid: np.ndarray | None
    rows: np.ndarray
    vectors: np.ndarray | None  # of the candidates

    @classmethod
    def of(cls, candidates: Candidates, vectors: np.ndarray | None) -> Reference:
        """From a search; ``vectors`` are those of the first ``CONTEXT_DEPTH`` candidates."""
        depth = slice(0, CONTEXT_DEPTH)
        centroid = None
        if vectors is not None and len(vectors):
            vectors = vectors.astype(np.float32)
            mean = vectors[:FEEDBACK_DEPTH].mean(axis=0)
            centroid = mean / max(float(np.linalg.norm(mean)), 1e-9)
        return cls(
            candidates.scores[depth],
            -np.sort(-candidates.dense[depth]),
            -np.sort(-candidates.lexical[depth]),
            centroid,
            candidates.rows[depth],
            vectors,
        )

    def vouched(self, rows: np.ndarray, vectors: np.ndarray, own: np.ndarray, priors: np.ndarray) -> np.ndarray:
        """Mean prior of the ``NEIGHBOURS`` candidates closest to each row, weighted by squared cosine.

        Score regularisation (Diaz 2005): achievements that say nearly the same should score nearly the same, which
        steadies short texts. ``priors`` are those of the candidates, ``own`` those of ``rows`` and the answer where a
        row has no neighbours.
        """
        if self.vectors is None or len(self.rows) <= NEIGHBOURS:
            return own
        cosines = np.maximum(vectors @ self.vectors.T, 0.0)
        cosines[rows[:, None] == self.rows[None, :]] = 0.0
        near = np.argpartition(-cosines, NEIGHBOURS, axis=1)[:, :NEIGHBOURS]
        weights = np.take_along_axis(cosines, near, axis=1) ** 2
        total = weights.sum(axis=1)
        return np.where(total > 1e-6, (weights * priors[near]).sum(axis=1) / np.maximum(total, 1e-6), own)


class Overlap:
    """Shared terms of one query row with many library rows; one scratch table serves a whole block of queries."""

    def __init__(self) -> None:
        self._slot = np.zeros(BUCKETS, dtype=np.int32)

    def compute(self, query: Side, row: int, library: Side, rows: np.ndarray, swap: bool) -> dict[str, np.ndarray]:
        """Lexical features of query ``row`` against library ``rows``; ``swap`` when the query is the achievement."""
        full, title = query.full.row(row), query.title.row(row)
        columns = query.full.columns[full]
        self._slot[columns] = np.arange(1, len(columns) + 1)
        try:
            sums = _Sums(query.full, full, query.title, title, self._slot)
            on_title = sums.against(library.title, rows)
            on_full = on_title if library.full is library.title else sums.against(library.full, rows)
        finally:
            self._slot[columns] = 0
        return _named(query, row, library, rows, on_title, on_full, swap)


class _Sums:
    """Weights of the query laid out by slot (slot 0 = term not in the query)."""

    def __init__(self, full: Rows, full_row: slice, title: Rows, title_row: slice, slot: np.ndarray) -> None:
        self.slot = slot
        size = full_row.stop - full_row.start + 1
        self.full_weight = np.zeros(size, np.float32)
        self.full_bm25 = np.zeros(size, np.float32)
        self.title_weight = np.zeros(size, np.float32)
        self.title_bm25 = np.zeros(size, np.float32)
        self.idf = np.zeros(size, np.float32)
        self.full_weight[1:] = full.tfidf[full_row]
        self.full_bm25[1:] = full.bm25[full_row]
        self.idf[1:] = full.idf[full.columns[full_row]]
        inside = slot[title.columns[title_row]]
        self.title_weight[inside] = title.tfidf[title_row]
        self.title_bm25[inside] = title.bm25[title_row]

    def against(self, rows: Rows, chosen: np.ndarray) -> dict[str, np.ndarray]:
        positions, owners = rows.gather(chosen)
        slots = self.slot[rows.columns[positions]]
        hit = slots > 0
        slots, owners, positions = slots[hit], owners[hit], positions[hit]
        weight, bm25 = rows.tfidf[positions].astype(np.float32), rows.bm25[positions].astype(np.float32)
        in_title = self.title_weight[slots] > 0
        count = len(chosen)

        def total(values: np.ndarray) -> np.ndarray:
            return np.bincount(owners, weights=values, minlength=count)

        rarest, rarest_in_title = np.zeros(count, np.float32), np.zeros(count, np.float32)
        np.maximum.at(rarest, owners, self.idf[slots])
        np.maximum.at(rarest_in_title, owners, self.idf[slots] * in_title)
        return {
            "full_dot": total(self.full_weight[slots] * weight),
            "title_dot": total(self.title_weight[slots] * weight),
            "bm25": total(bm25),
            "bm25_in_title": total(bm25 * in_title),
            "query_full_bm25": total(self.full_bm25[slots]),
            "idf": total(self.idf[slots]),
            "idf_in_title": total(self.idf[slots] * in_title),
            "shared": total(np.ones(len(slots))),
            "shared_in_title": total(in_title.astype(float)),
            "rarest": rarest,
            "rarest_in_title": rarest_in_title,
        }


def _named(  # noqa: PLR0917
    query: Side, row: int, library: Side, rows: np.ndarray, title: dict, full: dict, swap: bool
) -> dict[str, np.ndarray]:
    """Put the sums into the demand's perspective. ``title``/``full``: sums over the library's title / full terms."""
    count = len(rows)
    q_title_idf, q_full_idf = float(query.title.idf_sum[row]), float(query.full.idf_sum[row])
    l_title_idf, l_full_idf = library.title.idf_sum[rows], library.full.idf_sum[rows]
    q_lengths = np.full(count, np.log1p(query.title.length[row])), np.full(count, np.log1p(query.full.length[row]))
    l_lengths = np.log1p(library.title.length[rows]), np.log1p(library.full.length[rows])

    def share(part: np.ndarray, whole: np.ndarray | float) -> np.ndarray:
        return part / np.maximum(whole, 1e-6)

    named = {"title_title": title["title_dot"], "full_full": full["full_dot"]}
    if swap:
        named |= {
            "full_title": full["title_dot"],
            "title_full": title["full_dot"],
            "bm25_title": share(title["query_full_bm25"], l_title_idf),
            "bm25_full": share(full["query_full_bm25"], l_full_idf),
            "cover_achievement": share(full["idf_in_title"], q_title_idf),
            "cover_demand": share(title["idf"], l_title_idf),
            "rarest_shared": full["rarest_in_title"],
            "shared_full": np.log1p(full["shared_in_title"]),
        }
        demand, achievement = l_lengths, q_lengths
    else:
        named |= {
            "full_title": title["full_dot"],
            "title_full": full["title_dot"],
            "bm25_title": share(full["bm25_in_title"], q_title_idf),
            "bm25_full": share(full["bm25"], q_full_idf),
            "cover_achievement": share(title["idf"], l_title_idf),
            "cover_demand": share(full["idf_in_title"], q_title_idf),
            "rarest_shared": title["rarest"],
            "shared_full": np.log1p(title["shared"]),
        }
        demand, achievement = q_lengths, l_lengths
    return named | {
        "shared_title": np.log1p(title["shared_in_title"]),
        "demand_title_length": demand[0],
        "demand_length": demand[1],
        "achievement_title_length": achievement[0],
        "achievement_length": achievement[1],
    }


def _below(reference: np.ndarray, values: np.ndarray, name: str) -> dict[str, np.ndarray]:
    """Gap to the best, log rank among the reference, and the best itself."""
    best = float(reference[0]) if len(reference) else 0.0
    rank = np.searchsorted(-reference, -values, side="left")
    return {f"{name}_gap": values - best, f"{name}_rank": np.log1p(rank), f"{name}_best": np.full(len(values), best)}


def _best_passage(query: Side, row: int, vectors: np.ndarray, dense: np.ndarray) -> np.ndarray:
    """Closest single sentence of the query; the whole text where it has no sentences."""
    if query.passages is None or not len(query.passages[row]):
        return dense
    return (vectors @ query.passages[row].T).max(axis=1)


def _blend(named: dict[str, np.ndarray], weights: np.ndarray) -> np.ndarray:
    total = np.zeros(len(weights))
    for place, name in enumerate(("dense", "passage", "lexical", "bm25_full")):
        if name in named:
            total += weights[:, place] * named[name]
    return total


def pair_features(
    query: Side,
    row: int,
    library: Side,
    rows: np.ndarray,
    *,
    fusion: Fusion,
    overlap: Overlap,
    reference: Reference | None = None,
    swap: bool = False,
) -> np.ndarray:
    """Feature matrix float32 ``[len(rows), len(NAMES)]`` of query ``row`` with library ``rows``.

    Missing groups (no vectors, no reference) are zero columns; the ranker chooses weights that do not look at them.
    """
    named = overlap.compute(query, row, library, rows, swap)
    speaks = library.language[rows] if swap else np.full(len(rows), query.language[row])  # the demand's language
    share, weight = (np.array([table.get(x, d) for x in LANGUAGES])[speaks] for table, d in fusion.defaults())
    lexical = weight * (share * named["title_full"] + (1.0 - share) * named["full_full"])
    named["lexical"] = lexical
    with_vectors = query.vectors is not None and library.vectors is not None
    if with_vectors:
        vectors = library.vectors[rows].astype(np.float32)
        named["dense"] = vectors @ query.vectors[row]
        named["fused"] = named["dense"] + lexical
        named["passage"] = _best_passage(query, row, vectors, named["dense"])
    named[PRIOR] = _blend(named, np.array([fusion.blend.get(x, [1.0, 0.0, 1.0, 0.0]) for x in LANGUAGES])[speaks])
    if reference is not None:
        named |= _below(reference.lexical, lexical, "lexical")
        if with_vectors:
            named |= _below(reference.dense, named["dense"], "dense") | _below(reference.fused, named["fused"], "fused")
            named["feedback"] = vectors @ reference.centroid if reference.centroid is not None else named["dense"]
    out = np.zeros((len(rows), len(NAMES)), dtype=np.float32)
    for place, name in enumerate(NAMES):
        if name in named:
            out[:, place] = named[name]
    return out

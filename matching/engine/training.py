"""Training and cross-validation of the ranker from labelled pairs; the only part of the engine that needs scikit-learn.

Pairs are split by demand *title*: the same demand under several ids must never stand on both sides of a split. Pairs
graded twice with different levels teach nothing and are left out of training, but stay in the test folds.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256

import numpy as np

from matching.engine import calibrate, metrics
from matching.engine.dense import unit
from matching.engine.features import CONTEXT_ROWS, MEMORY_COLUMN, NAMES, PRIOR_COLUMN
from matching.engine.memory import GradeMemory
from matching.engine.pipeline import LibraryIndex, Scorer
from matching.engine.profile import Profile
from matching.engine.ranker import RankerModel, Variant, fit_variant, usable_columns
from matching.engine.retrieval import Candidates
from matching.engine.sides import Side

DEPTH = 300
# Links say related or not. The middle tail keeps the learned odds, the outer two spread around it by about what the
# graded Chinese set shows between neighbouring levels.
_BETWEEN = np.array([1.5, 0.0, -1.5])
NEIGHBOURS = {"zh": 0.2}  # English texts are long enough to stand alone, and their links are too few to tell
STRENGTH = 0.01  # scikit-learn's C: a few thousand labels bear no looser penalty (see the model card)


@dataclass(frozen=True)
class Labelled:
    """Labelled pairs of one language: ``pairs`` int ``[n, 3]`` of demand row, achievement row, level 1-4."""

    language: str
    demands: Sequence[Profile]
    achievements: Sequence[Profile]
    pairs: np.ndarray
    demand_vectors: np.ndarray | None = None
    achievement_vectors: np.ndarray | None = None
    passages: Sequence[np.ndarray | None] | None = None

    @property
    def titles(self) -> list[str]:
        """Demand titles: the unit of the split."""
        return [profile.title for profile in self.demands]


def folds_by_title(titles: Sequence[str], folds: int = 5, seed: int = 0) -> np.ndarray:
    """Fold of each demand: distinct titles in the order of a seeded hash, dealt out in turn."""
    distinct = sorted(set(titles), key=lambda title: sha256(f"{seed}:{title}".encode()).hexdigest())
    place = {title: number % folds for number, title in enumerate(distinct)}
    return np.array([place[title] for title in titles])


def without_contradictions(pairs: np.ndarray, titles: Sequence[str]) -> np.ndarray:
    """One row per (demand title, achievement) whose grades all agree."""
    seen: dict[tuple[str, int], set[int]] = {}
    first: dict[tuple[str, int], int] = {}
    for place, (demand, achievement, level) in enumerate(pairs):
        pair = (titles[demand], int(achievement))
        seen.setdefault(pair, set()).add(int(level))
        first.setdefault(pair, place)
    return pairs[[first[pair] for pair, levels in seen.items() if len(levels) == 1]]


@dataclass(frozen=True)
class Prepared:
    """Features of all judged pairs and all candidates of a labelled set, for one setting of vectors and context."""

    data: Labelled
    candidates: list[Candidates]
    rows: list[np.ndarray]  # per demand: candidate and judged rows
    features: np.ndarray  # of all (demand, row), demand by demand
    starts: np.ndarray
    demands: Side
    achievements: Side

    def place(self, pairs: np.ndarray) -> np.ndarray:
        """Feature row of each pair."""
        return np.array([self.starts[d] + np.searchsorted(self.rows[d], a) for d, a, _ in pairs])


def prepare(model: RankerModel, data: Labelled, *, signal: str, context: bool) -> Prepared:
    """Search and featurise a labelled set as the online path would; ``signal`` as in ``RankerModel.variant``."""
    vectors = (None, None) if signal == "lexical" else (data.demand_vectors, data.achievement_vectors)
    index = LibraryIndex.build(data.achievements, vectors[1], model=model)
    scorer = Scorer(replace(model, memory=None), index)
    block = index.analyse(data.demands, vectors[0], data.passages if signal == "passages" else None)
    found = index.search_side(block, DEPTH)
    judged: dict[int, list[int]] = {}
    for demand, achievement, _ in data.pairs:
        judged.setdefault(int(demand), []).append(int(achievement))
    rows = [np.unique(np.concatenate([c.rows, judged.get(d, [])]).astype(np.int64)) for d, c in enumerate(found)]
    shown = found if context else [_empty()] * len(found)
    matrices = scorer.features(block, shown, rows)
    starts = np.concatenate([[0], np.cumsum([len(r) for r in rows])])
    return Prepared(data, found, rows, np.vstack(matrices), starts, block, index.segments[0].side)


def _empty() -> Candidates:
    nothing = np.empty(0, dtype=np.float32)
    return Candidates(np.empty(0, dtype=np.int64), nothing, nothing, nothing)


def remember(prepared: Prepared, demands: np.ndarray) -> GradeMemory | None:
    """Memory of the non-contradicting grades of the chosen ``demands``; ``None`` for links or without vectors.

    Residuals are taken from the straight line of level on prior, so the memory holds only what the texts do not say.
    """
    data = prepared.data
    chosen = _chosen(data, demands)
    sides = prepared.demands.vectors, prepared.achievements.vectors
    if sides[0] is None or sides[1] is None or set(np.unique(chosen[:, 2])) <= {1, 4}:
        return None
    prior = prepared.features[prepared.place(chosen), PRIOR_COLUMN].astype(np.float64)
    residuals = chosen[:, 2] - np.polyval(np.polyfit(prior, chosen[:, 2], 1), prior)
    titles = title_rows(data.titles)
    pairs = np.column_stack([[titles[data.titles[d]] for d in chosen[:, 0]], chosen[:, 1]])
    return GradeMemory.of(sides[0], sides[1], pairs, residuals)


def title_rows(titles: Sequence[str]) -> dict[str, int]:
    """First row of each title: under it the grades of all its demands are remembered."""
    found: dict[str, int] = {}
    for row, title in enumerate(titles):
        found.setdefault(title, row)
    return found


def with_memory(prepared: Prepared, memory: GradeMemory | None) -> Prepared:
    """The memory's column filled in; no demand is shown the grades of its own title."""
    if memory is None:
        return prepared
    features = prepared.features.copy()
    titles = title_rows(prepared.data.titles)
    for demand, title in enumerate(prepared.data.titles):
        part = slice(prepared.starts[demand], prepared.starts[demand + 1])
        vectors = prepared.achievements.vectors[prepared.rows[demand]].astype(np.float32)
        features[part, MEMORY_COLUMN] = memory.recall(prepared.demands.vectors[demand], vectors, titles[title])
    return replace(prepared, features=features)


def _chosen(data: Labelled, demands: np.ndarray) -> np.ndarray:
    clean = without_contradictions(data.pairs, data.titles)
    return clean[demands[clean[:, 0]]]


def train_variant(
    prepared: Prepared, demands: np.ndarray, columns: list[int], strength: float, memory: bool = False
) -> Variant:
    """Fit on the non-contradicting pairs of the chosen ``demands`` (bool per demand)."""
    chosen = _chosen(prepared.data, demands)
    rows = prepared.features[prepared.place(chosen)]
    variant = fit_variant(rows, chosen[:, 2], columns, strength=strength, memory=memory)
    if set(np.unique(chosen[:, 2])) <= {1, 4}:  # links, not grades: nothing was learned about the levels between
        return replace(variant, bias=variant.bias + _BETWEEN)
    return variant


def cross_validate(
    prepared: Prepared, columns: list[int], *, strength: float = STRENGTH, folds: int = 5, seed: int = 0
) -> list[dict[str, float]]:
    """One report per fold (see :func:`report`)."""
    fold = folds_by_title(prepared.data.titles, folds, seed)
    reports = []
    for number in range(folds):
        memory = remember(prepared, fold != number)
        known = with_memory(prepared, memory)
        variant = train_variant(known, fold != number, columns, strength, memory is not None)
        reports.append(report(known, variant, fold == number))
    return reports


def report(prepared: Prepared, variant: Variant, demands: np.ndarray) -> dict[str, float]:
    """Ranking over the whole library and grading of the judged pairs, for the chosen demands."""
    data = prepared.data
    tails = calibrate.sigmoid(variant.logits(prepared.features))
    expected, levels = calibrate.expected_levels(tails), calibrate.levels(tails)
    pairs = data.pairs[demands[data.pairs[:, 0]]]
    at = prepared.place(pairs)
    groups = np.array([hash(data.titles[d]) for d in pairs[:, 0]])
    measured = {
        "score": metrics.level_score(levels[at], pairs[:, 2]),
        "spearman": metrics.spearman(expected[at], pairs[:, 2]),
        "pair_accuracy": metrics.pair_accuracy(expected[at], pairs[:, 2], groups),
        "calibration_error": metrics.calibration_error(calibrate.monotone(tails)[at, 0], pairs[:, 2] > 1),
        "pairs": float(len(pairs)),
    }
    return measured | ranking_report(prepared, expected, demands)


def ranking_report(prepared: Prepared, scores: np.ndarray, demands: np.ndarray) -> dict[str, float]:
    """nDCG@10 and recall over candidates ranked by ``scores``; one result per distinct demand title."""
    gains = gains_by_title(prepared.data)
    values: list[tuple[float, float, float]] = []
    seen: set[str] = set()
    for demand in np.flatnonzero(demands):
        title = prepared.data.titles[demand]
        relevant = gains.get(title)
        if not relevant or title in seen:
            continue
        seen.add(title)
        rows = prepared.rows[demand]
        own = scores[prepared.starts[demand] : prepared.starts[demand + 1]]
        inside = np.isin(rows, prepared.candidates[demand].rows)
        ranking = [int(r) for r in rows[inside][np.argsort(-own[inside], kind="stable")]]
        values.append(
            (
                metrics.ndcg(ranking, relevant),
                metrics.recall(ranking, relevant, 50),
                metrics.recall(ranking, relevant, 200),
            )
        )
    means = np.mean(values, axis=0) if values else [float("nan")] * 3
    return dict(zip(("ndcg@10", "recall@50", "recall@200"), map(float, means), strict=True))


def gains_by_title(data: Labelled) -> dict[str, dict[int, float]]:
    """Gain 2^level - 1 of the strong (3) and very strong (4) achievements per demand title (median of its grades)."""
    grades: dict[str, dict[int, list[int]]] = {}
    for demand, achievement, level in data.pairs:
        grades.setdefault(data.titles[demand], {}).setdefault(int(achievement), []).append(int(level))
    found: dict[str, dict[int, float]] = {}
    for title, rows in grades.items():
        strong = {row: 2.0 ** float(np.median(g)) - 1.0 for row, g in rows.items() if np.median(g) >= 3}
        if strong:
            found[title] = strong
    return found


def mean_vectors(vectors: np.ndarray, languages: Sequence[str]) -> dict[str, np.ndarray]:
    """Mean unit vector per language (zero rows left out), rounded as it is stored."""
    kinds = np.asarray(languages)
    rows = unit(vectors)
    return {str(kind): np.round(rows[(kinds == kind) & rows.any(axis=1)].mean(axis=0), 5) for kind in np.unique(kinds)}


def _without_words(base: RankerModel, prepared: Prepared, demands: np.ndarray, strength: float) -> Variant:
    """Weights for pairs of two languages: trained on pairs of one, with every word-based signal taken away."""
    weights = base.fusion.blend["zh"]
    matrix = prepared.features.copy()
    dense, passage = (matrix[:, NAMES.index(name)] for name in ("dense", "passage"))
    matrix[:, PRIOR_COLUMN] = weights[0] * dense + weights[1] * passage
    bare = replace(prepared, features=matrix)
    return train_variant(bare, demands, [NAMES.index("dense"), NAMES.index("passage")], strength)


def starting_from(base: RankerModel) -> RankerModel:
    """What is kept of a model when it is trained anew: statistics, means and mixture, but no grades and no weights."""
    return replace(base, fusion=replace(base.fusion, neighbours=NEIGHBOURS), variants={}, memory=None)


def train_model(
    base: RankerModel, sets: Mapping[str, Labelled], *, version: str, strength: float = STRENGTH
) -> RankerModel:
    """All variants of all languages trained on every non-contradicting pair; ``base`` brings fusion and statistics."""
    variants: dict[str, Variant] = {}
    kept: GradeMemory | None = None
    for language, data in sets.items():
        everyone = np.ones(len(data.demands), dtype=bool)
        for signal in ("lexical", "dense", "passages"):
            for context in (False, True) if len(data.achievements) >= CONTEXT_ROWS else (False,):
                prepared = prepare(base, data, signal=signal, context=context)
                key = f"{language}/{signal}-{'context' if context else 'pair'}"
                memory = remember(prepared, everyone)
                known = with_memory(prepared, memory)
                columns = usable_columns(signal, context)
                variants[key] = train_variant(known, everyone, columns, strength, memory is not None)
                kept = memory or kept  # the last are those with most signals
                if language == "zh" and signal != "lexical":
                    variants[key.replace("zh/", "cross/")] = _without_words(base, prepared, everyone, strength)
    return replace(base, version=version, variants=variants, memory=kept)

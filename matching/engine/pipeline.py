"""From profiles to scored matches: the scorer, and the searches built on it."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from matching.engine import calibrate, fit, indicators
from matching.engine.features import (
    CONTEXT_DEPTH,
    CONTEXT_ROWS,
    MEMORY_COLUMN,
    NAMES,
    PRIOR_COLUMN,
    Overlap,
    Reference,
    pair_features,
)
from matching.engine.library import LibraryIndex, Segment
from matching.engine.profile import Profile
from matching.engine.ranker import RankerModel
from matching.engine.retrieval import Candidates
from matching.engine.sides import LANGUAGES, Side

__all__ = [
    "Candidates",
    "LibraryIndex",
    "Scored",
    "Scorer",
    "Segment",
    "duplicates",
    "score_pairs",
    "similar",
]


@dataclass(frozen=True)
class Scored:
    """One scored pair. ``row`` counts in the index, ``parts`` are sub-scores (fused, dense, lexical, fit checks)."""

    row: int
    id: Hashable
    score: float
    level: int
    expected_level: float
    grade: str
    probabilities: tuple[float, float, float, float]
    parts: Mapping[str, float] = field(default_factory=dict)


class Scorer:
    """Scores pairs of a block of queries with rows of one index.

    ``library`` says what the index holds: ``"achievements"`` (queries are demands) or ``"demands"`` (queries are
    achievements). Not thread-safe: it owns a scratch table; make one per worker.
    """

    def __init__(self, model: RankerModel, index: LibraryIndex, library: str = "achievements") -> None:
        self.model = model
        self.index = index
        self.swap = library == "demands"
        self._overlap = Overlap()
        self._memory = model.memory if model.knows(index.space.means) else None

    def match(
        self,
        profiles: Sequence[Profile],
        vectors: np.ndarray | None = None,
        passages: Sequence[np.ndarray | None] | None = None,
        *,
        top: int = 20,
        depth: int = 300,
        mask: np.ndarray | None = None,
    ) -> list[list[Scored]]:
        """Search ``depth`` candidates, score them, return the ``top`` best per profile (ties by row).

        ``passages`` (``encoders.encode_passages``) are optional and only for demands: the closest single sentence is
        a better signal than the whole text.
        """
        block = self.index.analyse(profiles, vectors, passages)
        candidates = self.index.search_side(block, max(depth, top), mask)
        return self._score(profiles, block, candidates, [c.rows for c in candidates], top)

    def score_block(
        self,
        profiles: Sequence[Profile],
        vectors: np.ndarray | None,
        candidates: Sequence[Candidates],
        rows: Sequence[np.ndarray] | None = None,
        passages: Sequence[np.ndarray | None] | None = None,
    ) -> list[list[Scored]]:
        """Score ``rows`` (default: the candidates) per profile, best first; ``candidates`` are also the context."""
        block = self.index.analyse(profiles, vectors, passages)
        return self._score(profiles, block, candidates, rows or [c.rows for c in candidates])

    def features(self, block: Side, candidates: Sequence[Candidates], rows: Sequence[np.ndarray]) -> list[np.ndarray]:
        """Feature matrices per query, for training and inspection."""
        out = []
        for query, (found, wanted) in enumerate(zip(candidates, rows, strict=True)):
            side, _ = self.index.take(wanted)
            out.append(self._matrix(block, query, found, side, wanted)[0])
        return out

    def _matrix(
        self, block: Side, query: int, found: Candidates, side: Side, rows: np.ndarray
    ) -> tuple[np.ndarray, bool]:
        reference = None
        # Context was learned from libraries of achievements; among demands it would mean something else.
        if not self.swap and len(self.index) >= CONTEXT_ROWS and len(found) >= CONTEXT_DEPTH:
            nearest = self.index.take(found.rows[:CONTEXT_DEPTH])[0]
            reference = Reference.of(found, nearest.vectors)
        matrix = self._pairs(block, query, side, reference)
        if reference is not None:
            self._smooth(block, query, matrix, rows, side, nearest, reference)
        self._remember(block, query, side, matrix)
        return matrix, reference is not None

    def _pairs(self, block: Side, query: int, side: Side, reference: Reference | None) -> np.ndarray:
        return pair_features(
            block, query, side, np.arange(len(side)),
            fusion=self.model.fusion, overlap=self._overlap, reference=reference, swap=self.swap,
        )  # fmt: skip

    def _smooth(  # noqa: PLR0917 - one caller, above
        self, block: Side, query: int, matrix: np.ndarray, rows: np.ndarray, side: Side, nearest: Side, shown: Reference
    ) -> None:
        """Let close candidates vouch for each other's prior (in place)."""
        share = self.model.fusion.neighbours.get(LANGUAGES[block.language[query]], 0.0)
        if not share or block.vectors is None or side.vectors is None or not block.vectors[query].any():
            return
        own, first = matrix[:, PRIOR_COLUMN], len(shown.rows)
        if len(rows) >= first and np.array_equal(rows[:first], shown.rows):
            priors = own[:first].copy()
        else:
            priors = self._pairs(block, query, nearest, None)[:, PRIOR_COLUMN]
        vouched = shown.vouched(rows, side.vectors.astype(np.float32), own, priors)
        matrix[:, PRIOR_COLUMN] = (1.0 - share) * own + share * vouched

    def _remember(self, block: Side, query: int, side: Side, matrix: np.ndarray) -> None:
        """Fill in what was said of similar pairs (in place); nothing without vectors of the model's own encoder."""
        memory = self._memory
        if memory is None or block.vectors is None or side.vectors is None or not block.vectors[query].any():
            return
        recall = memory.recall_for if self.swap else memory.recall
        matrix[:, MEMORY_COLUMN] = recall(block.vectors[query], side.vectors.astype(np.float32))

    def _score(self, profiles, block: Side, candidates, rows, top: int | None = None) -> list[list[Scored]]:
        results = []
        ids = self.index.ids
        for query, (found, chosen) in enumerate(zip(candidates, rows, strict=True)):
            wanted = np.asarray(chosen, dtype=np.int64)
            side, offers = self.index.take(wanted)
            matrix, context = self._matrix(block, query, found, side, wanted)
            logits = self._logits(block, query, side, matrix, context)
            checks = self._checks(profiles[query], block, query, side, offers)
            tails = calibrate.sigmoid(logits + fit.logit_shift(checks, self.model.fit)[:, None])
            results.append(_results(ids, wanted, tails, matrix, checks, top))
        return results

    def _logits(self, block: Side, query: int, side: Side, matrix: np.ndarray, context: bool) -> np.ndarray:
        """Cumulative logits; pairs are scored by the weights of their language pair."""
        logits = np.zeros((len(side), 3))
        own = LANGUAGES[block.language[query]]
        vectors = block.vectors is not None and side.vectors is not None and block.vectors[query].any()
        encoded = side.vectors.any(axis=1) if vectors else np.zeros(len(side), dtype=bool)
        for code, language in enumerate(LANGUAGES):
            for dense in (True, False):
                chosen = (side.language == code) & (encoded == dense)
                if chosen.any():
                    kind = own if language == own else "cross"
                    signal = ("dense" if block.passages is None else "passages") if dense else "lexical"
                    logits[chosen] = self.model.variant(kind, signal, context).logits(matrix[chosen])
        return logits

    def _checks(self, profile: Profile, block: Side, query: int, side: Side, offers) -> dict[str, np.ndarray]:
        one = block.facts.take(np.full(len(side), query))
        demands, achievements = (side.facts, one) if self.swap else (one, side.facts)
        checks = fit.check_facts(demands, achievements)
        own = indicators.extract(profile)
        values = np.full(len(side), np.nan)
        if own:
            for place, offer in enumerate(offers):
                if offer:
                    needs, has = (offer, own) if self.swap else (own, offer)
                    values[place] = fit.indicator_fit(indicators.compare(needs, has))
        checks["indicator"] = values
        return checks


_SHOWN = tuple((name, NAMES.index(name)) for name in ("fused", "dense", "lexical"))


def _results(ids, rows, tails, matrix, checks, top: int | None) -> list[Scored]:  # noqa: PLR0917
    scores, levels = np.round(calibrate.scores(tails), 2), calibrate.levels(tails)
    expected, spread = calibrate.expected_levels(tails), calibrate.probabilities(tails)
    known = [(name, values, ~np.isnan(values)) for name, values in checks.items()]
    found = []
    for i in np.lexsort((rows, -expected, -scores))[:top]:
        parts = {name: float(matrix[i, column]) for name, column in _SHOWN}
        parts.update((name, float(values[i])) for name, values, there in known if there[i])
        score, chances = float(scores[i]), tuple(spread[i].tolist())
        row = int(rows[i])
        found.append(
            Scored(row, ids[row], score, int(levels[i]), float(expected[i]), calibrate.grade(score), chances, parts)
        )
    return found


def score_pairs(
    model: RankerModel,
    demands: Sequence[Profile],
    achievements: Sequence[Profile],
    pairs: Sequence[tuple[int, int]],
    *,
    demand_vectors: np.ndarray | None = None,
    achievement_vectors: np.ndarray | None = None,
    passages: Sequence[np.ndarray | None] | None = None,
) -> list[Scored]:
    """Grade given ``pairs`` (indices into the two lists); the achievements given are the library and the context."""
    index = LibraryIndex.build(achievements, achievement_vectors, model=model)
    scorer = Scorer(model, index)
    wanted: dict[int, list[int]] = {}
    for demand, achievement in pairs:
        wanted.setdefault(demand, []).append(achievement)
    numbers = sorted(wanted)
    chosen = [demands[n] for n in numbers]
    vectors = None if demand_vectors is None else np.asarray(demand_vectors)[numbers]
    candidates = index.search(chosen, vectors, CONTEXT_DEPTH)
    rows = [np.unique(wanted[n]) for n in numbers]
    found: dict[tuple[int, int], Scored] = {}
    sentences = None if passages is None else [passages[n] for n in numbers]
    blocks = scorer.score_block(chosen, vectors, candidates, rows, sentences)
    for number, scored in zip(numbers, blocks, strict=True):
        found.update({(number, item.row): item for item in scored})
    return [found[pair] for pair in map(tuple, pairs)]


def similar(
    index: LibraryIndex,
    profiles: Sequence[Profile],
    vectors: np.ndarray | None = None,
    *,
    k: int = 10,
    least: float = 0.5,
    mask: np.ndarray | None = None,
) -> list[list[tuple[int, float]]]:
    """Rows that say nearly the same as each profile (same kind on both sides): ``(row, 0-1)``, best first."""
    results = []
    for profile, found in zip(profiles, index.search(profiles, vectors, k, mask), strict=True):
        words = found.lexical / index.model.fusion.lexical.get(profile.language, 1.0)
        closeness = np.clip(words if vectors is None else (found.dense + words) / 2.0, 0.0, 1.0)
        results.append([(int(r), float(c)) for r, c in zip(found.rows, closeness, strict=True) if c >= least])
    return results


def duplicates(
    index: LibraryIndex,
    profiles: Sequence[Profile],
    vectors: np.ndarray | None = None,
    *,
    k: int = 10,
    least: float = 0.75,
    mask: np.ndarray | None = None,
) -> list[list[tuple[int, float]]]:
    """Near duplicates of each profile: rows whose terms overlap by at least ``least`` (cosine of title + text)."""
    block = index.analyse(profiles, vectors)
    overlap = Overlap()
    results = []
    for query, found in enumerate(index.search_side(block, k, mask)):
        side, _ = index.take(found.rows)
        cosine = overlap.compute(block, query, side, np.arange(len(side)), False)["full_full"]
        order = np.lexsort((found.rows, -cosine))
        results.append([(int(found.rows[i]), float(cosine[i])) for i in order if cosine[i] >= least])
    return results

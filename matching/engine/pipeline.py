"""From profiles to scored matches: an immutable library index, a scorer, and the searches built on them."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from matching.engine import arrays, calibrate, fit, indicators, lexical
from matching.engine.features import (
    CONTEXT_DEPTH,
    CONTEXT_ROWS,
    FEEDBACK_DEPTH,
    NAMES,
    Overlap,
    Reference,
    pair_features,
)
from matching.engine.profile import Profile
from matching.engine.ranker import RankerModel
from matching.engine.retrieval import Candidates, ExactRetriever, Postings, merge
from matching.engine.sides import LANGUAGES, Side, Space


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


@dataclass(frozen=True)
class Segment:
    """Rows that were built together: arrays, postings, which rows still live, and their indicators."""

    side: Side
    postings: Postings
    alive: np.ndarray
    ids: np.ndarray
    indicators: Sequence[tuple]


@dataclass(frozen=True)
class LibraryIndex:
    """Immutable searchable library; changes make a new index that shares the old arrays."""

    model: RankerModel
    space: Space
    segments: tuple[Segment, ...]

    @classmethod
    def build(
        cls,
        profiles: Sequence[Profile],
        vectors: np.ndarray | None = None,
        *,
        model: RankerModel,
        encoder: str | None = None,
        shards: int = 1,
    ) -> LibraryIndex:
        """Index ``profiles`` (ids from ``Profile.id``, else the row number) with raw ``vectors [n, d]``.

        A zero vector means "not encoded yet". ``encoder`` names the mean vectors to subtract (default: the model's);
        an encoder the model does not know is centred by the library's own means per language.
        """
        title, full = lexical.build_counts([p.title for p in profiles], [p.text for p in profiles])
        idf = lexical.inverse_frequency(lexical.Statistics.of(full), model.statistics)
        means = dict(model.encoder_means(encoder))
        if vectors is not None and not means:
            means = own_means(np.asarray(vectors), [p.language for p in profiles])
        space = Space(idf, _mean_length(title), _mean_length(full), means)
        bounds = np.linspace(0, len(profiles), max(1, shards) + 1).astype(int)
        segments = []
        for start, stop in zip(bounds[:-1], bounds[1:], strict=True):
            part = title[start:stop], full[start:stop] if full is not title else None
            counts = (part[0], part[0] if part[1] is None else part[1])
            rows = None if vectors is None else np.asarray(vectors)[start:stop]
            segments.append(_segment(profiles[start:stop], rows, space, int(start), counts))
        return cls(model, space, tuple(segments))

    def __len__(self) -> int:
        return sum(len(segment.side) for segment in self.segments)

    @property
    def ids(self) -> np.ndarray:
        """``Profile.id`` of every row (object array)."""
        if len(self.segments) == 1:
            return self.segments[0].ids
        return np.concatenate([segment.ids for segment in self.segments]) if self.segments else np.empty(0, object)

    @property
    def alive(self) -> np.ndarray:
        """Rows that have not been replaced or removed."""
        return np.concatenate([segment.alive for segment in self.segments]) if self.segments else np.empty(0, bool)

    def changed(
        self,
        added: Sequence[Profile] = (),
        vectors: np.ndarray | None = None,
        removed: Sequence[Hashable] = (),
    ) -> LibraryIndex:
        """A new index with ``added`` rows (replacing rows of the same id) and without ``removed`` ids.

        The statistics stay those of the build, so scores of untouched rows do not move.
        """
        gone = {*removed, *(p.id for p in added if p.id is not None)}
        kept = []
        for segment in self.segments:
            dead = np.array([identity in gone for identity in segment.ids], dtype=bool)
            alive = segment.alive & ~dead
            kept.append(Segment(segment.side, segment.postings, alive, segment.ids, segment.indicators))
        if added:
            kept.append(_segment(added, vectors, self.space, len(self)))
        return LibraryIndex(self.model, self.space, tuple(kept))

    def analyse(
        self,
        profiles: Sequence[Profile],
        vectors: np.ndarray | None,
        passages: Sequence[np.ndarray | None] | None = None,
    ) -> Side:
        """Queries in the space of this index; ``passages`` are raw sentence vectors per query, if made."""
        side = Side.of(profiles, vectors, self.space)
        return side if passages is None or vectors is None else side.with_passages(passages, self.space.means)

    def search(
        self, profiles: Sequence[Profile], vectors: np.ndarray | None, k: int, mask: np.ndarray | None = None
    ) -> list[Candidates]:
        """The best ``min(k, eligible)`` rows for each profile."""
        return self.search_side(self.analyse(profiles, vectors), k, mask)

    def search_side(self, block: Side, k: int, mask: np.ndarray | None = None) -> list[Candidates]:
        """The same for analysed queries."""
        lists: list[list[Candidates]] = []
        offset = 0
        for segment in self.segments:
            part = slice(offset, offset + len(segment.side))
            eligible = None if segment.alive.all() else segment.alive
            if mask is not None:
                eligible = mask[..., part] if eligible is None else mask[..., part] & segment.alive
            retriever = ExactRetriever(segment.side, segment.postings, self.model.fusion, offset)
            lists.append(retriever.search(block, k, eligible))
            offset = part.stop
        if len(lists) == 1:
            return lists[0]
        return [merge([found[query] for found in lists], k) for query in range(len(block))]

    def to_arrays(self) -> dict[str, np.ndarray]:
        """Everything but the model as plain arrays, for a snapshot on disk."""
        out = {f"space.{name}": value for name, value in arrays.space_arrays(self.space).items()}
        for number, segment in enumerate(self.segments):
            parts = arrays.side_arrays(segment.side) | {"alive": segment.alive, "ids": arrays.ids_array(segment.ids)}
            parts |= {f"postings.{k}": v for k, v in arrays.postings_arrays(segment.postings).items()}
            parts |= {f"indicators.{k}": v for k, v in arrays.IndicatorTable.columns(segment.indicators).items()}
            out |= {f"{number}.{name}": value for name, value in parts.items()}
        return out

    @classmethod
    def from_arrays(cls, stored: Mapping[str, np.ndarray], *, model: RankerModel) -> LibraryIndex:
        """Inverse of :meth:`to_arrays`; memory-mapped arrays stay mapped. ``KeyError`` where one is missing."""
        space = arrays.space_of(arrays.under("space", stored))
        numbers = sorted({int(name.partition(".")[0]) for name in stored if name[0].isdigit()})
        segments = []
        for number in numbers:
            parts = arrays.under(str(number), stored)
            ids = np.empty(len(parts["ids"]), dtype=object)
            ids[:] = parts["ids"].tolist()
            segments.append(
                Segment(
                    arrays.side_of(parts, space.idf),
                    Postings(**arrays.under("postings", parts)),
                    np.asarray(parts["alive"]),
                    ids,
                    arrays.IndicatorTable(arrays.under("indicators", parts)),
                )
            )
        return cls(model, space, tuple(segments))

    def take(self, rows: np.ndarray) -> tuple[Side, list[tuple]]:
        """Arrays and indicators of global ``rows`` (any segment, any order)."""
        if len(self.segments) == 1:
            segment = self.segments[0]
            return segment.side.take(rows), [segment.indicators[row] for row in rows]
        return _take_across(self.segments, rows)


def _mean_length(counts) -> float:
    return float(counts.data.sum() / counts.shape[0]) if counts.shape[0] else 0.0


def own_means(vectors: np.ndarray, languages: Sequence[str]) -> dict[str, np.ndarray]:
    """Mean of the encoded rows per language with at least 50 of them."""
    kinds = np.asarray(languages)
    encoded = vectors.any(axis=1)
    return {
        str(kind): vectors[rows].mean(axis=0)
        for kind in np.unique(kinds)
        if (rows := (kinds == kind) & encoded).sum() >= 50
    }


def _segment(profiles, vectors, space: Space, offset: int, counts=None) -> Segment:
    if counts is None:
        counts = lexical.build_counts([p.title for p in profiles], [p.text for p in profiles])
    side = Side.from_counts(*counts, profiles, vectors, space)
    ids = np.empty(len(profiles), dtype=object)
    ids[:] = [offset + i if p.id is None else p.id for i, p in enumerate(profiles)]
    found = tuple(indicators.extract(p) for p in profiles)
    return Segment(side, Postings.of(side.full), np.ones(len(profiles), dtype=bool), ids, found)


def _take_across(segments: Sequence[Segment], rows: np.ndarray) -> tuple[Side, list[tuple]]:
    starts = np.cumsum([0, *(len(s.side) for s in segments)])
    owner = np.searchsorted(starts, rows, side="right") - 1
    order = np.argsort(owner, kind="stable")
    pieces, found = [], []
    for number in np.unique(owner):
        local = rows[order][owner[order] == number] - starts[number]
        pieces.append(segments[number].side.take(local))
        found.extend(segments[number].indicators[row] for row in local)
    back = np.argsort(order, kind="stable")
    return Side.concatenate(pieces).take(back), [found[place] for place in back]


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
            out.append(self._matrix(block, query, found, side)[0])
        return out

    def _matrix(self, block: Side, query: int, found: Candidates, side: Side) -> tuple[np.ndarray, bool]:
        reference = None
        # Context was learned from libraries of achievements; among demands it would mean something else.
        if not self.swap and len(self.index) >= CONTEXT_ROWS and len(found) >= CONTEXT_DEPTH:
            nearest = None
            if side.vectors is not None:
                nearest = self.index.take(found.rows[:FEEDBACK_DEPTH])[0].vectors
            reference = Reference.of(found, nearest)
        matrix = pair_features(
            block, query, side, np.arange(len(side)),
            fusion=self.model.fusion, overlap=self._overlap, reference=reference, swap=self.swap,
        )  # fmt: skip
        return matrix, reference is not None

    def _score(self, profiles, block: Side, candidates, rows, top: int | None = None) -> list[list[Scored]]:
        results = []
        ids = self.index.ids
        for query, (found, wanted) in enumerate(zip(candidates, rows, strict=True)):
            wanted = np.asarray(wanted, dtype=np.int64)
            side, offers = self.index.take(wanted)
            matrix, context = self._matrix(block, query, found, side)
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


def _results(ids, rows, tails, matrix, checks, top: int | None) -> list[Scored]:
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

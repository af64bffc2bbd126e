"""The searchable library: immutable segments of rows, searched exactly and merged."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from matching.engine import arrays, indicators, lexical
from matching.engine.profile import Profile
from matching.engine.ranker import RankerModel
from matching.engine.retrieval import Candidates, ExactRetriever, Postings, merge
from matching.engine.sides import Side, Space


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
        for start, stop in pairwise(bounds):
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

"""A block of profiles turned into arrays: the form in which both sides of a pair are scored.

Everything a pair score needs lives in flat arrays (CSR rows of hashed terms, unit vectors, code columns), so a side
can be concatenated, sliced, written to disk and mapped back without any Python object per row.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import scipy.sparse as sp

from matching.engine import lexical
from matching.engine.dense import centre, kind_of
from matching.engine.fit import FactColumns
from matching.engine.profile import Profile

LANGUAGES = ("zh", "en")


@dataclass(frozen=True)
class Rows:
    """CSR rows of one text field: term columns with two weights each, plus two numbers per row."""

    indptr: np.ndarray
    columns: np.ndarray
    tfidf: np.ndarray
    bm25: np.ndarray
    idf: np.ndarray  # idf of every column, shared by all rows of an index
    idf_sum: np.ndarray  # sum of the idf of the row's distinct terms
    length: np.ndarray  # number of terms with repeats

    @classmethod
    def of(cls, counts: sp.csr_array, idf: np.ndarray, mean_length: float) -> Rows:
        """Weigh a count matrix (see ``lexical`` for the formulas); ``mean_length`` is the library's, for BM25."""
        return cls(
            counts.indptr,
            counts.indices,
            lexical.tfidf(counts, idf).data,
            lexical.bm25(counts, idf, mean_length).data,
            idf,
            lexical.row_sums(counts, idf[counts.indices]).astype(np.float32),
            lexical.row_sums(counts, counts.data).astype(np.float32),
        )

    def __len__(self) -> int:
        return len(self.indptr) - 1

    def row(self, index: int) -> slice:
        """Slice of the flat arrays that holds row ``index``."""
        return slice(int(self.indptr[index]), int(self.indptr[index + 1]))

    def gather(self, rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Flat positions of the terms of ``rows`` and, for each, the index into ``rows`` it belongs to."""
        starts = self.indptr[rows].astype(np.int64)
        sizes = self.indptr[rows + 1].astype(np.int64) - starts
        owners = np.repeat(np.arange(len(rows)), sizes)
        first = np.concatenate([[0], np.cumsum(sizes)])[:-1]
        return np.arange(sizes.sum()) - np.repeat(first - starts, sizes), owners

    def take(self, rows: np.ndarray) -> Rows:
        """The chosen rows as rows of their own."""
        positions, owners = self.gather(rows)
        sizes = np.bincount(owners, minlength=len(rows))
        return Rows(
            np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64),
            self.columns[positions],
            self.tfidf[positions],
            self.bm25[positions],
            self.idf,
            self.idf_sum[rows],
            self.length[rows],
        )

    @classmethod
    def concatenate(cls, parts: Sequence[Rows]) -> Rows:
        """Rows of several parts one after another."""
        sizes = np.concatenate([np.diff(part.indptr) for part in parts])
        flat = ("columns", "tfidf", "bm25")
        columns, tfidf, bm25 = (np.concatenate([getattr(part, name) for part in parts]) for name in flat)
        indptr = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)
        idf_sum = np.concatenate([part.idf_sum for part in parts])
        return cls(indptr, columns, tfidf, bm25, parts[0].idf, idf_sum, np.concatenate([p.length for p in parts]))


@dataclass(frozen=True)
class Space:
    """What all sides of one index share, so that rows of any segment or query compare: idf, lengths, mean vectors."""

    idf: np.ndarray
    title_length: float
    full_length: float
    means: Mapping[str, np.ndarray]


@dataclass(frozen=True)
class Side:
    """``n`` profiles as arrays; ``vectors`` is centred and of unit length, ``None`` without an encoder."""

    title: Rows
    full: Rows
    vectors: np.ndarray | None
    language: np.ndarray  # index into LANGUAGES, int8
    facts: FactColumns
    passages: tuple[np.ndarray, ...] | None = None  # queries only: centred vectors of single sentences

    def __len__(self) -> int:
        return len(self.title)

    @classmethod
    def of(
        cls,
        profiles: Sequence[Profile],
        vectors: np.ndarray | None,
        space: Space,
    ) -> Side:
        """Analyse profiles; ``vectors`` are raw encoder output ``[n, d]`` (a zero row = not encoded yet)."""
        title, full = lexical.build_counts([p.title for p in profiles], [p.text for p in profiles])
        return cls.from_counts(title, full, profiles, vectors, space)

    @classmethod
    def from_counts(
        cls,
        title: sp.csr_array,
        full: sp.csr_array,
        profiles: Sequence[Profile],
        vectors: np.ndarray | None,
        space: Space,
    ) -> Side:
        """The same from ready term counts, so a library is counted once for its statistics and its rows."""
        languages = [p.language for p in profiles]
        if vectors is not None:
            kinds = [kind_of(p.language, bool(p.text.strip())) for p in profiles]
            vectors = centre(np.atleast_2d(vectors)[: len(profiles)], kinds, space.means)
        title_rows = Rows.of(title, space.idf, space.title_length)
        return cls(
            title_rows,
            title_rows if full is title else Rows.of(full, space.idf, space.full_length),
            vectors,
            np.array([LANGUAGES.index(x) if x in LANGUAGES else 0 for x in languages], dtype=np.int8),
            FactColumns.of(profiles),
        )

    def with_passages(self, passages: Sequence[np.ndarray | None], means: Mapping[str, np.ndarray]) -> Side:
        """The same side with raw sentence vectors per row (``None`` or empty: the row has no sentences)."""
        width = 0 if self.vectors is None else self.vectors.shape[1]
        centred = []
        for code, rows in zip(self.language, passages, strict=True):
            kinds = [f"{LANGUAGES[code]}:passage"] * (0 if rows is None else len(rows))
            centred.append(centre(rows, kinds, means) if kinds else np.empty((0, width), dtype=np.float32))
        return replace(self, passages=tuple(centred))

    def take(self, rows: np.ndarray) -> Side:
        """The chosen rows as a side of their own (without passages)."""
        title = self.title.take(rows)
        return Side(
            title,
            title if self.full is self.title else self.full.take(rows),
            None if self.vectors is None else self.vectors[rows],
            self.language[rows],
            self.facts.take(rows),
        )

    def vectors_or_zeros(self, width: int) -> np.ndarray:
        """Vectors, or rows of zeros (= not encoded yet) where this side has none."""
        return np.zeros((len(self), width), dtype=np.float32) if self.vectors is None else self.vectors

    @classmethod
    def concatenate(cls, sides: Sequence[Side]) -> Side:
        """Sides of one index one after another."""
        if len(sides) == 1:
            return sides[0]
        same = all(side.full is side.title for side in sides)
        title = Rows.concatenate([side.title for side in sides])
        width = max((side.vectors.shape[1] for side in sides if side.vectors is not None), default=0)
        return cls(
            title,
            title if same else Rows.concatenate([side.full for side in sides]),
            np.concatenate([side.vectors_or_zeros(width) for side in sides]) if width else None,
            np.concatenate([side.language for side in sides]),
            FactColumns.concatenate([side.facts for side in sides]),
        )

"""Sparse lexical side: hashed terms, corpus statistics, TF-IDF cosine and BM25.

Terms (``common.text.terms``) are hashed into ``BUCKETS`` columns, so shards, deltas and saved snapshots share one column
space without a dictionary. Formulas: sublinear TF-IDF with cosine normalisation (Salton & Buckley 1988,
``(1 + ln tf) * ln((1 + N) / (1 + df)) + 1``), BM25 (Robertson & Zaragoza 2009, non-negative idf of Lucene).
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp

from common.text import is_han, normalize, stem, tokens
from matching.engine.words import STOP_WORDS

BUCKETS = 1 << 22
_MASK = np.uint64(BUCKETS - 1)
_ODD = np.uint64(0x9E3779B97F4A7C15)
_SHIFT = np.uint64(29)


def _mix(values: np.ndarray) -> np.ndarray:
    """64-bit multiplicative hash (Knuth) of unsigned keys into ``BUCKETS`` columns."""
    with np.errstate(over="ignore"):
        hashed = values * _ODD
    return ((hashed ^ (hashed >> np.uint64(32))) >> _SHIFT & _MASK).astype(np.int32)


def bucket(term: str) -> int:
    """Column of one term: a Han character, a Han bigram or a stemmed word."""
    if is_han(term) and len(term) <= 2:
        key = ord(term[0]) if len(term) == 1 else ord(term[0]) << 21 | ord(term[1]) | 1 << 62
    else:
        key = zlib.crc32(term.encode()) | 1 << 61
    return int(_mix(np.array([key], dtype=np.uint64))[0])


def term_buckets(text: str) -> np.ndarray:
    """Columns of all terms of ``text`` with repeats (int32): Han uni- and bigrams, stems of Latin "
    "words, numbers."""
    keys: list[np.ndarray] = []
    words: list[int] = []
    for token in tokens(normalize(text)):
        if is_han(token.text):
            chars = np.frombuffer(token.text.encode("utf-32-le"), dtype=np.uint32).astype(np.uint64)
            keys.append(chars)
            if len(chars) > 1:
                keys.append(chars[:-1] << np.uint64(21) | chars[1:] | np.uint64(1 << 62))
        elif token.text not in STOP_WORDS:
            words.append(zlib.crc32(stem(token.text).encode()) | 1 << 61)
    if words:
        keys.append(np.array(words, dtype=np.uint64))
    return _mix(np.concatenate(keys)) if keys else np.empty(0, dtype=np.int32)


def count_matrix(texts: Iterable[str]) -> sp.csr_array:
    """Term counts, CSR float32 ``[n, BUCKETS]`` with sorted columns."""
    data: list[np.ndarray] = []
    columns: list[np.ndarray] = []
    ends = [0]
    for text in texts:
        unique, counts = np.unique(term_buckets(text), return_counts=True)
        columns.append(unique)
        data.append(counts.astype(np.float32))
        ends.append(ends[-1] + len(unique))
    indptr = np.array(ends, dtype=np.int64 if ends[-1] > 2**31 - 1 else np.int32)
    joined = np.concatenate(columns) if columns else np.empty(0, np.int32)
    values = np.concatenate(data) if data else np.empty(0, np.float32)
    matrix = sp.csr_array((values, joined.astype(indptr.dtype), indptr), shape=(len(ends) - 1, BUCKETS))
    matrix.has_sorted_indices = True
    return matrix


@dataclass(frozen=True)
class Statistics:
    """Document frequencies of a corpus: ``documents`` texts, ``columns`` (sorted) seen in "
    "``frequency`` of them."""

    documents: int
    columns: np.ndarray
    frequency: np.ndarray
    mean_length: float = 0.0

    @classmethod
    def of(cls, counts: sp.csr_array, least: int = 1) -> Statistics:
        """Statistics of a count matrix; columns seen in fewer than ``least`` documents are left out."""
        columns, frequency = np.unique(counts.indices, return_counts=True)
        kept = frequency >= least
        rows = counts.shape[0]
        mean = float(counts.data.sum() / rows) if rows else 0.0
        return cls(rows, columns[kept].astype(np.int32), frequency[kept].astype(np.int32), mean)

    def add_to(self, table: np.ndarray, share: float = 1.0) -> None:
        """Add ``share`` of the document frequencies to a table of all columns."""
        table[self.columns] += np.float32(share) * self.frequency


def inverse_frequency(library: Statistics, background: Statistics | None = None, trust: float = 2000.0) -> np.ndarray:
    """Smoothed idf per column, float32 ``[BUCKETS]``.

    A small library is blended with the background corpus: the background counts as ``trust`` documents at most, so a
    library of ten rows borrows its idf and a library of a million rows has its own.
    """
    documents = float(library.documents)
    table = np.ones(BUCKETS, dtype=np.float32)
    library.add_to(table)
    if background is not None and background.documents:
        share = min(trust, background.documents) / background.documents
        documents += share * background.documents
        background.add_to(table, share)
    np.log(table, out=table)
    return np.subtract(np.float32(np.log(1.0 + documents) + 1.0), table, out=table)


def tfidf(counts: sp.csr_array, idf: np.ndarray) -> sp.csr_array:
    """Sublinear TF-IDF rows of unit length (rows without terms stay zero)."""
    data = (1.0 + np.log(counts.data)) * idf[counts.indices]
    matrix = sp.csr_array((data.astype(np.float32), counts.indices, counts.indptr), shape=counts.shape)
    return normalized(matrix)


def normalized(matrix: sp.csr_array) -> sp.csr_array:
    """Rows scaled to unit length."""
    lengths = np.sqrt(row_sums(matrix, matrix.data**2))
    scale = np.divide(1.0, lengths, out=np.zeros_like(lengths), where=lengths > 0)
    data = matrix.data * np.repeat(scale, np.diff(matrix.indptr)).astype(np.float32)
    return sp.csr_array((data, matrix.indices, matrix.indptr), shape=matrix.shape)


def row_sums(matrix: sp.csr_array, values: np.ndarray) -> np.ndarray:
    """Sum of ``values`` (aligned with ``matrix.data``) per row, float64."""
    running = np.concatenate([[0.0], np.cumsum(values, dtype=np.float64)])
    return running[matrix.indptr[1:]] - running[matrix.indptr[:-1]]


def bm25(counts: sp.csr_array, idf: np.ndarray, mean_length: float, k1: float = 1.2, b: float = 0.75) -> sp.csr_array:
    """BM25 weight of each term of each document; the score of a query is the dot product with its term counts.

    ``idf`` is :func:`inverse_frequency`; its constant +1 is taken off so that terms of every document weigh nothing.
    """
    lengths = row_sums(counts, counts.data)
    norm = np.repeat(k1 * (1.0 - b + b * lengths / max(mean_length, 1e-6)), np.diff(counts.indptr))
    data = (idf[counts.indices] - 1.0) * counts.data * (k1 + 1.0) / (counts.data + norm)
    return sp.csr_array((data.astype(np.float32), counts.indices, counts.indptr), shape=counts.shape)


def build_counts(titles: Sequence[str], texts: Sequence[str]) -> tuple[sp.csr_array, sp.csr_array]:
    """Counts of the titles and of title + text; one matrix serves as both where no row has a text."""
    title_counts = count_matrix(titles)
    if not any(texts):
        return title_counts, title_counts
    joined = (f"{title}\n{text}" if text else title for title, text in zip(titles, texts, strict=True))
    return title_counts, count_matrix(joined)

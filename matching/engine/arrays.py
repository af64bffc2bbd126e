"""A library index as a flat dict of plain arrays and back, so that a host can write it to disk and map it.

Names are ``space.…`` and ``<segment>.…``; no array holds Python objects. Quotes of indicators are left out: they are
read again from the texts when a card is made.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import isnan
from typing import Any

import numpy as np

from common.text import Span
from matching.engine.fit import FactColumns
from matching.engine.profile import Indicator
from matching.engine.retrieval import Postings
from matching.engine.sides import Rows, Side, Space

Arrays = dict[str, np.ndarray]
_COLUMNS = ("name", "low", "high", "unit", "start", "end", "closed", "asked")


def _indicator(values: tuple[Any, ...]) -> Indicator:
    """One row of the columns, in the order of ``_COLUMNS``; NaN is an open end."""
    name, low, high, unit, start, end, closed, asked = values
    span = Span(start, end) if end > start else None
    return Indicator(
        name, None if isnan(low) else low, None if isnan(high) else high, unit, span, "", bool(closed), bool(asked)
    )


class IndicatorTable(Sequence):
    """Indicators of many rows in columns; ``table[row]`` is a tuple of :class:`Indicator`, made when asked for."""

    def __init__(self, columns: Mapping[str, np.ndarray]) -> None:
        self._columns = columns
        self._starts = columns["starts"]

    def __len__(self) -> int:
        return len(self._starts) - 1

    def __getitem__(self, row):  # type: ignore[override]
        part = slice(int(self._starts[row]), int(self._starts[row + 1]))
        if part.start == part.stop:
            return ()
        # Whole slices as Python values: one element at a time costs more than the comparison that follows.
        return tuple(map(_indicator, zip(*(self._columns[name][part].tolist() for name in _COLUMNS), strict=True)))

    @staticmethod
    def columns(rows: Sequence[Sequence[Indicator]]) -> Arrays:
        """Columns of a sequence of indicator tuples."""
        flat = [item for row in rows for item in row]
        spans = [item.span or Span(0, 0) for item in flat]
        return {
            "starts": np.cumsum([0, *(len(row) for row in rows)]).astype(np.int64),
            "name": np.array([item.name[:24] for item in flat], dtype="U24"),
            "unit": np.array([item.unit[:16] for item in flat], dtype="U16"),
            "low": np.array([np.nan if item.low is None else item.low for item in flat], dtype=np.float64),
            "high": np.array([np.nan if item.high is None else item.high for item in flat], dtype=np.float64),
            "start": np.array([span.start for span in spans], dtype=np.int32),
            "end": np.array([span.end for span in spans], dtype=np.int32),
            "closed": np.array([item.closed for item in flat], dtype=bool),
            "asked": np.array([item.asked for item in flat], dtype=bool),
        }


def under(prefix: str, arrays: Mapping[str, np.ndarray]) -> Arrays:
    """The arrays whose names start with ``prefix.``, without it."""
    return {name[len(prefix) + 1 :]: value for name, value in arrays.items() if name.startswith(prefix + ".")}


def _prefixed(prefix: str, arrays: Mapping[str, np.ndarray]) -> Arrays:
    return {f"{prefix}.{name}": value for name, value in arrays.items()}


def space_arrays(space: Space) -> Arrays:
    """Space as arrays; mean vectors under ``means.<kind>`` with "-" for ":"."""
    lengths = np.array([space.title_length, space.full_length])
    means = {f"means.{kind.replace(':', '-')}": np.asarray(value) for kind, value in space.means.items()}
    return {"idf": space.idf, "lengths": lengths} | means


def space_of(arrays: Mapping[str, np.ndarray]) -> Space:
    """Inverse of :func:`space_arrays`."""
    means = {kind.replace("-", ":"): np.asarray(value) for kind, value in under("means", arrays).items()}
    return Space(arrays["idf"], float(arrays["lengths"][0]), float(arrays["lengths"][1]), means)


_ROWS = ("indptr", "columns", "tfidf", "bm25", "idf_sum", "length")


def side_arrays(side: Side) -> Arrays:
    """Arrays of a library side (passages belong to queries and are not kept)."""
    out = _prefixed("title", {name: getattr(side.title, name) for name in _ROWS})
    if side.full is not side.title:
        out |= _prefixed("full", {name: getattr(side.full, name) for name in _ROWS})
    if side.vectors is not None:
        out["vectors"] = side.vectors
    facts = {name: getattr(side.facts, name) for name in FactColumns.__dataclass_fields__}
    return out | {"language": side.language} | _prefixed("facts", facts)


def side_of(arrays: Mapping[str, np.ndarray], idf: np.ndarray) -> Side:
    """Inverse of :func:`side_arrays`."""
    title = Rows(**under("title", arrays), idf=idf)
    full = under("full", arrays)
    return Side(
        title,
        Rows(**full, idf=idf) if full else title,
        arrays.get("vectors"),
        arrays["language"],
        FactColumns(**under("facts", arrays)),
    )


def postings_arrays(postings: Postings) -> Arrays:
    """Arrays of postings."""
    return {name: getattr(postings, name) for name in Postings.__dataclass_fields__}


def ids_array(ids: np.ndarray) -> np.ndarray:
    """Ids as integers when all are, else as strings (then they come back as strings)."""
    if all(isinstance(item, (int, np.integer)) for item in ids):
        return np.array(ids, dtype=np.int64)
    return np.array([str(item) for item in ids], dtype=str)

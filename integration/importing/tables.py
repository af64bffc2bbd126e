"""A file as a table: its columns, a sample of each, its records as rows of cells by column name."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from integration.exceptions import FileRefused
from integration.importing import mapping
from integration.importing.fields import Target
from integration.importing.mapping import Column
from integration.importing.readers import Broken, read
from integration.importing.sniff import Source

SAMPLE_ROWS = 200
#: A header may stand below a title and remarks, but not deeper than this.
_HEADER_WITHIN = 10


@dataclass(frozen=True)
class Row:
    """One record: ``cells`` by column name, or ``problem`` where it cannot be read as one."""

    line: int
    cells: dict[str, Any]
    problem: str = ""


@dataclass(frozen=True)
class Table:
    """What a first pass over the whole file found. ``header_line`` is None without header."""

    source: Source
    columns: tuple[Column, ...]
    has_header: bool
    header_line: int | None
    total: int

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)

    @property
    def signature(self) -> str:
        return mapping.signature(self.names, has_header=self.has_header)

    def rows(self) -> Iterator[Row]:
        """Second and later passes: the same records in the same order."""
        if self.source.kind == "json":
            return (_object_row(line, value) for line, value in read(self.source))
        return _table_rows(self)


def survey(source: Source, target: Target, max_rows: int, known: frozenset[str] = frozenset()) -> Table:
    """Read everything once, so that a file that breaks anywhere is refused before a row is written.

    ``known`` are column names of mappings that people gave: a row that holds them is a header.
    """
    table = _survey_json(source, max_rows) if source.kind == "json" else _survey_table(source, target, max_rows, known)
    if not table.total:
        raise FileRefused(_("The file holds no rows."))
    return table


def _check_count(count: int, max_rows: int) -> None:
    if count > max_rows:
        detail = _("The file holds more than %(rows)s rows. Split it into several files.")
        raise FileRefused(detail % {"rows": max_rows})


def _survey_json(source: Source, max_rows: int) -> Table:
    samples: dict[str, list[str]] = {}
    total = 0
    for line, value in read(source):
        total += 1
        _check_count(total, max_rows)
        cells = _object_row(line, value).cells
        for name in cells:
            samples.setdefault(name, [])
        if total <= SAMPLE_ROWS:
            for name, found in samples.items():
                found.append(_sample(cells.get(name)))
    columns = tuple(Column(name, tuple(found)) for name, found in samples.items())
    if total and not columns:
        raise FileRefused(_("The file holds no objects: write one JSON object per entry."))
    return Table(source, columns, True, None, total)


def _survey_table(source: Source, target: Target, max_rows: int, known: frozenset[str]) -> Table:
    first: list[tuple[int, list[str]]] = []
    count = 0
    for line, cells in read(source):
        count += 1
        _check_count(count - _HEADER_WITHIN, max_rows)
        if len(first) < SAMPLE_ROWS + _HEADER_WITHIN and not isinstance(cells, Broken):
            first.append((line, cells))
    if not first:
        return Table(source, (), False, None, 0)
    at = find_header(first, target, known)
    header = first[at][1] if at is not None else []
    body = first[at + 1 if at is not None else 0 :][:SAMPLE_ROWS]
    width = len(header) or Counter(len(cells) for _line, cells in body).most_common(1)[0][0]
    names = _unique([header[i] if i < len(header) else "" for i in range(width)])
    columns = tuple(
        Column(name, tuple(_sample(cells[i]) if i < len(cells) else "" for _line, cells in body))
        for i, name in enumerate(names)
    )
    while at is not None and columns and not columns[-1].filled and columns[-1].name == str(len(columns)):
        columns = columns[:-1]
    skipped = at + 1 if at is not None else 0
    _check_count(count - skipped, max_rows)
    return Table(source, columns, at is not None, first[at][0] if at is not None else None, count - skipped)


def find_header(first: list[tuple[int, list[str]]], target: Target, known: frozenset[str] = frozenset()) -> int | None:
    """Index of the header among the first records; None where the file starts with its data."""
    scores = [
        mapping.header_score(cells, target) + 2 * len(known & {" ".join(cell.split()) for cell in cells})
        for _line, cells in first[:_HEADER_WITHIN]
    ]
    best = max(scores)
    if best >= 2 or (best == 1 and max(scores[:2]) == 1):
        return scores.index(best)
    return 0 if _looks_like_header(first) else None


def _looks_like_header(first: list[tuple[int, list[str]]]) -> bool:
    """No name we know; it is a header all the same where it differs in kind or length from what stands below it."""
    cells, body = first[0][1], [row for _line, row in first[1:30]]
    labels = all(cell and len(cell) <= 40 and not any(map(str.isdigit, cell)) for cell in cells)
    if not labels or not len(set(cells)) == len(cells) > 1 or not body:
        return False
    columns = [[row[i] for row in body if i < len(row) and row[i]] for i in range(len(cells))]
    if any(column and all(cell[0].isdigit() for cell in column) for column in columns):
        return True
    lengths = [len(cell) for column in columns for cell in column]
    return bool(lengths) and sum(map(len, cells)) / len(cells) * 2 < sum(lengths) / len(lengths)


def _unique(header: list[str]) -> list[str]:
    """Column names: the header's, numbers for empty ones, a number behind repeated ones."""
    names: list[str] = []
    for position, cell in enumerate(header, start=1):
        name = " ".join(cell.split())[:120] or str(position)
        names.append(name if name not in names else f"{name} ({position})")
    return names


def _table_rows(table: Table) -> Iterator[Row]:
    names = table.names
    for line, cells in read(table.source):
        if table.header_line is not None and line <= table.header_line:
            continue
        if isinstance(cells, Broken):
            yield Row(line, {}, str(cells))
        elif any(cells[len(names) :]):
            detail = _(
                "This row has %(found)s cells where there are %(wanted)s columns. Check delimiters and quotation marks."
            )
            yield Row(line, {}, detail % {"found": len(cells), "wanted": len(names)})
        else:
            yield Row(line, dict(zip(names, cells, strict=False)))


def _object_row(line: int, value: Any) -> Row:
    if not isinstance(value, dict):
        return Row(line, {}, _("This is no JSON object. Write one object with named values per entry."))
    return Row(line, dict(_flat(value)))


def _flat(value: dict[str, Any], prefix: str = "", depth: int = 0) -> Iterator[tuple[str, Any]]:
    """Nested names joined by dots; lists of objects become one list per name (``primaryTas.title``)."""
    for name, inner in value.items():
        path = f"{prefix}{name}"
        if isinstance(inner, dict) and depth < 4:
            yield from _flat(inner, f"{path}.", depth + 1)
        elif isinstance(inner, list) and inner and all(isinstance(item, dict) for item in inner):
            gathered: dict[str, list[Any]] = {}
            for item in inner:
                for key, part in item.items():
                    if isinstance(part, (str, int, float)):
                        gathered.setdefault(f"{path}.{key}", []).append(part)
            yield from gathered.items()
        elif isinstance(inner, list):
            yield path, [item for item in inner if isinstance(item, (str, int, float)) and item != ""]
        elif inner is not None and not isinstance(inner, dict):
            yield path, inner


def _sample(value: Any) -> str:
    text = "; ".join(map(str, value)) if isinstance(value, list) else "" if value is None else str(value)
    return text[:1000]

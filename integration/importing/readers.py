"""Records of a file, one after the other: rows of a table as lists of cells, JSON objects as dictionaries."""

import csv
import datetime
import json
from collections.abc import Iterator
from typing import Any

import python_calamine
from django.utils.translation import gettext as _

from integration.exceptions import FileRefused
from integration.importing.sniff import Source


class Broken(str):
    """Stands for the cells of a record that cannot be read: the reason, in words."""

    __slots__ = ()


_ESCAPES = {"\\n": "\n", "\\r\\n": "\n", "\\t": "\t"}


def read(source: Source) -> Iterator[tuple[int, list[Any] | dict[str, Any] | Any]]:
    """(line or row number where the record starts, its cells). Raises ``FileRefused`` for what breaks the whole file."""
    if source.kind == "json":
        return read_json(source)
    return read_csv(source) if source.kind == "csv" else read_workbook(source)


def read_csv(source: Source) -> Iterator[tuple[int, list[str] | Broken]]:
    """Cells may span lines. A quotation mark that is never closed swallows the rest of the file: that record is broken."""
    errors = "replace" if source.damaged else "strict"
    with source.path.open(encoding=source.encoding, errors=errors, newline="") as file:
        lines = _Lines(file, single=source.quote == "'")
        form = {"delimiter": source.delimiter, "quotechar": source.quote, "skipinitialspace": True}
        start = 1
        try:
            for record in csv.reader(lines, **form):
                pending, lines.pending = lines.pending, []
                if lines.ended and _is_open(pending, form):
                    detail = _("A quotation mark opened here is never closed. Close it; what follows it was not read.")
                    yield start, Broken(detail)
                elif record and not (start == 1 and record[0].lower().startswith("sep=") and len(record) < 3):
                    cells = [cell.strip() for cell in record]
                    yield start, [_unescape(cell) for cell in cells] if source.quote == "'" else cells
                start += len(pending)
        except csv.Error as error:
            detail = _("Line %(line)s: a cell is longer than 4 million characters. Check its quotation marks.")
            raise FileRefused(detail % {"line": start}) from error
        except UnicodeError as error:
            raise FileRefused(_("The characters of this file cannot be read. Save it as UTF-8.")) from error


class _Lines:
    """Lines of a text with those that belong to the record now being read."""

    def __init__(self, file: Iterator[str], *, single: bool) -> None:
        self.file, self.single = file, single
        self.pending: list[str] = []
        self.ended = False

    def __iter__(self) -> Iterator[str]:
        for line in self.file:
            # In files with single quotation marks a mark within a cell is written with a backslash.
            plain = line.replace("\\'", "''") if self.single else line
            self.pending.append(plain)
            yield plain
        self.ended = True


def _is_open(lines: list[str], form: dict[str, Any]) -> bool:
    """Whether the last record of the file ends within quotation marks."""
    try:
        list(csv.reader(lines, **form, strict=True))
    except csv.Error as error:
        return "unexpected end" in str(error)
    return False


def _unescape(cell: str) -> str:
    """Files with single quotation marks are written by programs that also write line ends as ``\\n``."""
    for written, meant in _ESCAPES.items():
        cell = cell.replace(written, meant)
    return cell.strip()


def read_workbook(source: Source) -> Iterator[tuple[int, list[str]]]:
    """Rows of the sheet with the most rows. Formulas are never run: their stored results are read."""
    try:
        book = python_calamine.CalamineWorkbook.from_path(str(source.path))
        sheets = [book.get_sheet_by_name(name) for name in book.sheet_names]
    except python_calamine.PasswordError as error:
        raise FileRefused(_("The workbook is protected by a password. Save it without one.")) from error
    except (python_calamine.CalamineError, OSError, ValueError) as error:
        raise FileRefused(_("The workbook is damaged. Open it, save it again and send it once more.")) from error
    sheets = [sheet for sheet in sheets if sheet.height]
    if not sheets:
        raise FileRefused(_("The workbook holds no rows."))
    best = max(sheets, key=lambda sheet: sheet.height)
    for number, row in enumerate(best.iter_rows(), start=1):
        cells = [cell_text(cell) for cell in row]
        if any(cells):
            yield number, cells


def cell_text(cell: Any) -> str:
    """A cell of a workbook as one would type it: 2017 instead of 2017.0, days as 2017-02-21."""
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    if isinstance(cell, datetime.datetime):
        return cell.date().isoformat() if cell.time() == datetime.time() else cell.isoformat(sep=" ")
    if isinstance(cell, (datetime.date, datetime.time)):
        return cell.isoformat()
    return str(cell).strip()


def read_json(source: Source) -> Iterator[tuple[int, Any]]:
    """The elements of an array, or objects that follow each other with or without anything between them.

    One object that only wraps a list of objects (``{"results": […]}``) stands for that list.
    """
    if source.damaged:
        raise FileRefused(_("The file is not valid UTF-8. Save it as UTF-8 and send it again."))
    text = source.path.read_text(source.encoding).removeprefix("\ufeff")
    found = _Objects(text)
    records = found.elements() if found.starts_array() else found.sequence()
    first = next(records, None)
    if first is None:
        return
    second = next(records, None)
    if second is None and isinstance(first[1], dict) and (inner := _wrapped(first[1])) is not None:
        yield from ((first[0], item) for item in inner)
        return
    yield first
    if second is not None:
        yield second
        yield from records


def _wrapped(value: dict[str, Any]) -> list[Any] | None:
    """The list of objects that ``value`` wraps, if it does nothing else."""
    lists = [item for item in value.values() if isinstance(item, list) and item and isinstance(item[0], dict)]
    if len(lists) == 1 and all(not isinstance(item, str) or len(item) < 200 for item in value.values()):
        plain = {str(name).lower() for name in value}
        return None if plain & {"title", "name", "名称", "标题"} else lists[0]
    inner = list(value.values())
    return inner if len(inner) == 1 and isinstance(inner[0], dict) else None


def _constant(name: str) -> Any:
    raise ValueError(_("%(name)s is not JSON.") % {"name": name})


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    value = dict(pairs)
    if len(value) != len(pairs):
        raise ValueError(_("A name stands twice in one object."))
    return value


class _Objects:
    """Strict JSON values in a text, read one by one so that a large array is never held as objects all at once."""

    def __init__(self, text: str) -> None:
        self.text, self.at, self.line, self.counted = text, 0, 1, 0
        self.decoder = json.JSONDecoder(parse_constant=_constant, object_pairs_hook=_pairs)
        self._skip()

    def starts_array(self) -> bool:
        return self.text[self.at : self.at + 1] == "["

    def elements(self) -> Iterator[tuple[int, Any]]:
        self.at += 1
        self._skip()
        if self._sign("]"):
            self._end()
            return
        while True:
            yield self._value()
            if self._sign("]"):
                break
            if not self._sign(","):
                raise self._refusal(self.at)
        self._end()

    def sequence(self) -> Iterator[tuple[int, Any]]:
        while self.at < len(self.text):
            yield self._value()

    def _value(self) -> tuple[int, Any]:
        start = self.at
        self.line += self.text.count("\n", self.counted, start)
        self.counted = start
        try:
            value, self.at = self.decoder.raw_decode(self.text, start)
        except json.JSONDecodeError as error:
            raise self._refusal(error.pos) from error
        except RecursionError as error:
            raise self._refusal(start, _("It is nested too deeply.")) from error
        except ValueError as error:
            raise self._refusal(start, str(error)) from error
        line = self.line
        self._skip()
        return line, value

    def _skip(self) -> None:
        while self.at < len(self.text) and self.text[self.at] in " \t\r\n":
            self.at += 1

    def _sign(self, sign: str) -> bool:
        if self.text[self.at : self.at + 1] != sign:
            return False
        self.at += 1
        self._skip()
        return True

    def _end(self) -> None:
        if self.at < len(self.text):
            raise self._refusal(self.at)

    def _refusal(self, position: int, reason: str = "") -> FileRefused:
        line = self.text.count("\n", 0, position) + 1
        column = position - (self.text.rfind("\n", 0, position) + 1) + 1
        detail = _("Not valid JSON at line %(line)s, column %(column)s; nothing was taken from the file.")
        return FileRefused(f"{detail % {'line': line, 'column': column}} {reason}".strip())

"""One record of a file as values of the target's fields, with everything that was wrong about it."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from common.plain import plain_line
from common.text import detect_language
from integration.importing.codes import CodeLists
from integration.importing.fields import Cell, Target, Unreadable
from integration.importing.mapping import UUID, unit_of
from integration.importing.tables import Row


@dataclass(frozen=True)
class Problem:
    """``fatal`` refuses the row; otherwise it is kept without, or with a changed, value."""

    field: str
    column: str
    detail: str
    fatal: bool


@dataclass
class Parsed:
    """``number`` counts the records of the file; ``values`` by column of the model, ``parts`` by relation; ``key`` is
    (source system, identifier)."""

    line: int
    number: int = 0
    values: dict[str, Any] = field(default_factory=dict)
    parts: dict[str, dict[str, Any]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    key: tuple[str, str] = ("", "")
    #: The unsaved entry these values make, for a row that is new.
    entry: Any = None
    #: What each field says, as a short hash; under "" title and text together.
    digests: dict[str, str] = field(default_factory=dict)

    @property
    def rejected(self) -> bool:
        return any(problem.fatal for problem in self.problems)

    def remark(self, detail: str) -> None:
        self.problems.append(Problem("", "", detail, False))

    def refuse(self, field_name: str, detail: str) -> None:
        self.problems.append(Problem(field_name, "", detail, True))


class Builder:
    """Turns rows into ``Parsed``: made once per import, for one mapping."""

    def __init__(self, target: Target, mapping: Mapping[str, str], codes: CodeLists, *, source: str) -> None:
        self.target, self.codes, self.source = target, codes, source
        self.columns = [(column, target.field(name), unit_of(column)) for column, name in mapping.items()]
        foreign = {item.name for item in target.model._meta.concrete_fields if item.is_relation}
        self.names = {item.name: item.attname for item in target.model._meta.concrete_fields}
        self.checked = {
            item.attname: item.name for item in target.model._meta.concrete_fields if item.name not in foreign
        }

    def build(self, row: Row, number: int) -> Parsed:
        parsed = Parsed(row.line, number)
        if row.problem:
            parsed.problems.append(Problem("", "", row.problem, True))
            return parsed
        for column, item, unit in self.columns:
            cell = Cell(row.cells.get(column), unit, self.codes)
            if cell.value not in (None, "", []):
                self._convert(parsed, column, item, cell)
        if not parsed.rejected:
            self._complete(parsed)
        if not parsed.rejected:
            self._validate(parsed)
        if not parsed.rejected:
            self._identify(parsed)
        return parsed

    def _convert(self, parsed: Parsed, column: str, item: Any, cell: Cell) -> None:
        try:
            value = item.convert(cell)
        except Unreadable as error:
            parsed.problems.append(Problem(item.name, column, error.detail, error.fatal or item.strict))
            return
        parsed.problems += [Problem(item.name, column, remark, False) for remark in cell.remarks]
        found = value if isinstance(value, dict) else {item.name: value}
        found = {name: inner for name, inner in found.items() if inner not in (None, "", [])}
        if item.part:
            parsed.parts.setdefault(item.part, {}).update(found)
        else:
            parsed.values.update({self.names.get(name, name): inner for name, inner in found.items()})

    def _complete(self, parsed: Parsed) -> None:
        """The title must be there; the language is the text's own."""
        values = parsed.values
        if not values.get("title"):
            column = next((name for name, item, _unit in self.columns if item.role == "title"), "")
            parsed.problems.append(Problem("title", column, _("The title is missing. Fill in the cell."), True))
            return
        if "language" not in values:
            values["language"] = detect_language(f"{values['title']}\n{values.get(self.target.text_field, '')}"[:2000])

    def _validate(self, parsed: Parsed) -> None:
        """The model's own rules, without the queries of its foreign keys (those come from code lists)."""
        trial = parsed.entry = self.target.model(**parsed.values)
        # Fields the file says nothing about have their defaults.
        silent = set(self.names) - {self.checked[name] for name in parsed.values if name in self.checked}
        errors: dict[str, list[ValidationError]] = {}
        for check in (lambda: trial.clean_fields(exclude=silent), trial.clean):
            try:
                check()
            except ValidationError as error:
                errors |= error.error_dict if hasattr(error, "error_dict") else {"": error.error_list}
        for name, found in errors.items():
            column = next((col for col, item, _unit in self.columns if item.name == name), "")
            texts = " ".join(text for item in found for text in item.messages)
            parsed.problems.append(Problem(name, column, texts, True))

    def _identify(self, parsed: Parsed) -> None:
        """The file's own identifier, or a key made of title and text; and what the row says, field by field."""
        values = parsed.values
        text = values.get(self.target.text_field, "")
        content = hashlib.sha256(f"{plain_line(values['title'])}\x1f{plain_line(text)}".encode()).hexdigest()
        parsed.digests = {name: _digest(value) for name, value in values.items() if name not in _KEYS}
        parsed.digests |= {f"{part}.": _digest(inner) for part, inner in parsed.parts.items()}
        parsed.digests[""] = content[:16]
        identifier = values.pop("source_id", "")
        system = values.pop("source_system", "")
        if identifier:
            parsed.key = (system or _system_of(identifier, self.source), identifier)
        else:
            parsed.key = (system or "content", content[:40])


_KEYS = frozenset({"source_id", "source_system"})


def _system_of(identifier: str, source: str) -> str:
    """A UUID is unique in the world; other identifiers only among files of the same make."""
    return "uuid" if UUID.fullmatch(identifier) else source


def _digest(value: Any) -> str:
    plain = json.dumps(value, ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.blake2b(plain.encode("utf-8", "replace"), digest_size=6).hexdigest()

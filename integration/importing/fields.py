"""The description of what can be imported: fields of a library with the names that files give them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from integration.importing.codes import CodeLists


class Unreadable(Exception):
    """A cell that says nothing we understand: the value stays empty, or where the field is strict, the row is refused.

    ``cure`` completes the sentence: what to write instead.
    """

    def __init__(self, detail: str, *, fatal: bool = False) -> None:
        super().__init__(detail)
        self.detail, self.fatal = detail, fatal


@dataclass
class Cell:
    """One cell with what its converter may need: the unit in the header, the code lists, a place for remarks."""

    value: Any
    unit: str = ""
    codes: CodeLists | None = None
    remarks: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The cell as one text; the items of a list stand on lines of their own."""
        if isinstance(self.value, (list, tuple)):
            return "\n".join(str(item) for item in self.value if item not in (None, ""))
        return "" if self.value is None else str(self.value)


@dataclass(frozen=True)
class Field:
    """A field of the target: its names in files, how a cell becomes its value, where the value goes.

    ``convert`` returns the value, or a dictionary where one cell fills several fields (``10-20万`` → both bounds).
    ``strict`` refuses the row where the cell cannot be read; otherwise the row is kept without this value.
    ``part`` names the relation whose row is built from all fields of the same part.
    """

    name: str
    label: Any
    names: tuple[str, ...]
    convert: Callable[[Cell], Any]
    strict: bool = False
    part: str = ""
    role: str = ""  # title, text or id: found by content where no header names it


@dataclass(frozen=True)
class Target:
    """What one kind of job fills."""

    kind: str
    model: Any
    fields: tuple[Field, ...]
    text_field: str
    #: (values, by, organization, direct) → further fields of a new row: status, published_at …
    opening: Callable[..., dict[str, Any]]
    #: relation → (part values) → unsaved rows
    parts: Mapping[str, Callable[[dict[str, Any]], list[Any]]]
    fact: Any
    #: Statuses in which a row is history: the file changes it no longer.
    closed: frozenset[str] = frozenset()

    def field(self, name: str) -> Field:
        return next(item for item in self.fields if item.name == name)

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(item.name for item in self.fields)

"""Which column fills which field: by its header in Chinese or English, by its content where no header helps."""

import hashlib
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from integration.importing.fields import Field, Target

_REQUIRED = re.compile(r"[（(【\[]?(?:必填|选填|必选|required|optional)[)）】\]]?|[*＊]")
_UNIT = re.compile(r"[（(【\[]([^）)】\]]{1,20})[）)】\]]\s*$")
_BLANKS = re.compile(r"[\s_\-:：·/\\.]+")
_FOREIGN = re.compile(
    r"企业|公司|单位|机构|联系|负责|姓名|完成人|作者|发明人|申请人|负责人|company|organi[sz]ation|firm|agency|person|website"
)
_TITLE = re.compile(
    r"(?:成果|项目|技术|专利|需求|难题|课题|论文|产品|award|project|tech\w*|patent|demand|invention).*(?:名称|名|标题|题目|题名|title|name)$|(?:标题|题目|题名|title)$"
)
_TEXT = re.compile(r"(?:摘要|简介|简述|概述|描述|介绍|内容|详情|说明|abstract|description|summary|details)$")
_SERIAL = frozenset({"序号", "行号", "no", "#", "nr", "row", "index", "sn", "rownumber", "serialnumber", ""})
UUID = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}", re.IGNORECASE)
_ID = re.compile(r"[A-Za-z]{0,12}[\-_./]?[0-9A-Za-z.\-_/]{1,64}")


def plain_header(header: str) -> str:
    """Folded for comparison, without unit and remarks such as （必填）."""
    text = _REQUIRED.sub("", unicodedata.normalize("NFKC", header).lower().strip())
    return _BLANKS.sub("", _UNIT.sub("", text.strip()))


def unit_of(header: str) -> str:
    """What stands in brackets at the end: ``预算（万元）`` → ``万元``."""
    found = _UNIT.search(_REQUIRED.sub("", unicodedata.normalize("NFKC", header)).strip())
    return found[1].strip() if found else ""


@dataclass(frozen=True)
class Column:
    """A column of a file: how it is called in the file, and a few of its cells."""

    name: str
    samples: tuple[str, ...]

    @property
    def filled(self) -> tuple[str, ...]:
        return tuple(cell for cell in self.samples if cell)


def header_score(cells: Sequence[str], target: Target) -> int:
    """How many cells of a row are names of fields; 0 says that this row is no header."""
    found = {item.name for cell in cells if cell and len(cell) <= 60 and (item := by_header(cell, target))}
    return len(found)


def by_header(header: str, target: Target) -> Field | None:
    """The field this header names exactly, or for title and text by how it ends."""
    plain = plain_header(header)
    if not plain:
        return None
    for item in target.fields:
        if plain in item.names:
            return item
    leaf = plain_header(header.rpartition(".")[2])
    if _FOREIGN.search(plain) or "." in header:
        return None
    for pattern, role in ((_TITLE, "title"), (_TEXT, "text")):
        if pattern.search(leaf):
            return next(item for item in target.fields if item.role == role)
    return None


def guess(columns: Sequence[Column], target: Target, *, has_header: bool) -> dict[str, str]:
    """Column name → field name; columns that fill nothing are absent. Every field is filled by one column at most."""
    found: dict[str, str] = {}
    if has_header:
        exact = [(column, item) for column in columns if (item := by_header(column.name, target))]
        # Where two columns claim a field, the exact name wins, and among those the order of the field's names.
        exact.sort(key=lambda pair: _rank(pair[0].name, pair[1]))
        for column, item in exact:
            if item.name not in found.values():
                found[column.name] = item.name
    _drop_serials(columns, found)
    _by_content([column for column in columns if column.name not in found], target, found, has_header=has_header)
    return {column.name: found[column.name] for column in columns if column.name in found}


def _rank(header: str, item: Field) -> int:
    plain = plain_header(header)
    return item.names.index(plain) if plain in item.names else len(item.names)


def _drop_serials(columns: Sequence[Column], found: dict[str, str]) -> None:
    """A column that only counts the rows identifies nothing: the next file counts from one again."""
    for column in columns:
        if found.get(column.name) == "source_id" and plain_header(column.name) in _SERIAL and is_running(column):
            del found[column.name]


def is_running(column: Column) -> bool:
    """1, 2, 3 … in the order of the rows."""
    numbers = [int(cell) if cell.isdecimal() and len(cell) < 9 else -1 for cell in column.samples]
    return len(numbers) > 1 and all(after == before + 1 for before, after in pairwise(numbers))


def _by_content(columns: list[Column], target: Target, found: dict[str, str], *, has_header: bool) -> None:
    """Fill the roles that no header named: first the identifier (only without header), then text, then title."""
    roles = {item.role: item.name for item in target.fields if item.role}
    free = [column for column in columns if column.filled and not _FOREIGN.search(plain_header(column.name))]
    if not has_header and roles["id"] not in found.values():
        for column in free:
            if _looks_like_id(column):
                found[column.name] = roles["id"]
                free.remove(column)
                break
    has_text = roles["text"] in found.values()
    worded = [column for column in free if _mean(column) >= 2 and not _looks_like_id(column) and _is_worded(column)]
    if roles["title"] not in found.values() and worded:
        short = [column for column in worded if _mean(column) <= 150 and _distinct(column) > 0.5]
        if short:
            found[short[0].name] = roles["title"]
            worded.remove(short[0])
    if not has_text and not has_header and worded:
        longest = max(worded, key=_mean)
        if _mean(longest) > 30:
            found[longest.name] = roles["text"]


def _mean(column: Column) -> float:
    return sum(map(len, column.filled)) / len(column.filled)


def _distinct(column: Column) -> float:
    return len(set(column.filled)) / len(column.filled)


def _looks_like_id(column: Column) -> bool:
    cells = column.filled
    shaped = all(_ID.fullmatch(cell) and (any(map(str.isdigit, cell)) or UUID.fullmatch(cell)) for cell in cells)
    return shaped and len(set(cells)) == len(cells) == len(column.samples)


def _is_worded(column: Column) -> bool:
    """Mostly letters: neither numbers nor days."""
    text = "".join(column.filled)
    return sum(character.isalpha() for character in text) > 0.5 * len(text)


def signature(columns: Sequence[str], *, has_header: bool) -> str:
    """Recognises files of the same make: the same headers in any order, or as many columns without header."""
    names = sorted(map(plain_header, columns)) if has_header else [f"#{len(columns)}"]
    return hashlib.sha256("\x1f".join(names).encode()).hexdigest()[:32]


def check(mapping: Mapping[str, Any], columns: Sequence[str], target: Target) -> dict[str, str]:
    """A mapping given by a person, without its empty entries. Raises ``ValueError`` naming what is unknown."""
    wanted: dict[str, str] = {}
    for column, name in mapping.items():
        if not name:
            continue
        if column not in columns:
            raise ValueError(column)
        if name not in target.names:
            raise ValueError(name)
        if name in wanted.values():
            raise ValueError(name)
        wanted[column] = str(name)
    return wanted

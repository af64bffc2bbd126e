"""The texts that the platform ships, and the operators' own that take their place."""

import datetime
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.db.models import Q

from deals.models import ContractTemplate

_FOLDER = Path(__file__).parent / "shipped"
_PART = re.compile(r"^\[vehicle(?::(\w+))?\]$", re.MULTILINE)
_TITLES = {
    "zh": {"development": "技术开发合同", "transfer": "技术转让合同", "licence": "技术许可合同",
           "consulting": "技术咨询合同", "service": "技术服务合同", "equity": "技术作价出资协议",
           "pilot": "中试服务合同", "use_first": "先用后付技术许可合同"},
    "en": {"development": "Technology development contract", "transfer": "Technology transfer contract",
           "licence": "Technology licence contract", "consulting": "Technical consulting contract",
           "service": "Technical service contract", "equity": "Agreement on a contribution in technology",
           "pilot": "Contract for pilot-scale service", "use_first": "Technology licence: use first, pay later"},
}  # fmt: skip
_PLACE = re.compile(r"\{\{\s*(\w+)\s*\}\}")


@dataclass(frozen=True)
class Text:
    """``source`` names the template and its day, kept with every contract made from it."""

    title: str
    body: str
    source: str


def text_for(vehicle: str, language: str, on: datetime.date) -> Text:
    """The newest template valid on that day, else the shipped text."""
    rows = ContractTemplate.objects.filter(vehicle=vehicle, language=language, valid_from__lte=on)
    row = rows.filter(Q(valid_to=None) | Q(valid_to__gte=on)).order_by("-valid_from").first()
    if row is not None:
        return Text(row.title, row.body, f"{vehicle}.{language}.{row.valid_from}")
    return shipped(vehicle, language)


@cache
def shipped(vehicle: str, language: str) -> Text:
    """The shipped text with the clauses of this legal form in their place."""
    pieces = _PART.split((_FOLDER / f"{language}.md").read_text(encoding="utf-8"))
    # [head, None, tail, "development", clauses, "transfer", clauses …]
    parts = dict(zip(pieces[3::2], pieces[4::2], strict=True))
    body = pieces[0].strip() + "\n" + parts[vehicle].strip() + "\n" + pieces[2].strip()
    return Text(_TITLES[language][vehicle], body, f"{vehicle}.{language}.shipped-1")


def places_of(body: str) -> set[str]:
    """The names that stand for values in a text."""
    return set(_PLACE.findall(body))


def fill(line: str, values: dict[str, str]) -> str:
    """``line`` with its values; what is not known is a blank to write on."""
    return _PLACE.sub(lambda found: values.get(found[1], "") or "________", line)

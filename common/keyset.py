"""Pages of a list in the portal: by key instead of by offset, and counts that stop counting.

A page says ``after=<value>~<id>`` (or ``before=``): the sort value and primary key of the row it starts behind. It costs
the same on page one and page ten thousand, and a row written meanwhile neither repeats nor hides another.
"""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest, QueryDict
from django.utils.dateparse import parse_date, parse_datetime

COUNT_CAP = 10_000


@dataclass(frozen=True)
class Page:
    """Rows of one page and the addresses of its neighbours (query strings, empty where there is none)."""

    rows: Sequence[Any]
    previous_url: str
    next_url: str

    def __iter__(self) -> Any:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)


def paginate(request: HttpRequest, queryset: QuerySet, *, key: str, size: int = 20) -> Page:
    """One page of ``queryset`` in the order of ``key`` and primary key.

    ``key`` is a non-null column or annotation, with ``-`` in front for descending; the primary key breaks ties in the
    same direction. A key in the address that cannot be read is ignored: the reader sees the first page.
    """
    name, descending = key.removeprefix("-"), key.startswith("-")
    backwards = "before" in request.GET
    start = _read(queryset, request.GET.get("before" if backwards else "after", ""), name)
    backwards = backwards and start is not None
    falling = descending != backwards
    if start is not None:
        value, pk = start
        side = "lt" if falling else "gt"
        queryset = queryset.filter(Q(**{f"{name}__{side}": value}) | Q(**{name: value, f"pk__{side}": pk}))
    sign = "-" if falling else ""
    rows = list(queryset.order_by(f"{sign}{name}", f"{sign}pk")[: size + 1])
    more, rows = len(rows) > size, rows[:size]
    if backwards:
        rows.reverse()
    has_next = (start is not None) if backwards else more
    has_previous = more if backwards else start is not None
    previous_url = _address(request, "before", rows[0], name) if rows and has_previous else ""
    next_url = _address(request, "after", rows[-1], name) if rows and has_next else ""
    return Page(rows, previous_url, next_url)


def capped_count(queryset: QuerySet, cap: int = COUNT_CAP) -> tuple[int, bool]:
    """How many rows, counted up to ``cap``, and whether there are more."""
    found = queryset.order_by().values("pk")[: cap + 1].count()
    return min(found, cap), found > cap


def without(query: QueryDict, *names: str) -> str:
    """The query string without some parameters and without the place in the list."""
    copy = query.copy()
    for name in (*names, "after", "before"):
        copy.pop(name, None)
    return f"?{copy.urlencode()}" if copy else "?"


def _address(request: HttpRequest, direction: str, row: Any, name: str) -> str:
    query = request.GET.copy()
    query.pop("after", None)
    query.pop("before", None)
    value = getattr(row, name)
    text = value.isoformat() if isinstance(value, datetime.date) else str(value)
    query[direction] = f"{text}~{row.pk}"
    return f"?{query.urlencode()}"


def _read(queryset: QuerySet, text: str, name: str) -> tuple[Any, int] | None:
    raw, separator, pk = text.rpartition("~")
    if not separator or not pk.isascii() or not pk.isdigit() or len(pk) > 18:
        return None
    expression = queryset.query.annotations.get(name)
    field = expression.output_field if expression is not None else queryset.model._meta.get_field(name)
    try:
        value = _READERS[field.get_internal_type()](raw)
    except (KeyError, ValueError, ArithmeticError):
        return None
    return None if value is None else (value, int(pk))


def _small_int(raw: str) -> int:
    value = int(raw)
    if abs(value) > 2**31 - 1:
        raise ValueError
    return value


def _decimal(raw: str) -> Decimal:
    value = Decimal(raw)
    if not value.is_finite() or abs(value) > Decimal(10) ** 18:
        raise ValueError
    return value


_READERS: dict[str, Any] = {
    "DateTimeField": parse_datetime,
    "DateField": parse_date,
    "DecimalField": _decimal,
    "IntegerField": _small_int,
    "PositiveSmallIntegerField": _small_int,
    "CharField": lambda raw: raw if "\x00" not in raw else None,
}

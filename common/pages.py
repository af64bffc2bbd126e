"""Keyset pages of the portal: next and previous by the last row seen, no OFFSET and no COUNT."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.signing import BadSignature, Signer
from django.db.models import Q, QuerySet
from django.http import HttpRequest

COUNT_LIMIT = 10_000
_signer = Signer(salt="page")


@dataclass(frozen=True)
class Page:
    """``rows`` of one page; the addresses are None at the ends."""

    rows: list[Any]
    next_url: str | None
    previous_url: str | None

    def __iter__(self) -> Any:
        return iter(self.rows)

    def __bool__(self) -> bool:
        return bool(self.rows)


def keyset_page(queryset: QuerySet, request: HttpRequest, keys: Sequence[str], size: int = 25) -> Page:
    """One page of ``queryset`` ordered by ``keys`` (``-name`` for descending; the last one unique, none nullable).

    ``after`` and ``before`` in the address hold the signed key of a row; a forged or foreign one starts at the beginning.
    """
    names = [key.lstrip("-") for key in keys]
    down = [key.startswith("-") for key in keys]
    backwards = _key(request.GET.get("before"), len(keys))
    forwards = _key(request.GET.get("after"), len(keys))
    here = backwards or forwards
    flip = backwards is not None
    order = [f"{'-' if (descending != flip) else ''}{name}" for name, descending in zip(names, down, strict=True)]
    rows = queryset.order_by(*order)
    if here is not None:
        rows = rows.filter(_beyond(names, down, here, flip))
    found = list(rows[: size + 1])
    more = len(found) > size
    found = found[:size]
    if flip:
        found.reverse()
    has_next, has_previous = (True, more) if flip else (more, forwards is not None)
    if not found:
        return Page([], None, None)
    return Page(
        found,
        _address(request, "after", found[-1], names) if has_next else None,
        _address(request, "before", found[0], names) if has_previous else None,
    )


def capped_count(queryset: QuerySet, limit: int = COUNT_LIMIT) -> tuple[int, bool]:
    """(number of rows up to ``limit``, whether there are more): one bounded query."""
    count = queryset.order_by()[: limit + 1].count()
    return min(count, limit), count > limit


def query_without(request: HttpRequest, *names: str) -> str:
    """The address of this list without some parameters, from its beginning."""
    query = request.GET.copy()
    for name in (*names, "after", "before"):
        query.pop(name, None)
    return f"{request.path}?{query.urlencode()}" if query else request.path


def _beyond(names: Sequence[str], down: Sequence[bool], values: Sequence[Any], flip: bool) -> Q:
    """Rows behind ``values`` in lexicographic order."""
    condition = Q()
    for i, name in enumerate(names):
        comparison = "lt" if down[i] != flip else "gt"
        equal = {names[j]: values[j] for j in range(i)}
        condition |= Q(**equal, **{f"{name}__{comparison}": values[i]})
    return condition


def _key(raw: str | None, length: int) -> list[Any] | None:
    if not raw:
        return None
    try:
        values = json.loads(_signer.unsign(raw))
    except (BadSignature, ValueError):
        return None
    return values if isinstance(values, list) and len(values) == length else None


def _address(request: HttpRequest, name: str, row: Any, keys: Sequence[str]) -> str:
    query = request.GET.copy()
    query.pop("after", None)
    query.pop("before", None)
    values = [getattr(row, key) for key in keys]
    plain = [value.isoformat() if hasattr(value, "isoformat") else value for value in values]
    query[name] = _signer.sign(json.dumps(plain, separators=(",", ":"), default=str))
    return f"{request.path}?{query.urlencode()}"

"""All figures of one scope at one moment, computed in a handful of queries and kept for a minute."""

import datetime
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from itertools import groupby
from typing import Any

from django.core.cache import cache
from django.db.models import CharField, Count, F, Value
from django.db.models.functions import Coalesce, Left, TruncMonth
from django.utils import timezone

from dashboards.metrics.bases import ACHIEVEMENTS, DEMANDS, Base
from dashboards.metrics.catalogue import CATALOGUE
from dashboards.metrics.scope import Scope, first_day, months
from taxonomy.models import Industry, Region

SECONDS = 60
#: Key of rows that name no region or industry.
NONE = ""


@dataclass(frozen=True)
class Snapshot:
    """``values``: metric → number or None · ``months``, ``regions``, ``industries``: rows of (key, demands, achievements),
    the latter two with their name in both languages; all within the twelve months from ``since``."""

    computed_at: datetime.datetime
    since: datetime.date
    values: dict[str, float | None]
    months: list[dict[str, Any]]
    regions: list[dict[str, Any]]
    industries: list[dict[str, Any]]


def snapshot(scope: Scope) -> Snapshot:
    """The figures of ``scope``, at most a minute old; ``computed_at`` says when they were taken."""
    key = f"board:1:{scope.prefix or 'nation'}"
    stored = cache.get(key)
    if stored is None:
        taken = compute(scope)
        cache.set(key, asdict(taken), SECONDS)
        return taken
    return Snapshot(**stored)


def compute(scope: Scope) -> Snapshot:
    """Eight queries: one per base, one cube per library, the names, and the moment."""
    cubes = {base.name: _cube(base, scope) for base in (DEMANDS, ACHIEVEMENTS)}
    regions = Region.objects.in_bulk(_keys(cubes, "region"))
    industries = Industry.objects.in_bulk(_keys(cubes, "industry"))
    return Snapshot(
        computed_at=timezone.now(),
        since=first_day().date(),
        values=_values(scope),
        months=[_pair(month, cubes, "month") for month in months()],
        regions=_ranked(cubes, "region", regions),
        industries=_ranked(cubes, "industry", industries),
    )


def _values(scope: Scope) -> dict[str, float | None]:
    values: dict[str, float | None] = {}
    ordered = sorted(CATALOGUE.values(), key=lambda metric: metric.base.name)
    for _name, same in groupby(ordered, key=lambda metric: metric.base.name):
        metrics = list(same)
        found = metrics[0].base.rows(scope).aggregate(**{metric.name: metric.expression() for metric in metrics})
        values |= {name: _plain(value) for name, value in found.items()}
    return values


def _plain(value: Any) -> float | None:
    return round(value / datetime.timedelta(days=1), 1) if isinstance(value, datetime.timedelta) else value


def _cube(base: Base, scope: Scope) -> list[dict[str, Any]]:
    """Rows of the twelve months counted by month, region right below the scope, and division of industry."""
    nothing = Value(NONE, output_field=CharField())
    rows = base.rows(scope).filter(**{f"{base.at}__gte": first_day()})
    return list(
        rows.order_by()
        .annotate(
            month_=TruncMonth(base.at),
            region_=Coalesce(Left(F(f"{base.region}_id"), scope.child_digits), nothing),
            industry_=Coalesce(Left(F(f"{base.industry}_id"), 3), nothing),
        )
        .values("month_", "region_", "industry_")
        .annotate(n=Count("pk"))
    )


def _code(row: dict[str, Any], axis: str) -> str:
    if axis == "month":
        return f"{timezone.localtime(row['month_']):%Y-%m}"
    code = row[f"{axis}_"]
    return code.ljust(6, "0") if axis == "region" and code else code


def _keys(cubes: dict[str, list[dict[str, Any]]], axis: str) -> set[str]:
    return {_code(row, axis) for rows in cubes.values() for row in rows} - {NONE}


def _sums(rows: Iterable[dict[str, Any]], axis: str) -> Counter[str]:
    sums: Counter[str] = Counter()
    for row in rows:
        sums[_code(row, axis)] += row["n"]
    return sums


def _pair(key: str, cubes: dict[str, list[dict[str, Any]]], axis: str) -> dict[str, Any]:
    return {"key": key} | {name: _sums(rows, axis)[key] for name, rows in cubes.items()}


def _ranked(cubes: dict[str, list[dict[str, Any]]], axis: str, names: dict[str, Any]) -> list[dict[str, Any]]:
    """Most demands first, rows that name none last."""
    rows = []
    for key in {_code(row, axis) for each in cubes.values() for row in each}:
        name = names.get(key)
        labels = {"name": name.name, "name_en": name.name_en} if name else {"name": key, "name_en": key}
        rows.append(_pair(key, cubes, axis) | labels)
    return sorted(rows, key=lambda row: (row["key"] == NONE, -row["demands"], -row["achievements"], row["key"]))

"""Rows of the two libraries as profiles of the engine, and the way back from a span to the field it quotes."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from hashlib import blake2b
from typing import Any

from django.db.models import Model, QuerySet

from achievements.models import Achievement, AchievementIndicator
from common.text import detect_language
from demands.models import Demand, DemandIndicator
from integration.enums import Relation
from integration.models.indicator import Indicator as IndicatorRow
from matching.engine import Indicator, Profile

#: Text fields after the title, in the order in which the engine reads them: what tells most comes first.
DEMAND_TEXTS = ("problem", "requirements", "tried_before", "acceptance_test")
ACHIEVEMENT_TEXTS = ("one_line", "summary", "scenarios", "advantages", "description")
_SHARED_COLUMNS = (
    "id", "organization_id", "organization__region_id", "title", "title_other", "keywords", "industry_id",
    "field_id", "region_id", "currency", "content_seq", "status",
)  # fmt: skip
DEMAND_COLUMNS = (*_SHARED_COLUMNS, *DEMAND_TEXTS, "trl_wanted_min", "modes_wanted", "budget_min", "budget_max")
ACHIEVEMENT_COLUMNS = (
    *_SHARED_COLUMNS, *ACHIEVEMENT_TEXTS, "trl", "transfer_modes", "price_mode", "price_min", "price_max",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Entry:
    """One row read in one go: its profile, its content version and where each field stands in the profile's text."""

    id: int
    content_seq: int
    organization_id: int
    status: str
    profile: Profile
    places: tuple[tuple[str, int, int], ...]

    def field_span(self, span: Sequence[int] | None) -> tuple[str, list[int]] | None:
        """``(field, [start, end])`` inside that field for a span of ``profile.full_text``; None outside any field."""
        if span is None:
            return None
        for name, start, end in self.places:
            if start <= span[0] < end:
                return name, [span[0] - start, min(span[1], end) - start]
        return None


def read_demands(rows: QuerySet[Demand]) -> list[Entry]:
    """Profiles of demands, two queries; ``rows`` may be filtered and ordered, not sliced by the caller's evaluation."""
    values = list(rows.values(*DEMAND_COLUMNS))
    indicators = _indicators(DemandIndicator, "demand_id", [row["id"] for row in values])
    return [_demand(row, indicators[row["id"]]) for row in values]


def read_achievements(rows: QuerySet[Achievement]) -> list[Entry]:
    """Profiles of achievements, two queries."""
    values = list(rows.values(*ACHIEVEMENT_COLUMNS))
    indicators = _indicators(AchievementIndicator, "achievement_id", [row["id"] for row in values])
    return [_achievement(row, indicators[row["id"]]) for row in values]


def _demand(row: dict[str, Any], indicators: list[IndicatorRow]) -> Entry:
    text, places = _compose(row, DEMAND_TEXTS, indicators)
    budget = row["budget_max"] if row["budget_max"] is not None else row["budget_min"]
    profile = Profile(
        **_shared(row, text, indicators),
        trl_wanted_min=row["trl_wanted_min"],
        modes=frozenset(row["modes_wanted"]),
        budget=_yuan(budget, row["currency"]),
    )
    return Entry(row["id"], row["content_seq"], row["organization_id"], row["status"], profile, places)


def _achievement(row: dict[str, Any], indicators: list[IndicatorRow]) -> Entry:
    text, places = _compose(row, ACHIEVEMENT_TEXTS, indicators)
    price = row["price_min"] if row["price_min"] is not None else row["price_max"]
    profile = Profile(
        **_shared(row, text, indicators),
        trl=row["trl"],
        modes=frozenset(row["transfer_modes"]),
        price=_yuan(price, row["currency"]),
    )
    return Entry(row["id"], row["content_seq"], row["organization_id"], row["status"], profile, places)


def _shared(row: dict[str, Any], text: str, indicators: list[IndicatorRow]) -> dict[str, Any]:
    return {
        "id": row["id"],
        "title": row["title"],
        "text": text,
        "language": detect_language(f"{row['title']}\n{text}"[:2000]),
        "indicators": tuple(item for item in map(_indicator, indicators) if item is not None),
        "industries": (row["industry_id"],) if row["industry_id"] else (),
        "fields": (field_code(row["field_id"]),) if row["field_id"] else (),
        "region": row["region_id"] or row["organization__region_id"] or "",
        "organization": row["organization_id"],
    }


def _compose(
    row: dict[str, Any], names: Iterable[str], indicators: list[IndicatorRow]
) -> tuple[str, tuple[tuple[str, int, int], ...]]:
    """One text of all text fields, keywords and the title in the other language, and where each part stands."""
    parts = [(name, row[name]) for name in names]
    parts.append(("indicators", "\n".join(f"{i.name} {i.text}".strip() for i in indicators if _indicator(i) is None)))
    parts.append(("keywords", " · ".join(row["keywords"])))
    parts.append(("title_other", row["title_other"]))
    places = [("title", 0, len(row["title"]))]
    pieces: list[str] = []
    position = len(row["title"]) + 1
    for name, piece in parts:
        if piece and piece.strip():
            places.append((name, position, position + len(piece)))
            pieces.append(piece)
            position += len(piece) + 1
    return "\n".join(pieces), tuple(places)


def _indicators(model: type[Model], parent: str, ids: list[int]) -> dict[int, list[IndicatorRow]]:
    found: dict[int, list[IndicatorRow]] = defaultdict(list)
    for item in model.objects.filter(**{f"{parent}__in": ids}).order_by("pk"):
        found[getattr(item, parent)].append(item)
    return found


def _indicator(row: IndicatorRow) -> Indicator | None:
    """The engine's form of a value in a form field; None for one that is said in words."""
    low, high = _number(row.value_min), _number(row.value_max)
    if row.relation == Relation.TEXT or (low is None and high is None):
        return None
    if row.relation == Relation.AT_LEAST:
        low, high = (low if low is not None else high), None
    elif row.relation == Relation.AT_MOST:
        low, high = None, (high if high is not None else low)
    elif row.relation == Relation.EQUAL:
        low = high = low if low is not None else high
    return Indicator(row.name, low, high, row.unit, quote=f"{row.name} {row.display_value}".strip())


def _number(value: Decimal | None) -> float | None:
    return None if value is None else float(value)


def _yuan(value: Decimal | None, currency: str) -> float | None:
    """Money is compared in yuan only; another currency would need a rate."""
    return float(value) if value is not None and currency == "CNY" else None


def field_code(slug: str) -> str:
    """Eight characters for a technology field: the engine compares short codes by prefix, slugs share theirs by chance."""
    return blake2b(slug.encode(), digest_size=4).hexdigest()

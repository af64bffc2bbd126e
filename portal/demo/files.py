"""The demo files as the values our actions take. Pure: no database."""

import datetime
import json
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
SOURCE = "demo"
_HAN = re.compile("[㐀-鿿]")

_SHARED = ("industry", "field", "region")
_ACHIEVEMENT = (
    "one_line", "description", "advantages", "scenarios", "kind", "forms", "trl", "mrl", "commercial_stage", "keywords",
    "transfer_modes", "price_mode", "next_steps", "next_step_note",
)  # fmt: skip
_DEMAND = ("publish_as", "demand_type", "tried_before", "acceptance_test", "trl_wanted_min", "modes_wanted")
_INDICATOR = ("name", "name_en", "relation", "unit", "condition", "text", "priority", "now")


def entries(pattern: str) -> Iterator[dict[str, Any]]:
    """Every object of the files that fit ``pattern``, in the order of their names."""
    for path in sorted(FOLDER.glob(pattern)):
        yield from json.loads(path.read_text(encoding="utf-8"))


def history() -> dict[str, Any]:
    """What has happened since: statuses other than "published", and answers to matches."""
    return json.loads((FOLDER / "history.json").read_text(encoding="utf-8"))


def achievement_values(entry: Mapping[str, Any]) -> dict[str, Any]:
    """Field values; ``title`` and ``summary`` are in the entry's own language, the other one lies beside them."""
    other = "zh" if entry["language"] == "en" else "en"
    values = _common(entry) | {name: entry[name] for name in _ACHIEVEMENT}
    values |= {"title": entry["title"], "title_other": entry.get(f"title_{other}", "")}
    values |= {"summary": entry["summary"], "summary_other": entry.get(f"summary_{other}", "")}
    return values | {name: _decimal(entry[name]) for name in ("price_min", "price_max")}


def demand_values(entry: Mapping[str, Any], today: datetime.date) -> dict[str, Any]:
    """Field values. In these files ``title`` and ``problem`` are always Chinese; ``language`` names the original."""
    own, other = ("_en", "") if entry["language"] == "en" else ("", "_en")
    values = _common(entry) | {name: entry[name] for name in _DEMAND} | {"requirements": entry["constraints"]}
    values |= {"title": entry[f"title{own}"], "title_other": entry[f"title{other}"]}
    values |= {"problem": entry[f"problem{own}"], "problem_other": entry[f"problem{other}"]}
    values["deadline"] = today + datetime.timedelta(days=entry["deadline_days"]) if entry["deadline_days"] else None
    return values | {name: _decimal(entry[name]) for name in ("budget_min", "budget_max")}


def organization_values(entry: Mapping[str, Any]) -> dict[str, Any]:
    names = ("kind", "name", "name_en", "size", "intro", "intro_en", "website")
    values = {name: entry[name] for name in (*names, "contact_name", "contact_phone", "contact_email")}
    codes = {"code": entry["uscc"], "region_id": entry["region"], "industry_id": entry["industry"] or None}
    return values | codes | {"sme_grades": entry.get("sme_grade") or []}


def indicator_values(row: Mapping[str, Any]) -> dict[str, Any]:
    """One indicator; the Chinese name stands first, and a value in words may stand in the condition."""
    values = {name: row[name] for name in _INDICATOR if name in row}
    if _HAN.search(row["name_en"]) and not _HAN.search(row["name"]):
        values |= {"name": row["name_en"], "name_en": row["name"]}
    if row["relation"] == "text" and not row.get("text"):
        values |= {"text": row["condition"], "condition": ""}
    return values | {name: _decimal(row[name]) for name in ("value_min", "value_max")}


def right_values(row: Mapping[str, Any]) -> dict[str, Any]:
    return dict(row) | {"filing_date": datetime.date.fromisoformat(row["filing_date"]) if row["filing_date"] else None}


def _common(entry: Mapping[str, Any]) -> dict[str, Any]:
    values = {f"{name}_id": entry[name] or None for name in _SHARED}
    return values | {"language": entry["language"], "source_system": SOURCE, "source_id": entry["key"]}


def _decimal(value: float | None) -> Decimal | None:
    return None if value is None else Decimal(str(value))

"""Plain records (dicts of JSON lines) to profiles and back; tolerant in content, strict in shape."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from matching.engine.explain import Explanation
from matching.engine.pipeline import Scored
from matching.engine.profile import Profile


class RecordError(ValueError):
    """A record without what is needed; the message names the key."""


def profile_of(record: Mapping[str, Any]) -> Profile:
    """Profile of ``{"title", "text"}``; further known keys are used when present, unknown ones are ignored."""
    if not isinstance(record, Mapping):
        raise RecordError("expected an object with title and text")
    title, text = (_text(record, key) for key in ("title", "text"))
    if not title and not text:
        raise RecordError("title and text are both missing or empty")
    if not title:
        title = text.split("\n", 1)[0][:200]
    return Profile(
        title,
        text,
        id=record.get("id"),
        trl=_number(record, "trl", int),
        trl_wanted_min=_number(record, "trl_wanted_min", int),
        price=_number(record, "price", float),
        budget=_number(record, "budget", float),
        modes=frozenset(map(str, record.get("modes") or ())),
        industries=tuple(map(str, record.get("industries") or ())),
        fields=tuple(map(str, record.get("fields") or ())),
        region=str(record.get("region") or ""),
    )


def _text(record: Mapping[str, Any], key: str) -> str:
    value = record.get(key)
    if value is None:
        return ""
    if isinstance(value, (dict, list)):
        raise RecordError(f"{key} must be a string")
    return str(value).strip()


def _number(record: Mapping[str, Any], key: str, kind: type) -> Any:
    value = record.get(key)
    if value in (None, ""):
        return None
    try:
        return kind(value)
    except (TypeError, ValueError) as error:
        raise RecordError(f"{key} must be a number") from error


def scored_record(scored: Scored, explanation: Explanation | None = None) -> dict[str, Any]:
    """``score``, ``level``, ``grade`` and, when explained, ``reasons``, ``gaps``, ``uncertainty``."""
    record: dict[str, Any] = {"score": scored.score, "level": scored.level, "grade": scored.grade}
    return record | explanation.as_dict() if explanation else record

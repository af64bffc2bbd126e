"""Input quality: can this text be matched at all, and if not, which question would help most.

The questions are ordered by what they change: without an object nothing can be ranked, a described problem moves the
ranking next, a value for the main property last.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from common.text import fold, han_share
from matching.engine import indicators
from matching.engine.explain import _weigher
from matching.engine.phrases import key_phrases
from matching.engine.profile import Profile
from matching.engine.ranker import RankerModel
from matching.engine.wording import say


@dataclass(frozen=True, slots=True)
class Question:
    """A question back to the author: ``code`` with ``params`` and the ready sentence."""

    code: str
    text: str
    params: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class InputQuality:
    """``level``: 0 unmatchable, 1 title only, 2 title + text, 3 with indicators. ``questions``: most useful first."""

    matchable: bool
    level: int
    questions: tuple[Question, ...]

    @property
    def name(self) -> str:
        """The level in a word, as used by evaluation reports."""
        return ("unmatchable", "title_only", "title_and_text", "with_indicators")[self.level]


def assess_input(profile: Profile, *, model: RankerModel | None = None, limit: int = 2) -> InputQuality:
    """Judge a demand or achievement by its own words (no library needed, so it can run while the author types)."""
    weigh = _weigher(model)
    telling = [word for text in (profile.title, profile.text) for _, word in key_phrases(fold(text), weigh, limit=4)]
    letters = sum(char.isalpha() for char in profile.full_text)
    meaningful = letters >= (4 if han_share(profile.full_text) >= 0.2 else 8)
    if not telling or not meaningful:
        code = "ask_empty" if not meaningful else "ask_object"
        return InputQuality(False, 0, _questions([(code, {}), ("ask_problem", {})], profile, limit))
    values = indicators.extract(profile)
    described = len(profile.text.strip()) >= (20 if profile.language == "zh" else 60)
    level = 3 if values and described else 2 if described else 1
    asked: list[tuple[str, dict[str, Any]]] = []
    if not described:
        asked.append(("ask_detail", {"phrase": telling[0]}))
        asked.append(("ask_condition", {"phrase": telling[0]}))
    elif not values:
        asked.append(("ask_value", {"phrase": telling[0]}))
    return InputQuality(True, level, _questions(asked, profile, limit))


def _questions(asked: list[tuple[str, dict[str, Any]]], profile: Profile, limit: int) -> tuple[Question, ...]:
    return tuple(Question(code, say(code, profile.language, params), params) for code, params in asked[:limit])

"""What the engine knows about a demand or an achievement: frozen, hashable, free of any database row.

Codes are plain strings whose prefixes are their ancestors: GB/T 4754 industries ("C", "C26", "C2614"), technology
fields ("T0203" under "T02"), GB/T 2260 regions ("410300" in "410000"). Money is in yuan (CNY).
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field, replace
from typing import Literal

from common.text import Span, content_hash, detect_language


@dataclass(frozen=True, slots=True)
class Indicator:
    """One measurable property: ``low``-``high`` in ``unit``, either end open with ``None``.

    ``span`` is where it stands in ``Profile.full_text``; ``None`` for a value entered in a form field, then ``quote``
    carries the wording. ``closed`` tells whether the bounds themselves belong to the range (≥ against >), ``asked``
    whether a demand asks for this value (see ``engine.needs``); on the achievement's side it says nothing.
    """

    name: str
    low: float | None = None
    high: float | None = None
    unit: str = ""
    span: Span | None = None
    quote: str = ""
    closed: bool = True
    asked: bool = True


@dataclass(frozen=True, slots=True)
class Profile:
    """A demand or an achievement as the engine sees it. Only ``title`` is required; ``None`` or empty means unknown.

    * ``trl``: maturity reached, 1-9 (achievement); ``trl_wanted_min``: least maturity wanted (demand).
    * ``modes``: transfer modes offered or accepted (codes of the host's choosing, compared as sets).
    * ``price`` / ``budget``: yuan; ``None`` = open to talks.
    * ``industries``, ``fields``: hierarchical codes, most important first; ``region``: six digits.
    * ``indicators``: values entered as fields; those in the text are found by ``engine.indicators.extract``.
    """

    title: str
    text: str = ""
    id: Hashable = None
    language: str = ""
    indicators: tuple[Indicator, ...] = ()
    trl: int | None = None
    trl_wanted_min: int | None = None
    modes: frozenset[str] = frozenset()
    price: float | None = None
    budget: float | None = None
    industries: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    region: str = ""
    organization: Hashable = field(default=None, compare=False)

    def __post_init__(self) -> None:
        if not self.language:
            object.__setattr__(self, "language", detect_language(self.full_text))

    @property
    def full_text(self) -> str:
        """``title + "\\n" + text``: the coordinate system of every span of the engine."""
        return f"{self.title}\n{self.text}" if self.text else self.title

    def locate(self, span: Span | tuple[int, int]) -> tuple[Literal["title", "text"], int, int]:
        """Translate a span of ``full_text`` into ``(field, start, end)`` of ``title`` or ``text``."""
        start, end = span
        if start <= len(self.title):
            return "title", start, min(end, len(self.title))
        offset = len(self.title) + 1
        return "text", start - offset, end - offset

    def quote(self, span: Span | tuple[int, int]) -> str:
        """The characters of ``full_text`` under ``span``."""
        return self.full_text[span[0] : span[1]]

    @property
    def content_hash(self) -> str:
        """Hash of title and text: the key under which vectors are stored."""
        return content_hash(self.title, self.text)

    def with_text(self, title: str, text: str) -> Profile:
        """The same facts with other wording (used by tests and input checks)."""
        return replace(self, title=title, text=text, language="")

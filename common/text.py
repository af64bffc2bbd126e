"""Pure text analysis shared by search, import and matching; Chinese and English, no I/O.

Everything works on *folded* text (Unicode NFKC per character, lower case, control characters blanked, one spelling per
unit sign) and keeps the way back: every position of the folded text knows the position it came from, so a span found
here can always be quoted from what the user typed.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import snowballstemmer

# Signs that NFKC leaves alone although people use them for one another.
_SAME_SIGN = {
    "〜": "~", "∼": "~", "﹣": "-", "−": "-", "‐": "-", "‑": "-", "–": "-", "—": "-", "―": "-",
    "º": "°", "˚": "°", "⩾": "≥", "≧": "≥", "⩽": "≤", "≦": "≤", "﹥": ">", "﹤": "<", "＞": ">", "＜": "<",
    "“": '"', "”": '"', "‘": "'", "’": "'", "⁃": "-", "•": "·", "∶": ":", "µ": "μ",
}  # fmt: skip
_HAN = r"\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0002fa1f"
_WORD = re.compile(rf"[a-z0-9]+(?:\.[0-9]+)?|[{_HAN}]+|[\u00c0-\u024f\u0370-\u04ff]+")
_HAN_RUN = re.compile(rf"[{_HAN}]+")
_SENTENCE_END = re.compile(r"[。！？；!?;\n\r]+|\.(?=\s|$)")
_CLAUSE_END = re.compile(r"[。！？；，、：!?;:,\n\r]+|\.(?=\s|$)|\s-\s")


class Span(NamedTuple):
    """Half-open character range ``[start, end)`` of the original text."""

    start: int
    end: int


class Token(NamedTuple):
    """A word or a run of Han characters in folded text, with its folded positions."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Folded:
    """Folded text with the way back: ``offsets[i]`` is the original index of folded character ``i``."""

    original: str
    text: str
    offsets: tuple[int, ...]

    def span(self, start: int, end: int) -> Span:
        """Original span of the folded range ``[start, end)``; an empty range gives an empty span."""
        if end <= start:
            at = self.offsets[start] if start < len(self.offsets) else len(self.original)
            return Span(at, at)
        return Span(self.offsets[start], self.offsets[end - 1] + 1)


@lru_cache(maxsize=65536)
def _fold_char(char: str) -> str:
    char = _SAME_SIGN.get(char, char)
    if char in "\n\t":
        return char
    if unicodedata.category(char) in ("Cc", "Cf", "Co", "Cn", "Cs"):
        return " "
    folded = unicodedata.normalize("NFKC", char).lower()
    return "".join(_SAME_SIGN.get(c, c) for c in folded) or " "


@lru_cache(maxsize=256)  # one demand is compared with many achievements
def fold(text: str) -> Folded:
    """Fold ``text`` and remember where each folded character came from."""
    parts: list[str] = []
    offsets: list[int] = []
    for index, char in enumerate(text):
        piece = _fold_char(char)
        parts.append(piece)
        offsets.extend([index] * len(piece))
    return Folded(text, "".join(parts), tuple(offsets))


def normalize(text: str) -> str:
    """Folded text alone (see :func:`fold`), with runs of blanks collapsed and the ends trimmed."""
    return re.sub(r"[^\S\n]+", " ", "".join(map(_fold_char, text))).strip()


def content_hash(*parts: str) -> str:
    """SHA-256 (hex, 64 characters) of the normalised parts: equal for texts that differ in width, case or blanks only."""
    digest = hashlib.sha256()
    for part in parts:
        digest.update(normalize(part).encode("utf-8", "replace"))
        digest.update(b"\x1f")
    return digest.hexdigest()


def han_share(text: str) -> float:
    """Share of Han characters among the letters and digits of ``text``, 0-1."""
    han = sum(len(run) for run in _HAN_RUN.findall(text))
    letters = sum(char.isalnum() for char in text)
    return han / letters if letters else 0.0


def detect_language(text: str) -> str:
    """``"zh"`` where at least a fifth of the letters are Han characters, otherwise ``"en"``."""
    return "zh" if han_share(text) >= 0.2 else "en"


_STEMMER = snowballstemmer.stemmer("english")


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """Snowball (Porter2) stem of one lower-case English word; anything else comes back unchanged."""
    return _STEMMER.stemWord(word) if word.isascii() and word.isalpha() and len(word) > 2 else word


def tokens(folded: str) -> list[Token]:
    """Latin words, numbers and runs of Han characters of folded text, in order."""
    return [Token(m.group(), m.start(), m.end()) for m in _WORD.finditer(folded)]


def is_han(text: str) -> bool:
    """True when the first character is a Han character."""
    return bool(text) and _HAN_RUN.match(text) is not None


def terms(folded: str) -> list[str]:
    """Index terms of folded text: character uni- and bigrams of Han runs, stems of Latin words, numbers as written."""
    found: list[str] = []
    for token in tokens(folded):
        if is_han(token.text):
            found.extend(token.text)
            found.extend(token.text[i : i + 2] for i in range(len(token.text) - 1))
        else:
            found.append(stem(token.text))
    return found


def _split(text: str, ends: re.Pattern[str], shortest: int) -> list[Span]:
    spans: list[Span] = []
    start = 0
    for match in [*ends.finditer(text), None]:
        stop = match.start() if match else len(text)
        left, right = start, stop
        while left < right and text[left].isspace():
            left += 1
        while right > left and text[right - 1].isspace():
            right -= 1
        if right - left >= shortest:
            spans.append(Span(left, right))
        start = match.end() if match else stop
    return spans


def sentences(text: str, shortest: int = 2) -> list[Span]:
    """Spans of sentences (split at 。！？；!?; line ends and full stops), blanks trimmed, shorter ones dropped."""
    return _split(text, _SENTENCE_END, shortest)


def clauses(text: str, shortest: int = 2) -> list[Span]:
    """Spans of clauses: sentences split further at commas and colons."""
    return _split(text, _CLAUSE_END, shortest)

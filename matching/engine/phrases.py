"""Telling phrases: what two texts share word for word, and what a text is chiefly about.

A phrase is a run of Han characters cut at word borders, or a run of English words compared by stem. Generic words
("technology", "研究") never make a phrase on their own: a reader learns nothing from them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import rjieba

from common.text import Folded, Span, is_han, stem, tokens
from matching.engine.words import GENERIC_EN, GENERIC_ZH, STOP_WORDS

TermWeight = Callable[[str], float]

_GENERIC_EN = frozenset(stem(word) for word in GENERIC_EN)
# Idf below which a single word tells too little: Han bigrams of 13 %, English words of 5 % of all documents.
_LEAST_ZH, _LEAST_EN = 3.0, 4.0
_GENERIC_RUN = re.compile("|".join(sorted((w for w in GENERIC_ZH if len(w) > 1), key=lambda w: (-len(w), w))))
# Counts and measures, half verbs and wishes of titles that are written as people speak.
_SAYS_NOTHING = re.compile(
    r"^[一二三四五六七八九十百千万亿两几半]+.{0,1}$|[到回掉穿出]$|^(?:求|想|要|把)|^(?:毫米|厘米|微米|公斤|太大|太小|太高|太低|委外|四个月|地方)$"
)
# A lone short word is evidence only where a title says it, and rarer than this: 2.5 % of all documents.
_LONE_ZH, _LONE_EN = 4.9, 4.8
_BREAK = re.compile(r"[^\w\s\-]")
_NEGATABLE = frozenset(
    "的了和与及或在于对为是等中上下其该各个每之而且但并从由向把被将以可有无不未需能会很更最较又也都就还再使让用"
)


@dataclass(frozen=True, slots=True)
class Shared:
    """A phrase of both texts: spans in the two original texts and its weight (sum of idf of its terms)."""

    left: Span
    right: Span
    text: str
    weight: float


@dataclass(frozen=True, slots=True)
class _Unit:
    text: str
    start: int
    end: int
    joined: bool  # continues the unit before it (no punctuation, no script change in between)


@lru_cache(maxsize=256)  # callers only read it
def _units(folded: str) -> list[_Unit]:
    units: list[_Unit] = []
    end = -1
    for token in tokens(folded):
        between = folded[end : token.start] if end >= 0 else "."
        joined = end >= 0 and "\n" not in between and not _BREAK.search(between)
        end = token.end
        if is_han(token.text):
            for place, char in enumerate(token.text):
                at = token.start + place
                units.append(_Unit(char, at, at + 1, place > 0))
        else:
            same_script = bool(units) and not is_han(units[-1].text)
            units.append(_Unit(stem(token.text), token.start, token.end, joined and same_script))
    return units


@lru_cache(maxsize=4096)
def word_borders(folded: str) -> frozenset[int]:
    """Positions of word borders of a folded text, by the dictionary of jieba; long words also open at their parts."""
    borders, at = {0}, 0
    for word in rjieba.cut(folded):
        if len(word) > 3 and is_han(word):
            for part in rjieba.cut_for_search(word):
                borders.update((at + word.find(part), at + word.find(part) + len(part)))
        at += len(word)
        borders.add(at)
    return frozenset(borders)


@lru_cache(maxsize=65536)
def is_generic(phrase: str) -> bool:
    """True when nothing is left of the phrase after taking generic words and particles away."""
    if is_han(phrase):
        left = "".join(w for w in rjieba.cut(phrase) if w not in GENERIC_ZH)
        left = _GENERIC_RUN.sub("", left)  # "控制技术" is one word of the dictionary, and still says nothing
        left = "".join(c for c in left if c not in _NEGATABLE)
        return len(left) < 2
    words = [t.text for t in tokens(phrase)]
    return all(_plain_word(word) for word in words)


def _plain_word(word: str) -> bool:
    return len(word) < 2 or word in STOP_WORDS or stem(word) in _GENERIC_EN or word.replace(".", "").isdigit()


def phrase_terms(phrase: str) -> list[str]:
    """Terms that carry the weight of a phrase: Han bigrams, or stems of telling words."""
    if is_han(phrase):
        return [phrase[i : i + 2] for i in range(len(phrase) - 1) if not is_generic(phrase[i : i + 2])]
    return [stem(t.text) for t in tokens(phrase) if not _plain_word(t.text)]


def phrase_weight(phrase: str, weigh: TermWeight) -> float:
    """Sum of the idf of the distinct telling terms."""
    return sum(weigh(term) for term in dict.fromkeys(phrase_terms(phrase)))


def shared_phrases(left: Folded, right: Folded, weigh: TermWeight, limit: int = 6) -> list[Shared]:
    """Longest common phrases of two texts, heaviest first; each stretch of the left text is used once."""
    a, b = _units(left.text), _units(right.text)
    index: dict[str, list[int]] = {}
    for place, unit in enumerate(b):
        index.setdefault(unit.text, []).append(place)
    found: dict[str, Shared] = {}
    place = 0
    while place < len(a):
        length, at = _longest(a, place, b, index.get(a[place].text, ()))
        shared = _trim(left, right, a[place : place + length], b[at : at + length], weigh) if length else None
        if shared is not None:
            known = found.get(shared.text)
            if known is None or shared.left.start < known.left.start:
                found[shared.text] = shared
        place += max(1, length)
    ranked = sorted(found.values(), key=lambda s: (-s.weight, s.left.start))
    return _without_repeats(ranked)[:limit]


def _longest(a: Sequence[_Unit], place: int, b: Sequence[_Unit], starts: Sequence[int]) -> tuple[int, int]:
    best, at = 0, 0
    for start in starts[:200]:
        length = 1
        while (
            place + length < len(a)
            and start + length < len(b)
            and a[place + length].joined
            and b[start + length].joined
            and a[place + length].text == b[start + length].text
        ):
            length += 1
        if length > best:
            best, at = length, start
    return best, at


def _trim(left: Folded, right: Folded, a: Sequence[_Unit], b: Sequence[_Unit], weigh: TermWeight) -> Shared | None:
    """Cut a common run to whole, telling words; ``None`` when nothing telling is left."""
    han = is_han(a[0].text)
    first, last = _whole_han_words(left, right, a, b) if han else _telling_words(left, a)
    if last - first < (2 if han else 1):
        return None
    text = left.text[a[first].start : a[last - 1].end]
    weight = phrase_weight(text, weigh)
    if is_generic(text) or (len(phrase_terms(text)) < 2 and weight < (_LEAST_ZH if han else _LEAST_EN)):
        return None
    spans = left.span(a[first].start, a[last - 1].end), right.span(b[first].start, b[last - 1].end)
    return Shared(*spans, text, weight)


def _whole_han_words(left: Folded, right: Folded, a: Sequence[_Unit], b: Sequence[_Unit]) -> tuple[int, int]:
    """Part of the run that starts and ends at word borders of both texts, particles at its ends taken off."""
    first, last = 0, len(a)
    for borders, units in ((word_borders(left.text), a), (word_borders(right.text), b)):
        first = next((i for i in range(first, last) if units[i].start in borders), last)
        last = next((i + 1 for i in range(last - 1, first - 1, -1) if units[i].end in borders), first)
    borders = word_borders(left.text)  # a particle is a word of its own: "有" of "有色金属" is none
    while first < last and a[first].text in _NEGATABLE and a[first].end in borders:
        first += 1
    while last > first and a[last - 1].text in _NEGATABLE and a[last - 1].start in borders:
        last -= 1
    return first, last


def _telling_words(left: Folded, a: Sequence[_Unit]) -> tuple[int, int]:
    """Part of the run between its first and last telling word."""
    telling = [i for i, unit in enumerate(a) if not _plain_word(left.text[unit.start : unit.end])]
    return (telling[0], telling[-1] + 1) if telling else (0, 0)


def _without_repeats(ranked: Sequence[Shared]) -> list[Shared]:
    """Drop phrases whose telling terms are all in a heavier one."""
    kept: list[Shared] = []
    covered: set[str] = set()
    for shared in ranked:
        terms = set(phrase_terms(shared.text)) or {shared.text}
        if not terms <= covered:
            kept.append(shared)
            covered |= terms
    return kept


def key_phrases(text: Folded, weigh: TermWeight, limit: int = 5) -> list[tuple[Span, str]]:
    """The heaviest telling words of a text in order of weight, with their spans."""
    found: dict[str, tuple[float, Span]] = {}
    at = 0
    for word in rjieba.cut(text.text):
        start, at = at, at + len(word)
        if len(word) < 2 or not (is_han(word) or (word.isascii() and word.isalpha())) or is_generic(word):
            continue
        name = word if is_han(word) else stem(word)
        if name not in found:
            found[name] = (phrase_weight(word, weigh) / max(1, len(phrase_terms(word))), text.span(start, at))
    ranked = sorted(found.items(), key=lambda item: (-item[1][0], item[1][1].start))
    return [(span, text.original[span.start : span.end]) for _, (_, span) in ranked[:limit]]


def telling_words(phrase: str) -> list[str]:
    """Words of a phrase that tell something: dictionary words of Chinese, stems of Latin words."""
    if is_han(phrase):
        return [word for word in rjieba.cut(phrase) if not is_generic(word)]
    return [stem(t.text) for t in tokens(phrase) if not _plain_word(t.text)]


def tells(shared: Shared, weigh: TermWeight, titles: tuple[int, int]) -> bool:
    """Whether a shared phrase may be shown as evidence; ``titles`` are the lengths of the two titles.

    Two telling words side by side, or one long Chinese word, are no accident. A lone short word ("方便", "clutter") often
    is: it counts only where one of the titles says it, so the text is about it, and where few texts do.
    """
    words = telling_words(shared.text)
    han = is_han(shared.text)
    if len(words) > 1 or (han and len(shared.text) > 3):
        return True
    in_title = shared.left.start < titles[0], shared.right.start < titles[1]
    if han and len(shared.text) == 3:
        return any(in_title)
    rarity = max((weigh(term) for term in phrase_terms(shared.text)), default=0.0)
    return any(in_title) and rarity >= (_LONE_ZH if han else _LONE_EN)


def missing_phrases(title: Folded, other: Folded, weigh: TermWeight, limit: int) -> list[tuple[Span, str]]:
    """Runs of telling words of ``title`` that ``other`` nowhere uses, heaviest first, in their full length."""
    han = is_han(other.text[:1]) or is_han(title.text[:1])
    known = other.text if han else frozenset(phrase_terms(other.text))
    runs: list[tuple[int, int]] = []
    open_run = False
    at = 0
    for word in rjieba.cut(title.text):
        start, at = at, at + len(word)
        if word == " " or (word == "-" and open_run):
            continue
        missing = _is_missing(word, known)
        glued = open_run and len(word) == 1 and is_han(word) and word not in _NEGATABLE and word not in other.text
        if missing:  # a single character joins two missing words, it ends no phrase
            runs[-1:] = [(runs[-1][0], at)] if open_run else [*runs[-1:], (start, at)]
        open_run = missing or glued
    found = []
    for start, end in runs:
        phrase = title.text[start:end]
        weight = phrase_weight(phrase, weigh)
        lone = len(telling_words(phrase)) < 2
        if not is_generic(phrase) and (not lone or weight >= (_LONE_ZH if is_han(phrase) else _LONE_EN)):
            found.append((weight, title.span(start, end)))
    found.sort(key=lambda item: (-item[0], item[1].start))
    named: list[tuple[Span, str]] = []
    for _, span in found:
        phrase = title.original[span.start : span.end]
        if not any(phrase in heavier for _, heavier in named):
            named.append((span, phrase))
    return named[:limit]


def _is_missing(word: str, known: str | frozenset[str]) -> bool:
    """A telling word of which the other text has no part."""
    if len(word) < 2 or word.isdigit() or is_generic(word) or _SAYS_NOTHING.search(word):
        return False
    parts = phrase_terms(word)
    return bool(parts) and not any(part in known for part in parts)

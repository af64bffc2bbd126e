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
from matching.engine.lexical import _STOP_WORDS

TermWeight = Callable[[str], float]

_GENERIC_ZH = frozenset(
    "研究 技术 开发 应用 系统 方法 关键 设备 产品 公司 生产 项目 问题 需求 研发 设计 制备 工艺 及其 以及 一种 企业 合作 提高 解决"
    " 实现 新型 进行 通过 采用 要求 目前 主要 相关 具有 利用 使用 国内 国际 市场 行业 领域 发展 推广 示范 产业化 产业 创新 高效 优化"
    " 分析 试验 实验 装置 加工 制造 材料 性能 质量 服务 管理 平台 建设 工程 综合 控制 过程 能力 水平 专利 成果 有限公司 集成 基于"
    " 我国 中国 国家 需要 可以 能够 达到 降低 减少 增加 提升 改善 改进 影响 作用 效果 功能 结构 方案 模式 模型 机理 机制 理论 基础"
    " 希望 寻求 攻关 难题 核心 先进 现有 存在 不同 多种 部分 作为 其中 之间 时间 方面 同时 由于 因此 如何 没有 之后 条件 情况 特点"
    " 引进 专家 团队 人才 院校 科研 高校 指标 参数 标准 对于 成本 效率 环保 节能 绿色 智能 自动 自动化 智能化 信息 数据 资源 配套 产品开发"
    " 技术开发 合作开发 技术合作 攻克 克服 外界 大型 小型 机械 不超过 新技术 关键技术 技术研究 应用研究 产业化开发 研究开发 新产品 规模 年产 吨 万元 元 左右 以上 以下 以内 有关 所需 技术难题 技术需求 生产线 工艺技术".split()
)  # fmt: skip
_GENERIC_EN = frozenset(
    stem(w)
    for w in (
        "technology technologies research develop development system systems method methods process application"
        " applications use using used new novel design designed provide provides improve improved based approach high"
        " low phase sbir proposal proposed project program company objective effort innovative capability capable"
        " current future potential results performance work study team include including required need needs needed"
        " demonstrate demonstrated enable enables support increase reduce significant effective efficient advanced"
        " large small multiple various also one two first second well make able time cost product products commercial"
        " solution solutions problem techniques technique tool tools general specific available existing key"
        " level levels type types number set range different order area areas example addition during between both"
        " each within across quality requirements abstract describe government navy army force air dod defense"
        " feasibility prototype concept develops result part parts many through allow allows like any end ii iii"
        " user users state art make made per via e.g etc us u.s ability conduct test testing evaluate implement"
        " implementation integrate integrated integration optimize overall perform meet address require achieve must since however well"
    ).split()
)
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
    """Positions of word borders of a folded text, by the dictionary of jieba."""
    borders, at = {0}, 0
    for word in rjieba.cut(folded):
        at += len(word)
        borders.add(at)
    return frozenset(borders)


@lru_cache(maxsize=65536)
def is_generic(phrase: str) -> bool:
    """True when nothing is left of the phrase after taking generic words and particles away."""
    if is_han(phrase):
        left = "".join(w for w in rjieba.cut(phrase) if w not in _GENERIC_ZH)
        left = "".join(c for c in left if c not in _NEGATABLE)
        return len(left) < 2
    words = [t.text for t in tokens(phrase)]
    return all(_plain_word(word) for word in words)


def _plain_word(word: str) -> bool:
    return len(word) < 2 or word in _STOP_WORDS or stem(word) in _GENERIC_EN or word.replace(".", "").isdigit()


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
    first, last = 0, len(a)
    if is_han(a[0].text):
        for borders, units in ((word_borders(left.text), a), (word_borders(right.text), b)):
            starts = [i for i in range(first, last) if units[i].start in borders]
            if not starts:
                return None
            first = starts[0]
            ends = [i for i in range(first, last) if units[i].end in borders]
            if not ends:
                return None
            last = ends[-1] + 1
        while first < last and a[first].text in _NEGATABLE:
            first += 1
        while last > first and a[last - 1].text in _NEGATABLE:
            last -= 1
        if last - first < 2:
            return None
    else:
        words = [left.text[u.start : u.end] for u in a]
        while first < last and _plain_word(words[first]):
            first += 1
        while last > first and _plain_word(words[last - 1]):
            last -= 1
        if last <= first:
            return None
    text = left.text[a[first].start : a[last - 1].end]
    if is_generic(text):
        return None
    spans = left.span(a[first].start, a[last - 1].end), right.span(b[first].start, b[last - 1].end)
    return Shared(*spans, text, phrase_weight(text, weigh))


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
        if len(word) < 2 or not (is_han(word) or word.isascii() and word.isalpha()) or is_generic(word):
            continue
        name = word if is_han(word) else stem(word)
        if name not in found:
            found[name] = (phrase_weight(word, weigh) / max(1, len(phrase_terms(word))), text.span(start, at))
    ranked = sorted(found.items(), key=lambda item: (-item[1][0], item[1][1].start))
    return [(span, text.original[span.start : span.end]) for _, (_, span) in ranked[:limit]]

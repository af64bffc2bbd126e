"""Technical indicators: found in texts with their spans, and compared between two sides with units converted.

An indicator is a name, a range and a unit ("耐温 ≥180℃", "flow of 10 to 20 mL/min"). Two indicators are compared when
their units measure the same dimension and their names speak of the same thing: a shared concept (temperature,
strength, …, the same in Chinese and English) or a shared word.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import rjieba

from common.text import Folded, fold, is_han, stem, tokens
from matching.engine import units
from matching.engine.needs import is_asked_for
from matching.engine.profile import Indicator, Profile

_NUMBER = r"[-+]?\d+(?:,\d{3})+(?:\.\d+)?|[-+]?\d+(?:\.\d+)?(?:[eE×x]10\^?-?\d+)?"
_AT_LEAST = (
    r"≥|>=|>|不低于|不少于|不小于|大于等于|大于或等于|大于|高于|超过|多于|至少|最低|不下于|优于|突破|at least|no less than|"
    r"not less than|greater than|more than|above|over|exceed(?:s|ing)?|minimum(?: of)?|"
    r"higher than|in excess of"
)
_AT_MOST = (
    r"≤|<=|<|不高于|不超过|不大于|不多于|小于等于|小于或等于|小于|低于|少于|至多|最多|最高不超过|控制在|at most|no more than|"
    r"not more than|not exceed(?:ing)?|less than|below|under|within|maximum(?: of)?|up to|"
    r"lower than|fewer than"
)
_OPEN = frozenset(
    {
        ">", "大于", "高于", "超过", "greater than", "more than", "above", "over", "higher than", "in excess of",
        "<", "小于", "低于", "less than", "below", "under", "lower than",
    }
)  # fmt: skip
_ABOVE_AFTER = r"\s?(?:及?以上|或更高|or more|or higher|or greater|and above|or better)"
_BELOW_AFTER = r"\s?(?:及?以下|以内|之内|or less|or lower|and below|or fewer)"
_JOIN = r"\s?(?:-|~|到|至|to|and)\s?"
_PATTERN = re.compile(
    rf"(?P<least>{_AT_LEAST})?(?P<most>{_AT_MOST})?\s?(?P<about>约|大约|近|about|approximately|±)?\s?"
    rf"(?<![a-z0-9.\-])(?P<low>{_NUMBER})\s?(?P<unit1>{units.UNIT})?"
    rf"(?:{_JOIN}(?P<high>{_NUMBER})\s?(?P<unit2>{units.UNIT})|(?<=[^\d]))?"
    rf"(?P<above>{_ABOVE_AFTER})?(?P<below>{_BELOW_AFTER})?"
)
_NAME_ZH = re.compile(r"[\u4e00-\u9fff]{1,12}$")
_TRIM_ZH = re.compile(
    r"(?:可以|能够|要求|需要|应当|应|(?<!性)能|可|需|的|为|是|在|约|达到了|达到|达|至|到|从|由|提高|降低|降|升|减少|增加|实现|保持|控制|小|大|高|低|每|有|仅|只|且|及|和|与|均|都|不)+$"
)
_LEAD_ZH = re.compile(
    r"^(?:要求|需要|希望|期望|预期|特别是|对于|针对|可满足|满足|能实现|实现|达到|公司拟|公司|使得|使|其中|其|并且|并|且|和|与|及|将|在|由|从|以|为|需|要|拟|每|的|对|把|其中|左右|个|辆)+(?=..)"
)
_NAME_EN = re.compile(
    r"((?:[a-z][a-z\-]+\s){1,4})(?:(?:of|is|are|to|at|from|between|be|was|reach(?:es|ing)?|a|an|the|by|with|has|for)\s)*$"
)
_VALUELESS = frozenset(
    {
        "年",
        "月",
        "日",
        "year",
        "years",
        "天",
        "次",
        "个月",
        "h",
        "a",
        "t",
        "in",
        "s",
        "方",
        "度",
        "min",
        "n",
        "l",
        "m",
        "v",
        "k",
        "开",
        "升",
    }
)
_UNIT_GOES_ON = re.compile(r"[a-z]{2,}|[a-z]/")
_CALENDAR = re.compile(r"^(?:19|20)\d\d$")

# Concepts by what stands in the name, or at once by the dimension where that leaves no doubt.
CONCEPTS: dict[str, tuple[str, ...]] = {
    "temperature": ("温", "℃", "temperat", "thermal limit"),
    "pressure": ("压力", "气压", "水压", "pressur"),
    "strength": ("强度", "strength", "模量", "modulus", "tensil"),
    "hardness": ("硬度", "hard"),
    "thickness": ("厚", "thick"),
    "size": ("粒径", "直径", "孔径", "尺寸", "粒度", "diamet", "size", "particl"),
    "accuracy": ("精度", "误差", "准确", "分辨率", "accuraci", "precis", "error", "resolut"),
    "efficiency": ("效率", "转化率", "收率", "得率", "产率", "effici", "yield", "convers"),
    "content": ("含量", "浓度", "纯度", "残留", "content", "concentr", "puriti"),
    "removal": ("去除率", "脱除", "removal"),
    "power": ("功率", "power"),
    "voltage": ("电压", "voltag"),
    "current": ("电流", "current"),
    "capacity": ("容量", "产能", "产量", "处理量", "capac", "throughput", "output"),
    "speed": ("速度", "速率", "转速", "流速", "speed", "veloc", "rate"),
    "time": ("时间", "周期", "时长", "寿命", "durat", "time", "lifetim", "life", "latenc"),
    "distance": ("距离", "行程", "范围", "distanc", "rang"),
    "weight": ("重量", "质量", "weight", "mass"),
    "density": ("密度", "densiti"),
    "energy": ("能耗", "能量", "energi", "consumpt"),
    "price": ("成本", "价格", "造价", "费用", "cost", "price"),
    "frequency": ("频率", "频段", "frequenc", "bandwidth"),
    "humidity": ("湿度", "含水", "水分", "moistur", "humid"),
    "conductivity": ("导热", "电导", "导电", "conduct"),
    "viscosity": ("粘度", "黏度", "viscos"),
}  # fmt: skip
_BY_DIMENSION = {"[temperature]": "temperature", "[currency]": "price", "[mass] / [length] / [time]": "viscosity"}


def _folded(words: str) -> frozenset[str]:
    return frozenset(word if is_han(word) else stem(word) for word in words.split())


# Concepts of which a technology usually has one value that matters.
_NARROW = frozenset({"temperature", "hardness", "voltage", "viscosity", "humidity", "conductivity"})
_SIGNS_ZH = re.compile("|".join(sign for signs in CONCEPTS.values() for sign in signs if is_han(sign)))
_SIGNS_EN = tuple(sign for signs in CONCEPTS.values() for sign in signs if not is_han(sign) and sign.isascii())
_TELL_NOTHING = _folded(
    "可满 满足 可实 实现 可达 达到 以及 系统 产品 设备 技术 材料 项目 要求 指标 最大 最小 最高 最低 平均 综合 整体 实际 总体 目标 "
    "提高 降低 单位 工艺 公司 system product device total maximum minimum average overall value level"
)
_ELSEWHERE = re.compile(
    r"反应|烧|焙|干燥|烘|加热|发酵|熔|退火|固化|养护|加工|培养|淬|回火|保温|色温|水温|油温|室温|气温|环境|介质|进口|出口|"
    r"react|sinter|anneal|dry|ferment|cur(?:e|ing)|melt|process|colou?r|ambient|medium|inlet|outlet"
)

Verdict = Literal["met", "partly", "missed"]


@dataclass(frozen=True, slots=True)
class Comparison:
    """How an achievement's value answers a demanded one. ``gap`` is relative to the demanded bound (0 when met)."""

    demand: Indicator
    achievement: Indicator
    verdict: Verdict
    gap: float


def _number(text: str) -> float:
    text = text.replace(",", "")
    power = re.search(r"[×x]10\^?(-?\d+)$", text)
    if power:
        return float(text[: power.start()]) * 10.0 ** int(power.group(1))
    return float(text)


def _name_before(folded: str, end: int) -> tuple[str, int]:
    """Name that stands before position ``end`` and where it starts (``end`` when there is none)."""
    left = folded[max(0, end - 60) : end]
    cut = max((left.rfind(mark) for mark in "，。;；、,\n!?()（）"), default=-1)
    left = left[cut + 1 :]
    stripped = left.rstrip(" :：=在为是达")
    match = _NAME_ZH.search(stripped)
    if match:
        skip = _to_word(stripped, match.start())
        lead = _LEAD_ZH.match(match.group()[skip:])
        skip += lead.end() if lead else 0
        name = _TRIM_ZH.sub("", match.group()[skip:])
        return (name, end - len(left) + match.start() + skip) if name else ("", end)
    match = _NAME_EN.search(stripped + " ")
    if match:
        words = [word for word in match.group(1).split() if len(word) > 2][-3:]
        name = " ".join(words)
        at = folded.rfind(words[0], 0, end) if words else end
        return (name, at) if name else ("", end)
    return "", end


def _to_word(text: str, start: int) -> int:
    """Characters from ``start`` to the next word border, where a name was cut at its greatest length."""
    if not start or not is_han(text[start - 1]):
        return 0
    at = 0
    for word in rjieba.cut(text):
        if at >= start:
            break
        at += len(word)
    return max(0, min(at, len(text) - 2) - start)


def _bounds(match: re.Match[str]) -> tuple[float | None, float | None, bool]:
    low = _number(match["low"])
    high = _number(match["high"]) if match["high"] else None
    if high is not None:
        return (min(low, high), max(low, high), True)
    if match["about"] == "±":
        return (-abs(low), abs(low), True)
    if match["least"] or match["above"]:
        return (low, None, match["least"] not in _OPEN)
    if match["most"] or match["below"]:
        return (None, low, match["most"] not in _OPEN)
    return (low, low, True)


def _is_noise(match: re.Match[str], unit: str, name: str) -> bool:
    """Dates, list numbers and model names are no indicators."""
    if not unit:
        return True
    bounded = match["least"] or match["most"] or match["high"] or match["above"] or match["below"]
    if unit in ("年", "year", "years") and _CALENDAR.match(match["low"]):
        return True
    if unit in ("月", "日") and not bounded:
        return True
    return unit in _VALUELESS and not (bounded or name)


def _by_case(unit: str, original: str) -> str:
    """Folding loses the case that tells milliwatts from megawatts; the original text still has it."""
    return {"mw": "毫瓦", "mj": "毫焦"}[unit] if unit in ("mw", "mj") and re.search(r"m[WJ]\b", original) else unit


def find(text: str | Folded) -> list[Indicator]:
    """Indicators written in ``text``, in order; spans count characters of ``text`` and cover name to unit."""
    source = text if isinstance(text, Folded) else fold(text)
    found: list[Indicator] = []
    for match in _PATTERN.finditer(source.text):
        unit = (match["unit2"] or match["unit1"] or "").strip()
        first = match["unit1"]
        if match["high"] and first and match["unit2"] and units.scale(first) != units.scale(match["unit2"]):
            continue
        begin = match.start() + len(match.group()) - len(match.group().lstrip())
        name, start = _name_before(source.text, begin)
        if _is_noise(match, unit, name) or units.scale(unit) is None:
            continue
        unit = _by_case(unit, source.original[source.offsets[match.start()] : source.offsets[match.end() - 1] + 1])
        low, high, closed = _bounds(match)
        stop = match.start() + len(match.group().rstrip())
        if is_han(unit) and _UNIT_GOES_ON.match(
            source.text, stop
        ):  # "50 亿CFU/mL": the unit that was read is not the whole unit
            continue
        span = source.span(start, stop)
        quote = source.original[span.start : span.end]
        asked = is_asked_for(source.text, start, stop)
        found.append(Indicator(name, low, high, unit, span, quote, closed, asked))
    return found


@lru_cache(maxsize=256)  # one demand is explained against many achievements
def extract(profile: Profile) -> tuple[Indicator, ...]:
    """Indicators entered as fields, then those found in the text (spans in ``profile.full_text``)."""
    text = profile.full_text
    found = find(text) if any(char.isdigit() for char in text) else []
    return profile.indicators + tuple(found)


@lru_cache(maxsize=65536)
def concepts(name: str, unit: str) -> frozenset[str]:
    """Concepts a name speaks of (``"耐温"`` -> temperature); from the unit where that alone decides."""
    folded = " ".join(stem(t.text) if not is_han(t.text) else t.text for t in tokens(name.lower()))
    hits = {concept for concept, signs in CONCEPTS.items() if any(sign in folded for sign in signs)}
    found = units.scale(unit)
    if found and found[0] in _BY_DIMENSION:
        hits.add(_BY_DIMENSION[found[0]])
    return frozenset(hits)


@lru_cache(maxsize=65536)
def _name_terms(name: str) -> frozenset[str]:
    """What a name speaks of besides the quantity: telling bigrams and stems, without the signs of concepts."""
    terms: set[str] = set()
    for token in tokens(name.lower()):
        if is_han(token.text):
            rest = _SIGNS_ZH.sub(" ", token.text)
            terms.update(part[i : i + 2] for part in rest.split() for i in range(len(part) - 1))
        elif len(token.text) > 2 and not any(sign in stem(token.text) for sign in _SIGNS_EN):
            terms.add(stem(token.text))
    return frozenset(terms - _TELL_NOTHING)


def _is_plain(name: str) -> bool:
    """No temperature (or the like) of a process, a medium or a lamp: those are compared only by the same words."""
    return not _ELSEWHERE.search(name.lower())


def _same_head(name: str, other: str) -> bool:
    """Two names without a known quantity speak of one where the last word of one stands in the other."""
    heads = [next(iter(_name_terms(n[-2:] if is_han(n) else n.split()[-1])), "") for n in (name, other) if n]
    return len(heads) == 2 and (heads[0] in _name_terms(other) or heads[1] in _name_terms(name))


def is_named(indicator: Indicator) -> bool:
    """Whether the name says what is measured ("淬硬层深度" does, "可满足" does not)."""
    return bool(_name_terms(indicator.name) or concepts(indicator.name, ""))


def comparable(demand: Indicator, achievement: Indicator) -> bool:
    """Same dimension and the same thing measured."""
    return _same_thing(demand.name, demand.unit, achievement.name, achievement.unit)


@lru_cache(maxsize=65536)
def _same_thing(name: str, unit: str, other_name: str, other_unit: str) -> bool:
    left, right = units.scale(unit), units.scale(other_unit)
    if left is None or right is None or left[0] != right[0]:
        return False
    terms, others = _name_terms(name), _name_terms(other_name)
    shared = concepts(name, unit) & concepts(other_name, other_unit)
    if terms & others:
        known = concepts(name, unit) or concepts(other_name, other_unit)
        return bool(shared) or (not known and _same_head(name, other_name))
    # One concept, other words: "heat resistance" and "service temperature" are one thing, the time of a project and
    # the time of a production run are two.
    if shared & _NARROW:
        return _is_plain(name) and _is_plain(other_name)
    return bool(shared) and not terms and not others


def _base(indicator: Indicator) -> tuple[float, float]:
    low = -float("inf") if indicator.low is None else units.convert(indicator.low, indicator.unit)[0]  # type: ignore[index]
    high = float("inf") if indicator.high is None else units.convert(indicator.high, indicator.unit)[0]  # type: ignore[index]
    return (low, high)


def judge(demand: Indicator, achievement: Indicator) -> Comparison:
    """Compare two comparable indicators.

    A demanded minimum is met by what the achievement reaches (its upper end, or its lower one when open above), a
    demanded maximum by what it stays under, a demanded window by a value inside or a range that covers it.
    """
    need_low, need_high = _base(demand)
    has_low, has_high = _base(achievement)
    inf = float("inf")
    if need_high == inf:
        reached = has_high if has_high < inf else has_low
        short = need_low - reached
    elif need_low == -inf:
        reached = has_low if has_low > -inf else has_high
        short = reached - need_high
    elif (has_low <= need_low and has_high >= need_high) or (need_low <= has_low and has_high <= need_high):
        short = 0.0
    elif has_high >= need_low and has_low <= need_high:
        return Comparison(demand, achievement, "partly", 0.0)
    else:
        short = need_low - has_high if has_high < need_low else has_low - need_high
    bound = need_low if need_high == inf else need_high
    found = units.scale(demand.unit)
    size = abs(bound - (found[2] if found else 0.0)) or 1.0
    gap = max(0.0, short) / size
    tolerance = 1e-9
    if gap <= tolerance:
        return Comparison(demand, achievement, "met", 0.0)
    return Comparison(demand, achievement, "partly" if gap <= 0.1 else "missed", gap)


def compare(demand: Iterable[Indicator], achievement: Iterable[Indicator]) -> list[Comparison]:
    """The best comparable answer to each demanded indicator (those without one are left out), in demand order."""
    offers: dict[str, list[Indicator]] = {}  # by dimension: most pairs differ in it already
    for offer in achievement:
        if found := units.scale(offer.unit):
            offers.setdefault(found[0], []).append(offer)
    results: list[Comparison] = []
    for need in demand:
        known = units.scale(need.unit) if need.asked else None
        same = offers.get(known[0], ()) if known else ()
        answers = [judge(need, offer) for offer in same if comparable(need, offer)]
        if answers:
            results.append(min(answers, key=lambda answer: (answer.gap, answer.verdict != "met")))
    return results

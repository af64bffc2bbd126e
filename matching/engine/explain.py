"""Why two texts match: reasons that quote both sides, gaps, and how sure the answer is.

No evidence that is not in the texts: every quoting reason carries two spans of ``Profile.full_text``; reasons that rest
on form fields (maturity, price, mode, region, field) have no span and say the values instead.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import numpy as np

from common.text import Folded, Span, clauses, fold, is_han
from matching.engine import fit, indicators, lexical, phrases, units
from matching.engine.needs import is_said_plainly
from matching.engine.pipeline import Scored
from matching.engine.profile import Indicator, Profile
from matching.engine.ranker import RankerModel
from matching.engine.wording import say

Encode = Callable[[Sequence[str]], np.ndarray]
# A phrase is an effect where it starts or ends with one, or where the verb stands right before it.
_EFFECT = re.compile(
    r"^(?:提高|降低|减少|增强|改善|防止|抑制|去除|脱除|耐|抗|防)|(?:效率|寿命|稳定性|性能)$|^(?:reduc|increas|improv|prevent|remov|resist)|"
    r"(?:efficiency|durability|resistance)$"
)
_EFFECT_BEFORE = re.compile(
    r"(?:提高|降低|减少|增强|改善|防止|抑制|去除|脱除)(?:了|其)?$|(?:reduc|increas|improv|prevent)\w* (?:the )?$"
)
_METHOD_BEFORE = re.compile(
    r"(?:采用|基于|利用|通过|使用)(?:了|一种)?$|(?:using|based on|by means of|via) (?:an? |the )?$"
)
_METHOD = re.compile(r"(?:[^方办做]法|工艺|算法)$")
_SPELLED = {
    "°c": "°C", "℃": "°C", "mpa": "MPa", "kpa": "kPa", "gpa": "GPa", "pa": "Pa", "μm": "µm", "ml": "mL", "kw": "kW", "mw": "MW",
    "hz": "Hz", "khz": "kHz", "mhz": "MHz", "ghz": "GHz", "kv": "kV", "mg/l": "mg/L", "g/l": "g/L", "ml/min": "mL/min",
    "kwh": "kWh", "wh": "Wh", "mah": "mAh", "ah": "Ah", "db": "dB", "kj": "kJ", "kn": "kN", "hrc": "HRC", "hv": "HV",
}  # fmt: skip
_UNASKED = frozenset({"元", "万元", "亿元", "年", "万", "亿"})  # no question about a technology
_MEANING_LEAST = 0.25  # centred cosine below which two clauses are not called close in meaning


@dataclass(frozen=True, slots=True)
class Reason:
    """One piece of evidence. Spans count in ``full_text``; ``None`` where the value comes from a form field."""

    kind: str
    code: str
    text: str
    params: Mapping[str, Any]
    demand_span: Span | None = None
    achievement_span: Span | None = None
    demand_quote: str = ""
    achievement_quote: str = ""
    weight: float = 0.0

    def as_dict(self) -> dict[str, Any]:
        """JSON shape of the interface."""
        return {
            "kind": self.kind,
            "code": self.code,
            "text": self.text,
            "params": dict(self.params),
            "demand_span": list(self.demand_span) if self.demand_span else None,
            "achievement_span": list(self.achievement_span) if self.achievement_span else None,
            "demand_quote": self.demand_quote,
            "achievement_quote": self.achievement_quote,
        }


@dataclass(frozen=True, slots=True)
class Gap:
    """Something asked for that the achievement does not (yet) give; ``demand_span`` where the demand says it."""

    kind: str
    code: str
    text: str
    params: Mapping[str, Any]
    demand_span: Span | None = None

    def as_dict(self) -> dict[str, Any]:
        """JSON shape of the interface."""
        span = list(self.demand_span) if self.demand_span else None
        return {
            "kind": self.kind,
            "code": self.code,
            "text": self.text,
            "params": dict(self.params),
            "demand_span": span,
        }


@dataclass(frozen=True, slots=True)
class Explanation:
    """Reasons (strongest first), gaps, and notes on uncertainty (``(code, sentence)``)."""

    reasons: tuple[Reason, ...]
    gaps: tuple[Gap, ...]
    uncertainty: tuple[tuple[str, str], ...] = field(default=())

    def as_dict(self) -> dict[str, Any]:
        """JSON shape of the interface."""
        return {
            "reasons": [reason.as_dict() for reason in self.reasons],
            "gaps": [gap.as_dict() for gap in self.gaps],
            "uncertainty": [{"code": code, "text": text} for code, text in self.uncertainty],
        }


@lru_cache(maxsize=4)
def _weigher(model: RankerModel | None) -> phrases.TermWeight:
    """Idf of a term in the background corpus; all terms alike without one."""
    if model is None or model.statistics is None:
        return lambda term: 1.0 + 0.1 * len(term)
    nothing = lexical.Statistics(0, np.empty(0, np.int32), np.empty(0, np.int32))
    table = lexical.inverse_frequency(nothing, model.statistics)
    return lambda term: float(table[lexical.bucket(term)])


def explain(
    demand: Profile,
    achievement: Profile,
    scored: Scored | None = None,
    *,
    model: RankerModel | None = None,
    encode: Encode | None = None,
    limit: int = 5,
) -> Explanation:
    """Explain one pair.

    ``model`` brings the corpus statistics that tell telling words from common ones. ``encode`` (texts -> centred unit
    vectors) finds the pair of clauses closest in meaning; without it the titles are quoted when vectors said "close".
    """
    weigh = _weigher(model)
    left, right = fold(demand.full_text), fold(achievement.full_text)
    needs, offers = indicators.extract(demand), indicators.extract(achievement)
    comparisons = indicators.compare(needs, offers)
    reasons = _indicator_reasons(comparisons, demand.language)
    titles = (len(demand.title), len(achievement.title))
    shared = [item for item in phrases.shared_phrases(left, right, weigh) if phrases.tells(item, weigh, titles)]
    if demand.language == achievement.language == "zh":  # the English half of a bilingual entry repeats what is said
        shared = [item for item in shared if is_han(item.text) or " " not in item.text]
    reasons += [_phrase_reason(item, demand, left, achievement) for item in shared[:3]]
    reasons += _fact_reasons(demand, achievement)
    meaning = _meaning_reason(demand, achievement, scored, encode, bool(shared))
    reasons += [meaning] if meaning else []
    gaps = _indicator_gaps(comparisons, needs, left, demand.language) + _fact_gaps(demand, achievement)
    gaps += _topic_gaps(demand, left, right, weigh)
    notes = _uncertainty(demand, achievement, scored, comparisons, shared)
    if not any(reason.demand_quote or reason.achievement_quote for reason in reasons):
        code = "no_evidence_title" if not achievement.text.strip() else "no_evidence"
        notes = ((code, say(code, demand.language)), *(note for note in notes if note[0] != "no_shared_words"))
    return Explanation(tuple(reasons[:limit]), tuple(gaps[:limit]), notes)


def _bounds_text(indicator: Indicator) -> str:
    """A range as people write it, in its own unit: "≥ 180 °C"."""
    return _range_text(indicator.low, indicator.high, _spelled(indicator), indicator.closed, "{:.6g}")


def _spelled(indicator: Indicator) -> str:
    """The unit as the text writes it; folding has lost the case."""
    at = indicator.quote.lower().rfind(indicator.unit)
    written = indicator.quote[at : at + len(indicator.unit)] if at >= 0 else indicator.unit
    return _SPELLED.get(written, written)


def _range_text(low: float | None, high: float | None, spelled: str, closed: bool, form: str) -> str:
    gap = "" if spelled.startswith("%") else " "
    if low is not None and high is not None:
        body = form.format(low) if low == high else f"{form.format(low)}–{form.format(high)}"
    elif low is not None:
        body = ("≥ " if closed else "> ") + form.format(low)
    else:
        body = ("≤ " if closed else "< ") + form.format(high if high is not None else 0.0)
    return f"{body}{gap}{spelled}".strip()


def _beside(indicator: Indicator, wanted: Indicator) -> str:
    """The range as it stands and, where the other side speaks another unit, what that is there: "11 个月 ≈ 335 天"."""
    own, other = units.scale(indicator.unit), units.scale(wanted.unit)
    if own is None or other is None or own == other:
        return _bounds_text(indicator)

    def converted(value: float | None) -> float | None:
        return None if value is None else float(f"{units.express(value * own[1] + own[2], wanted.unit):.3g}")

    there = _range_text(converted(indicator.low), converted(indicator.high), _spelled(wanted), indicator.closed, "{:g}")
    return f"{_bounds_text(indicator)} ≈ {there.removeprefix('≥ ').removeprefix('≤ ')}"


def _indicator_reasons(found: Sequence[indicators.Comparison], language: str) -> list[Reason]:
    reasons = []
    for item in found:
        if item.verdict == "missed":
            continue
        code = f"indicator_{item.verdict}"
        params = _indicator_params(item)
        reasons.append(
            Reason(
                "indicator", code, say(code, language, params), params, item.demand.span, item.achievement.span,
                item.demand.quote, item.achievement.quote, 10.0,
            )
        )  # fmt: skip
    return reasons


def _indicator_params(item: indicators.Comparison) -> dict[str, str]:
    name = item.demand.name or item.achievement.name
    return {"name": name, "need": _bounds_text(item.demand), "has": _beside(item.achievement, item.demand)}


def _phrase_reason(item: phrases.Shared, demand: Profile, left: Folded, achievement: Profile) -> Reason:
    before = left.original[max(0, item.left.start - 14) : item.left.start].lower()
    if _METHOD_BEFORE.search(before) or _METHOD.search(item.text):
        kind = "method"
    elif _EFFECT.search(item.text) or _EFFECT_BEFORE.search(before):
        kind = "effect"
    else:
        kind = "object"
    quote = demand.quote(item.left)
    params = {"phrase": quote}
    return Reason(
        kind, kind, say(kind, demand.language, params), params, item.left, item.right, quote,
        achievement.quote(item.right), item.weight,
    )  # fmt: skip


def _fact_reasons(demand: Profile, achievement: Profile) -> list[Reason]:
    checks = _checks(demand, achievement)
    found: list[tuple[str, str, dict[str, Any]]] = []
    if checks["maturity"] > 0:
        found.append(("maturity", "maturity", {"need": demand.trl_wanted_min, "has": achievement.trl}))
    if checks["price"] > 0:
        found.append(("price", "price", {"need": f"{demand.budget:,.0f}", "has": f"{achievement.price:,.0f}"}))
    if checks["mode"] > 0:
        found.append(("mode", "mode", {"modes": sorted(demand.modes & achievement.modes)}))
    for name in ("field", "industry"):
        if checks[name] >= 0.99:
            found.append(("field", name, {}))
            break
    place = {1.0: "region_county", 0.8: "region_city", 0.5: "region_province"}.get(checks["region"])
    if place:
        found.append(("region", place, {}))
    return [Reason(kind, code, say(code, demand.language, params), params) for kind, code, params in found]


def _checks(demand: Profile, achievement: Profile) -> dict[str, float]:
    sides = fit.FactColumns.of([demand]), fit.FactColumns.of([achievement])
    return {name: float(values[0]) for name, values in fit.check_facts(*sides).items()}


def _meaning_reason(
    demand: Profile, achievement: Profile, scored: Scored | None, encode: Encode | None, has_shared: bool
) -> Reason | None:
    if encode is not None:
        spans = _clause_spans(demand, 12), _clause_spans(achievement, 12)
        vectors = encode([demand.quote(s) for s in spans[0]] + [achievement.quote(s) for s in spans[1]])
        close = vectors[: len(spans[0])] @ vectors[len(spans[0]) :].T
        row, column = np.unravel_index(int(np.argmax(close)), close.shape)
        if close[row, column] < _MEANING_LEAST:
            return None
        return _meaning(demand, spans[0][row], achievement, spans[1][column], float(close[row, column]))
    if has_shared or scored is None or scored.parts.get("dense", 0.0) < _MEANING_LEAST:
        return None
    titles = Span(0, len(demand.title)), Span(0, len(achievement.title))
    return _meaning(demand, titles[0], achievement, titles[1], scored.parts["dense"])


def _meaning(demand: Profile, need: Span, achievement: Profile, has: Span, weight: float) -> Reason:
    params = {"need": demand.quote(need), "has": achievement.quote(has), "closeness": round(weight, 2)}
    text = say("meaning", demand.language, params)
    return Reason("meaning", "meaning", text, params, need, has, params["need"], params["has"], weight)


def _clause_spans(profile: Profile, limit: int) -> list[Span]:
    """The title and the first telling clauses of the text."""
    spans = [Span(0, len(profile.title))]
    offset = len(profile.title) + 1
    for span in clauses(profile.text, shortest=6):
        if len(spans) == limit:
            break
        if span.end - span.start <= 160:
            spans.append(Span(span.start + offset, span.end + offset))
    return spans


def _indicator_gaps(
    found: Sequence[indicators.Comparison], needs: Sequence[Indicator], demand: Folded, language: str
) -> list[Gap]:
    gaps = []
    answered = {id(item.demand) for item in found}
    for item in found:
        if item.verdict == "missed":
            params = _indicator_params(item)
            text = say("gap_indicator_missed", language, params)
            gaps.append(Gap("indicator", "gap_indicator_missed", text, params, item.demand.span))
    for need in needs:
        if (
            id(need) not in answered
            and need.unit not in _UNASKED
            and indicators.is_named(need)
            and _wants(need, demand)
        ):
            params = {"name": need.name, "need": _bounds_text(need)}
            text = say("gap_indicator_silent", language, params)
            gaps.append(Gap("indicator", "gap_indicator_silent", text, params, need.span))
    return gaps[:3]


def _wants(need: Indicator, demand: Folded) -> bool:
    """A value that the demand plainly asks for: its silence on the other side is worth a question."""
    if need.span is None:
        return True
    if not need.asked:
        return False
    bounded = need.low is None or need.high is None or need.low != need.high
    place = bisect_left(demand.offsets, need.span.start), bisect_left(demand.offsets, need.span.end)
    return bounded or is_said_plainly(demand.text, *place)


def _fact_gaps(demand: Profile, achievement: Profile) -> list[Gap]:
    checks = _checks(demand, achievement)
    found: list[tuple[str, str, dict[str, Any]]] = []
    if checks["maturity"] < 1 and demand.trl_wanted_min and achievement.trl:
        reached, wanted = achievement.trl, demand.trl_wanted_min
        params = {
            "stages": wanted - reached,
            "months": fit.months_between(reached, wanted),
            "need": wanted,
            "has": reached,
        }
        found.append(("maturity", "gap_maturity", params))
    if checks["price"] < 1 and demand.budget is not None and achievement.price is not None:
        params = {"need": f"{demand.budget:,.0f}", "has": f"{achievement.price:,.0f}"}
        found.append(("price", "gap_price", params))
    if checks["mode"] < 0:
        params = {"wanted": sorted(demand.modes), "offered": sorted(achievement.modes)}
        found.append(("mode", "gap_mode", params))
    return [Gap(kind, code, say(code, demand.language, params), params) for kind, code, params in found]


def _topic_gaps(demand: Profile, left: Folded, right: Folded, weigh: phrases.TermWeight) -> list[Gap]:
    """Telling phrases of the demand's title that the achievement never uses (same language only)."""
    if not demand.title or is_han(left.text[:1]) != is_han(right.text[:1]):
        return []
    gaps = []
    for span, phrase in phrases.missing_phrases(fold(demand.title), right, weigh, limit=2):
        params = {"phrase": phrase}
        gaps.append(Gap("topic", "gap_topic", say("gap_topic", demand.language, params), params, span))
    return gaps


def _uncertainty(
    demand: Profile,
    achievement: Profile,
    scored: Scored | None,
    comparisons: Sequence[indicators.Comparison],
    shared: Sequence[phrases.Shared],
) -> tuple[tuple[str, str], ...]:
    codes: list[tuple[str, dict[str, Any]]] = []
    if not achievement.text.strip():
        codes.append(("title_only", {}))
    if not demand.text.strip():
        codes.append(("demand_title_only", {}))
    if demand.language != achievement.language:
        codes.append(("cross_language", {}))
    elif not shared:
        codes.append(("no_shared_words", {}))
    if not comparisons:
        codes.append(("no_indicators", {}))
    if scored is not None:
        first, second = sorted(range(4), key=lambda level: -scored.probabilities[level])[:2]
        if scored.probabilities[first] - scored.probabilities[second] < 0.15:
            low, high = sorted((first + 1, second + 1))
            codes.append(("between_levels", {"low": low, "high": high}))
    return tuple((code, say(code, demand.language, params)) for code, params in codes)

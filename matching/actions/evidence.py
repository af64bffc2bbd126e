"""Evidence of scored pairs in the form in which matches keep it: codes, values, quotes and spans, no sentences."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from achievements.models import Achievement
from matching.engine import Scored, explain
from matching.engine.ranker import RankerModel
from matching.features import Entry, read_achievements
from matching.models import Match

_BETWEEN = "between_levels"
_IN_CONTEXT = frozenset({"object", "method", "effect"})
_CLAUSE_ENDS = "。！？；，、：!?;:,\n"
_CONTEXT = 60


@dataclass(frozen=True)
class Evidence:
    """What a match quotes, and why its score is not certain."""

    reasons: list[dict[str, Any]]
    gaps: list[dict[str, Any]]
    uncertainty: list[dict[str, Any]]


def kept_evidence(demand_id: int, seq: int, model_version: str) -> dict[tuple[int, int], Evidence]:
    """``{(achievement, its content version): evidence}`` of the rows there are, where the demand's text and the model are
    the same: texts are compared once, however often the ranking moves."""
    rows = Match.objects.filter(demand_id=demand_id, demand_seq=seq, model_version=model_version)
    values = rows.values_list("achievement_id", "achievement_seq", "reasons", "gaps", "uncertainty")
    return {(i, s): Evidence(reasons, gaps, notes) for i, s, reasons, gaps, notes in values if reasons}


def evidence_for(
    entry: Entry,
    scored: Sequence[Scored],
    seqs: Sequence[int],
    known: Mapping[tuple[int, int], Evidence],
    model: RankerModel,
) -> list[Evidence | None]:
    """Evidence of each pair, in order; None for an achievement that is no longer there."""
    fresh = [int(item.id) for item, seq in zip(scored, seqs, strict=True) if (int(item.id), seq) not in known]
    others = {e.id: e for e in read_achievements(Achievement.objects.published().filter(pk__in=fresh))} if fresh else {}
    found: list[Evidence | None] = []
    for item, seq in zip(scored, seqs, strict=True):
        if (old := known.get((int(item.id), seq))) is not None:
            notes = [note for note in old.uncertainty if note["code"] != _BETWEEN]
            found.append(Evidence(old.reasons, old.gaps, [*notes, *_between(item)]))
        elif (other := others.get(int(item.id))) is not None:
            found.append(_explained(entry, other, item, model))
        else:
            found.append(None)
    return found


def _explained(entry: Entry, other: Entry, scored: Scored, model: RankerModel) -> Evidence:
    told = explain(entry.profile, other.profile, scored, model=model)
    notes = [{"code": code} for code, _ in told.uncertainty if code != _BETWEEN]
    between = _between(scored) if any(code == _BETWEEN for code, _ in told.uncertainty) else []
    return Evidence(
        [_plain(item.as_dict(), entry, other) for item in told.reasons],
        [_plain(item.as_dict(), entry, other) for item in told.gaps],
        [*notes, *between],
    )


def _between(scored: Scored) -> list[dict[str, Any]]:
    """A note where the two likeliest levels are nearly as likely as one another."""
    order = sorted(range(4), key=lambda level: -scored.probabilities[level])
    if scored.probabilities[order[0]] - scored.probabilities[order[1]] >= 0.15:
        return []
    low, high = sorted(level + 1 for level in order[:2])
    return [{"code": _BETWEEN, "params": {"low": low, "high": high}}]


def _plain(item: dict[str, Any], demand: Entry, achievement: Entry) -> dict[str, Any]:
    """Without its sentence; spans counted inside the field they quote."""
    kept = {name: value for name, value in item.items() if name != "text" and value not in (None, "", [], {})}
    for side, entry in (("demand", demand), ("achievement", achievement)):
        span = kept.pop(f"{side}_span", None)
        if span and (place := entry.field_span(span)):
            kept[f"{side}_field"], kept[f"{side}_span"] = place
            kept.setdefault(f"{side}_quote", entry.profile.quote(span))
            if item["kind"] in _IN_CONTEXT and (around := context(entry.profile.full_text, span)):
                kept[f"{side}_context"] = around
    return kept


def context(text: str, span: Sequence[int]) -> str:
    """The clause around a span, cut to ``_CONTEXT`` characters: a word alone tells a reader little."""
    start, end = span
    left = max((text.rfind(mark, 0, start) for mark in _CLAUSE_ENDS), default=-1) + 1
    ends = [place for mark in _CLAUSE_ENDS if (place := text.find(mark, end)) >= 0]
    right = min(ends, default=len(text))
    if right - left > _CONTEXT:
        spare = max(0, _CONTEXT - (end - start))
        left = max(left, start - spare // 2)
        right = min(right, max(end, left + _CONTEXT))
        left, right = _whole_words(text, left, right, start, end)
    return text[left:right].strip()


def _whole_words(text: str, left: int, right: int, start: int, end: int) -> tuple[int, int]:
    """A cut inside a word of a script with blanks moves inwards to the next blank, never into ``[start, end)``."""
    if left and text[left - 1].isascii() and text[left - 1].isalnum():
        left = text.find(" ", left, start) + 1 or start
    if right < len(text) and text[right].isascii() and text[right].isalnum():
        right = max(text.rfind(" ", end, right), end)
    return left, right

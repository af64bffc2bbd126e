"""A match as its reader may see it: evidence row by row, gaps, notes. One home for pages and API."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from common.language import is_english
from demands.rules import may_see_owner, may_see_private
from matching.enums import FeedbackKind
from matching.models import Feedback, Match
from matching.selectors.sentences import ASPECTS, modes, sentence

_RELATIONS = {"indicator_met": "meets", "indicator_partly": "near", "meaning": "near", "gap_topic": "missing"}
_RELATIONS |= {"gap_indicator_silent": "missing", "gap_indicator_missed": "conflicts"}
_QUOTING = frozenset({"indicator", "object", "method", "effect", "meaning", "topic"})


@dataclass
class Card:
    """What ``components/match_card.html`` shows, and the answers this reader's organization has given."""

    match: Match
    rank: int
    title: str
    url: str
    owner: str
    owner_url: str
    facts: list[str]
    rows: list[dict[str, Any]]
    gaps: list[dict[str, Any]]
    notes: list[str]
    why_url: str
    can_answer: bool
    answers: dict[str, Feedback] = field(default_factory=dict)

    @property
    def grade(self) -> str:
        return self.match.grade

    @property
    def score(self) -> float:
        return self.match.score

    @property
    def model_version(self) -> str:
        return self.match.model_version

    @property
    def evidence_count(self) -> int:
        return len(self.match.reasons)

    @property
    def is_interested(self) -> bool:
        return FeedbackKind.INTERESTED in self.answers

    @property
    def is_shortlisted(self) -> bool:
        return FeedbackKind.SHORTLISTED in self.answers

    @property
    def declined(self) -> Feedback | None:
        return self.answers.get(FeedbackKind.DECLINED)


def reasons_for(match: Match, user: Any) -> list[dict[str, Any]]:
    """The reasons this reader may know: without the budget, and of an anonymous firm no more than its city."""
    return [_shielded(item, match, user) for item in match.reasons]


def gaps_for(match: Match, user: Any) -> list[dict[str, Any]]:
    return [_shielded(item, match, user) for item in match.gaps]


def _shielded(item: Mapping[str, Any], match: Match, user: Any) -> dict[str, Any]:
    private = may_see_private.test(user, match.demand)
    shown = dict(item)
    if item.get("code") == "region_county" and not may_see_owner.test(user, match.demand):
        shown["code"] = "region_city"
    if item.get("kind") == "price" and not private:
        shown.pop("params", None)
    return shown | {"text": sentence(shown, private=private)}


def cards_of_demand(matches: Iterable[Match], user: Any) -> list[Card]:
    """Cards whose other side is the achievement; one query for the answers."""
    rows = list(matches)
    given = answers_of(rows, user)
    return [_card(m, user, given.get(m.pk, {}), m.rank, _achievement_side(m)) for m in rows]


def cards_of_achievement(matches: Iterable[Match], user: Any, first: int = 1) -> list[Card]:
    """Cards whose other side is the demand, numbered from ``first``."""
    rows = list(matches)
    given = answers_of(rows, user)
    return [_card(m, user, given.get(m.pk, {}), place, _demand_side(m, user)) for place, m in enumerate(rows, first)]


def answers_of(matches: list[Match], user: Any) -> dict[int, dict[str, Feedback]]:
    """``{match id: {kind: answer}}`` of the reader's organization."""
    if not matches or not user.organization_id:
        return {}
    places = {(m.demand_id, m.achievement_id): m.pk for m in matches}
    found: dict[int, dict[str, Feedback]] = {}
    rows = Feedback.objects.filter(
        organization_id=user.organization_id,
        demand_id__in={m.demand_id for m in matches},
        achievement_id__in={m.achievement_id for m in matches},
    )
    for row in rows:
        if (pk := places.get((row.demand_id, row.achievement_id))) is not None:
            found.setdefault(pk, {})[row.kind] = row
    return found


def _card(match: Match, user: Any, given: dict[str, Feedback], rank: int, side: dict[str, Any]) -> Card:
    reasons, gaps = reasons_for(match, user), gaps_for(match, user)
    # Nearness that has nothing to quote.
    side["facts"] += [item["text"] for item in reasons if item["kind"] in {"region", "field"}]
    return Card(
        match=match,
        rank=rank,
        rows=_rows(reasons, gaps, side.pop("ask_url", "")),
        gaps=[{"text": item["text"]} for item in gaps if item["kind"] not in _QUOTING and item["text"]],
        notes=[text for item in match.uncertainty if (text := sentence(item))],
        why_url=reverse("matching:detail", args=[match.pk]),
        # What is visible is not excluded, so this says what the rule ``answer_match`` says, without a query a row.
        can_answer=user.is_writer
        and user.organization_id in {match.demand.organization_id, match.achievement.organization_id},
        answers=given,
        **side,
    )


def _rows(reasons: list[dict[str, Any]], gaps: list[dict[str, Any]], ask_url: str) -> list[dict[str, Any]]:
    """Quoting reasons first, then facts of the forms, then what is missing."""
    rows = _once([_row(item) for item in reasons if item["kind"] in _QUOTING])
    rows += [_fact_row(item) for item in reasons if item["kind"] in {"maturity", "mode"}]
    for item in gaps:
        if item["kind"] in _QUOTING:
            row = _row(item)
            if row["relation"] == "missing":
                row["ask_url"] = ask_url
            rows.append(row)
    return rows


def _once(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Two shared words in the same two clauses are one line."""
    return list({(row["need"], row["supply"]): row for row in reversed(rows)}.values())[::-1]


def _row(item: dict[str, Any]) -> dict[str, Any]:
    params = item.get("params", {})
    quotes = item.get("demand_quote", ""), item.get("achievement_quote", "")
    need, has = item.get("demand_context") or quotes[0], item.get("achievement_context") or quotes[1]
    if item["kind"] in {"indicator", "topic"}:
        need = need or f"{params.get('name', '')} {params.get('need', '')}".strip() or params.get("phrase", "")
        converted = str(params.get("has", "")).partition(" ≈ ")[2]
        has = f"{has} (≈ {converted})" if has and converted else has or params.get("has", "")
    relation = _RELATIONS.get(item["code"], "meets" if quotes[0] == quotes[1] else "near")
    return {
        "relation": relation,
        "aspect": str(ASPECTS[item["kind"]]),
        "need": need,
        "supply": has,
        "text": item["text"],
    }


def _fact_row(item: dict[str, Any]) -> dict[str, Any]:
    params = item.get("params", {})
    if item["kind"] == "maturity":
        need, has = f"TRL ≥ {params.get('need')}", f"TRL {params.get('has')}"
    else:
        need = has = modes(params.get("modes", []))
    return {
        "relation": "meets",
        "aspect": str(ASPECTS[item["kind"]]),
        "need": need,
        "supply": has,
        "text": item["text"],
    }


def _achievement_side(match: Match) -> dict[str, Any]:
    row = match.achievement
    facts = [f"TRL {row.trl}"] if row.trl else []
    facts += [modes(row.transfer_modes[:2])] if row.transfer_modes else []
    facts += [price] if (price := price_of(row)) else []
    return {
        "title": row.display_title,
        "url": row.get_absolute_url() if row.visibility != "matched" else reverse("matching:detail", args=[match.pk]),
        "owner": str(row.organization),
        "owner_url": row.organization.get_absolute_url(),
        "facts": facts,
        "ask_url": reverse("matching:detail", args=[match.pk]),
    }


def _demand_side(match: Match, user: Any) -> dict[str, Any]:
    row = match.demand
    named = may_see_owner.test(user, row)
    place = row.region if named else row.city
    facts = [str(place)] if place else []
    facts += [str(row.industry)] if row.industry else []
    shown = row.visibility != "matched" or may_see_private.test(user, row)
    return {
        "title": row.display_title,
        "url": row.get_absolute_url() if shown else reverse("matching:detail", args=[match.pk]),
        "owner": str(row.organization) if named else _("anonymous firm"),
        "owner_url": "",
        "facts": facts,
    }


def price_of(row: Any) -> str:
    """The price of an achievement in one line, empty where it is a matter of talks."""
    low, high = row.price_min, row.price_max
    if low is None and high is None:
        return ""
    if row.currency == "CNY" and not is_english():
        low, high = (None if v is None else f"{float(v) / 10_000:g}" for v in (low, high))
        unit = "万元"
    else:
        low, high = (None if v is None else f"{v:,.0f}" for v in (low, high))
        unit = row.currency
    span = f"{low}–{high}" if low and high and low != high else low or high
    return f"{span} {unit}" if unit != "万元" else f"{span}{unit}"

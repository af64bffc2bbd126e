"""Sentences of explanations in the reader's language, from the codes and values that a match holds."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from common.language import listed
from integration.enums import TransferMode

SENTENCES: dict[str, Any] = {
    "indicator_met": _("Indicator met: %(name)s needs %(need)s, has %(has)s"),
    "indicator_partly": _("Indicator close: %(name)s needs %(need)s, has %(has)s"),
    "object": _("Both are about “%(phrase)s”"),
    "method": _("Both work with “%(phrase)s”"),
    "effect": _("Both aim at “%(phrase)s”"),
    "meaning": _("Close in meaning: “%(need)s” and “%(has)s”"),
    "maturity": _("Mature enough: TRL %(need)s wanted, TRL %(has)s reached"),
    "price": _("Within budget: %(need)s CNY available, %(has)s CNY asked"),
    "price_hidden": _("The price lies within the budget"),
    "mode": _("The ways of cooperation agree: %(modes)s"),
    "region_county": _("Same county"),
    "region_city": _("Same city"),
    "region_province": _("Same province"),
    "field": _("Same field of technology"),
    "industry": _("Same industry"),
    "gap_indicator_missed": _("Falls short: %(name)s needs %(need)s, has %(has)s"),
    "gap_indicator_silent": _("Not stated by the achievement: %(name)s %(need)s"),
    "gap_maturity": _(
        "%(stages)s maturity stages short, about %(months)s months: TRL %(need)s wanted, TRL %(has)s reached"
    ),
    "gap_price": _("Above budget: %(need)s CNY available, %(has)s CNY asked"),
    "gap_price_hidden": _("The price lies above the budget"),
    "gap_mode": _("The ways of cooperation differ: wanted %(wanted)s, offered %(offered)s"),
    "gap_topic": _("The achievement does not mention “%(phrase)s”"),
    "title_only": _("The achievement has only a title"),
    "demand_title_only": _("The demand has only a title"),
    "no_indicators": _("There are no comparable indicators"),
    "no_vectors": _("Compared by words alone, not by meaning"),
    "cross_language": _("The two texts are in different languages"),
    "between_levels": _("Between relevance levels %(low)s and %(high)s"),
    "no_evidence": _("Nothing to quote on both sides: the score rests on overall similarity alone"),
    "no_evidence_title": _("Only the title was available, and nothing in it can be quoted as evidence"),
    "no_shared_words": _("No telling words in common, only close in meaning"),
    "ask_empty": _("Please say what technology is needed"),
    "ask_object": _("Which material, product or machine is it about?"),
    "ask_problem": _("What is the problem now, and what should be reached?"),
    "ask_value": _("What value and unit should “%(phrase)s” reach?"),
    "ask_condition": _("Under which conditions is “%(phrase)s” used (temperature, pressure, medium, output)?"),
    "ask_detail": _("Describe “%(phrase)s” in two or three sentences"),
}

#: The short word between the two quotes of a card.
ASPECTS: dict[str, Any] = {
    "indicator": _("indicator"),
    "object": _("object"),
    "method": _("method"),
    "effect": _("effect"),
    "meaning": _("meaning"),
    "maturity": _("maturity"),
    "price": _("price"),
    "mode": _("cooperation"),
    "field": _("field"),
    "region": _("region"),
    "topic": _("topic"),
}
_HIDDEN = {"price": "price_hidden", "gap_price": "gap_price_hidden"}


def sentence(item: Mapping[str, Any], *, private: bool = True) -> str:
    """The sentence of one reason, gap, question or note; empty for a code this release does not know.

    Without ``private`` the reader may not know the budget, and no sentence tells it.
    """
    code = item.get("code", "")
    if not private:
        code = _HIDDEN.get(code, code)
    template = SENTENCES.get(code)
    if template is None:
        return ""
    try:
        return str(template) % {name: _shown(value) for name, value in item.get("params", {}).items()}
    except KeyError:
        return ""


def modes(codes: list[str]) -> str:
    """Ways of cooperation as people read them."""
    return listed(TransferMode(code).label for code in codes if code in TransferMode.values)


def _shown(value: Any) -> Any:
    return modes(value) if isinstance(value, list) else value

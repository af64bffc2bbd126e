"""The checklist for registering a technology contract: rules are records with dates of validity, the shipped ones are
the fallback. They tell what is usually asked for; none of them is the text of a law."""

import datetime
import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.db.models import Q

from common.language import localized
from deals.enums.terms import REGISTRABLE, RUNNING_PLANS, PartyRole
from deals.models import Deal, DealPolicy, RegistrationRule

_FILE = Path(__file__).parent / "rules.json"


@dataclass(frozen=True)
class Rule:
    code: str
    vehicles: tuple[str, ...]
    field: str
    text: str
    why: str
    blocks: bool


@dataclass(frozen=True)
class Finding:
    """``met`` None: this rule does not concern the deal."""

    rule: Rule
    met: bool


def rules_in_force(on: datetime.date) -> list[Rule]:
    """Operators' own records take the place of the shipped rule of the same code; one that is not in use removes it."""
    own: dict[str, RegistrationRule] = {}
    rows = RegistrationRule.objects.filter(valid_from__lte=on).filter(Q(valid_to=None) | Q(valid_to__gte=on))
    for row in rows.order_by("code", "valid_from"):
        own[row.code] = row
    found = [_read(item) for item in _shipped() if item["code"] not in own and item["valid_from"] <= on.isoformat()]
    for row in own.values():
        if row.active:
            values = {name: getattr(row, name) for name in ("code", "vehicles", "field", "blocks", *_TEXTS)}
            found.append(_read(values))
    return found


def check(deal: Deal, on: datetime.date) -> list[Finding]:
    """Every rule that concerns the deal, with whether it is met."""
    return [
        Finding(rule, _CHECKS[rule.field](deal))
        for rule in rules_in_force(on)
        if rule.field in _CHECKS and (not rule.vehicles or deal.vehicle in rule.vehicles)
    ]


def blockers(findings: list[Finding]) -> list[Rule]:
    return [finding.rule for finding in findings if finding.rule.blocks and not finding.met]


_TEXTS = ("text_zh", "text_en", "why_zh", "why_en")


@cache
def _shipped() -> tuple[dict[str, Any], ...]:
    return tuple(json.loads(_FILE.read_text(encoding="utf-8")))


def _read(item: dict[str, Any]) -> Rule:
    text, why = localized(item["text_zh"], item["text_en"]), localized(item["why_zh"], item["why_en"])
    return Rule(item["code"], tuple(item["vehicles"]), item["field"], text, why, item["blocks"])


def _has_codes(deal: Deal) -> bool:
    signing = [party for party in deal.parties.all() if party.role in {PartyRole.SUPPLY, PartyRole.NEED}]
    return all(party.organization.code for party in signing)


def _royalty_complete(deal: Deal) -> bool:
    return deal.pay_plan not in RUNNING_PLANS or (deal.royalty_rate is not None and bool(deal.royalty_base))


def _royalty_usual(deal: Deal) -> bool:
    rows = DealPolicy.objects.order_by("-valid_from")
    limit = next((row.royalty_warn_percent for row in rows[:1]), DealPolicy().royalty_warn_percent)
    return deal.royalty_rate is None or deal.royalty_base == "pieces" or deal.royalty_rate <= limit


def _payment(deal: Deal) -> bool:
    if deal.pay_plan in RUNNING_PLANS:
        return _royalty_complete(deal)
    return deal.first_payment_on is not None or deal.pay_plan == "milestone"


def _publicity(deal: Deal) -> bool:
    supplier = next(party.organization for party in deal.parties.all() if party.role == PartyRole.SUPPLY)
    public = supplier.kind in {"university", "institute"} and deal.price_method == "negotiated"
    return not public or deal.publicity_until is not None


#: What a rule may check: name → the check on the deal.
_CHECKS: dict[str, Callable[[Deal], bool]] = {
    "codes": _has_codes,
    "scope": lambda deal: bool(deal.scope.strip()),
    "registrable": lambda deal: deal.vehicle in REGISTRABLE,
    "amounts": lambda deal: deal.amount_total is not None and deal.amount_technical is not None,
    "term": lambda deal: bool(deal.starts_on and deal.ends_on),
    "payment": _payment,
    "milestones": lambda deal: deal.milestones.exclude(test="").exists(),
    "right": lambda deal: bool(deal.right),
    "ip_rights": lambda deal: deal.achievement is not None and deal.achievement.ip_rights.exists(),
    "royalty": _royalty_complete,
    "royalty_usual": _royalty_usual,
    "publicity": _publicity,
}

#: The names that a rule may choose from.
CHECK_NAMES = tuple(_CHECKS)

"""Rules applied to a firm: facts from its record, the answer of every rule in force, and the words for both."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.enums import FirmSize, OrganizationKind
from common.language import listed
from integration.enums import TransferMode
from resources.eligibility import Answer, Finding, evaluate
from resources.enums import Kind
from resources.models import EligibilityRule, Resource
from taxonomy.models import Industry, Region, TechnologyField

FACT_LABELS: dict[str, Any] = {
    "firm.kind": gettext_lazy("kind of organization"),
    "firm.size": gettext_lazy("firm size"),
    "firm.region": gettext_lazy("region of the firm"),
    "firm.industry": gettext_lazy("industry of the firm"),
    "firm.grades": gettext_lazy("SME grades"),
    "firm.verified": gettext_lazy("the firm is verified"),
    "deal.amount": gettext_lazy("amount of the contract, yuan"),
    "deal.trl": gettext_lazy("TRL of the achievement"),
    "deal.modes": gettext_lazy("transfer modes"),
    "deal.signed": gettext_lazy("the contract is signed"),
    "deal.patents": gettext_lazy("granted patents"),
    "deal.field": gettext_lazy("technology field"),
    "resource.kind": gettext_lazy("kind of resource"),
    "resource.region": gettext_lazy("region of the resource"),
    "resource.amount_max": gettext_lazy("highest amount of the product, yuan"),
}
OPERATOR_LABELS: dict[str, Any] = {
    "eq": gettext_lazy("is"),
    "ne": gettext_lazy("is not"),
    "in": gettext_lazy("is one of"),
    "not_in": gettext_lazy("is none of"),
    "begins": gettext_lazy("begins with (codes)"),
    "ge": gettext_lazy("at least"),
    "le": gettext_lazy("at most"),
    "has": gettext_lazy("contains one of"),
    "has_not": gettext_lazy("contains none of"),
}
_LABELS: dict[str, Any] = {
    "firm.kind": OrganizationKind,
    "firm.size": FirmSize,
    "deal.modes": TransferMode,
    "resource.kind": Kind,
}
_CODES: dict[str, Any] = {
    "firm.region": Region, "resource.region": Region, "firm.industry": Industry, "deal.field": TechnologyField,
}  # fmt: skip


@dataclass(frozen=True)
class Ruling:
    """A rule and what it says about this firm; ``lines`` for people."""

    rule: EligibilityRule
    answer: Answer
    lines: tuple[tuple[str, bool | None, str], ...]

    @property
    def missing(self) -> list[str]:
        return [str(FACT_LABELS[name]) for name in self.answer.missing]


def facts_of(
    organization: Any, resource: Resource | None = None, deal: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """What is known; ``deal``: facts without their prefix, such as ``{"trl": 6}``."""
    facts: dict[str, Any] = {}
    if organization is not None:
        facts |= {
            "firm.kind": organization.kind, "firm.size": organization.size, "firm.region": organization.region_id or "",
            "firm.industry": organization.industry_id or "", "firm.grades": list(organization.sme_grades),
            "firm.verified": organization.is_verified,
        }  # fmt: skip
    if resource is not None:
        facts |= {"resource.kind": resource.kind, "resource.region": resource.region_id or ""}
        facts["resource.amount_max"] = None if resource.amount_max is None else float(resource.amount_max)
    return facts | {f"deal.{name}": value for name, value in (deal or {}).items()}


def rulings(
    resource: Resource, organization: Any, deal: Mapping[str, Any] | None = None, today: datetime.date | None = None
) -> list[Ruling]:
    """Every rule in force on ``today`` for this resource, with its answer; an expired rule is never among them."""
    day = today or timezone.localdate()
    rules = EligibilityRule.objects.on(day).filter(
        Q(resource=resource) | Q(resource=None, kind=resource.kind)
    )  # fmt: skip
    facts = facts_of(organization, resource, deal)
    found = []
    for rule in rules.order_by("-valid_from", "-id"):
        answer = evaluate(rule.conditions, facts, today=day, valid_from=rule.valid_from, valid_until=rule.valid_until)
        found.append(Ruling(rule, answer, tuple(line_of(item) for item in answer.findings)))
    return found


def line_of(item: Finding) -> tuple[str, bool | None, str]:
    """(what was asked, whether it holds, what is known) in words."""
    joint = ":" if isinstance(item.value, bool) else f" {OPERATOR_LABELS[item.op]}"
    asked = f"{FACT_LABELS[item.fact]}{joint} {_shown(item.fact, item.value)}"
    return asked, item.holds, _("not known") if item.holds is None else _shown(item.fact, item.known)


def _shown(fact: str, value: Any) -> str:
    if isinstance(value, (list, tuple)):
        return listed(_shown(fact, item) for item in value) if value else _("none")
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, (int, float)):
        return f"{value:,.0f}" if float(value).is_integer() else f"{value:,}"
    labels = _LABELS.get(fact)
    if labels is not None and value in labels.values:
        return str(labels(value).label)
    if (model := _CODES.get(fact)) is not None:
        row = model.objects.filter(pk=str(value).ljust(6, "0") if model is Region else value).first()
        return str(row) if row else str(value)
    return str(value)

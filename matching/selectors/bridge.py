"""The bridge of one pair: what the catalogue offers to bring the achievement to the maturity the firm wants."""

import math
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from demands.rules import may_see_private
from matching.models import Match
from resources.enums import BRIDGING
from resources.models import Resource
from resources.planning import Credit, Goal, Offer, Outcome, Plan, plan

#: Where a demand names no level: shown in its real surroundings and ready for small series.
USUAL_GOAL = 8
_MOST = 5000


@dataclass
class Bridge:
    """``goal`` and ``outcome`` in numbers; ``plans`` and ``sentences`` for people."""

    goal: Goal | None
    outcome: Outcome | None
    plans: list[dict[str, Any]] = field(default_factory=list)
    sentences: list[str] = field(default_factory=list)


def bridge_of(match: Match, user: Any, wishes: dict[str, Any] | None = None) -> Bridge:
    """The best plan and its alternatives, or why there is none.

    ``wishes`` (budget in yuan, months, trl, certificate) replace what demand and achievement say. The demand's budget is
    used for its own side only: a plan made for the other side must not tell it.
    """
    demand, achievement = match.demand, match.achievement
    wanted = {name: value for name, value in (wishes or {}).items() if value not in (None, "")}
    if achievement.trl is None:
        text = _("The achievement does not state its readiness level, so no way can be planned. Ask its holder.")
        return Bridge(None, None, sentences=[text])
    certificate = wanted.get("certificate", "certification" in achievement.next_steps)
    budget = wanted.get("budget")
    if budget is None and demand.budget_max is not None and may_see_private.test(user, demand):
        budget = int(demand.budget_max)
    goal = Goal(
        now=achievement.trl,
        wanted=wanted.get("trl") or demand.trl_wanted_min or max(USUAL_GOAL, min(9, achievement.trl)),
        needs=frozenset({"certification"}) if certificate else frozenset(),
        budget=budget,
        days=round(wanted["months"] * 30.4) if wanted.get("months") else None,
    )
    rows = _resources(match, user)
    offers, credits = _offers(rows), _credits(rows)
    outcome = plan(offers, goal, credits)
    known = {row.pk: row for row in rows}
    found = [each for each in (outcome.best, *outcome.others) if each is not None]
    return Bridge(goal, outcome, [shown(each, known, goal) for each in found], explain(outcome, goal))


def _resources(match: Match, user: Any) -> list[Resource]:
    """What fits the field of the achievement or the industry of the firm, or is open to every field."""
    demand, achievement = match.demand, match.achievement
    fits = Q(field=None, industry=None)
    if achievement.field_id:
        fits |= Q(field_id=achievement.field_id)
    for entry in (demand, achievement):
        if entry.industry_id and len(entry.industry_id) >= 3:
            fits |= Q(industry__code__startswith=entry.industry_id[:3])
    today = timezone.localdate()
    rows = Resource.objects.visible_to(user).published().valid_on(today)
    stepping = Q(kind__in=BRIDGING, trl_in__isnull=False, cost_max__isnull=False, days_max__isnull=False)
    lending = Q(kind="finance", amount_max__isnull=False)
    rows = rows.filter(fits, stepping | lending).select_related("organization", "region")
    return list(rows.order_by("pk")[:_MOST])


def _offers(rows: list[Resource]) -> list[Offer]:
    return [
        Offer(
            id=row.pk, low=row.trl_in, high=row.trl_out,
            cost_min=int(row.cost_min if row.cost_min is not None else row.cost_max), cost_max=math.ceil(row.cost_max),
            days_min=row.days_min if row.days_min is not None else row.days_max, days_max=row.days_max,
            covers=frozenset({row.kind}),
        )
        for row in rows
        if row.kind in BRIDGING
    ]  # fmt: skip


def _credits(rows: list[Resource]) -> list[Credit]:
    return [Credit(row.pk, int(row.amount_max), row.days_max or 0) for row in rows if row.kind == "finance"]


def shown(found: Plan, known: dict[int, Resource], goal: Goal) -> dict[str, Any]:
    """A plan with its steps, ranges of cost and months, and the level after each step."""
    steps, level = [], goal.now
    for offer in found.offers:
        level = max(level, min(offer.high, goal.wanted))
        steps.append({"resource": known[offer.id], "trl": level})
    return {
        "steps": steps,
        "credit": known[found.credit.id] if found.credit else None,
        "cost": _range(found.cost_min, found.cost_max),
        "months": _range(_months(found.days_min), _months(found.days_max)),
        "plan": found,
    }


def explain(outcome: Outcome, goal: Goal) -> list[str]:
    """Why there is no plan, and what would help."""
    found = []
    if outcome.reason == "reached":
        found.append(_("It is as mature as the firm wants. Nothing has to be bridged."))
    for low, high in outcome.missing:
        found.append(_("Nobody in the catalogue offers the step from TRL %(low)s to %(high)s in this field.")
                     % {"low": low, "high": high})  # fmt: skip
    if outcome.uncovered:
        found.append(_("Nobody in the catalogue offers the certification in this field."))
    if outcome.reason == "too_dear":
        found.append(_("Every way costs more than the budget."))
    if outcome.reason == "too_slow":
        found.append(_("Every way takes longer than there is time."))
    if outcome.reason == "both":
        found.append(_("No way keeps both budget and time."))
    for wish in outcome.wishes:
        values = {"budget": f"{wish.budget or 0:,}", "months": _months(wish.more_days or 0)}
        more = ngettext("%(months)s month more", "%(months)s months more", values["months"]) % values
        if wish.budget is not None and wish.more_days:
            text = _("With a budget of %(budget)s yuan and %(more)s it becomes possible.")
        elif wish.budget is not None:
            text = _("With a budget of %(budget)s yuan it becomes possible.")
        else:
            text = _("With %(more)s it becomes possible.")
        found.append(text % (values | {"more": more}))
    return found


def _months(days: int) -> int:
    return math.ceil(days / 30.4)


def _range(low: int, high: int) -> str:
    return f"{low:,}" if low == high else f"{low:,}–{high:,}"

"""Negotiating: changing the terms and milestones, and saying yes to one version of them."""

import datetime
from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.audit import record
from common.plain import plain_value
from deals.actions.deal import lock, needs_publicity, refresh_step, require, step_to
from deals.enums.deal import DealStatus
from deals.enums.terms import SIGNING_ROLES, PayPlan
from deals.exceptions import IllegalStep, NotReady
from deals.models import Deal, Milestone
from deals.schedules import plan
from deals.selectors.clock import policy
from deals.selectors.steps import signers
from deals.validators import exponent, missing_terms

#: Fields that both sides negotiate; a change makes earlier acceptances void.
TERMS = (
    "title", "vehicle", "right", "territory", "field_of_use", "scope", "price_method", "pay_plan", "currency",
    "amount_total", "amount_technical", "entry_fee", "instalments", "royalty_base", "royalty_rate", "royalty_min",
    "royalty_cap", "trial_days", "starts_on", "ends_on", "first_payment_on",
)  # fmt: skip
_OPEN = frozenset({DealStatus.INTENT, DealStatus.DILIGENCE, DealStatus.PRICING})


@transaction.atomic
def change_terms(
    deal: Deal,
    *,
    by: Any,
    channel: str,
    changes: Mapping[str, Any],
    milestones: Sequence[Milestone] | None = None,
    expected_version: int | None = None,
) -> Deal:
    """Write ``changes`` (names of ``TERMS``) and replace the milestones where given.

    Raises ``NotReady`` where ``expected_version`` is not the present one: somebody changed the terms in between.
    """
    current = lock(deal)
    require(current, by, SIGNING_ROLES)
    if current.status not in _OPEN:
        raise IllegalStep(current)
    if expected_version is not None and expected_version != current.terms_version:
        raise NotReady(_("Somebody changed the terms in the meantime. Read them again and repeat your change."))
    before: dict[str, Any] = {}
    for name in set(changes) & set(TERMS):
        wanted = plain_value(current._meta.get_field(name), changes[name])
        if getattr(current, name) != wanted:
            before[name] = getattr(current, name)
            setattr(current, name, wanted)
    current.clean_fields(exclude=["next_organization"])
    current.clean()
    replaced = milestones is not None and _replace_milestones(current, milestones)
    if not before and not replaced:
        return current
    current.terms_version += 1
    current.save(update_fields={*before, "terms_version", "updated_at"})
    after = {name: getattr(current, name) for name in before} | ({"milestones": len(milestones)} if replaced else {})
    record("change_terms", current, by=by, channel=channel, before=before, after=after)
    refresh_step(current)
    return current


@transaction.atomic
def accept_terms(deal: Deal, *, by: Any, channel: str, version: int) -> Deal:
    """Say yes to this version. The last yes moves the deal on: to the public notice where one is needed, else to the draft."""
    current = lock(deal)
    require(current, by, SIGNING_ROLES)
    if current.status != DealStatus.PRICING:
        raise IllegalStep(current)
    if version != current.terms_version:
        raise NotReady(_("The terms were changed after you read them. Read them again."))
    check_complete(current)
    party = next(row for row in current.parties.all() if row.organization_id == by.organization_id)
    party.accepted_version, party.accepted_at = version, timezone.now()
    party.accepted_by = by if by.pk else None
    party.save(update_fields=["accepted_version", "accepted_at", "accepted_by", "updated_at"])
    record("accept_terms", current, by=by, channel=channel, after={"version": version})
    if all(row.accepted_version == version for row in signers(current)):
        if needs_publicity(current):
            until = timezone.localdate() + datetime.timedelta(days=policy().publicity_days)
            step_to(current, "announce", by=by, channel=channel, extra={"publicity_until": until})
        else:
            step_to(current, "agree", by=by, channel=channel)
    else:
        refresh_step(current)
    return current


def check_complete(deal: Deal) -> None:
    """Raise ``ValidationError`` with every field that is still missing, and where milestones do not add up."""
    problems = {
        name: ValidationError(_("This is needed before the terms can be accepted."), code="required")
        for name in missing_terms(deal)
    }
    if deal.pay_plan == PayPlan.MILESTONE and not problems:
        amounts = list(deal.milestones.order_by("position").values_list("amount", flat=True))
        try:
            plan(deal.pay_plan, total=deal.amount_total, first=None, unit=exponent(deal.currency), milestones=amounts)
        except ValueError:
            text = _("The milestones add up to %(sum)s, the total is %(total)s.")
            params = {"sum": sum(amounts), "total": deal.amount_total}
            problems["milestones"] = ValidationError(text, code="sum", params=params)
    if problems:
        raise ValidationError(problems)


def _replace_milestones(deal: Deal, rows: Sequence[Milestone]) -> bool:
    names = ("title", "test", "due_on", "amount")
    there = [tuple(getattr(row, name) for name in names) for row in deal.milestones.order_by("position")]
    for position, row in enumerate(rows, 1):
        row.deal, row.position = deal, position
        row.clean_fields(exclude=["deal"])
        row.clean()
        if row.amount % exponent(deal.currency):
            raise ValidationError(
                {"milestones": ValidationError(_("This currency has no such small unit."), code="places")}
            )
    if there == [tuple(getattr(row, name) for name in names) for row in rows]:
        return False
    deal.milestones.all().delete()
    Milestone.objects.bulk_create(rows)
    return True

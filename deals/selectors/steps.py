"""The next step of a deal: what, whose, until when."""

import datetime
from typing import Any

from django.utils import timezone

from deals.enums.deal import FINAL, DealStatus
from deals.enums.steps import Step
from deals.enums.terms import SIGNING_ROLES, ContractStatus, PartyRole
from deals.selectors.clock import policy, working_day
from deals.validators import missing_terms

_S = DealStatus


def next_step(deal: Any) -> tuple[str, int | None, datetime.date | None]:
    """(step, organization, due). Dates are those of the thing itself where it has one, else some working days from now."""
    if deal.status in FINAL:
        return "", None, None
    step, role_or_party, due = _FINDERS[deal.status](deal)
    owner = role_or_party if isinstance(role_or_party, int) else side_of(deal, role_or_party)
    today = timezone.localdate()
    return step, owner, due or working_day(today, policy(today).step_days)


def side_of(deal: Any, role: str) -> int:
    """The first organization in that role."""
    return next(party.organization_id for party in deal.parties.all() if party.role == role)


def signers(deal: Any) -> list[Any]:
    return [party for party in deal.parties.all() if party.role in SIGNING_ROLES]


def current_contract(deal: Any) -> Any:
    """The text in force: draft, out for signature or signed."""
    return deal.contracts.exclude(status=ContractStatus.VOID).order_by("-version").first()


def _pricing(deal: Any) -> tuple[str, Any, Any]:
    if missing_terms(deal):
        return Step.COMPLETE_TERMS, PartyRole.SUPPLY, None
    waiting = [party for party in signers(deal) if party.accepted_version != deal.terms_version]
    # The side that receives reads first what the supplying side has written.
    waiting.sort(key=lambda party: party.role != PartyRole.NEED)
    return Step.ACCEPT_TERMS, waiting[0].organization_id if waiting else PartyRole.NEED, None


def _drafting(deal: Any) -> tuple[str, Any, Any]:
    contract = current_contract(deal)
    if contract is None or contract.terms_version != deal.terms_version:
        return Step.DRAFT, PartyRole.SUPPLY, None
    return Step.ISSUE, PartyRole.NEED, None


def _signing(deal: Any) -> tuple[str, Any, Any]:
    contract = current_contract(deal)
    done = set(contract.signatures.values_list("party_id", flat=True)) if contract else set()
    left = [party for party in signers(deal) if party.pk not in done]
    return Step.SIGN, left[0].organization_id if left else PartyRole.NEED, None


def _performing(deal: Any) -> tuple[str, Any, Any]:
    """The earliest of what is open: a payment that is due or on its way, a milestone."""
    open_: list[tuple[datetime.date, int, str, str]] = []
    for row in deal.milestones.exclude(status="accepted"):
        delivered = row.status == "delivered"
        open_.append(
            (row.due_on, 1, *((Step.JUDGE, PartyRole.NEED) if delivered else (Step.DELIVER, PartyRole.SUPPLY)))
        )
    for row in deal.payments.filter(status__in=["due", "paid"]):
        paid = row.status == "paid"
        open_.append((row.due_on, 0, *((Step.CONFIRM, PartyRole.SUPPLY) if paid else (Step.PAY, PartyRole.NEED))))
    if not open_:
        return Step.ACCEPT_WORK, PartyRole.NEED, None
    due, _order, step, role = min(open_)
    return step, role, due


def _running(step: str) -> Any:
    def find(deal: Any) -> tuple[str, Any, Any]:
        found, role, due = _performing(deal)
        return (found, role, due) if found in {Step.PAY, Step.CONFIRM} else (step, PartyRole.NEED, None)

    return find


def _always(step: str, role: str, field: str = "") -> Any:
    return lambda deal: (step, role, getattr(deal, field) if field else None)


_FINDERS = {
    _S.INTENT: _always(Step.EXAMINE, PartyRole.NEED),
    _S.DILIGENCE: _always(Step.NEGOTIATE, PartyRole.SUPPLY),
    _S.PRICING: _pricing,
    _S.PUBLICITY: _always(Step.CLEAR, PartyRole.SUPPLY, "publicity_until"),
    _S.DRAFTING: _drafting,
    _S.SIGNING: _signing,
    _S.TRIAL: _always(Step.REPORT_TRIAL, PartyRole.NEED, "trial_until"),
    _S.EXITING: _always(Step.DESTROY, PartyRole.NEED),
    _S.PERFORMING: _performing,
    _S.ACCEPTED: _running(Step.PRODUCE),
    _S.PRODUCTION: _running(Step.REPORT),
    _S.DISPUTED: _always(Step.SETTLE, PartyRole.SUPPLY),
}

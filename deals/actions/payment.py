"""The schedule of payments and the ledger."""

import datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max, Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.audit import record
from deals.actions.deal import lock, refresh_step, require
from deals.enums.deal import DealStatus
from deals.enums.terms import RUNNING_PLANS, LedgerKind, PartyRole, PaymentKind, PaymentStatus, PayPlan, RoyaltyBase
from deals.exceptions import IllegalStep
from deals.models import Deal, LedgerEntry, Payment, RoyaltyReport
from deals.schedules import minimum_of_period, plan, royalty
from deals.validators import exponent
from integration.actions.outbox import record as to_outbox

_PAYABLE = frozenset({DealStatus.PERFORMING, DealStatus.ACCEPTED, DealStatus.PRODUCTION})


def schedule(deal: Deal, first: datetime.date | None) -> None:
    """Write the payments of a locked deal that begins; ``first`` None leaves the dates open until a trial has worked."""
    rows = list(deal.milestones.order_by("position"))
    lines = plan(
        deal.pay_plan, total=deal.amount_total, first=first, unit=exponent(deal.currency), entry=deal.entry_fee,
        instalments=deal.instalments, milestones=[row.amount for row in rows],
    )  # fmt: skip
    Payment.objects.bulk_create(
        Payment(
            deal=deal, position=position, kind=line.kind, amount=line.amount, currency=deal.currency, due_on=line.due,
            milestone=rows[line.milestone] if line.milestone is not None else None,
            status=PaymentStatus.PLANNED if line.due is None else PaymentStatus.DUE,
        )
        for position, line in enumerate(lines, 1)
    )  # fmt: skip


def start_dates(deal: Deal, first: datetime.date) -> None:
    """After a trial that worked: the same plan, counted from now."""
    deal.payments.filter(status=PaymentStatus.PLANNED).delete()
    schedule(deal, first)


def cancel_open(deal: Deal) -> None:
    deal.payments.filter(status__in=[PaymentStatus.PLANNED, PaymentStatus.DUE]).update(status=PaymentStatus.CANCELLED)


def pay(payment: Payment, *, by: Any, channel: str, reference: str = "") -> Payment:
    """The receiving side says that it has paid. One of many at the same time wins; the others are refused."""
    return _settle(payment, "pay", by=by, channel=channel, reference=reference)


def confirm(payment: Payment, *, by: Any, channel: str) -> Payment:
    """The supplying side says that the money is there."""
    return _settle(payment, "confirm", by=by, channel=channel, reference="")


_STEPS = {
    "pay": ({PaymentStatus.DUE}, PaymentStatus.PAID, PartyRole.NEED, LedgerKind.PAID),
    "confirm": ({PaymentStatus.PAID}, PaymentStatus.CONFIRMED, PartyRole.SUPPLY, LedgerKind.RECEIVED),
}


@transaction.atomic
def _settle(payment: Payment, verb: str, *, by: Any, channel: str, reference: str) -> Payment:
    start, target, role, kind = _STEPS[verb]
    deal = lock(payment.deal)
    require(deal, by, {role})
    current = Payment.objects.select_for_update().get(pk=payment.pk)
    if deal.status not in _PAYABLE:
        raise IllegalStep(deal)
    if current.status not in start:
        raise IllegalStep(current)
    current.status = target
    current.reference = reference.strip() or current.reference
    current.full_clean(validate_constraints=False, validate_unique=False)
    current.save(update_fields=["status", "reference", "updated_at"])
    LedgerEntry.objects.create(
        payment=current, deal=deal, kind=kind, amount=current.amount, currency=current.currency,
        reference=current.reference, by=by if by.pk else None,
    )  # fmt: skip
    after = {"payment": current.position, "amount": current.amount, "currency": current.currency}
    record(f"{verb}_payment", deal, by=by, channel=channel, after=after)
    to_outbox(event="deal.payment_changed", subject=deal, organizations=deal.organizations,
              data={"payment": current.position, "status": target})  # fmt: skip
    refresh_step(deal)
    return current


@transaction.atomic
def report_royalty(
    deal: Deal, *, by: Any, channel: str, period_start: datetime.date, period_end: datetime.date, base: Decimal
) -> RoyaltyReport:
    """Report a period's base (money, or pieces); what is owed is computed with minimum and cap and is due at once."""
    current = lock(deal)
    require(current, by, {PartyRole.NEED})
    if current.status not in _PAYABLE or current.pay_plan not in RUNNING_PLANS:
        raise IllegalStep(current)
    _check_period(current, period_start, period_end)
    unit = exponent(current.currency)
    already = current.royalty_reports.aggregate(sum=Sum("royalty"))["sum"] or Decimal(0)
    least = current.royalty_min
    owed = royalty(
        base, current.royalty_rate, per_piece=current.royalty_base == RoyaltyBase.PIECES, unit=unit,
        minimum=minimum_of_period(least, period_start, period_end, unit) if least else Decimal(0),
        cap=current.royalty_cap, already=already,
    )  # fmt: skip
    report = RoyaltyReport(
        deal=current, period_start=period_start, period_end=period_end, base=base, royalty=owed,
        reported_by=by if by.pk else None,
    )  # fmt: skip
    report.full_clean()
    report.save()
    if owed:
        last = current.payments.aggregate(last=Max("position"))["last"] or 0
        share = current.pay_plan == PayPlan.REVENUE_SHARE
        Payment.objects.create(
            deal=current, position=last + 1, kind=PaymentKind.SHARE if share else PaymentKind.ROYALTY, report=report,
            amount=owed, currency=current.currency, due_on=timezone.localdate(), status=PaymentStatus.DUE,
        )  # fmt: skip
    after = {"from": period_start, "to": period_end, "base": base, "royalty": owed}
    record("report_royalty", current, by=by, channel=channel, after=after)
    refresh_step(current)
    return report


def _check_period(deal: Deal, start: datetime.date, end: datetime.date) -> None:
    if end < start:
        raise ValidationError({"period_end": ValidationError(_("The end lies before the beginning."), code="order")})
    if deal.royalty_reports.filter(period_start__lte=end, period_end__gte=start).exists():
        raise ValidationError(
            {"period_start": ValidationError(_("Part of this period has been reported already."), code="overlap")}
        )

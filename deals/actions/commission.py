"""The commission ledger: earned, paid, reversed. Under the lock of the assignment, and never more paid than earned."""

from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from accounts.audit import record
from accounts.inbox import members_of
from common.plain import plain_line
from deals.actions.moving import NotPossible, inform, lock
from deals.enums.assignment import AssignmentStatus, CommissionKind
from deals.models import Assignment, CommissionEntry

CENT = Decimal("0.01")


def balance(assignment: Assignment) -> dict[str, Decimal]:
    """``{"earned", "paid", "reversed", "open"}`` of one assignment."""
    sums = dict.fromkeys(CommissionKind.values, Decimal("0.00"))
    rows = CommissionEntry.objects.filter(assignment=assignment).order_by()
    sums |= dict(rows.values_list("kind").annotate(total=Sum("amount")))
    return sums | {"open": sums["earned"] - sums["paid"] - sums["reversed"]}


def agreed(assignment: Assignment, price: Decimal) -> Decimal:
    """What the terms of the assignment give for a contract of ``price``: rate and fixed part, rounded to the cent."""
    share = price * Decimal(assignment.commission_rate) / 100 + Decimal(assignment.commission_fixed)
    return share.quantize(CENT, ROUND_HALF_UP)


@transaction.atomic
def book(
    assignment: Assignment, *, by: Any, channel: str, kind: str, amount: Decimal, key: str, basis: str = ""
) -> CommissionEntry:
    """Add one line. The same ``key`` again gives the line that is there; with another amount it is refused.

    Raises ``ValidationError`` for an amount that is none, ``NotPossible`` where more would be paid or reversed than is open.
    """
    if amount <= 0 or amount % CENT:
        raise ValidationError(
            {"amount": ValidationError(_("Enter an amount above zero, in whole cents."), code="amount")}
        )
    row = lock(assignment, "manager__user", "demand", "achievement", "deal")
    if row.status not in {AssignmentStatus.ACTIVE, AssignmentStatus.ENDED}:
        raise NotPossible(_("The manager has not accepted this assignment."))
    there = CommissionEntry.objects.filter(assignment=row, key=key).first()
    if there is not None:
        if (there.kind, there.amount) != (kind, amount):
            raise NotPossible(_("This line is in the ledger already, with another amount."))
        return there
    if kind != CommissionKind.EARNED and amount > balance(row)["open"]:
        raise NotPossible(
            _("No more can be paid or reversed than is open: %(amount)s.") % {"amount": balance(row)["open"]}
        )
    entry = CommissionEntry.objects.create(
        assignment=row, payer_id=row.organization_id, kind=kind, amount=amount, currency=row.currency,
        basis=plain_line(basis)[:300], key=key, by=by,
    )  # fmt: skip
    record(f"commission_{kind}", row, by=by, channel=channel, after={"amount": amount, "basis": entry.basis})
    people = {person.pk: person for person in [row.manager.user, *members_of(row.organization_id)] if person != by}
    inform(people.values(), "commission_entry", row, key=f"c{entry.pk}", entry=entry.get_kind_display(),
           amount=f"{amount} {row.currency}")  # fmt: skip
    return entry

"""From an award or an auction to the deal room: the task book, its milestone, and what a manager earns by a signature."""

import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.enums import Channel
from deals.actions import commission
from deals.actions.deal import open_deal
from deals.actions.moving import NotPossible
from deals.enums.assignment import AssignmentStatus, CommissionKind
from deals.enums.deal import Origin
from deals.enums.terms import PriceMethod, Vehicle
from deals.models import Assignment, Auction, Challenge, Deal, Milestone, Proposal

#: The line of the ledger that follows from a signature.
CONTRACT = "contract"
_PAGE = 200


@transaction.atomic
def task_book(challenge: Challenge, proposal: Proposal, *, by: Any, channel: str) -> Deal:
    """The deal of an award: commissioned work at the proposal's price, with the acceptance test as its milestone."""
    price = proposal.price or challenge.bounty
    start = timezone.localdate()
    deal = open_deal(
        by=by, channel=channel, title=challenge.title[:300], supply=proposal.organization, need=challenge.organization,
        origin=Origin.CHALLENGE, demand=challenge.demand, achievement=proposal.achievement,
        vehicle=Vehicle.DEVELOPMENT, currency=challenge.currency, amount_total=price, amount_technical=price,
        scope=f"{proposal.title}\n\n{proposal.approach}\n\n{proposal.plan}"[:3000], starts_on=start,
    )  # fmt: skip
    Milestone.objects.create(
        deal=deal, position=1, title=_("The acceptance test is passed"), test=challenge.acceptance_test, amount=price,
        due_on=start + datetime.timedelta(days=30 * (proposal.months or 6)),
    )  # fmt: skip
    return deal


def from_auction(auction: Auction, *, by: Any, channel: str) -> Deal:
    """The deal of a sale: the price is fixed, the rest is settled in the room."""
    bid = auction.best_bid
    method = PriceMethod.LISTED if auction.mode == "listed" else PriceMethod.AUCTION
    return open_deal(
        by=by, channel=channel, title=auction.title[:300], supply=auction.organization, need=bid.organization,
        origin=Origin.AUCTION, achievement=auction.achievement, vehicle=Vehicle.TRANSFER, right=auction.right,
        price_method=method, currency=auction.currency, amount_total=bid.amount, amount_technical=bid.amount,
        scope=auction.terms,
    )  # fmt: skip


def earn_from_signed() -> int:
    """Note what managers have earned by signed deals, once for each; safe to run twice and beside itself."""
    rows = Assignment.objects.filter(status=AssignmentStatus.ACTIVE, deal__signed_at__isnull=False)
    rows = rows.exclude(commissions__key=CONTRACT).select_related("deal").order_by("pk")
    count = 0
    for row in list(rows[:_PAGE]):
        amount = commission.agreed(row, row.deal.amount_total or 0)
        if amount <= 0 or row.currency != row.deal.currency:
            continue
        try:
            commission.book(
                row, by=None, channel=Channel.SYSTEM, kind=CommissionKind.EARNED, amount=amount, key=CONTRACT,
                basis=row.deal.no,
            )  # fmt: skip
        except NotPossible:
            continue
        count += 1
    return count

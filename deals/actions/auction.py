"""Auctions: announced, bidders admitted, bids under one lock, closed by the clock with exactly one winner."""

import datetime
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.audit import record
from accounts.enums import Channel
from accounts.inbox import members_of
from achievements.models import Achievement
from common.plain import plain_text, tidy
from deals.actions.handover import from_auction
from deals.actions.moving import NotPossible, check_move, inform, lock, move_locked, write
from deals.enums.auction import AUCTION_MOVES as MOVES
from deals.enums.auction import AuctionMode, AuctionStatus
from deals.models import Auction, Bid, Bidder
from deals.validators import exponent
from integration.actions.outbox import record as to_outbox
from integration.exceptions import IllegalMove

_PAGE = 200


class BidRefused(NotPossible):
    """This bid does not count; the text names the least amount or what is missing."""

    code = "bid_refused"


@transaction.atomic
def create(achievement: Achievement, *, by: Any, channel: str, values: Mapping[str, Any]) -> Auction:
    row = Auction(achievement=achievement, organization_id=achievement.organization_id, created_by=by, **values)
    tidy(row)
    row.full_clean(validate_constraints=True)
    row.save()
    row.refresh_from_db(fields=["no"])
    record("create", row, by=by, channel=channel, after={"achievement": achievement.no, "mode": row.mode})
    return row


@transaction.atomic
def edit(auction: Auction, *, by: Any, channel: str, changes: Mapping[str, Any]) -> Auction:
    """Change a draft; what is announced stays as it is."""
    row = lock(auction, "achievement")
    if row.status != AuctionStatus.DRAFT:
        raise IllegalMove(row, "edit")
    write(row, changes, by=by, channel=channel)
    return row


@transaction.atomic
def announce(auction: Auction, *, by: Any, channel: str) -> Auction:
    """Show it to everybody. The achievement is published, the end lies ahead, and no other auction of it runs."""
    row = lock(auction, "achievement__organization")
    check_move(row, "announce", MOVES)
    if row.achievement.status != "published":
        raise NotPossible(_("Publish the achievement first; bidders read it there."))
    if row.ends_at <= timezone.now():
        raise NotPossible(_("The end has passed. Choose a later moment."))
    if Auction.objects.filter(achievement=row.achievement, status=AuctionStatus.ANNOUNCED).exists():
        raise NotPossible(_("Another auction of this achievement is running."))
    move_locked(row, "announce", MOVES, by=by, channel=channel, planned_end=row.ends_at)
    data = {
        "achievement": row.achievement.no,
        "starts_at": row.starts_at.isoformat(),
        "ends_at": row.ends_at.isoformat(),
    }
    _tell(row, "auction.announced", data)
    return row


@transaction.atomic
def register(auction: Auction, *, by: Any, channel: str) -> Bidder:
    """Ask to be admitted. Without a deposit one is admitted at once."""
    row = lock(auction, "achievement")
    if row.status != AuctionStatus.ANNOUNCED or row.ends_at <= timezone.now():
        raise IllegalMove(row, "register")
    organization = by.membership.organization
    if organization.pk == row.organization_id:
        raise NotPossible(_("This is your own auction."))
    if not organization.is_verified:
        raise NotPossible(_("Your organization has to be verified first. Complete its data; an authority answers."))
    defaults = {"registered_by": by, "deposit_confirmed": not row.deposit}
    bidder, made = Bidder.objects.get_or_create(auction=row, organization=organization, defaults=defaults)
    if made:
        record("register_bidder", row, by=by, channel=channel, after={"organization": organization.pk})
        inform(
            members_of(row.organization_id),
            "auction_registered",
            row,
            key=f"r{organization.pk}",
            name=organization.name,
        )
    return bidder


@transaction.atomic
def confirm_deposit(auction: Auction, *, by: Any, channel: str, organization_no: str) -> Bidder:
    """The seller has the deposit; this bidder may bid."""
    row = lock(auction, "achievement")
    if row.status != AuctionStatus.ANNOUNCED:
        raise IllegalMove(row, "admit")
    bidder = row.bidders.select_for_update().filter(organization__no=organization_no).first()
    if bidder is None:
        raise NotPossible(_("This organization has not registered."))
    if not bidder.deposit_confirmed:
        bidder.deposit_confirmed = True
        bidder.save(update_fields=["deposit_confirmed", "updated_at"])
        record("admit_bidder", row, by=by, channel=channel, after={"organization": bidder.organization_id})
        inform(members_of(bidder.organization_id), "auction_admitted", row, key=f"a{bidder.organization_id}")
    return bidder


@transaction.atomic
def bid(auction: Auction, *, by: Any, channel: str, amount: Decimal) -> Bid:
    """A binding bid. All bids of an auction pass one lock, so each one is measured against the best before it.

    In a listed auction the first bid of the listed price is the last. Raises ``BidRefused`` and ``IllegalMove``.
    """
    row = lock(auction, "achievement")
    now = timezone.now()
    if row.status != AuctionStatus.ANNOUNCED:
        raise IllegalMove(row, "bid")
    if not row.starts_at <= now < row.ends_at:
        raise BidRefused(_("Bids are taken from the beginning to the end of the auction only."))
    leader = Bid.objects.filter(pk=row.best_bid_id).first()
    row.best_bid = leader
    _check_bid(row, by.organization_id, amount)
    made = Bid.objects.create(auction=row, organization_id=by.organization_id, user=by, amount=amount, at=now)
    row.best_bid = made
    window = datetime.timedelta(minutes=row.window_minutes)
    if row.mode == AuctionMode.ENGLISH and row.ends_at - now <= window:
        row.ends_at = max(row.ends_at, now + datetime.timedelta(minutes=row.extension_minutes))
    row.save(update_fields=["best_bid", "ends_at", "updated_at"])
    record("bid", row, by=by, channel=channel, after={"amount": amount, "ends_at": row.ends_at})
    if leader is not None and leader.organization_id != made.organization_id:
        inform(members_of(leader.organization_id), "auction_outbid", row, key=f"o{made.pk}")
    _tell(row, "auction.bid", {"amount": str(amount), "ends_at": row.ends_at.isoformat()})
    if row.mode == AuctionMode.LISTED:
        _sell(row, by=by, channel=channel)
    return made


@transaction.atomic
def cancel(auction: Auction, *, by: Any, channel: str, reason: str) -> Auction:
    """Take it back; not any more once somebody has bid."""
    row = lock(auction, "achievement")
    check_move(row, "cancel", MOVES)
    if row.best_bid_id is not None:
        raise NotPossible(_("Somebody has bid: the auction runs to its end."))
    if row.status == AuctionStatus.ANNOUNCED and not reason.strip():
        raise NotPossible(_("Say why in one sentence."))
    row.reason = plain_text(reason)[:500]
    row.save(update_fields=["reason"])
    return move_locked(row, "cancel", MOVES, by=by, channel=channel, reason=reason, closed_at=timezone.now())


def close_due(*, now: datetime.datetime | None = None) -> int:
    """Close what has ended: sold where the reserve is reached, otherwise open to negotiation. Safe to run twice."""
    now = now or timezone.now()
    count = 0
    due = Auction.objects.filter(status=AuctionStatus.ANNOUNCED, ends_at__lte=now).order_by("pk")
    for pk in list(due.values_list("pk", flat=True)[:_PAGE]):
        with transaction.atomic():
            rows = Auction.objects.select_for_update(of=("self",), skip_locked=True).select_related("achievement")
            # A bid of the last second may have moved the end while we came.
            row = rows.filter(pk=pk, status=AuctionStatus.ANNOUNCED, ends_at__lte=now).first()
            if row is not None:
                _close(row)
                count += 1
    return count


def _check_bid(row: Auction, organization_id: int, amount: Decimal) -> None:
    if organization_id == row.organization_id:
        raise NotPossible(_("This is your own auction."))
    if not row.bidders.filter(organization_id=organization_id, deposit_confirmed=True).exists():
        raise BidRefused(_("Register first, and wait until the seller has confirmed your deposit."))
    if amount % exponent(row.currency):
        raise ValidationError({"amount": ValidationError(_("This currency has no such small unit."), code="places")})
    least = row.lowest_next
    if row.mode == AuctionMode.LISTED and amount != least:
        raise BidRefused(_("The listed price is %(amount)s.") % {"amount": least})
    if amount < least:
        raise BidRefused(_("The next bid needs %(amount)s or more.") % {"amount": least})
    if row.best_bid is not None and row.best_bid.organization_id == organization_id:
        raise BidRefused(_("The highest bid is yours already."))


def _close(row: Auction) -> None:
    row.best_bid = Bid.objects.filter(pk=row.best_bid_id).first()
    if row.best_bid is not None and row.is_reserve_met:
        _sell(row, by=None, channel=Channel.SYSTEM)
        return
    move_locked(row, "pass_in", MOVES, by=None, channel=Channel.SYSTEM, closed_at=timezone.now())
    _announce_end(row)


def _sell(row: Auction, *, by: Any, channel: str) -> None:
    """The best bid wins; the database lets one bid of an auction win and no more."""
    try:
        with transaction.atomic():
            Bid.objects.filter(pk=row.best_bid_id).update(won=True)
    except IntegrityError as error:
        raise IllegalMove(row, "sell") from error
    row.best_bid = Bid.objects.select_related("organization").get(pk=row.best_bid_id)
    deal = from_auction(row, by=by, channel=channel)
    move_locked(row, "sell", MOVES, by=by, channel=channel, closed_at=timezone.now(), deal=deal)
    _announce_end(row)


def _announce_end(row: Auction) -> None:
    bidders = list(row.bidders.values_list("organization_id", flat=True))
    for organization_id in [row.organization_id, *bidders]:
        inform(members_of(organization_id), "auction_ended", row, key="end", state=row.get_status_display())
    _tell(row, "auction.ended", {"status": row.status})


def _tell(row: Auction, event: str, data: dict[str, Any]) -> None:
    to_outbox(event=event, subject=row, organizations=[row.organization_id], public=True, data=data)

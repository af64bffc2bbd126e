"""Auctions: every move × status, bids in order, the extension, the reserve, the clock."""

import datetime
from decimal import Decimal

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.models import AuditEntry, Notification
from deals.actions import auction as actions
from deals.actions.moving import NotPossible
from deals.enums.auction import AuctionStatus
from deals.models import Auction, Bid
from integration.exceptions import IllegalMove
from integration.models import Change
from tests.factories.accounts import OrganizationFactory, member_of, person
from tests.factories.achievements import AchievementFactory
from tests.factories.trading import AuctionFactory, bidder

pytestmark = pytest.mark.django_db
MOMENT = datetime.timedelta(minutes=1)


def auction(status="announced", **values):
    row = AuctionFactory(status="draft" if status == "sold" else status, **values)
    if status == "sold":
        best = Bid.objects.create(auction=row, organization=OrganizationFactory(), amount=row.start_price, won=True)
        Auction.objects.filter(pk=row.pk).update(status="sold", best_bid=best)
        row.refresh_from_db()
    return row


def firm(row, confirmed=True):
    return bidder(row, member_of(OrganizationFactory()), confirmed)


def run(verb, row):
    by = member_of(row.organization)
    match verb:
        case "announce":
            return actions.announce(row, by=by, channel="portal")
        case "cancel":
            return actions.cancel(row, by=by, channel="portal", reason="另有安排")
        case "register":
            return actions.register(row, by=member_of(OrganizationFactory()), channel="portal")
        case "bid":
            return actions.bid(row, by=firm(row), channel="portal", amount=row.start_price)
        case "admit":
            user = firm(row, False)
            return actions.confirm_deposit(row, by=by, channel="portal", organization_no=user.organization.no)


STARTS = {"announce": {"draft"}, "cancel": {"draft", "announced"}, "register": {"announced"}, "bid": {"announced"},
          "admit": {"announced"}}  # fmt: skip


@pytest.mark.parametrize("status", AuctionStatus.values)
@pytest.mark.parametrize("verb", STARTS)
def test_every_verb_from_every_status(verb, status):
    row = auction(status)
    if status in STARTS[verb]:
        run(verb, row)
        assert AuditEntry.objects.exists()
        return
    bids = Bid.objects.count()
    with pytest.raises(IllegalMove):
        run(verb, row)
    row.refresh_from_db()
    assert (row.status, Bid.objects.count()) == (status, bids)
    assert not AuditEntry.objects.exists()
    assert not Notification.objects.exists()
    assert not Change.objects.exists()


def test_who_may_do_what_and_see_what():
    row, draft = auction(), auction("draft")
    Auction.objects.filter(pk=draft.pk).update(organization=row.organization)
    draft.refresh_from_db()
    doors = ["stranger", "viewer", "sme", "institution", "manager", "reviewer", "official", "admin"]
    everybody = {door: person(door) for door in doors} | {"anonymous": AnonymousUser()}
    everybody |= {"seller": member_of(row.organization), "seller_viewer": member_of(row.organization, "viewer")}
    verbs = ["change", "announce", "cancel", "admit", "bid"]
    may = {d: {v for v in verbs if u.has_perm(f"deals.{v}_auction", row)} for d, u in everybody.items()}
    writers = {"sme", "institution", "manager", "official"}
    assert may == {door: set() for door in everybody} | {door: {"bid"} for door in writers} | {
        "seller": {"change", "announce", "cancel", "admit"}, "admin": set(verbs),
    }  # fmt: skip
    for door, user in everybody.items():
        seen = set(Auction.objects.visible_to(user).values_list("pk", flat=True))
        assert seen == {r.pk for r in (row, draft) if user.has_perm("deals.view_auction", r)}, door


def test_each_bid_is_measured_against_the_best():
    row = auction()
    first, second = firm(row), firm(row)
    actions.bid(row, by=first, channel="portal", amount=Decimal("100000.00"))
    for amount in ("100000.00", "104999.99"):
        with pytest.raises(actions.BidRefused):
            actions.bid(row, by=second, channel="portal", amount=Decimal(amount))
    actions.bid(row, by=second, channel="portal", amount=Decimal("105000.00"))
    with pytest.raises(actions.BidRefused):
        actions.bid(row, by=second, channel="portal", amount=Decimal("200000.00"))
    with pytest.raises(ValidationError):
        actions.bid(row, by=first, channel="portal", amount=Decimal("110000.001"))
    row.refresh_from_db()
    assert list(row.bids.values_list("amount", flat=True)) == [Decimal("105000.00"), Decimal("100000.00")]
    assert row.best_bid.amount == Decimal("105000.00")
    assert Notification.objects.filter(kind="auction_outbid").values_list("user", flat=True).get() == first.pk


@pytest.mark.parametrize("case", ["own", "not_registered", "no_deposit", "before", "after"])
def test_whose_bid_does_not_count(case):
    times = {"before": {"starts_at": timezone.now() + MOMENT}, "after": {"ends_at": timezone.now() - MOMENT}}
    row = auction(**times.get(case, {}))
    user = {"own": lambda: bidder(row, member_of(row.organization)), "not_registered": lambda: person("sme"),
            "no_deposit": lambda: firm(row, False)}.get(case, lambda: firm(row))()  # fmt: skip
    with pytest.raises(NotPossible):
        actions.bid(row, by=user, channel="portal", amount=row.start_price)
    assert not Bid.objects.exists()
    assert not AuditEntry.objects.exists()


def test_a_bid_in_the_last_minutes_leaves_time_for_another():
    end = timezone.now() + datetime.timedelta(minutes=2)
    row = auction(ends_at=end, window_minutes=5, extension_minutes=5)
    made = actions.bid(row, by=firm(row), channel="portal", amount=row.start_price)
    row.refresh_from_db()
    assert row.ends_at == made.at + datetime.timedelta(minutes=5)
    early = auction(ends_at=timezone.now() + datetime.timedelta(hours=1))
    before = early.ends_at
    actions.bid(early, by=firm(early), channel="portal", amount=early.start_price)
    early.refresh_from_db()
    assert early.ends_at == before


def test_the_clock_sells_once_where_the_reserve_is_reached():
    row, missed, empty = auction(), auction(reserve=Decimal("150000.00")), auction()
    user = firm(row)
    actions.bid(row, by=user, channel="portal", amount=Decimal("120000.00"))
    actions.bid(missed, by=firm(missed), channel="portal", amount=Decimal("120000.00"))
    late = timezone.now() + datetime.timedelta(hours=2)
    assert (actions.close_due(now=late), actions.close_due(now=late)) == (3, 0)
    for each in (row, missed, empty):
        each.refresh_from_db()
    assert (row.status, missed.status, empty.status) == ("sold", "unsold", "unsold")
    assert list(Bid.objects.filter(won=True).values_list("organization", "amount")) == [
        (user.organization_id, Decimal("120000.00"))
    ]
    assert Notification.objects.filter(user=user, kind="auction_ended").count() == 1
    assert (row.deal.origin, row.deal.amount_total, missed.deal) == ("auction", Decimal("120000.00"), None)


def test_a_listed_price_is_sold_to_the_first():
    row = auction(mode="listed")
    first, second = firm(row), firm(row)
    with pytest.raises(actions.BidRefused):
        actions.bid(row, by=first, channel="portal", amount=Decimal("100001.00"))
    actions.bid(row, by=first, channel="portal", amount=Decimal("100000.00"))
    with pytest.raises(IllegalMove):
        actions.bid(row, by=second, channel="portal", amount=Decimal("100000.00"))
    row.refresh_from_db()
    assert (row.status, Bid.objects.filter(won=True).get().organization_id) == ("sold", first.organization_id)


def test_an_auction_with_a_bid_runs_to_its_end():
    row = auction()
    actions.bid(row, by=firm(row), channel="portal", amount=row.start_price)
    with pytest.raises(NotPossible):
        actions.cancel(row, by=member_of(row.organization), channel="portal", reason="反悔")
    row.refresh_from_db()
    assert row.status == "announced"


def test_announcing_needs_a_published_achievement_and_no_other_auction():
    hidden = auction("draft", achievement=AchievementFactory(status="draft", published_at=None))
    running = auction()
    second = AuctionFactory(status="draft", achievement=running.achievement)
    for row in (hidden, second):
        with pytest.raises(NotPossible):
            actions.announce(row, by=member_of(row.organization), channel="portal")
        row.refresh_from_db()
        assert row.status == "draft"

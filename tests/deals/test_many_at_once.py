"""Fifty at once, each on a connection of its own: one winner, and a ledger that adds up."""

import threading
from decimal import Decimal

import pytest
from django.db import connection
from django.db.models import Max

from achievements.actions.licences import NoneLeft
from common.exceptions import Refusal
from deals.actions import auction, challenge, commission, licence
from deals.models import Auction, Bid, Challenge, CommissionEntry, Licence
from integration.models import Change
from tests.factories.accounts import OrganizationFactory, manager, member_of
from tests.factories.achievements import OpenLicenceFactory
from tests.factories.trading import AssignmentFactory, AuctionFactory, ChallengeFactory, ProposalFactory, bidder, days

pytestmark = pytest.mark.django_db(transaction=True)
MANY = 50


def at_once(jobs):
    """Runs all jobs at the same moment; returns what each gave or was refused with."""
    barrier, outcomes = threading.Barrier(len(jobs)), [None] * len(jobs)

    def work(number, job):
        try:
            connection.ensure_connection()
            barrier.wait(60)
            outcomes[number] = job()
        except Refusal as refusal:
            outcomes[number] = refusal
        finally:
            connection.close()

    threads = [threading.Thread(target=work, args=each) for each in enumerate(jobs)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    return outcomes


def test_the_last_licence_goes_once():
    statement = OpenLicenceFactory(slots=3, slots_taken=2)
    takers = [member_of(OrganizationFactory()) for _ in range(MANY)]
    outcomes = at_once([lambda user=user: licence.take(statement, by=user, channel="api") for user in takers])
    assert sum(isinstance(each, Licence) for each in outcomes) == 1
    assert sum(isinstance(each, NoneLeft) for each in outcomes) == MANY - 1
    statement.refresh_from_db()
    assert (statement.slots_taken, Licence.objects.count(), Change.objects.filter(event="licence.taken").count()) == (
        3,
        1,
        1,
    )


def test_one_firm_takes_it_once_however_often_it_clicks():
    statement, user = OpenLicenceFactory(slots=None), member_of(OrganizationFactory())
    outcomes = at_once([lambda: licence.take(statement, by=user, channel="api")] * 20)
    assert sum(isinstance(each, Licence) for each in outcomes) == 1
    statement.refresh_from_db()
    assert (statement.slots_taken, Licence.objects.count()) == (1, 1)


def test_fifty_bids_of_the_same_amount_leave_one():
    row = AuctionFactory()
    users = [bidder(row, member_of(OrganizationFactory())) for _ in range(MANY)]
    amount = Decimal("150000.00")
    outcomes = at_once([lambda user=user: auction.bid(row, by=user, channel="api", amount=amount) for user in users])
    assert sum(isinstance(each, Bid) for each in outcomes) == 1
    assert Bid.objects.count() == 1


def test_bids_that_climb_keep_their_order_and_the_highest_wins():
    row = AuctionFactory()
    users = [bidder(row, member_of(OrganizationFactory())) for _ in range(MANY)]
    amounts = [Decimal(100_000 + 5_000 * number) for number in range(MANY)]
    jobs = [
        lambda user=user, amount=amount: auction.bid(row, by=user, channel="api", amount=amount)
        for user, amount in zip(users, amounts, strict=True)
    ]
    at_once(jobs)
    in_time = list(Bid.objects.order_by("id").values_list("amount", flat=True))
    assert in_time == sorted(in_time)
    row.refresh_from_db()
    assert row.best_bid.amount == Bid.objects.aggregate(top=Max("amount"))["top"]
    at_once([lambda: auction.close_due(now=row.ends_at)] * 10)
    row.refresh_from_db()
    assert (row.status, Bid.objects.filter(won=True).get().pk) == ("sold", row.best_bid_id)


def test_a_listed_price_is_bought_once():
    row = AuctionFactory(mode="listed")
    users = [bidder(row, member_of(OrganizationFactory())) for _ in range(MANY)]
    at_once([lambda user=user: auction.bid(row, by=user, channel="api", amount=row.start_price) for user in users])
    row.refresh_from_db()
    assert (row.status, Bid.objects.count(), Bid.objects.filter(won=True).count()) == ("sold", 1, 1)
    assert Auction.objects.filter(status="sold").count() == 1


def test_one_proposal_is_named_and_one_award_given():
    row = ChallengeFactory(status="reviewing")
    proposals = [ProposalFactory(challenge=row, status="shortlisted") for _ in range(10)]
    by = member_of(row.organization)
    jobs = [
        lambda each=each: challenge.nominate(row, by=by, channel="api", proposal=each)
        for each in proposals
        for _ in range(5)
    ]
    outcomes = at_once(jobs)
    assert sum(isinstance(each, Challenge) for each in outcomes) == 1
    row.refresh_from_db()
    assert list(row.proposals.filter(status="nominated")) == [row.winner]
    row.proposals.filter(status="shortlisted").update(status="declined", reason="price")
    Challenge.objects.update(publicity_until=days(-1))
    outcomes = at_once([lambda: challenge.award(row, by=by, channel="api")] * MANY)
    assert sum(isinstance(each, Challenge) for each in outcomes) == 1
    assert row.proposals.filter(status="awarded").count() == 1
    assert Change.objects.filter(event="challenge.awarded").count() == 1


def test_a_commission_is_never_paid_twice():
    row = AssignmentFactory(manager=manager().manager_profile)
    by = member_of(row.organization)
    earned = {"by": by, "channel": "api", "kind": "earned", "amount": Decimal("1000.00"), "key": "contract"}
    at_once([lambda: commission.book(row, **earned)] * 20)
    jobs = [
        lambda n=n: commission.book(row, by=by, channel="api", kind="paid", amount=Decimal("300.00"), key=f"p{n}")
        for n in range(MANY)
    ]
    outcomes = at_once(jobs)
    assert sum(isinstance(each, CommissionEntry) for each in outcomes) == 3
    assert commission.balance(row) == {
        "earned": Decimal("1000.00"), "paid": Decimal("900.00"), "reversed": Decimal("0.00"), "open": Decimal("100.00"),
    }  # fmt: skip

"""Fifty at once, over real connections: one winner, and a ledger that is right."""

import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import close_old_connections, connection

from accounts.models import AuditEntry
from common.exceptions import Refusal
from deals.actions import contract, interest, milestone, payment, terms
from deals.actions import deal as deals
from deals.models import Deal, LedgerEntry, Signature
from tests.factories.deals import Sides, priced, signed

pytestmark = pytest.mark.django_db(transaction=True)
THREADS = 50


def at_once(*calls) -> Counter:
    """Every call from many threads that start together; counts what came of them."""
    start = threading.Barrier(THREADS)

    def run(number: int) -> str:
        start.wait()
        try:
            calls[number % len(calls)]()
        except Refusal as refusal:
            return refusal.code
        finally:
            connection.close()
            close_old_connections()
        return "done"

    with ThreadPoolExecutor(THREADS) as pool:
        return Counter(pool.map(run, range(THREADS)))


def test_one_of_many_accepts_and_opens_the_room():
    sides = Sides()
    row = sides.express()
    found = at_once(
        lambda: interest.accept(row, by=sides.supply, channel="api"),
        lambda: interest.withdraw(row, by=sides.need, channel="api"),
    )
    accepted = AuditEntry.objects.filter(verb="accept").count()
    assert accepted <= 1
    # A withdrawal may follow an acceptance, never the other way round, and each happens once.
    assert (
        found["done"]
        == accepted + AuditEntry.objects.filter(verb="withdraw", object_type="deals.interest").count()
        <= 2
    )
    again = Sides()
    agreed = again.agreed()
    found = at_once(lambda: deals.open_from_interest(agreed, by=again.need, channel="api"))
    assert found == {"done": 1, "already_exists": THREADS - 1}
    assert Deal.objects.count() == 1


def test_two_sides_accept_and_sign_exactly_once_each():
    sides = Sides()
    deal = priced(sides)
    version = deal.terms_version
    at_once(*(lambda user=user: terms.accept_terms(deal, by=user, channel="api", version=version)
              for user in (sides.supply, sides.need)))  # fmt: skip
    assert Deal.objects.get(pk=deal.pk).status == "drafting"
    assert AuditEntry.objects.filter(verb="agree").count() == 1
    contract.draft(deal, by=sides.supply, channel="api")
    contract.issue(deal, by=sides.need, channel="api")
    found = at_once(*(lambda user=user: contract.sign(deal, by=user, channel="api", contract_version=1)
                      for user in (sides.supply, sides.need)))  # fmt: skip
    assert found["done"] == Signature.objects.count() == 2
    deal.refresh_from_db()
    assert deal.status == "performing"
    assert deal.payments.count() == 1
    assert deal.outcome_checks.count() == 3


def test_a_payment_is_made_and_received_once():
    sides = Sides()
    deal = signed(sides, ("120000.00",), pay_plan="milestone")
    row = deal.milestones.get()
    milestone.deliver(row, by=sides.supply, channel="api", note="报告")
    found = at_once(lambda: milestone.accept(row, by=sides.need, channel="api"))
    assert found == {"done": 1, "illegal_move": THREADS - 1}
    owed = deal.payments.get()
    found = at_once(
        lambda: payment.pay(owed, by=sides.need, channel="api"),
        lambda: payment.confirm(owed, by=sides.supply, channel="api"),
    )
    assert 1 <= found["done"] <= 2
    if found["done"] == 1:
        payment.confirm(owed, by=sides.supply, channel="api")
    assert [(e.kind, e.amount) for e in LedgerEntry.objects.order_by("id")] == [("paid", 120000), ("received", 120000)]
    assert AuditEntry.objects.filter(verb="pay_payment").count() == 1


def test_two_clocks_tell_everything_once():
    from accounts.models import Notification
    from deals.actions import clock

    rows = [Sides().express() for _n in range(4)]
    day = max(row.respond_by for row in rows)
    at_once(lambda: clock.run(day))
    assert Notification.objects.filter(kind="interest_reminder").count() == 8
    assert AuditEntry.objects.filter(verb="release").count() == 0

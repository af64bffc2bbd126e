"""Technology managers at work: every move × status, the conflict guard, the order of the workbench, the ledger."""

import datetime
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.utils import timezone

from accounts.models import AuditEntry, ManagerProfile, Notification
from deals.actions import assignment as actions
from deals.actions import commission, handover
from deals.actions.deal import open_deal
from deals.actions.moving import NotPossible
from deals.enums.assignment import ASSIGNMENT_MOVES, AssignmentStatus
from deals.models import Assignment, CommissionEntry
from integration.exceptions import IllegalMove
from tests.factories.accounts import manager, member_of, person
from tests.factories.achievements import AchievementFactory
from tests.factories.demands import DemandFactory
from tests.factories.trading import AssignmentFactory

pytestmark = pytest.mark.django_db


def offer(profile, by, **values):
    return actions.offer(profile, by=by, channel="portal", values={"side": "need", **values})


@pytest.mark.parametrize("status", AssignmentStatus.values)
@pytest.mark.parametrize("verb", ASSIGNMENT_MOVES)
def test_every_move_from_every_status(verb, status):
    broker = manager()
    row = AssignmentFactory(manager=broker.manager_profile, status=status)
    allowed, target = ASSIGNMENT_MOVES[verb]
    if status in allowed:
        assert getattr(actions, verb)(row, by=broker, channel="portal").status == target
        assert AuditEntry.objects.get().after == {"status": target}
        return
    with pytest.raises(IllegalMove):
        getattr(actions, verb)(row, by=broker, channel="portal")
    row.refresh_from_db()
    assert row.status == status
    assert not AuditEntry.objects.exists()
    assert not Notification.objects.exists()


def test_who_may_do_what():
    broker = manager()
    row = AssignmentFactory(manager=broker.manager_profile, achievement=AchievementFactory())
    doors = ["stranger", "viewer", "sme", "institution", "manager", "reviewer", "official", "admin"]
    everybody = {door: person(door) for door in doors}
    everybody |= {"broker": broker, "client": member_of(row.organization), "client_viewer": member_of(row.organization, "viewer"),
                  "holder": member_of(row.achievement.organization)}  # fmt: skip
    names = ["view_assignment", "accept_assignment", "touch_assignment", "end_assignment", "book_commission"]
    may = {d: {n for n in names if u.has_perm(f"deals.{n}", row)} for d, u in everybody.items()}
    assert may == {door: set() for door in everybody} | {
        "broker": {"view_assignment", "accept_assignment", "touch_assignment", "end_assignment"},
        "client": {"view_assignment", "end_assignment", "book_commission"}, "client_viewer": {"view_assignment"},
        "holder": {"view_assignment"}, "admin": set(names),
    }  # fmt: skip
    for door, user in everybody.items():
        assert Assignment.objects.visible_to(user).exists() == ("view_assignment" in may[door]), door


def test_nobody_serves_both_sides():
    broker, demand, achievement = manager(), DemandFactory(), AchievementFactory()
    firm, holder = member_of(demand.organization), member_of(achievement.organization)
    offer(broker.manager_profile, firm, demand=demand, achievement=achievement)
    for values in ({"achievement": achievement}, {"demand": demand, "achievement": achievement}):
        with pytest.raises(actions.Conflict):
            offer(broker.manager_profile, holder, side="supply", **values)
    assert Assignment.objects.count() == 1
    assert offer(broker.manager_profile, holder, side="neutral", achievement=achievement).side == "neutral"


def test_the_guard_is_asked_again_on_acceptance():
    broker, achievement = manager(), AchievementFactory()
    pair = {"demand": DemandFactory(), "achievement": achievement}
    row = AssignmentFactory(manager=broker.manager_profile, status="offered", side="need", **pair)
    AssignmentFactory(manager=broker.manager_profile, status="active", side="supply", demand=None, achievement=achievement,
                      organization=achievement.organization)  # fmt: skip
    with pytest.raises(actions.Conflict):
        actions.accept(row, by=broker, channel="portal")
    row.refresh_from_db()
    assert row.status == "offered"


def test_nobody_works_against_his_own_house_and_the_own_house_is_flagged():
    broker = manager()
    own = AchievementFactory(organization=broker.organization)
    demand = DemandFactory()
    with pytest.raises(actions.Conflict):
        offer(broker.manager_profile, member_of(demand.organization), demand=demand, achievement=own)
    row = offer(broker.manager_profile, member_of(own.organization), side="supply", achievement=own)
    assert row.own_organization is True


@pytest.mark.parametrize("case", ["suspended", "full", "twice", "nothing"])
def test_what_cannot_be_offered(case):
    broker, demand = manager(), DemandFactory()
    firm = member_of(demand.organization)
    values = {} if case == "nothing" else {"demand": demand}
    if case == "suspended":
        ManagerProfile.objects.update(status="suspended")
    if case == "full":
        ManagerProfile.objects.update(capacity=1)
        AssignmentFactory(manager=broker.manager_profile)
    if case == "twice":
        offer(broker.manager_profile, firm, demand=demand)
    before = Assignment.objects.count()
    with pytest.raises((NotPossible, ValidationError)):
        offer(broker.manager_profile, firm, **values)
    assert Assignment.objects.count() == before


def test_the_workbench_puts_first_what_is_worth_most_and_has_waited_least():
    profile, now = manager().manager_profile, timezone.now()
    fresh = AssignmentFactory(manager=profile, expected_value=100_000, probability=50)
    stale = AssignmentFactory(manager=profile, expected_value=190_000, probability=50)
    likely = AssignmentFactory(manager=profile, expected_value=100_000, probability=90)
    Assignment.objects.filter(pk=stale.pk).update(touched_at=now - datetime.timedelta(days=14))
    rows = list(Assignment.objects.filter(manager=profile).by_urgency())
    assert [row.pk for row in rows] == [likely.pk, fresh.pk, stale.pk]
    assert rows[2].urgency == pytest.approx(190_000 * 0.5 * 0.5, rel=1e-3)


def test_a_step_makes_the_expectation_fresh():
    broker = manager()
    row = AssignmentFactory(manager=broker.manager_profile)
    Assignment.objects.update(touched_at=timezone.now() - datetime.timedelta(days=30))
    saved = actions.touch(
        row, by=broker, channel="portal", changes={"next_action": "约见技术负责人", "probability": 60}
    )
    assert (saved.next_action, saved.probability) == ("约见技术负责人", 60)
    assert timezone.now() - saved.touched_at < datetime.timedelta(minutes=1)


def test_the_ledger_never_pays_more_than_was_earned_and_takes_a_line_once():
    broker = manager()
    row = AssignmentFactory(manager=broker.manager_profile, commission_rate=Decimal("3.00"))
    firm = member_of(row.organization)

    def book(kind, amount, key):
        return commission.book(row, by=firm, channel="portal", kind=kind, amount=Decimal(amount), key=key)

    due = commission.agreed(row, Decimal("333333.33"))
    assert due == Decimal("10000.00")
    first = book("earned", due, "contract")
    assert book("earned", due, "contract").pk == first.pk
    book("paid", "4000.00", "p1")
    book("reversed", "1000.00", "r1")
    for kind, amount, key in (("paid", "5000.01", "p2"), ("reversed", "5000.01", "r2"), ("earned", "1.00", "contract")):
        with pytest.raises(NotPossible):
            book(kind, amount, key)
    with pytest.raises(ValidationError):
        book("paid", "0.001", "p3")
    assert commission.balance(row)["open"] == Decimal("5000.00")
    assert CommissionEntry.objects.count() == 3
    with pytest.raises(DatabaseError), transaction.atomic():
        CommissionEntry.objects.update(amount=1)
    with pytest.raises(DatabaseError), transaction.atomic():
        CommissionEntry.objects.all().delete()


def test_nothing_is_booked_before_the_manager_has_accepted():
    row = AssignmentFactory(manager=manager().manager_profile, status="offered")
    with pytest.raises(NotPossible):
        commission.book(row, by=None, channel="portal", kind="earned", amount=Decimal(1), key="a")
    assert not CommissionEntry.objects.exists()


def test_a_signature_earns_the_commission_once():
    row = AssignmentFactory(manager=manager().manager_profile, commission_rate=Decimal("2.50"))
    deal = open_deal(
        by=None, channel="system", title="膜法", supply=AchievementFactory().organization, need=row.organization,
        origin="direct", amount_total=Decimal("280000.00"),
    )  # fmt: skip
    Assignment.objects.update(deal=deal)
    assert handover.earn_from_signed() == 0
    type(deal).objects.update(signed_at=timezone.now())
    assert (handover.earn_from_signed(), handover.earn_from_signed()) == (1, 0)
    line = CommissionEntry.objects.get()
    assert (line.kind, line.amount, line.basis, line.payer) == ("earned", Decimal("7000.00"), deal.no, row.organization)

"""Taking an open licence: the price of the day, the last slot, payment, recordal, the end."""

import datetime
from decimal import Decimal

import pytest
from django.utils import timezone

from accounts.models import AuditEntry, Notification
from achievements.actions import licences as statements
from achievements.models import OpenLicence
from deals.actions import licence as actions
from deals.actions.moving import NotPossible
from deals.enums.licence import LICENCE_STATE_MOVES, LicenceState
from deals.models import Licence
from integration.exceptions import IllegalMove
from integration.models import Change
from tests.factories.accounts import OrganizationFactory, member_of, person
from tests.factories.achievements import OpenLicenceFactory
from tests.factories.trading import LicenceFactory

pytestmark = pytest.mark.django_db
ARGS = {"confirm_payment": {}, "record_filing": {"filing_no": "X20260001"}, "terminate": {"reason": "停产"},
        "cancel_unpaid": {"reason": "逾期未付"}}  # fmt: skip


def firm(**values):
    return member_of(OrganizationFactory(**values), "admin")


@pytest.mark.parametrize("status", LicenceState.values)
@pytest.mark.parametrize("verb", ARGS)
def test_every_move_from_every_status(verb, status):
    row = LicenceFactory(status=status, statement=OpenLicenceFactory(slots=3, slots_taken=1))
    allowed, target = LICENCE_STATE_MOVES[verb]
    by = member_of(row.licensee if verb == "terminate" else row.licensor, "admin")
    if status in allowed:
        assert getattr(actions, verb)(row, by=by, channel="portal", **ARGS[verb]).status == target
        assert AuditEntry.objects.get().after == {"status": target}
        return
    with pytest.raises(IllegalMove):
        getattr(actions, verb)(row, by=by, channel="portal", **ARGS[verb])
    row.refresh_from_db()
    row.statement.refresh_from_db()
    assert (row.status, row.reason, row.statement.slots_taken) == (status, "", 1)
    assert not AuditEntry.objects.exists()
    assert not Notification.objects.exists()
    assert not Change.objects.exists()


def test_who_may_do_what():
    row = LicenceFactory()
    doors = ["stranger", "viewer", "sme", "institution", "manager", "reviewer", "official", "admin"]
    everybody = {door: person(door) for door in doors}
    everybody |= {"licensor": member_of(row.licensor), "licensee": member_of(row.licensee)}
    everybody |= {"licensor_viewer": member_of(row.licensor, "viewer")}
    verbs = ["view", *ARGS]
    may = {d: {v for v in verbs if u.has_perm(f"deals.{v}_licence", row)} for d, u in everybody.items()}
    assert may == {door: set() for door in everybody} | {
        "reviewer": {"view"}, "admin": {"view", *ARGS}, "licensor_viewer": {"view"},
        "licensor": {"view", "confirm_payment", "record_filing", "cancel_unpaid"}, "licensee": {"view", "terminate"},
    }  # fmt: skip
    for door, user in everybody.items():
        assert Licence.objects.visible_to(user).exists() == ("view" in may[door]), door


def test_a_small_firm_takes_it_at_the_price_of_its_size():
    statement = OpenLicenceFactory(slots=2)
    taker, licensor = firm(size="S"), member_of(statement.organization)
    row = actions.take(statement, by=taker, channel="portal", know_how=True, product="切削液再生机")
    assert (row.fee, row.know_how_fee, row.total, row.status) == (
        Decimal("14000.00"), Decimal("8000.00"), Decimal("22000.00"), "taken",
    )  # fmt: skip
    assert (row.ends_on, row.size, row.product) == (datetime.date(2040, 1, 1), "S", "切削液再生机")
    assert "22000.00" in row.text
    statement.refresh_from_db()
    assert statement.slots_taken == 1
    assert Notification.objects.get(user=licensor).kind == "licence_taken"
    change = Change.objects.get()
    assert change.event == "licence.taken"
    assert set(change.organizations) == {row.licensor_id, row.licensee_id}


def test_what_costs_nothing_is_in_force_at_once_and_a_trial_takes_no_slot():
    statement = OpenLicenceFactory(slots=1)
    taker = firm()
    trial = actions.take(statement, by=taker, channel="portal", tier="trial")
    assert (trial.status, trial.total, trial.tier) == ("active", Decimal("0.00"), "trial")
    assert actions.take(statement, by=taker, channel="portal").status == "taken"
    statement.refresh_from_db()
    assert statement.slots_taken == 1


@pytest.mark.parametrize(("day", "months", "then"), [((2026, 1, 31), 1, (2026, 2, 28)), ((2026, 11, 30), 3, (2027, 2, 28)),
                                                     ((2026, 12, 5), 12, (2027, 12, 5))])  # fmt: skip
def test_months_end_where_months_end(day, months, then):
    assert actions._months_later(datetime.date(*day), months) == datetime.date(*then)


@pytest.mark.parametrize("case", ["own", "unverified", "no_trial", "withdrawn", "twice", "none_left"])
def test_what_is_refused_leaves_nothing(case):
    statement = OpenLicenceFactory(
        trial_months=0, slots=1, slots_taken=1 if case == "none_left" else 0,
        status="withdrawn" if case == "withdrawn" else "published",
    )  # fmt: skip
    taker = firm(verification="pending" if case == "unverified" else "verified")
    if case == "own":
        taker = member_of(statement.organization, "admin")
    if case == "twice":
        OpenLicence.objects.update(slots=5)
        LicenceFactory(statement=statement, licensee=taker.organization)
    before = (Licence.objects.count(), statement.slots_taken)
    with pytest.raises((NotPossible, IllegalMove, statements.NoneLeft)):
        actions.take(statement, by=taker, channel="portal", tier="trial" if case == "no_trial" else "open")
    statement.refresh_from_db()
    assert (Licence.objects.count(), statement.slots_taken) == before
    assert not AuditEntry.objects.exists()
    assert not Change.objects.exists()


def test_withdrawal_keeps_what_was_taken():
    statement = OpenLicenceFactory()
    row = actions.take(statement, by=firm(), channel="portal")
    statements.withdraw(statement, by=member_of(statement.organization), channel="portal")
    row.refresh_from_db()
    assert row.status == "taken"
    assert actions.confirm_payment(row, by=member_of(statement.organization), channel="portal").status == "active"


def test_an_unpaid_licence_frees_its_slot():
    statement = OpenLicenceFactory(slots=1)
    row = actions.take(statement, by=firm(), channel="portal")
    actions.cancel_unpaid(row, by=member_of(statement.organization), channel="portal", reason="逾期未付")
    statement.refresh_from_db()
    assert statement.slots_taken == 0
    assert actions.take(statement, by=firm(), channel="portal").status == "taken"


def test_the_calendar_ends_it_once():
    row = LicenceFactory(status="active", ends_on=timezone.localdate() - datetime.timedelta(1))
    member = member_of(row.licensee)
    still = LicenceFactory(status="active", ends_on=timezone.localdate())
    assert (actions.expire_due(), actions.expire_due()) == (1, 0)
    row.refresh_from_db()
    still.refresh_from_db()
    assert (row.status, still.status) == ("ended", "active")
    assert Notification.objects.filter(user=member).count() == 1

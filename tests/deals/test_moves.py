"""The whole table: every move × status × role. What is not in the table is refused and leaves nothing behind."""

import pytest

from accounts.enums import Role
from accounts.models import AuditEntry, Notification
from deals.actions import deal as deals
from deals.enums.deal import FINAL, MOVES, DealStatus
from deals.enums.terms import PartyRole
from deals.exceptions import IllegalStep, NotAllowed
from deals.models import Deal, DealParty
from integration.models import Change
from tests.factories.accounts import OrganizationFactory, member_of
from tests.factories.deals import Sides, at

pytestmark = pytest.mark.django_db
PEOPLE = ["supply", "need", "broker", "supply_viewer", "need_viewer", "stranger", "reviewer"]
HAND = [verb for verb, move in MOVES.items() if move.who]


def people(sides: Sides, deal: Deal) -> dict:
    broker = member_of(OrganizationFactory(kind="transfer"), Role.MANAGER)
    DealParty.objects.create(deal=deal, organization=broker.organization, role=PartyRole.BROKER)
    stranger = member_of(OrganizationFactory(), Role.ADMIN)
    reviewer = member_of(OrganizationFactory(kind="platform"), Role.REVIEWER)
    return {"supply": sides.supply, "need": sides.need, "broker": broker, "supply_viewer": sides.supply_viewer,
            "need_viewer": sides.need_viewer, "stranger": stranger, "reviewer": reviewer}  # fmt: skip


@pytest.mark.parametrize("status", DealStatus.values)
def test_every_move_for_every_role(sides, status):
    """One room per status; each attempt is rolled back to it, so that all of them start from the same place."""
    from django.db import transaction

    deal = at(status, sides)
    cast = people(sides, deal)
    before = Deal.objects.values().get(pk=deal.pk)
    rows = (AuditEntry, Notification, Change)
    counts = [model.objects.count() for model in rows]
    for verb in HAND:
        move = MOVES[verb]
        # Where the status forbids the move anyway, three stand for all.
        for name in PEOPLE if status in move.start else ["supply", "need", "stranger"]:
            allowed = name in {str(role) for role in move.who}
            if status in move.start and allowed:
                sid = transaction.savepoint()
                _moves(deal, verb, cast[name])
                transaction.savepoint_rollback(sid)
            else:
                with pytest.raises((NotAllowed, IllegalStep)) as refused:
                    deals.move(deal, verb, by=cast[name], channel="portal", reason="说明")
                assert isinstance(refused.value, NotAllowed) is not allowed, (verb, name)
        assert Deal.objects.values().get(pk=deal.pk) == before, verb
        assert [model.objects.count() for model in rows] == counts, verb


def _moves(deal: Deal, verb: str, by) -> None:
    """The move is made and leaves what it should."""
    move, status = MOVES[verb], deal.status
    moved = deals.move(
        deal, verb, by=by, channel="portal", reason="说明", prepare=_proof if verb == "destroy" else None
    )
    target = move.to or DealStatus.PERFORMING
    assert moved.status == target, verb
    stored = Deal.objects.get(pk=deal.pk)
    assert (stored.status, bool(stored.next_step)) == (target, target not in FINAL)
    entry = AuditEntry.objects.filter(verb=verb, object_type="deals.deal").first()
    assert (entry.before, entry.after, entry.actor) == ({"status": status}, {"status": target}, by)


def test_the_rules_say_the_same_as_the_table(sides):
    deal = sides.room()
    for name, user in people(sides, deal).items():
        for verb in HAND:
            assert user.has_perm(f"deals.{verb}_deal", deal) is (name in {str(role) for role in MOVES[verb].who})


def _proof(deal: Deal) -> dict:
    from django.utils import timezone

    return {"destroyed_at": timezone.now()}


def test_the_table_leads_everywhere_and_ends():
    reached = {DealStatus.INTENT}
    for _round in MOVES:
        reached |= {move.to for move in MOVES.values() if move.to and move.start & reached}
    assert reached == set(DealStatus)
    assert not any(move.start & FINAL for move in MOVES.values())


@pytest.mark.parametrize("verb", ["cancel", "dispute", "fail", "object"])
def test_serious_moves_need_a_sentence(sides, verb):
    from django.core.exceptions import ValidationError

    deal = at(next(iter(MOVES[verb].start)), sides)
    with pytest.raises(ValidationError):
        deals.move(deal, verb, by=sides.need, channel="portal", reason="  ")
    assert Deal.objects.get(pk=deal.pk).status == deal.status


def test_a_dispute_ends_where_it_began(sides):
    deal = at("production", sides)
    deal = deals.move(deal, "dispute", by=sides.supply, channel="portal", reason="未付款")
    assert (deal.status, deal.status_before, deal.next_step) == ("disputed", "production", "settle")
    deal = deals.move(deal, "settle", by=sides.need, channel="portal", reason="已补付")
    assert (deal.status, deal.status_before) == ("production", "")


@pytest.mark.parametrize(
    ("person", "status"), [("need", True), ("supply_viewer", True), ("stranger", False), ("reviewer", False)]
)
def test_rows_and_rule_agree(sides, person, status):
    deal = sides.room()
    user = people(sides, deal)[person]
    assert Deal.objects.visible_to(user).filter(pk=deal.pk).exists() is status
    assert user.has_perm("deals.view_deal", deal) is status

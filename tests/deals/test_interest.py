"""Expressions of interest: the clock, the caps, the answers, who sees what."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.models import AuditEntry, Notification
from deals.actions import clock, consent, interest
from deals.enums.consent import Level
from deals.enums.interest import INTEREST_MOVES, InterestStatus
from deals.exceptions import AlreadyThere, CapReached, IllegalStep, NotAllowed, NotReady
from deals.models import Consent, DealPolicy, Disclosure, GroupLevel, Interest
from deals.selectors.clock import working_day
from deals.selectors.declines import reasons_of
from deals.selectors.ladder import level_between, shown_name, sight
from deals.selectors.receipts import receipt_of
from integration.models import Change
from matching.models import Feedback, Match
from tests.factories.accounts import OrganizationFactory, member_of
from tests.factories.achievements import AchievementFactory
from tests.factories.deals import ANSWERS, Sides
from tests.factories.demands import DemandFactory

pytestmark = pytest.mark.django_db


def match_of(sides: Sides) -> Match:
    return Match.objects.create(
        demand=sides.demand, achievement=sides.achievement, rank=1, score=80, level=3, grade="A", model_version="t",
        demand_seq=1, achievement_seq=1,
    )  # fmt: skip


def test_what_an_expression_writes(sides):
    match = match_of(sides)
    row = sides.express(match=match)
    today = timezone.localdate()
    assert (row.status, row.respond_by, row.release_on) == ("open", working_day(today, 5), working_day(today, 10))
    assert row.no.startswith("I")
    assert [(c.organization_id, c.recipient_id, c.level) for c in Consent.objects.all()] == [
        (sides.need.organization_id, sides.supply.organization_id, Level.CONSENTED)
    ]
    told = {note.user for note in Notification.objects.filter(kind="interest_received")}
    assert told == {sides.supply, sides.supply_viewer}
    assert Change.objects.get(event="interest.expressed").organizations == sorted(row.organizations)
    assert Feedback.objects.get().kind == "interested"
    assert set(AuditEntry.objects.filter(object_type="deals.interest").values_list("verb", flat=True)) == {
        "express", "consent"
    }  # fmt: skip


@pytest.mark.parametrize("status", InterestStatus.values)
@pytest.mark.parametrize("verb", [verb for verb, way in INTEREST_MOVES.items() if way[2] != "clock"])
def test_every_answer_from_every_status_and_side(sides, verb, status):
    extra = {"answered_at": timezone.now()} if status in {"accepted", "declined"} else {}
    extra |= {"decline_reason": "price"} if status == "declined" else {}
    row = sides.express()
    Interest.objects.filter(pk=row.pk).update(status=status, **extra)
    start, target, who = INTEREST_MOVES[verb]
    run = {"accept": interest.accept, "withdraw": interest.withdraw,
           "decline": lambda *a, **k: interest.decline(*a, reason="price", **k)}[verb]  # fmt: skip
    stranger = member_of(OrganizationFactory(), "admin")
    right, wrong = (sides.supply, sides.need) if who == "asked_of" else (sides.need, sides.supply)
    before = (AuditEntry.objects.count(), Notification.objects.count(), Change.objects.count())
    for user in (wrong, stranger):
        with pytest.raises(NotAllowed):
            run(row, by=user, channel="portal")
        assert not user.has_perm(f"deals.{verb}_interest", row)
    if status not in start:
        with pytest.raises(IllegalStep):
            run(row, by=right, channel="portal")
        assert (AuditEntry.objects.count(), Notification.objects.count(), Change.objects.count()) == before
        return
    assert run(row, by=right, channel="portal").status == target


def test_two_yeses_open_the_contacts_and_taking_one_back_closes_them(sides):
    row = sides.express()
    supply, need = sides.supply.organization, sides.need.organization

    def contact(owner, viewer, entry):
        rows = sight(row, owner=owner, viewer_id=viewer.pk, entry=entry)
        return next(line for line in rows if line.group == "contact")

    assert contact(supply, need, sides.achievement).facts == []
    assert contact(need, supply, sides.demand).facts == []
    interest.accept(row, by=sides.supply, channel="portal")
    facts = dict(contact(supply, need, sides.achievement).facts)
    assert list(facts.values()) == ["李教授", "13900000002", "li@uni.example"]
    assert contact(need, supply, sides.demand).shown
    consent.revoke(row, by=sides.need, channel="portal")
    assert not contact(supply, need, sides.achievement).shown
    assert not contact(need, supply, sides.demand).shown


def test_a_consent_ends_with_its_time(sides):
    row = sides.agreed()
    Consent.objects.filter(organization=sides.supply.organization).update(
        granted_at=timezone.now() - datetime.timedelta(days=3), expires_at=timezone.now() - datetime.timedelta(days=1)
    )
    assert level_between(row, sides.supply.organization_id, sides.need.organization_id) == Level.MATCHED
    assert level_between(row, sides.need.organization_id, sides.supply.organization_id) == Level.MATCHED


def test_further_steps_open_group_by_group(sides):
    row = sides.agreed()
    supply, need = sides.supply.organization_id, sides.need.organization_id
    consent.open_step(row, recipient_id=need, level=Level.NDA, by=sides.supply, channel="portal", days=30)
    assert level_between(row, supply, need) == Level.NDA
    assert level_between(row, need, supply) == Level.CONSENTED
    assert Consent.objects.in_force().filter(organization_id=supply).count() == 1
    GroupLevel.objects.create(achievement=sides.achievement, group="price", level=Level.FULL)
    shown = {line.group: line.shown for line in sight(
        row, owner=sides.supply.organization, viewer_id=need, entry=sides.achievement)}  # fmt: skip
    assert shown == {"summary": True, "identity": True, "details": True, "price": False, "contact": True,
                     "documents": True, "know_how": False}  # fmt: skip
    with pytest.raises(NotAllowed):
        consent.open_step(row, recipient_id=OrganizationFactory().pk, level=3, by=sides.supply, channel="portal")


def test_an_anonymous_firm_stays_one_until_both_said_yes(sides):
    type(sides.demand).objects.filter(pk=sides.demand.pk).update(publish_as="anonymous")
    sides.demand.refresh_from_db()
    row = sides.express(side="supply")
    firm, viewer = sides.need.organization, sides.supply.organization_id
    assert firm.name not in shown_name(row, owner=firm, viewer_id=viewer, entry=sides.demand)
    assert firm.name not in str(receipt_of(row, sides.supply))
    interest.accept(row, by=sides.need, channel="portal")
    assert shown_name(row, owner=firm, viewer_id=viewer, entry=sides.demand) == str(firm)


def test_what_was_shown_is_logged_once_a_day_and_stays(sides):
    row = sides.agreed()
    for _time in range(2):
        consent.log_shown(row, owner_id=sides.supply.organization_id, by=sides.need, groups=[("contact", 2, "")])
    consent.log_shown(row, owner_id=sides.need.organization_id, by=sides.need, groups=[("contact", 2, "")])
    log = Disclosure.objects.get()
    assert (log.organization_id, log.recipient_id, log.seen_by) == (
        sides.supply.organization_id, sides.need.organization_id, sides.need)  # fmt: skip
    consent.revoke(row, by=sides.supply, channel="portal")
    body = receipt_of(row, sides.need)
    assert [line["group_code"] for line in body["disclosures"]] == ["contact"]
    assert [bool(line["revoked_at"]) for line in body["consents"]] == [False, True]
    assert "13900000002" not in str(body)


def test_the_same_interest_once_and_again_after_it_ended(sides):
    row = sides.express()
    with pytest.raises(AlreadyThere):
        sides.express()
    assert Interest.objects.count() == 1
    interest.withdraw(row, by=sides.need, channel="portal")
    assert sides.express().status == "open"


@pytest.mark.parametrize(
    ("change", "field"),
    [({"achievement": None}, "achievement"), ({"wanted": "  "}, "wanted"), ({"about": "长" * 1001}, "about")],
)
def test_bad_expressions(sides, change, field):
    with pytest.raises(ValidationError) as refused:
        sides.express(**change)
    assert field in refused.value.message_dict
    assert not Interest.objects.exists()


def test_own_and_unpublished_entries_are_refused(sides):
    own = AchievementFactory(organization=sides.need.organization)
    for entry in (own, AchievementFactory(status="withdrawn")):
        with pytest.raises(ValidationError):
            sides.express(achievement=entry)


def test_nobody_brings_along_what_is_not_his(sides):
    with pytest.raises(ValidationError) as refused:
        sides.express(demand=DemandFactory())
    assert "demand" in refused.value.message_dict
    with pytest.raises(ValidationError):
        sides.express(side="supply", achievement=AchievementFactory())
    assert not Interest.objects.exists()


def test_caps_of_a_day(sides):
    DealPolicy.objects.create(valid_from=timezone.localdate(), sent_per_day=2, received_per_day=3)
    ask = lambda user: interest.express(  # noqa: E731
        by=user,
        channel="api",
        side="need",
        achievement=AchievementFactory(organization=sides.supply.organization),
        **ANSWERS,
    )
    ask(sides.need), ask(sides.need)
    with pytest.raises(CapReached):
        ask(sides.need)
    others = [member_of(OrganizationFactory(), "editor") for _n in range(2)]
    ask(others[0])
    with pytest.raises(CapReached):
        ask(others[1])
    assert Interest.objects.count() == 3


def test_the_clock_reminds_once_then_releases(sides):
    row = sides.express()
    day = row.respond_by
    assert clock.run(day - datetime.timedelta(days=1))["reminded"] == 0
    assert [clock.run(day)["reminded"] for _time in range(2)] == [1, 0]
    assert Notification.objects.filter(kind="interest_reminder", user=sides.supply).count() == 1
    assert clock.run(row.release_on)["released"] == 0
    assert [clock.run(row.release_on + datetime.timedelta(days=1))["released"] for _time in range(2)] == [1, 0]
    row.refresh_from_db()
    assert row.status == "released"
    assert not Consent.objects.in_force().exists()
    with pytest.raises(IllegalStep):
        interest.accept(row, by=sides.supply, channel="portal")


def test_reasons_reach_the_owner_from_three_on_and_the_asker_never(sides):
    for number in range(3):
        demand = DemandFactory()
        firm = member_of(demand.organization, "admin")
        row = interest.express(by=sides.supply, channel="portal", side="supply", demand=demand,
                               achievement=sides.achievement, **ANSWERS)  # fmt: skip
        interest.decline(row, by=firm, channel="portal", reason="price" if number else "too_early")
        assert (reasons_of(sides.achievement) == []) is (number < 2)
    assert [(line["code"], line["value"]) for line in reasons_of(sides.achievement)] == [("price", 2), ("too_early", 1)]
    note = Notification.objects.filter(kind="interest_declined").first()
    assert "price" not in str(note.params)


def test_a_room_needs_both_yeses_and_opens_once(sides):
    from deals.actions.deal import open_from_interest

    row = sides.express()
    with pytest.raises(NotReady):
        open_from_interest(row, by=sides.need, channel="portal")
    row = interest.accept(row, by=sides.supply, channel="portal")
    deal = open_from_interest(row, by=sides.supply, channel="portal")
    assert {(p.organization_id, p.role) for p in deal.parties.all()} == {
        (sides.supply.organization_id, "supply"), (sides.need.organization_id, "need")}  # fmt: skip
    with pytest.raises(AlreadyThere):
        open_from_interest(row, by=sides.need, channel="portal")
    with pytest.raises(NotAllowed):
        interest.withdraw(row, by=sides.need, channel="portal")

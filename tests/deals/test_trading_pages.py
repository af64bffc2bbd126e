"""The pages of licences, challenges, auctions and the workbench, as people of every side use them."""

import pytest
from django.test import Client

from achievements.models import OpenLicence
from deals.models import Assignment, Auction, Challenge, Licence, Proposal
from demands.models import DemandExclusion
from tests.factories.accounts import OrganizationFactory, manager, member_of, person
from tests.factories.achievements import AchievementFactory, OpenLicenceFactory
from tests.factories.demands import DemandFactory
from tests.factories.trading import (
    AssignmentFactory,
    AuctionFactory,
    ChallengeFactory,
    LicenceFactory,
    ProposalFactory,
    bidder,
    days,
    reviewer_of,
)

pytestmark = pytest.mark.django_db


def signed_in(user) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(user)
    return client


def text(client, url, status=200):
    answer = client.get(url)
    assert answer.status_code == status, (url, answer.status_code)
    return answer.content.decode()


def test_a_firm_takes_a_licence_and_the_owner_sees_it_in_the_register():
    statement = OpenLicenceFactory()
    taker, owner = member_of(OrganizationFactory(size="XS"), "admin"), member_of(statement.organization, "admin")
    client = signed_in(taker)
    assert "10,000.00" in text(client, f"/licences/{statement.no}/take/")
    refused = client.post(f"/licences/{statement.no}/take/", {"tier": "open"})
    assert refused.status_code == 422
    assert not Licence.objects.exists()
    taken = client.post(f"/licences/{statement.no}/take/", {"tier": "open", "know_how": "on", "agreed": "on"})
    row = Licence.objects.get()
    assert taken.url == f"/workspace/licences/held/{row.no}/"
    assert "18,000.00" in text(client, taken.url)
    assert row.no in text(client, "/workspace/licences/held/")
    assert row.no in client.get("/workspace/licences/held/export/csv/").getvalue().decode()
    licensor = signed_in(owner)
    assert str(taker.organization) in text(licensor, f"/licences/{statement.no}/register/")
    assert text(client, f"/licences/{statement.no}/register/", 404)
    assert client.post(f"/workspace/licences/held/{row.no}/confirm-payment/").status_code == 403
    licensor.post(f"/workspace/licences/held/{row.no}/confirm-payment/")
    licensor.post(f"/workspace/licences/held/{row.no}/record-filing/", {"filing_no": "X2026"})
    row.refresh_from_db()
    assert (row.status, row.filing_no) == ("recorded", "X2026")
    text(signed_in(person("sme")), taken.url, 404)
    assert Client().get(f"/licences/{statement.no}/take/").status_code == 302


def test_a_challenge_from_draft_to_award():
    demand = DemandFactory()
    owner, solver = member_of(demand.organization, "admin"), member_of(OrganizationFactory(kind="university"), "editor")
    mine, theirs = signed_in(owner), signed_in(solver)
    data = {"bounty": "300000", "currency": "CNY", "acceptance_test": "出水COD不高于500", "deadline": str(days(10)),
            "feedback_due": str(days(30)), "publicity_days": "5"}  # fmt: skip
    assert mine.post(f"/demands/{demand.no}/challenge/", data).status_code == 302
    row = Challenge.objects.get()
    text(theirs, f"/challenges/{row.no}/", 404)
    mine.post(f"/challenges/{row.no}/announce/")
    assert row.no in text(Client(), "/challenges/")
    edit = theirs.post(f"/challenges/{row.no}/propose/").url
    proposal = Proposal.objects.get()
    saved = theirs.post(edit, {"title": "陶瓷膜", "version": "1", "autosave": "1"})
    assert "Saved at" in saved.content.decode()
    stale = theirs.post(edit, {"title": "旧页", "version": "1"}, headers={"hx-request": "true"})
    assert "Not saved yet" in stale.content.decode()
    text(mine, f"/proposals/{proposal.no}/", 404)
    incomplete = theirs.post(edit, {"title": "陶瓷膜", "version": "2", "submit": "1"})
    assert incomplete.status_code == 422
    whole = {"title": "陶瓷膜", "approach": "先膜后氧化", "evidence": "两家工厂", "plan": "六个月", "price": "280000", "months": "6",
             "version": incomplete.context["form"]["version"].value(), "submit": "1"}  # fmt: skip
    assert theirs.post(edit, whole).status_code == 302
    mine.post(f"/challenges/{row.no}/close/")
    page = text(mine, f"/proposals/{proposal.no}/")
    assert "internal: the solver never sees them" in page
    mine.post(f"/proposals/{proposal.no}/vote/", {"choice": "advance", "strength": "数据完整", "doubt": "规模偏小"})
    assert "数据完整" not in text(theirs, f"/proposals/{proposal.no}/")
    assert theirs.post(f"/proposals/{proposal.no}/shortlist/").status_code == 403
    mine.post(f"/proposals/{proposal.no}/shortlist/")
    mine.post(f"/challenges/{row.no}/nominate/", {"proposal": proposal.no})
    Challenge.objects.update(publicity_until=days(-1))
    mine.post(f"/challenges/{row.no}/award/")
    assert "Awarded" in text(Client(headers={"accept-language": "en"}), f"/challenges/{row.no}/")
    assert proposal.no in mine.get(f"/challenges/{row.no}/proposals/export/csv/").getvalue().decode()


def test_who_is_kept_out_of_a_demand_does_not_see_its_challenge():
    row = ChallengeFactory()
    rival = member_of(OrganizationFactory())
    DemandExclusion.objects.create(demand=row.demand, organization=rival.organization)
    text(signed_in(rival), f"/challenges/{row.no}/", 404)
    assert row.no not in text(signed_in(rival), "/challenges/")
    assert not rival.has_perm("deals.view_challenge", row)


def test_an_anonymous_firm_stays_anonymous_on_its_challenge():
    row = ChallengeFactory(demand=DemandFactory(publish_as="anonymous"))
    for url in ("/challenges/", f"/challenges/{row.no}/"):
        assert str(row.organization) not in text(signed_in(person("institution")), url)


def test_bidders_are_numbers_to_one_another():
    row = AuctionFactory()
    first, second = (bidder(row, member_of(OrganizationFactory(name=name))) for name in ("甲公司", "乙公司"))
    signed_in(first).post(f"/auctions/{row.no}/bid/", {"amount": "100000"})
    page = text(signed_in(second), f"/auctions/{row.no}/")
    assert "甲公司" not in page
    assert "bidder 1" in page
    signed_in(second).post(f"/auctions/{row.no}/bid/", {"amount": "105000"})
    assert "First firm" not in text(Client(), f"/auctions/{row.no}/")
    row.refresh_from_db()
    assert row.best_bid.organization == second.organization


def test_the_reserve_is_the_sellers_alone():
    row = AuctionFactory(reserve=123_456)
    assert "123,456" in text(signed_in(member_of(row.organization)), f"/auctions/{row.no}/")
    assert "123,456" not in text(signed_in(person("sme")), f"/auctions/{row.no}/")


def test_the_seller_announces_and_admits():
    achievement = AchievementFactory()
    seller = signed_in(member_of(achievement.organization))
    data = {"mode": "english", "terms": "专利权整体转让", "start_price": "100000", "step": "1000", "deposit": "5000", "currency": "CNY",
            "starts_at": "2020-01-01T09:00", "ends_at": "2040-01-01T09:00", "window_minutes": "5", "extension_minutes": "5"}  # fmt: skip
    assert seller.post(f"/achievements/{achievement.no}/auction/", data).status_code == 302
    row = Auction.objects.get()
    seller.post(f"/auctions/{row.no}/announce/")
    buyer = member_of(OrganizationFactory())
    signed_in(buyer).post(f"/auctions/{row.no}/register/")
    assert "Pay the deposit" in text(signed_in(buyer), f"/auctions/{row.no}/")
    seller.post(f"/auctions/{row.no}/admit/", {"organization": buyer.organization.no})
    assert row.bidders.get().deposit_confirmed is True


def test_a_manager_is_assigned_and_the_ledger_is_read_by_both():
    broker, demand = manager(), DemandFactory()
    firm, desk = signed_in(member_of(demand.organization)), signed_in(broker)
    url = f"/managers/{broker.manager_profile.no}/assign/"
    data = {"demand": demand.no, "side": "need", "expected_value": "500000", "probability": "40", "currency": "CNY",
            "commission_rate": "3", "commission_fixed": "0"}  # fmt: skip
    assert firm.post(url, data | {"demand": "D9"}).status_code == 422
    assert firm.post(url, data | {"demand": DemandFactory().no}).status_code == 422
    assert firm.post(url, data).status_code == 302
    row = Assignment.objects.get()
    assert row.title in text(desk, "/workbench/")
    desk.post(f"/assignments/{row.no}/accept/")
    desk.post(f"/assignments/{row.no}/touch/", {"next_action": "约见", "expected_value": "500000", "probability": "60"})
    assert "约见" in text(desk, "/workbench/")
    firm.post(f"/assignments/{row.no}/commission/", {"kind": "earned", "amount": "15000", "key": "k1", "basis": "合同"})
    for client in (firm, desk):
        assert "15,000.00" in text(client, f"/assignments/{row.no}/")
        assert "15000.00" in client.get("/workspace/commissions/export/csv/").getvalue().decode()
    assert (
        desk.post(f"/assignments/{row.no}/commission/", {"kind": "paid", "amount": "1", "key": "k2"}).status_code == 403
    )
    text(signed_in(person("sme")), f"/assignments/{row.no}/", 404)
    assert signed_in(person("sme")).get("/workbench/").status_code == 403
    assert "signed" in text(Client(headers={"accept-language": "en"}), f"/managers/{broker.manager_profile.no}/record/")


def test_lists_and_details_cost_the_same_for_one_and_three(count_queries):
    broker, owner, firm = manager(), person("institution"), person("sme")
    demand = DemandFactory(organization=firm.organization)

    def fill():
        statement = OpenLicenceFactory(achievement=AchievementFactory(organization=owner.organization))
        LicenceFactory(statement=statement, licensee=firm.organization)
        row = ChallengeFactory(demand=DemandFactory(organization=firm.organization))
        AuctionFactory(achievement=AchievementFactory(organization=owner.organization))
        AssignmentFactory(manager=broker.manager_profile, demand=demand, achievement=AchievementFactory())
        ProposalFactory(challenge=first, organization=OrganizationFactory())
        ProposalFactory(challenge=row, organization=owner.organization)
        return statement

    first = ChallengeFactory(demand=DemandFactory(organization=firm.organization))
    reviewer_of(first, firm)
    statement = fill()
    pages = [
        (firm, "/workspace/licences/held/"), (owner, f"/licences/{statement.no}/register/"), (firm, "/challenges/"),
        (firm, f"/challenges/{first.no}/"), (firm, f"/challenges/{first.no}/proposals/"), (owner, "/workspace/proposals/"),
        (owner, "/auctions/"), (broker, "/workbench/"), (firm, "/workspace/assignments/"),
        (firm, f"/workspace/licences/held/{Licence.objects.get().no}/"), (firm, f"/licences/{statement.no}/take/"),
        (owner, f"/auctions/{Auction.objects.get().no}/"), (firm, f"/assignments/{Assignment.objects.get().no}/"),
    ]  # fmt: skip
    clients = {user.pk: signed_in(user) for user, _url in pages}
    few = {url: count_queries(lambda user=user, url=url: clients[user.pk].get(url)) for user, url in pages}
    fill()
    fill()
    for user, url in pages:
        assert count_queries(lambda user=user, url=url: clients[user.pk].get(url)) == few[url], url
    assert {url: n for url, n in few.items() if n > 12} == {}
    assert OpenLicence.objects.count() == 3


def test_an_entry_names_its_challenge_its_auction_and_its_manager():
    broker = manager()
    row, sale = ChallengeFactory(), AuctionFactory()
    AssignmentFactory(manager=broker.manager_profile, demand=row.demand, achievement=sale.achievement)
    visitor = Client(headers={"accept-language": "en"})
    beside = text(visitor, f"/demands/{row.demand.no}/beside/")
    assert "300,000" in beside
    assert broker.manager_profile.no in beside
    assert sale.get_absolute_url() in text(visitor, f"/achievements/{sale.achievement.no}/beside/")
    silent = text(visitor, f"/demands/{DemandFactory().no}/beside/")
    assert "href" not in silent
    text(visitor, f"/demands/{DemandFactory(status='draft', published_at=None).no}/beside/", 404)

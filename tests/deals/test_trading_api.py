"""Licences, challenges, proposals, auctions and assignments over REST."""

import pytest
from django.test import Client

from deals.models import Assignment, Challenge, Licence, Proposal
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
)

pytestmark = pytest.mark.django_db


def client_of(user) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(user)
    return client


def post(client, url, body=None):
    answer = client.post(f"/api/v1/{url}", body or {}, content_type="application/json")
    return answer.status_code, answer.json() if answer.content else {}


def test_a_licence_is_taken_paid_and_recorded():
    statement = OpenLicenceFactory(slots=1)
    taker, owner = member_of(OrganizationFactory(size="S")), member_of(statement.organization)
    body = {"statement": statement.no, "know_how": True}
    status, made = post(client_of(taker), "licences/", body)
    assert (status, made["total"], made["status"]) == (201, "22000.00", "taken")
    assert post(client_of(person("sme")), "licences/", body)[1]["code"] == "none_left"
    url = f"licences/{made['no']}"
    assert post(client_of(taker), f"{url}/confirm-payment/")[0] == 403
    assert post(client_of(person("sme")), f"{url}/confirm-payment/")[0] == 404
    assert post(client_of(owner), f"{url}/confirm-payment/")[1]["status"] == "active"
    assert post(client_of(owner), f"{url}/confirm-payment/")[0] == 409
    assert post(client_of(owner), f"{url}/record-filing/", {"filing_no": "X1"})[1]["status"] == "recorded"
    assert post(client_of(taker), f"{url}/terminate/", {"reason": "停产"})[1]["reason"] == "停产"
    assert post(client_of(taker), "licences/", body | {"status": "active"})[0] == 400


def test_a_challenge_is_announced_answered_and_awarded():
    demand = DemandFactory()
    owner, solver = (
        client_of(member_of(demand.organization)),
        client_of(member_of(OrganizationFactory(kind="university"))),
    )
    body = {"demand": demand.no, "bounty": "300000.00", "acceptance_test": "COD≤500", "deadline": str(days(10)),
            "feedback_due": str(days(20))}  # fmt: skip
    assert post(solver, "challenges/", body)[0] == 403
    status, made = post(owner, "challenges/", body)
    assert (status, made["status"], made["received"]) == (201, "draft", 0)
    no = made["no"]
    assert post(owner, f"challenges/{no}/announce/")[1]["status"] == "open"
    status, draft = post(solver, "proposals/", {"challenge": no, "title": "膜法"})
    assert (status, draft["status"], draft["title"]) == (201, "draft", "膜法")
    refused = post(solver, f"proposals/{draft['no']}/submit/")
    assert {error["field"] for error in refused[1]["errors"]} == {"approach", "evidence", "plan", "price", "months"}
    rest = {"approach": "先膜后氧化", "evidence": "两家工厂", "plan": "六个月", "price": "280000", "months": 6}
    patched = solver.patch(f"/api/v1/proposals/{draft['no']}/", rest, content_type="application/json")
    assert patched.status_code == 200
    assert post(solver, f"proposals/{draft['no']}/submit/")[1]["status"] == "submitted"
    assert post(owner, f"challenges/{no}/close/")[1]["status"] == "reviewing"
    assert post(solver, f"proposals/{draft['no']}/shortlist/")[0] == 403
    assert post(owner, f"proposals/{draft['no']}/shortlist/")[1]["status"] == "shortlisted"
    assert post(owner, f"challenges/{no}/nominate/", {"proposal": draft["no"]})[1]["winner"] == draft["no"]
    assert post(owner, f"challenges/{no}/award/")[1]["code"] == "not_possible"
    Challenge.objects.update(publicity_until=days(-1))
    assert post(owner, f"challenges/{no}/award/")[1]["status"] == "awarded"
    assert Proposal.objects.get().status == "awarded"


def test_an_anonymous_firm_stays_so():
    row = ChallengeFactory(demand=DemandFactory(publish_as="anonymous"))
    seen = client_of(person("institution")).get(f"/api/v1/challenges/{row.no}/").json()
    assert seen["organization"] is None
    assert client_of(member_of(row.organization)).get(f"/api/v1/challenges/{row.no}/").json()["organization"]["no"]


def test_bids_and_the_reserve():
    row = AuctionFactory(reserve=150_000)
    user = bidder(row, member_of(OrganizationFactory()))
    client = client_of(user)
    url = f"auctions/{row.no}"
    assert client.get(f"/api/v1/{url}/").json()["reserve"] is None
    assert client_of(member_of(row.organization)).get(f"/api/v1/{url}/").json()["reserve"] == "150000.00"
    assert post(client, f"{url}/bids/", {"amount": "99999"})[1]["code"] == "bid_refused"
    assert post(client, f"{url}/bids/", {"amount": "100000"})[1]["mine"] is True
    seen = client.get(f"/api/v1/{url}/").json()
    assert (seen["best_bid"], seen["lowest_next"], seen["reserve_met"]) == ("100000.00", "105000.00", False)
    assert post(client_of(member_of(row.organization)), f"{url}/bids/", {"amount": "200000"})[0] == 403
    assert [bid["amount"] for bid in client.get(f"/api/v1/{url}/bids/").json()] == ["100000.00"]
    assert post(client_of(person("sme")), f"{url}/register/")[0] == 202


def test_an_assignment_and_its_ledger():
    broker, demand = manager(), DemandFactory()
    firm = client_of(member_of(demand.organization))
    body = {"manager": broker.manager_profile.no, "demand": demand.no, "side": "need", "commission_rate": "3.00"}
    assert post(client_of(person("sme")), "assignments/", body)[0] in {400, 403}
    status, made = post(firm, "assignments/", body)
    assert (status, made["status"]) == (201, "offered")
    Assignment.objects.update(status="active")
    url = f"assignments/{made['no']}"
    line = {"kind": "earned", "amount": "100.00", "key": "a"}
    assert post(client_of(broker), f"{url}/commissions/", line)[0] == 403
    assert post(firm, f"{url}/commissions/", line)[1]["amount"] == "100.00"
    assert post(firm, f"{url}/commissions/", line | {"kind": "paid", "amount": "100.01", "key": "b"})[0] == 409
    assert len(client_of(broker).get(f"/api/v1/{url}/commissions/").json()) == 1
    assert post(firm, f"{url}/end/", {"reason": "完成"})[1]["status"] == "ended"


def test_lists_cost_the_same_for_one_and_three(count_queries):
    firm, broker = person("sme"), manager()

    def fill():
        LicenceFactory(licensee=firm.organization)
        ChallengeFactory(demand=DemandFactory(organization=firm.organization))
        ProposalFactory(organization=firm.organization)
        AuctionFactory(achievement=AchievementFactory(organization=firm.organization))
        AssignmentFactory(manager=broker.manager_profile, demand=DemandFactory(organization=firm.organization))

    fill()
    client = client_of(firm)
    urls = [f"/api/v1/{name}/" for name in ("licences", "challenges", "proposals", "auctions", "assignments")]
    few = [count_queries(lambda url=url: client.get(url)) for url in urls]
    fill()
    fill()
    assert [count_queries(lambda url=url: client.get(url)) for url in urls] == few
    assert max(few) <= 12
    assert [len(client.get(url).json()["results"]) for url in urls] == [3, 6, 3, 3, 3]
    assert Licence.objects.count() == 3

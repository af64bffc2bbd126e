"""From a match to a booked pilot run: the plan on its page, its REST face, one click to the requests."""

import pytest
from django.urls import reverse

from matching.models import Match
from resources.models import Booking
from taxonomy.models import Industry
from tests.factories.accounts import OrganizationFactory, member_of
from tests.factories.achievements import AchievementFactory
from tests.factories.demands import DemandFactory
from tests.factories.resources import ResourceFactory, SlotFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def match():
    industry, _ = Industry.objects.get_or_create(code="C34", defaults={"name": "通用设备制造业", "level": 2})
    demand = DemandFactory(industry=industry, budget_max=200_000, trl_wanted_min=8, status="published")
    return Match.objects.create(
        demand=demand, achievement=AchievementFactory(trl=5), rank=1, score=80, level=3, grade="A",
        model_version="test", demand_seq=1, achievement_seq=1,
    )  # fmt: skip


def page(client, match, **query):
    answer = client.get(reverse("matching:bridge", args=[match.pk]), query)
    assert answer.status_code == 200
    return answer.context["bridge"]


def test_the_firm_goes_from_a_match_to_a_booked_pilot_run(client, match):
    pilot = ResourceFactory(trl_in=5, trl_out=7)
    line = ResourceFactory(trl_in=7, trl_out=8, cost_max=60_000)
    SlotFactory(resource=pilot)
    firm = member_of(match.demand.organization)
    client.force_login(firm)
    assert reverse("matching:bridge", args=[match.pk]) in client.get(
        reverse("matching:detail", args=[match.pk])
    ).content.decode()  # fmt: skip
    found = page(client, match)
    assert [step["resource"] for step in found.plans[0]["steps"]] == [pilot, line]
    assert (found.goal.budget, found.outcome.best.cost_max) == (200_000, 150_000)
    body = {"resource": [pilot.no, line.no]}
    client.post(reverse("matching:bridge-ask", args=[match.pk]), body)
    client.post(reverse("matching:bridge-ask", args=[match.pk]), body)
    rows = Booking.objects.order_by("pk")
    assert [(row.resource, row.status, row.demand_no) for row in rows] == [
        (pilot, "enquiry", match.demand.no), (line, "enquiry", match.demand.no),
    ]  # fmt: skip
    assert match.demand.problem not in rows[0].purpose
    client.post(reverse("resources:booking-act", args=[rows[0].no, "reserve"]))
    assert Booking.objects.get(pk=rows[0].pk).status == "reserved"


def test_without_a_plan_it_says_why_and_what_would_help(client, match):
    client.force_login(member_of(match.demand.organization))
    assert page(client, match).outcome.missing == ((5, 8),)
    ResourceFactory(trl_in=5, trl_out=8, cost_min=300_000, cost_max=600_000)
    found = page(client, match)
    assert found.plans == []
    assert [wish.budget for wish in found.outcome.wishes] == [600_000]
    assert any("600,000" in text for text in found.sentences)
    assert len(page(client, match, budget=600_000).plans) == 1


def test_the_other_side_never_learns_the_budget(client, match):
    ResourceFactory(trl_in=5, trl_out=8, cost_max=600_000)
    client.force_login(member_of(match.achievement.organization))
    found = page(client, match)
    assert found.goal.budget is None
    assert len(found.plans) == 1
    client.force_login(member_of(OrganizationFactory()))
    assert client.get(reverse("matching:bridge", args=[match.pk])).status_code == 404

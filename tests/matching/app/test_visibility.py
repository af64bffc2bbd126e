"""Who sees which match: one table for rows and rule, over every role."""

import pytest

from demands.models import Demand, DemandExclusion
from matching.actions import work_off
from matching.models import Match
from tests.factories.accounts import OrganizationFactory, member_of, person, region
from tests.factories.achievements import AchievementFactory
from tests.factories.demands import DemandFactory

pytestmark = pytest.mark.django_db

ROLES = ["sme", "institution", "reviewer", "official", "manager", "viewer", "admin", "stranger"]


@pytest.fixture
def people():
    return {role: person(role) for role in ROLES}


def seen(user):
    return Match.objects.visible_to(user).count() == 1


def agree(user):
    """The rule says for the row what the queryset says for all."""
    match = Match.objects.select_related("demand", "achievement").get()
    assert user.has_perm("matching.view_match", match) == seen(user) or user.is_superuser
    return seen(user)


@pytest.mark.parametrize("visibility", ["public", "members", "matched"])
def test_the_two_sides_and_the_platform_see_a_match(people, visibility):
    demand = DemandFactory(visibility=visibility, region=region("310100"))
    achievement = AchievementFactory(visibility=visibility)
    work_off()
    people |= {
        "firm": member_of(demand.organization, "viewer"),
        "holder": member_of(achievement.organization, "viewer"),
    }
    assert {role for role, user in people.items() if agree(user)} == {"firm", "holder", "reviewer", "admin"}


def test_an_official_sees_the_matches_of_his_region(people):
    DemandFactory(region=region("410300"))
    AchievementFactory()
    work_off()
    assert agree(people["official"])


@pytest.mark.parametrize(
    ("side", "status"), [("demand", "paused"), ("demand", "withdrawn"), ("achievement", "withdrawn")]
)
def test_nobody_sees_a_match_of_what_is_no_longer_published(people, side, status):
    demand, achievement = DemandFactory(), AchievementFactory()
    work_off()
    row = {"demand": demand, "achievement": achievement}[side]
    type(row).objects.filter(pk=row.pk).update(status=status)
    people |= {"firm": member_of(demand.organization), "holder": member_of(achievement.organization)}
    assert not any(agree(user) for role, user in people.items() if role != "admin")
    assert not seen(people["admin"])


def test_an_excluded_organization_sees_nothing_even_before_the_list_is_scored_again():
    demand, achievement = DemandFactory(), AchievementFactory()
    work_off()
    holder = member_of(achievement.organization)
    assert agree(holder)
    DemandExclusion.objects.create(demand=demand, organization=achievement.organization)
    assert not agree(holder)
    assert agree(member_of(demand.organization))


def test_a_membership_that_has_ended_sees_nothing():
    demand = DemandFactory()
    AchievementFactory()
    work_off()
    user = member_of(demand.organization)
    user.memberships.update(active=False)
    assert not agree(user)


def test_another_firm_finds_neither_page_nor_api(client):
    demand = DemandFactory(visibility="matched")
    achievement = AchievementFactory()
    work_off()
    match = Match.objects.get()
    client.force_login(member_of(OrganizationFactory(kind="university")))
    for url in (
        f"/demands/{demand.no}/matches/",
        f"/demands/{demand.no}/matches/compare/?m={match.pk}",
        f"/matches/{match.pk}/",
        f"/matches/{match.pk}/decline/",
        f"/api/v1/demands/{demand.no}/matches/",
        f"/api/v1/matches/{match.pk}/",
    ):
        assert client.get(url).status_code == 404, url
    assert client.get("/api/v1/matches/").json()["results"] == []
    assert client.get(f"/api/v1/achievements/{achievement.no}/matches/").json()["results"] == []
    assert Demand.objects.count() == 1

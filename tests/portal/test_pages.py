"""Home, search, workspaces: who sees what, with how many queries."""

import pytest
from django.core.cache import cache
from django.urls import reverse

from accounts.actions import invite
from accounts.enums import Role
from accounts.models import Organization
from matching.models import Match
from tests.factories.accounts import OrganizationFactory, UserFactory, member_of, person
from tests.factories.achievements import AchievementFactory
from tests.factories.demands import DemandFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def empty_cache():
    cache.clear()
    yield
    cache.clear()


def match(demand, achievement, score=80.0, grade="A"):
    return Match.objects.create(
        demand=demand, achievement=achievement, rank=1, score=score, level=4, grade=grade, model_version="test",
        demand_seq=demand.content_seq, achievement_seq=achievement.content_seq,
    )  # fmt: skip


def test_home_shows_numbers_that_lists_confirm(client):
    AchievementFactory.create_batch(3, keywords=["陶瓷膜"])
    AchievementFactory(status="draft")
    AchievementFactory(visibility="members")
    DemandFactory.create_batch(2)
    DemandFactory(status="in_review")
    response = client.get("/")
    numbers = {stat["library"].name: stat["value"] for stat in response.context["stats"]}
    assert numbers == {"achievements": 3, "demands": 2, "institutions": Organization.objects.institutions().count()}
    for stat in response.context["stats"][:2]:
        assert client.get(stat["library"].url).context["count"] == stat["value"]
    assert response.context["examples"] == ["陶瓷膜"]
    assert response.status_code == 200


def test_home_does_not_name_an_anonymous_firm(client):
    demand = DemandFactory(publish_as="anonymous", organization__name="不愿具名公司")
    assert demand.title in (page := client.get("/").content.decode())
    assert "不愿具名公司" not in page


@pytest.mark.parametrize("rows", [1, 3])
def test_home_takes_as_many_queries_for_three_rows_as_for_one(client, rows, django_assert_num_queries):
    AchievementFactory.create_batch(rows)
    DemandFactory.create_batch(rows)
    with django_assert_num_queries(7):
        client.get("/")
    with django_assert_num_queries(3):  # numbers and examples are kept for a minute
        client.get("/")


def test_search_finds_in_all_three_and_counts(client):
    AchievementFactory(title="陶瓷膜组件", summary="水处理")
    AchievementFactory(title="别的东西", summary="也用陶瓷膜")
    DemandFactory(title="想找陶瓷膜")
    OrganizationFactory(name="陶瓷膜研究所", kind="institute")
    response = client.get("/search/", {"q": "陶瓷膜"})
    assert [tab.get("count") for tab in response.context["tabs"]] == [None, 2, 1, 1]
    first = response.context["sections"][0]["rows"]
    assert [row.title for row in first] == ["陶瓷膜组件", "别的东西"]


def test_search_pages_through_one_library(client):
    AchievementFactory.create_batch(23, title="陶瓷膜组件")
    page = client.get("/search/", {"q": "陶瓷膜", "in": "achievements"}).context["sections"][0]
    more = client.get(page["page"].next_url).context["sections"][0]
    seen = [row.pk for row in page["rows"] + more["rows"]]
    assert len(seen) == len(set(seen)) == 23


@pytest.mark.parametrize("text", ["", "   ", "\x00", "'; DROP TABLE", "%_\\", "x" * 500, "。，"])
def test_search_survives_any_text(client, text):
    assert client.get("/search/", {"q": text}).status_code == 200


def test_search_hides_what_the_reader_may_not_see(client):
    AchievementFactory(title="陶瓷膜内部资料", visibility="members")
    assert client.get("/search/", {"q": "陶瓷膜"}).context["tabs"][1]["count"] == 0
    client.force_login(person("sme"))
    assert client.get("/search/", {"q": "陶瓷膜"}).context["tabs"][1]["count"] == 1


@pytest.mark.parametrize("rows", [1, 3])
def test_search_queries(client, rows, django_assert_num_queries):
    AchievementFactory.create_batch(rows, title="陶瓷膜")
    DemandFactory.create_batch(rows, title="陶瓷膜")
    with django_assert_num_queries(5):
        client.get("/search/", {"q": "陶瓷膜"})


def test_workspace_asks_a_stranger_to_sign_in(client):
    assert client.get("/workspace/").url == "/accounts/login/?next=/workspace/"


@pytest.mark.parametrize(
    ("door", "template"),
    [
        ("sme", "portal/workspace_firm.html"),
        ("viewer", "portal/workspace_firm.html"),
        ("institution", "portal/workspace_institution.html"),
        ("manager", "portal/workspace_institution.html"),
        ("reviewer", "portal/workspace_desk.html"),
        ("admin", "portal/workspace_desk.html"),
        ("stranger", "portal/workspace_start.html"),
    ],
)
def test_everybody_has_a_door(client, door, template):
    client.force_login(person(door))
    response = client.get("/workspace/")
    assert response.status_code == 200
    assert response.templates[0].name == template


def test_official_is_sent_to_the_board(client):
    client.force_login(person("official"))
    assert client.get("/workspace/").url == reverse("dashboards:board")


def test_firm_sees_its_matches_best_first_and_none_it_answered(client):
    user = person("sme")
    demand = DemandFactory(organization=user.organization)
    weak, best = match(demand, AchievementFactory(), 60, "C"), match(demand, AchievementFactory(), 90, "S")
    good = match(demand, AchievementFactory(), 70, "B")
    match(DemandFactory(), AchievementFactory(), 95, "S")
    client.force_login(user)
    response = client.get("/workspace/")
    assert [row.pk for row in response.context["matches"]] == [best.pk, good.pk]
    assert response.context["demands"][0].strong == 2
    assert reverse("matching:detail", args=[best.pk]) == response.context["step"]["url"]
    user.organization.match_feedback.create(demand=demand, achievement=best.achievement, kind="interested", user=user)
    assert [row.pk for row in client.get("/workspace/").context["matches"]] == [good.pk]
    assert weak.pk not in {row.pk for row in response.context["matches"]}


def test_institution_sees_what_came_back_and_who_needs_it(client):
    user = person("institution")
    own = AchievementFactory(organization=user.organization)
    AchievementFactory(organization=user.organization, status="returned", review_note="请补上指标。")
    AchievementFactory(status="returned", review_note="别人的意见")
    demand = DemandFactory(publish_as="anonymous", organization__name="不愿具名公司")
    match(demand, own)
    client.force_login(user)
    response = client.get("/workspace/")
    page = response.content.decode()
    assert "请补上指标。" in page
    assert "别人的意见" not in page
    assert demand.title in page
    assert "不愿具名公司" not in page
    assert response.context["statuses"] == {"published": 1, "returned": 1}


def test_desk_counts_what_waits(client):
    AchievementFactory.create_batch(2, status="submitted")
    AchievementFactory(status="draft")
    DemandFactory(status="in_review")
    DemandFactory()
    OrganizationFactory(verification="pending")
    client.force_login(person("reviewer"))
    queues = client.get("/workspace/").context["queues"]
    assert {name: queue["number"] for name, queue in queues.items()} == {"achievements": 2, "demands": 2}
    client.force_login(person("admin"))
    assert client.get("/workspace/").context["queues"]["organizations"]["number"] == 1


def test_invitation_is_shown_only_to_a_proved_address(client):
    organization = OrganizationFactory()
    user = UserFactory(email="new@example.org")
    invitation = invite(organization, email=user.email, role=Role.EDITOR, by=member_of(organization, Role.ADMIN))
    client.force_login(user)
    assert invitation.token not in client.get("/workspace/").content.decode()
    user.emailaddress_set.create(email=user.email, verified=True, primary=True)
    assert invitation.token in client.get("/workspace/").content.decode()


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("door", "queries"), [("sme", 7), ("institution", 10), ("reviewer", 9), ("admin", 11)])
def test_workspace_queries(client, door, queries, rows, django_assert_num_queries):
    user = person(door)
    for _ in range(rows):
        own = DemandFactory(organization=user.organization)
        result = AchievementFactory(organization=user.organization)
        match(own, AchievementFactory())
        match(DemandFactory(reviewed_at=None), result)
        AchievementFactory(organization=user.organization, status="draft")
        AchievementFactory(status="submitted")
        OrganizationFactory(verification="pending")
    client.force_login(user)
    with django_assert_num_queries(queries):
        client.get("/workspace/")


def test_unknown_api_address_answers_with_a_problem(client):
    response = client.get("/api/v1/nothing/")
    assert (response.status_code, response["Content-Type"]) == (404, "application/problem+json")
    assert response.json()["code"] == "not_found"
    page = client.get("/nothing/")
    assert (page.status_code, page["Content-Type"].split(";")[0]) == (404, "text/html")


def test_crawlers_find_public_rows_only(client):
    shown, hidden = AchievementFactory(), AchievementFactory(status="draft")
    robots = client.get("/robots.txt").content.decode()
    assert "Disallow: /workspace/" in robots
    assert "sitemap.xml" in robots
    assert "sitemap-achievements.xml" in client.get("/sitemap.xml").content.decode()
    section = client.get("/sitemap-achievements.xml").content.decode()
    assert shown.no in section
    assert hidden.no not in section
    assert client.get("/sitemap-nothing.xml").status_code == 404

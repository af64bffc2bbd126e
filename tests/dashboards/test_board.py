"""The board: figures against an independent count, scope, faces, queries."""

import csv
import datetime
import io
import statistics

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from accounts.actions import create_api_client
from accounts.enums import Role
from dashboards.metrics import CATALOGUE, Scope
from dashboards.metrics.scope import first_day, months
from dashboards.metrics.snapshot import compute
from demands.models import Demand
from matching.models import Feedback, Match
from taxonomy.models import Industry
from tests.factories.accounts import OrganizationFactory, member_of, person, region
from tests.factories.achievements import AchievementFactory
from tests.factories.demands import DemandFactory

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


@pytest.fixture(autouse=True)
def empty_cache():
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def world():
    """Seven demands in Henan, two in Sichuan, achievements in both; some matched, answered, solved."""
    now = timezone.now()
    henan, sichuan = region("410300"), region("510100")
    machines = Industry.objects.get_or_create(code="C34", defaults={"name": "通用设备制造业", "level": 2})[0]
    AchievementFactory(region=henan, industry=machines, last_confirmed_at=now)
    AchievementFactory(region=henan, published_at=now - 500 * DAY, last_confirmed_at=now - 200 * DAY)
    AchievementFactory(region=henan, status="submitted")
    AchievementFactory.create_batch(4, region=sichuan)
    supply = AchievementFactory(region=sichuan)
    demands = [DemandFactory(region=henan, industry=machines, published_at=now - days * DAY) for days in range(1, 6)]
    demands.append(DemandFactory(region=henan, status="solved", published_at=now - 20 * DAY))
    DemandFactory(region=henan, published_at=now - 400 * DAY)
    for status in ("draft", "in_review", "withdrawn"):
        DemandFactory(region=henan, status=status)
    DemandFactory.create_batch(2, region=sichuan)
    for demand, grade in zip(demands[:3], "SBC", strict=True):
        Match.objects.create(
            demand=demand, achievement=supply, rank=1, score=70, level=3, grade=grade, demand_seq=1, achievement_seq=1
        )
    _answer(demands[0], supply, demands[0].organization, demands[0].published_at + 0.5 * DAY)
    _answer(demands[0], supply, supply.organization, demands[0].published_at + 0.75 * DAY)
    _answer(demands[4], supply, demands[4].organization, demands[4].published_at + 2 * DAY)
    _answer(demands[3], supply, demands[3].organization, demands[3].published_at + 1 * DAY, "declined", reason="price")
    return demands


def _answer(demand, achievement, organization, at, kind="interested", **fields):
    row = Feedback.objects.create(
        demand=demand, achievement=achievement, organization=organization, kind=kind, **fields
    )
    Feedback.objects.filter(pk=row.pk).update(created_at=at)


HENAN = {
    "demands_published": 6, "demands_matched": 3, "demands_interested": 2, "demands_mutual": 1, "demands_solved": 1,
    "demands_unanswered": 2, "days_to_answer": 1.0, "achievements_published": 2, "achievements_new": 1,
    "achievements_fresh": 1,
}  # fmt: skip


def test_figures_of_one_province(world):
    values = compute(Scope("41")).values
    assert {name: values[name] for name in HENAN} == HENAN


def test_figures_of_the_nation(world):
    values = compute(Scope()).values
    assert (values["demands_published"], values["achievements_published"]) == (8, 7)


def test_figures_against_plain_python(world):
    """The same counts by walking over the rows one by one."""
    start, rows = first_day(), [d for d in Demand.objects.all() if (d.region_id or "").startswith("41")]
    rows = [d for d in rows if d.status in {"published", "paused", "solved", "expired"} and d.published_at >= start]
    answers = {d.pk: [a for a in d.match_feedback.all() if a.kind != "viewed"] for d in rows}
    waits = [(min(a.created_at for a in answers[d.pk]) - d.published_at) / DAY for d in rows if answers[d.pk]]
    values = compute(Scope("41")).values
    assert values["demands_published"] == len(rows)
    assert values["demands_interested"] == sum(any(a.kind == "interested" for a in answers[d.pk]) for d in rows)
    assert values["demands_unanswered"] == sum(d.status == "published" and not answers[d.pk] for d in rows)
    assert values["days_to_answer"] == round(statistics.median(waits), 1)


def test_breakdowns_add_up(world):
    taken = compute(Scope("41"))
    for lines in (taken.months, taken.regions, taken.industries):
        assert sum(line["demands"] for line in lines) == taken.values["demands_published"]
        assert sum(line["achievements"] for line in lines) == taken.values["achievements_new"]
    assert [line["key"] for line in taken.months] == months()
    assert [(line["key"], line["demands"]) for line in taken.regions] == [("410300", 6)]
    assert [(line["key"], line["demands"]) for line in taken.industries] == [("C34", 5), ("", 1)]
    nation = compute(Scope())
    assert {line["key"]: line["demands"] for line in nation.regions} == {"410000": 6, "510000": 2}


def test_empty_database_has_a_board_without_numbers(client):
    client.force_login(person("official"))
    assert client.get("/board/").status_code == 200
    assert compute(Scope("41")).values["days_to_answer"] is None


def test_every_number_opens_to_as_many_rows(world, client):
    user = person("official")
    values = compute(Scope("41")).values
    client.force_login(user)
    for name, metric in CATALOGUE.items():
        response = client.get(reverse("dashboards:rows", args=[name]))
        rows = list(response.context["page"])
        assert response.context["count"] == len(rows)
        if metric.measure is None:
            assert len(rows) == values[name], name
        assert all((row.region_id or "").startswith("41") for row in rows)


@pytest.mark.parametrize(
    ("query", "rows"),
    [
        ("region=410300", 6), ("industry=C34", 5), ("industry=none", 1), ("month=2000-01", 0), ("region=none", 0),
    ],
)  # fmt: skip
def test_rows_are_narrowed_by_the_address(world, client, query, rows):
    client.force_login(person("official"))
    assert client.get(f"/board/rows/demands_published/?{query}").context["count"] == rows


@pytest.mark.parametrize("query", ["region=510000", "region=100000", "region=999999", "month=2025-13", "month=x"])
def test_what_lies_outside_is_not_found(world, client, query):
    client.force_login(person("official"))
    assert client.get(f"/board/rows/demands_published/?{query}").status_code == 404


def test_links_of_the_board_lead_to_the_counted_rows(world, client):
    client.force_login(person("official"))
    context = client.get("/board/").context
    bars = [bar for group in ("months", "regions", "industries") for side in context[group] for bar in side["rows"]]
    assert len(bars) > 24
    for bar in bars:
        assert client.get(bar["url"]).context["count"] == bar["value"], bar


def test_an_anonymous_firm_stays_anonymous(client):
    DemandFactory(region=region("410300"), publish_as="anonymous", organization__name="不愿具名公司")
    client.force_login(person("official"))
    page = client.get("/board/rows/demands_published/").content.decode()
    assert "不愿具名公司" not in page


@pytest.mark.parametrize("path", ["/board/", "/board/rows/demands_published/", "/board/export/csv/"])
def test_who_enters(client, path):
    assert client.get(path).status_code == 302
    for door in ("sme", "institution", "manager", "reviewer", "viewer", "stranger"):
        client.force_login(person(door))
        assert client.get(path).status_code == 403, door
    for door in ("official", "admin"):
        client.force_login(person(door))
        assert client.get(path).status_code == 200, door


def test_an_unverified_authority_sees_nothing(client):
    authority = OrganizationFactory(kind="government", region=region("410000", "province"), verification="pending")
    client.force_login(member_of(authority))
    assert client.get("/board/").status_code == 403


def test_figures_are_kept_for_a_minute_and_say_when_they_were_taken(world, client):
    client.force_login(person("official"))
    first = client.get("/board/").context["taken"]
    DemandFactory(region=region("410300"))
    assert client.get("/board/").context["taken"] == first
    cache.clear()
    assert client.get("/board/").context["taken"].values["demands_published"] == 7


@pytest.mark.parametrize("rows", [1, 3])
def test_queries(client, rows, django_assert_num_queries):
    for _ in range(rows):
        place = region("410300")
        demand = DemandFactory(region=place)
        _answer(demand, AchievementFactory(region=place), demand.organization, timezone.now())
    client.force_login(person("official"))
    with django_assert_num_queries(10):
        client.get("/board/")
    with django_assert_num_queries(6):
        client.get("/board/rows/demands_published/")


def test_export_says_the_same(world, client):
    client.force_login(person("official"))
    body = b"".join(client.get("/board/export/csv/", HTTP_ACCEPT_LANGUAGE="en").streaming_content).decode("utf-8-sig")
    lines = {row[1]: row[2] for row in csv.reader(io.StringIO(body))}
    values = compute(Scope("41")).values
    for metric in CATALOGUE.values():
        assert lines[str(metric.title)] == ("" if values[metric.name] is None else str(values[metric.name]))
    assert client.get("/board/export/xlsx/").status_code == 200
    assert client.get("/board/export/exe/").status_code == 404


def _token(client, organization, scopes):
    api_client, secret = create_api_client(organization, name="t", scopes=scopes, by=None)
    body = {"grant_type": "client_credentials", "client_id": api_client.client_id, "client_secret": secret}
    return {"HTTP_AUTHORIZATION": f"Bearer {client.post('/o/token/', body).json()['access_token']}"}


def test_rest_counts_the_scope_of_the_authority(world, client):
    authority = person("official").organization
    header = _token(client, authority, ["stats:read"])
    body = client.get("/api/v1/stats/", **header).json()
    assert body["scope"]["region"] == "410000"
    found = {metric["name"]: metric["value"] for metric in body["metrics"]}
    assert {name: found[name] for name in HENAN} == HENAN
    assert isinstance(found["demands_published"], int)
    assert [row["region"] for row in body["by_region"]] == ["410300"]
    assert client.get("/api/v1/stats/?region=510000", **header).json()["code"] == "out_of_scope"
    assert client.get("/api/v1/stats/?region=410300", **header).json()["scope"]["region"] == "410300"


def test_rest_refuses_others(client):
    assert client.get("/api/v1/stats/").status_code == 401
    firm = member_of(OrganizationFactory(), Role.ADMIN).organization
    assert client.get("/api/v1/stats/", **_token(client, firm, ["stats:read"])).status_code == 403
    authority = person("official").organization
    missing = client.get("/api/v1/stats/", **_token(client, authority, ["demands:read"]))
    assert (missing.status_code, missing.json()["code"]) == (403, "missing_scope")

"""Keeping a copy in step: tombstones, conditional reads and writes, sparse answers, pushes by one's own identifiers."""

from typing import Any

import pytest

from achievements import actions
from achievements.api.serializers import AchievementListSerializer
from achievements.models import Achievement
from common.api.rows import FastRowsMixin
from demands.models import Demand, DemandExclusion
from tests.factories.accounts import OrganizationFactory, person, region
from tests.factories.achievements import AchievementFactory
from tests.factories.demands import DemandFactory
from tests.integration.test_api import client_of, machine

pytestmark = pytest.mark.django_db
URL = "/api/v1/achievements/"
SINCE = {"updated_since": "2024-01-01T00:00:00Z"}


def test_tombstones_for_what_has_left_the_library(count_queries: Any) -> None:
    kept, gone, draft = (
        AchievementFactory(),
        AchievementFactory(),
        AchievementFactory(status="draft", published_at=None),
    )
    actions.withdraw(gone, by=None, channel="api")
    hidden = AchievementFactory(visibility="matched")
    client = client_of(person("sme"))
    assert [row["no"] for row in client.get(URL, SINCE).json()["results"]] == [kept.no]
    rows = client.get(URL, SINCE | {"tombstones": "true"}).json()["results"]
    assert {row["no"]: row.get("deleted", False) for row in rows} == {
        kept.no: False, gone.no: True, hidden.no: True,
    }  # fmt: skip
    [tomb] = [row for row in rows if row["no"] == gone.no]
    assert set(tomb) == {"no", "status", "version", "updated_at", "deleted"}
    assert (tomb["status"], tomb["version"]) == ("withdrawn", 2)
    assert draft.no not in {row["no"] for row in rows}
    ask = lambda: client.get(URL, SINCE | {"tombstones": "true"})  # noqa: E731
    before = count_queries(ask)
    AchievementFactory.create_batch(3)
    assert count_queries(ask) == before <= 12


def test_no_tombstone_for_the_excluded() -> None:
    rival = person("sme")
    entry = DemandFactory(status="withdrawn")
    ask = lambda user: client_of(user).get("/api/v1/demands/", SINCE | {"tombstones": "true"}).json()["results"]  # noqa: E731
    assert [row["no"] for row in ask(rival)] == [entry.no]
    DemandExclusion.objects.create(demand=entry, organization=rival.organization)
    assert ask(rival) == []


@pytest.mark.parametrize(
    "query", [{"tombstones": "true"}, SINCE | {"tombstones": "true", "q": "膜"}, {"tombstones": "x"}]
)
def test_tombstones_beside_other_filters_are_refused(query: dict[str, str]) -> None:
    assert client_of(person("sme")).get(URL, query).status_code == 400


def test_pages_of_tombstones_hang_together() -> None:
    for n in range(5):
        AchievementFactory(status="published" if n % 2 else "withdrawn")
    client = client_of(person("sme"))
    found, url = [], f"{URL}?updated_since=2024-01-01T00:00:00Z&tombstones=true&page_size=2"
    while url:
        page = client.get(url).json()
        found += [row["no"] for row in page["results"]]
        url = page["next"]
    assert len(found) == len(set(found)) == 5


def test_a_conditional_read_reads_two_columns(count_queries: Any, django_assert_num_queries: Any) -> None:
    entry = AchievementFactory()
    client = client_of(person("sme"))
    where = f"{URL}{entry.no}/"
    etag = client.get(where)["ETag"]
    client.get(where)
    with django_assert_num_queries(4):  # session, person, membership, row
        assert client.get(where, headers={"If-None-Match": etag}).status_code == 304
    assert client.get(where, headers={"If-None-Match": '"other"'}).status_code == 200
    hidden = AchievementFactory(status="draft")
    tag = f'"{hidden.no}.1"'
    assert client.get(f"{URL}{hidden.no}/", headers={"If-None-Match": tag}).status_code == 404


def test_if_match_guards_actions_too() -> None:
    author = person("institution")
    entry = AchievementFactory(organization=author.organization)
    client = client_of(author)
    stale = client.post(f"{URL}{entry.no}/withdraw/", {}, headers={"If-Match": f'"{entry.no}.9"'})
    assert (stale.status_code, stale.json()["code"]) == (412, "edit_conflict")
    entry.refresh_from_db()
    assert entry.status == "published"
    fresh = client.post(f"{URL}{entry.no}/withdraw/", {}, headers={"If-Match": f'"{entry.no}.1"'})
    assert fresh.status_code == 202


def test_sparse_and_expanded() -> None:
    entry = AchievementFactory()
    client = client_of(person("sme"))
    assert client.get(URL, {"fields": "no,title"}).json()["results"] == [{"no": entry.no, "title": entry.title}]
    detail = client.get(f"{URL}{entry.no}/", {"fields": "no,region", "expand": "region"})
    assert detail.json() == {"no": entry.no, "region": None}
    Achievement.objects.update(region=region("410100"))
    row = client.get(URL, {"fields": "region", "expand": "region"}).json()["results"][0]
    assert (row["region"]["code"], row["region"]["level"]) == ("410100", "city")
    for bad in ({"fields": "nothing"}, {"expand": "title"}):
        assert client.get(URL, bad).status_code == 400


def test_an_anonymous_firm_stays_anonymous_when_expanded() -> None:
    DemandFactory(publish_as="anonymous", region=region("410100"))
    row = client_of(person("institution")).get("/api/v1/demands/", {"expand": "region"}).json()["results"][0]
    assert (row["organization"], row["region"]) == (None, None)
    row = client_of(person("institution")).get("/api/v1/demands/", {"fields": "no"}).json()["results"][0]
    assert set(row) == {"no"}


def test_a_second_push_updates() -> None:
    organization = OrganizationFactory(kind="university")
    client = machine(organization, "achievements:read", "achievements:write")
    where = f"{URL}sources/crm/a-1/"
    assert client.get(where).status_code == 404
    first = client.put(where, {"title": "膜", "summary": "处理废水"})
    assert first.status_code == 201, first.json()
    no = first.json()["no"]
    assert first["Location"].endswith(f"{URL}{no}/")
    again = client.put(where, {"title": "膜", "summary": "处理废水"})
    assert (again.status_code, again.json()["version"]) == (200, 1)
    changed = client.put(where, {"title": "膜二代"})
    body = changed.json()
    assert (changed.status_code, body["version"], body["title"], body["summary"]) == (200, 2, "膜二代", "处理废水")
    assert client.put(where, {"title": "x"}, headers={"If-Match": f'"{no}.1"'}).status_code == 412
    assert client.get(where).json()["no"] == no
    assert Achievement.objects.get().source_id == "a-1"
    other = machine(OrganizationFactory(kind="university"), "achievements:read", "achievements:write")
    assert other.get(where).status_code == 404
    assert other.put(where, {"title": "别人", "summary": "不同"}).status_code == 201
    assert Achievement.objects.count() == 2


def test_refused_pushes() -> None:
    client = machine(OrganizationFactory(), "demands:write", "demands:read")
    where = "/api/v1/demands/sources/crm/1/"
    for body in ({"title": "甲"}, {"title": "甲", "problem": "乙", "source_id": "2"}, [], {"nothing": 1}):
        assert client.put(where, body).status_code == 400, body
    assert machine(OrganizationFactory(), "demands:read").put(where, {}).status_code == 403
    assert client_of(person("viewer")).put(where, {"title": "甲", "problem": "乙"}).status_code == 403
    assert not Demand.objects.exists()


def test_fast_rows_answer_what_the_serializer_would() -> None:
    rows = [
        AchievementFactory(
            region=region("410100"), trl=7, price_min=100000, keywords=["膜"], transfer_modes=["licence"]
        ),
        AchievementFactory(status="draft", published_at=None),
    ]
    rows = [Achievement.objects.for_list().get(pk=row.pk) for row in rows]

    class Plain(AchievementListSerializer):
        to_representation = AchievementListSerializer.__mro__[2].to_representation

    assert AchievementListSerializer.__mro__[1] is FastRowsMixin
    fast = AchievementListSerializer(rows, many=True).data
    assert [dict(row) for row in fast] == [dict(row) for row in Plain(rows, many=True).data]


def test_deleting_takes_out_of_the_library() -> None:
    organization = OrganizationFactory(kind="university")
    client = machine(organization, "achievements:read", "achievements:write", "demands:write", "demands:read")
    shown = AchievementFactory(organization=organization, source_system="crm", source_id="9")
    draft = AchievementFactory(organization=organization, status="draft", published_at=None)
    assert client.delete(f"{URL}sources/crm/9/").status_code == 204
    assert client.delete(f"{URL}{draft.no}/").status_code == 204
    found = dict(Achievement.objects.values_list("no", "status"))
    assert found == {shown.no: "withdrawn", draft.no: "archived"}
    again = client.delete(f"{URL}{shown.no}/")
    assert (again.status_code, again.json()["code"]) == (409, "illegal_move")
    other = AchievementFactory()
    assert client.delete(f"{URL}{other.no}/").status_code == 403
    demand = DemandFactory(organization=organization)
    stale = client.delete(f"/api/v1/demands/{demand.no}/", headers={"If-Match": '"D1.9"'})
    assert stale.status_code == 412
    assert client.delete(f"/api/v1/demands/{demand.no}/").status_code == 204
    other.refresh_from_db()
    assert other.status == "published"

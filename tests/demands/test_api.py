"""``/api/v1/demands/`` as partners use it."""

import datetime

import pytest
from django.utils import timezone
from rest_framework.test import APIClient

from accounts.enums import Role
from accounts.models import AuditEntry
from demands.models import Demand, DemandExclusion
from tests.factories.accounts import OrganizationFactory, member_of, person, region
from tests.factories.demands import DemandFactory, complete

pytestmark = pytest.mark.django_db
URL = "/api/v1/demands/"
SMALL = {"title": "废水处理", "problem": "每天二十吨乳化废水"}


def client_of(user) -> APIClient:
    client = APIClient()
    client.force_authenticate(user)
    return client


@pytest.fixture
def owner():
    return person("sme")


@pytest.fixture
def api(owner):
    return client_of(owner)


def test_smallest_body_and_publish(api, owner):
    answer = api.post(URL, SMALL)
    body = answer.json()
    assert answer.status_code == 201
    assert (body["status"], body["organization"]["no"], body["language"]) == ("draft", owner.organization.no, "zh")
    answer = api.post(f"{URL}{body['no']}/publish/", {})
    assert (answer.status_code, answer.json()["status"]) == (202, "published")
    assert answer.json()["reviewed_at"] is None
    assert list(AuditEntry.objects.order_by("id").values_list("verb", "channel")) == [
        ("create", "api"),
        ("publish", "api"),
    ]


def test_an_unverified_firm_waits_for_review():
    firm = OrganizationFactory(verification="pending")
    api = client_of(member_of(firm, Role.EDITOR))
    no = api.post(URL, SMALL).json()["no"]
    answer = api.post(f"{URL}{no}/publish/", {})
    assert (answer.status_code, answer.json()["status"], answer.json()["published_at"]) == (202, "in_review", None)
    assert client_of(person("institution")).get(f"{URL}{no}/").status_code == 404
    answer = client_of(person("reviewer")).post(f"{URL}{no}/approve/", {})
    assert (answer.status_code, answer.json()["status"]) == (202, "published")
    assert client_of(person("institution")).get(f"{URL}{no}/").status_code == 200


def test_a_past_deadline_is_kept_but_not_published(api):
    yesterday = (timezone.localdate() - datetime.timedelta(days=1)).isoformat()
    no = api.post(URL, SMALL | {"deadline": yesterday}).json()["no"]
    answer = api.post(f"{URL}{no}/publish/", {})
    assert answer.status_code == 400
    assert [(e["field"], e["code"]) for e in answer.json()["errors"]] == [("deadline", "past")]
    assert Demand.objects.get().status == "draft"


@pytest.mark.parametrize(("reason", "status"), [("solved", "solved"), ("withdrawn", "withdrawn"), (None, "withdrawn")])
def test_close(api, owner, reason, status):
    entry = DemandFactory(organization=owner.organization)
    answer = api.post(f"{URL}{entry.no}/close/", {"note": "找到了"} | ({"reason": reason} if reason else {}))
    assert (answer.status_code, answer.json()["status"], answer.json()["closing_note"]) == (202, status, "找到了")


def test_pause_and_go_on_keeps_the_date(api, owner):
    entry = DemandFactory(organization=owner.organization)
    assert api.post(f"{URL}{entry.no}/pause/", {}).json()["status"] == "paused"
    assert api.post(f"{URL}{entry.no}/publish/", {}).json()["status"] == "published"
    assert Demand.objects.get().published_at == entry.published_at


def test_budget_contact_and_source_stay_with_the_firm(owner):
    entry = DemandFactory(
        organization=owner.organization, budget_min=100_000, budget_max=300_000, contact_name="张三", contact_phone="1380",
        contact_email="z@example.org", source_system="erp", source_id="7", review_note="内部", closing_note="内部",
    )  # fmt: skip
    DemandExclusion.objects.create(demand=entry, organization=OrganizationFactory())
    private = ["budget_min", "budget_max", "contact_name", "contact_phone", "contact_email", "source_system",
               "source_id", "review_note", "closing_note", "exclusions"]  # fmt: skip
    foreign = client_of(person("institution")).get(f"{URL}{entry.no}/").json()
    assert [foreign[name] for name in private] == [None, None, "", "", "", "", "", "", "", []]
    row = client_of(person("official")).get(URL).json()["results"][0] if entry.region else None
    assert row is None
    for user in (owner, person("reviewer")):
        own = client_of(user).get(f"{URL}{entry.no}/").json()
        assert own["budget_max"] == "300000.00"
        assert own["contact_name"] == "张三"
        assert len(own["exclusions"]) == 1
    listed = client_of(person("institution")).get(URL).json()["results"][0]
    assert (listed["budget_min"], listed["budget_max"]) == (None, None)


def test_an_anonymous_firm_is_not_named_anywhere(owner):
    county = region("410381", "county")
    entry = DemandFactory(organization=owner.organization, publish_as="anonymous", region=county)
    stranger = client_of(person("institution"))
    for body in (stranger.get(f"{URL}{entry.no}/").json(), stranger.get(URL).json()["results"][0]):
        assert (body["organization"], body["region"]) == (None, "410300")
        assert owner.organization.name not in str(body)
    assert stranger.get(f"{URL}?organization={owner.organization.no}").json()["results"] == []
    assert stranger.get(f"{URL}?region=410381").json()["results"] == []
    assert len(stranger.get(f"{URL}?region=410000").json()["results"]) == 1
    for user in (owner, person("reviewer")):
        client = client_of(user)
        assert client.get(f"{URL}{entry.no}/").json()["organization"]["no"] == owner.organization.no
        assert len(client.get(f"{URL}?organization={owner.organization.no}").json()["results"]) == 1
        assert len(client.get(f"{URL}?region=410381").json()["results"]) == 1


def test_an_excluded_organization_finds_nothing(api, owner):
    rival = person("institution")
    no = api.post(URL, SMALL | {"exclusions": [rival.organization.no]}).json()["no"]
    api.post(f"{URL}{no}/publish/", {})
    assert client_of(rival).get(f"{URL}{no}/").status_code == 404
    assert client_of(rival).get(URL).json()["results"] == []
    assert client_of(person("institution")).get(f"{URL}{no}/").status_code == 200
    assert api.patch(f"{URL}{no}/", {"exclusions": []}).json()["exclusions"] == []
    assert client_of(rival).get(f"{URL}{no}/").status_code == 200


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"problem": "x"}, "title"), ({"title": "x"}, "problem"), ({"title": " ", "problem": "x"}, "title"),
        ({"title": "x", "problem": ""}, "problem"), ({"title": "x" * 501, "problem": "x"}, "title"),
        ({"title": "x", "problem": "x" * 50_001}, "problem"), (SMALL | {"budget_min": 5, "budget_max": 4}, "budget_max"),
        (SMALL | {"budget_min": -1}, "budget_min"), (SMALL | {"industry": "ZZ9"}, "industry"), (SMALL | {"region": "999999"}, "region"),
        (SMALL | {"modes_wanted": ["gift"]}, "modes_wanted.0"), (SMALL | {"deadline": "soon"}, "deadline"),
        (SMALL | {"trl_wanted_min": 10}, "trl_wanted_min"), (SMALL | {"currency": "yuan"}, "currency"),
        (SMALL | {"status": "published"}, "status"), (SMALL | {"organization": "O1"}, "organization"),
        (SMALL | {"exclusions": ["O9"]}, "exclusions"), (SMALL | {"keywords": ["x" * 61]}, "keywords.0"),
        (SMALL | {"indicators": [{"name": "COD", "relation": "range", "value_min": 1}]}, "indicators.0.value_max"),
    ],
)  # fmt: skip
def test_bad_bodies_name_the_field(api, body, field):
    answer = api.post(URL, body)
    assert answer.status_code == 400, answer.json()
    assert field in [error["field"] for error in answer.json()["errors"]]
    assert not Demand.objects.exists()
    assert not AuditEntry.objects.exists()


def test_the_same_source_twice(api):
    body = SMALL | {"source_system": "erp", "source_id": "7"}
    assert api.post(URL, body).status_code == 201
    answer = api.post(URL, body)
    assert answer.status_code == 400
    assert Demand.objects.count() == 1
    assert AuditEntry.objects.count() == 1


@pytest.mark.parametrize("detail", [False, True])
def test_query_count_does_not_depend_on_rows(owner, detail, count_queries):
    first = complete(DemandFactory(region=region("410100"), publish_as="anonymous"))
    url = f"{URL}{first.no}/" if detail else URL
    few = count_queries(lambda: client_of(type(owner).objects.get(pk=owner.pk)).get(url))
    for _ in range(2):
        complete(DemandFactory(region=region("410381", "county")))
        complete(first)
    many = count_queries(lambda: client_of(type(owner).objects.get(pk=owner.pk)).get(url))
    assert few == many
    assert few <= 6

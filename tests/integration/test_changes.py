"""The change feed over REST."""

from typing import Any

import pytest
from django.db import transaction
from rest_framework.test import APIClient

from integration.actions import outbox, upkeep
from integration.models import Change
from tests.factories.accounts import OrganizationFactory, person
from tests.factories.achievements import AchievementFactory
from tests.factories.demands import DemandFactory
from tests.integration.test_api import client_of, machine

pytestmark = pytest.mark.django_db
URL = "/api/v1/changes/"


def tell(count: int, event: str = "achievement.changed", **kwargs: Any) -> Any:
    entry = AchievementFactory() if event.startswith("ach") else DemandFactory()
    with transaction.atomic():
        for n in range(count):
            outbox.record(event=event, subject=entry, data={"n": n}, **({"public": True} | kwargs))
    return entry


def test_pages_without_gap_to_the_end() -> None:
    entry = tell(5)
    client = client_of(person("sme"))
    first = client.get(URL, {"page_size": 2}).json()
    assert [row["data"]["n"] for row in first["results"]] == [0, 1]
    assert first["results"][0]["subject"] == {"type": "achievement", "no": entry.no}
    assert (first["has_more"], first["cursor"]) == (True, first["results"][-1]["seq"])
    second = client.get(first["next"]).json()
    third = client.get(second["next"]).json()
    assert [row["data"]["n"] for row in second["results"] + third["results"]] == [2, 3, 4]
    assert third["has_more"] is False
    quiet = client.get(third["next"]).json()
    assert (quiet["results"], quiet["cursor"], quiet["has_more"]) == ([], third["cursor"], False)
    tell(1)
    assert len(client.get(quiet["next"]).json()["results"]) == 1


def test_others_changes_move_the_cursor_and_stay_unseen() -> None:
    tell(3, public=False, organizations=[OrganizationFactory().pk])
    answer = client_of(person("sme")).get(URL).json()
    assert (answer["results"], answer["cursor"]) == ([], Change.objects.latest("seq").seq)


def test_a_client_reads_what_its_scopes_allow() -> None:
    tell(1)
    tell(1, "demand.changed")
    client = machine(OrganizationFactory(), "demands:read")
    assert [row["event"] for row in client.get(URL).json()["results"]] == ["demand.changed"]
    answer = client.get(URL, {"event": "achievement.changed"})
    assert (answer.status_code, answer.json()["code"]) == (403, "missing_scope")
    assert machine(OrganizationFactory(), "stats:read").get(URL).json()["results"] == []


def test_filter_by_event() -> None:
    tell(1)
    tell(1, "demand.changed")
    rows = client_of(person("sme")).get(URL, {"event": "demand.changed,demand.closed"}).json()["results"]
    assert [row["event"] for row in rows] == ["demand.changed"]


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({"after": "x"}, "after"),
        ({"after": "-1"}, "after"),
        ({"after": "9" * 30}, "after"),
        ({"page_size": "0"}, "page_size"),
        ({"page_size": "1001"}, "page_size"),
        ({"event": "nothing.happened"}, "event"),
        ({"since": "1"}, "since"),
    ],
)
def test_bad_parameters(query: dict[str, str], field: str) -> None:
    answer = client_of(person("sme")).get(URL, query)
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (400, field)


def test_closed_to_strangers() -> None:
    assert APIClient().get(URL).status_code == 401
    tell(1)
    assert len(client_of(person("stranger")).get(URL).json()["results"]) == 0


def test_a_cursor_behind_the_retention_is_told_so(settings: Any) -> None:
    tell(4)
    outbox.place()
    numbers = list(Change.objects.order_by("seq").values_list("seq", flat=True))
    old = Change.objects.filter(seq__lte=numbers[1])
    old.update(created_at="2020-01-01T00:00:00Z")
    assert upkeep.forget_old()["changes"] == 1
    client = client_of(person("sme"))
    assert len(client.get(URL, {"after": numbers[1]}).json()["results"]) == 2
    assert len(client.get(URL).json()["results"]) == 3
    answer = client.get(URL, {"after": numbers[0]})
    assert (answer.status_code, answer.json()["code"]) == (410, "cursor_expired")


def test_same_number_of_queries(count_queries: Any) -> None:
    client = client_of(person("sme"))
    tell(1)
    outbox.place()
    one = count_queries(lambda: client.get(URL))
    tell(3)
    outbox.place()
    assert count_queries(lambda: client.get(URL)) == one <= 8


def test_event_types() -> None:
    rows = client_of(person("sme")).get("/api/v1/event-types/").json()
    [ready] = [row for row in rows if row["name"] == "matches.ready"]
    assert ready["scope"] == "matches:read"

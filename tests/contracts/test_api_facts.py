"""Nothing that clients rely on is taken away within a version of the API.

What is new is noted by ``UPDATE_API=1 uv run pytest tests/contracts/test_api_facts.py -n 0``, which only adds lines. A line
leaves the table by hand, with a word in docs/api/guide/changelog.md.
"""

import copy
import os

import pytest
from drf_spectacular.generators import SchemaGenerator

from tests.contracts.api_facts import broken, facts, read_table, write_table


@pytest.fixture(scope="module")
def description():
    return SchemaGenerator().get_schema(request=None, public=True)


def test_nothing_was_taken_away(description):
    now, before = facts(description), read_table()
    if os.environ.get("UPDATE_API"):
        write_table(before | now)
    assert broken(before, now) == []


@pytest.mark.parametrize(
    ("spoil", "line"),
    [
        (lambda d: d["paths"].pop("/api/v1/changes/"), "GET /api/v1/changes/ = 200 . cursor : integer"),
        (
            lambda d: d["components"]["schemas"]["Changes"]["properties"].pop("cursor"),
            "GET /api/v1/changes/ = 200 . cursor : integer",
        ),
        (
            lambda d: d["components"]["schemas"]["Changes"]["properties"]["cursor"].update(type="string"),
            "GET /api/v1/changes/ = 200 . cursor : integer",
        ),
        (
            lambda d: d["components"]["schemas"]["WebhookRequest"]["required"].append("description"),
            "POST /api/v1/webhooks/ ! description",
        ),
        (
            lambda d: d["components"]["schemas"]["WebhookRequest"]["properties"].pop("description"),
            "POST /api/v1/webhooks/ > description",
        ),
    ],
)
def test_what_breaks_a_client_is_seen(description, spoil, line):
    worse = copy.deepcopy(description)
    spoil(worse)
    assert line in broken(facts(description), facts(worse))


def test_what_is_added_breaks_nobody(description):
    better = copy.deepcopy(description)
    better["components"]["schemas"]["Changes"]["properties"]["more"] = {"type": "string"}
    better["paths"]["/api/v1/new/"] = copy.deepcopy(better["paths"]["/api/v1/webhooks/"])
    assert broken(facts(description), facts(better)) == []

"""Whole libraries as files: what is in them, what is not, and how a broken download goes on."""

import csv
import io
import json
from typing import Any

import pytest
from openpyxl import load_workbook

from demands.models import Demand
from integration.actions import exports
from integration.models import Job
from integration.tasks import run_job
from tests.factories.accounts import OrganizationFactory, person, region
from tests.factories.achievements import AchievementFactory
from tests.factories.demands import DemandFactory
from tests.integration.test_api import client_of, machine

pytestmark = pytest.mark.django_db


def export(client: Any, library: str, **body: Any) -> tuple[dict[str, Any], Any]:
    """The finished job, and the answer with its file."""
    answer = client.post(f"/api/v1/{library}/export/", body, format="json")
    assert answer.status_code == 202, answer.json()
    assert answer.json()["result"] is None
    run_job(answer.json()["id"])
    job = client.get(answer["Location"]).json()
    return job, client.get(job["result"])


def content(answer: Any) -> bytes:
    return b"".join(answer.streaming_content)


def test_all_that_one_may_see_as_lines_of_json(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exports, "CHUNK", 2)
    shown = AchievementFactory.create_batch(5)
    AchievementFactory(status="draft")
    job, answer = export(client_of(person("sme")), "achievements")
    assert (job["state"], job["counts"], job["done"], job["file_name"]) == (
        "done",
        {"rows": 5},
        5,
        "achievements.jsonl",
    )
    rows = [json.loads(line) for line in content(answer).decode().splitlines()]
    assert [row["no"] for row in rows] == [row.no for row in shown]
    assert (rows[0]["title"], rows[0]["organization"]) == (shown[0].title, shown[0].organization.no)


def test_filters_of_the_list() -> None:
    AchievementFactory(trl=3)
    high = AchievementFactory(trl=8)
    client = client_of(person("sme"))
    _job, answer = export(client, "achievements", filters={"trl_min": "7"})
    assert [json.loads(line)["no"] for line in content(answer).decode().splitlines()] == [high.no]
    for filters in ({"colour": "red"}, {"trl_min": "x"}):
        refused = client.post("/api/v1/achievements/export/", {"filters": filters}, format="json")
        assert (refused.status_code, refused.json()["errors"][0]["field"]) == (400, f"filters.{next(iter(filters))}")
    assert client.post("/api/v1/achievements/export/", {"format": "pdf"}, format="json").status_code == 400


def test_what_a_firm_keeps_to_itself_stays_there() -> None:
    entry = DemandFactory(
        publish_as="anonymous", budget_max=5000, contact_name="张三", source_system="erp", source_id="7",
        region=region("410122", "county"), closing_note="note",
    )  # fmt: skip
    _job, answer = export(client_of(person("institution")), "demands")
    [row] = [json.loads(line) for line in content(answer).decode().splitlines()]
    secret = {"organization", "organization_name", "budget_max", "contact_name", "source_id", "closing_note"}
    assert {name: row[name] for name in secret if row[name]} == {}
    assert (row["region"], row["no"], "owner" in row) == ("410100", entry.no, False)
    owner = machine(entry.organization, "demands:read")
    [row] = [json.loads(line) for line in content(export(owner, "demands")[1]).decode().splitlines()]
    assert (row["budget_max"], row["contact_name"], row["region"]) == ("5000.00", "张三", "410122")


def test_an_export_hides_what_the_page_hides() -> None:
    """Column by column as the REST detail shows it to the same reader."""
    entry = DemandFactory(
        publish_as="anonymous", budget_max=5000, contact_name="张三", source_system="e", source_id="7"
    )
    client = client_of(person("institution"))
    detail = client.get(f"/api/v1/demands/{entry.no}/").json()
    [row] = [json.loads(line) for line in content(export(client, "demands")[1]).decode().splitlines()]
    same = set(row) & set(detail) - {"organization", "created_at", "updated_at", "published_at"}
    assert {name: row[name] for name in same} == {name: detail[name] for name in same}


@pytest.mark.parametrize("format_", ["csv", "xlsx"])
def test_for_spreadsheets_no_cell_is_a_formula(format_: str) -> None:
    Demand.objects.all().delete()
    DemandFactory(title="=HYPERLINK(1)", keywords=["a", "b"])
    job, answer = export(client_of(person("institution")), "demands", format=format_)
    assert job["file_name"] == f"demands.{format_}"
    body = content(answer)
    if format_ == "csv":
        [row] = csv.DictReader(io.StringIO(body.decode("utf-8-sig")))
    else:
        sheet = load_workbook(io.BytesIO(body), read_only=True).active
        names, values = sheet.iter_rows(values_only=True)
        row = dict(zip(names, values, strict=True))
    assert row["title"].startswith("'=")
    assert row["keywords"] == "a；b"


def test_a_download_goes_on_where_it_broke_off() -> None:
    AchievementFactory.create_batch(3)
    client = client_of(person("sme"))
    job, answer = export(client, "achievements")
    whole = content(answer)
    assert (answer["Accept-Ranges"], int(answer["Content-Length"])) == ("bytes", len(whole))
    for header, wanted, said in (
        ("bytes=100-", whole[100:], f"bytes 100-{len(whole) - 1}/{len(whole)}"),
        ("bytes=0-99", whole[:100], f"bytes 0-99/{len(whole)}"),
        ("bytes=-10", whole[-10:], f"bytes {len(whole) - 10}-{len(whole) - 1}/{len(whole)}"),
    ):
        part = client.get(job["result"], headers={"Range": header, "If-Range": answer["ETag"]})
        assert (part.status_code, content(part), part["Content-Range"]) == (206, wanted, said)
    assert client.get(job["result"], headers={"Range": f"bytes={len(whole)}-"}).status_code == 416
    other = client.get(job["result"], headers={"Range": "bytes=100-", "If-Range": '"other"'})
    assert (other.status_code, content(other)) == (200, whole)
    assert client_of(person("sme")).get(job["result"]).status_code == 404


def test_scopes_and_people_without_an_organization() -> None:
    body: dict[str, Any] = {}
    assert machine(OrganizationFactory(), "demands:read").post("/api/v1/achievements/export/", body).status_code == 403
    assert client_of(person("stranger")).post("/api/v1/achievements/export/", body).status_code == 403
    assert not Job.objects.exists()


def test_imports_page_shows_imports_only() -> None:
    author = person("sme")
    client = client_of(author)
    job, answer = export(client, "demands")
    content(answer)
    assert "demands.jsonl" not in client.get("/workspace/imports/").content.decode()
    assert client.get(f"/workspace/imports/{job['id']}/").status_code == 404

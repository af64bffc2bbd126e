"""Bulk endpoints and jobs over REST."""

import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from rest_framework.test import APIClient

from accounts.actions import create_api_client
from achievements.models import Achievement
from demands.models import Demand
from integration.models import Job
from integration.tasks import run_job
from tests.factories.accounts import OrganizationFactory, person

pytestmark = pytest.mark.django_db
BULK = "/api/v1/demands/bulk/"
CSV = "编号,需求名称,需求内容\nA1,甲,乙\n"


def client_of(user: Any) -> APIClient:
    client = APIClient()
    client.force_login(user)
    return client


def machine(organization: Any, *scopes: str) -> APIClient:
    """A client with a token of its own."""
    row, secret = create_api_client(organization, name="t", scopes=scopes, by=None)
    client = APIClient()
    body = {"grant_type": "client_credentials", "client_id": row.client_id, "client_secret": secret}
    token = client.post("/o/token/", body, format="multipart").json()["access_token"]
    client.credentials(HTTP_AUTHORIZATION=f"Bearer {token}")
    return client


def test_file_as_the_body() -> None:
    client = machine(OrganizationFactory(), "demands:write")
    answer = client.generic("POST", BULK + "?file_name=june.csv", CSV.encode("gb18030"), content_type="text/csv")
    assert answer.status_code == 202, answer.json()
    body = answer.json()
    assert (body["state"], body["progress"], body["file_name"], body["report"]) == ("waiting", 0.0, "june.csv", None)
    assert answer["Location"] == f"/api/v1/jobs/{body['id']}/"
    run_job(body["id"])
    body = client.get(answer["Location"]).json()
    assert (body["state"], body["progress"], body["counts"]["created"]) == ("done", 1.0, 1)
    assert Demand.objects.get().title == "甲"
    report = client.get(body["report"])
    assert report["Content-Disposition"] == 'attachment; filename="june-report.csv"'
    assert b"".join(report.streaming_content).decode("utf-8-sig").splitlines()[1].startswith("1,2,created,")
    assert client.get("/api/v1/jobs/").json()["results"][0]["id"] == body["id"]


def test_file_of_a_form_with_mapping_and_dry_run() -> None:
    client = client_of(person("institution"))
    body = {
        "file": SimpleUploadedFile("a.csv", b"alpha,beta\nx,7\n"),
        "mapping": json.dumps({"alpha": "title", "beta": "trl"}),
        "dry_run": "true",
    }
    answer = client.post("/api/v1/achievements/bulk/", body, format="multipart")
    assert answer.status_code == 202, answer.json()
    run_job(answer.json()["id"])
    job = client.get(answer["Location"]).json()
    assert (job["state"], job["dry_run"], job["counts"]["created"]) == ("checked", True, 1)
    assert not Achievement.objects.exists()


@pytest.mark.parametrize(
    ("body", "content_type", "status", "code"),
    [(b"", "text/csv", 400, "invalid"), (b"x" * 2000, "text/csv", 413, "too_large")],
)
def test_refused_at_once(body: bytes, content_type: str, status: int, code: str, settings: Any) -> None:
    settings.IMPORT_MAX_BYTES = 1000
    answer = client_of(person("sme")).generic("POST", BULK, body, content_type=content_type)
    assert (answer.status_code, answer.json()["code"]) == (status, code), answer.json()
    assert not Job.objects.exists()


def test_bad_fields_are_named() -> None:
    client = client_of(person("sme"))
    for given, field in (
        ({"mapping": "{"}, "mapping"),
        ({"dry_run": "maybe"}, "dry_run"),
        ({"colour": "red"}, "colour"),
    ):
        answer = client.post(BULK, {"file": SimpleUploadedFile("a.csv", CSV.encode()), **given}, format="multipart")
        assert (answer.status_code, answer.json()["errors"][0]["field"]) == (400, field)
    assert client.post(BULK, {}, format="multipart").json()["errors"][0]["field"] == "file"
    assert not Job.objects.exists()


def test_who_may() -> None:
    organization = OrganizationFactory()
    assert APIClient().generic("POST", BULK, CSV).status_code == 401
    assert client_of(person("viewer")).generic("POST", BULK, CSV).status_code == 403
    assert client_of(person("stranger")).generic("POST", BULK, CSV).status_code == 403
    answer = machine(organization, "demands:read").generic("POST", BULK, CSV, content_type="text/csv")
    assert (answer.status_code, answer.json()["code"]) == (403, "missing_scope")
    assert not Job.objects.exists()


def test_jobs_of_others_are_not_there() -> None:
    answer = client_of(person("sme")).generic("POST", BULK, CSV.encode(), content_type="text/csv")
    stranger = client_of(person("sme"))
    assert stranger.get(answer["Location"]).status_code == 404
    assert stranger.get(answer["Location"] + "report/").status_code == 404
    assert stranger.get("/api/v1/jobs/").json()["results"] == []


def test_the_same_key_makes_one_job() -> None:
    client = client_of(person("sme"))
    send = {"content_type": "text/csv", "headers": {"Idempotency-Key": "k1"}}
    first, second = (client.generic("POST", BULK, CSV.encode(), **send) for _ in range(2))
    assert first.json()["id"] == second.json()["id"]
    assert Job.objects.count() == 1
    other = client.generic("POST", BULK, CSV.encode() + b"A2,x,y\n", **send)
    assert (other.status_code, other.json()["code"]) == (409, "idempotency_key_reused")
    large = client.generic(
        "POST", BULK, CSV.encode() + b"A2,x,y\n" * 600_000, **send | {"headers": {"Idempotency-Key": "k2"}}
    )
    assert large.status_code == 202, large.json()


def test_as_many_queries_for_three_jobs_as_for_one(count_queries: Any) -> None:
    client = client_of(person("sme"))
    client.generic("POST", BULK, CSV.encode(), content_type="text/csv")
    one = count_queries(lambda: client.get("/api/v1/jobs/"))
    for _ in range(2):
        client.generic("POST", BULK, CSV.encode(), content_type="text/csv")
    assert count_queries(lambda: client.get("/api/v1/jobs/")) == one

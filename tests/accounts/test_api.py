"""Tokens, scopes and organizations over REST."""

import datetime

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from oauth2_provider.models import get_access_token_model
from rest_framework.test import APIClient

from accounts.actions import create_api_client
from tests.factories.accounts import OrganizationFactory, person

pytestmark = pytest.mark.django_db
SCOPES = ["demands:read", "demands:write"]


@pytest.fixture
def machine():
    """(an API client, its secret) of a firm."""
    owner = person("sme")
    return create_api_client(owner.organization, name="ERP", scopes=SCOPES, by=owner)


def ask_token(client, machine, **extra):
    credentials = {"grant_type": "client_credentials", "client_id": machine[0].client_id, "client_secret": machine[1]}
    return client.post("/o/token/", credentials | extra, format="multipart")


def test_a_token_without_scope_gets_the_clients(machine):
    answer = ask_token(APIClient(), machine).json()
    assert (answer["scope"].split(), answer["expires_in"], answer["token_type"]) == (SCOPES, 3600, "Bearer")


def test_a_token_never_carries_more(machine):
    answer = ask_token(APIClient(), machine, scope="achievements:write")
    assert (answer.status_code, answer.json()["error"]) == (400, "invalid_scope")


def test_a_wrong_secret_gets_nothing(machine):
    answer = ask_token(APIClient(), (machine[0], "wrong"))
    assert (answer.status_code, answer.json()["error"]) == (401, "invalid_client")


def test_organizations_need_a_token_but_no_scope(machine):
    api = APIClient()
    closed = api.get("/api/v1/organizations/")
    assert (closed.status_code, closed["Content-Type"]) == (401, "application/problem+json")
    assert closed["WWW-Authenticate"].startswith("Bearer")
    token = ask_token(api, machine).json()["access_token"]
    api.credentials(HTTP_AUTHORIZATION=f"Bearer {token}")
    OrganizationFactory(kind="university", contact_email="secret@example.org")
    OrganizationFactory(verification="pending")
    rows = api.get("/api/v1/organizations/").json()["results"]
    assert {row["kind"] for row in rows} == {"firm", "university"}
    assert len(rows) == 2
    assert "contact_email" not in rows[0]


def test_expired_and_unknown_tokens_say_so(machine):
    api = APIClient()
    api.credentials(HTTP_AUTHORIZATION="Bearer nothing")
    assert api.get("/api/v1/regions/").json()["code"] == "unknown_token"
    token = ask_token(APIClient(), machine).json()["access_token"]
    get_access_token_model().objects.update(expires=timezone.now() - datetime.timedelta(seconds=1))
    api.credentials(HTTP_AUTHORIZATION=f"Bearer {token}")
    answer = api.get("/api/v1/regions/")
    assert (answer.status_code, answer.json()["code"]) == (401, "expired_token")


def test_an_unknown_parameter_is_named(machine):
    api = APIClient()
    api.force_authenticate(person("sme"))
    answer = api.get("/api/v1/organizations/", {"knid": "firm"})
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (400, "knid")


def test_conditional_reads(machine):
    api = APIClient()
    api.force_authenticate(person("sme"))
    first = api.get("/api/v1/organizations/")
    assert first["ETag"]
    assert api.get("/api/v1/organizations/", HTTP_IF_NONE_MATCH=first["ETag"]).status_code == 304


@pytest.mark.parametrize("rows", [1, 3])
def test_organizations_at_one_query_count(rows, django_assert_num_queries):
    api = APIClient()
    user = person("stranger")
    api.force_authenticate(user)
    for _ in range(rows):
        OrganizationFactory()
    with django_assert_num_queries(1):
        assert len(api.get("/api/v1/organizations/").json()["results"]) == rows


def test_the_command_is_idempotent(capsys):
    organization = OrganizationFactory(code="91350100M000100Y43")
    call_command("create_api_client", org=organization.code, scopes=["demands:read"])
    call_command("create_api_client", org=organization.no, scopes=["demands:read"])
    assert organization.api_clients.count() == 1
    with pytest.raises(CommandError, match="no organization"):
        call_command("create_api_client", org="nobody", scopes=["demands:read"])

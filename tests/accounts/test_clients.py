"""API clients: two secrets for a while, allowed addresses, limits per client and scope, usage."""

import base64
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from rest_framework.test import APIClient

from accounts import actions
from accounts.models import ApiClient, AuditEntry, ClientUsage
from accounts.tasks import note_usage
from tests.factories.accounts import person

pytestmark = pytest.mark.django_db
URL = "/api/v1/demands/"


@pytest.fixture(autouse=True)
def _fresh_counters() -> None:
    cache.clear()


def made(*scopes: str) -> tuple[Any, ApiClient, str]:
    owner = person("sme")
    client, secret = actions.create_api_client(owner.organization, name="ERP", scopes=scopes, by=owner)
    return owner, client, secret


def token(client: ApiClient, secret: str, **extra: Any) -> Any:
    body = {"grant_type": "client_credentials", "client_id": client.client_id, "client_secret": secret}
    return APIClient().post("/o/token/", body, format="multipart", **extra)


def api(client: ApiClient, secret: str) -> APIClient:
    found = APIClient()
    found.credentials(HTTP_AUTHORIZATION=f"Bearer {token(client, secret).json()['access_token']}")
    return found


def test_the_old_secret_opens_for_a_day() -> None:
    owner, client, old = made("demands:read")
    _client, new = actions.rotate_api_secret(client, by=owner)
    assert [token(client, secret).status_code for secret in (new, old, "wrong")] == [200, 200, 401]
    stored = ApiClient.objects.get()
    assert old not in (stored.client_secret, stored.previous_secret)
    assert AuditEntry.objects.filter(verb="rotate_api_secret", actor=owner).count() == 1
    ApiClient.objects.update(previous_secret_until=timezone.now())
    assert [token(client, secret).status_code for secret in (new, old)] == [200, 401]


def test_with_basic_authentication_too() -> None:
    owner, client, old = made("demands:read")
    actions.rotate_api_secret(client, by=owner)
    pair = base64.b64encode(f"{client.client_id}:{old}".encode()).decode()
    answer = APIClient().post(
        "/o/token/", {"grant_type": "client_credentials"}, format="multipart", HTTP_AUTHORIZATION=f"Basic {pair}"
    )
    assert answer.status_code == 200


def test_only_from_allowed_addresses() -> None:
    owner, client, secret = made("demands:read")
    caller = api(client, secret)
    actions.limit_api_client(client, networks=["203.0.113.0/24", "2001:db8::/32"], by=owner)
    for address, status in (("203.0.113.9", 200), ("2001:db8::7", 200), ("203.0.114.9", 401), ("127.0.0.1", 401)):
        assert caller.get(URL, REMOTE_ADDR=address).status_code == status, address
    forged = caller.get(URL, REMOTE_ADDR="127.0.0.1", HTTP_X_FORWARDED_FOR="203.0.113.9")
    assert (forged.status_code, forged.json()["code"]) == (401, "address_not_allowed")


def test_limits_of_client_and_scope(settings: Any) -> None:
    settings.API_SCOPE_RATES = {"demands:read": "3/min", "read": "100/min"}
    _owner, client, secret = made("demands:read", "achievements:read")
    caller = api(client, secret)
    first = caller.get(URL)
    assert first["RateLimit-Policy"] == '"client";q=6000;w=60, "demands:read";q=3;w=60'
    assert first["RateLimit"].startswith('"client";r=5999;t=')
    assert '"demands:read";r=2;' in first["RateLimit"]
    assert [caller.get(URL).status_code for _n in range(3)] == [200, 200, 429]
    refused = caller.get(URL)
    assert (refused.status_code, refused.json()["code"]) == (429, "throttled")
    assert 1 <= int(refused["Retry-After"]) <= 60
    assert '"demands:read";r=0;' in refused["RateLimit"]
    assert caller.get("/api/v1/achievements/").status_code == 200
    assert api(*made("demands:read")[1:]).get(URL).status_code == 200


def test_without_redis_nobody_is_turned_away(monkeypatch: pytest.MonkeyPatch) -> None:
    _owner, client, secret = made("demands:read")
    caller = api(client, secret)
    monkeypatch.setattr(type(cache._connections["default"]), "count", lambda self, keys: None)
    answer = caller.get(URL)
    assert (answer.status_code, "RateLimit" in answer) == (200, False)


def test_usage_is_counted_and_shown(settings: Any) -> None:
    settings.API_SCOPE_RATES = {"demands:read": "2/min"}
    owner, client, secret = made("demands:read")
    caller = api(client, secret)
    for _n in range(3):
        caller.get(URL)
    note_usage()
    note_usage()
    row = ClientUsage.objects.get()
    assert (row.client, row.requests, row.throttled) == (client, 3, 1)
    browser = Client(headers={"accept-language": "en"})
    browser.force_login(owner)
    page = browser.get("/workspace/api-clients/").content.decode()
    assert "1 refused" in page


def test_the_buttons_of_the_page() -> None:
    owner, client, _secret = made("demands:read")
    browser = Client(headers={"accept-language": "en"})
    browser.force_login(owner)
    where = f"/workspace/api-clients/{client.pk}/"
    page = browser.post(f"{where}rotate/")
    assert page["Cache-Control"] == "no-store"
    assert "The new secret" in page.content.decode()
    browser.post(f"{where}limit/", {f"c{client.pk}-networks": "203.0.113.7\n198.51.100.0/24"})
    client.refresh_from_db()
    assert client.allowed_networks == ["203.0.113.7/32", "198.51.100.0/24"]
    browser.post(f"{where}limit/", {f"c{client.pk}-networks": "not a network"})
    client.refresh_from_db()
    assert len(client.allowed_networks) == 2
    stranger = Client()
    stranger.force_login(person("sme"))
    assert stranger.post(f"{where}rotate/").status_code == 404

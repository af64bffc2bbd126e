"""Webhooks against a real receiver: signed, in order per object, at least once, replayed, and never inside our network."""

import base64
import datetime
import hashlib
import hmac
import json
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone

from integration.actions import deliveries, outbox
from integration.actions import webhooks as actions
from integration.delivery import addresses
from integration.enums import DeliveryState, EndpointState
from integration.models import Delivery, DeliveryAttempt, WebhookEndpoint
from tests.factories.accounts import OrganizationFactory, person
from tests.factories.achievements import AchievementFactory
from tests.integration.receiver import Receiver, receiving
from tests.integration.test_api import client_of, machine

pytestmark = pytest.mark.django_db
URL = "/api/v1/webhooks/"
EVENTS = ["achievement.changed", "achievement.published"]


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as found:
        yield found


def subscribe(url: str, organization: Any = None) -> tuple[WebhookEndpoint, str]:
    organization = organization or OrganizationFactory()
    return actions.create_endpoint(organization=organization, by=None, channel="api", url=url, events=EVENTS)


def tell(entry: Any = None, count: int = 1, **kwargs: Any) -> Any:
    entry = entry or AchievementFactory()
    with transaction.atomic():
        for n in range(count):
            outbox.record(event="achievement.changed", subject=entry, public=True, data={"n": n}, **kwargs)
    return entry


def due_now() -> None:
    Delivery.objects.filter(state="waiting").update(next_at=timezone.now())
    WebhookEndpoint.objects.update(resting_until=None)


def verified(secret: str, headers: dict[str, str], body: bytes) -> bool:
    """As a receiver does it, written from the specification."""
    key = base64.b64decode(secret.removeprefix("whsec_"))
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    wanted = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    return any(hmac.compare_digest(f"v1,{wanted}", given) for given in headers["webhook-signature"].split(" "))


def test_signed_message_reaches_the_receiver(receiver: Receiver) -> None:
    endpoint, secret = subscribe(receiver.url)
    entry = tell()
    assert deliveries.deliver_due() == 1
    [(headers, body)] = receiver.got
    assert verified(secret, headers, body)
    assert not verified(secret, headers, body + b" ")
    assert not verified(secret, headers | {"webhook-timestamp": "1"}, body)
    message = json.loads(body)
    assert message["type"] == "achievement.changed"
    assert message["data"]["subject"] == {"type": "achievement", "no": entry.no}
    assert message["data"]["n"] == 0
    assert datetime.datetime.fromisoformat(message["timestamp"]).tzinfo is not None
    delivery = Delivery.objects.get()
    assert (delivery.state, delivery.attempts, str(delivery.uid)) == ("delivered", 1, headers["webhook-id"])
    attempt = delivery.log.get()
    assert (attempt.status, attempt.address, attempt.error) == (204, "127.0.0.1", "")
    assert secret not in json.dumps(attempt.request_headers)
    assert attempt.request_headers["webhook-signature"] == "v1,…"
    assert "whsec_" not in endpoint.secret
    assert deliveries.deliver_due() == 0


def test_only_what_was_chosen_and_may_be_seen(receiver: Receiver) -> None:
    mine, hidden = OrganizationFactory(), OrganizationFactory()
    subscribe(receiver.url, mine)
    subscribe(receiver.url, hidden)
    entry = tell(hidden_from=[hidden.pk])
    with transaction.atomic():
        outbox.record(event="achievement.changed", subject=entry, organizations=[hidden.pk], data={"own": True})
        outbox.record(event="achievement.archived", subject=entry, public=True)
    deliveries.deliver_due()
    told = set(Delivery.objects.values_list("endpoint__organization", "payload__data__own"))
    assert told == {(mine.pk, None), (hidden.pk, True)}
    assert len(receiver.got) == 2


def test_order_per_object_holds_over_failures(receiver: Receiver) -> None:
    subscribe(receiver.url)
    first, second = tell(count=3), tell(count=2)
    receiver.answer = lambda headers, body: (500 if first.no.encode() in body else 204, {}, b"broken")
    deliveries.deliver_due()
    waiting = Delivery.objects.filter(subject=f"achievement:{first.no}")
    assert list(waiting.order_by("seq").values_list("state", "attempts")) == [("waiting", 1)] + [("waiting", 0)] * 2
    assert Delivery.objects.filter(subject=f"achievement:{second.no}", state="delivered").count() == 2
    assert deliveries.deliver_due() == 0  # the first is not due before its time
    receiver.answer = lambda headers, body: (200, {}, b"ok")
    receiver.got.clear()
    due_now()
    deliveries.deliver_due()
    assert [json.loads(body)["data"]["n"] for _headers, body in receiver.got] == [0, 1, 2]


def test_delay_grows_and_ends_in_the_list_of_the_dead(receiver: Receiver) -> None:
    author = person("institution")
    endpoint, _secret = subscribe(receiver.url, author.organization)
    receiver.answer = lambda headers, body: (500, {}, b"x" * 5000)
    tell()
    waits = []
    for _attempt in range(len(deliveries.DELAYS)):
        due_now()
        assert deliveries.deliver_due() == 1
        row = Delivery.objects.get()
        waits.append((row.next_at - timezone.now()).total_seconds())
    assert all(0.85 * wanted < got < 1.15 * wanted for wanted, got in zip(deliveries.DELAYS, waits, strict=True))
    assert 2.5 * 86400 < sum(waits) < 3.5 * 86400
    due_now()
    deliveries.deliver_due()
    row = Delivery.objects.get()
    assert (row.state, row.attempts, row.last_status, row.last_error) == ("dead", 10, 500, "HTTP 500")
    assert row.log.count() == 10
    assert len(row.log.first().response_body) == 2000
    assert author.notifications.filter(kind="webhook_dead").count() == 1
    receiver.answer = lambda headers, body: (204, {}, b"")
    client = client_of(author)
    dead = client.get(f"{URL}{endpoint.pk}/deliveries/", {"state": "dead"}).json()["results"]
    assert [(item["id"], item["attempts"]) for item in dead] == [(str(row.uid), 10)]
    answer = client.post(f"{URL}{endpoint.pk}/replay/")
    assert (answer.status_code, answer.json()) == (202, {"queued": 1})
    due_now()
    deliveries.deliver_due()
    row.refresh_from_db()
    assert (row.state, receiver.got[-1][0]["webhook-id"]) == ("delivered", str(row.uid))


def test_a_dead_message_no_longer_holds_up_the_next(receiver: Receiver) -> None:
    subscribe(receiver.url)
    tell(count=2)
    outbox.place()
    first, second = Delivery.objects.order_by("seq")
    Delivery.objects.filter(pk=first.pk).update(state=DeliveryState.DEAD)
    deliveries.deliver_due()
    second.refresh_from_db()
    assert second.state == "delivered"


def test_gone_switches_off_and_redirects_are_not_followed(receiver: Receiver) -> None:
    endpoint, _secret = subscribe(receiver.url)
    receiver.answer = lambda headers, body: (302, {"Location": "http://127.0.0.1:1/"}, b"")
    tell(count=2)
    deliveries.deliver_due()
    attempt = DeliveryAttempt.objects.get()
    assert (attempt.status, attempt.error) == (302, "Redirects are not followed.")
    receiver.answer = lambda headers, body: (410, {}, b"")
    due_now()
    deliveries.deliver_due()
    endpoint.refresh_from_db()
    assert (endpoint.state, endpoint.state_reason) == (EndpointState.DISABLED, "410 Gone")
    assert set(Delivery.objects.values_list("state", flat=True)) == {"dead"}
    tell()
    outbox.place()
    assert Delivery.objects.count() == 2


def test_paused_collects_and_resumed_delivers(receiver: Receiver) -> None:
    endpoint, _secret = subscribe(receiver.url)
    actions.change_endpoint(endpoint, by=None, channel="api", changes={"state": "paused"})
    tell(count=2)
    assert deliveries.deliver_due() == 0
    actions.change_endpoint(endpoint, by=None, channel="api", changes={"state": "active"})
    assert deliveries.deliver_due() == 2


def test_a_lost_worker_costs_a_lease_and_nothing_else(receiver: Receiver) -> None:
    subscribe(receiver.url)
    tell(count=2)
    outbox.place()
    assert len(deliveries.lease(10)) == 1  # this worker dies here: the second message about the object waits behind it
    assert deliveries.lease(10) == []
    Delivery.objects.exclude(leased_until=None).update(leased_until=timezone.now() - datetime.timedelta(seconds=1))
    assert deliveries.deliver_due() == 2
    assert [json.loads(body)["data"]["n"] for _headers, body in receiver.got] == [0, 1]


def test_a_failing_endpoint_rests_and_others_do_not_wait(receiver: Receiver) -> None:
    dead = subscribe("http://127.0.0.1:9/")[0]
    subscribe(receiver.url)
    for _n in range(deliveries.PATIENCE):
        tell()
    deliveries.deliver_due()
    dead.refresh_from_db()
    assert (dead.failures, dead.resting_until > timezone.now()) == (deliveries.PATIENCE, True)
    assert len(receiver.got) == deliveries.PATIENCE
    Delivery.objects.filter(state="waiting").update(next_at=timezone.now())
    assert deliveries.lease(10) == []


def test_both_secrets_sign_while_they_overlap(receiver: Receiver) -> None:
    endpoint, old = subscribe(receiver.url)
    endpoint, new = actions.rotate_secret(endpoint, by=None, channel="api")
    tell()
    deliveries.deliver_due()
    assert verified(old, *receiver.got[0])
    assert verified(new, *receiver.got[0])
    WebhookEndpoint.objects.update(previous_until=timezone.now())
    tell()
    deliveries.deliver_due()
    assert not verified(old, *receiver.got[1])
    assert verified(new, *receiver.got[1])


def test_over_rest_from_subscription_to_log(receiver: Receiver, django_capture_on_commit_callbacks: Any) -> None:
    client = machine(OrganizationFactory(), "webhooks:manage", "achievements:read")
    body = {"url": receiver.url, "events": EVENTS, "description": "ours"}
    answer = client.post(URL, body, HTTP_IDEMPOTENCY_KEY="k1")
    assert answer.status_code == 201, answer.json()
    made = answer.json()
    assert made["secret"].startswith("whsec_")
    again = client.post(URL, body, HTTP_IDEMPOTENCY_KEY="k1")
    assert (again.json(), again["Idempotent-Replayed"]) == (made, "true")
    assert WebhookEndpoint.objects.count() == 1
    assert client.get(answer["Location"]).json()["secret"] is None
    test = client.post(f"{answer['Location']}test/")
    assert test.status_code == 202
    deliveries.deliver_due()
    assert json.loads(receiver.got[0][1])["type"] == "webhook.test"
    log = client.get(f"{answer['Location']}deliveries/{test.json()['id']}/").json()
    assert (log["state"], log["log"][0]["status"], log["payload"]["type"]) == ("delivered", 204, "webhook.test")
    rotated = client.post(f"{answer['Location']}rotate-secret/").json()
    assert rotated["secret"] != made["secret"]
    assert rotated["previous_until"] is not None
    changed = client.patch(answer["Location"], {"state": "paused"}).json()
    assert (changed["state"], changed["secret"]) == ("paused", None)
    assert client.delete(answer["Location"]).status_code == 204
    assert client.get(answer["Location"]).status_code == 404


@pytest.mark.parametrize(
    ("body", "field", "code"),
    [
        ({"url": "ftp://example.org/", "events": EVENTS}, "url", "address_refused"),
        ({"url": "https://user:pw@example.org/", "events": EVENTS}, "url", "address_refused"),
        ({"url": "https://[::ffff:10.0.0.1]/", "events": EVENTS}, "url", "address_refused"),
        ({"url": "https://169.254.169.254/latest/", "events": EVENTS}, "url", "address_refused"),
        ({"url": "http://example.org/", "events": EVENTS}, "url", "address_refused"),
        ({"url": "https://127.0.0.1:6379/", "events": EVENTS}, "url", "address_refused"),
        ({"url": "https://8.8.8.8/", "events": []}, "events", "required"),
        ({"url": "https://8.8.8.8/", "events": ["nothing.happened"]}, "events", "unknown_event"),
        ({"url": "https://8.8.8.8/", "events": EVENTS, "secret": "x"}, "secret", "read_only"),
        ({"events": EVENTS}, "url", "required"),
    ],
)
def test_refused_subscriptions(body: dict[str, Any], field: str, code: str, settings: Any) -> None:
    settings.WEBHOOKS_ALLOW_LOCAL = False
    answer = client_of(person("sme")).post(URL, body, format="json")
    assert answer.status_code == 400, answer.json()
    assert [(e["field"], e["code"]) for e in answer.json()["errors"]] == [(field, code)]
    assert not WebhookEndpoint.objects.exists()


def test_scopes_and_other_organizations(receiver: Receiver) -> None:
    client = machine(OrganizationFactory(), "webhooks:manage", "demands:read")
    answer = client.post(URL, {"url": receiver.url, "events": EVENTS})
    assert (answer.status_code, answer.json()["code"]) == (403, "missing_scope")
    assert machine(OrganizationFactory(), "demands:read").get(URL).status_code == 403
    endpoint, _secret = subscribe(receiver.url)
    for method, path in (
        ("get", ""), ("patch", ""), ("delete", ""), ("post", "test/"), ("post", "rotate-secret/"), ("post", "replay/"),
        ("get", "deliveries/"),
    ):  # fmt: skip
        assert getattr(client, method)(f"{URL}{endpoint.pk}/{path}").status_code == 404, path
    assert client_of(person("viewer")).post(URL, {"url": receiver.url, "events": EVENTS}).status_code == 403
    assert not Delivery.objects.exists()


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",
        "255.255.255.255", "192.0.2.1", "::1", "::", "fe80::1", "fc00::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1",
        "64:ff9b::a00:1", "64:ff9b:1::a00:1", "2002:a00:1::", "::7f00:1", "::ffff:0:7f00:1", "ff02::1", "2001:db8::1",
    ],
)  # fmt: skip
def test_private_addresses(address: str) -> None:
    assert not addresses.is_global(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "2606:4700:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808"])
def test_public_addresses(address: str) -> None:
    assert addresses.is_global(address)


def test_an_answer_that_changes_is_judged_at_every_call(
    receiver: Receiver, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The name pointed outside when it was subscribed, and inside when the message leaves: nothing is sent."""
    settings.WEBHOOKS_ALLOW_LOCAL = False
    answers = iter([[(0, 0, 0, "", ("8.8.8.8", 443))], [(0, 0, 0, "", ("127.0.0.1", 443))]])
    monkeypatch.setattr(addresses.socket, "getaddrinfo", lambda *args, **kwargs: next(answers))
    subscribe("https://rebinding.example/")
    tell()
    deliveries.deliver_due()
    attempt = DeliveryAttempt.objects.get()
    assert (attempt.status, attempt.address) == (None, "")
    assert attempt.error.startswith("rebinding.example ")
    assert receiver.got == []


def test_a_receiver_that_never_ends_is_cut_off(receiver: Receiver, monkeypatch: pytest.MonkeyPatch) -> None:

    released = threading.Event()
    monkeypatch.setattr(deliveries, "TIMEOUT", 0.3)
    receiver.answer = lambda headers, body: (released.wait(5), (204, {}, b""))[1]
    subscribe(receiver.url)
    tell()
    deliveries.deliver_due()
    released.set()
    attempt = DeliveryAttempt.objects.get()
    assert (attempt.status, attempt.error) == (None, "No answer within 0 seconds.")
    assert Delivery.objects.get().state == "waiting"


def test_the_pages_from_the_first_form_to_the_replay(receiver: Receiver, count_queries: Any) -> None:
    author = person("sme")
    client = author_client(author)
    page = client.post("/workspace/webhooks/", {"url": receiver.url, "events": EVENTS})
    endpoint = WebhookEndpoint.objects.get()
    assert "whsec_" in page.content.decode()
    assert page["Cache-Control"] == "no-store"
    assert "whsec_" not in client.get("/workspace/webhooks/").content.decode()
    where = f"/workspace/webhooks/{endpoint.pk}/"
    client.post(f"{where}do/", {"do": "test"})
    receiver.answer = lambda headers, body: (400, {}, b"<b>no</b>")
    deliveries.deliver_due()
    delivery = Delivery.objects.get()
    assert delivery.state == "dead"
    page = client.get(f"{where}messages/{delivery.uid}/").content.decode()
    assert "HTTP 400" in page
    assert "&lt;b&gt;no" in page
    client.post(f"{where}messages/{delivery.uid}/replay/")
    delivery.refresh_from_db()
    assert delivery.state == "waiting"
    tell()
    outbox.place()
    one = count_queries(lambda: client.get(where))
    tell()
    tell()
    outbox.place()
    assert count_queries(lambda: client.get(where)) == one <= 12
    assert "whsec_" in client.post(f"{where}do/", {"do": "rotate"}).content.decode()
    client.post(f"{where}do/", {"do": "pause"})
    endpoint.refresh_from_db()
    assert endpoint.state == "paused"
    stranger = author_client(person("sme"))
    assert stranger.get(where).status_code == 404
    assert stranger.post(f"{where}do/", {"do": "delete"}).status_code == 404
    client.post(f"{where}do/", {"do": "delete"})
    assert not WebhookEndpoint.objects.exists()


def author_client(user: Any) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(user)
    return client


def test_a_secret_under_a_lost_key_stops_nobody_else(receiver: Receiver) -> None:
    lost = subscribe(receiver.url)[0]
    WebhookEndpoint.objects.filter(pk=lost.pk).update(secret="unreadable")
    subscribe(receiver.url)
    tell()
    deliveries.deliver_due()
    assert len(receiver.got) == 1
    attempt = DeliveryAttempt.objects.get(delivery__endpoint=lost)
    assert (attempt.status, "Make a new one" in attempt.error) == (None, True)

"""The Python client: made from the committed description, patient with a busy platform, strict with webhooks."""

import json
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import yaml
from django.conf import settings

from clients.generate import SOURCE, TARGET, generate
from integration.delivery.signing import new_secret, signatures
from tests.integration.receiver import receiving

sys.path.insert(0, str(settings.BASE_DIR / "clients" / "python"))
from matchplatform_client import Client, NotGenuine, Problem, verify


def test_the_committed_client_fits_the_committed_description() -> None:
    """After a change of the API: ``python -m clients.generate``."""
    assert TARGET.read_text("utf-8") == generate(yaml.safe_load(SOURCE.read_text("utf-8")))


@contextmanager
def platform(answers: Iterator[tuple[int, dict[str, str], bytes]]) -> Iterator[tuple[Client, Any, list[float]]]:
    """A client of a server that answers as told; tokens are always given."""
    waited: list[float] = []
    with receiving() as receiver:
        token = json.dumps({"access_token": "t", "expires_in": 3600}).encode()

        def answer(headers: dict[str, str], body: bytes) -> tuple[int, dict[str, str], bytes]:
            return (200, {}, token) if body.startswith(b"grant_type") else next(answers)

        receiver.answer = answer
        yield Client(receiver.url.split("/hook")[0], "id", "secret", sleep=waited.append), receiver, waited


def test_it_waits_as_it_is_asked_and_repeats_the_same_key() -> None:
    answers = iter([(429, {"Retry-After": "7"}, b"{}"), (503, {}, b""), (201, {}, b'{"no": "A1"}')])
    with platform(answers) as (client, receiver, waited):
        made = client.achievements_create({"title": "x", "summary": "y"})
    assert made["no"] == "A1"
    assert waited == [7.0, 2.0]
    keys = {headers["idempotency-key"] for headers, body in receiver.got if not body.startswith(b"grant_type")}
    assert len(keys) == 1


def test_an_expired_token_is_renewed_and_a_refusal_is_raised() -> None:
    expired = b'{"code": "expired_token", "detail": "old"}'
    refused = (
        b'{"code": "invalid", "detail": "no", "errors": [{"field": "title", "code": "blank", "detail": "Fill it."}]}'
    )
    with (
        platform(iter([(401, {}, expired), (400, {}, refused)])) as (client, receiver, waited),
        pytest.raises(Problem) as caught,
    ):
        client.demands_create({"title": "", "problem": "y"})
    assert (caught.value.status, caught.value.code, caught.value.errors[0]["field"]) == (400, "invalid", "title")
    assert sum(body.startswith(b"grant_type") for _headers, body in receiver.got) == 2
    assert waited == []


def _signed(secret: str, stamp: int, body: bytes) -> dict[str, str]:
    return {
        "Webhook-Id": "m1",
        "Webhook-Timestamp": str(stamp),
        "Webhook-Signature": signatures([new_secret(), secret], "m1", stamp, body),
    }


@pytest.mark.parametrize(
    "spoil",
    [
        lambda headers, body: (headers, body + b" "),
        lambda headers, body: (headers | {"Webhook-Id": "m2"}, body),
        lambda headers, body: (headers | {"Webhook-Timestamp": "1"}, body),
        lambda headers, body: (headers | {"Webhook-Timestamp": "x"}, body),
        lambda headers, body: ({"Webhook-Id": "m1"}, body),
    ],
)
def test_only_genuine_webhooks_pass(spoil: Callable[[dict[str, str], bytes], tuple[dict[str, str], bytes]]) -> None:
    secret, body, stamp = new_secret(), b'{"type": "demand.published"}', int(time.time())
    headers = _signed(secret, stamp, body)
    assert verify(secret, headers, body) == {"type": "demand.published"}
    with pytest.raises(NotGenuine):
        verify(secret, *spoil(headers, body))

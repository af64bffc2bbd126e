"""Checking webhooks on the receiving side, after the Standard Webhooks specification."""

import base64
import hashlib
import hmac
import json
import time
from collections.abc import Mapping
from typing import Any

TOLERANCE = 300


class NotGenuine(Exception):
    """The message was not signed with this secret, or too long ago."""


def verify(secret: str, headers: Mapping[str, str], body: bytes, now: float | None = None) -> dict[str, Any]:
    """The message, if it is genuine and at most five minutes old. Raises ``NotGenuine``."""
    given = {name.lower(): value for name, value in headers.items()}
    try:
        identifier, stamp = given["webhook-id"], int(given["webhook-timestamp"])
        signatures = given["webhook-signature"].split(" ")
    except (KeyError, ValueError) as error:
        raise NotGenuine("A header is missing.") from error
    if abs((time.time() if now is None else now) - stamp) > TOLERANCE:
        raise NotGenuine("The message is too old, or a clock is wrong.")
    key = base64.b64decode(secret.removeprefix("whsec_"))
    wanted = hmac.new(key, f"{identifier}.{stamp}.".encode() + body, hashlib.sha256).digest()
    expected = "v1," + base64.b64encode(wanted).decode()
    if not any(hmac.compare_digest(expected, signature) for signature in signatures):
        raise NotGenuine("The signature does not fit.")
    return json.loads(body)

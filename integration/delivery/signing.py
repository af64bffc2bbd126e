"""Secrets and signatures after the Standard Webhooks specification (https://www.standardwebhooks.com)."""

import base64
import hashlib
import hmac
import secrets
from collections.abc import Iterable

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings

PREFIX = "whsec_"


def new_secret() -> str:
    """``whsec_`` and 32 random bytes in base64."""
    return PREFIX + base64.b64encode(secrets.token_bytes(32)).decode()


def sign(secret: str, message_id: str, timestamp: int, body: bytes) -> str:
    """``v1,`` and the base64 of HMAC-SHA256 over ``id.timestamp.body``; ``timestamp`` in seconds."""
    key = base64.b64decode(secret.removeprefix(PREFIX))
    signed = f"{message_id}.{timestamp}.".encode() + body
    return "v1," + base64.b64encode(hmac.digest(key, signed, hashlib.sha256)).decode()


def signatures(given: Iterable[str], message_id: str, timestamp: int, body: bytes) -> str:
    """One signature for each secret that is valid now, separated by spaces."""
    return " ".join(sign(secret, message_id, timestamp, body) for secret in given)


def lock(secret: str) -> str:
    """The secret as it is stored: encrypted under the platform's own key."""
    return _box().encrypt(secret.encode()).decode()


def unlock(stored: str) -> str:
    """Raises ``ValueError`` where the platform's key has changed; list the old one in SECRET_KEY_FALLBACKS."""
    try:
        return _box().decrypt(stored.encode()).decode()
    except InvalidToken as error:
        raise ValueError("The secret was stored under another key.") from error


def _box() -> MultiFernet:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    derived = (hashlib.sha256(b"webhook secrets:" + key.encode()).digest() for key in keys)
    return MultiFernet([Fernet(base64.urlsafe_b64encode(key)) for key in derived])

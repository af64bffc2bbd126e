"""Signature providers: one interface, chosen by the setting ``DEALS_SIGNATURE_PROVIDER``.

A provider takes a PDF and one signer and returns the PDF with his signature inside. A remote provider of qualified
signatures is another class with the same two methods, named in the setting by its path.
"""

from dataclasses import dataclass
from functools import cache
from typing import Protocol

from django.conf import settings
from django.utils.module_loading import import_string

_DEFAULT = "deals.signing.local.LocalProvider"


@dataclass(frozen=True)
class Signer:
    """Who signs: the person, and the organization he binds."""

    person: str
    organization: str
    organization_no: str
    reason: str


@dataclass(frozen=True)
class Signed:
    """``reference`` identifies the signature at its provider (here: the certificate's fingerprint)."""

    pdf: bytes
    reference: str


@dataclass(frozen=True)
class Found:
    """One signature that was read from a PDF."""

    field: str
    organization: str
    person: str
    reference: str
    intact: bool
    trusted: bool


class Provider(Protocol):
    name: str

    def sign(self, pdf: bytes, signer: Signer, field: str) -> Signed: ...

    def verify(self, pdf: bytes) -> list[Found]: ...


@cache
def provider() -> Provider:
    return import_string(getattr(settings, "DEALS_SIGNATURE_PROVIDER", _DEFAULT))()

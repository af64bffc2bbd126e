"""Signatures without anybody else's service: an authority of this installation certifies each signature's own key.

The authority proves that the platform saw the signed-in person sign; it is no qualified certificate under a trust list.
Its key lies beside the data, readable by the server alone, and is made once. Each signature gets a new key that is thrown
away, so nobody can sign a second time with it.
"""

import datetime
import io
import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from asn1crypto import keys as asn1_keys
from asn1crypto import pem as asn1_pem
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from django.conf import settings
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import signers
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.registry import SimpleCertificateStore

from deals.signing import Found, Signed, Signer

_YEARS = datetime.timedelta(days=3650)
_MINUTE = datetime.timedelta(minutes=5)


def _aside(call: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
    """The result of ``call`` from a thread of its own: pyHanko runs an event loop inside, and the caller may have one."""
    with ThreadPoolExecutor(max_workers=1) as pool:
        return pool.submit(call, *args, **kwargs).result()


class LocalProvider:
    name = "local"

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder or Path(getattr(settings, "SIGNING_DIR", settings.DATA_DIR / "signing"))

    def sign(self, pdf: bytes, signer: Signer, field: str) -> Signed:
        """Add an incremental signature; earlier ones in the file stay valid."""
        key, authority = self._authority()
        own = ec.generate_private_key(ec.SECP256R1())
        certificate = _certificate(own.public_key(), signer, authority, key)
        store = SimpleCertificateStore()
        store.register(_asn1(authority))
        simple = signers.SimpleSigner(signing_cert=_asn1(certificate), signing_key=_asn1_key(own), cert_registry=store)
        writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
        meta = signers.PdfSignatureMetadata(
            field_name=field, name=f"{signer.person} ({signer.organization})", reason=signer.reason
        )
        out = _aside(signers.sign_pdf, writer, meta, signer=simple)
        return Signed(out.getvalue(), certificate.fingerprint(hashes.SHA256()).hex())

    def verify(self, pdf: bytes) -> list[Found]:
        """Every signature in the file, checked against this installation's authority."""
        _key, authority = self._authority()
        found = []
        for embedded in PdfFileReader(io.BytesIO(pdf)).embedded_signatures:
            context = ValidationContext(trust_roots=[_asn1(authority)], allow_fetching=False)
            status = _aside(validate_pdf_signature, embedded, context)
            subject = embedded.signer_cert.subject.native
            found.append(
                Found(
                    field=embedded.field_name, organization=subject.get("organization_name", ""),
                    person=subject.get("common_name", ""), reference=embedded.signer_cert.sha256.hex(),
                    intact=status.intact and status.valid, trusted=status.trusted,
                )
            )  # fmt: skip
        return found

    def _authority(self) -> tuple[ec.EllipticCurvePrivateKey, x509.Certificate]:
        path = self.folder / "authority.pem"
        if not path.exists():
            _make_authority(path)
        content = path.read_bytes()
        key = serialization.load_pem_private_key(content, None)
        return key, x509.load_pem_x509_certificate(content)


def _make_authority(path: Path) -> None:
    """Write key and certificate in one file, once: of several processes that try, the first one's stays."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Matchplatform signing authority")])
    certificate = (
        _builder(name, name, key.public_key())
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(key_cert_sign=True), critical=True)
        .sign(key, hashes.SHA256())
    )
    content = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    ) + certificate.public_bytes(serialization.Encoding.PEM)
    trial = path.with_suffix(f".{os.getpid()}.{key.private_numbers().private_value % 10**9}")
    with os.fdopen(os.open(trial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
    try:
        os.link(trial, path)
    except FileExistsError:
        pass
    finally:
        trial.unlink()


def _certificate(
    public: ec.EllipticCurvePublicKey, signer: Signer, authority: x509.Certificate, key: ec.EllipticCurvePrivateKey
) -> x509.Certificate:
    # X.520 allows 64 characters for these attributes.
    subject = x509.Name(
        [
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, signer.organization[:64]),
            x509.NameAttribute(NameOID.ORGANIZATIONAL_UNIT_NAME, signer.organization_no[:64]),
            x509.NameAttribute(NameOID.COMMON_NAME, signer.person[:64]),
        ]
    )
    return (
        _builder(subject, authority.subject, public)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(digital_signature=True, content_commitment=True), critical=True)
        .sign(key, hashes.SHA256())
    )


def _builder(subject: x509.Name, issuer: x509.Name, public: ec.EllipticCurvePublicKey) -> x509.CertificateBuilder:
    now = datetime.datetime.now(datetime.UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(public)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - _MINUTE)
        .not_valid_after(now + _YEARS)
    )


def _usage(**on: bool) -> x509.KeyUsage:
    names = ("digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement",
             "key_cert_sign", "crl_sign", "encipher_only", "decipher_only")  # fmt: skip
    return x509.KeyUsage(**{name: on.get(name, False) for name in names})


def _asn1(certificate: x509.Certificate) -> asn1_x509.Certificate:
    return asn1_x509.Certificate.load(certificate.public_bytes(serialization.Encoding.DER))


def _asn1_key(key: ec.EllipticCurvePrivateKey) -> asn1_keys.PrivateKeyInfo:
    content = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return asn1_keys.PrivateKeyInfo.load(asn1_pem.unarmor(content)[2])

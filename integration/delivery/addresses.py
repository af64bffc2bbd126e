"""Which addresses may be called: nothing inside a network of ours, however the name is written or resolved.

The name is resolved once, every answer is judged, and the call goes to the judged address; a second resolution could
answer differently (DNS rebinding).
"""

import ipaddress
import socket
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

_PORTS = frozenset({443, 8443})
_NAT64 = (ipaddress.ip_network("64:ff9b::/96"), ipaddress.ip_network("64:ff9b:1::/48"))
_TRANSLATED = ipaddress.ip_network("::ffff:0:0:0/96")
_COMPATIBLE = ipaddress.ip_network("::/96")
_MAX_LENGTH = 500


class AddressRefused(Exception):
    """The text says why, and is for people."""


@dataclass(frozen=True)
class Target:
    """An address taken apart; ``path`` includes the query."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def netloc(self) -> str:
        """The ``Host`` header."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == (443 if self.scheme == "https" else 80) else f"{host}:{self.port}"


def take_apart(url: str) -> Target:
    """Check the writing of an address; no name is resolved. Raises ``AddressRefused``."""
    try:
        parts = urlsplit(url)
        port = parts.port
        host = (parts.hostname or "").encode("idna").decode() if parts.hostname else ""
    except (ValueError, UnicodeError) as error:
        raise AddressRefused(_("This is no web address.")) from error
    if not host or len(url) > _MAX_LENGTH or any(c.isspace() or not c.isprintable() for c in url):
        raise AddressRefused(_("This is no web address."))
    if parts.username or parts.password:
        raise AddressRefused(_("An address with a user name or password is not called."))
    local = settings.WEBHOOKS_ALLOW_LOCAL
    if parts.scheme != "https" and not (local and parts.scheme == "http"):
        raise AddressRefused(_("Only https addresses are called."))
    port = port or (443 if parts.scheme == "https" else 80)
    if port not in _PORTS and not local:
        raise AddressRefused(_("Only the ports 443 and 8443 are called."))
    path = parts.path or "/"
    return Target(parts.scheme, host, port, f"{path}?{parts.query}" if parts.query else path)


def resolve(target: Target) -> str:
    """The one address to connect to. Raises ``AddressRefused`` where any answer lies in a private network."""
    try:
        answers = socket.getaddrinfo(target.host, target.port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise AddressRefused(_("The name %(host)s cannot be resolved.") % {"host": target.host}) from error
    found = [str(answer[4][0]).split("%")[0] for answer in answers]
    if not settings.WEBHOOKS_ALLOW_LOCAL:
        for address in found:
            if not is_global(address):
                raise AddressRefused(_("%(host)s lies in a private network.") % {"host": target.host})
    if not found:
        raise AddressRefused(_("The name %(host)s cannot be resolved.") % {"host": target.host})
    return found[0]


def is_global(text: str) -> bool:
    """Whether an address belongs to the public internet, also where IPv6 only wraps an IPv4 address."""
    address = ipaddress.ip_address(text)
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else None)
        if inner is None and any(address in net for net in (*_NAT64, _TRANSLATED, _COMPATIBLE)):
            inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if inner is not None:
            return is_global(str(inner))
    return address.is_global and not (address.is_multicast or address.is_reserved or address.is_unspecified)

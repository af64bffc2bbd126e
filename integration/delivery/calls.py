"""The call itself: one POST to a pinned address, no redirects, a capped answer, one deadline for everything."""

import http.client
import socket
import ssl
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field

from integration.delivery.addresses import AddressRefused, Target, resolve, take_apart

TIMEOUT = 15.0
_ANSWER_BYTES = 64 * 1024
_KEPT_HEADERS = frozenset({"content-type", "content-length", "date", "server", "retry-after", "location"})
_contexts = threading.local()


@dataclass(frozen=True)
class Answer:
    """``status`` is None where no answer came, and ``error`` says why; 2xx is success, everything else is failure."""

    status: int | None = None
    headers: dict[str, str] = field(default_factory=dict)
    body: str = ""
    error: str = ""
    address: str = ""
    seconds: float = 0.0

    @property
    def delivered(self) -> bool:
        return self.status is not None and 200 <= self.status < 300


def post(url: str, body: bytes, headers: Mapping[str, str], timeout: float = TIMEOUT) -> Answer:
    """Send ``body``. Never raises for what a receiver does; ``timeout`` bounds the whole exchange, in seconds."""
    began = time.monotonic()
    address = ""
    try:
        target = take_apart(url)
        address = resolve(target)
        answer = _exchange(target, address, body, headers, timeout)
    except AddressRefused as refusal:
        answer = Answer(error=str(refusal))
    except TimeoutError:
        answer = Answer(error=f"No answer within {timeout:.0f} seconds.")
    except (OSError, http.client.HTTPException, ValueError) as error:
        answer = Answer(error=f"{type(error).__name__}: {error}"[:300])
    elapsed = time.monotonic() - began
    return Answer(answer.status, answer.headers, answer.body, answer.error, address, elapsed)


def _exchange(target: Target, address: str, body: bytes, headers: Mapping[str, str], timeout: float) -> Answer:
    deadline = time.monotonic() + timeout
    connection = _Pinned(target, address, timeout)
    # A receiver that sends one byte a second never trips the socket's own timeout.
    guard = threading.Timer(timeout, connection.cut)
    guard.daemon = True
    guard.start()
    try:
        connection.request("POST", target.path, body=body, headers={"Host": target.netloc, **headers})
        response = connection.getresponse()
        data = response.read(_ANSWER_BYTES)
        kept = {name.lower(): value[:300] for name, value in response.getheaders() if name.lower() in _KEPT_HEADERS}
        error = "Redirects are not followed." if 300 <= response.status < 400 else ""
        return Answer(response.status, kept, data.decode("utf-8", "replace").replace("\x00", ""), error)
    except (OSError, http.client.HTTPException, ValueError, AttributeError) as error:
        if time.monotonic() >= deadline:
            raise TimeoutError from error
        raise OSError(f"{type(error).__name__}: {error}") from error
    finally:
        guard.cancel()
        connection.close()


class _Pinned(http.client.HTTPConnection):
    """Connects to the address that was judged, speaks (and checks the certificate) under the name that was asked for."""

    def __init__(self, target: Target, address: str, timeout: float) -> None:
        super().__init__(target.host, target.port, timeout=timeout)
        self.target, self.address = target, address

    def connect(self) -> None:
        sock = socket.create_connection((self.address, self.target.port), self.timeout)
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.sock = sock
        if self.target.scheme == "https":
            self.sock = _context().wrap_socket(sock, server_hostname=self.target.host)

    def cut(self) -> None:
        if self.sock is not None:
            try:
                self.sock.shutdown(socket.SHUT_RDWR)
            except OSError:
                return


def _context() -> ssl.SSLContext:
    if not hasattr(_contexts, "value"):
        _contexts.value = ssl.create_default_context()
    return _contexts.value

"""The address of the web server: is it free, is the site ready, how does a person write it."""

import contextlib
import errno
import http.client
import ipaddress
import json
import socket

import psutil


def url_of(host: str, port: int) -> str:
    """What to type into a browser on this machine."""
    shown = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)  # noqa: S104
    return f"http://{shown}:{port}"


def is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def why_unusable(host: str, port: int) -> str | None:
    """A sentence for the user if nothing can listen there, None if the address is free.

    Tried by binding, because servers that share ports would start beside the other program without an error.
    """
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except (socket.gaierror, UnicodeError):
        return f"{host!r} is no address of this machine."
    with socket.socket(family, kind, protocol) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(address)
            probe.listen(1)
        except PermissionError:
            return f"Port {port} may only be used by the administrator; choose one above 1023: up --port 8000"
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                return (
                    f"Port {port} is in use{_holder(port)}. Stop that program or choose another: up --port {port + 1}"
                )
            return f"Cannot listen on {host}:{port}: {error.strerror}."
    return None


def _holder(port: int) -> str:
    with contextlib.suppress(psutil.Error, OSError):
        for entry in psutil.net_connections("tcp"):
            if entry.status == psutil.CONN_LISTEN and entry.laddr.port == port and entry.pid:
                return f" by {psutil.Process(entry.pid).name()} (process {entry.pid})"
    return ""


def readiness(host: str, port: int, *, seconds: float = 10) -> tuple[int, dict[str, object]]:
    """Status and body of ``/healthz/ready``; status 0 while nothing answers."""
    target = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104
    connection = http.client.HTTPConnection(target, port, timeout=seconds)
    try:
        connection.request("GET", "/healthz/ready", headers={"Accept": "application/json"})
        answer = connection.getresponse()
        body = answer.read(200_000)
    except (OSError, http.client.HTTPException):
        return 0, {}
    finally:
        connection.close()
    try:
        parsed = json.loads(body)
    except ValueError:
        parsed = {}
    return answer.status, parsed if isinstance(parsed, dict) else {}

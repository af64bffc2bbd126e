"""How the client talks: tokens, repetition, problems, pages. Standard library only."""

import base64
import json
import time
import urllib.error
import urllib.parse
import urllib.request
import uuid
from collections.abc import Callable, Iterator, Mapping
from typing import Any

_AGAIN = frozenset({429, 502, 503, 504})


class Problem(Exception):
    """What the platform refused: ``status``, the stable ``code``, ``detail`` for people, ``errors`` by field."""

    def __init__(self, status: int, body: Mapping[str, Any]) -> None:
        super().__init__(f"{status} {body.get('code', '')}: {body.get('detail', '')}")
        self.status = status
        self.code = str(body.get("code", ""))
        self.detail = str(body.get("detail", ""))
        self.errors: list[dict[str, str]] = list(body.get("errors", []))


class Transport:
    """Signs in with a client's id and secret, renews its token, repeats what may be repeated.

    Every POST carries an ``Idempotency-Key``, so that a repetition after a broken connection does nothing twice.
    """

    def __init__(
        self,
        base: str,
        client_id: str,
        client_secret: str,
        *,
        timeout: float = 60.0,
        tries: int = 5,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.base = base.rstrip("/")
        self.timeout, self.tries, self._sleep = timeout, tries, sleep
        self._pair = base64.b64encode(f"{client_id}:{client_secret}".encode()).decode()
        self._token, self._until = "", 0.0

    @staticmethod
    def quoted(value: str) -> str:
        return urllib.parse.quote(str(value), safe="")

    def json(self, method: str, path: str, **what: Any) -> Any:
        return json.loads(self.raw(method, path, **what))

    def nothing(self, method: str, path: str, **what: Any) -> None:
        self.raw(method, path, **what)

    def raw(
        self,
        method: str,
        path: str,
        *,
        query: Mapping[str, Any] | None = None,
        headers: Mapping[str, str | None] | None = None,
        body: Any = None,
        content: bytes | None = None,
        idempotency_key: str | None = None,
    ) -> bytes:
        """The body of the answer. Raises ``Problem`` for what the platform refuses, ``OSError`` where it is not reached."""
        url = path if path.startswith("http") else self.base + path
        pairs = {name: _text(value) for name, value in (query or {}).items() if value is not None}
        if pairs:
            url += f"?{urllib.parse.urlencode(pairs)}"
        sent = {name: value for name, value in (headers or {}).items() if value is not None}
        if method == "POST":
            sent["Idempotency-Key"] = idempotency_key or str(uuid.uuid4())
        if content is not None:
            sent["Content-Type"] = "application/octet-stream"
        elif body is not None:
            content, sent["Content-Type"] = json.dumps(body).encode(), "application/json"
        return self._repeatedly(method, url, sent, content)

    def pages(self, page: Mapping[str, Any]) -> Iterator[Any]:
        """All rows of a list, beginning with its first page: ``for row in client.pages(client.demands_list())``."""
        while True:
            yield from page["results"]
            if not page.get("next"):
                return
            page = self.json("GET", page["next"])

    def follow(self, after: int = 0, **query: Any) -> Iterator[dict[str, Any]]:
        """The changes since ``after`` until there are no more for now; the last one's ``seq`` is where to go on."""
        while True:
            page = self.json("GET", "/api/v1/changes/", query={"after": after, **query})
            yield from page["results"]
            after = page["cursor"]
            if not page["has_more"]:
                return

    def _repeatedly(self, method: str, url: str, headers: dict[str, str], content: bytes | None) -> bytes:
        for attempt in range(1, self.tries + 1):
            last = attempt == self.tries
            signed = headers | {"Authorization": f"Bearer {self._bearer()}", "Accept": "*/*"}
            request = urllib.request.Request(url, content, signed, method=method)  # noqa: S310
            try:
                with urllib.request.urlopen(request, timeout=self.timeout) as answer:  # noqa: S310
                    return answer.read()
            except urllib.error.HTTPError as error:
                problem = _problem(error)
                if problem.code == "expired_token" and not last:
                    self._token = ""
                elif error.code in _AGAIN and not last:
                    self._sleep(float(error.headers.get("Retry-After") or 2**attempt / 2))
                else:
                    raise problem from None
            except (urllib.error.URLError, TimeoutError, ConnectionError):
                if last:
                    raise
                self._sleep(2**attempt / 2)
        raise AssertionError("unreachable")

    def _bearer(self) -> str:
        if not self._token or time.monotonic() > self._until:
            request = urllib.request.Request(  # noqa: S310
                f"{self.base}/o/token/",
                b"grant_type=client_credentials",
                {"Authorization": f"Basic {self._pair}", "Content-Type": "application/x-www-form-urlencoded"},
            )
            try:
                with urllib.request.urlopen(request, timeout=self.timeout) as answer:  # noqa: S310
                    found = json.load(answer)
            except urllib.error.HTTPError as error:
                raise _problem(error) from None
            self._token, self._until = found["access_token"], time.monotonic() + found["expires_in"] - 60
        return self._token


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return ",".join(map(str, value)) if isinstance(value, (list, tuple)) else str(value)


def _problem(error: urllib.error.HTTPError) -> Problem:
    try:
        body = json.load(error)
    except ValueError:
        body = {"detail": error.reason}
    if "error" in body:  # the token endpoint answers after OAuth2
        body = {"code": body["error"], "detail": body.get("error_description", "")}
    return Problem(error.code, body)

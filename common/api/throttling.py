"""How often a client may ask: counted in Redis per minute, as a whole and per scope; without Redis nobody is turned away.

The answers carry ``RateLimit-Policy`` and ``RateLimit`` (draft-ietf-httpapi-ratelimit-headers), also when all is well, so
that a client can slow down before it is refused.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from rest_framework.settings import api_settings
from rest_framework.throttling import BaseThrottle

WINDOW = 60
_DAY = 3 * 24 * 3600


@dataclass(frozen=True)
class Quota:
    """``count`` of ``limit`` requests are used in the present window."""

    name: str
    limit: int
    count: int

    @property
    def left(self) -> int:
        return max(0, self.limit - self.count)


class ClientThrottle(BaseThrottle):
    """A fixed window of one minute per client (or user, or address), and one per scope of that client."""

    def allow_request(self, request: Any, view: Any) -> bool:
        now = time.time()
        self.left = WINDOW - now % WINDOW
        who, minute = self._who(request), int(now // WINDOW)
        limits = dict(_limits(request, view))
        keys = {f"rate:{who}:{name}:{minute}": WINDOW + 10 for name in limits}
        client = getattr(request.auth, "application_id", None)
        day = usage_key(client) if client else None
        counts = cache.count(keys | ({day: _DAY} if day else {}))
        if counts is None:
            return True
        quotas = [Quota(name, limit, counts[key]) for (name, limit), key in zip(limits.items(), keys, strict=True)]
        request._request.quotas = quotas
        allowed = all(quota.count <= quota.limit for quota in quotas)
        if not allowed and day:
            cache.count({f"{day}:throttled": _DAY})
        return allowed

    def wait(self) -> float:
        return self.left

    def _who(self, request: Any) -> str:
        if request.auth is not None:
            return f"client-{request.auth.application_id}"
        if request.user and request.user.is_authenticated:
            return f"user-{request.user.pk}"
        return f"address-{self.get_ident(request)}"


def _limits(request: Any, view: Any) -> list[tuple[str, int]]:
    """(name of the quota, requests a minute): the whole, and what the scope of this request has."""
    rates = api_settings.user_settings.get("DEFAULT_THROTTLE_RATES", {})
    found = [("client", _per_minute(rates["client"]))]
    permission = next(iter(view.get_permissions()), None)
    scope = permission.required_scope(request, view) if hasattr(permission, "required_scope") else ""
    if scope:
        kind = scope.rpartition(":")[2]
        rate = settings.API_SCOPE_RATES.get(scope) or settings.API_SCOPE_RATES.get(kind)
        if rate:
            found.append((scope, _per_minute(rate)))
    return found


def _per_minute(rate: str) -> int:
    return int(rate.split("/", maxsplit=1)[0])


def usage_key(client_id: int) -> str:
    """Under which the requests of a client are counted today."""
    return f"usage:{client_id}:{timezone.localdate():%Y%m%d}"


def address_of(request: Any) -> str:
    """The address of the caller, behind as many proxies as the operator has (``MATCHPLATFORM_PROXIES``)."""
    return BaseThrottle().get_ident(request)


class RateLimitHeaders:
    """Middleware: writes what the throttle counted into the answer, whatever became of the request."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        quotas = getattr(request, "quotas", None)
        if quotas:
            left = max(1, round(WINDOW - time.time() % WINDOW))
            response["RateLimit-Policy"] = ", ".join(f'"{q.name}";q={q.limit};w={WINDOW}' for q in quotas)
            response["RateLimit"] = ", ".join(f'"{q.name}";r={q.left};t={left}' for q in quotas)
        return response

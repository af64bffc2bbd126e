"""How often a client may ask: counted in the cache per minute; without the cache nobody is turned away."""

import time
from typing import Any

from django.conf import settings
from django.core.cache import cache
from rest_framework.throttling import BaseThrottle


class ClientThrottle(BaseThrottle):
    """A fixed window of one minute per client, user or address."""

    def allow_request(self, request: Any, view: Any) -> bool:
        limit = int(settings.REST_FRAMEWORK["DEFAULT_THROTTLE_RATES"]["client"].split("/")[0])
        now = time.time()
        self.left = 60 - now % 60
        key = f"rate:{self._who(request)}:{int(now // 60)}"
        if cache.add(key, 1, timeout=70):
            return True
        return cache.incr(key) <= limit

    def wait(self) -> float:
        return self.left

    def _who(self, request: Any) -> str:
        if request.auth is not None:
            return f"client-{request.auth.application_id}"
        if request.user and request.user.is_authenticated:
            return f"user-{request.user.pk}"
        return f"address-{self.get_ident(request)}"

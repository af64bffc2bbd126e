"""The Redis cache of the platform: a cache that is down is an empty cache, never an error page."""

import logging
from typing import Any

from django.core.cache.backends.locmem import LocMemCache
from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)


class ForgivingRedisCache(RedisCache):
    """``RedisCache`` whose reads miss and whose writes do nothing while the server cannot be reached."""

    def get(self, key: Any, default: Any = None, version: int | None = None) -> Any:
        return self._try(super().get, default, key, default, version)

    def set(self, key: Any, value: Any, *args: Any, **kwargs: Any) -> Any:
        return self._try(super().set, None, key, value, *args, **kwargs)

    def add(self, key: Any, value: Any, *args: Any, **kwargs: Any) -> Any:
        return self._try(super().add, False, key, value, *args, **kwargs)

    def incr(self, key: Any, delta: int = 1, version: int | None = None) -> Any:
        return self._try(super().incr, delta, key, delta, version)

    def delete(self, key: Any, version: int | None = None) -> Any:
        return self._try(super().delete, False, key, version)

    def get_many(self, keys: Any, version: int | None = None) -> Any:
        return self._try(super().get_many, {}, keys, version)

    def count(self, keys: dict[str, int]) -> dict[str, int] | None:
        """Add one to each counter (key → seconds it lives) in one round trip; None while the server cannot be reached."""
        return self._try(self._count, None, keys)

    def _count(self, keys: dict[str, int]) -> dict[str, int]:
        with self._cache.get_client(None, write=True).pipeline(transaction=False) as pipe:
            for key, seconds in keys.items():
                name = self.make_and_validate_key(key)
                pipe.incr(name)
                pipe.expire(name, seconds)
            answers = pipe.execute()
        return dict(zip(keys, answers[::2], strict=True))

    def _try(self, call: Any, fallback: Any, *args: Any, **kwargs: Any) -> Any:
        try:
            return call(*args, **kwargs)
        except (RedisError, OSError) as error:
            logger.warning("cache unavailable: %s", error)
            return fallback


class CountingMemoryCache(LocMemCache):
    """The cache of a process without Redis; it counts for itself alone."""

    def count(self, keys: dict[str, int]) -> dict[str, int] | None:
        return {key: 1 if self.add(key, 1, timeout=seconds) else self.incr(key) for key, seconds in keys.items()}

"""Servers that somebody else runs, named by DATABASE_URL and REDIS_URL: reach them or say clearly why not."""

import time
from typing import Any, LiteralString

import psycopg
import redis

from matchplatform.localstack import endpoints
from matchplatform.localstack.postgres import ServerError


def await_database(url: str, *, seconds: float = 30) -> None:
    """Wait until the database accepts us (containers start side by side); raises ServerError with the reason."""
    deadline = time.monotonic() + seconds
    while True:
        try:
            with psycopg.connect(url, connect_timeout=5):
                return
        except psycopg.OperationalError as error:
            if time.monotonic() >= deadline:
                raise ServerError(f"The database named by DATABASE_URL cannot be used: {error}") from error
            time.sleep(0.1)
        except psycopg.Error as error:
            raise ServerError(f"DATABASE_URL cannot be used: {error}") from error


def value_of(connection: psycopg.Connection[Any], query: LiteralString) -> Any:
    """The first column of the first row; for questions that always have an answer."""
    row = connection.execute(query).fetchone()
    if row is None:
        raise LookupError(query)
    return row[0]


def broker_answers(url: str) -> bool:
    """One PING. A broker that is down is no reason to stop: it only carries hints."""
    try:
        with redis.from_url(endpoints.plain_redis_url(url), socket_connect_timeout=3, socket_timeout=3) as client:
            return bool(client.ping())
    except (redis.RedisError, ValueError, OSError):
        return False

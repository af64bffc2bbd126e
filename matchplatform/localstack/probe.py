"""Health checks of containers: ``python -m matchplatform.localstack.probe web | worker NAME | beat``.

Each asks for progress, not for a living process: the web server must answer that it is ready, a worker must answer a
ping through the broker, the scheduler must have noted a run in the database within ten minutes. Exit code 0 or 1.
"""

import http.client
import os
import socket
import sys

import psycopg
import redis
from kombu.exceptions import OperationalError

BEAT_LIMIT_MINUTES = 10


def web() -> bool:
    host = os.environ.get("DJANGO_ALLOWED_HOSTS", "").split(",")[0].strip().lstrip(".") or "127.0.0.1"
    connection = http.client.HTTPConnection("127.0.0.1", 8000, timeout=8)
    try:
        connection.request("GET", "/healthz/ready", headers={"Host": "127.0.0.1" if host == "*" else host})
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()


def worker(name: str) -> bool:
    """A worker is not restarted for a broker that is down: it goes on without one."""
    from matchplatform.celery import app

    try:
        return bool(app.control.ping(destination=[f"{name}@{socket.gethostname()}"], timeout=5))
    except (OperationalError, redis.RedisError, OSError):
        return True


def beat() -> bool:
    with psycopg.connect(os.environ["DATABASE_URL"], connect_timeout=5) as connection:
        row = connection.execute(
            "SELECT max(last_run_at) > now() - make_interval(mins => %s) FROM django_celery_beat_periodictask",
            [BEAT_LIMIT_MINUTES],
        ).fetchone()
    return bool(row and row[0])


def main(words: list[str]) -> int:
    match words:
        case ["web"]:
            healthy = web()
        case ["worker", name]:
            healthy = worker(name)
        case ["beat"]:
            healthy = beat()
        case _:
            print(__doc__, file=sys.stderr)
            return 2
    return 0 if healthy else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

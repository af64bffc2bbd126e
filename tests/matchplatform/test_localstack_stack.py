"""The whole platform behind ``up``, nothing replaced: first start, ``kill -9`` of everything, backup beside it, stop."""

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from django.conf import settings

from matchplatform.localstack import endpoints, processes
from matchplatform.localstack.postgres import Postgres
from matchplatform.localstack.record import RuntimeRecord
from matchplatform.localstack.supervisor import end_survivors
from matchplatform.localstack.valkey import Valkey

pytestmark = pytest.mark.slow
OUTSIDE = {"DATABASE_URL", "REDIS_URL", "DJANGO_ENV", "MATCHPLATFORM_DATA_DIR"}


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "whole stack"
    folder.mkdir()
    yield folder
    end_survivors(RuntimeRecord(folder))
    for server in (Postgres(folder), Valkey(folder)):
        server.stop()
    endpoints.remove_outside_sockets(folder)


def _run(place: Path, *words: str, **options: object) -> subprocess.Popen:
    environment = {name: value for name, value in os.environ.items() if name not in OUTSIDE}
    return subprocess.Popen(
        [sys.executable, "manage.py", *words],
        cwd=settings.BASE_DIR,
        env={**environment, "MATCHPLATFORM_DATA_DIR": str(place), "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        **options,
    )


def _up(place: Path, port: int) -> subprocess.Popen:
    process = _run(place, "up", "--no-demo", "--port", str(port), start_new_session=True)
    said = []
    for line in process.stdout:
        said.append(line)
        if "Ctrl-C stops everything" in line:
            return process
    process.wait()
    pytest.fail("".join(said))


def _command(place: Path, *words: str) -> str:
    process = _run(place, *words)
    said, _ = process.communicate(timeout=300)
    assert process.returncode == 0, said
    return said


def _ready(port: int) -> dict:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request("GET", "/healthz/ready")
        answer = connection.getresponse()
        assert answer.status == 200
        return json.loads(answer.read())
    finally:
        connection.close()


def _end(process: subprocess.Popen, number: signal.Signals) -> None:
    process.send_signal(number)
    process.communicate(timeout=120)


def _title(place: Path, statement: str = "SELECT name FROM accounts_organization ORDER BY id LIMIT 1") -> str:
    with psycopg.connect(endpoints.read_json(place / "runtime.json")["database_url"]) as connection:
        return connection.execute(statement).fetchone()[0]


def test_the_platform_starts_survives_kill_9_restores_and_leaves_nothing_behind(place: Path, tmp_path: Path):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = _up(place, port)
    body = _ready(port)
    assert body["checks"] == dict.fromkeys(("database", "migrations", "worker", "index", "broker"), True)
    first = _title(place)
    said = _command(place, "backup", str(tmp_path / "backup"))
    assert "checksums in the manifest" in said
    changed = "UPDATE accounts_organization SET name = 'changed' WHERE name = '{}' RETURNING name"
    assert _title(place, changed.format(first)) == "changed"

    members = [pid for one in RuntimeRecord(place).services().values() for pid in processes.session_members(one.pid)]
    members += [*processes.working_in(place / "postgres"), *processes.working_in(place / "valkey")]
    assert len(members) >= 12  # web 2, workers 4, beat, PostgreSQL and its helpers, Valkey
    processes.send([process.pid, *members], signal.SIGKILL)
    process.communicate(timeout=30)

    process = _up(place, port)
    _ready(port)
    assert _title(place) == "changed"
    said = _command(place, "restore", str(tmp_path / "backup"))
    assert "all checksums right" in said
    assert "The present state is kept in" in said
    assert _title(place) == first
    assert processes.wait_until(lambda: _is_ready(port), 60)  # up has started its services again

    members = [pid for one in RuntimeRecord(place).services().values() for pid in processes.session_members(one.pid)]
    _end(process, signal.SIGINT)
    assert process.returncode == 0
    assert not any(processes.pid_alive(pid) for pid in members)
    assert processes.working_in(place / "postgres") == processes.working_in(place / "valkey") == []


def _is_ready(port: int) -> bool:
    try:
        return bool(_ready(port))
    except (OSError, AssertionError, http.client.HTTPException):
        return False

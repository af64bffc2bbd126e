"""PostgreSQL and Valkey as real processes: started, killed, adopted; nothing committed is lost."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
import redis

from matchplatform.localstack import endpoints, processes
from matchplatform.localstack.postgres import Postgres, ServerError, prepare_socket_directory
from matchplatform.localstack.valkey import Valkey

pytestmark = pytest.mark.slow


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Path]:
    """A data directory on a path with spaces and Chinese; whatever still runs there ends with the test."""
    folder = tmp_path / "my data 数据"
    folder.mkdir()
    yield folder
    for server in (Postgres(folder), Valkey(folder)):
        server.stop()
    endpoints.remove_outside_sockets(folder)


def _reap(server: Postgres | Valkey) -> None:
    """Take the exit code of a server that a test has killed, as the parent would."""
    server._child.wait(timeout=10)


def _kill_all_of(postgres: Postgres) -> None:
    processes.send(processes.working_in(postgres.cluster), signal.SIGKILL)


def _rows(server: Postgres) -> int:
    with psycopg.connect(server.url) as connection:
        return connection.execute("SELECT count(*) FROM kept").fetchone()[0]


def _fill(server: Postgres) -> None:
    with psycopg.connect(server.url) as connection:
        connection.execute("CREATE TABLE kept AS SELECT generate_series(1, 5000) AS number")


def test_a_new_cluster_is_closed_and_reads_chinese(place: Path):
    server = Postgres(place)
    assert server.start() == "created"
    with psycopg.connect(server.url) as connection:
        connection.execute("CREATE EXTENSION vector")
        connection.execute("CREATE EXTENSION pg_trgm")
        trigrams = connection.execute("SELECT cardinality(show_trgm('轴承'))").fetchone()[0]
        method, addresses = connection.execute(
            "SELECT current_setting('password_encryption'), current_setting('listen_addresses')"
        ).fetchone()
        assert (trigrams, method, addresses) == (3, "scram-sha-256", "")
    wrong = server.url.replace(server.url.split(":")[2].split("@")[0], "guess")
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(wrong)
    assert (place / "secrets.json").stat().st_mode & 0o777 == 0o600
    assert server.socket_dir.stat().st_mode & 0o777 == 0o700
    server.stop()
    assert processes.working_in(server.cluster) == []


def test_postgres_keeps_every_row_over_kill_9_of_all_its_processes(place: Path):
    first = Postgres(place)
    first.start()
    _fill(first)
    _kill_all_of(first)
    # The killed server is a zombie here, as under a first process that reaps late.
    second = Postgres(place)
    assert second.start() == "started"
    assert _rows(second) == 5000
    _reap(first)
    second.stop()


def test_postgres_starts_over_the_backends_of_a_killed_master(place: Path):
    first = Postgres(place)
    first.start()
    _fill(first)
    backend = psycopg.connect(first.url, autocommit=True)
    os.kill(first.pid(), signal.SIGKILL)
    second = Postgres(place)
    assert second.start() == "started"
    backend.close()
    assert _rows(second) == 5000
    _reap(first)
    second.stop()


def test_a_running_server_is_adopted_and_stopped_by_the_adopter(place: Path):
    first, second = Postgres(place), Postgres(place)
    first.start()
    assert second.start() == "adopted"
    assert second.pid() == first.pid()
    assert second.alive()
    second.stop()
    assert first.pid() is None
    assert not first.alive()


def test_a_lock_that_names_a_stranger_does_not_block(place: Path):
    server = Postgres(place)
    server.start()
    server.stop()
    stranger = subprocess.Popen([sys.executable, "-S", "-c", "import time; time.sleep(60)"])
    (server.cluster / "postmaster.pid").write_text(f"{stranger.pid}\n{server.cluster}\n1\n5432\n\n\n1 1\nready\n")
    assert server.start() == "started"
    assert stranger.poll() is None
    server.stop()
    stranger.kill()
    stranger.wait()


def test_an_interrupted_first_start_is_begun_anew(place: Path):
    (place / "postgres.new" / "base").mkdir(parents=True)
    server = Postgres(place)
    assert server.start() == "created"
    assert not (place / "postgres.new").exists()
    server.stop()


def test_data_of_another_version_is_refused_in_words(place: Path):
    server = Postgres(place)
    server.start()
    server.stop()
    (server.cluster / "PG_VERSION").write_text("15\n")
    with pytest.raises(ServerError, match="was made by PostgreSQL 15, installed is 18"):
        server.start()


def test_valkey_keeps_what_was_queued_over_kill_9(place: Path):
    first = Valkey(place)
    assert first.start() == "started"
    with redis.from_url(first.url) as client:
        client.rpush("queue", *range(200))
        assert client.config_get("maxmemory-policy") == {"maxmemory-policy": "noeviction"}
    time.sleep(1.2)  # the append-only file is written every second
    os.kill(first.pid(), signal.SIGKILL)
    second = Valkey(place)
    assert second.start() == "started"
    with redis.from_url(second.url) as client:
        assert client.llen("queue") == 200
    _reap(first)
    second.stop()
    assert processes.working_in(second.folder) == []


def test_a_hanging_valkey_is_replaced_never_doubled(place: Path):
    first = Valkey(place)
    first.start()
    stopped = first.pid()
    os.kill(stopped, signal.SIGSTOP)
    second = Valkey(place)
    second._patience = 0.5
    assert second.start() == "started"
    assert processes.working_in(second.folder) == [second.pid()]
    assert second.pid() != stopped
    _reap(first)
    second.stop()


def test_a_socket_folder_of_somebody_else_is_refused(tmp_path: Path):
    target = tmp_path / "elsewhere"
    target.mkdir()
    (tmp_path / "link").symlink_to(target)
    with pytest.raises(ServerError, match="belongs to somebody else"):
        prepare_socket_directory(tmp_path / "link")

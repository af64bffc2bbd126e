"""The conduct of ``up``: signals, survivors, crashes, busy ports. Its services are light, its servers are real."""

import contextlib
import http.client
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psutil
import psycopg
import pytest

from matchplatform.localstack import endpoints, processes
from matchplatform.localstack.endpoints import read_json
from matchplatform.localstack.postgres import Postgres
from matchplatform.localstack.record import RuntimeRecord
from matchplatform.localstack.supervisor import end_survivors
from matchplatform.localstack.valkey import Valkey

pytestmark = pytest.mark.slow
SCRIPT = Path(__file__).with_name("fake_up.py")


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "up data 数据"
    folder.mkdir()
    yield folder
    end_survivors(RuntimeRecord(folder))
    for server in (Postgres(folder), Valkey(folder)):
        server.stop()
    endpoints.remove_outside_sockets(folder)


@pytest.fixture
def port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextlib.contextmanager
def up(place: Path, port: int, mode: str = "good") -> Iterator[subprocess.Popen]:
    environment = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "REDIS_URL"}}
    process = subprocess.Popen(
        [sys.executable, str(SCRIPT), str(place), str(port), mode],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env={**environment, "PYTHONUNBUFFERED": "1"},
    )
    with process:
        try:
            yield process
        finally:
            if process.poll() is None:
                process.kill()


def until(process: subprocess.Popen, words: str) -> str:
    """Read lines up to the one with these words; fails with all that was said where it does not come."""
    said = []
    for line in process.stdout:
        said.append(line)
        if words in line:
            return "".join(said)
    pytest.fail(f"{words!r} was not said:\n{''.join(said)}")


def answers(port: int) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
    try:
        connection.request("GET", "/healthz/ready")
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()


def family(place: Path) -> list[int]:
    """Every living process whose command line or working directory lies in the data directory, or is recorded."""
    services = [pid for one in RuntimeRecord(place).services().values() for pid in processes.session_members(one.pid)]
    return [*services, *processes.working_in(place / "postgres"), *processes.working_in(place / "valkey")]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_stops_everything_and_the_next_start_finds_the_data(place: Path, port: int, number: signal.Signals):
    with up(place, port) as process:
        said = until(process, "Ctrl-C stops everything")
        assert f"http://127.0.0.1:{port}" in said
        assert answers(port)
        with psycopg.connect(read_json(place / "runtime.json")["database_url"]) as connection:
            connection.execute("CREATE TABLE kept AS SELECT 1 AS number")
        members = family(place)
        assert len(members) >= 5  # web, worker and its child, PostgreSQL, Valkey
        process.send_signal(number)
        until(process, "stopped; all data is kept")
        assert process.wait(timeout=10) == 0
    assert not any(processes.pid_alive(pid) for pid in members)
    assert not (place / "runtime.json").exists()
    server = Postgres(place)
    server.start()
    with psycopg.connect(server.url) as connection:
        assert connection.execute("SELECT number FROM kept").fetchone() == (1,)
    server.stop()


def test_services_do_not_share_the_terminal_session(place: Path, port: int):
    with up(place, port) as process:
        until(process, "Ctrl-C stops everything")
        sessions = {os.getsid(pid) for pid in family(place)}
        assert os.getsid(process.pid) not in sessions
        process.terminate()
        process.wait(timeout=30)
        process.stdout.read()


def test_after_kill_9_of_up_survivors_are_ended_and_servers_adopted(place: Path, port: int):
    with up(place, port) as process:
        until(process, "Ctrl-C stops everything")
        services = RuntimeRecord(place).services()
        postmaster = Postgres(place).pid()
        process.kill()
    assert answers(port)  # the site outlives its keeper
    with up(place, port) as process:
        said = until(process, "Ctrl-C stops everything")
        assert "ended what an interrupted run had left: web, worker-rest" in said
        assert said.count("was running, taken over") == 2
        assert Postgres(place).pid() == postmaster
        assert not any(processes.session_members(identity.pid) for identity in services.values())
        process.terminate()
        assert process.wait(timeout=30) == 0
        process.stdout.read()
    assert not processes.pid_alive(postmaster)


def test_after_kill_9_of_everything_it_starts_again(place: Path, port: int):
    with up(place, port) as process:
        until(process, "Ctrl-C stops everything")
        processes.send([process.pid, *family(place)], signal.SIGKILL)
    with up(place, port) as process:
        said = until(process, "Ctrl-C stops everything")
        assert "taken over" not in said
        assert answers(port)
        process.terminate()
        assert process.wait(timeout=30) == 0
        process.stdout.read()


def test_a_killed_service_comes_back_and_so_does_a_killed_server(place: Path, port: int):
    with up(place, port) as process:
        until(process, "Ctrl-C stops everything")
        os.kill(RuntimeRecord(place).services()["web"].pid, signal.SIGKILL)
        until(process, "web was started again")
        assert processes.wait_until(lambda: answers(port), 10)
        os.kill(Valkey(place).pid(), signal.SIGKILL)
        until(process, "Valkey has ended, starting it again")
        assert processes.wait_until(lambda: Valkey(place).pid() is not None, 10)
        process.terminate()
        assert process.wait(timeout=30) == 0
        process.stdout.read()


def test_a_service_that_cannot_work_ends_up_with_its_log(place: Path, port: int):
    with up(place, port, "broken") as process:
        said, _ = process.communicate(timeout=60)
        assert process.returncode == 1
    assert "worker-rest ended 5 times" in said
    assert "this service cannot work" in said
    assert not answers(port)
    assert Postgres(place).pid() is None


def test_a_busy_port_is_named_with_its_holder_before_anything_starts(place: Path):
    with socket.create_server(("127.0.0.1", 0)) as holder:
        port = holder.getsockname()[1]
        with up(place, port) as process:
            said, _ = process.communicate(timeout=30)
    assert process.returncode == 1
    name = psutil.Process().name()
    assert f"Port {port} is in use by {name} (process {os.getpid()})" in said
    assert f"up --port {port + 1}" in said
    assert not (place / "postgres").exists()


def test_a_second_up_on_the_same_data_is_told_where_the_first_is(place: Path, port: int):
    with up(place, port) as first:
        until(first, "Ctrl-C stops everything")
        with up(place, port + 1) as second:
            said, _ = second.communicate(timeout=30)
        assert second.returncode == 1
        assert f"up already runs with the data directory {place}: http://127.0.0.1:{port}" in said
        assert answers(port)
        first.terminate()
        assert first.wait(timeout=30) == 0
        first.stdout.read()

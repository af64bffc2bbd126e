"""Identity and end of processes, with real ones."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from matchplatform.localstack import processes
from matchplatform.localstack.processes import Identity
from matchplatform.localstack.record import RuntimeRecord
from matchplatform.localstack.supervisor import end_survivors

SLEEP = [sys.executable, "-S", "-c", "import time; time.sleep(120)"]
# A leader with one child, as a worker with its pool; the child's pid is printed.
FAMILY = [
    sys.executable,
    "-S",
    "-c",
    "import subprocess, sys, time; c = subprocess.Popen([sys.executable, '-S', '-c', 'import time; time.sleep(120)']);"
    "print(c.pid, flush=True); time.sleep(120)",
]


def _start(command: list[str], **options: object) -> subprocess.Popen:
    return subprocess.Popen(command, start_new_session=True, **options)


def test_a_zombie_is_not_alive():
    child = _start(SLEEP)
    identity = processes.identify(child.pid)
    assert processes.is_alive(identity)
    child.kill()
    assert processes.wait_until(lambda: not processes.is_alive(identity), 5)
    # Not reaped yet: the system still lists the pid, and a signal to it is no error.
    os.kill(child.pid, 0)
    assert not processes.pid_alive(child.pid)
    assert processes.identify(child.pid) is None
    child.wait()


def test_a_reused_pid_is_left_alone():
    child = _start(SLEEP)
    processes.end_session(Identity(child.pid, "another start"), grace=0)
    assert child.poll() is None
    child.kill()
    child.wait()


def test_end_session_takes_the_children_of_a_leader_that_died_alone():
    leader = _start(FAMILY, stdout=subprocess.PIPE, text=True)
    identity, orphan = processes.identify(leader.pid), int(leader.stdout.readline())
    leader.kill()
    leader.wait()
    assert processes.pid_alive(orphan)
    processes.end_session(identity, grace=0)
    assert not processes.pid_alive(orphan)
    leader.stdout.close()


def test_a_process_that_ignores_the_request_is_ended_after_its_grace():
    script = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print(1, flush=True); time.sleep(120)"
    child = _start([sys.executable, "-S", "-c", script], stdout=subprocess.PIPE)
    child.stdout.readline()
    begin = time.monotonic()
    processes.end_session(processes.identify(child.pid), grace=0.3)
    assert child.wait() == -signal.SIGKILL
    assert time.monotonic() - begin >= 0.3
    child.stdout.close()


def test_survivors_are_ended_and_strangers_are_not(tmp_path: Path):
    ours, stranger = _start(SLEEP), _start(SLEEP)
    record = RuntimeRecord(tmp_path)
    record.note_service("web", processes.identify(ours.pid))
    record.note_service("beat", Identity(stranger.pid, "long ago"))
    record.note_service("worker-rest", Identity(2**22 + 5, "gone"))
    record.update(services={**record.read()["services"], "broken": {"pid": "x"}})
    assert end_survivors(record) == ["web"]
    assert ours.wait() in {-signal.SIGTERM, -signal.SIGKILL}
    assert stranger.poll() is None
    stranger.kill()
    stranger.wait()


def test_working_directory_finds_a_server_without_its_pid(tmp_path: Path):
    folder = tmp_path / "a b 数"
    folder.mkdir()
    child = _start(SLEEP, cwd=folder)
    assert processes.wait_until(lambda: processes.working_in(folder) == [child.pid], 5)
    assert processes.working_in(tmp_path) == []
    child.kill()
    child.wait()

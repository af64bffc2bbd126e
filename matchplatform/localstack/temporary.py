"""A PostgreSQL server for the length of a ``with`` block, away from everybody's data."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from matchplatform.localstack.postgres import Postgres


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
        if server.socket_dir.parent != folder:
            shutil.rmtree(server.socket_dir, ignore_errors=True)
        shutil.rmtree(folder, ignore_errors=True)

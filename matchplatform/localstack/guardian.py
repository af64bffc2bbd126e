"""``python -m matchplatform.localstack.guardian``: servers that live as long as the process that asked for them.

The asker holds the other end of standard input. However it ends (exit, crash, ``kill -9``), the pipe closes, and the
guardian stops the servers and removes the folder. Used by the test suite.

Arguments: the folder, then ``postgres`` and/or ``valkey``. Answers one line of JSON: ``{"database_url", "redis_url"}``
with the keys of the servers it started, or ``{"error"}``.
"""

import json
import shutil
import signal
import sys
from pathlib import Path

import psycopg

from matchplatform.localstack import baseline, endpoints, secrets_file
from matchplatform.localstack.postgres import Postgres, ServerError
from matchplatform.localstack.valkey import Valkey

TEST_CONNECTIONS = 250
TEST_DATABASES = 128


def main(folder: Path, wanted: set[str]) -> int:
    # Ctrl-C and a hang-up of the terminal are for the asker; the closing pipe tells us.
    for number in (signal.SIGINT, signal.SIGHUP, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)
    servers: dict[str, Postgres | Valkey] = {}
    if "postgres" in wanted:
        servers["database_url"] = Postgres(folder, max_connections=TEST_CONNECTIONS, durable=False)
    if "valkey" in wanted:
        servers["redis_url"] = Valkey(folder, databases=TEST_DATABASES)
    try:
        for server in servers.values():
            server.start()
        if "database_url" in servers:
            _fill_template(servers["database_url"])
        print(json.dumps({key: server.url for key, server in servers.items()}), flush=True)
        sys.stdin.read()
    except (ServerError, OSError, psycopg.Error) as error:
        print(json.dumps({"error": str(error)}), flush=True)
        return 1
    finally:
        for server in servers.values():
            server.stop()
        endpoints.remove_outside_sockets(folder)
        shutil.rmtree(folder, ignore_errors=True)
    return 0


def _fill_template(server: Postgres | Valkey) -> None:
    """Put the schema into ``template1``: every database the tests create is then a copy, without running migrations."""
    secrets = secrets_file.ensure(server.data_dir)
    template = endpoints.embedded_database_url(server.socket_dir, secrets["postgres_password"], name="template1")
    baseline.apply(template, Path(__file__).resolve().parent.parent.parent)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), set(sys.argv[2:])))

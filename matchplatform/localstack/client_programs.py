"""The client programs of PostgreSQL (``pg_dump``, ``pg_restore``, ``psql``): which ones, and how they log in."""

import os
import shutil
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

from matchplatform.localstack import endpoints
from matchplatform.localstack.postgres import ServerError, binaries, clean_environment

_LIBPQ = {"sslmode": "PGSSLMODE", "sslrootcert": "PGSSLROOTCERT", "sslcert": "PGSSLCERT", "sslkey": "PGSSLKEY"}


def find(name: str, database_url: str) -> Path:
    """The program to use with this server.

    For our own server the one of the same package. For another server the installed one comes first, because the
    embedded programs have no TLS; they serve where nothing is installed.
    """
    installed = shutil.which(name)
    own_server = endpoints.database_settings(database_url)["HOST"].startswith("/")
    if installed and not own_server:
        return Path(installed)
    try:
        return binaries() / name
    except ServerError:
        if installed:
            return Path(installed)
        raise


def environment(database_url: str) -> dict[str, str]:
    """Environment with the login, so that the password never shows in the list of processes."""
    values = endpoints.database_settings(database_url)
    login = {
        "PGHOST": values["HOST"],
        "PGPORT": str(values["PORT"]),
        "PGUSER": values["USER"],
        "PGPASSWORD": values["PASSWORD"],
        "PGDATABASE": values["NAME"],
        "PGCLIENTENCODING": "UTF8",
        "PGCONNECT_TIMEOUT": "10",
    }
    for key, value in parse_qsl(urlsplit(database_url).query):
        if key in _LIBPQ:
            login[_LIBPQ[key]] = value
    inherited = {name: value for name, value in os.environ.items() if name.startswith("PGSSL")}
    return {**clean_environment(), **inherited, **{name: value for name, value in login.items() if value}}

"""Where the database and the broker are: the one answer that settings, commands and ``up`` share.

Imported by the settings, so it needs the standard library alone and only reads small files.

Order of precedence for each URL: the environment, then ``runtime.json`` written by a running ``up``, then the place
where ``up`` would put its own server. The last one makes commands that need no database work on a fresh clone.

URL forms
- ``database_url``: ``postgresql://user:password@host:port/name``, or over a unix socket the form of libpq,
  ``postgresql://user:password@/name?host=%2Fpath``. ``psycopg.connect``, ``psql`` and ``pg_dump`` take both as they
  are; Django takes ``database_settings(url)``.
- ``redis_url`` and ``cache_url``: what ``redis.from_url`` takes, ``redis://host:port/0`` or ``unix:///path?db=0``.
- ``broker_url``: the same server as Celery spells it (``redis+socket:///path?virtual_host=0`` for a socket).

Unix sockets live in ``<data dir>/run``. A path that is too long for a socket (107 bytes on Linux, 103 on macOS) or that
has characters which URLs must escape goes to a folder in the temp directory whose name depends only on the user and the
data directory, so that every process computes the same one.
"""

import contextlib
import hashlib
import json
import os
import re
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

DATABASE_NAME = "matchplatform"
DATABASE_USER = "matchplatform"
POSTGRES_SOCKET = ".s.PGSQL.5432"
VALKEY_SOCKET = "valkey.sock"
RUNTIME_FILE = "runtime.json"
SECRETS_FILE = "secrets.json"

# macOS allows 104 bytes with the final NUL; PostgreSQL adds ".lock" to the name of its socket for a plain file only.
_LONGEST_SOCKET_PATH = 103
_PLAIN_PATH = re.compile(r"[A-Za-z0-9_./-]+")


@dataclass(frozen=True)
class Endpoints:
    """Addresses and places of one installation; ``secret_key`` is None until ``up`` has made one."""

    database_url: str | None
    redis_url: str | None
    cache_url: str | None
    broker_url: str | None
    data_dir: Path
    secret_key: str | None


def resolve(environ: Mapping[str, str], base_dir: Path) -> Endpoints:
    """Find the servers. Never raises for missing, unreadable or damaged files: the default place is answered then."""
    data_dir = data_directory(environ, base_dir)
    runtime = read_json(data_dir / RUNTIME_FILE)
    secrets = read_json(data_dir / SECRETS_FILE)
    database_url = (
        environ.get("DATABASE_URL")
        or runtime.get("database_url")
        or embedded_database_url(socket_directory(data_dir), secrets.get("postgres_password", ""))
    )
    redis_url = plain_redis_url(
        environ.get("REDIS_URL") or runtime.get("redis_url") or embedded_redis_url(socket_directory(data_dir))
    )
    return Endpoints(
        database_url=database_url,
        redis_url=redis_url,
        cache_url=plain_redis_url(environ.get("REDIS_CACHE_URL") or next_database(redis_url)),
        broker_url=celery_url(redis_url),
        data_dir=data_dir,
        secret_key=environ.get("DJANGO_SECRET_KEY") or secrets.get("django_secret_key"),
    )


def data_directory(environ: Mapping[str, str], base_dir: Path) -> Path:
    """``MATCHPLATFORM_DATA_DIR`` (relative to the working directory), or ``.data`` beside manage.py."""
    named = environ.get("MATCHPLATFORM_DATA_DIR")
    return Path(os.path.abspath(os.path.expanduser(named))) if named else Path(base_dir) / ".data"


def socket_directory(data_dir: Path) -> Path:
    """The folder of the unix sockets of this data directory; see the module text for the two cases."""
    inside = data_dir / "run"
    longest = os.fsencode(inside / POSTGRES_SOCKET)
    if len(longest) <= _LONGEST_SOCKET_PATH and _PLAIN_PATH.fullmatch(str(inside)):
        return inside
    key = hashlib.sha256(os.fsencode(os.path.realpath(data_dir))).hexdigest()[:16]
    user = os.getuid() if hasattr(os, "getuid") else 0
    return Path(tempfile.gettempdir()) / f"matchplatform-{user}-{key}"


def remove_outside_sockets(data_dir: Path) -> None:
    """Take away the folder in the temp directory, if there is one and no server has a socket in it any more."""
    folder = socket_directory(data_dir)
    if folder.parent != data_dir:
        with contextlib.suppress(OSError):  # not there, or in use
            folder.rmdir()


def embedded_database_url(socket_dir: Path, password: str, name: str = DATABASE_NAME) -> str:
    login = f"{DATABASE_USER}:{quote(password, safe='')}" if password else DATABASE_USER
    return f"postgresql://{login}@/{name}?{urlencode({'host': str(socket_dir)})}"


def embedded_redis_url(socket_dir: Path, database: int = 0) -> str:
    return f"unix://{quote(str(socket_dir / VALKEY_SOCKET))}?db={database}"


def database_settings(url: str) -> dict[str, Any]:
    """The entry of Django's ``DATABASES`` for a ``postgres://`` or ``postgresql://`` URL of either form.

    Query parameters other than ``host`` and ``port`` become ``OPTIONS`` (``sslmode``, ``connect_timeout`` …).
    """
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ValueError(f"DATABASE_URL must start with postgresql://, not {parts.scheme or url[:20]!r}")
    options = dict(parse_qsl(parts.query))
    host = options.pop("host", None) or unquote(parts.hostname or "")
    port = options.pop("port", None) or (str(parts.port) if parts.port else "")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.removeprefix("/")) or DATABASE_NAME,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": port,
        "OPTIONS": options,
    }


def plain_redis_url(url: str) -> str:
    """A Redis URL as redis-py spells it; takes Celery's ``redis+socket://`` spelling too."""
    if not url.startswith("redis+socket://"):
        return url
    path, _, query = url.removeprefix("redis+socket://").partition("?")
    return f"unix://{path}?db={dict(parse_qsl(query)).get('virtual_host', '0')}"


def celery_url(url: str) -> str:
    """A redis-py URL as Celery spells it."""
    if not url.startswith("unix://"):
        return url
    path, _, query = url.removeprefix("unix://").partition("?")
    return f"redis+socket://{path}?virtual_host={dict(parse_qsl(query)).get('db', '0')}"


def next_database(url: str) -> str:
    """The same Redis server, one database further: the cache never shares keys with the broker."""
    parts = urlsplit(plain_redis_url(url))
    if parts.scheme == "unix":
        query = dict(parse_qsl(parts.query))
        query["db"] = str(int(query.get("db", "0")) + 1)
        return f"unix://{parts.netloc}{parts.path}?{urlencode(query)}"
    number = parts.path.strip("/")
    return parts._replace(path=f"/{int(number) + 1 if number.isdigit() else 1}").geturl()


def read_json(path: Path) -> dict[str, Any]:
    """The object in a small JSON file, or an empty one where there is none to read."""
    try:
        value = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return value if isinstance(value, dict) else {}


def write_json(path: Path, value: Mapping[str, Any]) -> None:
    """Replace a JSON file in one step, readable by its owner alone."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")  # mkstemp creates with mode 0600
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(value, file, ensure_ascii=False, indent=2)
            file.write("\n")
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise

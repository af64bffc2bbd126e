"""The schema as one SQL file, so that a new database is ready in half a second instead of ten.

Running some hundred migrations costs Django seconds of pure computing, on every first start and for every test
database. ``manage.py baseline`` therefore dumps what they lead to. The file is a cache, never a second truth: its
header names the migrations it stands for by content and the packages by version. If one of them differs, the file is
passed over and the migrations run; migrations that are newer than the file run after it in the usual way.

File: gzip of plain SQL whose first line is ``-- {"migrations": {path: sha256}, "packages": {name: version},
"server": 18}``.
"""

import gzip
import hashlib
import json
import subprocess
from collections.abc import Mapping
from importlib import metadata
from pathlib import Path
from typing import Any

import psycopg

from matchplatform.localstack import client_programs, external

FILE = Path(__file__).resolve().parent / "baseline.sql.gz"


def usable(base_dir: Path, file: Path = FILE) -> str | None:
    """The SQL if it stands for this code, else None. Needs no Django and no database."""
    try:
        text = gzip.decompress(file.read_bytes()).decode("utf-8")
        header = json.loads(text.partition("\n")[0].removeprefix("-- "))
    except (OSError, EOFError, ValueError):
        return None
    return text if _fits(header, base_dir) else None


def _fits(header: Mapping[str, Any], base_dir: Path) -> bool:
    current = own_migrations(base_dir)
    if any(current.get(path) != content for path, content in header["migrations"].items()):
        return False
    try:
        return all(metadata.version(name) == version for name, version in header["packages"].items())
    except metadata.PackageNotFoundError:
        return False


def covers_everything(base_dir: Path, file: Path = FILE) -> bool:
    """True if the file is usable and no migration of our own is missing in it; for the check before a commit."""
    text = usable(base_dir, file)
    return text is not None and json.loads(text.partition("\n")[0][3:])["migrations"] == own_migrations(base_dir)


def own_migrations(base_dir: Path) -> dict[str, str]:
    """Path and content hash of every migration in this repository."""
    found = sorted(base_dir.glob("*/migrations/[0-9]*.py"))
    return {str(path.relative_to(base_dir)): hashlib.sha256(path.read_bytes()).hexdigest()[:16] for path in found}


def apply(database_url: str, base_dir: Path, file: Path = FILE) -> bool:
    """Fill an empty database from the file; answers False, having changed nothing, where that is not possible."""
    text = usable(base_dir, file)
    if text is None:
        return False
    server = json.loads(text.partition("\n")[0][3:])["server"]
    # A connection of its own, because the dump changes session settings.
    with psycopg.connect(database_url, connect_timeout=10) as connection:
        if connection.info.server_version // 10_000 != server or not _is_empty(connection):
            return False
        connection.execute(text.encode("utf-8"))
    return True


def _is_empty(connection: psycopg.Connection[Any]) -> bool:
    return not external.value_of(
        connection,
        "SELECT EXISTS (SELECT 1 FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
        " WHERE n.nspname = 'public')",
    )


def write(database_url: str, base_dir: Path, packages: Mapping[str, str], file: Path = FILE) -> None:
    """Dump a freshly migrated database into the file, with the rows that migrations have put in."""
    with psycopg.connect(database_url, connect_timeout=10) as connection:
        # The day of the dump says nothing; without it the file changes only when the schema does.
        connection.execute("UPDATE django_migrations SET applied = '2026-01-01T00:00:00Z'")
        server = connection.info.server_version // 10_000
    header = {"migrations": own_migrations(base_dir), "packages": dict(sorted(packages.items())), "server": server}
    text = f"-- {json.dumps(header)}\n{dump(database_url)}\n"
    file.write_bytes(gzip.compress(text.encode("utf-8"), compresslevel=9, mtime=0))


def dump(database_url: str, *options: str) -> str:
    """Plain SQL that any client can execute: no psql commands, no owners. (COMMENT ON stays: pgtrigger keeps its hashes there.)"""
    done = subprocess.run(
        [
            str(client_programs.find("pg_dump", database_url)),
            *("--no-owner", "--no-privileges", "--inserts", *options),
        ],
        env=client_programs.environment(database_url),
        capture_output=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"pg_dump failed: {done.stderr.decode(errors='replace')}")
    # Only these two are commands of psql; other lines may be part of a longer text and stay as they are.
    lines = done.stdout.decode("utf-8").split("\n")
    return "\n".join(line for line in lines if not line.startswith(("\\restrict ", "\\unrestrict ")))

"""Whether a database is ready for this code, answered in milliseconds without loading Django.

``manage.py prepare`` leaves a mark in the database itself (its COMMENT): a fingerprint of the code's migrations, code
lists and installed packages, and the state of the migration table. While the mark fits, ``up`` starts the web server at
once. The mark is part of the database, so a fresh, restored or hand-migrated one never passes for a prepared one.
"""

import hashlib
import json
import sysconfig
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from matchplatform.localstack import external

SCHEMA_READY = "schema ready"  # the line of ``manage.py prepare`` after which the services may start


def seeding_marker(data_dir: Path) -> Path:
    """The file that exists while demo data is being loaded, and after that was interrupted."""
    return data_dir / ".seeding"


def fingerprint(base_dir: Path) -> str:
    """Hash of everything that ``prepare`` acts on: migrations and code lists by content, packages by version."""
    digest = hashlib.sha256()
    folders = [*base_dir.glob("*/migrations"), base_dir / "taxonomy"]
    files = {path for folder in folders for path in folder.rglob("*") if path.is_file() and path.suffix != ".pyc"}
    for path in sorted(files):
        digest.update(f"{path.relative_to(base_dir)}\0".encode())
        digest.update(path.read_bytes())
    packages = Path(sysconfig.get_path("purelib")).glob("*.dist-info")
    digest.update("\0".join(sorted(package.name for package in packages)).encode())
    return digest.hexdigest()[:32]


def is_prepared(database_url: str, base_dir: Path, *, demo: bool) -> bool:
    """True if ``prepare`` has nothing to do for this code; any doubt answers False."""
    try:
        with psycopg.connect(database_url, connect_timeout=10, autocommit=True) as connection:
            mark = read_mark(connection)
            fits = mark.get("fingerprint") == fingerprint(base_dir) and (bool(mark.get("demo")) or not demo)
            return fits and mark.get("migrations") == _migration_state(connection)
    except (psycopg.Error, OSError):
        return False


def read_mark(connection: psycopg.Connection[Any]) -> dict[str, Any]:
    row = connection.execute(
        "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = current_database()"
    ).fetchone()
    try:
        mark = json.loads(row[0]) if row and row[0] else {}
    except ValueError:
        return {}
    return mark if isinstance(mark, dict) else {}


def write_mark(connection: psycopg.Connection[Any], base_dir: Path, *, demo: bool) -> None:
    """Note that the database fits this code. ``demo`` says that the question of demo data is settled as well."""
    mark = {"fingerprint": fingerprint(base_dir), "migrations": _migration_state(connection), "demo": demo}
    name = external.value_of(connection, "SELECT current_database()")
    connection.execute(
        sql.SQL("COMMENT ON DATABASE {} IS {}").format(sql.Identifier(name), sql.Literal(json.dumps(mark)))
    )


def _migration_state(connection: psycopg.Connection[Any]) -> list[int]:
    return list(external.value_of(connection, "SELECT ARRAY[count(*), coalesce(max(id), 0)] FROM django_migrations"))

"""A backup on disk: one dump of the database, the uploaded files, and a manifest that proves both are complete.

Layout of the folder: ``database.dump`` (pg_dump's custom format), ``media/…``, ``demo-credentials.json`` where there are
demo accounts, ``manifest.json`` with size and sha256 of every other file. Nothing here needs Django.
"""

import hashlib
import json
import os
import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any, cast

from matchplatform.localstack import client_programs, credentials
from matchplatform.localstack.endpoints import read_json

MANIFEST = "manifest.json"
DUMP = "database.dump"
MEDIA = "media"
FORMAT = 1


class ArchiveError(RuntimeError):
    """The backup cannot be made or used; the message says why. Nothing was changed."""


def create(target: Path, *, database_url: str, media: Path, data_dir: Path) -> dict[str, Any]:
    """Write a backup into a new folder and answer its manifest.

    Everything goes to a neighbour first and is renamed when complete, so a folder with the asked name is always whole.
    The database comes first: a file that a row in the dump names was saved before that row.
    """
    target = Path(os.path.abspath(target))
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise ArchiveError(f"{target} exists already; name a new folder.")
    partial = target.with_name(f"{target.name}.partial")
    shutil.rmtree(partial, ignore_errors=True)
    partial.mkdir(parents=True, mode=0o700)
    try:
        _dump(database_url, partial / DUMP)
        if media.is_dir():
            shutil.copytree(media, partial / MEDIA)
        else:
            (partial / MEDIA).mkdir()
        if credentials.read(data_dir):
            shutil.copy2(data_dir / credentials.FILE_NAME, partial / credentials.FILE_NAME)
        manifest: dict[str, Any] = {
            "format": FORMAT,
            "created": datetime.now(UTC).isoformat(timespec="seconds"),
            "files": {},
        }
        for path in _files(partial):
            manifest["files"][path.relative_to(partial).as_posix()] = _fact(path)
        (partial / MANIFEST).write_text(json.dumps(manifest, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
        os.sync()
        if target.exists():
            target.rmdir()
        partial.rename(target)
    except BaseException:
        shutil.rmtree(partial, ignore_errors=True)
        raise
    return manifest


def verify(source: Path) -> dict[str, Any]:
    """Compare every file with the manifest; raises ArchiveError naming the first one that is missing or differs."""
    manifest = read_json(source / MANIFEST)
    if not isinstance(manifest.get("files"), dict) or DUMP not in manifest["files"]:
        raise ArchiveError(f"{source} is no backup: it has no readable {MANIFEST}.")
    if manifest.get("format") != FORMAT:
        raise ArchiveError(f"{source} has the format {manifest.get('format')}; this version reads {FORMAT}.")
    present = {path.relative_to(source).as_posix() for path in _files(source)} - {MANIFEST}
    if missing := sorted(manifest["files"].keys() - present):
        raise ArchiveError(f"The backup is incomplete: {missing[0]} is missing.")
    if strange := sorted(present - manifest["files"].keys()):
        raise ArchiveError(f"The backup holds a file that its manifest does not know: {strange[0]}.")
    for name, fact in manifest["files"].items():
        if _fact(source / name) != fact:
            raise ArchiveError(f"The backup is damaged: {name} differs from its checksum.")
    return manifest


def restore_database(source: Path, *, database_url: str) -> None:
    """Replace everything in the database by the dump, in one transaction: readers see the old state or the new one."""
    login = client_programs.environment(database_url)
    options = ["--set=ON_ERROR_STOP=1", "--no-psqlrc", "--quiet", "--output=/dev/null"]
    psql = subprocess.Popen(
        [str(client_programs.find("psql", database_url)), *options],
        env=login,
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    into = cast(IO[bytes], psql.stdin)  # a pipe was asked for above
    unpack = [str(client_programs.find("pg_restore", database_url)), "--no-owner", "--no-privileges", "--file=-"]
    try:
        into.write(b"BEGIN;\nSET client_min_messages = warning;\nSET lock_timeout = '60s';\n")
        into.write(b"DROP SCHEMA public CASCADE;\n")
        into.write(b"CREATE SCHEMA public;\n")
        failure = _pipe([*unpack, str(source / DUMP)], into, env=login)
        into.write(b"ROLLBACK;\n" if failure else b"COMMIT;\n")
    except BrokenPipeError:
        failure = ""  # psql has stopped at an error and tells which below
    _, errors = psql.communicate()
    if psql.returncode or failure:
        raise ArchiveError(f"The database was left as it was: {failure}{errors.decode(errors='replace')}")


def restore_media(source: Path, media: Path) -> None:
    """Put the uploaded files in place of the present ones; the exchange is two renames."""
    new, old = media.with_name(f"{media.name}.new"), media.with_name(f"{media.name}.old")
    for leftover in (new, old):
        shutil.rmtree(leftover, ignore_errors=True)
    media.parent.mkdir(parents=True, exist_ok=True)
    shutil.copytree(source / MEDIA, new)
    if media.exists():
        media.rename(old)
    new.rename(media)
    shutil.rmtree(old, ignore_errors=True)


def restore_credentials(source: Path, data_dir: Path) -> None:
    """The demo logins belong to the accounts in the dump; without any in the backup the present file is stale."""
    target = data_dir / credentials.FILE_NAME
    if (source / credentials.FILE_NAME).exists():
        credentials.write(data_dir, read_json(source / credentials.FILE_NAME))
    else:
        target.unlink(missing_ok=True)


def _dump(database_url: str, file: Path) -> None:
    command = [str(client_programs.find("pg_dump", database_url)), "--format=custom", "--no-owner", "--no-privileges"]
    # Only our schema: an operator's other schemas are neither read here nor dropped by a restore.
    command += ["--schema=public", "--extension=*", f"--file={file}"]
    done = subprocess.run(command, env=client_programs.environment(database_url), capture_output=True, check=False)
    if done.returncode:
        raise ArchiveError(f"The database could not be dumped: {done.stderr.decode(errors='replace')}")


def _pipe(command: list[str], target: IO[bytes], *, env: dict[str, str]) -> str:
    """Copy a command's output into a pipe; answers its error text, empty when it succeeded."""
    with subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        for line in cast(IO[bytes], process.stdout):
            # The dump makes the schema itself in some versions; ours is there already.
            if line != b"CREATE SCHEMA public;\n":
                target.write(line)
        errors = cast(IO[bytes], process.stderr).read().decode(errors="replace")
    return errors or "pg_restore failed" if process.returncode else ""


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def _fact(path: Path) -> dict[str, Any]:
    with path.open("rb") as file:
        return {"size": path.stat().st_size, "sha256": hashlib.file_digest(file, "sha256").hexdigest()}

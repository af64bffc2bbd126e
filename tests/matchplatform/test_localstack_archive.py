"""Backup and restore over real databases: whole or not at all."""

import json
import os
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from matchplatform.localstack import archive, baseline, credentials

SERVER = os.environ.get("DATABASE_URL", "")
NAMES = ("archive_test_from", "archive_test_to")


def _url(name: str) -> str:
    return SERVER.replace("/matchplatform?", f"/{name}?")


@pytest.fixture
def databases() -> Iterator[tuple[str, str]]:
    """Two empty databases beside the suite's own."""
    if _url("x") == SERVER:
        pytest.skip("needs the embedded server, where any database may be made")
    with psycopg.connect(SERVER.replace("/matchplatform?", "/postgres?"), autocommit=True) as connection:
        for name in NAMES:
            connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
            connection.execute(sql.SQL("CREATE DATABASE {} TEMPLATE template0").format(sql.Identifier(name)))
        yield _url(NAMES[0]), _url(NAMES[1])
        for name in NAMES:
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A data directory with an uploaded file and demo logins."""
    (tmp_path / "data" / "media" / "附 件").mkdir(parents=True)
    (tmp_path / "data" / "media" / "附 件" / "图.txt").write_text("content")
    credentials.write(tmp_path / "data", {"users": [{"role": "sme", "email": "a@b.cn", "password": "p"}]})
    return tmp_path / "data"


def _fill(url: str) -> None:
    with psycopg.connect(url) as connection:
        connection.execute("CREATE EXTENSION vector")
        connection.execute("CREATE TABLE thing (id serial PRIMARY KEY, name text, place vector(2))")
        connection.execute("INSERT INTO thing (name, place) VALUES ('轴承\n\\N \\.', '[1,2]'), (NULL, NULL)")


def _rows(url: str) -> list[tuple]:
    with psycopg.connect(url) as connection:
        return connection.execute("SELECT id, name, place::text FROM thing ORDER BY id").fetchall()


def _backup(target: Path, url: str, site: Path) -> dict:
    return archive.create(target, database_url=url, media=site / "media", data_dir=site)


def test_what_was_saved_comes_back_and_what_came_later_goes(databases: tuple[str, str], site: Path, tmp_path: Path):
    old, new = databases
    _fill(old)
    manifest = _backup(tmp_path / "backup", old, site)
    assert set(manifest["files"]) == {"database.dump", "media/附 件/图.txt", "demo-credentials.json"}
    assert archive.verify(tmp_path / "backup") == manifest
    with psycopg.connect(new) as connection:
        connection.execute("CREATE TABLE later (id int)")
    archive.restore_database(tmp_path / "backup", database_url=new)
    assert _rows(new) == _rows(old) == [(1, "轴承\n\\N \\.", "[1,2]"), (2, None, None)]
    with psycopg.connect(new) as connection:
        assert connection.execute("SELECT to_regclass('public.later')").fetchone() == (None,)
        assert connection.execute("INSERT INTO thing (name) VALUES ('x') RETURNING id").fetchone() == (3,)
    target = tmp_path / "other" / "media"
    target.mkdir(parents=True)
    (target / "later.txt").write_text("later")
    archive.restore_media(tmp_path / "backup", target)
    assert [path.name for path in target.rglob("*")] == ["附 件", "图.txt"]
    archive.restore_credentials(tmp_path / "backup", tmp_path / "other")
    assert credentials.read(tmp_path / "other")["users"] == [{"role": "sme", "email": "a@b.cn", "password": "p"}]


def test_a_failing_restore_leaves_the_database_as_it_was(databases: tuple[str, str], site: Path, tmp_path: Path):
    old, new = databases
    _fill(old)
    _fill(new)
    _backup(tmp_path / "backup", old, site)
    dump = tmp_path / "backup" / "database.dump"
    dump.write_bytes(dump.read_bytes()[:-400])
    with pytest.raises(archive.ArchiveError, match="was left as it was"):
        archive.restore_database(tmp_path / "backup", database_url=new)
    assert len(_rows(new)) == 2


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        (lambda folder: (folder / "media" / "附 件" / "图.txt").write_text("CONTENT"), "图.txt differs"),
        (lambda folder: (folder / "media" / "附 件" / "图.txt").unlink(), "图.txt is missing"),
        (lambda folder: (folder / "media" / "strange").write_text(""), "does not know: media/strange"),
        (lambda folder: (folder / "manifest.json").unlink(), "is no backup"),
        (lambda folder: (folder / "manifest.json").write_text("{"), "is no backup"),
    ],
)
def test_a_damaged_backup_is_refused_with_the_file_named(
    databases: tuple[str, str], site: Path, tmp_path: Path, damage, words: str
):
    _fill(databases[0])
    _backup(tmp_path / "backup", databases[0], site)
    damage(tmp_path / "backup")
    with pytest.raises(archive.ArchiveError, match=words):
        archive.verify(tmp_path / "backup")


def test_a_backup_of_another_format_is_refused(tmp_path: Path):
    (tmp_path / "manifest.json").write_text(json.dumps({"format": 9, "files": {"database.dump": {}}}))
    with pytest.raises(archive.ArchiveError, match="has the format 9; this version reads 1"):
        archive.verify(tmp_path)


def test_an_existing_folder_is_not_overwritten_and_a_failure_leaves_none(site: Path, tmp_path: Path):
    target = tmp_path / "backup"
    target.mkdir()
    (target / "mine").write_text("mine")
    with pytest.raises(archive.ArchiveError, match="exists already"):
        _backup(target, "postgresql://nobody@127.0.0.1:9/none", site)
    assert (target / "mine").read_text() == "mine"
    with pytest.raises(archive.ArchiveError, match="could not be dumped"):
        _backup(tmp_path / "second", "postgresql://nobody@127.0.0.1:9/none", site)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["backup", "data"]


def test_a_baseline_serves_only_the_migrations_it_was_made_from(databases: tuple[str, str], tmp_path: Path):
    old, new = databases
    _fill(old)
    migration = tmp_path / "things" / "migrations" / "0001_initial.py"
    migration.parent.mkdir(parents=True)
    migration.write_text("one")
    with psycopg.connect(old) as connection:
        connection.execute("CREATE TABLE django_migrations (id int, applied timestamptz)")
    file = tmp_path / "baseline.sql.gz"
    baseline.write(old, tmp_path, {"psycopg": psycopg.__version__}, file)
    assert baseline.covers_everything(tmp_path, file)
    assert not baseline.apply(old, tmp_path, file)  # not empty
    assert baseline.apply(new, tmp_path, file)
    assert _rows(new) == _rows(old)
    (migration.parent / "0002_more.py").write_text("two")
    assert baseline.usable(tmp_path, file) is not None  # the newer one runs after it
    assert not baseline.covers_everything(tmp_path, file)
    migration.write_text("changed")
    assert baseline.usable(tmp_path, file) is None
    baseline.write(old, tmp_path, {"psycopg": "0.0.1"}, file)
    assert baseline.usable(tmp_path, file) is None
    file.write_bytes(b"no gzip")
    assert baseline.usable(tmp_path, file) is None

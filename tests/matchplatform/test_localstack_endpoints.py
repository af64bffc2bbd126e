"""Where the servers are: pure functions over an environment and small files."""

import os
import stat
from pathlib import Path

import psycopg.conninfo
import pytest
import redis

from matchplatform.localstack import credentials, endpoints


def test_environment_comes_before_files_and_files_before_the_default_place(tmp_path: Path):
    place = {"MATCHPLATFORM_DATA_DIR": str(tmp_path)}
    assert endpoints.resolve(place, tmp_path).database_url.startswith("postgresql://matchplatform@/matchplatform?host=")
    endpoints.write_json(
        tmp_path / "runtime.json", {"database_url": "postgresql://a@b/c", "redis_url": "redis://x:1/0"}
    )
    assert endpoints.resolve(place, tmp_path).database_url == "postgresql://a@b/c"
    assert endpoints.resolve(place, tmp_path).redis_url == "redis://x:1/0"
    named = {**place, "DATABASE_URL": "postgresql://d@e/f", "REDIS_URL": "redis://y:2/4"}
    found = endpoints.resolve(named, tmp_path)
    assert (found.database_url, found.redis_url, found.cache_url) == (
        "postgresql://d@e/f",
        "redis://y:2/4",
        "redis://y:2/5",
    )


def test_nothing_there_and_damaged_files_still_give_a_place(tmp_path: Path):
    (tmp_path / ".data").mkdir()
    (tmp_path / ".data" / "runtime.json").write_text("{broken")
    (tmp_path / ".data" / "secrets.json").write_text("[1]")
    found = endpoints.resolve({}, tmp_path)
    assert found.data_dir == tmp_path / ".data"
    assert found.secret_key is None
    assert endpoints.database_settings(found.database_url)["NAME"] == "matchplatform"


@pytest.mark.parametrize("name", ["with space", "数据", "plus+percent%20", "x" * 90])
def test_awkward_data_directories_put_their_sockets_into_the_temp_folder(tmp_path: Path, name: str):
    folder = endpoints.socket_directory(tmp_path / name)
    assert folder.parent == Path(endpoints.tempfile.gettempdir())
    assert len(os.fsencode(folder / endpoints.POSTGRES_SOCKET)) <= 103
    assert folder == endpoints.socket_directory(tmp_path / name)
    assert folder != endpoints.socket_directory(tmp_path / f"{name}2")


def test_plain_data_directory_keeps_its_sockets():
    assert endpoints.socket_directory(Path("/srv/match/data")) == Path("/srv/match/data/run")


def test_socket_urls_mean_the_same_to_every_reader():
    url = endpoints.embedded_database_url(Path("/srv/match/run"), "p@ss/w:ö")
    libpq = psycopg.conninfo.conninfo_to_dict(url)
    django = endpoints.database_settings(url)
    assert libpq == {
        "user": "matchplatform",
        "password": "p@ss/w:ö",
        "dbname": "matchplatform",
        "host": "/srv/match/run",
    }
    assert (django["USER"], django["PASSWORD"], django["NAME"], django["HOST"], django["OPTIONS"]) == (
        libpq["user"], libpq["password"], libpq["dbname"], libpq["host"], {},
    )  # fmt: skip


def test_network_url_keeps_host_port_and_options():
    found = endpoints.database_settings("postgres://u:p%40@db.example:6432/n?sslmode=require")
    assert (found["HOST"], found["PORT"], found["PASSWORD"], found["OPTIONS"]) == (
        "db.example", "6432", "p@", {"sslmode": "require"},
    )  # fmt: skip


def test_another_database_is_refused_in_words():
    with pytest.raises(ValueError, match="must start with postgresql://, not 'mysql'"):
        endpoints.database_settings("mysql://u@h/n")


@pytest.mark.parametrize(
    ("plain", "celery", "cache"),
    [
        ("unix:///run/v.sock?db=0", "redis+socket:///run/v.sock?virtual_host=0", "unix:///run/v.sock?db=1"),
        ("unix:///run/v.sock?db=6", "redis+socket:///run/v.sock?virtual_host=6", "unix:///run/v.sock?db=7"),
        ("redis://:pw@h:6379/2", "redis://:pw@h:6379/2", "redis://:pw@h:6379/3"),
        ("redis://h:6379", "redis://h:6379", "redis://h:6379/1"),
    ],
)
def test_redis_spellings(plain: str, celery: str, cache: str):
    assert endpoints.celery_url(plain) == celery
    assert endpoints.plain_redis_url(celery) == plain
    assert endpoints.next_database(plain) == cache
    with redis.from_url(cache) as client:
        assert str(client.connection_pool.connection_kwargs["db"]) == cache[-1]


def test_secret_files_are_readable_by_their_owner_alone(tmp_path: Path):
    path = credentials.write(
        tmp_path, {"users": [{"role": "sme", "email": "a@b.cn", "password": "x"}], "api_clients": []}
    )
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [entry.name for entry in tmp_path.iterdir()] == ["demo-credentials.json"]


def test_a_new_address_keeps_the_demo_logins(tmp_path: Path):
    users = [{"role": "admin", "email": "a@b.cn", "password": "secret"}]
    credentials.set_url(tmp_path, "http://127.0.0.1:1")
    assert credentials.read(tmp_path) == {}
    credentials.write(tmp_path, {"users": users, "api_clients": []})
    credentials.set_url(tmp_path, "http://127.0.0.1:9")
    assert credentials.read(tmp_path) == {"url": "http://127.0.0.1:9", "users": users, "api_clients": []}

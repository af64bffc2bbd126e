"""Database and broker of one ``up``: embedded ones are started or adopted, named ones are reached."""

import os
import threading
from collections.abc import Callable, Mapping
from pathlib import Path

from matchplatform.localstack import endpoints, external, secrets_file
from matchplatform.localstack.console import Console
from matchplatform.localstack.postgres import Postgres
from matchplatform.localstack.valkey import Valkey

_HOW = {"created": "ready, new database", "adopted": "was running, taken over", "started": "ready"}


class Servers:
    """Start both side by side with ``launch``, wait for ``done``; then ``urls`` is filled."""

    def __init__(self, data_dir: Path, environ: Mapping[str, str], console: Console) -> None:
        self._data_dir = data_dir
        self._environ = environ
        self._console = console
        self._embedded: list[Postgres | Valkey] = []
        self._threads: list[threading.Thread] = []
        self._errors: list[BaseException] = []

    def launch(self) -> None:
        secrets_file.ensure(self._data_dir)
        for task in (self._database_task(), self._broker_task()):
            thread = threading.Thread(target=self._guarded, args=(task,), daemon=True)
            self._threads.append(thread)
            thread.start()

    def makes_a_database(self) -> bool:
        """True before the first start over a data directory, unless another server is named."""
        return not self._environ.get("DATABASE_URL") and not Postgres(self._data_dir).exists()

    @property
    def launched(self) -> bool:
        return bool(self._threads)

    def done(self) -> bool:
        """True when both are ready; raises the first error of either."""
        if self._errors:
            raise self._errors[0]
        return not any(thread.is_alive() for thread in self._threads)

    def urls(self) -> dict[str, str]:
        """``database_url``, ``redis_url`` and ``cache_url`` for all other processes."""
        secrets = secrets_file.ensure(self._data_dir)
        folder = endpoints.socket_directory(self._data_dir)
        embedded_database = endpoints.embedded_database_url(folder, secrets["postgres_password"])
        redis_url = self._environ.get("REDIS_URL") or endpoints.embedded_redis_url(folder)
        return {
            "database_url": self._environ.get("DATABASE_URL") or embedded_database,
            "redis_url": redis_url,
            "cache_url": self._environ.get("REDIS_CACHE_URL") or endpoints.next_database(redis_url),
        }

    def look_after(self) -> None:
        for server in self._embedded:
            if not server.alive():
                self._console.step(f"{type(server).__name__} has ended, starting it again")
                server.start()

    def stop(self) -> None:
        for thread in self._threads:
            thread.join(timeout=10)  # a half-started server could not be stopped
        for server in reversed(self._embedded):
            server.stop()
        endpoints.remove_outside_sockets(self._data_dir)

    def _database_task(self) -> Callable[[], None]:
        if url := self._environ.get("DATABASE_URL"):
            return lambda: self._reach_database(url)
        postgres = Postgres(self._data_dir)
        self._embedded.append(postgres)
        return lambda: self._console.step(f"PostgreSQL: {_HOW[postgres.start()]}")

    def _broker_task(self) -> Callable[[], None]:
        if url := self._environ.get("REDIS_URL"):
            return lambda: self._reach_broker(url)
        valkey = Valkey(self._data_dir)
        self._embedded.append(valkey)
        return lambda: self._console.step(f"Valkey, the task broker: {_HOW[valkey.start()]}")

    def _reach_database(self, url: str) -> None:
        external.await_database(url)
        self._console.step("PostgreSQL: using the server named by DATABASE_URL")

    def _reach_broker(self, url: str) -> None:
        note = "" if external.broker_answers(url) else ", which does not answer; work goes on without it, slower"
        self._console.step(f"Redis: using the server named by REDIS_URL{note}")

    def _guarded(self, task: Callable[[], None]) -> None:
        try:
            task()
        except BaseException as error:  # handed to the waiting thread by done()
            self._errors.append(error)


def child_environment(
    data_dir: Path, urls: Mapping[str, str], *, site_url: str, reachable_by_others: bool
) -> dict[str, str]:
    """The environment of every process that ``up`` starts: the caller's, with the addresses and the profile set."""
    values = {
        **os.environ,
        "DATABASE_URL": urls["database_url"],
        "REDIS_URL": urls["redis_url"],
        "REDIS_CACHE_URL": urls["cache_url"],
        "DJANGO_SECRET_KEY": os.environ.get("DJANGO_SECRET_KEY") or secrets_file.ensure(data_dir)["django_secret_key"],
        "MATCHPLATFORM_DATA_DIR": str(data_dir),
        "MATCHPLATFORM_SITE_URL": os.environ.get("MATCHPLATFORM_SITE_URL") or site_url,
        "DJANGO_ENV": "development",
        "DJANGO_SETTINGS_MODULE": "matchplatform.settings",
        "PYTHONUNBUFFERED": "1",
    }
    named_hosts = os.environ.get("DJANGO_ALLOWED_HOSTS", "")
    if named_hosts:
        values["DJANGO_ALLOWED_HOSTS"] = f"{named_hosts},127.0.0.1,localhost,[::1]"  # this site is also reached locally
    elif reachable_by_others:
        values["DJANGO_ALLOWED_HOSTS"] = "*"
    # Without compiled files every process would compile some hundred packages anew: 10 s instead of 2.
    values.pop("PYTHONDONTWRITEBYTECODE", None)
    return values

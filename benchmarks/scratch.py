"""A scratch stack: throw-away PostgreSQL and broker, migrated, with a worker where asked for."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent


@contextmanager
def stack() -> Iterator[dict[str, str]]:
    """Environment of a new, migrated scratch stack; everything is gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="matchplatform-bench-"))
    guardian = subprocess.Popen(
        [sys.executable, "-m", "matchplatform.localstack.guardian", str(folder), "postgres", "valkey"],
        cwd=PROJECT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    try:
        answer = json.loads(guardian.stdout.readline() or "{}")
        if "database_url" not in answer:
            raise SystemExit(f"The scratch servers did not start: {answer.get('error', 'no answer')}")
        environment = os.environ | {
            "DATABASE_URL": answer["database_url"],
            "REDIS_URL": answer["redis_url"],
            "MATCHPLATFORM_DATA_DIR": str(folder / "data"),
            "DJANGO_ENV": "development",
            "PYTHONWARNINGS": "ignore",
        }
        manage(environment, "migrate", "--verbosity", "0")
        yield environment
    finally:
        guardian.stdin.close()
        guardian.stdout.close()
        guardian.wait(timeout=60)


def manage(environment: dict[str, str], *arguments: str) -> None:
    """Run one command of the project in the scratch stack."""
    subprocess.run([sys.executable, "manage.py", *arguments], cwd=PROJECT, env=environment, check=True)


@contextmanager
def worker(environment: dict[str, str], name: str, queues: str) -> Iterator[subprocess.Popen[bytes]]:
    """A real worker process as ``up`` starts it."""
    process = subprocess.Popen(
        [
            *(sys.executable, "-m", "celery", "--app", "matchplatform", "worker", "--concurrency", "1"),
            *("--queues", queues, "--hostname", f"{name}@bench", "--loglevel", "WARNING"),
            *("--without-gossip", "--without-mingle", "--without-heartbeat"),
        ],
        cwd=PROJECT,
        env=environment,
        start_new_session=True,
    )
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

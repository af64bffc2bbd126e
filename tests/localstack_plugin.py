"""Starts the servers the suite needs, before Django's settings are read (loaded by ``-p`` in pyproject.toml).

Where DATABASE_URL or REDIS_URL is set, that server is used; for the others an embedded one starts once in a temporary
folder, for all workers of pytest-xdist together. It ends with the main pytest process, however that ends. Files the
tests write go to the same folder, never to a developer's own data directory.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parent.parent
_SHARED_REDIS = "MATCHPLATFORM_TEST_REDIS_URL"


def _start_servers() -> subprocess.Popen[str]:
    # The default temp folder keeps the sockets' paths short; everything in it belongs to this run.
    folder = Path(tempfile.mkdtemp(prefix="matchplatform-tests-"))
    wanted = [
        name
        for name, variable in (("postgres", "DATABASE_URL"), ("valkey", "REDIS_URL"))
        if not os.environ.get(variable)
    ]
    guardian = subprocess.Popen(
        [sys.executable, "-m", "matchplatform.localstack.guardian", str(folder), *wanted],
        cwd=PROJECT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    answer = json.loads(guardian.stdout.readline() or "{}")
    if "redis_url" in answer:
        os.environ["REDIS_URL"] = os.environ[_SHARED_REDIS] = answer["redis_url"]
    if "database_url" in answer:
        os.environ["DATABASE_URL"] = answer["database_url"]
    if len(answer) != len(wanted) or "error" in answer:
        raise pytest.UsageError(f"The test servers did not start: {answer.get('error', 'no answer')}")
    os.environ["MATCHPLATFORM_DATA_DIR"] = str(folder / "data")
    (folder / "data" / "static").mkdir(parents=True, exist_ok=True)  # WhiteNoise warns about a missing one
    return guardian


def _own_redis_database() -> None:
    """Each xdist worker gets two databases of the shared server, so that a flush in one test disturbs no other."""
    number = int(os.environ["PYTEST_XDIST_WORKER"].removeprefix("gw"))
    if shared := os.environ.get(_SHARED_REDIS):
        os.environ["REDIS_URL"] = shared.replace("?db=0", f"?db={2 + 2 * (number % 60)}")


os.environ["DJANGO_ENV"] = "test"
if "PYTEST_XDIST_WORKER" in os.environ:
    _own_redis_database()
    _guardian = None
else:
    _guardian = _start_servers()


@pytest.hookimpl(tryfirst=True)  # a later hook may raise, and the servers must be gone all the same
def pytest_unconfigure() -> None:
    """Close the pipe and wait, so that the servers are gone when the prompt is back."""
    if _guardian is None or _guardian.poll() is not None:
        return
    _guardian.stdin.close()
    try:
        _guardian.wait(timeout=60)
    except subprocess.TimeoutExpired:
        _guardian.kill()
        _guardian.wait()
    _guardian.stdout.close()

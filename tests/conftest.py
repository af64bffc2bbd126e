"""Shared fixtures; keep them few."""

import os
import shutil
from collections.abc import Callable
from typing import Any

import pytest

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Browser tests skip with a clear word where Chromium is absent (CI counts that skip as a failure)."""
    browser_tests = [item for item in items if item.get_closest_marker("browser")]
    if browser_tests:
        # Playwright keeps an event loop in the thread that also makes the rows.
        os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    if CHROMIUM is None and browser_tests and os.environ.get("CI"):
        raise pytest.UsageError("Chromium is absent; here the browser tests must run.")
    if CHROMIUM is None:
        for item in browser_tests:
            item.add_marker(pytest.mark.skip(reason="Chromium is absent: apt-get install chromium fonts-noto-cjk"))


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, object]:
    """The system's Chromium instead of a downloaded one."""
    return {"executable_path": CHROMIUM, "args": ["--no-sandbox", "--disable-gpu"]}


@pytest.fixture(scope="session")
def base_url() -> str:
    """Replaces the fixture of pytest-base-url, which newer pytest warns about; tests use ``live_server.url``."""
    return ""


@pytest.fixture
def count_queries() -> Callable[[Callable[[], Any]], int]:
    """Runs a request and says how many queries it took; the answer must be a page that worked."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def count(request: Callable[[], Any]) -> int:
        with CaptureQueriesContext(connection) as captured:
            answer = request()
        assert answer.status_code == 200, answer.status_code
        return len(captured)

    return count

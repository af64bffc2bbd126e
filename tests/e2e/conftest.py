"""Visitors with real browsers. A console error, a script error or an unexpected refusal fails the test that caused it."""

from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import pytest
from django.conf import settings as configured
from django.core.cache import cache
from django.test import Client
from playwright.sync_api import Browser, Page, Response, expect

from accounts.models import User

LOCALES = {"zh": "zh-CN", "en": "en-US"}
#: (Re)loading and polling pages on a busy machine; an assertion that holds returns at once.
PATIENCE_MS = 15_000


class Visitors:
    """Opens pages for people; ``refused`` takes the (status, path) answers a test expects, ``troubles`` is what went wrong."""

    def __init__(self, browser: Browser, address: str) -> None:
        self.browser, self.address = browser, address
        self.troubles: list[str] = []
        self.refused: list[tuple[int, str]] = []

    def __call__(
        self, user: User | None = None, *, language: str = "en", width: int = 1440, script: bool = True
    ) -> Page:
        context = self.browser.new_context(
            base_url=self.address,
            locale=LOCALES[language],
            viewport={"width": width, "height": 900},
            java_script_enabled=script,
            reduced_motion="reduce",
        )
        context.set_default_timeout(PATIENCE_MS)
        if user is not None:
            client = Client()
            client.force_login(user)
            session = client.cookies[configured.SESSION_COOKIE_NAME].value
            context.add_cookies([{"name": configured.SESSION_COOKIE_NAME, "value": session, "url": self.address}])
        page = context.new_page()
        page.on("response", self._answered)
        page.on("pageerror", lambda error: self.troubles.append(str(error)))
        page.on("console", lambda message: self._said(message.type, message.text))
        return page

    def _answered(self, response: Response) -> None:
        if response.status >= 400:
            self.refused.append((response.status, urlsplit(response.url).path))

    def _said(self, kind: str, text: str) -> None:
        # The status itself is in ``refused``; a violation of the Content-Security-Policy comes as a console error.
        if kind == "error" and not text.startswith("Failed to load resource"):
            self.troubles.append(text)


@pytest.fixture
def visit(browser: Browser, live_server, transactional_db) -> Iterator[Visitors]:
    """``visit(user, language="zh", width=390)`` is a page of a fresh browser profile."""
    cache.clear()
    expect.set_options(timeout=PATIENCE_MS)
    visitors = Visitors(browser, live_server.url)
    yield visitors
    for context in list(browser.contexts):
        context.close()
    cache.clear()
    assert visitors.troubles == []
    assert visitors.refused == []


@pytest.fixture(autouse=True)
def matching_by_words(settings, tmp_path) -> Iterator[None]:
    """Every test matches in this process, by words, over an index of its own."""
    from matching.retrieval import vectors
    from matching.retrieval.library import library
    from matching.retrieval.openings import openings

    def forget() -> None:
        library.forget()
        openings._held = None
        vectors._Held.encoder, vectors._Held.failed_at = None, -1e9

    settings.MATCHING_INDEX_DIR = tmp_path / "index"
    settings.MATCHING_ENCODER = "none"
    settings.MATCHING_SHIPPED_VECTORS = tmp_path / "vectors.npz"
    forget()
    yield
    forget()


@pytest.fixture
def expect_refusal(visit: Visitors) -> Callable[[int, str], None]:
    """The one refusal a journey is about: it must have come, and is then no trouble."""

    def take(status: int, path: str) -> None:
        assert visit.refused == [(status, path)]
        visit.refused.clear()

    return take

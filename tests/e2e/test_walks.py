"""The official's way from a number to its rows; the way by keyboard alone."""

import pytest
from playwright.sync_api import expect

from tests.factories.accounts import person, region
from tests.factories.achievements import AchievementFactory
from tests.factories.demands import DemandFactory

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(
    ("language", "width", "label"), [("zh", 390, "尚未答复的需求"), ("en", 1440, "demands without an answer")]
)
def test_an_official_follows_a_number_to_its_rows(visit, language, width, label):
    henan = [DemandFactory(region=region("410300")), DemandFactory(region=region("410300"))]
    DemandFactory(region=region("510100"), title="四川的难题")
    page = visit(person("official"), language=language, width=width)
    page.goto("/workspace/")
    expect(page).to_have_url(f"{visit.address}/board/")
    number = page.locator("a.stat[href$='/board/rows/demands_unanswered/']")
    expect(number.locator("b")).to_have_text("2")
    expect(number.locator("span")).to_have_text(label)
    number.click()
    expect(page).to_have_url(f"{visit.address}/board/rows/demands_unanswered/")
    rows = page.locator("main tbody tr")
    expect(rows).to_have_count(2)
    shown = rows.locator("th a").all_text_contents()
    assert sorted(shown) == sorted(demand.title for demand in henan)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_home_to_an_achievement_by_keyboard(visit):
    entry = AchievementFactory(title="含油废水陶瓷膜处理")
    page = visit()
    page.goto("/")

    def tab_to(address: str, *, most: int) -> None:
        """Press Tab until the link to ``address`` has the focus; every stop on the way must be visible."""
        for _ in range(most):
            page.keyboard.press("Tab")
            stop = page.evaluate("""() => {
                const stop = document.activeElement, style = getComputedStyle(stop), box = stop.getBoundingClientRect();
                return {href: stop.getAttribute("href"), tag: stop.tagName,
                        seen: box.width > 0 && box.height > 0 && box.top >= 0 && box.bottom <= innerHeight + 1,
                        ring: style.outlineStyle !== "none" || style.boxShadow !== "none"};
            }""")
            assert stop["seen"], stop
            assert stop["ring"], stop
            if stop["href"] == address:
                return
        raise AssertionError(f"{most} presses of Tab do not reach {address}")

    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#main"
    tab_to("/achievements/", most=4)
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{visit.address}/achievements/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#main"
    page.keyboard.press("Enter")
    tab_to(f"/achievements/{entry.no}/", most=30)
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("含油废水陶瓷膜处理")

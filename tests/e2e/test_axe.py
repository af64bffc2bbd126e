"""axe over the main page of each door and the kinds of pages: desktop and phone."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from matching.actions import run_for_demand
from tests.factories.accounts import member_of, person, region
from tests.factories.achievements import AchievementFactory, complete
from tests.factories.demands import DemandFactory
from tests.factories.demands import complete as complete_demand

pytestmark = pytest.mark.browser


def violations(page) -> list[tuple[str, str]]:
    return [(found["id"], found["nodes"][0]["html"]) for found in Axe().run(page).response["violations"]]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_page_has_an_axe_violation_or_scrolls_sideways(visit, language):
    place = region("410100")
    author = person("institution")
    entry = complete(AchievementFactory(organization=author.organization, region=place, trl=7))
    AchievementFactory(organization=author.organization, status="submitted", published_at=None)
    demand = complete_demand(DemandFactory(region=place))
    run_for_demand(demand.pk)
    owner = member_of(demand.organization)
    found = {}
    walks = [
        (None, ["/", "/achievements/", f"/achievements/{entry.no}/"]),
        (owner, ["/workspace/", f"/demands/{demand.no}/edit/", f"/demands/{demand.no}/matches/"]),
        (author, ["/workspace/"]),
        (person("reviewer"), ["/curation/"]),
        (person("official"), ["/board/"]),
    ]
    for user, addresses in walks:
        page = visit(user, language=language)
        for address in addresses:
            page.goto(address)
            expect(page.locator("main h1")).to_have_count(1)
            for width in (1440, 390):
                page.set_viewport_size({"width": width, "height": 900})
                if bad := violations(page):
                    found[(user and user.email, address, width)] = bad
                if page.evaluate("document.documentElement.scrollWidth") > width:
                    found[(user and user.email, address, width)] = "scrolls sideways"
        page.context.close()
    assert not found, "\n".join(f"{where}: {what}" for where, what in found.items())

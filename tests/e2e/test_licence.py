"""An open licence is taken by a firm, paid, and printed as a receipt."""

from decimal import Decimal

import pytest
from playwright.sync_api import expect

from deals.models import Licence
from tests.factories.accounts import OrganizationFactory, member_of
from tests.factories.achievements import AchievementFactory, OpenLicenceFactory

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(("width", "script"), [(1440, True), (390, True), (1440, False)])
def test_a_small_firm_takes_an_open_licence(visit, width, script):
    achievement = AchievementFactory(title="Ceramic membrane treatment", title_other="陶瓷膜处理", language="en")
    statement = OpenLicenceFactory(achievement=achievement, slots=1)
    firm = member_of(OrganizationFactory(size="S", name="洛阳轴承"), "admin", name="康工")
    owner = member_of(statement.organization, "admin", name="梁老师")

    page = visit(firm, width=width, script=script)
    page.goto(f"/achievements/{achievement.no}/")
    page.get_by_role("link", name="Terms and taking it").click()
    expect(page.locator("tr", has_text="your firm")).to_contain_text("14,000.00")
    page.get_by_role("link", name="Take this licence").click()
    page.get_by_label("With know-how support").check()
    if script:
        expect(page.locator("#terms-text")).to_contain_text("together 22000.00 CNY")
    page.get_by_label("Product it is used for").fill("coolant recycler")
    page.get_by_label("We have read the terms and agree to them.").check()
    page.get_by_role("button", name="Take the licence").click()
    expect(page.locator("main")).to_contain_text("22,000.00 CNY")
    row = Licence.objects.get()
    assert (row.total, row.status, row.product) == (Decimal("22000.00"), "taken", "coolant recycler")
    assert page.evaluate("document.documentElement.scrollWidth") <= width

    licensor = visit(owner, width=width, script=script)
    licensor.goto(f"/licences/{statement.no}/register/")
    licensor.get_by_role("link", name="Firm").first.click()
    licensor.get_by_role("button", name="The payment has arrived").click()
    expect(licensor.locator(".page-head")).to_contain_text("in force")
    page.reload()
    expect(page.locator(".page-head")).to_contain_text("in force")

    visitor = visit(width=width, script=script)
    visitor.goto(f"/licences/{statement.no}/")
    expect(visitor.locator("main")).to_contain_text("1 / 1")
    expect(visitor.get_by_role("link", name="Take this licence")).to_have_count(0)

"""From the first interest to the signed contract, in the browser of both sides."""

import pytest
from playwright.sync_api import Page, expect

from deals.models import Deal, Interest
from deals.signing import provider
from tests.factories.deals import Sides

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.SIGNING_DIR = tmp_path / "signing"
    provider.cache_clear()
    yield
    provider.cache_clear()


def press(page: Page, name: str) -> None:
    """A button, and the question behind it where there is one; returns once the next page has come."""
    button = page.get_by_role("button", name=name, exact=True).first
    if button.evaluate("b => Boolean(b.form && b.form.dataset.confirm)"):
        button.click()
        button = page.locator("#confirm [data-confirm-ok]")
    with page.expect_navigation():
        button.click()


@pytest.mark.parametrize("width", [1440, 390])
def test_from_interest_to_a_signed_contract(visit, width):
    sides = Sides()
    firm, holder = visit(sides.need, width=width), visit(sides.supply, width=width)
    firm.goto(f"/achievements/{sides.achievement.no}/")
    firm.get_by_role("link", name="Interested", exact=True).click()
    firm.fill("[name=wanted]", "A trial first, then a licence.")
    firm.fill("[name=about]", "A bearing factory in Luoyang.")
    firm.get_by_role("button", name="Send").click()
    row = Interest.objects.get()
    expect(firm.locator("h1")).to_have_text(sides.achievement.title)
    expect(firm.locator("main")).not_to_contain_text("13900000002")

    holder.goto("/workspace/interests/")
    holder.get_by_role("link", name=sides.achievement.title).click()
    press(holder, "Accept and exchange contacts")
    expect(holder.locator("main")).to_contain_text("13800000001")
    press(holder, "Open a deal room")
    deal = Deal.objects.get(interest=row)
    press(holder, "Negotiate terms")
    holder.get_by_role("link", name="Terms", exact=True).click()
    holder.select_option("[name=right]", "non_exclusive")
    holder.fill("[name=scope]", "One line.")
    holder.fill("[name=starts_on]", "2027-01-01")
    holder.fill("[name=amount_total]", "120000")
    holder.fill("[name=amount_technical]", "100000")
    holder.fill("[name=first_payment_on]", "2027-02-01")
    press(holder, "Save the terms")
    press(holder, "Accept the terms")
    firm.goto(f"/workspace/deals/{deal.no}/")
    firm.get_by_role("link", name="Do it now").click()
    press(firm, "Accept the terms")
    holder.goto(f"/workspace/deals/{deal.no}/contract/")
    press(holder, "Generate the draft")
    expect(holder.locator("main")).to_contain_text("Technology licence contract")
    press(holder, "Send for signature")
    press(holder, "Sign for your organization")
    firm.goto(f"/workspace/deals/{deal.no}/contract/")
    press(firm, "Sign for your organization")
    expect(firm.get_by_role("button", name="Sign for your organization")).to_have_count(0)
    expect(firm.get_by_role("link", name="Signed PDF")).to_be_visible()
    deal.refresh_from_db()
    assert (deal.status, deal.contracts.get().signatures.count()) == ("performing", 2)
    for tab in ("", "terms/", "work/", "files/", "consent/", "receipt/"):
        firm.goto(f"/workspace/deals/{deal.no}/{tab}")
        assert firm.evaluate("document.documentElement.scrollWidth") <= width

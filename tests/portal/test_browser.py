"""What static/js/site.js adds, in a real browser under the real Content-Security-Policy; and axe over the frame's pages."""

import pytest
from axe_playwright_python.sync_playwright import Axe

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def gallery_page(page, live_server, client, django_user_model):
    """The gallery as staff sees it; fails on any console error, which is where a CSP violation shows."""
    client.force_login(django_user_model.objects.create_user("staff@example.org", "Correct-horse-9", is_staff=True))
    page.context.add_cookies(
        [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}]
    )
    troubles: list[str] = []
    page.on("console", lambda message: troubles.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.goto(f"{live_server.url}/gallery/")
    yield page
    assert troubles == []


def test_counter_counts_characters_and_cuts_nothing(gallery_page):
    gallery_page.fill("#light_title", "字" * 59 + "𠮷" * 3)
    counter = gallery_page.locator("[data-counter-for=light_title]")
    assert "2" in counter.text_content()
    assert "over" in counter.get_attribute("class").split()
    assert len(gallery_page.input_value("#light_title")) == 62


def test_slash_goes_to_the_search_field_but_not_while_typing(gallery_page):
    gallery_page.keyboard.press("/")
    assert gallery_page.evaluate("document.activeElement.name") == "q"
    gallery_page.focus("#light_problem")
    gallery_page.keyboard.press("/")
    assert gallery_page.evaluate("document.activeElement.id") == "light_problem"


def test_theme_is_remembered_by_the_server(gallery_page):
    gallery_page.emulate_media(color_scheme="light")
    gallery_page.locator("[data-theme-toggle]").first.click()
    gallery_page.reload()
    assert gallery_page.evaluate("document.documentElement.dataset.theme") == "dark"
    assert gallery_page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(20, 23, 26)"


def test_menu_closes_on_escape_and_gives_the_focus_back(gallery_page):
    gallery_page.locator(".head-tools details.menu summary").click()
    gallery_page.keyboard.press("Escape")
    assert gallery_page.locator("details.menu[open]").count() == 0
    assert gallery_page.evaluate("document.activeElement.tagName") == "SUMMARY"


def test_confirm_asks_first_and_cancel_sends_nothing(gallery_page):
    gallery_page.evaluate("""() => {
        const form = document.createElement("form");
        form.dataset.confirm = "Withdraw this demand?";
        form.innerHTML = '<button id="withdraw" name="sent" value="1">x</button>';
        document.querySelector("main").append(form);
    }""")
    before = gallery_page.url
    gallery_page.click("#withdraw")
    assert gallery_page.locator("#confirm [data-confirm-text]").text_content() == "Withdraw this demand?"
    gallery_page.locator("#confirm button").first.click()
    assert gallery_page.url == before
    gallery_page.click("#withdraw")
    gallery_page.locator("#confirm [data-confirm-ok]").click()
    gallery_page.wait_for_url("**/gallery/?sent=1")


def test_language_switch_keeps_page_and_query(gallery_page, live_server):
    gallery_page.goto(f"{live_server.url}/gallery/?page=2")
    before = gallery_page.evaluate("document.documentElement.lang")
    gallery_page.locator("form[action$='setlang/'] button").click()
    gallery_page.wait_for_load_state()
    assert gallery_page.url == f"{live_server.url}/gallery/?page=2"
    assert {before[:2], gallery_page.evaluate("document.documentElement.lang")[:2]} == {"zh", "en"}


@pytest.mark.parametrize("width", [1440, 390])
def test_frame_has_no_axe_violation_and_no_sideways_scroll(gallery_page, live_server, width):
    gallery_page.set_viewport_size({"width": width, "height": 900})
    for address in ("/gallery/", "/accounts/2fa/", "/accounts/email/", "/no-such-page/"):
        gallery_page.route("**/no-such-page/", lambda route: route.fulfill(response=route.fetch(), status=200))
        gallery_page.goto(live_server.url + address)
        violations = [
            (found["id"], found["nodes"][0]["html"]) for found in Axe().run(gallery_page).response["violations"]
        ]
        assert violations == [], address
        assert gallery_page.evaluate("document.documentElement.scrollWidth") <= width, address


def test_sign_in_works_without_javascript(browser, live_server, django_user_model):
    django_user_model.objects.create_user("li@example.org", "Correct-horse-9")
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(f"{live_server.url}/accounts/login/?next=/gallery/")
    page.fill("[name=login]", "li@example.org")
    page.fill("[name=password]", "wrong")
    page.locator("main form .btn.primary").click()
    assert page.locator(".error-summary li").count() == 1
    page.fill("[name=password]", "Correct-horse-9")
    page.locator("main form .btn.primary").click()
    assert page.url == f"{live_server.url}/gallery/"

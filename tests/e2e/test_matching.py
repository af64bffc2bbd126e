"""From a stranger's sentence to ranked matches and his answers; the same without JavaScript."""

import pytest
from playwright.sync_api import expect

from accounts.models import User
from accounts.validators import credit_code_check_character
from demands.models import Demand
from matching.actions import run_for_demand
from matching.models import Feedback, Match
from tests.factories.accounts import PASSWORD, person
from tests.factories.achievements import AchievementFactory, complete

pytestmark = pytest.mark.browser

TITLE = "切削液废水处理成本太高"
PROBLEM = "每天约20吨乳化含油废水，COD约8000 mg/L，希望出水油含量低于10 mg/L，每吨不超过15元。"
LICENCE = "91410100MA44ABCD1"
SUPPLY = (
    ("含油废水陶瓷膜深度处理", "陶瓷膜处理机加工乳化含油废水，出水油含量低于10 mg/L。"),
    ("切削液废水电絮凝处理装置", "切削液废水经电絮凝破乳，COD由8000 mg/L降到450 mg/L。"),
    ("乳化油废水破乳剂", "高效破乳剂用于乳化含油废水，每吨药剂成本6元。"),
)


@pytest.fixture
def library():
    return [complete(AchievementFactory(title=title, summary=summary, trl=8)) for title, summary in SUPPLY]


def quotes(page, side: str) -> list[str]:
    return page.locator(f"#matches .{side} q").all_text_contents()


def said_by(entry, *fields: str) -> str:
    """Everything a quote may be taken from: the texts and the indicator rows."""
    rows = [f"{row} {row.name} {row.condition}" for row in entry.indicators.all()]
    return "".join(" ".join([*(getattr(entry, name) for name in fields), *rows]).split())


def test_a_stranger_writes_signs_up_publishes_and_answers(visit, library):
    page = visit()
    page.goto("/demands/new/")
    page.fill("[name=title]", TITLE)
    page.fill("[name=problem]", PROBLEM)
    page.get_by_role("button", name="Go on").click()
    expect(page).to_have_url(f"{visit.address}/accounts/signup/?next=%2Fdemands%2Fnew%2F")
    assert not Demand.objects.exists()
    page.fill("[name=email]", "wang@example.org")
    page.fill("[name=password1]", PASSWORD)
    page.fill("[name=organization_name]", "河南某机械厂")
    page.fill("[name=code]", LICENCE + credit_code_check_character(LICENCE))
    page.locator("main").get_by_role("button", name="Sign up", exact=True).click()
    expect(page).to_have_url(f"{visit.address}/demands/new/")
    expect(page.locator("[name=title]")).to_have_value(TITLE)
    expect(page.locator("[name=problem]")).to_have_value(PROBLEM)
    page.get_by_role("button", name="Save as a draft").click()
    expect(page.locator("h1")).to_have_text(TITLE)
    demand = Demand.objects.get()
    owner = User.objects.get(email="wang@example.org")
    assert (demand.status, demand.organization, demand.problem) == ("draft", owner.organization, PROBLEM)

    official = visit(person("admin"))
    official.goto("/board/verification/")
    official.locator("li.panel").filter(has_text="河南某机械厂").get_by_role("button", name="Verify").click()
    expect(official.locator("main")).to_contain_text("Nobody waits")

    page.get_by_role("button", name="Publish", exact=True).click()
    expect(page.locator("#matches").get_by_role("status")).to_contain_text("Waiting for a free worker")
    assert run_for_demand(demand.pk) is True
    cards = page.locator("#matches article.match")
    expect(cards).to_have_count(3)
    ranked = list(Match.objects.filter(demand=demand).order_by("rank"))
    assert [row.rank for row in ranked] == [1, 2, 3]
    assert [row.score for row in ranked] == sorted((row.score for row in ranked), reverse=True)
    expect(cards.locator("h3")).to_have_text([row.achievement.title for row in ranked])
    need, offers = said_by(demand, "title", "problem"), "".join(said_by(row, "title", "summary") for row in library)
    needed, offered = quotes(page, "pair-need"), quotes(page, "pair-supply")
    assert needed
    assert offered
    assert [quote for quote in needed if "".join(quote.split()) not in need] == []
    assert [quote for quote in offered if "".join(quote.split()) not in offers] == []

    first, second = cards.nth(0), cards.nth(1)
    first.get_by_role("button", name="Interested", exact=True).click()
    expect(first.get_by_role("button", name="Interested: take back")).to_have_attribute("aria-pressed", "true")
    second.locator("summary", has_text="Not suitable").click()
    second.get_by_role("button", name="price", exact=True).click()
    expect(second.get_by_role("button", name="Take back")).to_be_visible()
    expect(second.locator(".chip")).to_contain_text("price")
    answers = Feedback.objects.order_by("pk").values_list("achievement_id", "kind", "reason", "user_id")
    assert [row for row in answers if row[1] in {"interested", "declined"}] == [
        (ranked[0].achievement_id, "interested", "", owner.pk),
        (ranked[1].achievement_id, "declined", "price", owner.pk),
    ]


def test_a_demand_is_posted_and_answered_without_javascript(visit, library):
    owner = person("sme")
    page = visit(owner, script=False, language="zh", width=390)
    page.goto("/demands/new/")
    page.fill("[name=title]", TITLE)
    page.fill("[name=problem]", PROBLEM)
    page.get_by_role("button", name="发布并查看匹配").click()
    expect(page.locator("h1")).to_have_text(TITLE)
    demand = Demand.objects.get()
    assert (demand.status, demand.organization) == ("published", owner.organization)
    run_for_demand(demand.pk)
    page.get_by_role("link", name="查看匹配").click()
    expect(page).to_have_url(f"{visit.address}/demands/{demand.no}/matches/")
    expect(page.locator("article.match")).to_have_count(3)
    page.locator("article.match").first.get_by_role("link", name="不合适").click()
    page.check("[name=reason][value=too_early]")
    page.locator("main .btn.primary").click()
    expect(page).to_have_url(f"{visit.address}/demands/{demand.no}/matches/")
    best = Match.objects.get(demand=demand, rank=1)
    declined = Feedback.objects.get(kind="declined")
    assert (declined.achievement_id, declined.reason, declined.user) == (best.achievement_id, "too_early", owner)

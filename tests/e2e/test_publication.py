"""From an institution's form over the review desk to a stranger's search; and two authors at once."""

import pytest
from playwright.sync_api import expect

from achievements.models import Achievement
from tests.factories.accounts import member_of, person
from tests.factories.achievements import AchievementFactory

pytestmark = pytest.mark.browser

WORDS = {
    "zh": {
        "title": "含油废水陶瓷膜深度处理成套技术",
        "summary": "陶瓷膜处理机加工乳化含油废水，出水油含量低于10 mg/L，已在两家工厂运行一年。",
        "query": "陶瓷膜",
        "save": "保存",
        "submit": "提交审核",
        "next": "保存并看下一条",
        "empty": "没有待审核的条目",
        "note": "数据清楚，请补充专利号。",
    },
    "en": {
        "title": "Ceramic membrane treatment of oily wastewater",
        "summary": "Ceramic membranes treat emulsified wastewater of machine shops; the oil left is below 10 mg/L.",
        "query": "ceramic membrane",
        "save": "Save",
        "submit": "Submit for review",
        "next": "Save and next",
        "empty": "Nothing waits for review",
        "note": "Clear figures; please add the patent number.",
    },
}


@pytest.mark.parametrize(("language", "width"), [("zh", 1440), ("en", 390)])
def test_a_result_is_written_reviewed_published_and_found(visit, language, width):
    words = WORDS[language]
    author = person("institution")
    here = {"language": language, "width": width}
    page = visit(author, **here)
    page.goto("/achievements/new/")
    page.fill("[name=title]", words["title"])
    page.fill("[name=summary]", words["summary"])
    page.fill("[name=trl]", "8")
    page.get_by_role("button", name=words["save"], exact=True).click()
    expect(page.locator("h1")).to_have_text(words["title"])
    entry = Achievement.objects.get()
    assert (entry.status, entry.organization, entry.trl) == ("draft", author.organization, 8)
    page.get_by_role("button", name=words["submit"]).click()
    expect(page.get_by_role("button", name=words["submit"])).to_have_count(0)

    visitor = visit(**here)
    visitor.goto(f"/search/?q={words['query']}")
    expect(visitor.locator(".card")).to_have_count(0)

    desk = visit(person("reviewer"), **here)
    desk.goto("/curation/")
    expect(desk.locator("article .page-head h2")).to_have_text(words["title"])
    for name, score in {"innovation": 4, "clarity": 4, "cooperation": 3, "wording": 5}.items():
        desk.check(f"[name={name}][value='{score}']")
    desk.check("[name=decision][value=publish]")
    desk.fill("[name=note]", words["note"])
    desk.get_by_role("button", name=words["next"]).click()
    expect(desk.locator("main")).to_contain_text(words["empty"])
    review = entry.reviews.get()
    assert (review.total, review.decision, review.note) == (16, "publish", words["note"])

    page.reload()
    expect(page.locator("main")).to_contain_text(words["note"])
    visitor.goto("/")
    visitor.locator("main [name=q]").fill(words["query"])
    visitor.locator("main [name=q]").press("Enter")
    visitor.locator(".card").get_by_role("link", name=words["title"]).click()
    expect(visitor).to_have_url(f"{visit.address}/achievements/{entry.no}/")
    expect(visitor.locator("h1")).to_have_text(words["title"])
    expect(visitor.locator("main")).to_contain_text("TRL 8")
    expect(visitor.locator("main")).not_to_contain_text(words["note"])
    assert visitor.evaluate("document.documentElement.scrollWidth") <= width


def test_of_two_editors_the_second_is_told_and_loses_nothing(visit, expect_refusal):
    author = person("institution")
    entry = AchievementFactory(organization=author.organization, title="旧标题", summary="旧摘要", trl=4)
    colleague = visit(member_of(author.organization, name="王工"))
    mine = visit(author)
    for page in (colleague, mine):
        page.goto(f"/achievements/{entry.no}/edit/")
    colleague.fill("[name=title]", "王工的标题")
    colleague.fill("[name=trl]", "6")
    colleague.get_by_role("button", name="Save", exact=True).click()
    expect(colleague.locator("h1")).to_have_text("王工的标题")

    mine.fill("[name=title]", "我的标题")
    mine.fill("[name=summary]", "我的摘要")
    mine.get_by_role("button", name="Save", exact=True).click()
    told = mine.get_by_role("alert", name="Somebody saved this entry while you were writing")
    expect(told).to_contain_text("王工")
    expect(told.locator("tbody td")).to_have_text(["王工的标题", "我的标题"])
    expect(mine.locator("[name=title]")).to_have_value("我的标题")
    expect(mine.locator("[name=summary]")).to_have_value("我的摘要")
    expect(mine.locator("[name=trl]")).to_have_value("6")
    expect_refusal(422, f"/achievements/{entry.no}/edit/")
    entry.refresh_from_db()
    assert (entry.title, entry.summary, entry.trl, entry.version) == ("王工的标题", "旧摘要", 6, 2)

    mine.get_by_role("button", name="Save", exact=True).click()
    expect(mine.locator("h1")).to_have_text("我的标题")
    entry.refresh_from_db()
    assert (entry.title, entry.summary, entry.trl, entry.version) == ("我的标题", "我的摘要", 6, 3)

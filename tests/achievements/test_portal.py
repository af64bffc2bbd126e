"""The achievements' pages, as people of every door see them."""

import pytest
from django.db.models import F
from django.test import Client

from accounts.models import AuditEntry
from achievements.models import Achievement, AchievementIndicator
from taxonomy.models import MaturityLevel
from tests.factories.accounts import member_of, person, region
from tests.factories.achievements import AchievementFactory, complete

pytestmark = pytest.mark.django_db


def signed_in(user) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(user)
    return client


@pytest.fixture
def author():
    return person("institution")


@pytest.fixture
def pages(author):
    return signed_in(author)


def form_data(entry=None, **fields):
    """What the browser posts from the form as it stands."""
    from achievements.forms import PARTS, AchievementForm
    from integration.forms import row_values, rows_digest

    form = AchievementForm(instance=entry) if entry else AchievementForm()
    data = {}
    for name in (*form._meta.fields, "version"):
        value = form[name].value()
        data[name] = "" if value is None else value
    for relation, (row_form, _formset, _heading, _help) in PARTS.items():
        rows = list(getattr(entry, relation).all()) if entry else []
        data |= {f"{relation}-TOTAL_FORMS": len(rows), f"{relation}-INITIAL_FORMS": 0}
        data[f"{relation}-base"] = rows_digest(row_form, rows)
        for number, row in enumerate(row_values(row_form, rows)):
            data |= {f"{relation}-{number}-{name}": "" if value is None else value for name, value in row.items()}
    return data | fields


def test_the_list_is_public_and_shows_what_is_published():
    shown, draft = (
        AchievementFactory(title="甲成果"),
        AchievementFactory(title="乙草稿", status="draft", published_at=None),
    )
    AchievementFactory(title="丙内部", visibility="members")
    text = Client().get("/achievements/").content.decode()
    assert "甲成果" in text
    assert shown.no in text
    assert "乙草稿" not in text
    assert draft.no not in text
    assert "丙内部" not in text


def test_an_empty_list_offers_the_next_step():
    page = Client(headers={"accept-language": "en"}).get("/achievements/?q=nothing")
    assert "Nothing fits these filters" in page.content.decode()
    assert "/demands/new/" in page.content.decode()


def test_filters_become_chips_that_come_off():
    AchievementFactory(title="陶瓷膜", region=region("410100"))
    AchievementFactory(title="催化剂", region=region("330100"))
    text = Client().get("/achievements/?region=410000&trl_min=&ordering=").content.decode()
    assert "陶瓷膜" in text
    assert "催化剂" not in text
    assert 'class="x" href="/achievements/?' in text


def test_an_unknown_code_says_so():
    text = Client(headers={"accept-language": "en"}).get("/achievements/?region=999999").content.decode()
    assert "There is no code 999999." in text


def test_pages_follow_one_another():
    for number in range(45):
        AchievementFactory(title=f"成果{number:02}号")
    seen, url = set(), "/achievements/"
    for _ in range(3):
        page = Client().get(url)
        rows = page.context["page"].rows
        seen |= {row.no for row in rows}
        url = page.context["page"].next_url
    assert len(seen) == 45
    assert url is None
    back = Client().get(page.context["page"].previous_url)
    assert len(back.context["page"].rows) == 20


def test_htmx_gets_the_results_alone():
    AchievementFactory(title="甲成果")
    answer = Client().get("/achievements/", headers={"hx-request": "true"}).content.decode()
    assert "甲成果" in answer
    assert "<html" not in answer


@pytest.mark.parametrize("url", ["/achievements/", "/workspace/achievements/", "detail", "edit", "review"])
def test_query_count_does_not_depend_on_rows(author, url, count_queries):
    MaturityLevel.objects.get_or_create(scale="trl", level=7, defaults={"name": "七", "sentence": "在用户处验证"})
    user = person("reviewer") if url == "review" else author
    status = {"status": "submitted", "published_at": None} if url == "review" else {}
    first = complete(AchievementFactory(organization=author.organization, trl=7, region=region("410100"), **status))
    paths = {
        "detail": f"/achievements/{first.no}/",
        "edit": f"/achievements/{first.no}/edit/",
        "review": f"/curation/achievements/{first.no}/",
    }
    path = paths.get(url, url)
    client = signed_in(user)
    few = count_queries(lambda: client.get(path))
    for _ in range(2):
        complete(AchievementFactory(organization=author.organization, trl=7, region=region("410100"), **status))
        complete(first)
    assert count_queries(lambda: client.get(path)) == few
    assert few <= 12


def test_detail_shows_what_it_says(author):
    MaturityLevel.objects.update_or_create(
        scale="trl",
        level=7,
        defaults={"name": "七", "sentence": "样机在用户现场跑过", "sentence_en": "Shown at the user's"},
    )
    entry = complete(
        AchievementFactory(trl=7, price_mode="range", price_min=100_000, price_max=200_000, scenarios="机加工厂")
    )
    text = Client(headers={"accept-language": "zh"}).get(entry.get_absolute_url()).content.decode()
    for words in (entry.title, "≤ 10 mg/L", "样机在用户现场跑过", "100,000–200,000 CNY", "机加工厂", "某大学"):
        assert words in text


@pytest.mark.parametrize("door", ["stranger", "sme", "reviewer", "official", None])
def test_a_foreign_draft_is_not_there(door):
    entry = AchievementFactory(status="draft", published_at=None)
    client = signed_in(person(door)) if door else Client()
    assert client.get(entry.get_absolute_url()).status_code == 404


def test_write_submit_review_publish(pages, author):
    answer = pages.post("/achievements/new/", form_data(title="膜法处理", summary="处理乳化废水", trl="7"))
    entry = Achievement.objects.get()
    assert answer.status_code == 302
    assert answer["Location"] == entry.get_absolute_url()
    assert (entry.status, entry.trl, entry.organization, entry.created_by) == ("draft", 7, author.organization, author)
    pages.post(f"/achievements/{entry.no}/submit/")
    reviewer = signed_in(person("reviewer"))
    assert reviewer.get("/curation/")["Location"] == f"/curation/achievements/{entry.no}/"
    scores = {"innovation": 4, "clarity": 3, "cooperation": 3, "wording": 4}
    entry.refresh_from_db()
    answer = reviewer.post(
        f"/curation/achievements/{entry.no}/",
        scores | {"decision": "publish", "note": "很清楚", "version": entry.version},
    )
    assert answer["Location"] == "/curation/"
    entry.refresh_from_db()
    assert (entry.status, entry.review_note) == ("published", "很清楚")
    assert entry.reviews.get().total == 14
    assert "很清楚" in pages.get(entry.get_absolute_url()).content.decode()
    assert "很清楚" not in Client().get(entry.get_absolute_url()).content.decode()


def test_a_zero_blocks_publication_and_keeps_the_notes():
    entry = AchievementFactory(status="submitted", published_at=None)
    reviewer = signed_in(person("reviewer"))
    scores = {"innovation": 5, "clarity": 0, "cooperation": 5, "wording": 5}
    answer = reviewer.post(
        f"/curation/achievements/{entry.no}/", scores | {"decision": "publish", "note": "看不懂", "version": 1}
    )
    assert answer.status_code == 422
    assert "看不懂" in answer.content.decode()
    entry.refresh_from_db()
    assert entry.status == "submitted"
    assert not entry.reviews.exists()


def test_a_review_of_an_old_version_is_not_given():
    entry = AchievementFactory(status="submitted", published_at=None)
    Achievement.objects.update(version=F("version") + 1)
    scores = {"innovation": 5, "clarity": 5, "cooperation": 5, "wording": 5}
    answer = signed_in(person("reviewer")).post(
        f"/curation/achievements/{entry.no}/", scores | {"decision": "publish", "note": "意见", "version": 1}
    )
    assert answer.status_code == 422
    assert "意见" in answer.content.decode()
    assert Achievement.objects.get().status == "submitted"


@pytest.mark.parametrize("door", ["sme", "institution", "official", "stranger"])
def test_the_review_desk_is_for_reviewers(door):
    entry = AchievementFactory(status="submitted", published_at=None)
    client = signed_in(person(door))
    assert client.get("/curation/").status_code == 403
    assert client.get(f"/curation/achievements/{entry.no}/").status_code == 403
    assert Client().get("/curation/").status_code == 302


def test_rows_are_written_kept_and_removed(pages, author):
    rows = {
        "indicators-TOTAL_FORMS": 3, "indicators-INITIAL_FORMS": 0, "indicators-0-name": "COD", "indicators-0-relation": "le",
        "indicators-0-value_max": "300", "indicators-0-unit": "mg/L", "indicators-1-relation": "ge", "indicators-2-relation": "ge",
    }  # fmt: skip
    pages.post("/achievements/new/", form_data(title="甲", summary="乙") | rows)
    entry = Achievement.objects.get()
    assert [str(row) for row in entry.indicators.all()] == ["COD ≤ 300 mg/L"]
    data = form_data(entry)
    pages.post(f"/achievements/{entry.no}/edit/", data)
    entry.refresh_from_db()
    assert [row.after for row in AuditEntry.objects.filter(verb="edit")] == []
    assert entry.version == 1
    pages.post(f"/achievements/{entry.no}/edit/", data | {"indicators-0-DELETE": "on"})
    entry.refresh_from_db()
    assert entry.version == 2
    assert not entry.indicators.exists()


def test_the_second_editor_is_told_and_loses_nothing(author):
    entry = AchievementFactory(organization=author.organization, title="旧题", summary="旧摘要", trl=4)
    AchievementIndicator.objects.create(achievement=entry, name="COD", relation="le", value_max=300)
    colleague = member_of(author.organization, "editor", name="王工")
    first, second = form_data(entry), form_data(entry)
    signed_in(colleague).post(f"/achievements/{entry.no}/edit/", first | {"title": "王工的题", "trl": "6"})
    answer = signed_in(author).post(
        f"/achievements/{entry.no}/edit/", second | {"title": "我的题", "summary": "我的摘要"}
    )
    text = answer.content.decode()
    assert answer.status_code == 422
    entry.refresh_from_db()
    assert (entry.title, entry.summary, entry.trl, entry.version) == ("王工的题", "旧摘要", 6, 2)
    assert "王工" in text
    assert "王工的题" in text
    assert "我的题" in text
    assert "我的摘要" in text
    editor = answer.context["editor"]
    assert [(clash.theirs, clash.yours) for clash in editor.clashes] == [("王工的题", "我的题")]
    form = answer.context["form"]
    assert (form["trl"].value(), form["version"].value(), form["title"].value()) == ("6", "2", "我的题")
    again = {name: form[name].value() for name in (*form._meta.fields, "version")}
    again = {name: "" if value is None else value for name, value in again.items()}
    parts = {name: value for name, value in second.items() if name.startswith(("indicators", "ip_rights"))}
    assert signed_in(author).post(f"/achievements/{entry.no}/edit/", again | parts).status_code == 302
    entry.refresh_from_db()
    assert (entry.title, entry.summary, entry.trl, entry.version) == ("我的题", "我的摘要", 6, 3)
    assert entry.indicators.count() == 1


def test_a_form_without_its_version_overwrites_nothing(author):
    entry = AchievementFactory(organization=author.organization, title="旧题")
    data = form_data(entry, title="新题")
    del data["version"]
    assert signed_in(author).post(f"/achievements/{entry.no}/edit/", data).status_code == 422
    assert Achievement.objects.get().title == "旧题"


def test_who_may_not_write_is_told_where_to_go():
    assert Client().get("/achievements/new/")["Location"].startswith("/accounts/login/")
    assert (
        signed_in(person("stranger")).get("/achievements/new/")["Location"].startswith("/workspace/organization/new/")
    )
    assert signed_in(person("viewer")).get("/achievements/new/").status_code == 403


def test_foreign_entries_take_no_post(pages):
    entry = AchievementFactory()
    for verb in ("edit", "submit", "withdraw", "archive", "confirm"):
        assert pages.post(f"/achievements/{entry.no}/{verb}/", {}).status_code == 403
    entry.refresh_from_db()
    assert (entry.status, entry.version) == ("published", 1)
    assert not AuditEntry.objects.exists()


def test_moves_are_posts_only(pages, author):
    entry = AchievementFactory(organization=author.organization)
    for verb in ("submit", "withdraw", "archive", "confirm"):
        assert pages.get(f"/achievements/{entry.no}/{verb}/").status_code == 405


def test_an_illegal_move_is_explained_and_changes_nothing(pages, author):
    entry = AchievementFactory(organization=author.organization, status="archived")
    page = pages.post(f"/achievements/{entry.no}/withdraw/", follow=True)
    assert "This is not possible while the entry is" in page.content.decode()
    assert Achievement.objects.get().status == "archived"


def test_export_neutralises_formulas_and_needs_a_sign_in(pages):
    AchievementFactory(title='=HYPERLINK("http://x","y")', summary="@SUM(1)", published_at="2026-01-02T00:00:00Z")
    assert Client().get("/achievements/export/csv/").status_code == 302
    answer = pages.get("/achievements/export/csv/")
    text = b"".join(answer.streaming_content).decode()
    assert text.startswith("\ufeff")
    assert "\"'=HYPERLINK" in text
    assert "'@SUM(1)" in text
    assert pages.get("/achievements/export/exe/").status_code == 404


def test_export_as_a_spreadsheet_holds_text_and_no_formula(pages):
    import io

    import openpyxl

    AchievementFactory(title="=1+1", trl=7)
    book = openpyxl.load_workbook(io.BytesIO(pages.get("/achievements/export/xlsx/").content))
    row = list(book.active.rows)[1]
    assert row[1].value == "'=1+1"
    assert row[1].data_type == "s"
    assert row[7].value == 7


def test_the_list_of_ones_own_shows_drafts_and_what_is_missing(pages, author):
    AchievementFactory(organization=author.organization, title="我的草稿", status="draft", published_at=None)
    AchievementFactory(title="别人的")
    text = pages.get("/workspace/achievements/").content.decode()
    assert "我的草稿" in text
    assert "别人的" not in text
    assert "20 %" in text


def test_the_order_that_nobody_chose_is_named(pages):
    assert '<option value="" selected>changed last</option>' in pages.get("/workspace/achievements/").content.decode()
    text = pages.get("/achievements/?ordering=-trl").content.decode()
    assert '<option value="">newest first</option>' in text
    assert '<option value="-trl" selected>most mature first</option>' in text

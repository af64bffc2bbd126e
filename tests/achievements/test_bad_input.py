"""What people and machines send by mistake or on purpose: a clear answer, and nothing half-written."""

import pytest
from django.test import Client
from rest_framework.test import APIClient

from accounts.models import AuditEntry
from achievements.models import Achievement
from tests.achievements.test_portal import form_data, signed_in
from tests.factories.accounts import person
from tests.factories.achievements import AchievementFactory, complete

pytestmark = pytest.mark.django_db
API = "/api/v1/achievements/"
SCRIPT = "<script>alert('x')</script><img src=x onerror=alert(1)> & 膜"


@pytest.fixture
def author():
    return person("institution")


@pytest.fixture
def api(author):
    client = APIClient()
    client.force_authenticate(author)
    return client


@pytest.fixture
def pages(author):
    return signed_in(author)


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"title": ""}, "title"), ({"title": " \u3000 "}, "title"), ({"summary": ""}, "summary"), ({"title": "膜" * 501}, "title"),
        ({"summary": "膜" * 50_001}, "summary"), ({"trl": "12"}, "trl"), ({"trl": "seven"}, "trl"), ({"industry": "ZZ"}, "industry"),
        ({"region": "999999"}, "region"), ({"field": "alchemy"}, "field"), ({"transfer_modes": ["gift"]}, "transfer_modes"),
        ({"price_mode": "range", "price_min": "9", "price_max": "3"}, "price_max"), ({"price_min": "-1"}, "price_min"),
        ({"price_min": "1e400"}, "price_min"), ({"price_min": "NaN"}, "price_min"), ({"currency": "yuan"}, "currency"),
        ({"keywords": "、".join(f"词{n}" for n in range(51))}, "keywords"), ({"keywords": "长" * 61}, "keywords"),
        ({"visibility": "nobody"}, "visibility"), ({"language": "fr"}, "language"),
    ],
)  # fmt: skip
def test_the_form_names_the_field_and_keeps_the_rest(pages, fields, field):
    answer = pages.post(
        "/achievements/new/", form_data(title="膜法处理", summary="处理乳化废水", scenarios="机加工厂") | fields
    )
    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert "机加工厂" in answer.content.decode()
    assert not Achievement.objects.exists()
    assert not AuditEntry.objects.exists()


def test_errors_come_in_the_readers_language(author):
    for language, words in (("en", "price lies below"), ("zh-hans", None)):
        client = Client(headers={"accept-language": language})
        client.force_login(author)
        data = form_data(title="甲", summary="乙", price_mode="range", price_min="9", price_max="3")
        text = client.post("/achievements/new/", data).content.decode()
        assert f'<html lang="{language[:2]}' in text
        assert words is None or words in text


def test_markup_is_text(pages, api):
    pages.post("/achievements/new/", form_data(title=SCRIPT, summary=SCRIPT, keywords=SCRIPT))
    entry = Achievement.objects.get()
    assert (entry.title, entry.summary) == (SCRIPT, SCRIPT)
    Achievement.objects.update(status="published", published_at=entry.created_at)
    for url in (
        entry.get_absolute_url(),
        "/achievements/",
        "/workspace/achievements/",
        f"/achievements/{entry.no}/edit/",
    ):
        text = pages.get(url).content.decode()
        assert "<script>alert" not in text, url
        assert "<img src=x" not in text, url
        assert "&lt;script&gt;" in text, url
    assert api.get(f"{API}{entry.no}/").json()["title"] == SCRIPT


@pytest.mark.parametrize("character", ["\x07", "\x1b", "\x7f", "\u202e", "\ufeff"])
def test_invisible_characters_are_taken_out(pages, api, character):
    pages.post("/achievements/new/", form_data(title=f"膜{character}法", summary=f"一\r\n二{character}三"))
    api.post(API, {"title": f"膜{character}法", "summary": f"一\n二{character}三"})
    assert list(Achievement.objects.values_list("title", "summary")) == [("膜法", "一\n二三")] * 2


def test_nul_and_half_characters(pages, api):
    assert pages.post("/achievements/new/", form_data(title="膜\x00法", summary="乙")).status_code == 302
    assert Achievement.objects.get().title == "膜法"
    assert api.post(API, {"title": "膜\x00法", "summary": "乙"}).status_code == 400
    raw = APIClient()
    raw.force_authenticate(person("institution"))
    answer = raw.generic("POST", API, b'{"title": "\\ud800", "summary": "x"}', content_type="application/json")
    assert answer.status_code == 400
    assert Achievement.objects.count() == 1


@pytest.mark.parametrize(
    "body",
    [b"", b"[]", b"null", b'"x"', b"{", b'{"title": "a", "title": "b", "summary": "c"}', b'{"title": NaN}', b"\xff\xfe",
     b"[" * 100_000],
)  # fmt: skip
def test_bodies_that_are_no_object(api, body):
    answer = api.generic("POST", API, body, content_type="application/json")
    assert answer.status_code == 400, answer.content
    assert answer["Content-Type"].startswith("application/problem+json")
    assert not Achievement.objects.exists()


def test_mixed_languages_are_found_in_both(api, author):
    answer = api.post(API, {"title": "基于 PVDF membrane 的含油废水处理", "summary": "COD 从 8000 mg/L 降到 300 mg/L"})
    assert (answer.status_code, answer.json()["language"]) == (201, "zh")
    for text in ("pvdf", "含油废水", "membrane 处理"):
        assert len(api.get(API, {"search": text}).json()["results"]) == 1


def test_a_page_of_the_list_survives_a_forged_place(pages):
    AchievementFactory()
    for place in ("x", "a:b:c", "%00", "9" * 500):
        assert pages.get(f"/achievements/?after={place}").status_code == 200
        assert pages.get(f"/achievements/?before={place}").status_code == 200


def test_numbers_that_do_not_exist(pages, api):
    for no in ("A1", "A999999999999999", "x", "A100001'--"):
        assert pages.get(f"/achievements/{no}/").status_code == 404
        assert api.get(f"{API}{no}/").status_code == 404


def test_too_many_rows_are_refused(pages):
    rows = {"indicators-TOTAL_FORMS": 5000, "indicators-INITIAL_FORMS": 0}
    rows |= {f"indicators-{n}-name": "COD" for n in range(120)}
    assert pages.post("/achievements/new/", form_data(title="甲", summary="乙") | rows).status_code == 422
    assert not Achievement.objects.exists()


def test_a_form_without_its_rows_leaves_them_as_they_are(pages, author):
    entry = complete(AchievementFactory(organization=author.organization))
    data = {name: value for name, value in form_data(entry, title="新题").items() if "_FORMS" not in name}
    assert pages.post(f"/achievements/{entry.no}/edit/", data).status_code == 302
    entry.refresh_from_db()
    assert (entry.title, entry.indicators.count(), entry.ip_rights.count()) == ("新题", 1, 1)


def test_the_same_achievement_twice_leads_to_the_first(pages):
    data = form_data(title="膜法处理", summary="处理乳化废水")
    pages.post("/achievements/new/", data)
    first = Achievement.objects.get()
    answer = pages.post("/achievements/new/", data)
    assert answer.status_code == 422
    assert f"You already have this entry: {first.no}." in answer.content.decode()
    assert first.get_absolute_url() in answer.content.decode()
    assert Achievement.objects.count() == 1

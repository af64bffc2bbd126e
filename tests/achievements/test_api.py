"""``/api/v1/achievements/`` as partners use it."""

import datetime

import pytest
from rest_framework.test import APIClient

from accounts.enums import OrganizationKind, Role
from accounts.models import AuditEntry
from achievements.models import Achievement
from taxonomy.models import Region
from tests.factories.accounts import OrganizationFactory, member_of, person, region
from tests.factories.achievements import AchievementFactory, complete

pytestmark = pytest.mark.django_db
URL = "/api/v1/achievements/"


def client_of(user) -> APIClient:
    client = APIClient()
    client.force_authenticate(user)
    return client


@pytest.fixture
def author():
    return person("institution")


@pytest.fixture
def api(author):
    return client_of(author)


def test_smallest_body_makes_a_draft(api, author):
    answer = api.post(URL, {"title": "膜法处理", "summary": "处理乳化废水"})
    body = answer.json()
    assert answer.status_code == 201
    assert (body["status"], body["version"], body["language"]) == ("draft", 1, "zh")
    assert body["organization"]["no"] == author.organization.no
    assert answer["Location"].endswith(f"{URL}{body['no']}/")
    assert answer["ETag"] == f'"{body["no"]}.1"'
    assert AuditEntry.objects.get(verb="create").channel == "api"


def test_english_text_is_recognised(api):
    body = api.post(URL, {"title": "Membrane treatment", "summary": "Treats oily waste water"}).json()
    assert body["language"] == "en"


def test_everything_comes_back_as_it_was_sent(api):
    sent = {
        "title": "膜法处理", "summary": "处理乳化废水", "title_other": "Membranes", "one_line": "一句话", "trl": 7, "mrl": 6,
        "transfer_modes": ["licence", "pay_later"], "price_mode": "range", "price_min": "100000.00",
        "price_max": "200000.00", "keywords": ["膜", "废水"], "region": region("410100").code, "forms": ["process"],
        "indicators": [
            {"name": "COD", "name_en": "", "relation": "le", "value_min": None, "value_max": "300", "unit": "mg/L",
             "condition": "", "text": ""}
        ],
        "ip_rights": [
            {"kind": "know_how", "number": "", "status": "", "owner": "某大学", "filing_date": None, "expiry_date": None}
        ],
    }  # fmt: skip
    answer = api.post(URL, sent)
    assert answer.status_code == 201, answer.json()
    body = api.get(f"{URL}{answer.json()['no']}/").json()
    assert {name: body[name] for name in sent} == sent


@pytest.mark.parametrize(
    ("name", "code"),
    [("status", "read_only"), ("no", "read_only"), ("review_note", "read_only"), ("colour", "unknown_field")],
)
def test_unknown_and_read_only_fields_are_refused(api, name, code):
    answer = api.post(URL, {"title": "甲", "summary": "乙", name: "x"})
    assert answer.status_code == 400
    assert answer["Content-Type"].startswith("application/problem+json")
    assert [(e["field"], e["code"]) for e in answer.json()["errors"]] == [(name, code)]
    assert not Achievement.objects.exists()


def test_unknown_field_of_an_indicator_is_named_by_its_path(api):
    answer = api.post(
        URL, {"title": "甲", "summary": "乙", "indicators": [{"name": "COD", "value_min": 1, "units": "g"}]}
    )
    assert answer.json()["errors"][0]["field"] == "indicators.0.units"
    assert not Achievement.objects.exists()


def test_patch_changes_what_it_names(api, author):
    entry = complete(AchievementFactory(organization=author.organization, trl=5))
    seq = entry.content_seq
    answer = api.patch(f"{URL}{entry.no}/", {"trl": 7})
    assert answer.status_code == 200
    assert (answer.json()["trl"], answer.json()["version"], answer.json()["status"]) == (7, 2, "published")
    assert len(answer.json()["indicators"]) == 1
    entry.refresh_from_db()
    assert entry.content_seq > seq
    audit = AuditEntry.objects.get(verb="edit")
    assert (audit.before, audit.after) == ({"trl": 5}, {"trl": 7})


def test_patch_that_changes_nothing_moves_no_version(api, author):
    entry = AchievementFactory(organization=author.organization, trl=5)
    answer = api.patch(f"{URL}{entry.no}/", {"trl": 5})
    assert answer.json()["version"] == 1
    assert not AuditEntry.objects.exists()


def test_if_match_refuses_an_old_version(api, author):
    entry = AchievementFactory(organization=author.organization)
    first = api.patch(f"{URL}{entry.no}/", {"trl": 6}, headers={"If-Match": f'"{entry.no}.1"'})
    second = api.patch(f"{URL}{entry.no}/", {"trl": 3}, headers={"If-Match": f'"{entry.no}.1"'})
    assert (first.status_code, second.status_code) == (200, 412)
    assert second.json()["code"] == "edit_conflict"
    assert Achievement.objects.get().trl == 6


def test_if_none_match_answers_304(api, author):
    entry = AchievementFactory(organization=author.organization)
    etag = api.get(f"{URL}{entry.no}/")["ETag"]
    assert api.get(f"{URL}{entry.no}/", headers={"If-None-Match": etag}).status_code == 304
    assert api.get(URL, headers={"If-None-Match": api.get(URL)["ETag"]}).status_code == 304


def test_foreign_rows(api):
    draft = AchievementFactory(status="draft", published_at=None)
    published = AchievementFactory()
    assert api.get(f"{URL}{draft.no}/").status_code == 404
    assert api.patch(f"{URL}{draft.no}/", {"trl": 1}).status_code == 404
    assert api.get(f"{URL}{published.no}/").status_code == 200
    assert api.patch(f"{URL}{published.no}/", {"trl": 1}).status_code == 403
    assert api.post(f"{URL}{published.no}/withdraw/").status_code == 403
    assert Achievement.objects.get(pk=published.pk).status == "published"
    assert [row["no"] for row in api.get(URL).json()["results"]] == [published.no]


def test_anonymous_and_viewer_do_not_write():
    assert APIClient().get(URL).status_code in {401, 403}
    viewer = client_of(person("viewer"))
    assert viewer.post(URL, {"title": "甲", "summary": "乙"}).status_code == 403
    assert not Achievement.objects.exists()


def test_submit_and_publish(api, author):
    no = api.post(URL, {"title": "膜法处理", "summary": "处理乳化废水"}).json()["no"]
    assert api.post(f"{URL}{no}/publish/", {}).status_code == 403
    answer = api.post(f"{URL}{no}/submit/", {})
    assert (answer.status_code, answer.json()["status"]) == (202, "submitted")
    again = api.post(f"{URL}{no}/submit/", {})
    assert (again.status_code, again.json()["code"]) == (409, "illegal_move")
    answer = client_of(person("reviewer")).post(f"{URL}{no}/publish/", {"note": "清楚"})
    assert (answer.status_code, answer.json()["status"], answer.json()["review_note"]) == (202, "published", "清楚")
    assert answer.json()["published_at"] is not None


def test_return_needs_a_note_and_the_author_reads_it(api, author):
    entry = AchievementFactory(organization=author.organization, status="submitted", published_at=None)
    reviewer = client_of(person("reviewer"))
    assert reviewer.post(f"{URL}{entry.no}/return/", {}).status_code == 400
    assert reviewer.post(f"{URL}{entry.no}/return/", {"note": "缺少指标"}).json()["status"] == "returned"
    assert api.get(f"{URL}{entry.no}/").json()["review_note"] == "缺少指标"


def test_the_reviewers_note_is_for_the_author(author):
    entry = AchievementFactory(review_note="内部意见")
    assert client_of(author).get(f"{URL}{entry.no}/").json()["review_note"] == ""


def test_a_move_takes_no_unknown_field(api, author):
    entry = AchievementFactory(organization=author.organization)
    assert api.post(f"{URL}{entry.no}/withdraw/", {"why": "x"}).status_code == 400
    assert Achievement.objects.get().status == "published"


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("search=陶瓷膜", {"a"}), ("q=陶瓷膜", {"a"}), ("region=410000", {"a"}), ("region=410100", {"a"}), ("region=100000", {"a", "b"}),
        ("trl_min=5", {"a"}), ("trl_max=4", {"b"}), ("transfer_mode=licence", {"a"}), ("price_max=150000", {"a"}),
        ("language=en", {"b"}), ("status=published", {"a", "b"}), ("status=draft,published", {"a", "b"}), ("kind=basic", {"b"}),
    ],
)  # fmt: skip
def test_filters(api, query, found):
    Region.objects.create(code="100000", name="中国", level="nation")
    rows = {
        "a": AchievementFactory(
            title="陶瓷膜",
            region=region("410100"),
            trl=7,
            transfer_modes=["licence"],
            price_mode="fixed",
            price_min=100_000,
        ),
        "b": AchievementFactory(
            title="Catalyst", summary="", language="en", region=region("330100"), trl=3, price_min=200_000, kind="basic"
        ),
    }
    answer = api.get(f"{URL}?{query}")
    assert answer.status_code == 200, answer.json()
    numbers = {row["no"] for row in answer.json()["results"]}
    assert {key for key, row in rows.items() if row.no in numbers} == found


@pytest.mark.parametrize(
    "query",
    ["region=999999", "industry=XX", "trl_min=12", "status=secret", "ordering=price", "colour=red", "updated_since=soon",
     "page_size=0", "page_size=201", "cursor=%00", "trl_min=abc", "organization=O1"],
)  # fmt: skip
def test_bad_parameters_are_refused(api, query):
    assert api.get(f"{URL}?{query}").status_code == 400


def test_pages_follow_one_another_in_every_order(api):
    expected = {AchievementFactory(trl=level).no for level in (3, None, 7, 7, 1)}
    for ordering in ("", "-published_at", "published_at", "-updated_at", "updated_at", "trl", "-trl"):
        seen, url = [], f"{URL}?page_size=2&ordering={ordering}" if ordering else f"{URL}?page_size=2"
        while url:
            page = api.get(url).json()
            seen += [row["no"] for row in page["results"]]
            url = page["next"]
        assert len(seen) == 5
        assert set(seen) == expected


def test_updated_since_reads_in_the_order_of_change(api):
    rows = [AchievementFactory() for _ in range(3)]
    Achievement.objects.filter(pk=rows[0].pk).update(updated_at=datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC))
    rows[1].save()
    answer = api.get(URL, {"updated_since": "2024-01-01T00:00:00Z"}).json()
    assert [row["no"] for row in answer["results"]] == [rows[2].no, rows[1].no]


@pytest.mark.parametrize("detail", [False, True])
def test_query_count_does_not_depend_on_rows(author, detail, count_queries):
    first = complete(AchievementFactory(region=region("410100")))
    url = f"{URL}{first.no}/" if detail else URL
    few = count_queries(lambda: client_of(type(author).objects.get(pk=author.pk)).get(url))
    for _ in range(2):
        complete(AchievementFactory(region=region("410100")))
        complete(first)
    many = count_queries(lambda: client_of(type(author).objects.get(pk=author.pk)).get(url))
    assert few == many
    assert few <= 6


def test_idempotency_key(api):
    headers = {"Idempotency-Key": "k1"}
    first = api.post(URL, {"title": "甲", "summary": "乙"}, headers=headers)
    second = api.post(URL, {"title": "甲", "summary": "乙"}, headers=headers)
    other = api.post(URL, {"title": "丙", "summary": "乙"}, headers=headers)
    assert (first.status_code, second.status_code, other.status_code) == (201, 201, 409)
    assert first.json()["no"] == second.json()["no"]
    assert Achievement.objects.count() == 1


def test_a_reviewer_does_not_publish_what_he_wrote():
    platform = OrganizationFactory(kind=OrganizationKind.PLATFORM)
    chief = member_of(platform, Role.ADMIN)
    api = client_of(chief)
    no = api.post(URL, {"title": "甲", "summary": "乙"}).json()["no"]
    assert api.post(f"{URL}{no}/submit/", {}).status_code == 202
    assert api.post(f"{URL}{no}/publish/", {}).status_code == 403

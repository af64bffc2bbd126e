"""The list of a demand, the demands of an achievement, answers: pages and REST."""

import pytest
from django.urls import reverse

from matching.actions import work_off
from matching.models import Exposure, Feedback, Match
from tests.factories.accounts import member_of, person
from tests.factories.achievements import AchievementFactory
from tests.factories.demands import DemandFactory

pytestmark = pytest.mark.django_db


def signed_in(client, user):
    client.force_login(user)
    return client


def queries(django_assert_max_num_queries, client, url, limit=30, **headers):
    with django_assert_max_num_queries(limit) as context:
        response = client.get(url, headers=headers)
    assert response.status_code == 200
    return len(context.captured_queries)


def test_the_list_arrives_while_one_looks(client):
    demand = DemandFactory()
    AchievementFactory(title="含油废水陶瓷膜处理")
    signed_in(client, member_of(demand.organization))
    url = reverse("matching:for-demand", args=[demand.no])
    waiting = client.get(url, headers={"HX-Request": "true"}).content.decode()
    assert 'hx-trigger="every 1s"' in waiting
    assert "<html" not in waiting
    assert 'http-equiv="refresh"' in client.get(url).content.decode()
    work_off()
    done = client.get(url, headers={"HX-Request": "true"}).content.decode()
    assert 'hx-trigger="every 1s"' not in done
    assert "含油废水陶瓷膜处理" in done
    assert 'http-equiv="refresh"' not in client.get(url).content.decode()


def test_pages_and_api_need_the_same_queries_for_one_and_three_rows(client, django_assert_max_num_queries):
    owner = person("sme")
    counts = {}
    for number in (1, 3):
        demand = DemandFactory(organization=owner.organization)
        AchievementFactory.create_batch(number)
        work_off()
        Match.objects.filter(demand=demand, rank__gt=number).delete()
        assert Match.objects.filter(demand=demand).count() == number
        signed_in(client, owner)
        counts[number] = [
            queries(django_assert_max_num_queries, client, reverse("matching:for-demand", args=[demand.no])),
            queries(django_assert_max_num_queries, client, f"/api/v1/demands/{demand.no}/matches/"),
        ]
    assert counts[1] == counts[3]
    assert max(counts[3]) < 12


def test_the_other_direction_needs_the_same_queries_for_one_and_three_rows(client, django_assert_max_num_queries):
    owner = person("institution")
    achievement = AchievementFactory(organization=owner.organization)
    counts = {}
    for number in (1, 3):
        DemandFactory.create_batch(number - Match.objects.count())
        work_off()
        signed_in(client, owner)
        counts[number] = [
            queries(django_assert_max_num_queries, client, reverse("matching:for-achievement", args=[achievement.no])),
            queries(django_assert_max_num_queries, client, f"/api/v1/achievements/{achievement.no}/matches/"),
        ]
    assert counts[1] == counts[3]
    assert max(counts[3]) < 12


def test_rest_has_the_form_of_the_contract(client):
    demand = DemandFactory(title="乳化含油废水处理")
    achievement = AchievementFactory(title="含油废水陶瓷膜处理", trl=7)
    signed_in(client, member_of(demand.organization))
    url = f"/api/v1/demands/{demand.no}/matches/"
    assert client.get(url).json() | {"questions": []} == {
        "status": "queued", "progress": 0.0, "computed_at": None, "model_version": "", "vectors": "unavailable",
        "stale": False, "attention": False, "matchable": True, "questions": [], "results": [],
    }  # fmt: skip
    work_off()
    body = client.get(url).json()
    assert (body["status"], body["progress"], body["stale"]) == ("done", 1.0, False)
    [row] = body["results"]
    assert row["rank"] == 1
    assert row["achievement"]["no"] == achievement.no
    assert 0 <= row["score"] <= 100
    assert row["level"] in {1, 2, 3, 4}
    assert row["grade"] in {"S", "A", "B", "C", "D"}
    quoted = next(item for item in row["reasons"] if item["demand_span"])
    text = {"title": demand.title, "problem": demand.problem}[quoted["demand_field"]]
    start, end = quoted["demand_span"]
    assert text[start:end] == quoted["demand_quote"]
    assert quoted["text"]


def test_answers_are_kept_changed_and_taken_back(client):
    demand = DemandFactory()
    achievement = AchievementFactory()
    work_off()
    match = Match.objects.get()
    owner = member_of(demand.organization)
    signed_in(client, owner)
    url = f"/api/v1/matches/{match.pk}/feedback/"
    assert client.post(url, {"kind": "interested"}, content_type="application/json").status_code == 201
    assert client.post(url, {"kind": "declined"}, content_type="application/json").status_code == 400
    assert Feedback.objects.get().kind == "interested"
    body = {"kind": "declined", "reason": "too_early"}
    assert client.post(url, body, content_type="application/json").json()["reason"] == "too_early"
    kept = Feedback.objects.get()
    assert (kept.kind, kept.position, kept.surface, kept.organization) == ("declined", 1, "api", demand.organization)
    assert (kept.achievement, kept.model_version) == (achievement, match.model_version)
    assert client.delete(f"{url}?kind=declined").status_code == 204
    assert not Feedback.objects.exists()
    assert client.post(url, {"kind": "viewed"}, content_type="application/json").status_code == 400
    assert client.post(url, {"kind": "interested", "extra": 1}, content_type="application/json").status_code == 400


@pytest.mark.parametrize(
    ("door", "status"), [("viewer", 404), ("institution", 404), ("reviewer", 403), ("official", 404), ("admin", 403)]
)
def test_only_the_two_sides_answer(client, door, status):
    DemandFactory()
    AchievementFactory()
    work_off()
    signed_in(client, person(door))
    response = client.post(reverse("matching:answer", args=[Match.objects.get().pk]), {"kind": "interested"})
    assert response.status_code == status
    assert not Feedback.objects.exists()


def test_the_row_of_buttons_works_with_and_without_htmx(client):
    demand = DemandFactory()
    AchievementFactory()
    work_off()
    match = Match.objects.get()
    signed_in(client, member_of(demand.organization))
    url = reverse("matching:answer", args=[match.pk])
    page = reverse("matching:for-demand", args=[demand.no])
    plain = client.post(url, {"kind": "shortlisted", "next": page, "surface": "demand_page", "position": 1})
    assert (plain.status_code, plain.url) == (302, page)
    swapped = client.post(url, {"kind": "shortlisted", "undo": 1}, headers={"HX-Request": "true"})
    assert swapped.status_code == 200
    assert f'id="answers-{match.pk}"' in swapped.content.decode()
    assert not Feedback.objects.exists()
    assert client.post(url, {"kind": "declined"}).url == reverse("matching:decline", args=[match.pk])
    elsewhere = client.post(url, {"kind": "interested", "next": "https://elsewhere.example/"})
    assert elsewhere.url == page
    form = reverse("matching:decline", args=[match.pk])
    assert client.post(form, {"reason": "nonsense"}).status_code == 422
    assert client.post(form, {"reason": "price", "note": "太贵"}).url == page
    assert Feedback.objects.get().note == "太贵"


def test_what_was_shown_is_kept(client):
    demand = DemandFactory()
    AchievementFactory.create_batch(2)
    work_off()
    signed_in(client, person("reviewer")).get(reverse("matching:for-demand", args=[demand.no]))
    signed_in(client, member_of(demand.organization)).get(reverse("matching:for-demand", args=[demand.no]))
    shown = Exposure.objects.filter(organization=demand.organization).get()
    assert shown.shown_ids == list(Match.objects.order_by("rank").values_list("achievement_id", flat=True))


def test_neither_budget_nor_owner_of_an_anonymous_firm_reach_the_other_side(client):
    demand = DemandFactory(budget_max=123456, publish_as="anonymous")
    achievement = AchievementFactory(price_mode="fixed", price_min=100000)
    work_off()
    match = Match.objects.get()
    assert any(item["code"] == "price" for item in match.reasons)
    signed_in(client, member_of(achievement.organization))
    for url in (
        f"/api/v1/achievements/{achievement.no}/matches/",
        f"/api/v1/matches/{match.pk}/",
        f"/api/v1/demands/{demand.no}/matches/",
        reverse("matching:for-achievement", args=[achievement.no]),
        reverse("matching:for-demand", args=[demand.no]),
        reverse("matching:detail", args=[match.pk]),
    ):
        text = client.get(url).content.decode()
        assert achievement.title in text or demand.title in text
        for secret in (
            "123456",
            "123,456",
            demand.organization.name,
            demand.organization.name_en,
            demand.organization.no,
        ):
            assert secret not in text, (url, secret)
    signed_in(client, member_of(demand.organization))
    assert "123,456" in client.get(f"/api/v1/demands/{demand.no}/matches/").content.decode()


def test_compare_sets_up_to_four_side_by_side(client):
    demand = DemandFactory()
    AchievementFactory.create_batch(5)
    work_off()
    signed_in(client, member_of(demand.organization))
    url = reverse("matching:compare", args=[demand.no])
    ids = list(Match.objects.order_by("rank").values_list("pk", flat=True))
    page = client.get(url, {"m": ids}).content.decode()
    assert page.count('<th scope="col">') == 5
    other = Match.objects.filter(demand=DemandFactory())
    assert not other.exists()
    assert client.get(url, {"m": ["x", "-1", "9" * 30]}).status_code == 200

"""Near-duplicates, common needs, and the officials' page about the engine."""

import pytest
from django.urls import reverse

from matching.actions import work_off
from matching.actions.alike import near_duplicates, similar_demands
from matching.actions.upkeep import measure_recall
from matching.models import Match
from tests.factories.accounts import member_of, person
from tests.factories.achievements import AchievementFactory
from tests.factories.demands import DemandFactory

pytestmark = pytest.mark.django_db
TEXT = "采用陶瓷膜过滤机加工切削液废水，出水化学需氧量低于三百毫克每升，膜通量衰减慢，反冲洗周期长，适合小型车间。"


def test_the_same_result_uploaded_twice_is_found_and_only_that(client):
    first = AchievementFactory(title="含油废水陶瓷膜处理技术", summary=TEXT)
    twin = AchievementFactory(title="含油废水的陶瓷膜处理", summary=TEXT.replace("小型", "中小型"))
    AchievementFactory(title="双层升降式立体车库", summary="占地小，存取时间短，适合老旧小区停车改造使用。")
    user = member_of(first.organization)
    [found] = near_duplicates(first, user)
    assert (found.row, found.percent >= 75) == (twin, True)
    client.force_login(user)
    page = client.get(reverse("matching:near-duplicates", args=[first.no])).content.decode()
    assert twin.no in page
    assert "立体车库" not in page


def test_a_duplicate_that_one_may_not_see_is_not_told():
    first = AchievementFactory(title="含油废水陶瓷膜处理技术", summary=TEXT)
    AchievementFactory(title="含油废水陶瓷膜处理技术", summary=TEXT, visibility="matched")
    assert near_duplicates(first, person("sme")) == []


def test_firms_with_one_need_find_each_other(client):
    first = DemandFactory(title="切削液废水处理", problem=TEXT)
    second = DemandFactory(title="切削液废水的处理", problem=TEXT)
    DemandFactory(title="立体车库控制系统", problem="存取时间太长，需要新的调度算法和安全保护。")
    user = member_of(first.organization)
    assert [item.row for item in similar_demands(first, user)] == [second]
    client.force_login(user)
    response = client.get(reverse("matching:similar-demands", args=[first.no]))
    assert second.no in response.content.decode()
    hidden = DemandFactory(visibility="matched", title="切削液废水处理", problem=TEXT)
    assert hidden not in [item.row for item in similar_demands(first, user)]
    assert client.get(reverse("matching:similar-demands", args=[hidden.no])).status_code == 404


@pytest.mark.parametrize(("role", "status"), [("official", 200), ("admin", 200), ("sme", 403), ("institution", 403)])
def test_officials_see_versions_side_by_side(client, role, status):
    client.force_login(person(role))
    response = client.get(reverse("matching:engine"))
    assert response.status_code == status
    if status == 200:
        page = response.content.decode()
        assert "2026.1" in page
        assert "0.317" in page  # nDCG@10 of 2026.1, out of fold
        assert "0.329" in page  # and of 2026.2


def test_recall_is_published_and_falls_when_a_list_is_wrong(client):
    DemandFactory(title="含油废水处理", problem=TEXT)
    AchievementFactory.create_batch(3)
    AchievementFactory(title="含油废水陶瓷膜处理技术", summary=TEXT)
    work_off()
    assert measure_recall().values["recall"] == 1.0
    Match.objects.order_by("rank").first().delete()
    told = measure_recall().values
    assert (told["recall"], told["differing"], told["demands"]) == (0.75, 1, 1)
    client.force_login(person("official"))
    assert "0.7500" in client.get(reverse("matching:engine")).content.decode()
    assert work_off() >= 1  # the list that differed was asked to look again
    assert measure_recall().values["recall"] == 1.0

"""A changed library reaches every open demand it concerns, and nothing else is ranked again."""

import pytest

from achievements.models import Achievement
from common.fields import NextValue
from demands.models import Demand, DemandExclusion
from integration.models import CONTENT_SEQUENCE
from matching.actions import head_of_the_queue, run_for_achievements, run_for_demand, work_off
from matching.health import invariants
from matching.models import DemandState, Match
from tests.factories.achievements import AchievementFactory
from tests.factories.demands import DemandFactory

pytestmark = pytest.mark.django_db


def touch(row, **changes):
    """Change a row as the libraries' actions do: with a new content version."""
    type(row).objects.filter(pk=row.pk).update(content_seq=NextValue(CONTENT_SEQUENCE), **changes)
    row.refresh_from_db()


def listed(demand):
    return list(Match.objects.filter(demand=demand).order_by("rank").values_list("achievement_id", flat=True))


def clean():
    assert {name: count for name, count in invariants(grace=0).items() if count} == {}


def test_everything_settles_in_one_sweep():
    demands = DemandFactory.create_batch(3)
    achievements = AchievementFactory.create_batch(4)
    assert {k for k, v in invariants(grace=0).items() if v} == {"I1 stale longer than the grace period"}
    work_off()
    assert head_of_the_queue() is None
    assert all(set(listed(d)) == {a.pk for a in achievements} for d in demands)
    clean()


def test_a_new_achievement_enters_the_lists():
    demand = DemandFactory(title="乳化含油废水处理")
    AchievementFactory(title="小麦育种", summary="抗病")
    work_off()
    new = AchievementFactory(title="乳化含油废水膜法处理")
    assert run_for_achievements([new.pk]) == [demand.pk]
    work_off()
    assert listed(demand)[0] == new.pk
    clean()


def test_only_demands_whose_candidates_it_would_join_look_again(monkeypatch):
    monkeypatch.setattr("matching.actions.demand.DEPTH", 5)
    oil = DemandFactory(title="乳化含油废水处理", problem="含油废水")
    wheat = DemandFactory(title="小麦赤霉病防治", problem="小麦赤霉病")
    for n in range(6):
        AchievementFactory(title=f"含油废水处理{n}", summary="含油废水膜处理")
        AchievementFactory(title=f"小麦赤霉病抗性{n}", summary="小麦赤霉病")
    work_off()
    new = AchievementFactory(title="含油废水处理新工艺", summary="乳化含油废水处理")
    assert run_for_achievements([new.pk]) == [oil.pk]
    assert DemandState.objects.get(demand=wheat).recheck_seq == DemandState.objects.get(demand=wheat).rechecked_seq


def test_done_stays_done_while_a_later_change_is_looked_at():
    demand = DemandFactory()
    work_off()
    run_for_achievements([AchievementFactory().pk])
    state = DemandState.objects.get(demand=demand)
    assert (state.status, DemandState.objects.stale().count()) == ("done", 1)


def test_a_withdrawn_achievement_leaves_the_lists():
    demand = DemandFactory()
    kept, gone = AchievementFactory.create_batch(2)
    work_off()
    touch(gone, status="withdrawn")
    assert list(Match.objects.live().values_list("achievement_id", flat=True)) == [kept.pk]
    work_off()
    assert listed(demand) == [kept.pk]
    clean()


def test_a_closed_demand_keeps_no_list_and_gets_a_new_one_when_published_again():
    demand = DemandFactory()
    achievement = AchievementFactory()
    work_off()
    touch(demand, status="paused")
    work_off()
    assert listed(demand) == []
    clean()
    touch(demand, status="published")
    work_off()
    assert listed(demand) == [achievement.pk]
    clean()


def test_neither_the_own_nor_an_excluded_organization_is_matched():
    demand = DemandFactory()
    AchievementFactory(organization=demand.organization)
    excluded = AchievementFactory()
    DemandExclusion.objects.create(demand=demand, organization=excluded.organization)
    other = AchievementFactory()
    work_off()
    assert listed(demand) == [other.pk]
    clean()


def test_the_list_holds_as_many_as_are_eligible(settings):
    settings.MATCHING_TOP_K = 3
    demand = DemandFactory()
    AchievementFactory.create_batch(5)
    work_off()
    assert len(listed(demand)) == 3
    clean()


def test_a_pair_keeps_its_id_over_scoring():
    demand = DemandFactory()
    AchievementFactory.create_batch(2)
    work_off()
    before = dict(Match.objects.values_list("achievement_id", "pk"))
    touch(demand, problem="每天约30吨乳化含油废水")
    work_off()
    assert dict(Match.objects.values_list("achievement_id", "pk")) == before
    assert set(Match.objects.values_list("demand_seq", flat=True)) == {demand.content_seq}


def test_late_and_doubled_messages_change_nothing():
    demand = DemandFactory()
    AchievementFactory()
    assert run_for_demand(demand.pk) is True
    stamp = DemandState.objects.get(demand=demand).computed_at
    assert run_for_demand(demand.pk) is False
    assert DemandState.objects.get(demand=demand).computed_at == stamp
    assert run_for_demand(10**9) is False


def test_a_draft_is_never_scored():
    draft = DemandFactory(status="draft", published_at=None)
    assert run_for_demand(draft.pk) is False
    assert not DemandState.objects.exists()


def test_an_epoch_asks_for_everything_again():
    from matching.actions import rematch_all

    DemandFactory.create_batch(2)
    AchievementFactory()
    work_off()
    assert rematch_all(reason="test") == 2
    assert DemandState.objects.stale().count() == 2
    work_off()
    assert set(DemandState.objects.values_list("scored_epoch", flat=True)) == {2}


def test_a_deleted_achievement_is_forgotten():
    demand = DemandFactory()
    kept, gone = AchievementFactory.create_batch(2)
    work_off()
    Achievement.objects.filter(pk=gone.pk).delete()
    touch(demand)
    work_off()
    assert listed(demand) == [kept.pk]
    assert Demand.objects.count() == 1
    clean()

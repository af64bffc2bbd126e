"""One demand, from publishing to its ranked, explained list."""

import pytest

from matching.actions import run_for_demand
from matching.models import DemandState, Match
from tests.factories.achievements import AchievementFactory
from tests.factories.demands import DemandFactory

pytestmark = pytest.mark.django_db


def test_a_demand_gets_its_ranked_and_explained_list():
    demand = DemandFactory(title="乳化含油废水处理", problem="每天约20吨乳化含油废水，COD约8000 mg/L。")
    near = AchievementFactory(title="含油废水陶瓷膜处理", summary="陶瓷膜处理乳化含油废水。")
    far = AchievementFactory(title="小麦赤霉病抗性育种", summary="抗病小麦品种。")

    assert run_for_demand(demand.pk) is True

    rows = list(Match.objects.filter(demand=demand).order_by("rank"))
    assert [row.achievement_id for row in rows] == [near.pk, far.pk]
    assert [row.rank for row in rows] == [1, 2]
    assert {row.demand_seq for row in rows} == {demand.content_seq}
    assert rows[0].reasons[0]["demand_quote"] in demand.title + demand.problem
    state = DemandState.objects.get(demand=demand)
    assert (state.status, state.stage, state.scored_seq, state.vectors) == (
        "done",
        2,
        demand.content_seq,
        "unavailable",
    )

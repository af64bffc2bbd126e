"""Vectors: made once, in two passes for a new demand, in the background for the library."""

import numpy as np
import pytest

from matching import actions
from matching.actions import demand as scoring
from matching.encoders import EncoderUnavailable
from matching.health import invariants
from matching.models import DemandState, Embedding, Epoch, Match
from matching.retrieval import vectors
from tests.factories.achievements import AchievementFactory
from tests.factories.demands import DemandFactory

pytestmark = pytest.mark.django_db


def test_first_by_words_then_by_meaning(encoder, monkeypatch):
    demand = DemandFactory()
    AchievementFactory.create_batch(2)
    actions.embed_missing()
    Embedding.objects.filter(kind="demand").delete()
    seen = []
    write = scoring.write

    def watch(token, entry, result, stage):
        done = write(token, entry, result, stage)
        seen.append((stage, DemandState.objects.get().status, result.vectors, Match.objects.count()))
        return done

    monkeypatch.setattr(scoring, "write", watch)
    actions.run_for_demand(demand.pk)
    assert seen == [(1, "running", "unavailable", 2), (2, "done", "complete", 2)]
    assert Embedding.objects.filter(kind="demand", object_id=demand.pk).count() == 1


def test_the_same_text_is_never_encoded_twice(encoder):
    AchievementFactory(title="甲", summary="乙")
    actions.embed_missing()
    before = len(encoder.calls)
    AchievementFactory(title="甲", summary="乙")
    assert actions.embed_missing() == (1, False)
    assert len(encoder.calls) == before
    assert Embedding.objects.filter(kind="achievement").count() == 2


def test_vectors_that_arrive_later_are_looked_at_again(encoder):
    demand = DemandFactory()
    AchievementFactory()
    actions.work_off()
    assert DemandState.objects.get(demand=demand).vectors == "partial"
    actions.embed_missing()
    assert DemandState.objects.stale().count() == 1
    actions.work_off()
    assert DemandState.objects.get(demand=demand).vectors == "complete"
    assert not any(invariants(grace=0).values())


def test_an_encoder_that_fails_declares_it_and_the_list_is_final(encoder, monkeypatch):
    demand = DemandFactory()
    AchievementFactory()

    def fail(texts):
        raise EncoderUnavailable("gone")

    monkeypatch.setattr(encoder, "encode", fail)
    assert actions.run_for_demand(demand.pk) is True
    state = DemandState.objects.get(demand=demand)
    assert (state.status, state.vectors, Match.objects.count()) == ("done", "unavailable", 1)


def test_shipped_vectors_are_found_by_text(encoder, settings):
    achievement = AchievementFactory()
    actions.embed_missing()
    row = Embedding.objects.get()
    name, text, stored = row.encoder, row.text_hash, vectors.stored("achievement", [achievement.pk], row.encoder)
    vectors.write_shipped(settings.MATCHING_SHIPPED_VECTORS, [text], np.array([stored[achievement.pk][1]]), name)
    Embedding.objects.all().delete()
    vectors.shipped_vectors.cache_clear()
    encoder.calls.clear()
    actions.match_everything(encode=False)
    assert Embedding.objects.get().text_hash == text
    assert encoder.calls == []


def test_a_new_encoder_serves_when_it_knows_the_library(encoder):
    DemandFactory()
    AchievementFactory()
    Epoch.objects.filter(pk=1).update(encoder="old:1")
    assert vectors.serving_key() == "old:1"
    actions.work_off()
    actions.embed_missing()
    assert vectors.serving_key() == "words:1"
    assert Epoch.objects.get().value == 2
    actions.work_off()
    assert DemandState.objects.get().encoder == "words:1"


def test_an_index_from_disk_ranks_as_the_one_in_memory(encoder):
    from matching.retrieval.library import library

    demand = DemandFactory()
    AchievementFactory.create_batch(4)
    actions.embed_missing()
    actions.work_off()
    before = list(Match.objects.order_by("rank").values_list("achievement_id", "score"))
    library.publish()
    library.forget()
    actions.rematch_all()
    actions.work_off()
    assert library.version
    assert list(Match.objects.order_by("rank").values_list("achievement_id", "score")) == before
    assert DemandState.objects.get(demand=demand).vectors == "complete"


def test_a_damaged_snapshot_is_built_anew(settings):
    from matching.retrieval.library import library

    DemandFactory()
    AchievementFactory()
    actions.work_off()
    library.publish()
    library.forget()
    for file in settings.MATCHING_INDEX_DIR.glob("*/*.npy"):
        file.write_bytes(b"broken")
    actions.rematch_all()
    actions.work_off()
    assert library.rows == 1
    assert Match.objects.count() == 1


def test_the_database_finds_candidates_where_no_index_can_be_held(encoder, monkeypatch):
    from matching.retrieval import database
    from matching.retrieval.library import Library

    demand = DemandFactory(title="乳化含油废水处理")
    own = AchievementFactory(organization=demand.organization)
    others = AchievementFactory.create_batch(4)
    actions.embed_missing()
    vector = vectors.stored("demand", [demand.pk], "words:1")[demand.pk][1]
    exact = sorted(
        ((1 - float(v @ vector) / float(np.linalg.norm(v) * np.linalg.norm(vector)), i) for i, (_, v) in
         vectors.stored("achievement", [a.pk for a in others], "words:1").items())
    )  # fmt: skip
    found = database.nearest(vector, "words:1", 3, {own.organization_id})
    assert {i for _, i in exact[:2]} <= set(found)
    assert len(database.nearest(vector, "words:1", 10, {own.organization_id})) == 4

    def no_disk(self, **kwargs):
        raise OSError("no space left on device")

    monkeypatch.setattr(Library, "current", no_disk)
    assert actions.run_for_demand(demand.pk) is True
    assert set(Match.objects.values_list("achievement_id", flat=True)) == {a.pk for a in others}

import dataclasses

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.engine import (
    LibraryIndex,
    Profile,
    Scorer,
    calibrate,
    duplicates,
    fit,
    lexical,
    metrics,
    score_pairs,
    similar,
)
from matching.engine.retrieval import best, merge, reciprocal_rank_fusion
from matching.engine.training import folds_by_title, without_contradictions
from tests.matching.engine.conftest import toy_vectors

DEMAND = Profile("反刍动物无抗饲料配方", "要求成本不超过3.2元/公斤，不使用抗生素。")
_WORDS = ["激光", "焊接", "饲料", "涂层", "电池", "轴承", "催化", "密封", "检测", "过滤"]


@pytest.mark.parametrize("with_vectors", [True, False])
def test_the_obvious_match_comes_first(model, achievements, with_vectors):
    vectors = toy_vectors(achievements) if with_vectors else None
    index = LibraryIndex.build(achievements, vectors, model=model)
    [found] = Scorer(model, index).match([DEMAND], toy_vectors([DEMAND]) if with_vectors else None, top=3)
    assert found[0].id == "feed"
    assert [s.score for s in found] == sorted((s.score for s in found), reverse=True)
    assert found[0].parts["indicator"] == 1.0
    assert sum(found[0].probabilities) == pytest.approx(1.0)


def test_scores_are_the_same_in_both_directions(model, achievements):
    forward = Scorer(model, LibraryIndex.build(achievements, model=model))
    demands = [DEMAND, Profile("立体车库", "存取时间少于60秒")]
    index = LibraryIndex(model, forward.index.space, ()).changed(demands)
    backward = Scorer(model, index, library="demands")
    there = {(s.row): s for s in forward.match([DEMAND], top=5)[0]}
    for place, achievement in enumerate(achievements):
        back = {s.row: s for s in backward.match([achievement], top=5)[0]}
        assert back[0].score == pytest.approx(there[place].score, abs=0.02)


def test_equal_texts_tie_in_row_order(model):
    twins = [Profile("激光焊接装置", id=i) for i in range(5)]
    [found] = Scorer(model, LibraryIndex.build(twins, model=model)).match([Profile("激光焊接")], top=5)
    assert [s.row for s in found] == [0, 1, 2, 3, 4]
    assert len({s.score for s in found}) == 1


def test_silence_is_not_punished_but_conflict_is(model, achievements):
    wanting = dataclasses.replace(DEMAND, trl_wanted_min=8, budget=100_000.0)
    feed = achievements[0]
    poor = dataclasses.replace(feed, id="poor", trl=3, price=400_000.0)
    good = dataclasses.replace(feed, id="good", trl=9, price=50_000.0)
    index = LibraryIndex.build([poor, feed, good], model=model)
    [found] = Scorer(model, index).match([wanting], top=3)
    assert [s.id for s in found] == ["good", "feed", "poor"]
    assert "maturity" not in found[1].parts


def test_changes_replace_and_remove_without_moving_other_scores(model, achievements):
    index = LibraryIndex.build(achievements, model=model)
    before = {s.id: s.score for s in Scorer(model, index).match([DEMAND], top=9)[0]}
    changed = index.changed([Profile("无抗饲料", id="feed"), Profile("新饲料", id="new")], removed=["garage"])
    after = {s.id: s.score for s in Scorer(model, changed).match([DEMAND], top=9)[0]}
    assert set(after) == {"feed", "new", "seal", "feed-en", "seal-en"}
    assert after["seal"] == before["seal"]
    assert {s.id for s in Scorer(model, index).match([DEMAND], top=9)[0]} == set(before)


def test_snapshot_arrays_give_the_same_index(model, achievements):
    index = LibraryIndex.build(achievements, toy_vectors(achievements), model=model)
    arrays = index.to_arrays()
    assert all(array.dtype != object for array in arrays.values())
    again = LibraryIndex.from_arrays(arrays, model=model)
    vectors = toy_vectors([DEMAND])
    assert Scorer(model, again).match([DEMAND], vectors) == Scorer(model, index).match([DEMAND], vectors)


def test_given_pairs_are_graded_in_their_order(model, achievements):
    pairs = [(0, 1), (0, 0), (0, 1)]
    found = score_pairs(model, [DEMAND], achievements, pairs)
    assert [s.id for s in found] == ["garage", "feed", "garage"]
    assert found[1].score > found[0].score == found[2].score


def test_near_duplicates_and_only_those(model, achievements):
    index = LibraryIndex.build(achievements, model=model)
    copy = Profile("无抗饲料添加剂的制备技术", achievements[0].text)
    [found] = duplicates(index, [copy])
    assert [row for row, _ in found] == [0]
    assert similar(index, [achievements[1]])[0][0][0] == 1


texts = st.lists(st.sampled_from(_WORDS), min_size=1, max_size=4).map("".join)


@settings(max_examples=25, deadline=None)
@given(
    titles=st.lists(texts, min_size=1, max_size=24),
    query=texts,
    shards=st.sampled_from([2, 7]),
    k=st.integers(1, 30),
    seed=st.integers(0, 9),
)
def test_searching_shards_equals_searching_the_whole(model, titles, query, shards, k, seed):
    profiles = [Profile(title, id=i) for i, title in enumerate(titles)]
    vectors = toy_vectors(profiles)
    mask = np.random.default_rng(seed).random(len(profiles)) < 0.5
    whole = LibraryIndex.build(profiles, vectors, model=model)
    parts = LibraryIndex.build(profiles, vectors, model=model, shards=shards)
    [left] = whole.search([Profile(query)], toy_vectors([Profile(query)]), k, mask)
    [right] = parts.search([Profile(query)], toy_vectors([Profile(query)]), k, mask)
    assert len(left) == len(right) == min(k, mask.sum())
    assert np.allclose(left.scores, right.scores, atol=2e-6)
    assert mask[left.rows].all()
    assert mask[right.rows].all()
    clear = np.flatnonzero(np.diff(left.scores) < -1e-5)
    for border in clear:  # rows may only trade places among equals
        assert set(left.rows[: border + 1]) == set(right.rows[: border + 1])


@given(st.lists(st.integers(0, 5), min_size=1, max_size=40), st.integers(0, 45))
def test_best_is_a_stable_sort_cut_off(values, k):
    scores = np.array(values, dtype=np.float32)
    assert best(scores, k).tolist() == np.argsort(-scores, kind="stable")[:k].tolist()


def test_merge_keeps_ties_by_row(model, achievements):
    index = LibraryIndex.build([Profile("激光", id=i) for i in range(4)], model=model, shards=2)
    [found] = index.search([Profile("激光")], None, 3)
    assert found.rows.tolist() == [0, 1, 2]
    assert merge([found], 2).rows.tolist() == [0, 1]


def test_reciprocal_rank_fusion():
    assert reciprocal_rank_fusion([[1, 2, 3], [3, 1]]) == [1, 3, 2]


def test_calibration_median_expectation_score_and_grade():
    tails = np.array([[0.9, 0.6, 0.1], [0.4, 0.2, 0.1], [0.2, 0.6, 0.1], [1, 1, 1]])
    assert calibrate.levels(tails).tolist() == [3, 1, 1, 4]
    assert calibrate.expected_levels(tails).tolist() == pytest.approx([2.6, 1.7, 1.5, 4.0])
    assert calibrate.scores(tails).tolist() == pytest.approx([77.5, 48.0, 40.0, 100.0])
    assert calibrate.probabilities(tails).sum(axis=1).tolist() == pytest.approx([1, 1, 1, 1])
    assert [calibrate.grade(s) for s in (90, 89.99, 75, 60, 40, 39.9)] == ["S", "A", "A", "B", "C", "D"]


def test_metrics_by_hand():
    assert metrics.ndcg(["a", "b", "c"], {"b": 7.0, "c": 15.0}) == pytest.approx(
        (7 / np.log2(3) + 15 / 2) / (15 + 7 / np.log2(3))
    )
    assert metrics.recall([1, 2, 3], {2, 9}, 2) == 0.5
    assert metrics.reciprocal_rank([1, 2, 3], {3}) == pytest.approx(1 / 3)
    assert metrics.level_score(np.array([1, 2]), np.array([2, 4])) == pytest.approx(0.4)
    assert metrics.pair_accuracy(np.array([3, 1, 1]), np.array([2, 1, 2]), np.zeros(3)) == 0.75
    assert metrics.spearman(np.array([1, 2, 3]), np.array([2, 4, 9])) == pytest.approx(1.0)
    assert metrics.calibration_error(np.array([0.9, 0.9]), np.array([1, 0])) == pytest.approx(0.4)


def test_codes_regions_and_months():
    codes = fit.code_table([("C2614",), ("C26", "A01"), ("C3",), ()])
    assert fit.code_closeness(codes[[0, 0, 0]], codes[[1, 2, 3]])[:2].tolist() == pytest.approx([1.0, 0.5])
    assert np.isnan(fit.code_closeness(codes[:1], codes[3:])[0])
    regions = fit.region_closeness(np.array([410303] * 4), np.array([410303, 410322, 411000, 0]))
    assert regions[:3].tolist() == [1.0, 0.8, 0.5]
    assert np.isnan(regions[3])
    assert (fit.months_between(5, 7), fit.months_between(8, 6)) == (24, 0)


def test_hashing_text_and_term_agree():
    assert set(lexical.term_buckets("激光").tolist()) == {lexical.bucket(t) for t in ("激", "光", "激光")}
    assert lexical.term_buckets("Welding of the").tolist() == [lexical.bucket("weld")]


def test_contradicting_grades_are_left_out_of_training():
    pairs = np.array([[0, 1, 2], [1, 1, 3], [0, 2, 4], [1, 2, 4]])
    assert without_contradictions(pairs, ["same", "same"]).tolist() == [[0, 2, 4]]
    assert folds_by_title(["a", "b", "a"], 2).tolist()[0] == folds_by_title(["a", "b", "a"], 2).tolist()[2]

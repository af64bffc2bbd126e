import numpy as np
import pytest

from matching.engine import LibraryIndex, Profile, Scorer
from matching.engine.features import Reference
from matching.engine.memory import GradeMemory, restored, stored
from matching.engine.retrieval import Candidates
from tests.matching.engine.conftest import toy_vectors

EAST, NORTH = np.array([1.0, 0.0], np.float32), np.array([0.0, 1.0], np.float32)
BOTH = (EAST + NORTH) / np.sqrt(2.0)


def _memory():
    demands, achievements = np.stack([EAST, NORTH]), np.stack([EAST, NORTH, BOTH])
    return GradeMemory.of(demands, achievements, np.array([[0, 0], [0, 1], [1, 0]]), np.array([2.0, -1.0, -2.0]))


def test_a_remembered_grade_is_shrunk_by_one():
    # Only demand 0 is near; east weighs 1 with its own grade, north 0: 2 / (1 + 1).
    assert _memory().recall(EAST, np.stack([EAST, NORTH])).tolist() == pytest.approx([1.0, -0.5])


def test_its_own_demand_may_be_left_out():
    assert _memory().recall(EAST, EAST[None], without=0).tolist() == [0.0]
    assert _memory().recall(BOTH, EAST[None], without=0)[0] == pytest.approx(-2 * 0.7071 / 1.7071, abs=1e-3)


def test_both_directions_remember_the_same():
    there = [_memory().recall(demand, BOTH[None])[0] for demand in (EAST, NORTH, BOTH)]
    assert _memory().recall_for(BOTH, np.stack([EAST, NORTH, BOTH])).tolist() == pytest.approx(there)


def test_nothing_known_gives_nothing():
    zero = np.zeros(2, np.float32)
    assert _memory().recall(zero, np.stack([EAST])).tolist() == [0.0]
    assert _memory().recall(EAST, zero[None]).tolist() == [0.0]
    assert _memory().recall_for(zero, EAST[None]).tolist() == [0.0]


def test_what_is_stored_comes_back_within_a_hundredth():
    again = restored(stored(_memory()))
    assert again.recall(BOTH, BOTH[None])[0] == pytest.approx(_memory().recall(BOTH, BOTH[None])[0], abs=0.01)


def test_neighbours_vouch_for_a_row_but_not_for_themselves():
    vectors = np.stack([EAST] * 6 + [NORTH])
    found = Candidates(np.arange(7), np.zeros(7), np.zeros(7), np.zeros(7))
    shown = Reference.of(found, vectors)
    priors = np.array([6.0, 1, 2, 3, 4, 5, 9])
    vouched = shown.vouched(np.array([0, 6]), vectors[[0, 6]], priors[[0, 6]], priors)
    assert vouched.tolist() == pytest.approx([3.0, 9.0])  # five neighbours; north has none and keeps its own


def test_scores_of_one_row_do_not_depend_on_what_is_scored_beside_it(model):
    library = [Profile(f"激光焊接装置 {i} 型 {'工艺' * (i % 3)}", id=i) for i in range(1100)]
    index = LibraryIndex.build(library, toy_vectors(library), model=model)
    scorer, demand = Scorer(model, index), Profile("激光焊接工艺")
    vectors = toy_vectors([demand])
    candidates = index.search([demand], vectors, 300)
    [whole] = scorer.score_block([demand], vectors, candidates)
    row = whole[7].row
    [alone] = scorer.score_block([demand], vectors, candidates, [np.array([row])])
    assert alone[0].score == pytest.approx(whole[7].score, abs=0.011)


def test_vectors_of_a_strange_encoder_are_not_compared_with_the_memory(model, achievements):
    index = LibraryIndex.build(achievements, toy_vectors(achievements), model=model, encoder="another")
    assert model.memory is not None
    assert not model.knows(index.space.means)
    assert model.knows(LibraryIndex.build(achievements, model=model).space.means)

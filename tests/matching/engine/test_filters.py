"""Filters never lose rows, however few they leave; shards change nothing."""

import numpy as np
import pytest

from matching.engine import LibraryIndex, Profile

ROWS = 10_000
_WORDS = ["激光", "焊接", "饲料", "涂层", "电池", "轴承", "催化", "密封", "检测", "过滤", "膜", "阀"]
DEMANDS = [Profile("激光焊接轴承"), Profile("电池涂层检测")]


@pytest.fixture(scope="module")
def library():
    dice = np.random.default_rng(0)
    profiles = [Profile("".join(dice.choice(_WORDS, 4)), id=i) for i in range(ROWS)]
    # Vectors of a small width: the point is who is found, not how near.
    return profiles, dice.standard_normal((ROWS, 16)).astype(np.float32)


@pytest.fixture(scope="module")
def indexes(model, library):
    return {s: LibraryIndex.build(*library, model=model, encoder="toy", shards=s) for s in (1, 2, 7)}


@pytest.mark.parametrize("share", [0.0001, 0.01, 0.1, 0.5])
@pytest.mark.parametrize("k", [1, 100, 300])
def test_a_filter_leaves_the_best_of_what_is_eligible(indexes, library, share, k):
    dice = np.random.default_rng(round(share * 10_000))
    mask = np.zeros(ROWS, dtype=bool)
    mask[dice.choice(ROWS, round(share * ROWS), replace=False)] = True
    queries = dice.standard_normal((2, 16)).astype(np.float32)
    [whole, *parts] = [indexes[s].search(DEMANDS, queries, k, mask) for s in (1, 2, 7)]
    everything = indexes[1].search(DEMANDS, queries, ROWS)
    for query in range(2):
        eligible = [row for row in everything[query].rows if mask[row]][:k]
        assert whole[query].rows.tolist() == eligible
        assert len(whole[query]) == min(k, int(mask.sum()))
        for part in parts:
            assert np.allclose(part[query].scores, whole[query].scores, atol=2e-6)
            assert len(part[query]) == len(whole[query])
            shared = len(set(part[query].rows) & set(whole[query].rows))
            assert shared / len(eligible) >= 0.97  # only exact ties may trade places


def test_an_empty_filter_finds_nothing(indexes):
    assert [len(c) for c in indexes[7].search(DEMANDS, None, 10, np.zeros(ROWS, dtype=bool))] == [0, 0]

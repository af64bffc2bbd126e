"""Quotes in their clause."""

import pytest

from matching.actions.evidence import context


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("标题\n我们每天产生乳化含油废水，想降低成本。", "含油废水", "我们每天产生乳化含油废水"),
        ("标题", "标题", "标题"),
        ("甲乙，丙丁", "丙", "丙丁"),
        ("字" * 100 + "膜处理" + "词" * 100, "膜处理", "字" * 28 + "膜处理" + "词" * 29),
        (
            "Cold chain breaks happen whenever containers wait at the quay for longer than the reefers can bear",
            "containers",
            "breaks happen whenever containers wait at the quay for",
        ),
    ],
)
def test_a_quote_stands_in_its_clause(text, word, expected):
    start = text.index(word)
    found = context(text, (start, start + len(word)))
    assert found == expected
    assert word in found
    assert found in text

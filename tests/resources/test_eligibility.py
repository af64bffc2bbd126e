"""Rules of eligibility: a table over every operator and branch."""

import datetime

import pytest

from resources.eligibility import Verdict, evaluate, groups_of, problems_of, tree_of

DAY = datetime.date(2026, 6, 1)


def leaf(fact, op, value):
    return {"fact": fact, "op": op, "value": value}


SMALL, BIG_DEAL = leaf("firm.size", "in", ["S", "XS"]), leaf("deal.amount", "ge", 100)
TABLE = [
    (SMALL, {"firm.size": "S"}, "holds"),
    (SMALL, {"firm.size": "L"}, "fails"),
    (SMALL, {"firm.size": ""}, "unknown"),
    (SMALL, {}, "unknown"),
    (leaf("firm.kind", "eq", "firm"), {"firm.kind": "firm"}, "holds"),
    (leaf("firm.kind", "eq", "firm"), {"firm.kind": "park"}, "fails"),
    (leaf("firm.kind", "ne", "firm"), {"firm.kind": "park"}, "holds"),
    (leaf("firm.size", "not_in", ["L"]), {"firm.size": "L"}, "fails"),
    (leaf("firm.region", "begins", ["41", "34"]), {"firm.region": "410300"}, "holds"),
    (leaf("firm.region", "begins", ["41"]), {"firm.region": "340100"}, "fails"),
    (BIG_DEAL, {"deal.amount": 100}, "holds"),
    (BIG_DEAL, {"deal.amount": 99}, "fails"),
    (leaf("deal.amount", "le", 100), {"deal.amount": 101}, "fails"),
    (leaf("deal.amount", "le", 100), {"deal.amount": 0}, "holds"),
    (leaf("firm.grades", "has", ["a", "b"]), {"firm.grades": ["b"]}, "holds"),
    (leaf("firm.grades", "has", ["a"]), {"firm.grades": []}, "fails"),
    (leaf("firm.grades", "has", ["a"]), {"firm.grades": None}, "unknown"),
    (leaf("firm.grades", "has_not", ["a"]), {"firm.grades": ["a"]}, "fails"),
    (leaf("firm.verified", "eq", True), {"firm.verified": False}, "fails"),
    ({"all": [SMALL, BIG_DEAL]}, {"firm.size": "S"}, "unknown"),
    ({"all": [SMALL, BIG_DEAL]}, {"firm.size": "L"}, "fails"),
    ({"all": [SMALL, BIG_DEAL]}, {"firm.size": "S", "deal.amount": 500}, "holds"),
    ({"any": [SMALL, BIG_DEAL]}, {"firm.size": "S"}, "holds"),
    ({"any": [SMALL, BIG_DEAL]}, {"firm.size": "L"}, "unknown"),
    ({"any": [SMALL, BIG_DEAL]}, {"firm.size": "L", "deal.amount": 1}, "fails"),
    ({"not": SMALL}, {"firm.size": "L"}, "holds"),
    ({"not": SMALL}, {"firm.size": "S"}, "fails"),
    ({"not": SMALL}, {}, "unknown"),
]


@pytest.mark.parametrize(("tree", "facts", "verdict"), TABLE)
def test_every_branch(tree, facts, verdict):
    assert problems_of(tree) == []
    answer = evaluate(tree, facts, today=DAY, valid_from=DAY, valid_until=DAY)
    assert answer.verdict == verdict


def test_each_answer_says_what_is_missing():
    answer = evaluate({"all": [SMALL, BIG_DEAL]}, {"firm.size": "S"}, today=DAY, valid_from=DAY)
    assert [(item.fact, item.holds) for item in answer.findings] == [("firm.size", True), ("deal.amount", None)]
    assert answer.missing == ("deal.amount",)


def test_an_expired_rule_never_applies():
    day = datetime.timedelta(days=1)
    assert evaluate(SMALL, {"firm.size": "S"}, today=DAY, valid_from=DAY - 9 * day, valid_until=DAY - day) == (
        type(evaluate(SMALL, {}, today=DAY, valid_from=DAY + day))(Verdict.EXPIRED)
    )
    assert evaluate(SMALL, {"firm.size": "S"}, today=DAY, valid_from=DAY + day).verdict == "not_yet"


@pytest.mark.parametrize(
    "tree",
    [
        {}, [], {"all": []}, {"all": [SMALL], "any": [SMALL]}, {"fact": "firm.size", "op": "in"},
        leaf("firm.shoes", "eq", "x"), leaf("firm.size", "ge", 3), leaf("deal.amount", "ge", "much"),
        leaf("firm.size", "in", []), leaf("firm.verified", "eq", "yes"), leaf("deal.amount", "ge", True),
    ],
)  # fmt: skip
def test_a_malformed_rule_is_refused(tree):
    assert problems_of(tree)


def test_groups_of_people_and_trees_are_the_same():
    groups = [[SMALL], [BIG_DEAL, leaf("firm.kind", "eq", "firm")]]
    assert groups_of(tree_of(groups)) == groups
    assert groups_of({"not": SMALL}) is None

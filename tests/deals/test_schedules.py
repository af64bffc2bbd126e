"""Money never drifts, and working days are counted as people count them."""

import datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deals.documents.values import in_words
from deals.schedules import add_months, add_working_days, minimum_of_period, plan, rounded, royalty, split

CENTS = st.integers(0, 10**13).map(lambda n: Decimal(n) / 100)
WHOLE = st.integers(0, 10**13).map(Decimal)
MONDAY = datetime.date(2026, 11, 23)


@given(CENTS, st.lists(st.integers(0, 1000), min_size=1, max_size=40).filter(any))
def test_a_split_loses_nothing(total, weights):
    shares = split(total, weights)
    assert sum(shares) == total
    exact = [total * weight / sum(weights) for weight in weights]
    assert all(abs(share - wanted) < Decimal("0.01") for share, wanted in zip(shares, exact, strict=True))
    assert all(share == 0 for share, weight in zip(shares, weights, strict=True) if not weight)


@given(WHOLE, st.integers(1, 120))
def test_a_split_of_whole_units_stays_whole(total, count):
    shares = split(total, [1] * count, Decimal(1))
    assert sum(shares) == total
    assert all(share == share.to_integral_value() for share in shares)
    assert max(shares) - min(shares) <= 1


@pytest.mark.parametrize("weights", [[], [0, 0], [1, -1]])
def test_weights_that_split_nothing(weights):
    with pytest.raises(ValueError, match="weights"):
        split(Decimal(10), weights)


@given(CENTS.filter(bool), st.sampled_from(["one_off", "instalments", "deferred"]), st.integers(2, 120))
def test_every_plan_with_a_price_adds_up(total, kind, count):
    lines = plan(kind, total=total, first=MONDAY, instalments=count)
    assert sum(line.amount for line in lines) == total
    assert [line.due for line in lines] == sorted(line.due for line in lines)
    assert lines[0].due == MONDAY


@given(st.lists(CENTS, min_size=1, max_size=20))
def test_milestones_add_up_or_are_refused(amounts):
    total = sum(amounts)
    assert sum(line.amount for line in plan("milestone", total=total, first=None, milestones=amounts)) == total
    with pytest.raises(ValueError, match="add up"):
        plan("milestone", total=total + Decimal("0.01"), first=None, milestones=amounts)


def test_running_plans_owe_only_the_entry_fee_at_first():
    assert plan("royalty", total=None, first=MONDAY) == []
    assert plan("revenue_share", total=None, first=MONDAY) == []
    [line] = plan("entry_royalty", total=Decimal(500), first=MONDAY, entry=Decimal(200))
    assert (line.kind, line.amount, line.due) == ("entry", Decimal(200), MONDAY)


@given(CENTS, st.integers(0, 10000).map(lambda n: Decimal(n) / 100), CENTS, CENTS, CENTS)
def test_a_royalty_keeps_between_minimum_and_cap(base, rate, minimum, cap, already):
    owed = royalty(base, rate, minimum=minimum, cap=cap, already=already)
    assert owed == rounded(owed) >= 0
    assert owed <= max(cap - already, 0)
    free = royalty(base, rate, minimum=minimum)
    assert free >= minimum
    assert abs(free - max(base * rate / 100, minimum)) <= Decimal("0.005")


@given(st.lists(CENTS, min_size=1, max_size=12), st.integers(1, 2000).map(lambda n: Decimal(n) / 100), CENTS)
def test_royalties_of_many_periods_end_at_the_cap(bases, rate, cap):
    paid = Decimal(0)
    for base in bases:
        paid += royalty(base, rate, cap=cap, already=paid)
    assert paid <= cap


def test_royalties_by_hand():
    assert royalty(Decimal("333333.33"), Decimal("3.5")) == Decimal("11666.67")
    assert royalty(Decimal(1250), Decimal("0.8"), per_piece=True) == Decimal("1000.00")
    assert minimum_of_period(Decimal(3650), MONDAY, MONDAY + datetime.timedelta(days=9)) == Decimal("100.00")


def test_working_days():
    holiday = {MONDAY + datetime.timedelta(days=1): False, MONDAY + datetime.timedelta(days=5): True}
    assert add_working_days(MONDAY, 5, {}) == datetime.date(2026, 11, 30)
    assert add_working_days(datetime.date(2026, 11, 27), 1, {}) == datetime.date(2026, 11, 30)
    # Tuesday is a holiday, the Saturday after is worked.
    assert add_working_days(MONDAY, 4, holiday) == datetime.date(2026, 11, 28)
    assert add_working_days(MONDAY, 0, {}) == MONDAY


def test_months_end_where_they_end():
    assert add_months(datetime.date(2026, 11, 30), 3) == datetime.date(2027, 2, 28)
    assert add_months(datetime.date(2026, 11, 30), 15) == datetime.date(2028, 2, 29)


@pytest.mark.parametrize(
    ("amount", "words"),
    [("0", "人民币零元整"), ("120000", "人民币壹拾贰万元整"), ("1005", "人民币壹仟零伍元整"),
     ("100010001.05", "人民币壹亿零壹万零壹元零伍分"), ("3.50", "人民币叁元伍角整"), ("0.05", "人民币伍分"),
     ("10000000", "人民币壹仟万元整"), ("20305000", "人民币贰仟零叁拾万伍仟元整"), ("1234.56", "人民币壹仟贰佰叁拾肆元伍角陆分")],
)  # fmt: skip
def test_amounts_as_cheques_write_them(amount, words):
    assert in_words(Decimal(amount)) == words

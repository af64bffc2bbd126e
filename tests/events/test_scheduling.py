"""The pure solver: every schedule obeys every rule, stays below its bound and says why a pair was left out."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from events.scheduling import Pair, Participant, Placement, Problem, Rules, Table, Wish, check, reschedule, solve
from events.scheduling.problem import Reason

DAY = (1 << 4) - 1


def problem(pairs, *, slots=4, participants=None, tables=None, **rules):
    """Participants 0-9 need, 10-19 supply; the suppliers own the tables."""
    ids = sorted({end for pair in pairs for end in (pair.a, pair.b)})
    mask = (1 << slots) - 1
    people = participants or [Participant(i, i, mask, kind="need" if i < 10 else "supply") for i in ids]
    desks = [Table(i, mask, owner=i) for i in ids if i >= 10] if tables is None else tables
    return Problem(tuple(people), tuple(pairs), tuple(desks), Rules(sessions=(0,) * slots, **rules))


def pair(number, a, b, weight=50.0, wish_a=Wish.CAN, wish_b=Wish.CAN):
    return Pair(number, a, b, weight, wish_a, wish_b)


@st.composite
def days(draw):
    slots = draw(st.integers(2, 5))
    mask = st.integers(0, (1 << slots) - 1)
    people = [
        Participant(
            i, organization=draw(st.integers(0, 8)) if i < 6 else i, available=draw(mask),
            kind=draw(st.sampled_from(["need", "supply", "finance"])), cap=draw(st.integers(0, 5)),
            parallel=draw(st.sampled_from([1, 1, 1, 2])), group=draw(st.sampled_from([None, None, 1])),
            exclusive=draw(st.booleans()),
        )
        for i in range(draw(st.integers(2, 9)))
    ]  # fmt: skip
    ends = st.tuples(st.integers(0, len(people) - 1), st.integers(0, len(people) - 1)).filter(lambda e: e[0] < e[1])
    wish = st.sampled_from(list(Wish))
    pairs = [
        Pair(i, a, b, draw(st.integers(0, 100)), draw(wish), draw(wish))
        for i, (a, b) in enumerate(draw(st.lists(ends, unique=True, max_size=20)))
    ]
    owner = st.sampled_from([None, None, *[p.id for p in people]])
    tables = [Table(i, draw(mask), draw(owner)) for i in range(draw(st.integers(0, 5)))]
    rules = Rules(
        sessions=tuple(sorted(draw(st.lists(st.integers(0, 1), min_size=slots, max_size=slots)))),
        floor=draw(st.integers(0, 2)), rest_window=draw(st.sampled_from([0, 2, 3])),
        session_cap=draw(st.sampled_from([None, 1, 2])), tables=draw(st.booleans()),
        kinds=draw(st.sampled_from([None, frozenset({frozenset({"need", "supply"}), frozenset({"need"})})])),
    )  # fmt: skip
    return Problem(tuple(people), tuple(pairs), tuple(tables), rules)


@settings(max_examples=120, deadline=None, derandomize=True)
@given(days())
def test_every_schedule_obeys_every_rule_and_its_bound(day):
    found = solve(day, seconds=1)
    assert check(day, found.placements) == []
    assert {p.pair for p in found.placements} | set(found.unscheduled) == {p.id for p in day.pairs}
    assert {p.pair for p in found.placements}.isdisjoint(found.unscheduled)
    assert found.musts <= found.bound.musts
    if found.musts == found.bound.musts:
        assert found.shortfall >= found.bound.shortfall
        if found.shortfall == found.bound.shortfall:
            assert found.weight <= found.bound.weight + 1e-6
    assert {day.pairs[i].refused for i, reason in found.unscheduled.items() if reason == Reason.REFUSED} <= {True}


@settings(max_examples=60, deadline=None, derandomize=True)
@given(days(), st.integers(0, 8))
def test_a_cancellation_leaves_a_valid_day_and_moves_few(day, who):
    published = solve(day, seconds=1).placements
    people = tuple(replace(p, available=0) if p.id == who else p for p in day.participants)
    changed = replace(day, participants=people)
    again = reschedule(changed, published, budget=0.5)
    assert check(changed, again.placements) == []
    assert again.moved <= len(published) * 0.5
    old = {p.pair: p.slot for p in published}
    kept = {p.pair for p in again.placements} & set(old)
    assert sum(old[p.pair] != p.slot for p in again.placements if p.pair in kept) <= again.moved


def test_all_against_all_fills_every_slot_as_koenig_promises():
    pairs = [pair(i * 4 + j, i, 10 + j) for i in range(4) for j in range(4)]
    found = solve(problem(pairs))
    assert len(found.placements) == 16
    assert found.unscheduled == {}
    assert found.weight == found.bound.weight == 800


def test_must_must_comes_before_any_weight_and_the_floor_before_weight():
    must = pair(0, 0, 10, 1.0, Wish.MUST, Wish.MUST)
    found = solve(problem([must, pair(1, 0, 11, 99.0), pair(2, 1, 10, 99.0)], slots=1))
    assert found.musts == 1
    assert 0 in {p.pair for p in found.placements}
    # One table-holder, one slot each: the floor gives person 1 his only meeting although person 0's weighs more.
    day = problem([pair(0, 0, 10, 90), pair(1, 0, 11, 10), pair(2, 1, 10, 5)], slots=1, floor=1)
    found = solve(day)
    assert {p.pair for p in found.placements} == {1, 2}
    assert found.shortfall == 0


def test_reasons():
    away = Participant(3, 3, 0b0000, kind="need")
    people = [
        Participant(0, 0, DAY, kind="need", cap=1), Participant(1, 1, 0b0011, kind="need"),
        Participant(2, 2, DAY, kind="finance"), away, Participant(10, 10, DAY, kind="supply"),
        Participant(11, 11, 0b1100, kind="supply"), Participant(12, 12, DAY, kind="supply"),
    ]  # fmt: skip
    pairs = [
        pair(0, 0, 10, 90), pair(1, 0, 11, 10), pair(2, 1, 11), pair(3, 2, 10), pair(4, 1, 10, 50, Wish.NO),
        pair(5, 1, 12),
    ]  # fmt: skip
    tables = [Table(10, DAY, owner=10), Table(11, DAY, owner=11), Table(12, 0, owner=12)]
    day = problem(pairs, participants=people, tables=tables, kinds=frozenset({frozenset({"need", "supply"})}))
    found = solve(day)
    assert [p.pair for p in found.placements] == [0]
    assert found.unscheduled == {1: "cap", 2: "no_common_slot", 3: "rule", 4: "refused", 5: "no_table"}


def test_an_exclusive_firm_meets_an_organization_once():
    people = [
        Participant(0, 1, DAY, kind="need", exclusive=True), Participant(1, 1, DAY, kind="need"),
        Participant(10, 9, DAY, kind="supply"), Participant(11, 9, DAY, kind="supply"),
    ]  # fmt: skip
    found = solve(problem([pair(0, 0, 10, 60), pair(1, 0, 11, 70)], participants=people))
    assert [p.pair for p in found.placements] == [1]
    assert found.unscheduled == {0: "exclusive"}


def test_locked_meetings_stay_and_a_kept_table_is_kept():
    pairs = [pair(i, i, 10 + j, 50) for i, j in enumerate([0, 0, 1, 1])]
    tables = [Table(i, DAY) for i in range(3)]
    day = problem(pairs, tables=tables)
    locked = Placement(0, 2, 1, locked=True)
    found = solve(day, locked=[locked])
    assert locked in found.placements
    again = reschedule(day, found.placements)
    assert again.placements == found.placements
    assert (again.moved, again.dropped) == (0, ())


def test_a_gap_is_filled_without_moving_anybody():
    pairs = [pair(0, 0, 10, 90), pair(1, 1, 10, 10), pair(2, 1, 11, 50)]
    day = problem(pairs, slots=1)
    published = solve(day).placements
    assert {p.pair for p in published} == {0, 2}
    people = tuple(replace(p, available=0) if p.id == 0 else p for p in day.participants)
    again = reschedule(replace(day, participants=people), published)
    assert {p.pair for p in again.placements} == {2}
    assert (again.moved, again.dropped) == (0, (0,))
    assert again.unscheduled == {0: "no_common_slot", 1: "full"}


@pytest.mark.parametrize(
    ("meetings", "fault"),
    [
        ([Placement(0, 0, 10), Placement(0, 1, 10)], "pair 0 meets 2 times"),
        ([Placement(7, 0, 10)], "pair 7 is not in the problem"),
        ([Placement(0, 4, 10)], "pair 0 meets in slot 4, which does not exist"),
        ([Placement(0, 0, 10), Placement(1, 0, 11)], "participant 0 has 2 meetings in slot 0"),
        ([Placement(0, 0, 10), Placement(2, 0, 10)], "table 10 holds 2 meetings in slot 0"),
        ([Placement(0, 0, None)], "pair 0 has no table"),
        ([Placement(0, 0, 11)], "pair 0 sits at the table of participant 11"),
        ([Placement(3, 0, 11)], "pair 3 was refused"),
        ([Placement(2, 3, 10)], "participant 1 is away in slot 3"),
        (
            [Placement(0, 0, 10), Placement(1, 1, 11), Placement(4, 2, 12)],
            "participant 0 has no rest in the 3 slots up to 2",
        ),
    ],
)
def test_the_checker_sees_each_fault(meetings, fault):
    people = [Participant(0, 0, DAY, kind="need"), Participant(1, 1, 0b0111, kind="need")]
    people += [Participant(i, i, DAY, kind="supply") for i in (10, 11, 12)]
    pairs = [
        pair(0, 0, 10), pair(1, 0, 11), pair(2, 1, 10), pair(3, 1, 11, 50, Wish.CAN, Wish.NO), pair(4, 0, 12),
    ]  # fmt: skip
    assert fault in check(problem(pairs, participants=people, rest_window=3), meetings)

"""Bridge plans against an exhaustive search over everything that can be combined."""

from hypothesis import given, settings
from hypothesis import strategies as st

from resources.planning import Credit, Goal, Offer, plan

LEVEL = st.integers(2, 6)


@st.composite
def offers(draw):
    found = []
    for number in range(draw(st.integers(0, 7))):
        low, high = sorted((draw(LEVEL), draw(LEVEL)))
        cost, days = draw(st.integers(0, 9)), draw(st.integers(0, 9))
        covers = frozenset(draw(st.sets(st.sampled_from(["test", "certification"]), max_size=2)))
        found.append(Offer(number, low, high, cost // 2, cost, days // 2, days, covers))
    return found


def every_way(offers, goal):
    """(cost, days) of every sequence of offers that reaches the goal, each offer used at most once."""
    top, found = max(goal.now, goal.wanted), set()

    def go(level, covered, used, cost, days):
        if level >= top and goal.needs <= covered:
            found.add((cost, days))
        for offer in offers:
            if offer.id in used or offer.low > level:
                continue
            after, with_it = max(level, min(offer.high, top)), covered | (offer.covers & goal.needs)
            if (after, with_it) != (level, covered):
                go(after, with_it, used | {offer.id}, cost + offer.cost_max, days + offer.days_max)

    go(goal.now, frozenset(), frozenset(), 0, 0)
    return found


@settings(max_examples=250, deadline=None)
@given(
    offers(), LEVEL, LEVEL, st.sets(st.sampled_from(["test", "certification"])),
    st.none() | st.integers(0, 20), st.none() | st.integers(0, 20),
    st.lists(st.tuples(st.integers(0, 15), st.integers(0, 6)), max_size=2),
)  # fmt: skip
def test_the_plan_is_what_an_exhaustive_search_finds(rows, now, wanted, needs, budget, days, loans):
    goal = Goal(now, wanted, frozenset(needs), budget, days)
    credits = [Credit(100 + n, ceiling, delay) for n, (ceiling, delay) in enumerate(loans)]
    outcome, ways = plan(rows, goal, credits), every_way(rows, goal)
    if now >= wanted and not needs:
        assert outcome.reason == "reached"
        return
    fitting = [w for w in ways if (budget is None or w[0] <= budget) and (days is None or w[1] <= days)]
    lent = [
        (w[0], w[1])
        for w in ways for c in credits
        if budget is not None and budget < w[0] <= budget + c.ceiling and (days is None or w[1] + c.days <= days)
    ]  # fmt: skip
    if fitting:
        best = min(fitting)
        steps = sum(o.days_max for o in outcome.best.offers)
        assert (outcome.best.cost_max, steps, outcome.best.credit) == (*best, None)
    elif lent:
        assert outcome.best.cost_max == min(lent)[0]
        assert outcome.best.credit is not None
    elif ways:
        assert outcome.best is None
        in_time = [w[0] for w in ways if days is None or w[1] <= days]
        in_budget = [w[1] for w in ways if budget is None or w[0] <= budget]
        budgets = [w.budget for w in outcome.wishes if w.budget is not None and w.more_days is None]
        delays = [w.more_days for w in outcome.wishes if w.budget is None]
        assert budgets == ([min(in_time)] if in_time else [])
        assert delays == ([min(in_budget) - days] if in_budget and days is not None else [])
    else:
        assert outcome.best is None
        assert outcome.reason in {"no_step", "no_cover"}


def test_it_names_the_step_that_nobody_offers():
    rows = [Offer(1, 3, 4, 1, 1, 1, 1), Offer(2, 6, 8, 1, 1, 1, 1)]
    assert plan(rows, Goal(3, 8)).missing == ((4, 6),)
    assert plan(rows, Goal(6, 8, frozenset({"certification"}))).uncovered == {"certification"}


def test_counterfactuals_say_the_smallest_change():
    slow, quick = Offer(1, 5, 8, 300_000, 400_000, 90, 180), Offer(2, 5, 8, 500_000, 600_000, 60, 90)
    outcome = plan([slow, quick], Goal(5, 8, budget=450_000, days=100))
    assert (outcome.reason, outcome.best) == ("both", None)
    assert [(wish.budget, wish.more_days) for wish in outcome.wishes] == [(600_000, None), (None, 80)]
    assert outcome.nearest.offers == (slow,)

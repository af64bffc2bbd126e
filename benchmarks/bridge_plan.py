"""How long a bridge plan takes over a large catalogue: ``python -m benchmarks.bridge_plan [resources] [runs]``."""

import random
import statistics
import sys
import time

from resources.planning import Credit, Goal, Offer, plan


def catalogue(count: int, seed: int) -> list[Offer]:
    """Offers with prices and durations that trade against each other, so that Pareto fronts are long."""
    draw = random.Random(seed)
    found = []
    for number in range(count):
        low = draw.randint(1, 8)
        high = low if draw.random() < 0.15 else min(9, low + draw.randint(1, 3))
        days = draw.randint(5, 240)
        cost = int(draw.uniform(0.5, 2) * 40_000_000 / (days + 20) * max(1, high - low) / 4)
        kind = "certification" if low == high else draw.choice(["pilot_base", "testing", "laboratory"])
        found.append(Offer(number, low, high, cost // 2, cost, days // 2, days, frozenset({kind})))
    return found


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 5000
    runs = int(sys.argv[2]) if len(sys.argv) > 2 else 20
    times, labels = [], 0
    for seed in range(runs):
        offers = catalogue(count, seed)
        credits = [Credit(10**6 + n, 500_000 * n, 10 * n) for n in range(1, 8)]
        goal = Goal(2, 9, frozenset({"certification", "pilot_base"}), 1_500_000, 720)
        start = time.process_time()
        outcome = plan(offers, goal, credits)
        times.append((time.process_time() - start) * 1000)
        labels = max(labels, outcome.labels)
    print(f"{count} resources: median {statistics.median(times):.0f} ms CPU, worst {max(times):.0f} ms, front {labels}")


if __name__ == "__main__":
    main()

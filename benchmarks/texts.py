"""Generated entries: sentences of real texts mixed anew, and vectors mixed from real ones with noise."""

import gzip
import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np

PROJECT = Path(__file__).resolve().parent.parent
CORPUS = PROJECT.parent / "shared" / "data" / "corpus"
DEMO = PROJECT / "portal" / "demo"


def sources() -> list[tuple[str, str]]:
    """(title, text) of real texts: the corpus where it is at hand, the demo data otherwise."""
    found: list[tuple[str, str]] = []
    for path in sorted(CORPUS.glob("*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as file:
            rows = (json.loads(line) for line in file)
            found += [(row["title"][:400], row["text"][:2000]) for row in rows]
    if not found:
        for path in sorted(DEMO.glob("achievements_*.json")):
            found += [(row["title"], row["summary"]) for row in json.loads(path.read_text("utf-8"))]
    return found


def entries(count: int, seed: int, real: list[tuple[str, str]]) -> Iterator[tuple[str, str, tuple[int, int]]]:
    """(title, text, the two sources): real ones first, then halves of two texts under a mixed title."""
    random = np.random.default_rng(seed)
    for number in range(count):
        if number < len(real):
            yield *real[number], (number, number)
            continue
        left, right = (int(i) for i in random.integers(0, len(real), 2))
        title = f"{real[left][0][: len(real[left][0]) // 2]}{real[right][0][len(real[right][0]) // 2 :]}"
        a, b = real[left][1], real[right][1]
        yield title or real[left][0], a[: len(a) // 2] + b[len(b) // 2 :], (left, right)


class Vectors:
    """Vectors of generated entries from a few hundred real ones: the mean of the two sources' and a little noise."""

    def __init__(self, base: np.ndarray, seed: int) -> None:
        self.base, self.random = base, np.random.default_rng(seed)

    def of(self, pairs: list[tuple[int, int]]) -> np.ndarray:
        left, right = np.array(pairs).T % len(self.base)
        mixed = self.base[left] + self.base[right]
        mixed += self.random.normal(0, 0.02, mixed.shape).astype(np.float32)
        return (mixed / np.linalg.norm(mixed, axis=1, keepdims=True)).astype(np.float32)

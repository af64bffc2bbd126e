"""The public labelled sets as files for ``manage.py train_ranker``; how the shipped weights were made.

    python benchmarks/training_pairs.py --ccf DIR --sbir DIR --cache DIR --out DIR
    manage.py train_ranker --pairs OUT/zh.jsonl --pairs OUT/en.jsonl --demands OUT/demands.jsonl \
        --achievements OUT/achievements.jsonl --new-version V

Grades are taken as they are. Links become level 4; their negatives (level 1) are the 30 unlinked documents that search
puts highest, because telling those apart is the task.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.quality import ccf, read, sbir
from matching.encoders import CachedEncoder, default_encoder, encode_profiles
from matching.engine import LibraryIndex
from matching.engine.records import profile_of
from matching.weights import load_model

HARD = 30


def write(path: Path, rows: Iterable[dict]) -> None:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")


def linked(queries: list[dict], docs: list[dict], pairs: np.ndarray, encoder) -> list[dict]:
    """Links and hard negatives with full records."""
    left, right = ([profile_of(row) for row in rows] for rows in (queries, docs))
    index = LibraryIndex.build(right, encode_profiles(encoder, right), model=load_model())
    found = index.search(left, encode_profiles(encoder, left), HARD)
    near = [set(candidates.rows.tolist()) for candidates in found]
    kept = [(q, d, level) for q, d, level in pairs.tolist() if level > 1 or d in near[q]]

    def record(row: dict) -> dict:
        return {"title": row["title"], "text": row["text"]}

    return [{"demand": record(queries[q]), "achievement": record(docs[d]), "level": level} for q, d, level in kept]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("--ccf", "--sbir", "--out"):
        parser.add_argument(name, type=Path, required=True)
    parser.add_argument("--cache", type=Path, default=Path(".data/vectors"))
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    made = default_encoder()
    encoder = None if made is None else CachedEncoder(made, options.cache)
    demands, achievements, _ = ccf(options.ccf)
    write(options.out / "demands.jsonl", demands)
    write(options.out / "achievements.jsonl", achievements)
    write(options.out / "zh.jsonl", read(options.ccf / "pairs.jsonl"))
    write(options.out / "en.jsonl", linked(*sbir(options.sbir), encoder))


if __name__ == "__main__":
    main()

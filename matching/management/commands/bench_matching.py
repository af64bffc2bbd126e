"""``bench_matching --achievements N --demands M [--json OUT]``: measure the real path in a scratch database."""

from __future__ import annotations

import argparse
from typing import Any

from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = "Fill a scratch database with generated rows and measure posting to finished matches, beside its rivals."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--achievements", type=int, default=10_000)
        parser.add_argument("--demands", type=int, default=30, help="demands posted and measured")
        parser.add_argument("--json", help="also write the figures to this file")
        parser.add_argument("--seed", type=int, default=1)
        parser.add_argument("--no-import", action="store_true", help="without the second round beside an import")

    def handle(self, *args: Any, **options: Any) -> None:
        from benchmarks import bench_matching

        bench_matching.run(
            achievements=options["achievements"],
            demands=options["demands"],
            out=options["json"],
            seed=options["seed"],
            with_import=not options["no_import"],
        )

"""Load regions, industries, technology fields and maturity scales."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from taxonomy.actions import load_industries, load_taxonomy


class Command(BaseCommand):
    help = "Load the code lists; safe to run again. --industries takes a CSV file with the full GB/T 4754 list."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--industries", type=Path, metavar="FILE")

    def handle(self, *args: Any, **options: Any) -> None:
        counts = load_taxonomy()
        self.stdout.write(" ".join(f"{name}={count}" for name, count in counts.items()))
        if path := options["industries"]:
            try:
                self.stdout.write(f"industries from file={load_industries(path)}")
            except (OSError, ValueError) as error:
                raise CommandError(str(error)) from error

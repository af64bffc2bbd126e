"""``seed_demo``: demo data and logins; running it again changes nothing.

It stands here and not in the portal because it writes ``demo-credentials.json``, which belongs to ``up``.
"""

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from matching.actions import match_everything
from matchplatform.localstack import credentials
from portal.demo import load, load_stories, seed_platform
from portal.demo.problems import DemoProblems


class Command(BaseCommand):
    help = "Load the demo data and write the demo logins; what is already there stays as it is."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--minimal", action="store_true", help="only the operator's organization")
        parser.add_argument(
            "--match", action="store_true", help="match in this process instead of leaving it to workers"
        )

    def handle(self, *args: Any, minimal: bool, match: bool, **options: Any) -> None:
        if minimal:
            self._say(f"operator: {seed_platform().name}", options)
            return
        added = seed()
        self._say(" ".join(f"{name}={count}" for name, count in added.items()), options)
        if match:
            match_everything()

    def _say(self, text: str, options: dict[str, Any]) -> None:
        if options["verbosity"]:
            self.stdout.write(text)


def seed(*, between: Callable[[], None] = lambda: None) -> dict[str, int]:
    """Load what is missing and write the logins; ``between`` is called when the libraries stand. Returns new rows by kind."""
    folder = Path(settings.DATA_DIR)
    known = credentials.read(folder)
    try:
        have = load(known)
    except DemoProblems as problems:
        raise CommandError(f"The demo files break the rules of the models; nothing was loaded.\n{problems}") from None
    if have.payload != {name: known.get(name) for name in have.payload}:
        credentials.write(folder, have.payload)
    between()
    load_stories(have)
    return have.added

"""``up``: everything a newcomer needs, with one command."""

import argparse
import sys

from django.core.management.base import BaseCommand, CommandParser

from matchplatform.localstack import options
from matchplatform.localstack.launcher import Launcher


class Command(BaseCommand):
    """The same start as ``manage.py up`` makes without loading Django; here for ``help`` and ``call_command``."""

    help = options.DESCRIPTION
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser | argparse.ArgumentParser) -> None:
        options.add_arguments(parser)

    def handle(self, *args: object, **values: object) -> None:
        code = Launcher(options.from_mapping(values)).run()
        if code:
            sys.exit(code)

#!/usr/bin/env python
"""Command-line entry point."""

import os
import sys


def main() -> None:
    """Run a Django command; ``up`` starts at once and leaves loading Django to the processes that need it."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "matchplatform.settings")
    if sys.argv[1:2] == ["up"]:
        print("matchplatform: starting …", flush=True)
        from matchplatform.localstack import launcher, options

        sys.exit(launcher.Launcher(options.parse(sys.argv[2:])).run())
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()

#!/usr/bin/env python
"""Command-line entry point."""

import os
import sys


def main() -> None:
    """Run a Django command; say at once that something happens, because imports take a second or two."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "matchplatform.settings")
    if len(sys.argv) > 1 and sys.argv[1] == "up":
        print("matchplatform: loading …", flush=True)
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()

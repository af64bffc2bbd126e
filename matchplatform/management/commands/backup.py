"""``backup DIR``: database and uploaded files in one folder with a checksummed manifest."""

import argparse
import contextlib
import os
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from matchplatform.localstack import archive, temporary
from matchplatform.localstack.postgres import ServerError


class Command(BaseCommand):
    """May run beside a running site: the dump is one consistent snapshot."""

    help = "Save database and uploaded files into a new folder, with a manifest of checksums."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("folder", metavar="DIR", type=Path)

    def handle(self, *args: Any, folder: Path, **options: Any) -> None:
        try:
            with reachable_database():
                manifest = archive.create(
                    folder,
                    database_url=settings.STACK.database_url,
                    media=Path(settings.MEDIA_ROOT),
                    data_dir=Path(settings.DATA_DIR),
                )
        except (archive.ArchiveError, ServerError, OSError) as error:
            raise CommandError(str(error)) from error
        size = sum(fact["size"] for fact in manifest["files"].values())
        self.stdout.write(f"{folder}: {len(manifest['files'])} files, {size / 1e6:.1f} MB, checksums in the manifest")


def reachable_database() -> contextlib.AbstractContextManager[None]:
    """The embedded database is started where nothing runs; a server named by DATABASE_URL is its owner's business."""
    if os.environ.get("DATABASE_URL"):
        return contextlib.nullcontext()
    return temporary.own_server(Path(settings.DATA_DIR), settings.STACK.database_url)

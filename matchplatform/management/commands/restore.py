"""``restore DIR``: put a backup back, after proving that it is whole."""

import argparse
import contextlib
import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from redis.exceptions import RedisError

from matchplatform.localstack import archive
from matchplatform.localstack.postgres import ServerError
from matchplatform.localstack.record import RuntimeRecord
from matchplatform.localstack.supervisor import end_survivors
from matchplatform.management.commands.backup import reachable_database


class Command(BaseCommand):
    """Replaces what is there; a copy of it is made first, so that a mistaken restore can be taken back."""

    help = "Replace database and uploaded files by a backup; the present state is saved first."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("folder", metavar="DIR", type=Path)
        parser.add_argument("--no-safety-copy", action="store_true", help="do not save the present state first")

    def handle(self, *args: Any, folder: Path, no_safety_copy: bool, **options: Any) -> None:
        try:
            manifest = archive.verify(folder)
            self.stdout.write(f"{folder}: {len(manifest['files'])} files, all checksums right")
            with reachable_database():
                if not no_safety_copy and connection.introspection.table_names():
                    self._keep_present_state()
                connection.close()
                self._replace(folder)
        except (archive.ArchiveError, ServerError, OSError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"Restored the state of {manifest.get('created')}.")

    def _keep_present_state(self) -> None:
        moment = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%f")
        copy = Path(settings.DATA_DIR) / "backups" / f"before-restore-{moment}"
        archive.create(
            copy,
            database_url=settings.STACK.database_url,
            media=Path(settings.MEDIA_ROOT),
            data_dir=Path(settings.DATA_DIR),
        )
        self.stdout.write(f"The present state is kept in {copy}")

    def _replace(self, folder: Path) -> None:
        data_dir = Path(settings.DATA_DIR)
        archive.restore_database(folder, database_url=settings.STACK.database_url)
        archive.restore_media(folder, Path(settings.MEDIA_ROOT))
        archive.restore_credentials(folder, data_dir)
        # Derived from the former rows: the search index and cached answers are built anew.
        shutil.rmtree(settings.MATCHING_INDEX_DIR, ignore_errors=True)
        with contextlib.suppress(RedisError):  # a broker that is down holds nothing that could be shown
            cache.clear()
        call_command("prepare", demo=False, stdout=self.stdout)
        # A running ``up`` starts them again at once, without what they remember of the former rows.
        end_survivors(RuntimeRecord(data_dir))

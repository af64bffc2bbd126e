"""``baseline``: dump the migrated schema and the code lists for fast first starts, or check that the dumps are current."""

import argparse
from importlib import metadata
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from matchplatform.localstack import baseline, codelists, endpoints, temporary


class Command(BaseCommand):
    """Run it after adding a migration or changing a code list; ``--check`` is what CI runs."""

    help = "Write the SQL files from which new databases are made (matchplatform/localstack/*.sql.gz)."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="only tell whether the file is current")

    def handle(self, *args: Any, check: bool, **options: Any) -> None:
        if check:
            if not baseline.covers_everything(settings.BASE_DIR):
                raise CommandError("The baseline is older than the migrations; run manage.py baseline and commit it.")
            if codelists.usable(settings.BASE_DIR) is None:
                raise CommandError(
                    "The dumped code lists are not the current ones; run manage.py baseline and commit it."
                )
            self.stdout.write("The baseline is current.")
            return
        with temporary.database() as url:
            connection.close()
            connection.settings_dict.update(endpoints.database_settings(url))
            call_command("migrate", interactive=False, verbosity=0)
            connection.close()
            baseline.write(url, settings.BASE_DIR, _packages_with_migrations())
            call_command("load_taxonomy", verbosity=0)
            connection.close()
            codelists.write(url, settings.BASE_DIR)
        for file in (baseline.FILE, codelists.FILE):
            self.stdout.write(f"{file}: {file.stat().st_size} bytes")


def _packages_with_migrations() -> dict[str, str]:
    """Distribution name and version behind every installed app that brings migrations and is not our own."""
    owners = metadata.packages_distributions()
    found = {}
    for config in apps.get_app_configs():
        top = config.name.partition(".")[0]
        if top in owners:
            name = owners[top][0]
            found[name] = metadata.version(name)
    return found

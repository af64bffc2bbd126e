"""``prepare``: bring the database to the state this code needs; safe to run at any time and by several at once."""

import argparse
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from matchplatform.localstack import baseline, preparation

# Any number, the same for every process of every installation on one server.
_LOCK = 7_316_001


class Command(BaseCommand):
    """Prints one line per step, which ``up`` shows as its own."""

    requires_system_checks: list[str] = []  # every start would pay for them; CI runs them
    help = "Apply migrations, load the code lists and, on an empty database, the demo data."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument(
            "--demo", action=argparse.BooleanOptionalAction, default=False, help="fill an empty database with demo data"
        )

    def handle(self, *args: Any, demo: bool, **options: Any) -> None:
        connection.ensure_connection()
        with connection.cursor() as cursor:
            # Migrations and seeding take longer than a request may; two containers starting at once take turns.
            cursor.execute("SET statement_timeout = 0")
            cursor.execute("SELECT pg_advisory_lock(%s)", [_LOCK])
            try:
                self._prepare(demo=demo)
            finally:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [_LOCK])

    def _prepare(self, *, demo: bool) -> None:
        self._migrate()
        self._say(preparation.SCHEMA_READY)
        self._say("code lists: loading")
        call_command("load_taxonomy", verbosity=0)
        if demo:
            self._seed()
        call_command("seed_demo", minimal=True, verbosity=0)  # imports need the operator's organization
        preparation.write_mark(connection.connection, settings.BASE_DIR, demo=demo)

    def _migrate(self) -> None:
        if baseline.apply(settings.STACK.database_url, settings.BASE_DIR):
            self._say("database: tables created")
        executor = MigrationExecutor(connection)
        plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
        if plan:
            self._say(f"database: applying {len(plan)} migrations")
            call_command("migrate", interactive=False, verbosity=0)

    def _seed(self) -> None:
        """The marker file tells an interrupted filling from a database that people use."""
        marker = Path(settings.DATA_DIR) / ".seeding"
        if not marker.exists() and not _is_empty():
            return
        marker.parent.mkdir(parents=True, exist_ok=True)
        marker.touch()
        self._say("demo data: loading")
        call_command("seed_demo", verbosity=0)
        marker.unlink(missing_ok=True)

    def _say(self, text: str) -> None:
        self.stdout.write(text)
        self.stdout.flush()


def _is_empty() -> bool:
    """True while nobody has put in an achievement or a demand."""
    from achievements.models import Achievement
    from demands.models import Demand

    return not Achievement.objects.exists() and not Demand.objects.exists()

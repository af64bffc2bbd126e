"""``prepare``: bring the database to the state this code needs; safe to run at any time and by several at once."""

import argparse
import gc
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from common.tasks import hint
from matching.actions import match_everything
from matching.tasks import match_demand
from matchplatform.localstack import baseline, codelists, external, preparation
from matchplatform.management.commands.seed_demo import seed

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

        parser.add_argument(
            "--await-matches", type=float, default=0, help="seconds to wait for workers to rank new demo data"
        )

    def handle(self, *args: Any, demo: bool, await_matches: float = 0, **options: Any) -> None:
        gc.disable()  # a short life full of small objects: looking for cycles in them costs a second and finds none
        external.await_database(settings.STACK.database_url, seconds=120)  # `up` may still be making it
        connection.ensure_connection()
        with connection.cursor() as cursor:
            # Migrations and seeding take longer than a request may; two containers starting at once take turns.
            cursor.execute("SET statement_timeout = 0")
            cursor.execute("SELECT pg_advisory_lock(%s)", [_LOCK])
            try:
                self._prepare(demo=demo, patience=await_matches)
            finally:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [_LOCK])

    def _prepare(self, *, demo: bool, patience: float) -> None:
        fresh = self._migrate()
        self._say(preparation.SCHEMA_READY)
        self._say("code lists: loading")
        if not (fresh and codelists.apply(settings.STACK.database_url, settings.BASE_DIR)):
            call_command("load_taxonomy", verbosity=0)
        if demo:
            self._seed(patience)
        call_command("seed_demo", minimal=True, verbosity=0)  # imports need the operator's organization
        preparation.write_mark(connection.connection, settings.BASE_DIR, demo=demo)

    def _migrate(self) -> bool:
        """Whether the tables were made just now."""
        fresh = baseline.apply(settings.STACK.database_url, settings.BASE_DIR)
        if fresh:
            self._say("database: tables created")
        executor = MigrationExecutor(connection)
        plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
        if plan:
            self._say(f"database: applying {len(plan)} migrations")
            call_command("migrate", interactive=False, verbosity=0)
        return fresh

    def _seed(self, patience: float) -> None:
        """The marker tells an interrupted filling from a database that people use; with it the site is not ready."""
        marker = preparation.seeding_marker(Path(settings.DATA_DIR))
        if not marker.exists() and not _is_empty():
            return
        marker.parent.mkdir(parents=True, exist_ok=True)
        marker.touch()
        self._say("demo data: loading")
        # The worker that runs already ranks while this process goes on loading.
        seed(between=lambda: match_everything(wait=False, call_helpers=_ask_workers) if patience else None)
        if patience:
            self._say("demo data: matching")
            # Here and now: this process has everything loaded, and the vectors of the demo texts ship with it. What
            # does not fit into the time is left to the workers.
            match_everything(encode=False, seconds=patience)
        marker.unlink(missing_ok=True)

    def _say(self, text: str) -> None:
        self.stdout.write(text)
        self.stdout.flush()


def _ask_workers(demand_ids: list[int]) -> None:
    """The worker that runs already begins at the other end."""
    for demand_id in reversed(demand_ids):
        if not hint(match_demand, demand_id):
            return


def _is_empty() -> bool:
    """True while nobody has put in an achievement or a demand."""
    from achievements.models import Achievement
    from demands.models import Demand

    return not Achievement.objects.exists() and not Demand.objects.exists()

"""``match [--demand NO] [--all] [--stale] [--wait]``: queue matching, or do it here."""

from __future__ import annotations

import argparse
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db.models import Q

from common.tasks import hint
from demands.models import Demand
from matching import actions, tasks
from matching.models import DemandState


class Command(BaseCommand):
    help = "Bring lists of matches up to date: what is stale (default), one demand, or everything anew."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--demand", help="number such as D100001, or id")
        parser.add_argument("--all", action="store_true", help="score everything anew, also what is settled")
        parser.add_argument("--stale", action="store_true", help="only what is behind (the default)")
        parser.add_argument("--wait", action="store_true", help="do it in this process and return when it is done")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["demand"]:
            self._one(options["demand"], options["wait"])
            return
        if options["all"]:
            actions.rematch_all(reason="match --all")
        if options["wait"]:
            actions.match_everything(wait=True)
        elif not hint(tasks.sweep):
            self.stderr.write("The broker cannot be reached; a worker's sweeper takes it up by itself.")
        left = DemandState.objects.stale().count() + Demand.objects.open().filter(match_state=None).count()
        self.stdout.write(f"open={Demand.objects.open().count()} stale={left}")

    def _one(self, wanted: str, wait: bool) -> None:
        named = Q(no=wanted.upper()) | (Q(pk=int(wanted)) if wanted.isascii() and wanted.isdigit() else Q())
        demand = Demand.objects.filter(named).first()
        if demand is None:
            raise CommandError(f"There is no demand {wanted}.")
        if demand.status != "published":
            raise CommandError(f"{demand.no} is {demand.status}; only a published demand is matched.")
        DemandState.objects.bulk_create([DemandState(demand=demand)], ignore_conflicts=True)
        actions.recheck([demand.pk])
        if wait:
            actions.run_for_demand(demand.pk)
        elif not hint(tasks.match_demand, demand.pk):
            self.stderr.write("The broker cannot be reached; a worker's sweeper takes it up by itself.")
        state = DemandState.objects.get(demand=demand)
        self.stdout.write(f"{demand.no} {state.status} rows={demand.matches.count()}")

"""``export_demo_vectors [--out FILE]``: the vectors of this database's entries by their text's hash, for shipping."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

import numpy as np
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from achievements.models import Achievement
from demands.models import Demand
from matching.enums import ObjectKind
from matching.features import read_achievements, read_demands
from matching.retrieval import vectors


class Command(BaseCommand):
    help = "Write the vectors of all demands and achievements in this database; missing ones are made."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--out", type=Path, default=Path(settings.MATCHING_SHIPPED_VECTORS))

    def handle(self, *args: Any, out: Path, **options: Any) -> None:
        name = vectors.encoder_key()
        if not name or not vectors.can_encode_for(name):
            raise CommandError("There is no encoder (MATCHPLATFORM_ENCODER); nothing was written.")
        found: dict[str, np.ndarray] = {}
        for kind, entries in (
            (ObjectKind.DEMAND, read_demands(Demand.objects.order_by("pk"))),
            (ObjectKind.ACHIEVEMENT, read_achievements(Achievement.objects.order_by("pk"))),
        ):
            known = vectors.of_entries(kind, entries, name)
            missing = [entry for entry, row in zip(entries, known, strict=True) if not row.any()]
            made = iter(vectors.encode(missing)) if missing else iter(())
            for entry, row in zip(entries, known, strict=True):
                found[entry.profile.content_hash] = row if row.any() else next(made)
        if not found:
            raise CommandError("There is nothing to export: the database holds no entries.")
        vectors.write_shipped(out, list(found), np.array(list(found.values())), name)
        self.stdout.write(f"{len(found)} vectors of {name} in {out}")

"""Server time, queries and bytes of the pages that people open most, over a library of real size.

    uv run python -m benchmarks.pages [--achievements 10000] [--demands 2000] [--rounds 15] [--json OUT]

A scratch database takes the demo data with its matches, and generated rows beside it. Each page is asked for through all
middleware. Server time is the processor time of this process plus the waiting for the database; the fastest round
counts, because a busy machine only adds to it. Bytes are those of the answer as a browser takes it (gzip). Exit code 1 if
a page needs 60 ms or more, 12 queries or more, or 60 KB or more.
"""

import argparse
import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks import scratch

LIMITS = {"ms": 60.0, "queries": 12, "kilobytes": 60.0}  # the first values that are too much
_SERVER = {"HTTP_ACCEPT_ENCODING": "gzip", "HTTP_HOST": "127.0.0.1"}


@dataclass
class Meter:
    """Counts statements and the time this process waits for their answers."""

    queries: int = 0
    waited: float = 0.0

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        began, cpu = time.perf_counter(), time.process_time()
        try:
            return execute(sql, params, many, context)
        finally:
            self.queries += 1
            self.waited += max(0.0, time.perf_counter() - began - (time.process_time() - cpu))


def pages(emails: dict[str, str]) -> list[tuple[str, str | None, str]]:
    """(name, role that asks or None, address)."""
    from achievements.models import Achievement
    from demands.models import Demand
    from matching.models import Match

    match = Match.objects.filter(demand__visibility="public").order_by("-score", "pk").first()
    demand, achievement = match.demand, match.achievement
    own = Demand.objects.filter(organization__memberships__user__email=emails["sme"], matches__isnull=False).first()
    waiting = Achievement.objects.filter(status="submitted").first()
    return [
        ("home", None, "/"),
        ("achievements", None, "/achievements/"),
        ("achievements, by maturity", None, "/achievements/?ordering=-trl"),
        ("achievements, search", None, "/achievements/?search=%E6%B1%A1%E6%B0%B4%E5%A4%84%E7%90%86"),
        ("achievements, filtered", None, "/achievements/?trl_min=6&region=41"),
        ("demands", None, "/demands/"),
        ("demands, search", None, "/demands/?search=%E8%BD%B4%E6%89%BF"),
        ("search of both", None, "/search/?q=%E8%BD%B4%E6%89%BF"),
        ("achievement", None, achievement.get_absolute_url()),
        ("demand", None, demand.get_absolute_url()),
        ("demand with matches", "sme", own.get_absolute_url()),
        ("demand form", "sme", "/demands/new/"),
        ("workspace of a firm", "sme", "/workspace/"),
        ("workspace of an institution", "institution", "/workspace/"),
        ("its achievements", "institution", "/workspace/achievements/"),
        ("review", "reviewer", f"/curation/achievements/{waiting.no}/"),
        ("board", "official", "/board/"),
    ]


def main(rounds: int) -> list[dict[str, Any]]:
    from django.conf import settings
    from django.db import connection
    from django.test import Client

    from accounts.models import User

    told = json.loads((Path(settings.DATA_DIR) / "demo-credentials.json").read_text("utf-8"))
    emails = {user["role"]: user["email"] for user in told["users"]}
    figures = []
    for name, role, address in pages(emails):
        client = Client(**_SERVER)
        if role:
            client.force_login(User.objects.get(email=emails[role]), "django.contrib.auth.backends.ModelBackend")
        taken, cpus = [], []
        for _ in range(rounds + 2):
            meter = Meter()
            with connection.execute_wrapper(meter):
                cpu = time.process_time()
                response = client.get(address)
                content = b"".join(response) if response.streaming else response.content
                cpu = time.process_time() - cpu
            if response.status_code != 200:
                raise SystemExit(f"{address} answered {response.status_code}.")
            taken.append((cpu + meter.waited) * 1000)
            cpus.append(cpu * 1000)
        figures.append(
            {
                "page": name,
                "ms": round(min(taken[2:]), 1),
                "cpu_ms": round(statistics.median(cpus[2:]), 1),
                "queries": meter.queries,
                "kilobytes": round(len(content) / 1000, 1),
            }
        )
        print(json.dumps(figures[-1]), file=sys.stderr, flush=True)
    return figures


def fill(achievements: int, demands: int) -> None:
    """Demo data with its matches, then generated rows up to the wanted number."""
    import itertools

    from django.core.management import call_command
    from django.db import connection
    from django.utils import timezone

    from accounts.models import Organization
    from achievements.models import Achievement
    from benchmarks import texts
    from demands.models import Demand
    from matching.actions import match_everything
    from taxonomy.models import Industry, Region

    call_command("load_taxonomy", verbosity=0)
    call_command("seed_demo", verbosity=0)
    match_everything(encode=False, seconds=600)
    owners = list(Organization.objects.order_by("pk"))
    regions = list(Region.objects.filter(code__endswith="00").order_by("code"))
    industries = list(Industry.objects.order_by("code"))
    now = timezone.now()
    rows = texts.entries(achievements + demands, 1, texts.sources())
    kinds = ((Achievement, achievements, "summary"), (Demand, demands, "problem"))
    for model, wanted, text_field in kinds:
        number = model.objects.count()
        while part := list(itertools.islice(rows, min(1000, wanted - number))):
            model.objects.bulk_create(
                model(
                    organization=owners[i % len(owners)], title=title, **{text_field: text}, status="published",
                    published_at=now, region=regions[i % len(regions)], industry=industries[i % len(industries)],
                    **({"trl": 1 + i % 9} if model is Achievement else {}),
                )
                for i, (title, text, _) in enumerate(part, number)
            )  # fmt: skip
            number += len(part)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--achievements", type=int, default=10_000)
    parser.add_argument("--demands", type=int, default=2_000)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.inside:
        import django

        django.setup()
        fill(options.achievements, options.demands)
        found = main(options.rounds)
        text = json.dumps(found, indent=2)
        if options.json:
            options.json.write_text(text + "\n", "utf-8")
        over = [f["page"] for f in found if any(f[key] >= limit for key, limit in LIMITS.items())]
        print(f"over a limit: {', '.join(over) or 'none'}")
        sys.exit(bool(over))
    with scratch.stack() as environment:
        environment |= {"DJANGO_SETTINGS_MODULE": "matchplatform.settings", "DJANGO_DEBUG": "0"}
        words = [sys.executable, "-m", "benchmarks.pages", *sys.argv[1:], "--inside"]
        sys.exit(subprocess.run(words, cwd=scratch.PROJECT, env=environment, check=False).returncode)

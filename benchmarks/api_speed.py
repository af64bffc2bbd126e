"""The API on generated rows: CPU per list, detail and conditional read, plain REST framework beside it, files in and out, webhooks.

    .venv/bin/python -m benchmarks.api_speed [--rows 50000] [--imports 20000] [--webhooks 10000] [--json OUT]

Everything runs in a scratch PostgreSQL and Valkey. CPU is that of this process per request, queries are counted, times of
the wall are given with the load of the machine beside them. With ``--rows 1000000`` the generation takes some minutes.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.scratch import PROJECT, stack

_ROWS = """
INSERT INTO achievements_achievement
  (organization_id, language, title, title_other, visibility, keywords, source_system, source_id, source_url, data_rights,
   version, search_terms, published_at, status, one_line, summary, summary_other, description, advantages, scenarios, kind,
   forms, trl, commercial_stage, next_steps, next_step_note, transfer_modes, price_mode, currency, secrecy,
   export_control, review_note, created_at, updated_at)
SELECT %(org)s, 'zh', '高效纳米涂层制备技术 ' || n, '', 'public', '{涂层,纳米}', 'bench', n::text, '', 'own', 1, '{涂层}',
       now() - n * interval '1 second', 'published', '一句话', repeat('采用低温方法制备，寿命提高，能耗降低。', 8), '', '', '', '',
       'applied', '{technology}', n %% 9 + 1, '', '{}', '', '{licence}', 'negotiable', 'CNY', 'open', 'none', '',
       now(), now() - n * interval '1 second'
FROM generate_series(1, %(rows)s) AS n
"""


def cpu(call: Callable[[], Any], times: int = 100) -> float:
    """Milliseconds of CPU of this process per call."""
    for _warm in range(5):
        call()
    before = time.process_time()
    for _n in range(times):
        call()
    return round((time.process_time() - before) * 1000 / times, 2)


def inside(rows: int, imports: int, webhooks: int) -> dict[str, Any]:
    """Runs in a process whose environment is that of the scratch stack."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection
    from django.test.utils import CaptureQueriesContext, override_settings

    from accounts.models import Organization

    call_command("load_taxonomy", verbosity=0)
    owner = Organization.objects.create(kind="university", name="基准大学", verification="verified")
    with connection.cursor() as cursor:
        cursor.execute(_ROWS, {"org": owner.pk, "rows": rows})
        cursor.execute("ANALYZE achievements_achievement")
    found: dict[str, Any] = {"rows": rows, "load": round(os.getloadavg()[0], 1)}
    with override_settings(ALLOWED_HOSTS=["*"]):
        found |= reads(owner, lambda call: _queries(CaptureQueriesContext(connection), call))
    found |= files_out(owner)
    found |= files_in(owner, imports)
    found |= calls(owner, webhooks)
    found["load_after"] = round(os.getloadavg()[0], 1)
    return found


def _queries(captured: Any, call: Callable[[], Any]) -> int:
    with captured as context:
        call()
    return len(context)


def reads(owner: Any, queries: Callable[[Callable[[], Any]], int]) -> dict[str, Any]:
    from rest_framework import serializers, viewsets
    from rest_framework.test import APIClient, APIRequestFactory

    from accounts.actions import create_api_client
    from achievements.api.serializers import AchievementListSerializer
    from achievements.models import Achievement

    row, secret = create_api_client(owner, name="bench", scopes=["achievements:read"], by=None)
    api = APIClient()
    body = {"grant_type": "client_credentials", "client_id": row.client_id, "client_secret": secret}
    token = api.post("/o/token/", body, format="multipart").json()["access_token"]
    api.credentials(HTTP_AUTHORIZATION=f"Bearer {token}")
    where = "/api/v1/achievements/"
    address = f"{where}?page_size=50&trl_min=3&transfer_mode=licence"
    one = f"{where}{Achievement.objects.first().no}/"
    etag = api.get(one)["ETag"]
    plain = type(
        "Plain",
        (viewsets.ModelViewSet,),
        {
            "queryset": Achievement.objects.select_related("organization"),
            "serializer_class": type(
                "PlainSerializer",
                (serializers.ModelSerializer,),
                {
                    "organization": AchievementListSerializer._declared_fields.get("organization"),
                    "Meta": type("Meta", (), {"model": Achievement, "fields": AchievementListSerializer.Meta.fields}),
                },
            ),
            "authentication_classes": [],
            "permission_classes": [],
            "throttle_classes": [],
            "filter_backends": [],
        },
    ).as_view({"get": "list"})
    request = APIRequestFactory().get(where, {"page_size": 50})
    deep = api.get(address).json()["next"]
    for _page in range(200):
        deep = api.get(deep).json()["next"] or deep
    return {
        "list_50_cpu_ms": cpu(lambda: api.get(address)),
        "list_50_page_200_cpu_ms": cpu(lambda: api.get(deep)),
        "list_50_queries": queries(lambda: api.get(address)),
        "plain_modelserializer_cpu_ms_without_auth": cpu(lambda: plain(request).render()),
        "detail_cpu_ms": cpu(lambda: api.get(one)),
        "conditional_304_cpu_ms": cpu(lambda: api.get(one, headers={"If-None-Match": etag})),
        "feed_cpu_ms": cpu(lambda: api.get("/api/v1/changes/?page_size=50")),
    }


def files_out(owner: Any) -> dict[str, Any]:
    from accounts.actions import service_account
    from integration.actions.exports import create_export, run_export
    from integration.actions.jobs import claim_job
    from integration.models import Job

    found = {}
    for format_ in ("jsonl", "csv"):
        by = service_account(owner)
        job = create_export(kind="export_achievements", by=by, channel="api", format_=format_, filters={})
        before, start = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.perf_counter()
        run_export(claim_job(job.pk))
        seconds = time.perf_counter() - start
        done = Job.objects.get(pk=job.pk)
        assert done.state == "done", done.error
        found[f"export_{format_}_rows_per_second"] = round(done.done / seconds)
        grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
        found[f"export_{format_}_memory_grown_mib"] = round(grown, 1)
    return found


def files_in(owner: Any, rows: int) -> dict[str, Any]:
    from django.core.files import File

    from accounts.actions import service_account
    from benchmarks.import_speed import make_file
    from integration.actions.jobs import claim_job, create_job, run_claimed
    from integration.models import Change, Job

    with tempfile.TemporaryDirectory() as folder:
        path = make_file(Path(folder) / "list.csv", rows)
        with path.open("rb") as file:
            job = create_job(
                kind="import_achievements", organization=owner, by=service_account(owner), channel="api",
                upload=File(file), file_name="list.csv",
            )  # fmt: skip
        start = time.perf_counter()
        run_claimed(claim_job(job.pk))
        seconds = time.perf_counter() - start
    done = Job.objects.get(pk=job.pk)
    assert done.state == "done", done.error
    return {
        "import_rows_per_second": round(rows / seconds),
        "import_counts": done.counts,
        "import_outbox_rows": Change.objects.count(),
    }


def calls(owner: Any, messages: int) -> dict[str, Any]:
    """Webhooks to a receiver of this machine; the process that delivers is killed once on the way."""
    from django.db import connection, transaction

    from achievements.models import Achievement
    from integration.actions import outbox, webhooks
    from integration.models import Delivery
    from tests.integration.receiver import receiving

    while outbox.place():
        pass
    with receiving() as receiver:
        events = ["achievement.changed"]
        webhooks.create_endpoint(organization=owner, by=None, channel="api", url=receiver.url, events=events)
        entries = list(Achievement.objects.order_by("pk")[: max(1, messages // 10)])
        for n in range(10):
            with transaction.atomic():
                outbox.record_all(outbox.line("achievement.changed", e, public=True, data={"n": n}) for e in entries)
        total = len(entries) * 10
        start = time.perf_counter()
        command = [
            sys.executable,
            "-c",
            "import django; django.setup(); from integration.actions import deliveries as d; d.deliver_due(10**6)",
        ]
        first = subprocess.Popen(command, cwd=PROJECT)
        while len(receiver.got) < total // 3 and first.poll() is None:
            time.sleep(0.02)
        first.kill()
        first.wait()
        killed_at = len(receiver.got)
        Delivery.objects.filter(state="waiting").update(leased_until=None)  # instead of waiting for the leases to end
        subprocess.run(command, cwd=PROJECT, check=True)
        seconds = time.perf_counter() - start
        order: dict[str, list[int]] = {}
        for _headers, body in receiver.got:
            data = json.loads(body)["data"]
            order.setdefault(data["subject"]["no"], []).append(data["n"])
        connection.close()
        return {
            "webhooks": total,
            "webhooks_killed_after": killed_at,
            "webhooks_received_with_doubles": len(receiver.got),
            "webhooks_lost": sum(10 - len(set(seen)) for seen in order.values()) + 10 * (len(entries) - len(order)),
            "webhooks_out_of_order": sum(list(dict.fromkeys(seen)) != sorted(set(seen)) for seen in order.values()),
            "webhooks_per_second": round(total / seconds),
        }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=50_000)
    parser.add_argument("--imports", type=int, default=20_000)
    parser.add_argument("--webhooks", type=int, default=10_000)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.inside:
        print(json.dumps(inside(options.rows, options.imports, options.webhooks)))
        return
    numbers = ["--rows", options.rows, "--imports", options.imports, "--webhooks", options.webhooks]
    with stack() as environment:
        environment |= {"DJANGO_SETTINGS_MODULE": "matchplatform.settings", "MATCHPLATFORM_API_RATE": "10000000/min"}
        environment["DJANGO_SECRET_KEY"] = "one key for all processes of this measurement"
        environment["MATCHPLATFORM_API_SCOPE_RATES"] = '{"read": "10000000/min"}'
        command = [sys.executable, "-m", "benchmarks.api_speed", "--inside", *map(str, numbers)]
        done = subprocess.run(command, cwd=PROJECT, env=environment, stdout=subprocess.PIPE, text=True, check=True)
    result = json.loads(done.stdout.strip().splitlines()[-1])
    print(json.dumps(result, indent=1))
    if options.json:
        options.json.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

"""``/healthz/live`` and ``/healthz/ready``: small JSON answers for supervisors, load balancers and ``up``.

Live says that this process answers. Ready says that the platform works: database, migrations, a worker with its index.
Without the broker it still works (the sweepers score in process), so that only degrades. Invariants and backlog are
reported and never gate.
"""

import logging
import time
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.crypto import constant_time_compare
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django_prometheus.exports import ExportToDjangoView
from redis import Redis
from redis.exceptions import RedisError

from matching import health
from matchplatform.localstack import endpoints, preparation

logger = logging.getLogger(__name__)
_REPORT_SECONDS = 15.0


class _Known:
    """What need not be asked on every call."""

    migrated = False
    report: dict[str, Any] = {}
    reported_at = -_REPORT_SECONDS


@never_cache
@require_safe
def live(request: HttpRequest) -> JsonResponse:
    return JsonResponse({"status": "live"})


@never_cache
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """Counters of this web process for Prometheus; they tell of visitors, so only whoever knows the token reads them."""
    given = request.headers.get("Authorization", "")
    if not settings.METRICS_TOKEN or not constant_time_compare(given, f"Bearer {settings.METRICS_TOKEN}"):
        raise Http404
    return ExportToDjangoView(request)


@never_cache
@require_safe
def ready(request: HttpRequest) -> JsonResponse:
    """200 when everything a visitor needs is there, else 503; the body says what is missing."""
    checks = {"database": False, "migrations": False, "worker": False, "index": False}
    body: dict[str, Any] = {}
    try:
        connection.ensure_connection()
        checks["database"] = True
        checks["migrations"] = _migrated()
        if checks["migrations"]:
            workers = health.workers()
            checks["worker"] = bool(workers)
            checks["index"] = any(worker.index_rows >= 0 for worker in workers)
            body = _report() | {
                "workers": [{"name": w.name, "queues": w.queues, "index_rows": w.index_rows} for w in workers]
            }
    except DatabaseError as error:
        logger.warning("not ready: %s", error)
    if preparation.seeding_marker(settings.DATA_DIR).exists():
        checks["demo_data"] = False  # named only while it is being loaded
    broker = _broker_answers()
    is_ready = all(checks.values())
    status = "ready" if is_ready else "starting"
    body = {"status": "degraded" if is_ready and not broker else status, "degraded": not broker} | {
        "checks": checks | {"broker": broker}, **body
    }  # fmt: skip
    return JsonResponse(body, status=200 if is_ready else 503)


def _migrated() -> bool:
    """Whether every migration is applied; asked until it is."""
    if not _Known.migrated:
        executor = MigrationExecutor(connection)
        _Known.migrated = not executor.migration_plan(executor.loader.graph.leaf_nodes())
    return _Known.migrated


def _report() -> dict[str, Any]:
    """Invariants and backlog, at most every few seconds: they read whole tables."""
    if time.monotonic() - _Known.reported_at >= _REPORT_SECONDS:
        _Known.report = {"invariants": health.invariants(), "backlog": health.backlog()}
        _Known.reported_at = time.monotonic()
    return _Known.report


def _broker_answers() -> bool:
    url = endpoints.plain_redis_url(settings.CELERY_BROKER_URL or "")
    if not url:
        return False
    try:
        with Redis.from_url(url, socket_connect_timeout=0.5, socket_timeout=0.5) as client:
            return bool(client.ping())
    except (RedisError, OSError, ValueError):
        return False

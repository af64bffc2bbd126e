"""The processes behind ``up`` besides the two servers: what is started and how long each may take to end."""

import sys
from collections.abc import Mapping
from dataclasses import dataclass, field

# A demand posted by a person never waits behind an import: its queue has a worker of its own.
INTERACTIVE_QUEUES = "interactive"
OTHER_QUEUES = "sweep,bulk,webhooks,celery"
WEB_THREADS = 4
# A page that waits longer for one statement has failed for its reader; a worker may take its time, not for ever.
WEB_STATEMENT_MS = "2000"
WORKER_STATEMENT_MS = "60000"


@dataclass(frozen=True)
class Service:
    """A process to keep alive.

    ``urgent`` ones are what the first visitor needs; the others start when those are ready, so that they do not take the
    processor from them. ``grace`` is the time in seconds it gets to finish what it does when ``up`` stops; ``defaults`` are environment
    variables for this process where the operator has set none.
    """

    name: str
    command: tuple[str, ...]
    grace: float
    urgent: bool = True
    defaults: Mapping[str, str] = field(default_factory=dict)


def all_services(*, host: str, port: int, processes: int) -> list[Service]:
    return [
        web(host, port),
        worker("interactive", INTERACTIVE_QUEUES, processes),
        worker("rest", OTHER_QUEUES, processes),
        beat(),
    ]


def web(host: str, port: int) -> Service:
    command = (
        *(sys.executable, "-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port)),
        *("--workers", "1", "--blocking-threads", str(WEB_THREADS), "--respawn-failed-workers"),
        *("--workers-kill-timeout", "5", "--log-level", "warning", "matchplatform.wsgi:application"),
    )
    return Service("web", command, grace=8, defaults={"MATCHPLATFORM_STATEMENT_TIMEOUT_MS": WEB_STATEMENT_MS})


def worker(name: str, queues: str, processes: int) -> Service:
    """A Celery worker. Gossip, mingle and heartbeats between workers serve nobody here and delay the start."""
    command = (
        *(sys.executable, "-m", "celery", "--app", "matchplatform", "worker", "--queues", queues),
        *("--hostname", f"{name}@%h", "--concurrency", str(processes), "--loglevel", "WARNING"),
        *("--without-gossip", "--without-mingle", "--without-heartbeat"),
    )
    defaults = {"MATCHPLATFORM_STATEMENT_TIMEOUT_MS": WORKER_STATEMENT_MS}
    return Service(f"worker-{name}", command, grace=12, urgent=name == "interactive", defaults=defaults)


def beat() -> Service:
    command = (
        *(sys.executable, "-m", "celery", "--app", "matchplatform", "beat", "--loglevel", "WARNING", "--pidfile="),
        *("--scheduler", "django_celery_beat.schedulers:DatabaseScheduler"),
    )
    return Service("beat", command, grace=3, urgent=False)

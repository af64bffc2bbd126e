"""The sweeper beside each worker process: it works while the broker is down, and says that the worker is alive.

A thread of the worker's main process. In the ordinary case it only sends a hint for stale rows; where the hint cannot be
sent, or the same row is still waiting after a few turns, it scores by itself.
"""

import logging
import os
import sys
import threading
from typing import Any

from celery import current_app, signals
from django.conf import settings
from django.db import close_old_connections
from django.db.models.functions import Now
from django.utils import timezone
from kombu.exceptions import OperationalError

from matching import actions
from matching.models import WorkerHeartbeat

logger = logging.getLogger(__name__)
_PATIENCE = 3  # turns after which the sweeper no longer waits for somebody else
_SECONDS = 20.0


class Sweeper(threading.Thread):
    """Turns every ``MATCHING_SWEEP_SECONDS`` until the process ends."""

    def __init__(self, name: str, queues: list[str]) -> None:
        super().__init__(name="sweeper", daemon=True)
        self.worker, self.queues = name, queues
        self.stop = threading.Event()
        self.broker = True
        self._waiting: tuple[Any, int] = (None, 0)

    def run(self) -> None:
        # The pool forks its children right after the start; the first turn waits until that is done.
        pause = 1.0
        while not self.stop.wait(pause):
            pause = settings.MATCHING_SWEEP_SECONDS
            try:
                close_old_connections()
                self.turn()
            except Exception:
                logger.exception("sweeper: this turn failed")

    def turn(self) -> None:
        """One look: heartbeat, hint, and work where nobody else does it."""
        self.beat()
        actions.note_arrivals()
        head = actions.head_of_the_queue()
        if head is None:
            self._waiting = (None, 0)
            return
        before, turns = self._waiting
        self._waiting = (head, turns + 1 if head == before else 1)
        self.broker = self._hint()
        if not self.broker or self._waiting[1] > _PATIENCE:
            actions.work_off(seconds=_SECONDS, beat=self.beat)
            self._waiting = (None, 0)

    def beat(self) -> None:
        """Write the heartbeat of this worker."""
        values: dict[str, Any] = {"pid": os.getpid(), "beat_at": Now(), "broker": self.broker}
        if (held := sys.modules.get("matching.retrieval.library")) and held.library.rows >= 0:
            # Looked up, not imported: most workers' main processes never need the engine.
            values |= {"index_rows": held.library.rows, "index_version": held.library.version}
        write_heartbeat(self.worker, self.queues, values)

    def _hint(self) -> bool:
        from matching.tasks import sweep

        try:
            sweep.apply_async(expires=settings.MATCHING_SWEEP_SECONDS * 2, ignore_result=True)
        except (OperationalError, OSError) as error:
            logger.warning("broker unavailable, scoring in process: %s", error)
            return False
        return True


def write_heartbeat(name: str, queues: list[str], values: dict[str, Any]) -> None:
    """Set some values of a worker's row, which its main process or its pool process may be the first to write."""
    first = {"pid": os.getpid(), "beat_at": Now(), "started_at": timezone.now()} | values
    WorkerHeartbeat.objects.update_or_create(
        name=name, defaults=values | {"queues": queues}, create_defaults=first | {"queues": queues}
    )


class _Process:
    """Set in the main process, inherited by the children of its pool."""

    name = ""
    queues: tuple[str, ...] = ()
    reported: tuple[int, str] = (-1, "")


@signals.celeryd_after_setup.connect
def start(sender: str, instance: Any, **kwargs: Any) -> None:
    """A worker has read its options; it may not have reached the broker yet, and need not."""
    _Process.name, _Process.queues = sender, tuple(instance.app.amqp.queues.consume_from)
    Sweeper(sender, list(_Process.queues)).start()


def report_index() -> None:
    """A pool process says which index it holds, when that has changed."""
    from matching.retrieval.library import library

    held = (library.rows, library.version)
    if _Process.name and held != _Process.reported:
        write_heartbeat(_Process.name, list(_Process.queues), {"index_rows": held[0], "index_version": held[1]})
        _Process.reported = held


@signals.worker_process_init.connect
def warm_up(**kwargs: Any) -> None:
    """A pool process loads the index (and, where people wait for it, the encoder) before the first demand comes."""
    threading.Thread(target=_warm_up, name="warm-up", daemon=True).start()


def _warm_up() -> None:
    try:
        actions.warm_up(encoder="interactive" in (_Process.queues or current_app.amqp.queues.consume_from))
        report_index()
    except Exception:
        logger.exception("the index could not be loaded yet")
    finally:
        close_old_connections()

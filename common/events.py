"""Facts that one app tells the apps above it, after the transaction that made them true has committed.

A fact is a past-tense ``django.dispatch.Signal`` in the ``signals.py`` of the app that publishes it and carries ids only.
Receivers run after commit and must only schedule work; one that fails is logged and stops nobody else, because the
truth is already in the database and the sweepers find whatever a lost hint leaves behind.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db import transaction
from django.dispatch import Signal

logger = logging.getLogger(__name__)
_kept: ContextVar[list[tuple[Signal, dict[str, Any]]] | None] = ContextVar("kept facts", default=None)


def publish(fact: Signal, **ids: Any) -> None:
    """Send ``fact`` to its receivers once the current transaction commits (at once outside of one)."""
    kept = _kept.get()
    if kept is not None:
        kept.append((fact, ids))
        return
    transaction.on_commit(lambda: _send(fact, ids))


@contextmanager
def muted() -> Iterator[list[tuple[Signal, dict[str, Any]]]]:
    """Facts published inside are not sent but listed, for bulk work that afterwards tells of all its rows at once."""
    token = _kept.set([])
    try:
        yield _kept.get()
    finally:
        _kept.reset(token)


def _send(fact: Signal, ids: dict[str, Any]) -> None:
    for receiver, outcome in fact.send_robust(sender=None, **ids):
        if isinstance(outcome, Exception):
            logger.error("receiver %s failed: %s", receiver, outcome, exc_info=outcome)

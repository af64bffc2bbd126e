"""Moving statuses: lock, check, write, audit; shared by the rooms' actions."""

from collections.abc import Mapping
from typing import Any, TypeVar

from django.db import models

from accounts.audit import record
from events.exceptions import WrongState

T = TypeVar("T", bound=models.Model)


def lock(row: T) -> T:
    """The row as it is now, locked."""
    return type(row).objects.select_for_update(of=("self",)).get(pk=row.pk)


def move(
    row: T,
    verb: str,
    moves: Mapping[str, tuple[frozenset[str], str]],
    *,
    by: Any,
    channel: str,
    extra: Mapping[str, Any] | None = None,
    reason: str = "",
) -> T:
    """Move a locked row's status and set ``extra`` with it. Raises ``WrongState``; nothing is written then."""
    allowed, target = moves[verb]
    if row.status not in allowed:
        raise WrongState(row)
    before = {"status": row.status}
    row.status = target
    fields = {"status", "updated_at", *(extra or {})}
    for name, value in (extra or {}).items():
        setattr(row, name, value)
    if hasattr(row, "version"):
        row.version += 1
        fields.add("version")
    row.save(update_fields=fields)
    record(verb, row, by=by, channel=channel, before=before, after={"status": target}, reason=reason)
    return row

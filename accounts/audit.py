"""Writing the audit trail; call inside the transaction of the change."""

import datetime
import decimal
from collections.abc import Iterable
from typing import Any

from django.db import models

from accounts.enums import Channel
from accounts.models import AuditEntry


def record(verb: str, target: models.Model, **what: Any) -> AuditEntry:
    """Append one entry, with the arguments of :func:`line`."""
    entry = line(verb, target, **what)
    entry.save(force_insert=True)
    return entry


def record_all(lines: Iterable[AuditEntry]) -> None:
    """Append many entries, made by :func:`line`, in one statement."""
    AuditEntry.objects.bulk_create(lines)


def line(
    verb: str,
    target: models.Model,
    *,
    by: Any = None,
    channel: str = Channel.SYSTEM,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
    reason: str = "",
) -> AuditEntry:
    """One unsaved entry. ``before`` and ``after`` hold the changed fields; ``by`` None means the system itself."""
    return AuditEntry(
        actor=by if by is not None and by.pk else None,
        organization_id=getattr(target, "organization_id", None) or getattr(by, "organization_id", None),
        channel=channel,
        verb=verb,
        object_type=target._meta.label_lower,
        object_id=str(target.pk),
        object_no=getattr(target, "no", "") or "",
        before=_plain(before or {}),
        after=_plain(after or {}),
        reason=reason,
    )


def _plain(values: dict[str, Any]) -> dict[str, Any]:
    """Values as JSON keeps them."""
    return {name: _plain_value(value) for name, value in values.items()}


def _plain_value(value: Any) -> Any:
    if isinstance(value, (datetime.date, datetime.datetime)):
        return value.isoformat()
    if isinstance(value, decimal.Decimal):
        return str(value)
    if isinstance(value, models.Model):
        return value.pk
    if isinstance(value, (list, tuple)):
        return [_plain_value(item) for item in value]
    if isinstance(value, dict):
        return _plain(value)
    return value

"""Moving rows of this room along their tables: lock, check, write, audit."""

from collections.abc import Mapping
from typing import Any, TypeVar

from django.db import models
from django.utils import timezone

from accounts.audit import record
from accounts.inbox import notify
from common.exceptions import Refusal
from integration.exceptions import IllegalMove

T = TypeVar("T", bound=models.Model)
Moves = Mapping[str, tuple[frozenset[str], str]]


class NotPossible(Refusal):
    """Something stands in the way; the text says what and how to mend it."""

    code = "not_possible"


def lock(row: T, *related: str) -> T:
    """The row as it is now, locked alone."""
    return type(row).objects.select_for_update(of=("self",)).select_related(*related).get(pk=row.pk)


def check_move(row: models.Model, verb: str, moves: Moves) -> None:
    """Raise ``IllegalMove`` where ``verb`` does not start from the row's status."""
    if row.status not in moves[verb][0]:
        raise IllegalMove(row, verb)


def move_locked(row: T, verb: str, moves: Moves, *, by: Any, channel: str, reason: str = "", **extra: Any) -> T:
    """Move a locked row and set ``extra`` with it. Raises ``IllegalMove``; nothing is written then."""
    check_move(row, verb, moves)
    before = {"status": row.status}
    row.status = moves[verb][1]
    for name, value in extra.items():
        setattr(row, name, value)
    row.save(update_fields=["status", "updated_at", *extra])
    record(verb, row, by=by, channel=channel, before=before, after={"status": row.status}, reason=reason)
    return row


def write(row: models.Model, changes: Mapping[str, Any], *, by: Any, channel: str) -> bool:
    """Validate and save ``changes`` of a locked row, with one line of audit; says whether anything changed."""
    before = {name: getattr(row, name) for name, value in changes.items() if getattr(row, name) != value}
    for name in before:
        setattr(row, name, changes[name])
    row.full_clean()
    if not before:
        return False
    row.save()
    after = {name: getattr(row, name) for name in before}
    record("edit", row, by=by, channel=channel, before=before, after=after)
    return True


def inform(people: Any, kind: str, row: Any, *, key: str = "", **params: Any) -> None:
    """A line in the inbox about ``row``, once for each moment (or ``key``)."""
    moment = key or f"{timezone.now():%Y%m%d%H%M%S%f}"
    values = {"title": row.title[:80]} | {name: str(value) for name, value in params.items()}
    notify(people, kind, key=f"{row.no}:{moment}", url=row.get_absolute_url(), **values)

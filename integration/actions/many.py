"""Many library entries at once: the checks, moves and audit of ``entries`` in a handful of statements.

For rows that one process writes in bulk. What a person edits goes through ``entries``, whose locks and versions guard
against a second editor.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeVar

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models, transaction
from django.db.models import F, prefetch_related_objects
from django.utils import timezone

from accounts.audit import line, record_all
from common.fields import NextValue
from common.plain import tidy
from integration.actions.outbox import entry_lines
from integration.actions.outbox import record_all as tell_all
from integration.codes import STATUS_EVENTS
from integration.exceptions import IllegalMove
from integration.models import CONTENT_SEQUENCE, LibraryEntry

T = TypeVar("T", bound=LibraryEntry)
Parts = Mapping[str, Sequence[models.Model]]


def check_entry(entry: LibraryEntry, parts: Parts) -> None:
    """Raise ``ValidationError`` as the form would; foreign keys, unique and check constraints are left to the database."""
    tidy(entry)
    keys = {field.name for field in entry._meta.concrete_fields if field.is_relation}
    entry.full_clean(exclude=keys, validate_unique=False, validate_constraints=False)
    for relation, rows in parts.items():
        parent = entry._meta.get_field(relation).field.name
        for number, row in enumerate(rows):
            tidy(row)
            try:
                row.clean_fields(exclude=[parent])
                row.clean()
            except ValidationError as error:
                texts = {f"{relation}.{number}.{name}": found for name, found in error.message_dict.items()}
                raise ValidationError(texts or {NON_FIELD_ERRORS: error.messages}) from error


@transaction.atomic
def create_entries(drafts: Sequence[tuple[T, Parts]], *, channel: str) -> list[T]:
    """Insert checked, unsaved entries of one model with their parts; ``created_by`` of each says who writes it."""
    entries = [entry for entry, _ in drafts]
    if not entries:
        return []
    for entry in entries:
        entry.updated_by_id = entry.created_by_id
        entry.set_search_terms()
    type(entries[0]).objects.bulk_create(entries)
    children: dict[type[models.Model], list[models.Model]] = {}
    for entry, parts in drafts:
        for relation, rows in parts.items():
            for row in rows:
                setattr(row, entry._meta.get_field(relation).field.name, entry)
                children.setdefault(type(row), []).append(row)
    for model, rows in children.items():
        model.objects.bulk_create(rows)
    after = [{"title": entry.title, "status": entry.status} for entry in entries]
    record_all(
        line("create", entry, by=entry.created_by, channel=channel, after=values)
        for entry, values in zip(entries, after, strict=True)
    )
    prefetch_related_objects(entries, *type(entries[0]).HIDDEN_BY)
    tell_all(fact for entry in entries for fact in entry_lines(entry, "created"))
    return entries


@transaction.atomic
def move_entries(
    entries: Iterable[T],
    verb: str,
    moves: Mapping[str, tuple[frozenset[str], str]],
    *,
    by: Any,
    channel: str,
    reason: str = "",
    extra: Mapping[str, Any] | None = None,
) -> None:
    """Move all of them, or with the first ``IllegalMove`` none. The given objects carry the new values afterwards."""
    found = {entry.pk: entry for entry in entries}
    if not found:
        return
    model = type(next(iter(found.values())))
    allowed, target = moves[verb]
    lines, listed = [], set()
    for row in model.objects.select_for_update(of=("self",)).filter(pk__in=found).order_by("pk"):
        if row.status not in allowed:
            raise IllegalMove(row, verb)
        listed |= {row.pk} if row.is_listed else set()
        after, before = {"status": target}, {"status": row.status}
        lines.append(line(verb, row, by=by, channel=channel, before=before, after=after, reason=reason))
    values = {"status": target, "updated_by": by, "updated_at": timezone.now(), **(extra or {})}
    rows = model.objects.filter(pk__in=found)
    # Rows that stay in their status keep their dirty mark.
    rows.exclude(status=target).update(content_seq=NextValue(CONTENT_SEQUENCE))
    rows.update(version=F("version") + 1, **values)
    record_all(lines)
    for pk, version, sequence in rows.values_list("pk", "version", "content_seq"):
        entry = found[pk]
        entry.version, entry.content_seq = version, sequence
        for name, value in values.items():
            setattr(entry, name, value)
    moved = list(found.values())
    prefetch_related_objects(moved, *model.HIDDEN_BY)
    what = STATUS_EVENTS[target]
    tell_all(fact for entry in moved for fact in entry_lines(entry, what, was_listed=entry.pk in listed))

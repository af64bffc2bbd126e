"""Writing library entries: the one way in which achievements and demands are saved and moved.

Every function runs in one transaction: lock, check, write, audit, outbox. The caller (the app's own action) publishes its
facts.
"""

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from django.db import models, transaction

from accounts.audit import record
from common.fields import NextValue
from common.plain import plain_value, tidy
from integration.actions.outbox import record_entry
from integration.codes import STATUS_EVENTS
from integration.exceptions import EditConflict, IllegalMove
from integration.models import CONTENT_SEQUENCE, LibraryEntry

T = TypeVar("T", bound=LibraryEntry)


def lock_entry(entry: T, expected_version: int | None = None) -> T:
    """The row as it is now, locked. Raises ``EditConflict`` where ``expected_version`` is given and not the row's."""
    current = type(entry).objects.select_for_update(of=("self",)).get(pk=entry.pk)
    if expected_version is not None and current.version != expected_version:
        raise EditConflict(current)
    return current


@transaction.atomic
def create_entry(entry: T, *, by: Any, channel: str, parts: Mapping[str, Iterable[models.Model]] | None = None) -> T:
    """Validate and insert an unsaved ``entry`` with its parts (relation name → unsaved rows)."""
    entry.created_by = entry.updated_by = by if by is not None and by.pk else None
    tidy(entry)
    entry.set_search_terms()
    entry.full_clean(validate_constraints=True)
    entry.save(force_insert=True)
    for relation, rows in (parts or {}).items():
        replace_parts(entry, relation, rows)
    record("create", entry, by=by, channel=channel, after={"title": entry.title, "status": entry.status})
    record_entry(entry, "created")
    return entry


@transaction.atomic
def save_entry(
    entry: T,
    *,
    by: Any,
    channel: str,
    changes: Mapping[str, Any],
    parts: Mapping[str, Iterable[models.Model]] | None = None,
    expected_version: int | None = None,
) -> tuple[T, set[str]]:
    """Apply ``changes`` (field attname or name → value) and replace the given ``parts``.

    Returns the saved row and the names of what really changed; nothing is written where that is empty. The content
    sequence moves when a matched field or a part changed. Raises ``EditConflict`` and ``ValidationError``.
    """
    current = lock_entry(entry, expected_version)
    was_listed, hidden = current.is_listed, set(current.hidden_organizations)
    before: dict[str, Any] = {}
    for name, value in changes.items():
        field = current._meta.get_field(name)
        attname = field.attname
        wanted = value.pk if isinstance(value, models.Model) else plain_value(field, value)
        if getattr(current, attname) != wanted:
            before[attname] = getattr(current, attname)
            setattr(current, attname, wanted)
    changed = set(before)
    current.full_clean(validate_constraints=True)
    for relation, rows in (parts or {}).items():
        if replace_parts(current, relation, rows):
            changed.add(relation)
    if not changed:
        return current, changed
    matched = bool(changed & set(current.MATCHED_FIELDS)) or bool(parts and changed & set(parts))
    write_entry(current, set(before), by=by, matched=matched)
    after = {name: getattr(current, name) for name in before}
    record("edit", current, by=by, channel=channel, before=before, after=after)
    record_entry(current, "changed", was_listed=was_listed, was_hidden=hidden)
    return current, changed


def write_entry(entry: LibraryEntry, fields: set[str], *, by: Any, matched: bool) -> None:
    """Save ``fields`` of a locked row with version, search terms and, where ``matched``, the dirty mark."""
    entry.version += 1
    entry.updated_by = by if by is not None and by.pk else None
    entry.set_search_terms()
    names = {entry._meta.get_field(name).name for name in fields}
    names |= {"version", "updated_by", "updated_at", "search_terms"}
    if matched:
        entry.content_seq = NextValue(CONTENT_SEQUENCE)
        names.add("content_seq")
    entry.save(update_fields=names)
    if matched:
        entry.refresh_from_db(fields=["content_seq"])


@transaction.atomic
def move_entry(
    entry: T,
    verb: str,
    moves: Mapping[str, tuple[frozenset[str], str]],
    *,
    by: Any,
    channel: str,
    to: str | None = None,
    reason: str = "",
    extra: Mapping[str, Any] | None = None,
    expected_version: int | None = None,
) -> T:
    """Move the status along ``moves`` and set ``extra`` fields with it. Raises ``IllegalMove``; nothing is written then.

    A status concerns matching, so the dirty mark moves with it; a verb that leaves the status as it is moves nothing.
    """
    current = lock_entry(entry, expected_version)
    allowed, target = moves[verb]
    if current.status not in allowed:
        raise IllegalMove(current, verb)
    before, was_listed = {"status": current.status}, current.is_listed
    current.status = to or target
    for name, value in (extra or {}).items():
        setattr(current, name, value)
    matched = current.status != before["status"]
    write_entry(current, {"status", *(extra or {})}, by=by, matched=matched)
    record(verb, current, by=by, channel=channel, before=before, after={"status": current.status}, reason=reason)
    record_entry(current, STATUS_EVENTS[current.status] if matched else "changed", was_listed=was_listed)
    return current


def replace_parts(entry: LibraryEntry, relation: str, rows: Iterable[models.Model]) -> bool:
    """Make ``entry.<relation>`` exactly ``rows`` (unsaved); says whether anything differs from what was there."""
    field = entry._meta.get_field(relation)
    model, parent = field.related_model, field.field.name
    names = [f.attname for f in model._meta.concrete_fields if not f.primary_key and f.name != parent]
    wanted = list(rows)
    for row in wanted:
        tidy(row)
        setattr(row, parent, entry)
        row.clean_fields(exclude=[parent])
        row.clean()
    there = list(getattr(entry, relation).order_by("pk"))
    if [[getattr(r, n) for n in names] for r in there] == [[getattr(r, n) for n in names] for r in wanted]:
        return False
    getattr(entry, relation).all().delete()
    model.objects.bulk_create(wanted)
    return True

"""Filling a library from a file: one path for command, page and REST job.

The file is read twice: once to see that it is sound and how its columns are called, once to write. Rows are written in
batches, each in one transaction with the job's progress, so that a killed process leaves whole batches behind and the
next run finds them unchanged.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, models, transaction
from django.db.models import Q, prefetch_related_objects
from django.utils import timezone
from django.utils.translation import gettext as _

from common.fields import NextValue
from integration.actions.entries import replace_parts
from integration.actions.outbox import entry_lines, record_all
from integration.codes import STATUS_EVENTS
from integration.enums import Outcome
from integration.exceptions import FileRefused
from integration.importing import mapping as columns
from integration.importing.codes import CodeLists
from integration.importing.fields import Target
from integration.importing.rows import Builder, Parsed
from integration.importing.sniff import open_source
from integration.importing.tables import Table, survey
from integration.models import CONTENT_SEQUENCE, ImportedRow, ImportMapping, LibraryEntry

BATCH = 500
#: Key of the lock, beside the organization's, under which rows of one organization are pushed.
IMPORT_LOCK = 7_316_002


@dataclass(frozen=True)
class Plan:
    """A file that was found sound, and which column fills which field (``mapping``: column → field)."""

    table: Table
    target: Target
    mapping: dict[str, str]

    @property
    def unused(self) -> tuple[str, ...]:
        return tuple(name for name in self.table.names if name not in self.mapping)


@dataclass
class Order:
    """Who imports what for whom. ``direct`` publishes at once, otherwise new rows wait for review."""

    organization: Any
    by: Any
    channel: str
    direct: bool
    dry_run: bool = False
    job: Any = None
    #: Called in the transaction of every batch with (rows done, counts so far); raises to stop before it commits.
    on_batch: Callable[[int, Mapping[str, int]], None] = lambda done, counts: None
    #: Called with one line of the report per row, and one per further problem of a row.
    on_row: Callable[[dict[str, Any]], None] = lambda row: None


def plan_import(
    path: Path, folder: Path, target: Target, organization: Any, given: Mapping[str, Any] | None = None
) -> Plan:
    """Look at the file and settle its mapping: the ``given`` one, the one remembered for such files, or a guess.

    Raises ``FileRefused`` for a file that cannot be read, an impossible mapping, or one without a title.
    """
    source = open_source(path, folder, settings.IMPORT_MAX_BYTES)
    table = survey(source, target, settings.IMPORT_MAX_ROWS, _known(target, organization, given))
    if given is None:
        mapping = remembered(table, target, organization)
        if mapping is None:
            mapping = columns.guess(table.columns, target, has_header=table.has_header)
    else:
        mapping = checked_mapping(given, table, target)
    return Plan(table, target, mapping)


def require_title(plan: Plan) -> None:
    if "title" not in plan.mapping.values():
        detail = _("No column holds the title. Columns found: %(columns)s. Say by a mapping which one it is.")
        raise FileRefused(detail % {"columns": ", ".join(plan.table.names[:40])})


def checked_mapping(given: Mapping[str, Any], table: Table, target: Target) -> dict[str, str]:
    """A mapping that a person or a file gives. Raises ``FileRefused`` naming what does not exist or stands twice."""
    try:
        return columns.check(given, table.names, target)
    except ValueError as error:
        detail = _(
            "The mapping names “%(name)s”, which is no such column or field, or stands twice. Fields: %(fields)s."
        )
        raise FileRefused(detail % {"name": error, "fields": ", ".join(target.names)}) from error


def _known(target: Target, organization: Any, given: Mapping[str, Any] | None) -> frozenset[str]:
    """Column names that people have used: they tell a header from data."""
    if given is not None or organization.pk is None:
        return frozenset(given or ())
    stored = ImportMapping.objects.filter(organization=organization, kind=target.kind)[:50]
    return frozenset(name for row in stored for name in row.columns if not name.isdecimal())


def remembered(table: Table, target: Target, organization: Any) -> dict[str, str] | None:
    """The mapping this organization confirmed for files with the same header."""
    if organization.pk is None:
        return None
    rows = ImportMapping.objects.filter(organization=organization, kind=target.kind, signature=table.signature)
    stored = rows.values_list("columns", flat=True).first()
    if stored is None:
        return None
    return {name: stored[name] for name in table.names if stored.get(name) in target.names}


def remember(plan: Plan, organization: Any) -> None:
    """Keep the mapping for the organization's next file of this make."""
    ImportMapping.objects.update_or_create(
        organization=organization,
        kind=plan.target.kind,
        signature=plan.table.signature,
        defaults={"columns": {name: plan.mapping.get(name, "") for name in plan.table.names}},
    )


def run_import(plan: Plan, order: Order) -> Counter[str]:
    """Write (or with ``dry_run`` only judge) every row; returns how many were created, updated, unchanged, rejected."""
    require_title(plan)
    return _Run(plan, order).run()


@dataclass
class _Work:
    """A sound row of the present batch, with the entry it concerns and what happens to it."""

    parsed: Parsed
    entry: LibraryEntry | None = None
    outcome: str = Outcome.UNCHANGED
    changed: dict[str, Any] = field(default_factory=dict)
    parts: tuple[str, ...] = ()


class _Run:
    def __init__(self, plan: Plan, order: Order) -> None:
        self.plan, self.order, self.target = plan, order, plan.target
        self.model, self.now = plan.target.model, timezone.now()
        self.counts: Counter[str] = Counter({outcome.value: 0 for outcome in Outcome})
        self.seen: dict[tuple[str, str], tuple[int, dict[str, str]]] = {}
        identifier = next((c for c in plan.table.columns if plan.mapping.get(c.name) == "source_id"), None)
        #: Numbers that only count the rows may come back in the next file with other content.
        self.running = identifier is not None and columns.is_running(identifier)
        self.builder = Builder(self.target, plan.mapping, CodeLists.load(), source=f"file-{plan.table.signature[:12]}")

    def run(self) -> Counter[str]:
        rows = enumerate(self.plan.table.rows(), start=1)
        done = 0
        while batch := list(islice(rows, BATCH)):
            parsed = [self.builder.build(row, number) for number, row in batch]
            with transaction.atomic():
                lines, counts = self._batch(parsed)
                done += len(batch)
                self.order.on_batch(done, self.counts + counts)
            self.counts.update(counts)
            for line in lines:
                self.order.on_row(line)
        return self.counts

    def _batch(self, parsed: list[Parsed]) -> tuple[list[dict[str, Any]], Counter[str]]:
        if not self.order.dry_run:
            with connection.cursor() as cursor:  # two imports of one organization take turns, batch by batch
                cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [IMPORT_LOCK, self.order.organization.pk])
        work = [_Work(item) for item in parsed if not item.rejected]
        stored, entries = self._existing(work)
        fresh = [item for item in work if self._is_first(item, stored)]
        for item in fresh:
            self._judge(item, stored.get(item.parsed.key), entries.get(item.parsed.key))
        if not self.order.dry_run:
            self._create([item for item in fresh if item.outcome == Outcome.CREATED and item.entry.pk is None])
            self._update([item for item in fresh if item.changed or item.parts])
            self._store([item for item in fresh if item.changed or item.outcome != Outcome.UNCHANGED])
        by_line = {id(item.parsed): item for item in work}
        lines: list[dict[str, Any]] = []
        counts: Counter[str] = Counter()
        for item in parsed:
            found = by_line.get(id(item))
            outcome = found.outcome if found is not None and not item.rejected else Outcome.REJECTED
            counts[outcome] += 1
            lines += _report(item, outcome, found.entry if found else None)
        return lines, counts

    def _existing(self, work: list[_Work]) -> tuple[dict[Any, ImportedRow], dict[Any, LibraryEntry]]:
        """What is there under the keys of this batch: (what files said last, entries), both by key."""
        organization = self.order.organization
        if organization.pk is None or not work:
            return {}, {}
        systems: dict[str, set[str]] = {}
        for item in work:
            system, identifier = item.parsed.key
            systems.setdefault(system, set()).update({identifier, _with_content(item.parsed)})
        keys = Q(pk=None)
        for system, identifiers in systems.items():
            keys |= Q(source_system=system, source_id__in=identifiers)
        rows = ImportedRow.objects.filter(keys, organization=organization, kind=self.target.kind)
        stored = {(row.source_system, row.source_id): row for row in rows}
        queryset = self.model.objects.filter(keys, organization=organization)
        if not self.order.dry_run:
            queryset = queryset.select_for_update(of=("self",)).order_by("pk")
        entries = {(row.source_system, row.source_id): row for row in queryset}
        if self.running:
            for item in work:
                if (row := stored.get(item.parsed.key)) and self._is_other(item.parsed, row.digests):
                    item.parsed.key = (item.parsed.key[0], _with_content(item.parsed))
        return stored, entries

    def _is_other(self, parsed: Parsed, digests: Mapping[str, str]) -> bool:
        """Neither title nor text is the stored row's: another thing under the same running number."""
        text = self.target.text_field
        same_text = text in parsed.digests and parsed.digests[text] == digests.get(text)
        return parsed.digests["title"] != digests.get("title") and not same_text

    def _is_first(self, item: _Work, stored: Mapping[Any, ImportedRow]) -> bool:
        """The first row of its key in this file; a repetition is unchanged, a contradiction refused."""
        parsed = item.parsed
        own = (parsed.line, parsed.digests)
        first = self.seen.setdefault(parsed.key, own)
        if first is own:
            return True
        line, digests = first
        if digests == parsed.digests:
            parsed.remark(_("The same as line %(line)s; taken once.") % {"line": line})
        elif parsed.key[0] == "content":
            parsed.remark(_("Title and text are those of line %(line)s; taken once.") % {"line": line})
        else:
            detail = _(
                "The identifier %(id)s stands in line %(line)s too, with other content. Give each entry its own."
            )
            parsed.refuse("source_id", detail % {"id": parsed.key[1][:60], "line": line})
        return False

    def _judge(self, item: _Work, stored: ImportedRow | None, entry: LibraryEntry | None) -> None:
        """Decide what happens to the row."""
        parsed, item.entry = item.parsed, entry
        if entry is None:
            item.outcome = Outcome.CREATED
            item.entry = parsed.entry
            item.entry.organization = self.order.organization
            for name, value in self.target.opening(parsed, self.order, self.now).items():
                setattr(item.entry, name, value)
            item.entry.source_system, item.entry.source_id = parsed.key
            return
        if stored is not None and stored.digests == parsed.digests:
            mine = self.order.job is not None and stored.job_id == self.order.job.pk
            item.outcome = stored.outcome if mine else Outcome.UNCHANGED
            return
        before = stored.digests if stored else {}
        if entry.status in self.target.closed:
            parsed.remark(_("The entry is closed; the file changes it no longer."))
            return
        differs = {name for name, digest in parsed.digests.items() if before.get(name) != digest}
        item.changed = {n: v for n, v in parsed.values.items() if n in differs and getattr(entry, n) != v}
        item.parts = tuple(part for part in parsed.parts if f"{part}." in differs)
        if item.changed or item.parts:
            item.outcome = Outcome.UPDATED

    def _create(self, work: list[_Work]) -> None:
        for item in work:
            item.entry.created_by = item.entry.updated_by = self.order.by
            item.entry.set_search_terms()
        self.model.objects.bulk_create([item.entry for item in work])
        rows: dict[type[models.Model], list[models.Model]] = {}
        for item in work:
            for relation, values in item.parsed.parts.items():
                parent = self.model._meta.get_field(relation).field.name
                for row in self.target.parts[relation](values):
                    setattr(row, parent, item.entry)
                    rows.setdefault(type(row), []).append(row)
        for model, parts in rows.items():
            model.objects.bulk_create(parts)
        entries = [item.entry for item in work]
        prefetch_related_objects(entries, *self.model.HIDDEN_BY)
        record_all(fact for entry in entries for fact in entry_lines(entry, STATUS_EVENTS[entry.status]))

    def _update(self, work: list[_Work]) -> None:
        names: set[str] = {"version", "updated_by", "updated_at", "search_terms", "content_seq"}
        listed = {item.entry.pk for item in work if item.entry.is_listed}
        for item in work:
            entry = item.entry
            moved = [
                replace_parts(entry, part, self.target.parts[part](item.parsed.parts[part])) for part in item.parts
            ]
            for name, value in item.changed.items():
                setattr(entry, name, value)
                names.add(self.model._meta.get_field(name).name)
            if any(moved) or set(item.changed) & set(self.model.MATCHED_FIELDS):
                entry.content_seq = NextValue(CONTENT_SEQUENCE)
            if not any(moved) and not item.changed:
                item.outcome = Outcome.UNCHANGED
                continue
            entry.version += 1
            entry.updated_by, entry.updated_at = self.order.by, self.now
            entry.set_search_terms()
        rows = [item.entry for item in work if item.outcome == Outcome.UPDATED]
        if rows:
            self.model.objects.bulk_update(rows, names, batch_size=200)
            prefetch_related_objects(rows, *self.model.HIDDEN_BY)
            record_all(
                fact
                for entry in rows
                for fact in entry_lines(
                    entry, "changed", was_listed=entry.pk in listed, was_hidden=entry.hidden_organizations
                )
            )

    def _store(self, work: list[_Work]) -> None:
        """Note what the file said, for the next run."""
        rows = [
            ImportedRow(
                kind=self.target.kind,
                organization=self.order.organization,
                source_system=item.parsed.key[0],
                source_id=item.parsed.key[1],
                digests=item.parsed.digests,
                job=self.order.job,
                outcome=item.outcome,
            )
            for item in work
        ]
        ImportedRow.objects.bulk_create(
            rows,
            update_conflicts=True,
            unique_fields=["organization", "kind", "source_system", "source_id"],
            update_fields=["digests", "job", "outcome"],
        )


def _with_content(parsed: Parsed) -> str:
    return f"{parsed.key[1][:180]}#{parsed.digests[''][:10]}"


def _report(parsed: Parsed, outcome: str, entry: LibraryEntry | None) -> Iterator[dict[str, Any]]:
    """Lines of the report: one per row, or one per problem of it."""
    row = {
        "row": parsed.number,
        "line": parsed.line,
        "outcome": str(outcome),
        "no": entry.no if entry is not None and entry.pk else "",
        "source_id": parsed.key[1],
        "title": parsed.values.get("title", ""),
    }
    if not parsed.problems:
        yield row
    for problem in parsed.problems:
        level = "error" if problem.fatal else "warning"
        yield row | {"level": level, "field": problem.field, "column": problem.column, "detail": problem.detail}

"""Whole libraries as files: JSONL, CSV or XLSX of everything the asker may see, written by a worker in flat memory.

Rows are read in short queries by primary key, never in one long one, so that an export of a million rows holds neither
a snapshot nor memory.
"""

import csv
import io
import json
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files import File
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from openpyxl import Workbook

from accounts.audit import record
from common.events import publish
from integration.actions.jobs import ClaimLost, beat, fail_job
from integration.enums import JobKind, JobState
from integration.exports import FORMATS, cell_of, neutral
from integration.models import Job
from integration.signals import job_queued

CHUNK = 2000


@dataclass(frozen=True)
class Library:
    """What one kind of export reads. ``columns``: name in the file → path of the value from the row.

    ``shield(row, user)`` takes out of a row (name → value) what this reader may not see; ``hidden`` are columns that only
    it needs.
    """

    kind: str
    model: Any
    filterset: Any
    columns: Mapping[str, str]
    shield: Callable[[dict[str, Any], Any], None] | None = None
    hidden: tuple[str, ...] = ()


_libraries: dict[str, Library] = {}


def register_export(library: Library) -> None:
    _libraries[library.kind] = library


def is_export(kind: str) -> bool:
    return kind in _libraries


@transaction.atomic
def create_export(*, kind: str, by: Any, channel: str, format_: str, filters: Mapping[str, Any]) -> Job:
    """Queue an export of what ``by`` may see and ``filters`` leave. Raises ``ValidationError`` for unknown filters."""
    chosen(kind, by, filters)
    params = {"channel": channel, "format": format_, "filters": dict(filters)}
    job = Job.objects.create(
        kind=kind,
        organization=by.organization,
        created_by=by,
        params=params,
        file_name=f"{_libraries[kind].model._meta.model_name}s.{format_}",
        state=JobState.WAITING,
    )
    publish(job_queued, job_id=str(job.pk))
    return job


def chosen(kind: str, user: Any, filters: Mapping[str, Any]) -> Any:
    """The rows of an export: those the asker may see, narrowed by the filters of the list."""
    library = _libraries[kind]
    unknown = sorted(set(filters) - set(library.filterset.base_filters))
    if unknown:
        raise ValidationError(
            {f"filters.{unknown[0]}": ValidationError(_("There is no such filter."), code="unknown_field")}
        )
    data = {name: value if isinstance(value, str) else json.dumps(value) for name, value in filters.items()}
    found = library.filterset(data, queryset=library.model.objects.visible_to(user), request=SimpleNamespace(user=user))
    if not found.is_valid():
        raise ValidationError({f"filters.{name}": texts for name, texts in found.form.errors.items()})
    return found.qs.order_by()


def run_export(job: Job) -> None:
    """Write the file of a claimed job and close it."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "export"
        try:
            rows = chosen(job.kind, job.created_by, job.params["filters"])
            beat(job, total=rows.count())
            count = _write(job, rows, path)
            _close(job, path, count)
        except ValidationError as error:
            fail_job(job, " ".join(error.messages))
        except ClaimLost:
            return


def _write(job: Job, rows: Any, path: Path) -> int:
    library = _libraries[job.kind]
    names = [name for name in library.columns if name not in library.hidden]
    pages = _pages(library, rows, job.created_by)
    writer = {"jsonl": _jsonl, "csv": _csv, "xlsx": _xlsx}[job.params["format"]]
    return writer(path, names, pages, lambda done: beat(job, done=done))


def _pages(library: Library, rows: Any, user: Any) -> Iterator[list[dict[str, Any]]]:
    names, paths = list(library.columns), list(library.columns.values())
    last = 0
    while True:
        page = list(rows.filter(pk__gt=last).order_by("pk").values_list("pk", *paths)[:CHUNK])
        if not page:
            return
        last = page[-1][0]
        found = [dict(zip(names, row[1:], strict=True)) for row in page]
        if library.shield is not None:
            for row in found:
                library.shield(row, user)
        for row in found:
            for name in library.hidden:
                del row[name]
        yield found


def _jsonl(path: Path, names: list[str], pages: Iterator[Any], tell: Callable[[int], None]) -> int:
    encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=_plain).encode
    done = 0
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for page in pages:
            file.write("".join(f"{encode(row)}\n" for row in page))
            done += len(page)
            tell(done)
    return done


def _csv(path: Path, names: list[str], pages: Iterator[Any], tell: Callable[[int], None]) -> int:
    done = 0
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        buffer = io.StringIO()
        writer = csv.writer(buffer)
        writer.writerow(names)
        for page in pages:
            writer.writerows([_cell(value) for value in row.values()] for row in page)
            file.write(buffer.getvalue())
            buffer.seek(0)
            buffer.truncate()
            done += len(page)
            tell(done)
        file.write(buffer.getvalue())
    return done


def _xlsx(path: Path, names: list[str], pages: Iterator[Any], tell: Callable[[int], None]) -> int:
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.append(names)
    done = 0
    for page in pages:
        for row in page:
            sheet.append([cell_of(sheet, _cell(value)) for value in row.values()])
        done += len(page)
        tell(done)
    book.save(path)
    return done


def _cell(value: Any) -> Any:
    if isinstance(value, list):
        return neutral("；".join(str(item) for item in value))
    return _plain(value) if isinstance(value, datetime) else neutral(value)


def _plain(value: Any) -> str:
    if isinstance(value, datetime):
        return value.isoformat().replace("+00:00", "Z")
    return value.isoformat() if isinstance(value, date) else str(value)


@transaction.atomic
def _close(job: Job, path: Path, count: int) -> None:
    beat(job, done=count, total=count, counts={"rows": count})
    job.state, job.finished_at = JobState.DONE, timezone.now()
    with path.open("rb") as file:
        job.file.save(f"{job.pk}.{job.params['format']}", File(file), save=False)
    job.save(update_fields=["state", "finished_at", "file", "updated_at"])
    after = {"rows": count, "format": job.params["format"], "filters": job.params["filters"]}
    record("export", job, by=job.created_by, channel=job.params["channel"], after=after)


EXPORT_FORMATS = ("jsonl", *FORMATS)
EXPORT_KINDS = (JobKind.EXPORT_ACHIEVEMENTS, JobKind.EXPORT_DEMANDS)

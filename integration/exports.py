"""Lists as files for a spreadsheet: CSV and XLSX whose cells never run as formulas."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import PurePath
from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils import timezone
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from common.cells import inert
from integration.models import Job

_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")
_BLOCK = 256 * 1024
#: How many rows one file takes; more is what the API's cursor is for.
ROW_LIMIT = 10_000
FORMATS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def neutral(value: Any) -> Any:
    """``value`` as a cell that is shown and never run; numbers stay numbers."""
    if isinstance(value, str):
        return inert(value)
    if isinstance(value, datetime):
        return timezone.localtime(value).strftime("%Y-%m-%d %H:%M")
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else value


def file_response(format_: str, name: str, header: Sequence[str], rows: Iterable[Sequence[Any]]) -> HttpResponseBase:
    """A download of ``rows`` as ``csv`` (UTF-8 with byte order mark, streamed) or ``xlsx``."""
    if format_ == "xlsx":
        response: HttpResponseBase = HttpResponse(_xlsx(header, rows), content_type=FORMATS["xlsx"])
    else:
        response = StreamingHttpResponse(_csv(header, rows), content_type=FORMATS["csv"])
    response["Content-Disposition"] = f'attachment; filename="{name}-{timezone.localdate():%Y%m%d}.{format_}"'
    return response


def _csv(header: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[bytes]:
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    buffer.write("\ufeff")
    for row in _chain(header, rows):
        writer.writerow([neutral(cell) for cell in row])
        yield buffer.getvalue().encode()
        buffer.seek(0)
        buffer.truncate()


def _chain(header: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[Sequence[Any]]:
    yield header
    yield from rows


def _xlsx(header: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    for row in _chain(header, rows):
        sheet.append([cell_of(sheet, neutral(value)) for value in row])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def cell_of(sheet: Any, value: Any) -> WriteOnlyCell:
    if isinstance(value, (int, float, Decimal)):
        return WriteOnlyCell(sheet, value)
    cell = WriteOnlyCell(sheet, str(value)[:32_767])
    # openpyxl guesses a formula from a leading "="; a string type leaves nothing to guess.
    cell.data_type = "s"
    return cell


def report_of(job: Job) -> FileResponse:
    """The report as a download. Raises ``Http404`` where the job has none."""
    if not job.report:
        raise Http404
    name = f"{PurePath(job.file_name).stem or 'import'}-report.csv"
    return FileResponse(
        job.report.open("rb"), as_attachment=True, filename=name, content_type="text/csv; charset=utf-8"
    )


def result_of(job: Job, request: HttpRequest) -> HttpResponseBase:
    """The file of an export, whole or (``Range``) from where a download broke off. Raises ``Http404`` without one."""
    if not job.file or job.state != "done" or "format" not in job.params:
        raise Http404
    format_ = job.params["format"]
    try:
        file = job.file.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    size, etag = job.file.size, f'"{job.pk.hex}"'
    headers = {
        "Accept-Ranges": "bytes",
        "ETag": etag,
        "Content-Disposition": f'attachment; filename="{job.file_name}"',
        # Compressed on the way, the bytes would no longer be those that a range counts.
        "Content-Encoding": "identity",
    }
    kind = FORMATS.get(format_, "application/jsonl; charset=utf-8")
    wanted = _RANGE.fullmatch(request.headers.get("Range", ""))
    if request.headers.get("If-Range", etag) != etag:
        wanted = None
    if wanted is None or wanted[0] == "bytes=-":
        return FileResponse(file, content_type=kind, headers=headers | {"Content-Length": str(size)})
    start, end = _bounds(wanted[1], wanted[2], size)
    if start > end:
        file.close()
        return HttpResponse(status=416, headers=headers | {"Content-Range": f"bytes */{size}"})
    headers |= {"Content-Range": f"bytes {start}-{end}/{size}", "Content-Length": str(end - start + 1)}
    return StreamingHttpResponse(_part(file, start, end), status=206, content_type=kind, headers=headers)


def _bounds(first: str, last: str, size: int) -> tuple[int, int]:
    """First and last byte that are meant; the first lies behind the last where there are none."""
    if not first:
        return max(0, size - int(last)), size - 1 if int(last) else -1
    return int(first), min(int(last), size - 1) if last else size - 1


def _part(file: Any, start: int, end: int) -> Iterator[bytes]:
    with file:
        file.seek(start)
        left = end - start + 1
        while left > 0 and (block := file.read(min(_BLOCK, left))):
            left -= len(block)
            yield block

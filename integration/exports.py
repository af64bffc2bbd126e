"""Lists as files for a spreadsheet: CSV and XLSX whose cells never run as formulas."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import PurePath
from typing import Any

from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils import timezone
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from common.cells import inert
from integration.models import Job

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
        sheet.append([_cell(sheet, neutral(value)) for value in row])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _cell(sheet: Any, value: Any) -> WriteOnlyCell:
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

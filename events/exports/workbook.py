"""The report as a workbook: one sheet of figures, one for each kind of rows behind them."""

import io

from django.http import HttpResponse
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from events.models import Event
from events.selectors.report import sheets
from integration.exports import FORMATS, neutral


def report_workbook(event: Event) -> HttpResponse:
    book = Workbook(write_only=True)
    for name, header, rows in sheets(event):
        sheet = book.create_sheet(name[:31])
        for row in [header, *rows]:
            cells = []
            for value in row:
                shown = neutral(value)
                cell = WriteOnlyCell(sheet, shown)
                if isinstance(shown, str):
                    cell.data_type = "s"  # leaves openpyxl no formula to guess
                cells.append(cell)
            sheet.append(cells)
    file = io.BytesIO()
    book.save(file)
    answer = HttpResponse(file.getvalue(), content_type=FORMATS["xlsx"])
    answer["Content-Disposition"] = f'attachment; filename="report-{event.no}.xlsx"'
    return answer

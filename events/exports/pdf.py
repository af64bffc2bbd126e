"""Agendas, badges and reports as PDF; Chinese by the CID font that every reader brings."""

import io
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

import segno
from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape
from django.utils.translation import gettext as _
from reportlab.graphics.shapes import Drawing, Rect
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.platypus import Flowable, PageBreak, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

from events.models import Event, Registration
from events.selectors.agenda import agenda_of
from events.selectors.report import cost_per_meeting, figures_of, values_of

_FONT = "STSong-Light"
_TEXT = ParagraphStyle("text", fontName=_FONT, fontSize=10.5, leading=16, wordWrap="CJK")
_SMALL = ParagraphStyle("small", parent=_TEXT, fontSize=8.5, leading=12, textColor=colors.HexColor("#5A6470"))
_HEAD = ParagraphStyle("head", parent=_TEXT, fontSize=17, leading=24, spaceAfter=2 * mm)
_PART = ParagraphStyle("part", parent=_TEXT, fontSize=12.5, leading=18, spaceBefore=4 * mm, spaceAfter=1.5 * mm)
_NAME = ParagraphStyle("name", parent=_TEXT, fontSize=19, leading=25)
_LINE = colors.HexColor("#E3E0D8")


@cache
def _load_font() -> None:
    """Once a process, before the first paragraph is made."""
    pdfmetrics.registerFont(UnicodeCIDFont(_FONT))


def response(content: bytes, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    return answer


def agenda_pdf(registration: Registration) -> bytes:
    """One participant's day on one page or two."""
    _load_font()
    event = registration.event
    rows = [[_("Time"), _("What"), _("Where"), _("With whom")]]
    rows += [
        [_span(line.starts_at, line.ends_at), line.title, line.place, line.speakers] for line in agenda_of(registration)
    ]
    parts: list[Flowable] = [
        Paragraph(escape(event.display_title), _HEAD),
        Paragraph(escape(f"{registration.name} · {registration.display_company}"), _TEXT),
        Paragraph(escape(f"{timezone.localtime(event.starts_at):%Y-%m-%d} · {event.venue}"), _SMALL),
        Spacer(0, 4 * mm),
        _table(rows, (28 * mm, 62 * mm, 40 * mm, 44 * mm)),
    ]
    return _document(parts, event.display_title)


def badges_pdf(event: Event, rows: Iterable[Registration]) -> bytes:
    """Badges of 90 × 60 mm, eight on a page, each with the code that the door reads."""
    _load_font()
    cells = [_badge(event, row) for row in rows]
    cells += [""] * (len(cells) % 2)
    pairs = [cells[i : i + 2] for i in range(0, len(cells), 2)]
    parts: list[Flowable] = []
    for start in range(0, len(pairs), 4):
        if start:
            parts.append(PageBreak())
        table = Table(
            pairs[start : start + 4], colWidths=[90 * mm] * 2, rowHeights=[62 * mm] * len(pairs[start : start + 4])
        )
        table.setStyle(TableStyle([("GRID", (0, 0), (-1, -1), 0.4, _LINE), ("VALIGN", (0, 0), (-1, -1), "MIDDLE")]))
        parts.append(table)
    return _document(parts or [Paragraph(escape(_("Nobody has signed up yet.")), _TEXT)], event.display_title)


def badge_address(event: Event, registration: Registration) -> str:
    """What the code on the badge says: any phone's camera leads an organiser to the check-in."""
    return f"{settings.SITE_URL.rstrip('/')}{reverse('events:check-in', args=[event.no])}?badge={registration.badge}"


def report_pdf(event: Event) -> bytes:
    """The official report: words, figures with definitions."""
    _load_font()
    values = values_of(event)
    rows: list[list[Any]] = [[_("Figure"), _("Value"), _("What it counts")]]
    rows += [[str(row["figure"].title), str(row["value"]), str(row["figure"].definition)] for row in figures_of(event)]
    parts: list[Flowable] = [
        Paragraph(escape(_("Report: %(title)s") % {"title": event.display_title}), _HEAD),
        Paragraph(
            escape(
                f"{event.no} · {event.organization} · {timezone.localtime(event.starts_at):%Y-%m-%d} · {event.venue}"
            ),
            _SMALL,
        ),
    ]
    if event.report_note:
        parts += [Paragraph(escape(text), _TEXT) for text in event.report_note.splitlines() if text]
    parts += [Paragraph(escape(_("Figures")), _PART), _table(rows, (42 * mm, 20 * mm, 112 * mm))]
    cost = cost_per_meeting(event, values["held"])
    if cost is not None:
        parts.append(Paragraph(escape(_("Cost of one held meeting: %(cost)s CNY.") % {"cost": cost}), _TEXT))
    parts.append(
        Paragraph(
            escape(
                _("Printed %(when)s. The rows behind each figure stand in the workbook.")
                % {"when": f"{timezone.localtime():%Y-%m-%d %H:%M}"}
            ),
            _SMALL,
        )
    )
    return _document(parts, event.display_title)


def _badge(event: Event, row: Registration) -> Table:
    kind = Paragraph(escape(str(row.get_kind_display())), _SMALL)
    words = [Paragraph(escape(row.name), _NAME), Paragraph(escape(row.display_company), _TEXT), Spacer(0, 2 * mm), kind]
    cell = Table([[words, _code(badge_address(event, row))], [Paragraph(escape(event.display_title), _SMALL), ""]],
                 colWidths=[56 * mm, 30 * mm])  # fmt: skip
    cell.setStyle(TableStyle([("VALIGN", (0, 0), (-1, -1), "TOP"), ("SPAN", (0, 1), (1, 1))]))
    return cell


def _code(text: str) -> Drawing:
    """A QR code as vector squares."""
    matrix = list(segno.make(text, error="m").matrix)
    size = 28 * mm
    step = size / len(matrix)
    drawing = Drawing(size, size)
    for y, row in enumerate(matrix):
        for x, dark in enumerate(row):
            if dark:
                drawing.add(Rect(x * step, size - (y + 1) * step, step, step, strokeWidth=0, fillColor=colors.black))
    return drawing


def _table(rows: Sequence[Sequence[Any]], widths: Sequence[float]) -> Table:
    cells = [[Paragraph(escape(str(cell)), _TEXT if i else _SMALL) for cell in row] for i, row in enumerate(rows)]
    table = Table(cells, colWidths=widths, repeatRows=1)
    table.setStyle(TableStyle([("LINEBELOW", (0, 0), (-1, -1), 0.4, _LINE), ("VALIGN", (0, 0), (-1, -1), "TOP")]))
    return table


def _span(begin: Any, end: Any) -> str:
    return f"{timezone.localtime(begin):%H:%M}–{timezone.localtime(end):%H:%M}"


def _document(parts: list[Flowable], title: str) -> bytes:
    file = io.BytesIO()
    frame = SimpleDocTemplate(
        file, pagesize=A4, leftMargin=15 * mm, rightMargin=15 * mm, topMargin=15 * mm, bottomMargin=15 * mm, title=title
    )
    frame.build(parts)
    return file.getvalue()

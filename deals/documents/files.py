"""Contract blocks as DOCX, for lawyers who go on editing, and as PDF, for signing."""

import io
from xml.sax.saxutils import escape

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Pt
from reportlab.lib import colors
from reportlab.lib.enums import TA_CENTER
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

from deals.documents.blocks import Block

_FONT = "STSong-Light"
_LINE = "＿" * 12


def as_docx(title: str, blocks: list[Block], signed_by: str, on: str) -> bytes:
    """``signed_by`` and ``on`` are the words beside the signature lines, in the language of the text."""
    document = Document()
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Times New Roman", Pt(11)
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), "宋体")
    head = document.add_paragraph()
    head.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = head.add_run(title)
    run.bold, run.font.size = True, Pt(18)
    for block in blocks:
        if block.kind == "table":
            _docx_table(document, block)
        elif block.kind == "heading":
            run = document.add_paragraph().add_run(block.text)
            run.bold, run.font.size = True, Pt(12)
        elif block.kind == "signature":
            document.add_paragraph(f"\n{block.text}\n{signed_by}{_LINE}    {on}{_LINE}")
        else:
            document.add_paragraph().add_run(block.text).italic = block.kind == "remark"
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _docx_table(document: Document, block: Block) -> None:
    table = document.add_table(rows=0, cols=len(block.rows[0]))
    table.style = "Table Grid"
    for number, row in enumerate(block.rows):
        cells = table.add_row().cells
        for cell, text in zip(cells, row, strict=True):
            cell.paragraphs[0].add_run(text).bold = number == 0
    document.add_paragraph()


def as_pdf(title: str, blocks: list[Block], signed_by: str, on: str) -> bytes:
    """A4, Chinese by a CID font that every reader knows; the same input gives the same bytes."""
    if _FONT not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(UnicodeCIDFont(_FONT))
    text = ParagraphStyle("text", fontName=_FONT, fontSize=10.5, leading=17, wordWrap="CJK", spaceAfter=4)
    styles = {
        "text": text,
        "title": ParagraphStyle("title", text, fontSize=18, leading=26, alignment=TA_CENTER, spaceAfter=12),
        "heading": ParagraphStyle("heading", text, fontSize=12, leading=20, spaceBefore=8),
        "remark": ParagraphStyle("remark", text, fontSize=9, leading=14, textColor=colors.HexColor("#5A6470")),
        "cell": ParagraphStyle("cell", text, fontSize=9, leading=13, spaceAfter=0),
    }
    story = [Paragraph(escape(title), styles["title"])]
    for block in blocks:
        if block.kind == "table":
            story += [_pdf_table(block, styles["cell"]), Spacer(1, 6)]
        elif block.kind == "signature":
            lines = f"{escape(block.text)}<br/>{escape(signed_by)}{_LINE}　{escape(on)}{_LINE}"
            story += [Spacer(1, 14), Paragraph(lines, text)]
        else:
            story.append(Paragraph(escape(block.text), styles[block.kind]))
    file = io.BytesIO()
    document = SimpleDocTemplate(
        file, pagesize=A4, leftMargin=24 * mm, rightMargin=24 * mm, topMargin=22 * mm, bottomMargin=22 * mm,
        title=title, author="", invariant=1,
    )  # fmt: skip
    document.build(story)
    return file.getvalue()


def _pdf_table(block: Block, style: ParagraphStyle) -> Table:
    cells = [[Paragraph(escape(text), style) for text in row] for row in block.rows]
    widths = [12 * mm, 62 * mm, 54 * mm, 34 * mm]
    table = Table(cells, colWidths=widths, repeatRows=1)
    table.setStyle(
        TableStyle([("GRID", (0, 0), (-1, -1), 0.4, colors.HexColor("#9AA4AF")), ("VALIGN", (0, 0), (-1, -1), "TOP")])
    )
    return table

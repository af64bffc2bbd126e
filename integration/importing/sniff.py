"""What a file really is: kind by its content, never by its name; encoding, delimiter and quotation mark."""

import codecs
import csv
import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from charset_normalizer import from_bytes
from django.utils.translation import gettext as _

from integration.exceptions import FileRefused
from integration.importing.archives import CHUNK, check_workbook, too_large, unpack_gzip

SAMPLE = 256 * 1024
#: A cell may hold far more than a field: it is then refused by name instead of breaking the reader.
csv.field_size_limit(4_000_000)
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OTHERS = (
    (b"%PDF", "PDF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"Rar!", "RAR"),
    (b"7z\xbc\xaf", "7z"),
    (b"\x7fELF", "ELF"),
    (b"MZ", "EXE"),
    (b"{\\rtf", "RTF"),
    (b"SQLite format 3", "SQLite"),
)
#: Share of undecodable sequences up to which a file is still taken as this encoding, with the damaged rows named.
_DAMAGE = 0.01


@dataclass(frozen=True)
class Source:
    """A file on disk that can be read: ``kind`` is csv, xlsx, xls or json (JSON Lines included)."""

    path: Path
    kind: str
    encoding: str = ""
    damaged: bool = False
    delimiter: str = ","
    quote: str = '"'


def open_source(path: Path, folder: Path, max_bytes: int) -> Source:
    """Look at ``path``; unpacked twins go to ``folder``. Raises ``FileRefused`` with one clear sentence."""
    size = path.stat().st_size
    if size == 0:
        raise FileRefused(_("The file is empty."))
    if size > max_bytes:
        raise too_large(max_bytes)
    head = _head(path)
    if head.startswith(b"\x1f\x8b"):
        path = unpack_gzip(path, folder, max_bytes)
        head = _head(path)
    if head.startswith(b"PK\x03\x04"):
        return _workbook(path, max_bytes)
    if head.startswith(_OLE):
        return Source(path, "xls")
    for magic, name in _OTHERS:
        if head.startswith(magic):
            raise FileRefused(_("This is a %(kind)s file. Send a table as CSV, XLSX, JSON or JSONL.") % {"kind": name})
    return _text(path, head)


def _head(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(SAMPLE)


def _workbook(path: Path, max_bytes: int) -> Source:
    check_workbook(path, max_bytes)
    data = path.read_bytes()
    if b"xl/workbook.xml" not in data:
        raise FileRefused(_("This packed file is no XLSX workbook. Send a table as CSV, XLSX, JSON or JSONL."))
    return Source(path, "xlsx")


def _text(path: Path, head: bytes) -> Source:
    encoding, damaged = find_encoding(path, head)
    sample = head.decode(encoding, "replace")
    if not sample.strip("\ufeff \t\r\n\x00"):
        raise FileRefused(_("The file is empty."))
    controls = sum(ord(character) < 32 and character not in "\t\r\n\x0b\x0c\x1a" for character in sample)
    if controls > max(16, len(sample) // 50):
        raise FileRefused(_("The file is not a text. Send a table as CSV, XLSX, JSON or JSONL."))
    start = sample.lstrip("\ufeff \t\r\n")
    if re.match(r'\{|\[\s*[\[{"\]]', start):
        return Source(path, "json", encoding, damaged)
    if re.match(r"(?i)<(?:!doctype|html|\?xml)", start):
        raise FileRefused(_("This is a web page or XML. Send a table as CSV, XLSX, JSON or JSONL."))
    delimiter, quote = find_dialect(sample, whole=len(head) < SAMPLE)
    return Source(path, "csv", encoding, damaged, delimiter, quote)


def find_encoding(path: Path, head: bytes) -> tuple[str, bool]:
    """(codec name, whether some bytes cannot be read in it): BOM, UTF-8, GB18030, then a statistical guess."""
    for bom, name in _BOMS:
        if head.startswith(bom):
            return name, _damage(path, name)[0] > 0
    bad, foreign, _common = _damage(path, "utf-8")
    if bad == 0 or bad <= foreign * _DAMAGE:
        return "utf-8", bad > 0
    bad, foreign, common = _damage(path, "gb18030")
    if bad <= foreign * _DAMAGE and common >= 0.8 * foreign:
        return "gb18030", bad > 0
    guess = from_bytes(head).best()
    if guess is None or _damage(path, guess.encoding)[0]:
        raise FileRefused(_("The characters of this file cannot be read. Save it as UTF-8 and send it again."))
    return guess.encoding, False


def _damage(path: Path, encoding: str) -> tuple[int, int, int]:
    """(undecodable places, characters beyond ASCII, those of them in everyday Chinese use) of the whole file."""
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    bad = foreign = common = 0
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            text = re.sub("[\x00-\x7f]+", "", decoder.decode(chunk))
            bad += text.count("\ufffd")
            foreign += len(text)
            common += len(text.encode("gb2312", "ignore")) // 2
        bad += decoder.decode(b"", final=True).count("\ufffd")
    return bad, foreign - bad, common


def find_dialect(sample: str, whole: bool) -> tuple[str, str]:
    """The delimiter and quotation mark under which most records have the same number of cells, and the most of them."""
    lines = sample.splitlines(keepends=True)
    lines = lines if whole or len(lines) < 3 else lines[:-1]
    best: tuple[tuple[float, int, int], str, str] | None = None
    for quote in "\"'":
        for rank, delimiter in enumerate(",\t;|"):
            records = list(csv.reader(lines, delimiter=delimiter, quotechar=quote, skipinitialspace=True))[:200]
            widths = Counter(len(record) for record in records if record)
            if not widths:
                continue
            width, often = max(widths.items(), key=lambda item: (item[1], item[0]))
            if width == 1:
                continue
            quoted = len(re.findall(rf"(?:^|{re.escape(delimiter)})[ ]*{quote}", sample[:20_000], re.MULTILINE))
            score = (round(often / sum(widths.values()), 2), quoted, -rank)
            if best is None or score > best[0]:
                best = (score, delimiter, quote)
    return (best[1], best[2]) if best else (",", '"')

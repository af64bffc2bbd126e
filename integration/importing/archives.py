"""Packed files: checked before anything opens them, unpacked up to a limit."""

import gzip
import re
import struct
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from django.utils.translation import gettext as _

from integration.exceptions import FileRefused

CHUNK = 1 << 20
#: A packed file may grow to this many times the size limit of a plain one, but no more.
UNPACKED_FACTOR = 4
MAX_ENTRIES = 2_000
#: Shared strings of a real sheet shrink by a factor of 10 to 40; bombs by 1,000.
MAX_RATIO = 250
#: The reader holds a sheet as a full rectangle, so two far-off cells would cost gigabytes.
MAX_CELLS = 12_000_000
_CELL = re.compile(rb'<(?:\w{1,9}:)?c(?=[^>]*\sr="([A-Z]{1,3})(\d{1,7})")[^>]*[^/]>')


def too_large(limit: int) -> FileRefused:
    size = f"{limit / 1048576:.0f} MB"
    return FileRefused(_("The file is larger than %(size)s. Split it into several files.") % {"size": size})


def unpack_gzip(path: Path, folder: Path, max_bytes: int) -> Path:
    """The unpacked twin of a ``.gz`` file in ``folder``; refuses damaged ones and those that unpack beyond the limit."""
    limit = max_bytes * UNPACKED_FACTOR
    written = 0
    with tempfile.NamedTemporaryFile(dir=folder, suffix=".unpacked", delete=False) as target:
        try:
            with gzip.open(path) as packed:
                while chunk := packed.read(CHUNK):
                    written += len(chunk)
                    if written > limit:
                        raise too_large(limit)
                    target.write(chunk)
        except (EOFError, OSError, zlib.error) as error:
            raise FileRefused(_("The packed file is damaged. Pack it again, or send it unpacked.")) from error
    return Path(target.name)


def check_workbook(path: Path, max_bytes: int) -> None:
    """Refuse an XLSX whose entries, sizes, ratio or cell positions would cost more than the file is worth.

    Every entry is really unpacked once (and thrown away), because the sizes in a zip's directory are only claims.
    """
    limit = max_bytes * UNPACKED_FACTOR
    bomb = FileRefused(_("The workbook unpacks to an unreasonable size. Save it anew, or send it as CSV."))
    try:
        with zipfile.ZipFile(path) as archive, path.open("rb") as raw:
            entries = archive.infolist()
            if len(entries) > MAX_ENTRIES or sum(entry.file_size for entry in entries) > limit:
                raise bomb
            total = 0
            for entry in entries:
                if entry.flag_bits & 1:
                    raise FileRefused(_("The workbook is protected by a password. Save it without one."))
                cells = _Rectangle()  # of any entry: a workbook may keep its sheets under any name
                size = 0
                for chunk in _unpacked(raw, entry):
                    size += len(chunk)
                    total += len(chunk)
                    if total > limit or (size > CHUNK and size > max(entry.compress_size, 1) * MAX_RATIO):
                        raise bomb
                    if cells.grow(chunk) > MAX_CELLS:
                        raise bomb
                if size != entry.file_size:
                    raise bomb
    except (zipfile.BadZipFile, struct.error, zlib.error, OSError, NotImplementedError) as error:
        raise FileRefused(_("The workbook is damaged. Open it, save it again and send it once more.")) from error


def _unpacked(raw: IO[bytes], entry: zipfile.ZipInfo) -> Iterator[bytes]:
    """What the entry's own bytes unpack to, whatever the directory claims about them."""
    raw.seek(entry.header_offset)
    header = raw.read(30)
    name_length, extra_length = struct.unpack("<HH", header[26:30])
    raw.seek(entry.header_offset + 30 + name_length + extra_length)
    left = entry.compress_size
    if entry.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        raise zipfile.BadZipFile("compression")
    inflate = zlib.decompressobj(-15) if entry.compress_type == zipfile.ZIP_DEFLATED else None
    while left > 0 and (packed := raw.read(min(left, 64 * 1024))):
        left -= len(packed)
        if inflate is None:
            yield packed
            continue
        while packed and not inflate.eof:
            yield inflate.decompress(packed, CHUNK)
            packed = inflate.unconsumed_tail


class _Rectangle:
    """The rectangle that the cells of a sheet span, seen chunk by chunk."""

    def __init__(self) -> None:
        self.rows = self.columns = 0
        self.tail = b""

    def grow(self, chunk: bytes) -> int:
        data = self.tail + chunk
        for match in _CELL.finditer(data):
            column = 0
            for letter in match[1]:
                column = column * 26 + letter - 64
            self.rows, self.columns = max(self.rows, int(match[2])), max(self.columns, column)
        self.tail = data[-200:]
        return self.rows * self.columns

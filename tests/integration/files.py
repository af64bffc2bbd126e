"""Files for import tests: the real ones beside the project, and small ones made on the spot."""

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from openpyxl import Workbook

REAL = Path(settings.BASE_DIR).parent / "shared" / "data" / "import"


def real(name: str) -> Path:
    path = REAL / name
    if not path.exists():
        pytest.skip(f"the real file {name} is not beside this project")
    return path


def run(command: str, *args: Any) -> tuple[dict[str, int], str, str]:
    """(counts of the last line, all of the output, the remarks) of an import command."""
    out, err = io.StringIO(), io.StringIO()
    call_command(command, *map(str, args), stdout=out, stderr=err)
    last = out.getvalue().strip().splitlines()[-1]
    counts = dict(pair.split("=") for pair in last.split(" "))
    return {name: int(count) for name, count in counts.items()}, out.getvalue(), err.getvalue()


def counts(created: int = 0, updated: int = 0, unchanged: int = 0, rejected: int = 0) -> dict[str, int]:
    return {"created": created, "updated": updated, "unchanged": unchanged, "rejected": rejected}


def workbook(path: Path, rows: list[list[Any]]) -> Path:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


def write(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.write_bytes(text.encode(encoding))
    return path


def bomb(path: Path, megabytes: int) -> Path:
    """A workbook of a few kilobytes whose sheet unpacks to ``megabytes`` of blanks."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        with archive.open("xl/worksheets/sheet1.xml", "w") as sheet:
            for _ in range(megabytes):
                sheet.write(b" " * 1048576)
    return path

"""The report of an import, row by row: a CSV that a spreadsheet opens, or JSON Lines."""

import csv
import json
from pathlib import Path
from typing import Any

from common.cells import inert

COLUMNS = ("row", "line", "outcome", "no", "source_id", "title", "level", "field", "column", "detail")


class Report:
    """Writes one line after the other; the name's ending decides the form (``.jsonl``, anything else is CSV)."""

    def __init__(self, path: Path) -> None:
        self.lines = path.suffix.lower() in {".jsonl", ".json"}
        self.file = path.open(
            "w", encoding="utf-8" if self.lines else "utf-8-sig", newline="" if not self.lines else None
        )
        self.writer = None if self.lines else csv.writer(self.file)
        if self.writer is not None:
            self.writer.writerow(COLUMNS)

    def __enter__(self) -> "Report":
        return self

    def __exit__(self, *error: object) -> None:
        self.file.close()

    def add(self, row: dict[str, Any]) -> None:
        """``row`` has the keys of ``COLUMNS``; missing ones are empty."""
        if self.writer is None:
            self.file.write(json.dumps(row, ensure_ascii=False) + "\n")
        else:
            self.writer.writerow([inert(row.get(name, "")) for name in COLUMNS])

"""``import_achievements FILE``: fill the library from a file; the same file a second time changes nothing."""

from integration.enums import JobKind
from integration.management.importing import ImportCommand


class Command(ImportCommand):
    help = "Import achievements from CSV, XLSX, JSON or JSONL."
    kind = JobKind.IMPORT_ACHIEVEMENTS

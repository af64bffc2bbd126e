from integration.models.entry import CONTENT_SEQUENCE, LibraryEntry
from integration.models.idempotency import IdempotencyKey
from integration.models.job import ImportedRow, ImportMapping, Job

__all__ = ["CONTENT_SEQUENCE", "IdempotencyKey", "ImportMapping", "ImportedRow", "Job", "LibraryEntry"]

from integration.models.attachment import Attachment
from integration.models.change import CHANGE_SEQUENCE, Change
from integration.models.entry import CONTENT_SEQUENCE, LibraryEntry
from integration.models.idempotency import IdempotencyKey
from integration.models.job import ImportedRow, ImportMapping, Job
from integration.models.webhook import Delivery, DeliveryAttempt, WebhookEndpoint

__all__ = [
    "CHANGE_SEQUENCE",
    "CONTENT_SEQUENCE",
    "Attachment",
    "Change",
    "Delivery",
    "DeliveryAttempt",
    "IdempotencyKey",
    "ImportMapping",
    "ImportedRow",
    "Job",
    "LibraryEntry",
    "WebhookEndpoint",
]

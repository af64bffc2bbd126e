"""Background jobs that a person or a partner watches, and column mappings remembered per organization."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from common.models import Stamped
from integration.enums import JobKind, JobState, Outcome
from integration.querysets import JobQuerySet


class Job(Stamped):
    """One long piece of work; ``counts`` has created, updated, unchanged, rejected; ``report`` is a file of rows."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=30, choices=JobKind.choices)
    organization = models.ForeignKey("accounts.Organization", on_delete=models.CASCADE, related_name="jobs")
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    state = models.CharField(max_length=10, choices=JobState.choices, default=JobState.WAITING)
    params = models.JSONField(default=dict)
    file = models.FileField(upload_to="jobs/%Y/%m/", max_length=300, blank=True)
    file_name = models.CharField(max_length=255, blank=True)
    report = models.FileField(upload_to="jobs/%Y/%m/", max_length=300, blank=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    counts = models.JSONField(default=dict)
    error = models.TextField(blank=True)
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    heartbeat_at = models.DateTimeField(null=True, blank=True)
    #: Counts the claims by workers; a worker that was thought dead writes nothing once another has claimed the job.
    attempts = models.PositiveSmallIntegerField(default=0)

    objects = JobQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("job"), _("jobs")
        ordering = ["-created_at"]
        indexes = [models.Index(fields=["organization", "-created_at"])]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} · {self.file_name}"

    @property
    def progress(self) -> float:
        """Share of the work that is done, 0 to 1."""
        if self.state == JobState.DONE:
            return 1.0
        return min(self.done / self.total, 1.0) if self.total else 0.0


class ImportedRow(models.Model):
    """What a file said about an entry when it was last imported, field by field as hashes.

    A second run changes nothing, and a newer file changes only what it says differently: what people edited in between
    stays. ``job`` and ``outcome`` let a job that was cut off count its rows exactly when it runs again.
    """

    kind = models.CharField(max_length=30, choices=JobKind.choices)
    organization = models.ForeignKey("accounts.Organization", on_delete=models.CASCADE, related_name="+")
    source_system = models.CharField(max_length=60)
    source_id = models.CharField(max_length=200)
    digests = models.JSONField(default=dict)
    job = models.ForeignKey(Job, null=True, on_delete=models.SET_NULL, related_name="+")
    outcome = models.CharField(max_length=10, choices=Outcome.choices)

    class Meta:
        verbose_name, verbose_name_plural = _("imported row"), _("imported rows")
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "kind", "source_system", "source_id"], name="imported_row_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.source_system} {self.source_id}"


class ImportMapping(Stamped):
    """How an organization's files name their columns; found again by the signature of the header row."""

    organization = models.ForeignKey("accounts.Organization", on_delete=models.CASCADE, related_name="import_mappings")
    kind = models.CharField(max_length=30, choices=JobKind.choices)
    signature = models.CharField(max_length=64)
    columns = models.JSONField(default=dict)

    class Meta:
        verbose_name, verbose_name_plural = _("import mapping"), _("import mappings")
        ordering = ["-updated_at"]
        constraints = [
            models.UniqueConstraint(fields=["organization", "kind", "signature"], name="import_mapping_once")
        ]

    def __str__(self) -> str:
        return f"{self.organization} · {self.get_kind_display()}"

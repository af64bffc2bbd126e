"""The audit trail: written in the transaction of the change it records, never changed afterwards."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.enums import Channel


class AuditEntry(models.Model):
    """Who did what to which object, when, through which face, and what it was before and after."""

    at = models.DateTimeField(auto_now_add=True)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    organization = models.ForeignKey("accounts.Organization", null=True, on_delete=models.SET_NULL, related_name="+")
    channel = models.CharField(max_length=8, choices=Channel.choices, default=Channel.SYSTEM)
    verb = models.CharField(max_length=60)
    object_type = models.CharField(max_length=60)
    object_id = models.CharField(max_length=40)
    object_no = models.CharField(max_length=40, blank=True)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    reason = models.TextField(blank=True)

    class Meta:
        verbose_name, verbose_name_plural = _("audit entry"), _("audit entries")
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["object_type", "object_id", "-id"]),
            models.Index(fields=["organization", "-id"]),
        ]
        triggers = [
            # Foreign keys are still nulled when a person is erased, so only the record itself is protected.
            pgtrigger.Protect(name="audit_append_only", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(
                name="audit_unchanged",
                fields=["at", "channel", "verb", "object_type", "object_id", "object_no", "before", "after", "reason"],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.object_type} {self.object_no or self.object_id}"

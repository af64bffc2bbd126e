"""Files that people hand to each other: checked when they come in, handed out only by the room that owns them."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


def stored_path(attachment: "Attachment", name: str) -> str:
    """Where the bytes lie: never under the name that a person chose."""
    return f"attachments/{attachment.id.hex[:2]}/{attachment.id.hex}.{attachment.extension}"


class Attachment(models.Model):
    """One file with what its content says it is. It has no address of its own: the room that links it serves it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organization = models.ForeignKey("accounts.Organization", on_delete=models.PROTECT, related_name="attachments")
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    file = models.FileField(upload_to=stored_path, max_length=120)
    name = models.CharField(_("file name"), max_length=200)
    extension = models.CharField(max_length=8)
    content_type = models.CharField(_("type"), max_length=100)
    size = models.PositiveBigIntegerField(_("size"))
    sha256 = models.CharField(max_length=64)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    class Meta:
        verbose_name, verbose_name_plural = _("attachment"), _("attachments")
        ordering = ["-created_at"]
        indexes = [models.Index(fields=["organization", "-created_at"], name="attachment_of_organization")]
        constraints = [models.CheckConstraint(condition=Q(size__gt=0), name="attachment_not_empty")]

    def __str__(self) -> str:
        return self.name

"""The outbox: what happened, written in the transaction in which it happened."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils.translation import gettext_lazy as _

from integration.querysets import ChangeQuerySet

CHANGE_SEQUENCE = "change_seq"


class Change(models.Model):
    """One fact about one object, for the change feed and the webhooks.

    ``seq`` is its place in the feed. It is empty when the row is written and given after commit, under a lock, so that no
    reader ever sees a number below one he has already passed (docs/adr/0013).
    """

    uid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    seq = models.BigIntegerField(null=True, editable=False)
    event = models.CharField(max_length=60)
    subject_type = models.CharField(max_length=40)
    subject_no = models.CharField(max_length=40)
    #: Organizations that may hear of it, besides everybody where ``public``; ``hidden_from`` wins over ``public``.
    organizations = ArrayField(models.BigIntegerField(), default=list, blank=True)
    hidden_from = ArrayField(models.BigIntegerField(), default=list, blank=True)
    public = models.BooleanField(default=False)
    data = models.JSONField(default=dict, blank=True)
    created_at = models.DateTimeField()

    objects = ChangeQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("change"), _("changes")
        ordering = ["seq"]
        constraints = [models.UniqueConstraint(fields=["seq"], name="change_seq_once")]
        indexes = [
            models.Index(fields=["id"], condition=models.Q(seq=None), name="change_unplaced"),
            models.Index(fields=["created_at"]),
            models.Index(fields=["subject_type", "subject_no", "-id"]),
            GinIndex(fields=["organizations"], name="change_organizations"),
        ]

    def __str__(self) -> str:
        return f"{self.event} {self.subject_no}"

"""Vectors of texts: a side table, so that no change of another column touches the vector index."""

from django.contrib.postgres.indexes import OpClass
from django.db import models
from django.db.models import Q
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _
from pgvector.django import HalfVectorField, HnswIndex

from matching.enums import ObjectKind


class Embedding(models.Model):
    """The vector of one entry by one encoder, valid for the text with ``text_hash`` only.

    The column takes any dimension; the approximate index covers the 384 dimensions of the encoder that ships.
    """

    kind = models.CharField(max_length=12, choices=ObjectKind.choices)
    object_id = models.BigIntegerField()
    encoder = models.CharField(max_length=80)
    text_hash = models.CharField(max_length=64)
    content_seq = models.BigIntegerField(help_text="content version of the entry when the hash was last compared")
    vector = HalfVectorField()
    dimension = models.PositiveSmallIntegerField(default=384)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name, verbose_name_plural = _("vector"), _("vectors")
        constraints = [models.UniqueConstraint(fields=["kind", "object_id", "encoder"], name="embedding_once")]
        indexes = [
            models.Index(fields=["encoder", "text_hash"], name="embedding_by_text"),
            HnswIndex(
                OpClass(Cast("vector", HalfVectorField(dimensions=384)), name="halfvec_cosine_ops"),
                name="embedding_nearest",
                m=16,
                ef_construction=64,
                condition=Q(dimension=384, kind="achievement"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.object_id} · {self.encoder}"

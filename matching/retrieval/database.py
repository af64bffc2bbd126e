"""Candidates straight from PostgreSQL: the fallback of a process that can hold no index (no disk, no memory)."""

from collections.abc import Iterable

import numpy as np
from django.db import connection, transaction

from achievements.models import Achievement
from common.search import query_terms
from matching.enums import ObjectKind
from matching.features import Entry, read_achievements
from matching.retrieval import vectors
from matching.retrieval.library import View, view_of


def nearest(vector: np.ndarray, encoder_name: str, k: int, hidden_organizations: Iterable[int]) -> list[int]:
    """The ``k`` published achievements nearest to ``vector``, exactly: every row is compared, no approximate index is used,
    so that a filter never costs rows."""
    text = "[" + ",".join(f"{x:.5f}" for x in vector) + "]"
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_indexscan = off")
        cursor.execute(
            "SELECT a.id FROM matching_embedding e JOIN achievements_achievement a ON a.id = e.object_id "
            "WHERE e.kind = %s AND e.encoder = %s AND a.status = 'published' AND NOT a.organization_id = ANY(%s) "
            "ORDER BY e.vector <=> CAST(%s AS halfvec), a.id LIMIT %s",
            [ObjectKind.ACHIEVEMENT, encoder_name, list(hidden_organizations), text, k],
        )
        found = [row[0] for row in cursor.fetchall()]
        cursor.execute("SET LOCAL enable_indexscan = on")
    return found


def candidates(entry: Entry, hidden_organizations: set[int], k: int) -> View:
    """A small view around one demand: the rows nearest in meaning, those that share words, and the newest as fill.

    Holds ``min(k, eligible)`` rows at least.
    """
    name = vectors.serving_key()
    rows = Achievement.objects.published().exclude(organization_id__in=hidden_organizations)
    ids: dict[int, None] = {}
    known = vectors.of_entries(ObjectKind.DEMAND, [entry], name)
    if known is not None and known.any():
        ids.update(dict.fromkeys(nearest(known[0], name, k, hidden_organizations)))
    words = [word for word in query_terms(entry.profile.title) if len(word) > 1]
    if words:
        ids.update(dict.fromkeys(rows.filter(search_terms__overlap=words).values_list("pk", flat=True)[:k]))
    if len(ids) < k:
        ids.update(dict.fromkeys(rows.order_by("-published_at", "-pk").values_list("pk", flat=True)[:k]))
    entries = read_achievements(Achievement.objects.published().filter(pk__in=ids).order_by("pk"))
    return view_of(entries, name)

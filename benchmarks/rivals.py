"""What one would use instead, over the same rows: brute force over vectors, bm25s, PostgreSQL full-text search."""

import time
from collections.abc import Callable
from typing import Any

import numpy as np
from django.db import connection

from achievements.models import Achievement
from benchmarks.measure import World
from common.search import index_terms
from common.text import fold, terms
from matching.retrieval import vectors

_TOP = 20


def compare(world: World, spread: Callable[[list[float]], dict[str, float]]) -> dict[str, Any]:
    """CPU of this process per query; for PostgreSQL wall time, because it works elsewhere. Encoding is left out."""
    asked = world.posts[: min(20, len(world.posts))]
    return {
        "exact_vectors_f32": spread(_exact(asked)),
        "bm25s": spread(_bm25(asked)),
        "postgresql_ts_rank": spread(_postgresql(asked)),
    }


def _exact(asked: list[tuple[str, str]]) -> list[float]:
    ids = list(Achievement.objects.published().values_list("pk", flat=True))
    matrix = np.array(
        [row for _, row in vectors.stored("achievement", ids, vectors.encoder_key()).values()], np.float32
    )
    queries = vectors.encoder().encode([title for title, _ in asked])
    seconds = []
    for query in queries:
        started = time.process_time()
        near = matrix @ query
        best = np.argpartition(-near, _TOP)[:_TOP]
        best[np.argsort(-near[best])]
        seconds.append(time.process_time() - started)
    return seconds


def _bm25(asked: list[tuple[str, str]]) -> list[float]:
    import bm25s

    rows = Achievement.objects.published().values_list("title", "summary")
    corpus = [terms(fold(f"{title}\n{text}").text) for title, text in rows]
    index = bm25s.BM25()
    index.index(corpus, show_progress=False)
    seconds = []
    for title, text in asked:
        started = time.process_time()
        query = terms(fold(f"{title}\n{text}").text)
        index.retrieve([query], k=_TOP, show_progress=False)
        seconds.append(time.process_time() - started)
    return seconds


def _postgresql(asked: list[tuple[str, str]]) -> list[float]:
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE bench_fts (id bigint PRIMARY KEY, words tsvector)")
        rows = Achievement.objects.published().values_list("pk", "title", "summary")
        data = [(pk, index_terms(title, text)) for pk, title, text in rows.iterator()]
        cursor.executemany("INSERT INTO bench_fts VALUES (%s, array_to_tsvector(%s))", data)
        cursor.execute("CREATE INDEX bench_fts_words ON bench_fts USING gin (words)")
        cursor.execute("ANALYZE bench_fts")
        seconds = []
        for title, text in asked:
            words = [w.replace("'", "") for w in index_terms(title, text)]
            query = " | ".join(f"'{w}'" for w in words if w)
            started = time.monotonic()
            cursor.execute(
                "SELECT id FROM bench_fts, CAST(%s AS tsquery) q WHERE words @@ q ORDER BY ts_rank(words, q) DESC LIMIT %s",
                [query, _TOP],
            )
            cursor.fetchall()
            seconds.append(time.monotonic() - started)
    return seconds

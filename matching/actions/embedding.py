"""Vectors in the background: by content hash, shortest first, never twice."""

import time
from collections.abc import Sequence

import numpy as np

from achievements.models import Achievement
from demands.models import Demand
from matching.actions.leases import ClockTimestamp
from matching.actions.library import CHUNK, concerned, recheck
from matching.encoders import EncoderUnavailable
from matching.enums import ObjectKind
from matching.features import Entry, read_achievements, read_demands
from matching.models import AchievementState, Epoch
from matching.retrieval import vectors
from matching.retrieval.library import library

_BATCH = 16


def embed_missing(*, seconds: float = 8.0, encode: bool = True) -> tuple[int, bool]:
    """Make missing vectors for about ``seconds``; only copies known ones without ``encode``.

    Returns how many entries got one and whether more are missing. Achievements that got theirs are looked at again by the
    demands they concern.
    """
    name = vectors.encoder_key()
    if not name:
        return 0, False
    deadline = time.monotonic() + seconds
    count = 0
    arrived: list[int] = []
    more = False
    for kind in (ObjectKind.DEMAND, ObjectKind.ACHIEVEMENT):
        while (ids := vectors.missing(kind, name, CHUNK)) and (more := time.monotonic() < deadline):
            done, exhausted = _embed(kind, ids, name, deadline, encode)
            count += len(done)
            arrived += done if kind == ObjectKind.ACHIEVEMENT else []
            if exhausted:
                break
        more = bool(ids)
    tell_of_vectors(arrived, name)
    if not more:
        switch_encoder(name)
    return count, more


def _embed(kind: str, ids: Sequence[int], name: str, deadline: float, encode: bool) -> tuple[list[int], bool]:
    """Ids that have their vector now, and whether nothing more can be done for the rest."""
    entries = _read(kind, ids)
    known = vectors.by_hash([e.profile.content_hash for e in entries], name)
    ready = [e for e in entries if e.profile.content_hash in known]
    if ready:
        vectors.store(kind, ready, _stack(ready, known), name)
    done = [e.id for e in ready]
    rest = [e for e in entries if e.profile.content_hash not in known]
    if not encode:
        return done, not ready
    for start in range(0, len(rest), _BATCH):
        if time.monotonic() >= deadline:
            return done, True
        batch = rest[start : start + _BATCH]
        try:
            found = vectors.encode(batch)
        except EncoderUnavailable:
            return done, True
        vectors.store(kind, batch, found, name)
        done += [e.id for e in batch]
    return done, not done


def _read(kind: str, ids: Sequence[int]) -> list[Entry]:
    if kind == ObjectKind.DEMAND:
        found = read_demands(Demand.objects.filter(pk__in=ids))
    else:
        found = read_achievements(Achievement.objects.filter(pk__in=ids))
    place = {identity: number for number, identity in enumerate(ids)}
    return sorted(found, key=lambda entry: place[entry.id])


def _stack(entries: Sequence[Entry], known: dict[str, np.ndarray]) -> np.ndarray:
    return np.array([known[e.profile.content_hash] for e in entries], dtype=np.float32)


def tell_of_vectors(achievement_ids: Sequence[int], name: str) -> None:
    """Vectors have arrived: mark the achievements and ask the demands they concern to look again."""
    if not achievement_ids or name != vectors.serving_key():
        return
    rows = [AchievementState(achievement_id=i) for i in achievement_ids]
    AchievementState.objects.bulk_create(rows, ignore_conflicts=True)
    AchievementState.objects.filter(pk__in=achievement_ids).update(marked_at=ClockTimestamp())
    recheck(concerned(library.current(), list(achievement_ids)))


def switch_encoder(name: str) -> bool:
    """Let the configured encoder serve once it has a vector of everything; a full re-match follows."""
    return Epoch.objects.adopt("encoder", name, f"encoder {name}")

"""The open demands of this process, in the space of the library's index: whom a changed achievement may concern."""

import os
import threading
from dataclasses import dataclass

import numpy as np

from demands.models import Demand
from matching.engine import LibraryIndex
from matching.engine.retrieval import ExactRetriever, Postings
from matching.enums import ObjectKind
from matching.features import read_demands
from matching.retrieval import vectors
from matching.retrieval.library import MOST_SEGMENTS, View, merged

_CHUNK = 2000


@dataclass(frozen=True)
class OpenDemands:
    """An index of open demands that shares statistics and mean vectors with a view of the library."""

    index: LibraryIndex
    seqs: dict[int, int]
    unencoded: frozenset[int]

    def nearness(self, view: View, achievement_ids: list[int]) -> dict[int, float]:
        """For each open demand the best first-stage score that any of the achievements reaches with it.

        The same number by which a full run would choose its candidates: the demand is the query.
        """
        rows = np.array([view.rows[i] for i in achievement_ids if i in view.rows], dtype=np.int64)
        if not len(rows):
            return {}
        side, _ = view.index.take(rows)
        retriever = ExactRetriever(side, Postings.of(side.full), view.index.model.fusion)
        found: dict[int, float] = {}
        for segment in self.index.segments:
            for row, hit in enumerate(retriever.search(segment.side, 1)):
                if segment.alive[row] and len(hit):
                    found[int(segment.ids[row])] = float(hit.scores[0])
        return found


class Openings:
    """Holds the open demands for one view's space; ``current(view)`` brings them up to date. Safe for threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._held: OpenDemands | None = None

    def unlock(self) -> None:
        """After a fork: the thread that held the lock does not exist here."""
        self._lock = threading.Lock()

    def current(self, view: View) -> OpenDemands:
        with self._lock:
            held = self._held
            if held is None or held.index.space is not view.index.space:
                held = OpenDemands(LibraryIndex(view.index.model, view.index.space, ()), {}, frozenset())
            now = dict(Demand.objects.open().values_list("pk", "content_seq"))
            changed = [i for i, seq in now.items() if held.seqs.get(i) != seq]
            changed += vectors.stored(ObjectKind.DEMAND, sorted(held.unencoded - set(changed)), view.encoder)
            index = held.index.changed(removed=[i for i in held.seqs if i not in now])
            unencoded = set(held.unencoded) & set(now)
            for start in range(0, len(changed), _CHUNK):
                entries = read_demands(Demand.objects.filter(pk__in=changed[start : start + _CHUNK]).order_by("pk"))
                known = vectors.of_entries(ObjectKind.DEMAND, entries, view.encoder)
                index = index.changed([e.profile for e in entries], known)
                has = [False] * len(entries) if known is None else known.any(axis=1)
                unencoded |= {e.id for e, there in zip(entries, has, strict=True) if not there}
                unencoded -= {e.id for e, there in zip(entries, has, strict=True) if there}
            self._held = OpenDemands(
                merged(index) if len(index.segments) > MOST_SEGMENTS else index, now, frozenset(unencoded)
            )
            return self._held


#: The open demands of this process.
openings = Openings()
# A child of a worker's pool may be forked while another thread holds the lock.
os.register_at_fork(after_in_child=openings.unlock)

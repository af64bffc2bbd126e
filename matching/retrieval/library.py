"""The index of published achievements that a worker process keeps, fresh to the last committed change.

Freshness rests on two sources. ``content_seq`` above the highest one seen (less some slack) finds new content at once;
the marks of ``AchievementState`` find every row whose demands are being told of it, in whatever order long transactions
commit. Whoever scores a demand after a mark was committed therefore sees the marked content.
"""

import logging
import os
import threading
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import numpy as np
from django.db import connection

from achievements.models import Achievement
from matching.engine import LibraryIndex, Scorer
from matching.engine.pipeline import Segment
from matching.engine.retrieval import Postings
from matching.enums import ObjectKind
from matching.features import Entry, read_achievements
from matching.models import AchievementState
from matching.retrieval import snapshot, vectors
from matching.weights import load_model

logger = logging.getLogger(__name__)
_SLACK = 2000  # content versions: rows that were numbered early and committed late
_MARK_SLACK = timedelta(seconds=60)
_CHUNK = 2000
MOST_SEGMENTS = 8
UNMARKED_AT_ONCE = 400  # new rows a demand waits for; the rest comes with the bulk worker's snapshot


@dataclass(frozen=True)
class View:
    """One immutable state of the library: the index and, row by row, what the database said of it."""

    index: LibraryIndex
    seqs: np.ndarray  # content version per row
    owners: np.ndarray  # organization per row
    encoded: np.ndarray  # whether the row has a vector
    rows: dict[int, int]  # achievement id -> its living row
    encoder: str
    top_seq: int
    marks_until: datetime  # by the database's clock: marks older than this are in
    version: str  # of the snapshot it grew from
    grown: int  # rows added since

    @property
    def alive(self) -> np.ndarray:
        return self.index.alive

    @property
    def dimension(self) -> int:
        """Length of its vectors, 0 without any."""
        held = [segment.side.vectors for segment in self.index.segments if segment.side.vectors is not None]
        return int(held[0].shape[1]) if held else 0

    def mask(self, hidden_organizations: set[int]) -> np.ndarray:
        """Rows that may be matched with a demand from which these organizations are kept out."""
        return self.alive & ~np.isin(self.owners, sorted(hidden_organizations))


class Library:
    """Holds the current view; ``current()`` brings it up to date. Safe for threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._view: View | None = None
        self._scorers = threading.local()

    @property
    def rows(self) -> int:
        """Achievements in the view, -1 before the first."""
        return len(self._view.rows) if self._view else -1

    @property
    def grown(self) -> int:
        """Changes since the last snapshot."""
        return self._view.grown if self._view else 0

    @property
    def version(self) -> str:
        return self._view.version if self._view else ""

    def current(self, *, everything: bool = False) -> View:
        """The view with all marked changes, and the newest unmarked ones (all of them with ``everything``)."""
        with self._lock:
            wanted = vectors.serving_key()
            view = self._view
            if view is None or view.encoder != wanted or view.index.model.version != load_model().version:
                view = None
            newer = snapshot.newest(load_model().version, wanted)
            if newer and (view is None or newer != view.version):
                view = self._from_snapshot(newer, wanted) or view
            if view is None:
                view = build(wanted)
            if view.encoder and view.dimension and view.dimension != vectors.dimension(view.encoder):
                view = build(wanted)  # it was built before the first vector of this encoder told their length
            self._view = view = refresh(view, everything=everything)
            return view

    def scorer(self, view: View) -> Scorer:
        """One scorer per thread and view: it owns a scratch table."""
        held = getattr(self._scorers, "held", None)
        if held is None or held.index is not view.index:
            held = self._scorers.held = Scorer(view.index.model, view.index)
        return held

    def drop(self, ids: list[int]) -> None:
        """Take rows out that are no longer there."""
        with self._lock:
            if self._view is not None:
                self._view = _changed(self._view, [], ids)

    def publish(self) -> None:
        """Write the view as a snapshot, so that the other processes need not analyse its texts again."""
        with self._lock:
            if self._view is not None and (self._view.grown or not self._view.version):
                self._view = publish(self._view)

    def unlock(self) -> None:
        """After a fork: the thread that held the lock does not exist here."""
        self._lock = threading.Lock()

    def forget(self) -> None:
        """Drop the view; the next call builds it anew."""
        with self._lock:
            self._view = None

    def _from_snapshot(self, version: str, encoder: str) -> View | None:
        try:
            index, meta = snapshot.load(version, load_model())
        except (OSError, ValueError, KeyError) as error:
            logger.warning("snapshot %s cannot be read, building anew: %s", version, error)
            return None
        return View(
            index, meta["seqs"], meta["owners"], meta["encoded"],
            _living_rows(index), encoder, int(meta["seqs"].max(initial=0)),
            datetime.fromtimestamp(float(meta["marks_until"][0]), UTC), version, 0,
        )  # fmt: skip


def build(encoder: str) -> View:
    """From the tables alone, in chunks of texts; the statistics are those of these rows."""
    started = _clock()
    entries: list[Entry] = []
    last = 0
    while True:
        rows = Achievement.objects.published().filter(pk__gt=last).order_by("pk")[:_CHUNK]
        chunk = read_achievements(rows)
        if not chunk:
            break
        entries += chunk
        last = chunk[-1].id
    return view_of(entries, encoder, started)


def view_of(entries: list[Entry], encoder: str, started: datetime | None = None) -> View:
    """A view of exactly these entries."""
    known = vectors.of_entries(ObjectKind.ACHIEVEMENT, entries, encoder)
    index = LibraryIndex.build(
        [e.profile for e in entries], known, model=load_model(), encoder=encoder.partition(":")[0] or None
    )
    return View(
        index,
        np.array([e.content_seq for e in entries], dtype=np.int64),
        np.array([e.organization_id for e in entries], dtype=np.int64),
        _encoded(known, len(entries)),
        {e.id: row for row, e in enumerate(entries)},
        encoder,
        max((e.content_seq for e in entries), default=0),
        started or _clock(),
        "",
        len(entries),
    )


def refresh(view: View, *, everything: bool) -> View:
    """``view`` with what has changed in the tables since."""
    marked, until = _marked(view)
    fresh = _fresh(view)
    changed = {i: s for i, s in (fresh | marked).items() if _differs(view, i, s)}
    if not everything:
        unmarked = sorted((i for i in changed if i not in marked), key=lambda i: -changed[i][0])
        for identity in unmarked[UNMARKED_AT_ONCE:]:
            del changed[identity]
    unvectored = [i for i in (fresh | marked) if i not in changed and i in view.rows and not view.encoded[view.rows[i]]]
    arrived = vectors.stored(ObjectKind.ACHIEVEMENT, unvectored, view.encoder)
    top = max([view.top_seq, *(seq for seq, _ in changed.values())])
    if changed or arrived:
        published = [i for i, (_, status) in changed.items() if status == "published"] + list(arrived)
        gone = [i for i, (_, status) in changed.items() if status != "published"]
        view = _changed(view, published, gone)
    return replace(view, top_seq=top, marks_until=until)


def _marked(view: View) -> tuple[dict[int, tuple[int, str]], datetime]:
    """Rows marked since the last look, and the moment of this look."""
    now = _clock()
    rows = AchievementState.objects.filter(marked_at__gte=view.marks_until - _MARK_SLACK)
    values = rows.values_list("achievement_id", "achievement__content_seq", "achievement__status")
    return {i: (seq, status) for i, seq, status in values}, now


def _clock() -> datetime:
    """The database's clock: the marks are written by it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        return cursor.fetchone()[0]


def _fresh(view: View) -> dict[int, tuple[int, str]]:
    rows = Achievement.objects.filter(content_seq__gt=view.top_seq - _SLACK)
    return {i: (seq, status) for i, seq, status in rows.values_list("id", "content_seq", "status")}


def _differs(view: View, identity: int, now: tuple[int, str]) -> bool:
    row = view.rows.get(identity)
    if row is None:
        return now[1] == "published"
    return now[1] != "published" or int(view.seqs[row]) != now[0]


def _changed(view: View, published: list[int], gone: list[int]) -> View:
    entries = read_achievements(Achievement.objects.published().filter(pk__in=published).order_by("pk"))
    known = vectors.of_entries(ObjectKind.ACHIEVEMENT, entries, view.encoder)
    # A row that left between the two looks is read as absent and so removed as well.
    gone = [*gone, *(set(published) - {e.id for e in entries})]
    index = view.index.changed([e.profile for e in entries], known, gone)
    rows = {i: row for i, row in view.rows.items() if i not in set(gone)}
    first = len(view.seqs)
    rows.update((e.id, first + place) for place, e in enumerate(entries))
    view = replace(
        view,
        index=index,
        seqs=np.append(view.seqs, np.array([e.content_seq for e in entries], dtype=np.int64)),
        owners=np.append(view.owners, np.array([e.organization_id for e in entries], dtype=np.int64)),
        encoded=np.append(view.encoded, _encoded(known, len(entries))),
        rows=rows,
        grown=view.grown + len(entries) + len(gone),
    )
    return compacted(view) if len(index.segments) > MOST_SEGMENTS else view


def compacted(view: View) -> View:
    """The living rows in one segment; statistics, and so scores, stay what they were."""
    living = np.flatnonzero(view.alive)
    index = merged(view.index)
    rows = {int(i): row for row, i in enumerate(index.ids)}
    return replace(
        view,
        index=index,
        seqs=view.seqs[living],
        owners=view.owners[living],
        encoded=view.encoded[living],
        rows=rows,
    )


def merged(index: LibraryIndex) -> LibraryIndex:
    """The living rows of ``index`` as one segment in the same space."""
    living = np.flatnonzero(index.alive)
    side, found = index.take(living)
    segment = Segment(side, Postings.of(side.full), np.ones(len(living), dtype=bool), index.ids[living], tuple(found))
    return LibraryIndex(index.model, index.space, (segment,))


def publish(view: View) -> View:
    """Write ``view`` to disk; rebuilt from the texts where it has outgrown the statistics it was built with."""
    built = len(view.rows) - view.grown
    if view.version and built < 0.8 * len(view.rows):
        view = build(view.encoder)
    elif len(view.index.segments) > 1 or not view.alive.all():
        view = compacted(view)
    meta = {
        "seqs": view.seqs,
        "owners": view.owners,
        "encoded": view.encoded,
        "marks_until": np.array([view.marks_until.timestamp()]),
    }
    version = snapshot.save(view.index, meta, view.encoder)
    return replace(view, version=version, grown=0)


def _encoded(known: np.ndarray | None, count: int) -> np.ndarray:
    return np.zeros(count, dtype=bool) if known is None else known.any(axis=1)


def _living_rows(index: LibraryIndex) -> dict[int, int]:
    ids, alive = index.ids, index.alive
    return {int(ids[row]): int(row) for row in np.flatnonzero(alive)}


#: The library of this process.
library = Library()
# A child of a worker's pool may be forked while another thread holds the lock.
os.register_at_fork(after_in_child=library.unlock)

"""Vectors kept on disk by content hash, so a command never encodes the same text twice."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from common.text import content_hash
from matching.encoders.base import Encoder, key

_BATCH = 256


class CachedEncoder:
    """Wraps an encoder; vectors live in one SQLite file per encoder as float16. Safe for several processes.

    A file that cannot be opened or is damaged turns the cache off, never the encoding.
    """

    def __init__(self, encoder: Encoder, folder: str | Path, progress=None) -> None:
        self._encoder = encoder
        self._progress = progress
        self.name, self.version, self.dimension = encoder.name, encoder.version, encoder.dimension
        self._db = self._open(Path(folder))

    def _open(self, folder: Path) -> sqlite3.Connection | None:
        name = "".join(c if c.isalnum() or c in "-." else "_" for c in key(self._encoder))
        try:
            folder.mkdir(parents=True, exist_ok=True)
            db = sqlite3.connect(folder / f"{name}.sqlite3", timeout=30)
            db.execute("CREATE TABLE IF NOT EXISTS vector (hash TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID")
            return db
        except (OSError, sqlite3.Error):
            return None

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        """See :class:`matching.encoders.base.Encoder`."""
        hashes = [content_hash(text) for text in texts]
        known = self._read(set(hashes))
        missing = [place for place, item in enumerate(hashes) if item not in known]
        out = np.zeros((len(texts), self.dimension), dtype=np.float32)
        for place, item in enumerate(hashes):
            if item in known:
                out[place] = known[item]
        for start in range(0, len(missing), _BATCH):
            places = missing[start : start + _BATCH]
            # Through float16 and back, so a run that reads the cache gives the very numbers of the run that filled it.
            fresh = self._encoder.encode([texts[p] for p in places]).astype(np.float16)
            out[places] = fresh
            self._write([(hashes[p], row.tobytes()) for p, row in zip(places, fresh, strict=True)])
            if self._progress:
                self._progress(min(start + _BATCH, len(missing)), len(missing))
        return out

    def _read(self, hashes: set[str]) -> dict[str, np.ndarray]:
        if self._db is None:
            return {}
        found: dict[str, np.ndarray] = {}
        ordered = sorted(hashes)
        try:
            for start in range(0, len(ordered), 500):
                part = ordered[start : start + 500]
                marks = ",".join("?" * len(part))
                query = f"SELECT hash, value FROM vector WHERE hash IN ({marks})"  # noqa: S608 - question marks only
                for item, blob in self._db.execute(query, part):
                    if len(blob) == 2 * self.dimension:
                        found[item] = np.frombuffer(blob, dtype=np.float16)
        except sqlite3.Error:
            self._db = None
        return found

    def _write(self, rows: list[tuple[str, bytes]]) -> None:
        if self._db is None:
            return
        try:
            with self._db:
                self._db.executemany("INSERT OR REPLACE INTO vector VALUES (?, ?)", rows)
        except sqlite3.Error:
            self._db = None

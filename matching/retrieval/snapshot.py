"""Snapshots of the index on disk: written once, named by content, memory-mapped by every worker process.

``<index dir>/<version>/<array>.npy`` and ``meta.json``; ``<index dir>/CURRENT`` names the one to use and is replaced in
one step. A process that still maps an older snapshot keeps its pages until it lets go of them.
"""

import json
import os
import shutil
import tempfile
import time
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

import numpy as np
from django.conf import settings

from matching.engine import LibraryIndex
from matching.engine.ranker import RankerModel

_POINTER = "CURRENT"
_KEPT_SECONDS = 600
_PREFIX = "meta."


def folder() -> Path:
    return Path(settings.MATCHING_INDEX_DIR)


def newest(model_version: str, encoder: str) -> str:
    """Version of the snapshot to use, empty where there is none for this model and encoder."""
    try:
        pointer = json.loads((folder() / _POINTER).read_text("utf-8"))
    except (OSError, ValueError):
        return ""
    fits = pointer.get("model") == model_version and pointer.get("encoder") == encoder
    fits = fits and pointer.get("database") == _database()
    return pointer["version"] if fits else ""


def save(index: LibraryIndex, meta: Mapping[str, np.ndarray], encoder: str) -> str:
    """Write the snapshot and point to it. Returns its version, a hash of what it holds."""
    digest = sha256(f"{index.model.version}|{encoder}|{_database()}".encode())
    for name in sorted(set(meta) - {"marks_until"}):
        digest.update(np.ascontiguousarray(meta[name]).tobytes())
    digest.update(np.asarray(index.ids, dtype=np.int64).tobytes())
    digest.update(index.space.idf.tobytes())
    version = digest.hexdigest()[:24]
    place = folder() / version
    if not place.exists():
        _write(place, dict(index.to_arrays()) | {_PREFIX + name: value for name, value in meta.items()})
    pointer = {"version": version, "model": index.model.version, "encoder": encoder, "database": _database()}
    _replace(folder() / _POINTER, json.dumps(pointer))
    _clean(version)
    return version


def load(version: str, model: RankerModel) -> tuple[LibraryIndex, dict[str, np.ndarray]]:
    """The index and its columns. Raises ``OSError``, ``ValueError`` or ``KeyError`` where the snapshot is damaged."""
    # Plain views of the mapped pages: ``np.memmap`` itself is slow to index.
    arrays = {
        path.stem: np.load(path, mmap_mode="r", allow_pickle=False).view(np.ndarray)
        for path in (folder() / version).glob("*.npy")
    }
    if not arrays:
        raise ValueError("no arrays")
    meta = {name.removeprefix(_PREFIX): np.array(arrays.pop(name)) for name in list(arrays) if name.startswith(_PREFIX)}
    return LibraryIndex.from_arrays(arrays, model=model), meta


def _database() -> str:
    """Snapshots of another database in the same folder are not ours (tests, a restored copy)."""
    chosen = settings.DATABASES["default"]
    return f"{chosen['HOST']}:{chosen['PORT']}/{chosen['NAME']}"


def _write(place: Path, arrays: Mapping[str, np.ndarray]) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    temporary = Path(tempfile.mkdtemp(dir=place.parent, prefix=".new-"))
    try:
        for name, value in arrays.items():
            np.save(temporary / f"{name}.npy", value, allow_pickle=False)
        os.replace(temporary, place)
    except OSError:
        shutil.rmtree(temporary, ignore_errors=True)
        if not place.exists():  # otherwise another process has written the same content
            raise


def _replace(path: Path, text: str) -> None:
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)
    os.replace(temporary, path)


def _clean(current: str) -> None:
    """Remove what no process will open any more."""
    for path in folder().iterdir():
        old = time.time() - path.stat().st_mtime > _KEPT_SECONDS
        if path.is_dir() and path.name != current and old:
            shutil.rmtree(path, ignore_errors=True)

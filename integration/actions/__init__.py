"""Writes with consequences: library entries (``entries``, ``letters``), imports (``imports``), jobs (``jobs``)."""

from integration.actions.entries import (
    create_entry,
    lock_entry,
    move_entry,
    replace_parts,
    save_entry,
    write_entry,
)
from integration.actions.letters import author_of, inform

__all__ = [
    "author_of",
    "create_entry",
    "inform",
    "lock_entry",
    "move_entry",
    "replace_parts",
    "save_entry",
    "write_entry",
]

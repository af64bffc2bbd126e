"""Writes with consequences: library entries (``entries``), imports (``imports``) and background jobs (``jobs``)."""

from integration.actions.entries import (
    create_entry,
    lock_entry,
    move_entry,
    replace_parts,
    save_entry,
    write_entry,
)

__all__ = ["create_entry", "lock_entry", "move_entry", "replace_parts", "save_entry", "write_entry"]

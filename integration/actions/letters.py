"""Lines in the inbox about a library entry."""

from collections.abc import Iterable
from typing import Any

from accounts.inbox import notify
from integration.models import LibraryEntry


def author_of(entry: LibraryEntry, by: Any) -> list[Any]:
    """Who wrote it, unless he is the one who acts."""
    author = entry.created_by
    return [author] if author is not None and author != by else []


def inform(people: Iterable[Any], kind: str, entry: LibraryEntry, **params: str) -> None:
    """A line in the inbox; once for each version of the entry."""
    key = f"{entry.no}.{entry.version}"
    notify(people, kind, key=key, url=entry.get_absolute_url(), title=entry.title[:80], **params)

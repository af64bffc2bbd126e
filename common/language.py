"""Which of two stored languages a page shows."""

from collections.abc import Iterable

from django.utils.translation import get_language


def is_english() -> bool:
    """Whether the active language of this request is English."""
    return (get_language() or "zh").lower().startswith("en")


def localized(chinese: str, english: str) -> str:
    """The text of the active language, or the other one where it is empty."""
    return (english or chinese) if is_english() else (chinese or english)


def listed(items: Iterable[object]) -> str:
    """The items in a row, as the active language separates them."""
    return (", " if is_english() else "、").join(str(item) for item in items)

"""Cells for files that people open in a spreadsheet."""

_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def inert(value: object) -> str:
    """``value`` as text that no spreadsheet takes for a formula: an apostrophe stands before the signs that start one.

    Plain numbers keep their sign, because a negative amount is no formula.
    """
    text = "" if value is None else str(value)
    if not text.lstrip(" ").startswith(_STARTS_A_FORMULA):
        return text
    try:
        float(text)
    except ValueError:
        return "'" + text
    return text

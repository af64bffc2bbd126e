"""Background work, one module per noun; every task may run twice, late or never."""

from deals.tasks import calendar

__all__ = ["calendar"]

"""Background work, one module per noun; every task may run twice, late or never."""

from deals.tasks import calendar, clock

__all__ = ["calendar", "clock"]

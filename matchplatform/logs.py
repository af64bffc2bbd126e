"""One line per event: readable in development, JSON for machines in production; never a person's data."""

from typing import Any

import structlog

SHARED = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    structlog.processors.format_exc_info,
]
# What request logging binds and an operator must not need.
PRIVATE = {"user_agent", "ip"}


def without_private(logger: Any, method: str, event: dict[str, Any]) -> dict[str, Any]:
    """Drop addresses and browser names; the audit trail says who did what."""
    return {name: value for name, value in event.items() if name not in PRIVATE}


def configure(json_lines: bool, level: str) -> dict[str, Any]:
    """Configure structlog and return the ``LOGGING`` dictionary of Django."""
    structlog.configure(
        processors=[*SHARED, without_private, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    renderer = (
        structlog.processors.JSONRenderer(ensure_ascii=False)
        if json_lines
        else structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback)
    )
    formatter = {
        "()": structlog.stdlib.ProcessorFormatter,
        "processor": renderer,
        "foreign_pre_chain": SHARED,
    }
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": formatter},
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
        "root": {"handlers": ["console"], "level": level},
        "loggers": {"axes": {"level": "ERROR"}},
    }

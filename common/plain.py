"""Text as we keep it: what a person can see, nothing that a terminal, a spreadsheet or a database chokes on."""

import re
from typing import Any

from django.db import models

# C0 and C1 controls except tab and line feed, lone surrogates, byte order marks, and the marks that reverse the reading
# direction: these hide what a text says from whoever reviews it.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
)


def plain_text(text: str) -> str:
    """Without control characters, line ends as ``\\n``, blanks trimmed at both ends. Markup stays what it is: text."""
    return _INVISIBLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def plain_line(text: str) -> str:
    """``plain_text`` on one line."""
    return " ".join(plain_text(text).split())


def plain_value(field: models.Field, value: Any) -> Any:
    """``value`` of a model field, with its texts plain; anything else comes back as it is."""
    if isinstance(value, str):
        return plain_text(value) if isinstance(field, models.TextField) else plain_line(value)
    if isinstance(value, list):
        return [plain_line(item) if isinstance(item, str) else item for item in value]
    return value


def tidy(row: models.Model) -> None:
    """Make every text of ``row`` plain, in place."""
    for field in row._meta.concrete_fields:
        if field.attname in row.__dict__:
            value = row.__dict__[field.attname]
            if isinstance(value, (str, list)):
                setattr(row, field.attname, plain_value(field, value))

"""JSON as strictly as the standard writes it."""

import json
from typing import Any

from django.utils.translation import gettext as _
from rest_framework.exceptions import ParseError
from rest_framework.parsers import JSONParser


def _no_constant(name: str) -> Any:
    raise ParseError(_("%(name)s is not JSON.") % {"name": name})


def _no_twice(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    value = dict(pairs)
    if len(value) != len(pairs):
        raise ParseError(_("A name stands twice in one object."))
    return value


def _reject_bad_text(value: Any) -> None:
    """PostgreSQL keeps neither NUL nor lone surrogates."""
    if isinstance(value, str):
        if "\x00" in value or any(0xD800 <= ord(character) <= 0xDFFF for character in value):
            raise ParseError(_("A text holds a character that cannot be stored (NUL or half a surrogate pair)."))
    elif isinstance(value, dict):
        for name, inner in value.items():
            _reject_bad_text(name)
            _reject_bad_text(inner)
    elif isinstance(value, list):
        for inner in value:
            _reject_bad_text(inner)


class StrictJSONParser(JSONParser):
    """Refuses NaN, repeated names, NUL, lone surrogates and nesting beyond the interpreter's limit with one clear error."""

    def parse(self, stream: Any, media_type: str | None = None, parser_context: dict[str, Any] | None = None) -> Any:
        try:
            text = stream.read().decode("utf-8")
            value = json.loads(text, parse_constant=_no_constant, object_pairs_hook=_no_twice)
            _reject_bad_text(value)
        except UnicodeDecodeError as error:
            raise ParseError(_("The body is not UTF-8.")) from error
        except RecursionError as error:
            raise ParseError(_("The JSON is nested too deeply.")) from error
        except json.JSONDecodeError as error:
            detail = _("Not valid JSON at line %(line)s, column %(column)s.")
            raise ParseError(detail % {"line": error.lineno, "column": error.colno}) from error
        except ValueError as error:  # such as an integer of more digits than the interpreter converts
            raise ParseError(_("A number has too many digits.")) from error
        return value

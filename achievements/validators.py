"""Pure checks of achievements."""

import re
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from integration.validators import validate_order

_PATENT = re.compile(r"^(?:CN|ZL)?(\d{12})\.?([\dX])$")
_WEIGHTS = (2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5)


def validate_price(mode: str, low: Decimal | None, high: Decimal | None) -> None:
    """The bounds are ordered, and a mode that names an amount has one."""
    validate_order("price_min", low, "price_max", high, _("The highest price lies below the lowest one."))
    if mode in {"fixed", "starting"} and low is None:
        raise ValidationError(
            {"price_min": ValidationError(_("Enter the price, or choose “negotiable”."), code="required")}
        )
    if mode == "range" and (low is None or high is None):
        raise ValidationError({"price_max": ValidationError(_("A price range needs both ends."), code="required")})


def patent_check_character(digits: str) -> str:
    """Check character of a Chinese application number of twelve digits (weights 2-9, 2-5; modulo 11; ten is X)."""
    remainder = sum(int(digit) * weight for digit, weight in zip(digits, _WEIGHTS, strict=True)) % 11
    return "X" if remainder == 10 else str(remainder)


def validate_patent_number(kind: str, number: str) -> None:
    """A thirteen-character Chinese application number must carry its own check character; other forms pass."""
    found = _PATENT.match(number.replace(" ", "").upper()) if kind in {"invention", "utility_model", "design"} else None
    if found and patent_check_character(found[1]) != found[2]:
        raise ValidationError(
            {
                "number": ValidationError(
                    _("The check digit of this application number does not fit. Compare it with the certificate."),
                    code="check",
                )
            }
        )


def publish_blockers(scores: tuple[int, ...], note: str, decision: str) -> dict[str, str]:
    """Why a review may not be given like this: field → reason; empty when it may."""
    problems: dict[str, str] = {}
    if decision == "publish" and 0 in scores:
        problems["decision"] = _("A criterion with 0 points blocks publication.")
    elif decision == "publish" and sum(scores) < 10:
        problems["decision"] = _("Publication needs 10 points or more.")
    if decision == "return" and not note.strip():
        problems["note"] = _("Tell the author what is missing.")
    return problems

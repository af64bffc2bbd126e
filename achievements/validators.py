"""Pure checks of achievements."""

import datetime
import re
from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Any

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


def validate_statement(row: Any) -> None:
    """The fee method has its amounts, and support that is offered says what it holds."""
    problems: dict[str, Any] = {}
    if row.method in {"fixed", "entry_running"} and not row.entry_fee:
        problems["entry_fee"] = ValidationError(_("Enter the fee, or choose “free of charge”."), code="required")
    if row.method in {"running", "entry_running"}:
        name = "unit_fee" if row.royalty_base == "unit" else "royalty_rate"
        if not getattr(row, name):
            problems[name] = ValidationError(_("Enter the royalty."), code="required")
    if row.know_how != "none" and not row.know_how_text.strip():
        problems["know_how_text"] = ValidationError(
            _("Say what the support holds: drawings, days on site, training."), code="required"
        )
    if row.slots is not None and row.slots < row.slots_taken:
        detail = _("%(taken)s licences are taken already.") % {"taken": row.slots_taken}
        problems["slots"] = ValidationError(detail, code="taken")
    if row.annual_fee_until and row.ip_expiry and row.annual_fee_until > row.ip_expiry:
        problems["annual_fee_until"] = ValidationError(_("No fee is due after the right has expired."), code="order")
    try:
        validate_patent_number(row.ip_kind, row.ip_number)
    except ValidationError as error:
        problems["ip_number"] = error.error_dict["number"][0]
    if problems:
        raise ValidationError(problems)


_PATENTS = frozenset({"invention", "utility_model", "design"})
_EXAMINED_IN_FORM_ONLY = frozenset({"utility_model", "design"})
#: check → whether something stands against the statement ``row`` on ``day``, with the rule's ``limit``.
_FINDINGS: dict[str, Callable[[Any, datetime.date, Decimal | None], bool]] = {
    "not_granted": lambda row, day, limit: row.ip_kind in _PATENTS and row.ip_status != "granted",
    "exclusive": lambda row, day, limit: row.exclusive_in_force,
    "dispute": lambda row, day, limit: row.disputed,
    "fee_unpaid": lambda row, day, limit: (
        row.ip_kind in _PATENTS and (row.annual_fee_until is None or row.annual_fee_until < day)
    ),
    "pledge": lambda row, day, limit: row.pledged and not row.pledgee_consents,
    "co_owners": lambda row, day, limit: row.co_owned and not row.co_owners_consent,
    "term": lambda row, day, limit: (
        row.ip_expiry is not None and (row.ip_expiry < day or (row.term_until or row.ip_expiry) > row.ip_expiry)
    ),
    "report": lambda row, day, limit: row.ip_kind in _EXAMINED_IN_FORM_ONLY and not row.has_report,
    "rate_of_sales": lambda row, day, limit: _rate_above(row, "net_sales", limit),
    "rate_of_profit": lambda row, day, limit: _rate_above(row, "profit", limit),
    "fixed_fee": lambda row, day, limit: (
        limit is not None and row.method in {"fixed", "entry_running"} and row.entry_fee > limit
    ),
}


def _rate_above(row: Any, base: str, limit: Decimal | None) -> bool:
    runs = row.method in {"running", "entry_running"} and row.royalty_base == base
    return runs and limit is not None and row.royalty_rate > limit


def legal_findings(row: Any, rules: Iterable[Any], day: datetime.date) -> list[Any]:
    """The rules (of those in force on ``day``) that the statement does not pass, in their order."""
    return [rule for rule in rules if _FINDINGS[rule.check_code](row, day, rule.limit)]

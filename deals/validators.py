"""Pure checks of a deal's terms; they complain of what is wrong, not of what is still missing."""

from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

#: Currencies without a minor unit.
WHOLE = frozenset({"JPY", "KRW", "VND", "CLP", "ISK", "UGX", "XAF", "XOF", "XPF"})


def exponent(currency: str) -> Decimal:
    """The smallest amount of a currency."""
    return Decimal(1) if currency in WHOLE else Decimal("0.01")


def validate_terms(deal: Any) -> None:
    """Raise ``ValidationError`` under the field that has to change."""
    for name in ("amount_total", "amount_technical", "entry_fee", "royalty_min", "royalty_cap"):
        _amount(name, getattr(deal, name), deal.currency)
    if deal.amount_technical is not None:
        if deal.amount_total is None:
            _wrong("amount_total", "required", _("Give the total amount beside its technical part."))
        if deal.amount_technical > deal.amount_total:
            _wrong("amount_technical", "order", _("The technical part cannot exceed the total amount."))
    if deal.entry_fee is not None and deal.amount_total is not None and deal.entry_fee > deal.amount_total:
        _wrong("entry_fee", "order", _("The entry fee cannot exceed the total amount."))
    if deal.royalty_rate is not None and not 0 <= deal.royalty_rate <= 100:
        _wrong("royalty_rate", "range", _("Give a rate between 0 and 100 percent."))
    if deal.starts_on and deal.ends_on and deal.ends_on < deal.starts_on:
        _wrong("ends_on", "order", _("The end lies before the beginning."))
    if deal.pay_plan == "instalments" and deal.instalments is not None and not 2 <= deal.instalments <= 120:
        _wrong("instalments", "range", _("Give a number of instalments from 2 to 120."))


def missing_terms(deal: Any) -> list[str]:
    """Names of fields without which the terms cannot be accepted."""
    wanted = ["scope", "starts_on"]
    running = deal.pay_plan in {"royalty", "revenue_share"}
    if not running:
        wanted += ["amount_total", "amount_technical", "first_payment_on"]
    if deal.pay_plan in {"royalty", "entry_royalty", "revenue_share"}:
        wanted += ["royalty_rate", "royalty_base"]
    if deal.pay_plan == "entry_royalty":
        wanted += ["entry_fee"]
    if deal.pay_plan == "instalments":
        wanted += ["instalments"]
    if deal.vehicle == "use_first":
        wanted += ["trial_days"]
    if deal.vehicle in {"licence", "transfer"}:
        wanted += ["right"]
    return [name for name in wanted if getattr(deal, name) in (None, "")]


def _amount(name: str, value: Decimal | None, currency: str) -> None:
    if value is None:
        return
    if value < 0:
        _wrong(name, "negative", _("Enter zero or more."))
    if value % exponent(currency):
        _wrong(name, "places", _("This currency has no such small unit."))


def _wrong(name: str, code: str, message: Any) -> None:
    raise ValidationError({name: ValidationError(message, code=code)})

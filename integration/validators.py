"""Pure checks that both libraries share."""

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

#: ISO 4217 by form only: which currencies are in use is the two sides' own affair.
validate_currency = RegexValidator(
    r"\A[A-Z]{3}\Z", _("Write the currency as three capital letters, such as CNY."), code="currency"
)


def validate_lengths(row: models.Model) -> None:
    """Long texts end at their ``max_length`` wherever they come from; Django itself checks that in forms only."""
    problems = {}
    for field in row._meta.concrete_fields:
        text = row.__dict__.get(field.attname)
        if isinstance(field, models.TextField) and field.max_length and text and len(text) > field.max_length:
            detail = _("This text has %(length)s characters; %(limit)s fit.")
            params = {"length": len(text), "limit": field.max_length}
            problems[field.name] = ValidationError(detail, code="max_length", params=params)
    if problems:
        raise ValidationError(problems)


def validate_order(low_name: str, low: Decimal | None, high_name: str, high: Decimal | None, message: str) -> None:
    """Raise under ``high_name`` where the upper bound lies below the lower one, or under either for a negative amount."""
    for name, value in ((low_name, low), (high_name, high)):
        if value is not None and value < 0:
            raise ValidationError({name: ValidationError(_("Enter zero or more."), code="negative")})
    if low is not None and high is not None and high < low:
        raise ValidationError({high_name: ValidationError(message, code="order")})


def validate_indicator(relation: str, low: Decimal | None, high: Decimal | None, text: str) -> None:
    """A relation in numbers needs its value, a range both, and words need words."""
    if relation == "range" and (low is None or high is None):
        raise ValidationError({"value_max": ValidationError(_("A range needs both bounds."), code="range")})
    if relation == "text" and not text:
        raise ValidationError({"text": ValidationError(_("Describe the value in words."), code="required")})
    if relation in {"ge", "le", "eq"} and low is None and high is None:
        raise ValidationError({"value_min": ValidationError(_("Enter a value."), code="required")})
    if low is not None and high is not None and high < low:
        raise ValidationError(
            {"value_max": ValidationError(_("The upper bound lies below the lower one."), code="order")}
        )

"""Pure checks of identifiers."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

_CHARSET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)


def credit_code_check_character(first17: str) -> str:
    """The check character of a unified social credit code (GB 32100-2015, weighted sum modulo 31)."""
    total = sum(_CHARSET.index(character) * weight for character, weight in zip(first17, _WEIGHTS, strict=True))
    return _CHARSET[(31 - total % 31) % 31]


def validate_credit_code(code: str) -> None:
    """Raise ``ValidationError`` unless ``code`` is a well-formed unified social credit code with a right check character."""
    if len(code) != 18 or any(character not in _CHARSET for character in code):
        raise ValidationError(
            _("A unified social credit code has 18 characters: digits and capital letters without I, O, S, V and Z."),
            code="credit_code_form",
        )
    if credit_code_check_character(code[:17]) != code[17]:
        raise ValidationError(
            _(
                "The last character of the unified social credit code does not fit the others. Compare it with the licence."
            ),
            code="credit_code_check",
        )

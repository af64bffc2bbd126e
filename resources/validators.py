"""Pure checks of resources."""

import datetime
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from integration.validators import validate_order


def validate_step(level_in: int | None, level_out: int | None, name: str) -> None:
    """A step in maturity has both ends, the later one not below the first."""
    if (level_in is None) != (level_out is None):
        missing = f"{name}_out" if level_out is None else f"{name}_in"
        raise ValidationError({missing: ValidationError(_("Enter both ends of the step, or none."), code="required")})
    if level_in is not None and level_out is not None and level_out < level_in:
        detail = _("The level reached lies below the level it starts from.")
        raise ValidationError({f"{name}_out": ValidationError(detail, code="order")})


def validate_days(low: int | None, high: int | None) -> None:
    if low is not None and high is not None and high < low:
        raise ValidationError(
            {"days_max": ValidationError(_("The longest duration is below the shortest."), code="order")}
        )


def validate_cost(low: Decimal | None, high: Decimal | None) -> None:
    validate_order("cost_min", low, "cost_max", high, _("The highest cost lies below the lowest one."))


def validate_validity(start: datetime.date | None, end: datetime.date | None) -> None:
    if start and end and end < start:
        raise ValidationError({"valid_until": ValidationError(_("The end lies before the beginning."), code="order")})


def submit_blockers(resource: object) -> dict[str, list[str]]:
    """What a resource still needs before a reviewer reads it: field → what to do."""
    problems: dict[str, list[str]] = {}
    if not resource.summary:
        problems["summary"] = [_("Say in a few sentences what it offers.")]
    if resource.kind in {"finance", "tax_subsidy"}:
        if not resource.source_name:
            problems["source_name"] = [_("Name the document that this information comes from.")]
        if not resource.valid_from:
            problems["valid_from"] = [_("Say from when it is valid.")]
    if resource.kind == "pilot_base" and resource.trl_out is None:
        problems["trl_out"] = [_("Say from which readiness level to which it leads.")]
    return problems

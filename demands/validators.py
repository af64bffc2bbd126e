"""Pure checks of demands."""

import datetime
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from integration.validators import validate_order


def validate_budget(low: Decimal | None, high: Decimal | None) -> None:
    validate_order("budget_min", low, "budget_max", high, _("The highest budget lies below the lowest one."))


def validate_future_deadline(deadline: datetime.date | None, today: datetime.date) -> None:
    """For interactive forms only: imports keep a past deadline, and the demand is then expired."""
    if deadline is not None and deadline < today:
        raise ValidationError(
            {"deadline": ValidationError(_("This day has passed. Choose today or a later day."), code="past")}
        )

"""Pure checks of events and registrations; messages say what to do."""

import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _


def validate_times(starts_at: datetime.datetime | None, ends_at: datetime.datetime | None) -> None:
    if starts_at and ends_at and ends_at <= starts_at:
        raise ValidationError({"ends_at": _("Let the event end after it begins.")})


def validate_phases(sign_up_until: Any, preferences_until: Any, starts_at: Any) -> None:
    """Sign-up and wishes close before the event, in this order."""
    if sign_up_until and starts_at and sign_up_until > starts_at:
        raise ValidationError({"sign_up_until": _("Close the sign-up before the event begins.")})
    if preferences_until and starts_at and preferences_until > starts_at:
        raise ValidationError({"preferences_until": _("Close the wishes before the event begins.")})


def next_step_problems(step: str, who: str, due: Any) -> dict[str, list[str]]:
    """What is missing for a meeting to be closed; empty where nothing is."""
    problems: dict[str, list[str]] = {}
    if len(step.strip()) < 2:
        problems["next_step"] = [_("Name what happens next, even if it is only a phone call or “nothing further”.")]
    if not who.strip():
        problems["next_step_by"] = [_("Name who does it.")]
    if due is None:
        problems["next_step_due"] = [_("Name the day by which it is done.")]
    return problems

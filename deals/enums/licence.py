"""Licences that were taken: rungs and the legal moves."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Tier(models.TextChoices):
    """The rung of the ladder."""

    TRIAL = "trial", _("trial licence")
    OPEN = "open", _("open licence")


class LicenceState(models.TextChoices):
    TAKEN = "taken", _("taken, payment due")
    ACTIVE = "active", _("in force")
    RECORDED = "recorded", _("in force and recorded")
    ENDED = "ended", _("ended")
    TERMINATED = "terminated", _("terminated")


LIVE_LICENCE = frozenset({LicenceState.TAKEN, LicenceState.ACTIVE, LicenceState.RECORDED})

#: verb → (from, to). Confirming and recording are the licensor's, ending by the calendar is nobody's.
LICENCE_STATE_MOVES: dict[str, tuple[frozenset[str], str]] = {
    "confirm_payment": (frozenset({LicenceState.TAKEN}), LicenceState.ACTIVE),
    "record_filing": (frozenset({LicenceState.ACTIVE}), LicenceState.RECORDED),
    "terminate": (LIVE_LICENCE, LicenceState.TERMINATED),
    "cancel_unpaid": (frozenset({LicenceState.TAKEN}), LicenceState.TERMINATED),
    "expire": (LIVE_LICENCE, LicenceState.ENDED),
}

"""Expressions of interest: who says it, where it stands, how it moves."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Side(models.TextChoices):
    """Which side of a pair somebody stands on."""

    NEED = "need", _("the side with the need")
    SUPPLY = "supply", _("the side with the achievement")


class InterestStatus(models.TextChoices):
    OPEN = "open", _("waiting for an answer")
    ACCEPTED = "accepted", _("both sides agreed")
    DECLINED = "declined", _("declined")
    RELEASED = "released", _("released without an answer")
    WITHDRAWN = "withdrawn", _("withdrawn")


#: verb → (from, to, who may: the side that "asked", the side that was "asked_of", or the platform's "clock").
INTEREST_MOVES: dict[str, tuple[frozenset[str], str, str]] = {
    "accept": (frozenset({InterestStatus.OPEN}), InterestStatus.ACCEPTED, "asked_of"),
    "decline": (frozenset({InterestStatus.OPEN}), InterestStatus.DECLINED, "asked_of"),
    "withdraw": (frozenset({InterestStatus.OPEN, InterestStatus.ACCEPTED}), InterestStatus.WITHDRAWN, "asked"),
    "release": (frozenset({InterestStatus.OPEN}), InterestStatus.RELEASED, "clock"),
}

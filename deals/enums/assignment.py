"""Assignments of technology managers and their commissions: closed lists and legal moves."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Side(models.TextChoices):
    """For whom the manager works. Whoever works for a side is paid by it; neutral work is for both."""

    NEED = "need", _("for the firm")
    SUPPLY = "supply", _("for the holder")
    NEUTRAL = "neutral", _("for both, neutral")


class AssignmentStatus(models.TextChoices):
    OFFERED = "offered", _("offered")
    ACTIVE = "active", _("active")
    DECLINED = "declined", _("declined")
    ENDED = "ended", _("ended")


LIVE_ASSIGNMENT = frozenset({AssignmentStatus.OFFERED, AssignmentStatus.ACTIVE})

ASSIGNMENT_MOVES: dict[str, tuple[frozenset[str], str]] = {
    "accept": (frozenset({AssignmentStatus.OFFERED}), AssignmentStatus.ACTIVE),
    "decline": (frozenset({AssignmentStatus.OFFERED}), AssignmentStatus.DECLINED),
    "end": (LIVE_ASSIGNMENT, AssignmentStatus.ENDED),
}


class CommissionKind(models.TextChoices):
    EARNED = "earned", _("earned")
    PAID = "paid", _("paid")
    REVERSED = "reversed", _("reversed")

"""Closed lists and legal moves of demands."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class DemandType(models.TextChoices):
    KEY_TECHNOLOGY = "key_technology", _("key technology")
    RENOVATION = "renovation", _("technical renovation")
    NEW_PRODUCT = "new_product", _("new product")
    PROCESS = "process", _("process")
    MATERIAL = "material", _("material")
    TESTING = "testing", _("testing")
    EQUIPMENT = "equipment", _("equipment")
    SOFTWARE = "software", _("software and digitalization")
    TALENT = "talent", _("skilled people")
    FIND_ACHIEVEMENT = "find_achievement", _("looking for an achievement")
    FIND_PILOT = "find_pilot", _("looking for a pilot line")
    FINANCE = "finance", _("finance")


class PublishAs(models.TextChoices):
    NAMED = "named", _("under our name")
    ANONYMOUS = "anonymous", _("anonymously: industry, size and city only")


class Priority(models.TextChoices):
    MUST = "must", _("must")
    SHOULD = "should", _("should")
    NICE = "nice", _("nice to have")


class Status(models.TextChoices):
    DRAFT = "draft", _("draft")
    IN_REVIEW = "in_review", _("waiting for review")
    RETURNED = "returned", _("returned with a note")
    PUBLISHED = "published", _("published")
    PAUSED = "paused", _("paused")
    SOLVED = "solved", _("solved")
    WITHDRAWN = "withdrawn", _("withdrawn")
    EXPIRED = "expired", _("expired")


#: verb → (from, to); every other move is refused. ``publish`` of an unverified organization ends in review instead.
MOVES: dict[str, tuple[frozenset[str], str]] = {
    "publish": (
        frozenset({Status.DRAFT, Status.RETURNED, Status.PAUSED, Status.WITHDRAWN, Status.EXPIRED}),
        Status.PUBLISHED,
    ),
    "approve": (frozenset({Status.IN_REVIEW, Status.PUBLISHED}), Status.PUBLISHED),
    "return": (frozenset({Status.IN_REVIEW, Status.PUBLISHED}), Status.RETURNED),
    "pause": (frozenset({Status.PUBLISHED}), Status.PAUSED),
    "solve": (frozenset({Status.PUBLISHED, Status.PAUSED, Status.EXPIRED}), Status.SOLVED),
    "withdraw": (
        frozenset({Status.PUBLISHED, Status.IN_REVIEW, Status.PAUSED, Status.RETURNED, Status.EXPIRED}),
        Status.WITHDRAWN,
    ),
    "expire": (frozenset({Status.PUBLISHED}), Status.EXPIRED),
}

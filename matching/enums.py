"""Closed lists of matching."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class RunStatus(models.TextChoices):
    """Where the matching of one demand stands. ``done`` is final for the content version it names."""

    QUEUED = "queued", _("waiting")
    RUNNING = "running", _("under way")
    DONE = "done", _("finished")
    ATTENTION = "attention", _("needs attention")


class Stage(models.IntegerChoices):
    """How far the scoring of one content version has come."""

    NONE = 0, _("not scored")
    LEXICAL = 1, _("scored by words")
    FINAL = 2, _("scored by words and meaning")


class Vectors(models.TextChoices):
    """Whether meaning was compared."""

    COMPLETE = "complete", _("compared by words and meaning")
    PARTIAL = "partial", _("some results are still compared by words alone")
    UNAVAILABLE = "unavailable", _("compared by words alone")


class Grade(models.TextChoices):
    S = "S", _("ready to use")
    A = "A", _("strong")
    B = "B", _("needs adaptation")
    C = "C", _("related")
    D = "D", _("weak")


class ObjectKind(models.TextChoices):
    """What a stored vector describes."""

    DEMAND = "demand", _("demand")
    ACHIEVEMENT = "achievement", _("achievement")


class FeedbackKind(models.TextChoices):
    INTERESTED = "interested", _("interested")
    SHORTLISTED = "shortlisted", _("on the shortlist")
    DECLINED = "declined", _("not suitable")
    VIEWED = "viewed", _("viewed")
    OUTCOME = "outcome", _("outcome")


#: What a person answers; the other kinds are recorded by the platform.
ANSWERS = frozenset({FeedbackKind.INTERESTED, FeedbackKind.SHORTLISTED, FeedbackKind.DECLINED})


class DeclineReason(models.TextChoices):
    TOO_EARLY = "too_early", _("too early")
    BENEFIT_UNCLEAR = "benefit_unclear", _("benefit unclear")
    ROUTE_UNCLEAR = "route_unclear", _("commercial route unclear")
    DESCRIPTION_UNCLEAR = "description_unclear", _("description unclear")
    NOT_FEASIBLE = "not_feasible", _("technically not feasible")
    PRICE = "price", _("price")
    OWNERSHIP = "ownership", _("ownership of rights")
    REGION = "region", _("region")
    SOLVED_ALREADY = "solved_already", _("solved already")
    NO_STAFF = "no_staff", _("nobody to take it up")
    TIMING = "timing", _("timing")
    TRUST = "trust", _("lack of trust")
    COMPETITOR = "competitor", _("competitor")


class Outcome(models.TextChoices):
    """How far a matched pair has come, in this order."""

    MEETING = "meeting", _("meeting held")
    TRIAL = "trial", _("trial")
    CONTRACT = "contract", _("contract")
    PRODUCTION = "production", _("in production")


class Surface(models.TextChoices):
    """Where a pair was shown or answered."""

    DEMAND_PAGE = "demand_page", _("demand page")
    ACHIEVEMENT_PAGE = "achievement_page", _("achievement page")
    COMPARE = "compare", _("comparison")
    API = "api", _("API")
    EVENT = "event", _("event")
    DEAL = "deal", _("deal")
    OTHER = "other", _("elsewhere")


#: A row that could not be scored so often waits for a person (and for its next change).
MAX_ATTEMPTS = 8

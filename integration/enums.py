"""Closed lists of what all library entries share, and of background jobs."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Language(models.TextChoices):
    CHINESE = "zh", _("Chinese")
    ENGLISH = "en", _("English")


class Visibility(models.TextChoices):
    PUBLIC = "public", _("everybody")
    MEMBERS = "members", _("signed-in organizations")
    MATCHED = "matched", _("only where it matches")


class DataRights(models.TextChoices):
    OWN = "own", _("our own")
    AUTHORISED = "authorised", _("with the owner's authorisation")
    PUBLIC = "public", _("public source")


class TransferMode(models.TextChoices):
    ASSIGNMENT = "assignment", _("assignment")
    EXCLUSIVE = "exclusive_licence", _("exclusive licence")
    SOLE = "sole_licence", _("sole licence")
    LICENCE = "licence", _("non-exclusive licence")
    OPEN_LICENCE = "open_licence", _("open licence")
    EQUITY = "equity", _("contribution as equity")
    JOINT = "joint_development", _("joint development")
    COMMISSIONED = "commissioned_development", _("commissioned development")
    CONSULTING = "consulting", _("consulting")
    SERVICE = "service", _("technical service")
    PAY_LATER = "pay_later", _("use first, pay later")


class Relation(models.TextChoices):
    """How an indicator's value is meant."""

    AT_LEAST = "ge", "≥"
    AT_MOST = "le", "≤"
    EQUAL = "eq", "="
    RANGE = "range", _("between")
    TEXT = "text", _("in words")


class JobKind(models.TextChoices):
    IMPORT_ACHIEVEMENTS = "import_achievements", _("import of achievements")
    IMPORT_DEMANDS = "import_demands", _("import of demands")
    EXPORT_ACHIEVEMENTS = "export_achievements", _("export of achievements")
    EXPORT_DEMANDS = "export_demands", _("export of demands")


class JobState(models.TextChoices):
    DRAFT = "draft", _("uploaded")
    WAITING = "waiting", _("waiting")
    RUNNING = "running", _("running")
    CHECKED = "checked", _("checked, nothing written yet")
    DONE = "done", _("done")
    FAILED = "failed", _("failed")


class Outcome(models.TextChoices):
    """What an import did with one row."""

    CREATED = "created", _("created")
    UPDATED = "updated", _("updated")
    UNCHANGED = "unchanged", _("unchanged")
    REJECTED = "rejected", _("rejected")


class EndpointState(models.TextChoices):
    """A paused endpoint keeps collecting messages; a disabled one gets none."""

    ACTIVE = "active", _("active")
    PAUSED = "paused", _("paused")
    DISABLED = "disabled", _("switched off")


class DeliveryState(models.TextChoices):
    WAITING = "waiting", _("waiting")
    DELIVERED = "delivered", _("delivered")
    DEAD = "dead", _("given up")

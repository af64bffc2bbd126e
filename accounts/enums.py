"""Closed lists of people and organizations."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class OrganizationKind(models.TextChoices):
    FIRM = "firm", _("firm")
    UNIVERSITY = "university", _("university")
    INSTITUTE = "institute", _("research institute")
    TRANSFER = "transfer", _("technology transfer institution")
    EVALUATION = "evaluation", _("evaluation institution")
    FINANCE = "finance", _("financial institution")
    PARK = "park", _("park or association")
    GOVERNMENT = "government", _("public authority")
    PLATFORM = "platform", _("platform operator")


#: Kinds that curate achievements and see the institution's door.
SUPPLY_KINDS = frozenset(
    {OrganizationKind.UNIVERSITY, OrganizationKind.INSTITUTE, OrganizationKind.TRANSFER, OrganizationKind.EVALUATION}
)


class FirmSize(models.TextChoices):
    LARGE = "L", _("large")
    MEDIUM = "M", _("medium")
    SMALL = "S", _("small")
    MICRO = "XS", _("micro")


class Verification(models.TextChoices):
    PENDING = "pending", _("waiting for verification")
    VERIFIED = "verified", _("verified")
    REJECTED = "rejected", _("rejected")


#: Legal moves of an organization's verification.
VERIFICATION_MOVES = {
    Verification.PENDING: {Verification.VERIFIED, Verification.REJECTED},
    Verification.REJECTED: {Verification.PENDING, Verification.VERIFIED},
    Verification.VERIFIED: {Verification.REJECTED},
}


class Role(models.TextChoices):
    ADMIN = "admin", _("administrator")
    EDITOR = "editor", _("editor")
    REVIEWER = "reviewer", _("reviewer")
    MANAGER = "manager", _("technology manager")
    VIEWER = "viewer", _("viewer")


#: Roles that may write the organization's achievements and demands.
WRITING_ROLES = frozenset({Role.ADMIN, Role.EDITOR, Role.MANAGER})


class Channel(models.TextChoices):
    """The face through which a change came in."""

    PORTAL = "portal", _("portal")
    API = "api", _("API")
    COMMAND = "command", _("command line")
    SYSTEM = "system", _("system")


class ManagerLevel(models.TextChoices):
    """Grades of technology managers after the occupational standard."""

    JUNIOR = "junior", _("junior")
    INTERMEDIATE = "intermediate", _("intermediate")
    SENIOR = "senior", _("senior")


class ManagerJob(models.TextChoices):
    SCOUTING = "scouting", _("finding achievements")
    CULTIVATION = "cultivation", _("raising maturity")
    EVALUATION = "evaluation", _("evaluation")
    PROMOTION = "promotion", _("promotion and matching")
    NEGOTIATION = "negotiation", _("negotiation and contracts")
    LEGAL = "legal", _("law and intellectual property")
    FINANCE = "finance", _("finance")
    INCUBATION = "incubation", _("incubation")


class SpokenLanguage(models.TextChoices):
    CHINESE = "zh", _("Chinese")
    ENGLISH = "en", _("English")
    JAPANESE = "ja", _("Japanese")
    KOREAN = "ko", _("Korean")
    GERMAN = "de", _("German")
    FRENCH = "fr", _("French")
    RUSSIAN = "ru", _("Russian")


class ManagerStatus(models.TextChoices):
    DRAFT = "draft", _("draft")
    APPLIED = "applied", _("waiting for verification")
    RETURNED = "returned", _("returned with a note")
    REGISTERED = "registered", _("registered")
    SUSPENDED = "suspended", _("suspended")


#: verb → (from, to) of a technology manager's profile.
MANAGER_MOVES: dict[str, tuple[frozenset[str], str]] = {
    "apply": (frozenset({ManagerStatus.DRAFT, ManagerStatus.RETURNED}), ManagerStatus.APPLIED),
    "register": (frozenset({ManagerStatus.APPLIED, ManagerStatus.SUSPENDED}), ManagerStatus.REGISTERED),
    "return": (frozenset({ManagerStatus.APPLIED}), ManagerStatus.RETURNED),
    "suspend": (frozenset({ManagerStatus.REGISTERED}), ManagerStatus.SUSPENDED),
}

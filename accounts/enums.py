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

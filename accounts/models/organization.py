"""Organizations, who belongs to them and who is invited."""

import secrets

import pghistory
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.enums import FirmSize, OrganizationKind, Role, Verification
from accounts.querysets import OrganizationQuerySet
from accounts.validators import validate_credit_code
from common.fields import PublicNumber
from common.language import localized
from common.models import Stamped
from taxonomy.models import Industry, Region


@pghistory.track()
class Organization(Stamped):
    """A firm, university, institution, authority … under its unified social credit code."""

    no = models.CharField(
        _("number"), max_length=20, unique=True, editable=False, db_default=PublicNumber("O", "organization_no")
    )
    code = models.CharField(
        _("unified social credit code"),
        max_length=18,
        null=True,
        blank=True,
        unique=True,
        validators=[validate_credit_code],
    )
    kind = models.CharField(_("kind"), max_length=12, choices=OrganizationKind.choices)
    name = models.CharField(_("name"), max_length=120)
    name_en = models.CharField(_("English name"), max_length=160, blank=True)
    region = models.ForeignKey(
        Region, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("region")
    )
    industry = models.ForeignKey(
        Industry, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("industry")
    )
    size = models.CharField(_("firm size"), max_length=2, choices=FirmSize.choices, blank=True)
    sme_grades = ArrayField(models.CharField(max_length=40), default=list, blank=True, verbose_name=_("SME grades"))
    intro = models.TextField(_("about"), blank=True, max_length=3000)
    intro_en = models.TextField(_("about, in English"), blank=True, max_length=3000)
    website = models.URLField(_("website"), blank=True)
    # Contact details are revealed only after both sides consent; no list, search or export shows them.
    contact_name = models.CharField(_("contact person"), max_length=80, blank=True)
    contact_phone = models.CharField(_("contact phone"), max_length=40, blank=True)
    contact_email = models.EmailField(_("contact e-mail"), blank=True)
    verification = models.CharField(max_length=10, choices=Verification.choices, default=Verification.PENDING)
    verification_note = models.TextField(blank=True)
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    verified_at = models.DateTimeField(null=True, blank=True)
    sort_key = models.CharField(max_length=240, blank=True, editable=False)

    objects = OrganizationQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("organization"), _("organizations")
        ordering = ["sort_key", "id"]
        indexes = [models.Index(fields=["kind", "verification"]), models.Index(fields=["region"])]

    def __str__(self) -> str:
        return localized(self.name, self.name_en)

    def get_absolute_url(self) -> str:
        return reverse("accounts:institution", args=[self.no])

    @property
    def display_intro(self) -> str:
        return localized(self.intro, self.intro_en)

    @property
    def is_verified(self) -> bool:
        return self.verification == Verification.VERIFIED


class Membership(Stamped):
    """What one person may do for one organization."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships")
    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(_("role"), max_length=10, choices=Role.choices, default=Role.EDITOR)
    active = models.BooleanField(default=True)

    class Meta:
        verbose_name, verbose_name_plural = _("membership"), _("memberships")
        ordering = ["organization_id", "id"]
        constraints = [models.UniqueConstraint(fields=["user", "organization"], name="membership_once")]

    def __str__(self) -> str:
        return f"{self.user} · {self.organization} · {self.get_role_display()}"


def invitation_token() -> str:
    return secrets.token_urlsafe(32)


class Invitation(Stamped):
    """An open invitation to join an organization; the token in its link is the only key to it."""

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="invitations")
    email = models.EmailField(_("e-mail address"))
    role = models.CharField(_("role"), max_length=10, choices=Role.choices, default=Role.EDITOR)
    token = models.CharField(max_length=64, unique=True, default=invitation_token, editable=False)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name, verbose_name_plural = _("invitation"), _("invitations")
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "email"],
                condition=models.Q(accepted_at__isnull=True),
                name="invitation_open_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.email} → {self.organization}"

    @property
    def is_open(self) -> bool:
        return self.accepted_at is None and self.expires_at > timezone.now()

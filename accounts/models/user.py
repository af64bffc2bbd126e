"""People and service accounts: they sign in by e-mail address."""

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from accounts.enums import SUPPLY_KINDS, WRITING_ROLES, OrganizationKind, Role, Verification


class UserManager(BaseUserManager):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, email: str | None) -> "User":
        return self.get(email__iexact=email)


class User(AbstractBaseUser, PermissionsMixin):
    """A person, or with ``is_service`` the account under which an API client acts.

    ``organization`` is the one the person acts for now; what he may do there is his membership's role.
    """

    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name"), max_length=80, blank=True)
    organization = models.ForeignKey(
        "accounts.Organization", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    language = models.CharField(_("language"), max_length=10, blank=True)
    is_active = models.BooleanField(_("active"), default=True)
    is_staff = models.BooleanField(_("may use the administration pages"), default=False)
    is_service = models.BooleanField(_("service account"), default=False)
    date_joined = models.DateTimeField(default=timezone.now)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    objects = UserManager()

    class Meta:
        verbose_name, verbose_name_plural = _("user"), _("users")
        constraints = [models.UniqueConstraint(Lower("email"), name="user_email_once_in_any_case")]

    def __str__(self) -> str:
        return self.display_name

    @property
    def display_name(self) -> str:
        return self.name or self.email.split("@")[0]

    @cached_property
    def membership(self) -> "Any | None":
        """The active membership in the organization he acts for, with the organization loaded; one query a request."""
        if self.organization_id is None:
            return None
        rows = self.memberships.filter(organization_id=self.organization_id, active=True)
        return rows.select_related("organization__region").first()

    @property
    def role(self) -> str:
        """The role in the current organization, empty without one."""
        return self.membership.role if self.membership else ""

    @property
    def kind(self) -> str:
        """The kind of the current organization, empty without one."""
        return self.membership.organization.kind if self.membership else ""

    @property
    def is_writer(self) -> bool:
        """May write entries of his organization."""
        return self.role in WRITING_ROLES

    @property
    def is_supplier(self) -> bool:
        return self.kind in SUPPLY_KINDS

    @property
    def is_reviewer(self) -> bool:
        """Reviews entries of every organization: a reviewer or administrator of the platform operator."""
        return self.kind == OrganizationKind.PLATFORM and self.role in {Role.REVIEWER, Role.ADMIN}

    @property
    def is_official(self) -> bool:
        """Acts for a verified public authority; sees the rows of its region."""
        return (
            self.kind == OrganizationKind.GOVERNMENT
            and self.membership.organization.verification == Verification.VERIFIED
        )

    @property
    def is_manager(self) -> bool:
        """A technology manager."""
        return self.role == Role.MANAGER

    @property
    def region_prefix(self) -> str:
        """Leading digits of the region codes an official sees; empty means the nation."""
        organization = self.membership.organization if self.membership else None
        return organization.region.prefix if organization and organization.region else ""

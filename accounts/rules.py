"""What may be done with organizations and their people."""

from typing import Any

import rules

from accounts.enums import OrganizationKind, Role


@rules.predicate
def administers(user: Any, organization: Any) -> bool:
    return bool(
        organization and user.membership and user.organization_id == organization.pk and user.role == Role.ADMIN
    )


@rules.predicate
def has_jurisdiction(user: Any, organization: Any) -> bool:
    """An official over organizations of the region, never over his own or another authority."""
    if not (organization and user.is_official) or organization.kind == OrganizationKind.GOVERNMENT:
        return False
    return (organization.region_id or "").startswith(user.region_prefix)


@rules.predicate
def runs_the_platform(user: Any, organization: Any = None) -> bool:
    return user.is_superuser or (user.is_reviewer and user.role == Role.ADMIN)


@rules.predicate
def is_signed_in(user: Any, organization: Any = None) -> bool:
    return user.is_authenticated and not user.is_service


rules.add_perm("accounts.add_organization", is_signed_in)
rules.add_perm("accounts.change_organization", administers | runs_the_platform)
rules.add_perm("accounts.invite_to_organization", administers)
rules.add_perm("accounts.manage_api_clients", administers)
rules.add_perm("accounts.verify_organization", has_jurisdiction | runs_the_platform)

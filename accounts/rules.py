"""What may be done with organizations and their people."""

from typing import Any

import rules

from accounts.enums import ManagerStatus, OrganizationKind, Role


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


@rules.predicate
def is_his_profile(user: Any, profile: Any) -> bool:
    return bool(profile is not None and user.is_authenticated and profile.user_id == user.pk)


@rules.predicate
def is_registered_profile(user: Any, profile: Any) -> bool:
    return profile is not None and profile.status == ManagerStatus.REGISTERED


@rules.predicate
def has_applied(user: Any, profile: Any) -> bool:
    return profile is not None and profile.status != ManagerStatus.DRAFT


@rules.predicate
def sits_at_the_desk(user: Any, profile: Any = None) -> bool:
    return user.is_authenticated and (user.is_superuser or user.is_reviewer)


@rules.predicate
def works_as_manager(user: Any, profile: Any = None) -> bool:
    """Acts in the role of a technology manager; the role is given by his organization."""
    return user.is_authenticated and not user.is_service and user.is_manager


rules.add_perm(
    "accounts.view_managerprofile",
    is_registered_profile | is_his_profile | (sits_at_the_desk & has_applied) | rules.is_superuser,
)
rules.add_perm("accounts.add_managerprofile", works_as_manager)
rules.add_perm("accounts.change_managerprofile", is_his_profile & works_as_manager)
rules.add_perm("accounts.apply_managerprofile", is_his_profile & works_as_manager)
for verb in ("register", "return", "suspend"):
    # Nobody decides about himself.
    rules.add_perm(f"accounts.{verb}_managerprofile", sits_at_the_desk & has_applied & ~is_his_profile)
rules.add_perm("accounts.verify_managers", sits_at_the_desk)

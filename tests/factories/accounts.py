"""People and organizations for tests."""

from typing import Any

import factory
from factory.django import DjangoModelFactory

from accounts.enums import OrganizationKind, Role, Verification
from accounts.models import ManagerProfile, Membership, Organization, User
from taxonomy.models import Region

PASSWORD = "correct horse battery"


class OrganizationFactory(DjangoModelFactory):
    class Meta:
        model = Organization

    kind = OrganizationKind.FIRM
    name = factory.Sequence(lambda n: f"第{n}号企业")
    name_en = factory.Sequence(lambda n: f"Firm {n}")
    verification = Verification.VERIFIED
    sort_key = factory.Sequence(lambda n: f"{n:06}")


class UserFactory(DjangoModelFactory):
    """A signed-up person; ``member_of`` makes one act for an organization."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"person{n}@example.org")
    password = factory.django.Password(PASSWORD)


def region(code: str, level: str = "city") -> Region:
    """A region with the parents it needs."""
    parent = None
    if level != "province":
        parent, _ = Region.objects.get_or_create(
            code=code[:2] + "0000", defaults={"name": code[:2], "level": "province"}
        )
    return Region.objects.get_or_create(code=code, defaults={"name": code, "level": level, "parent": parent})[0]


def member_of(organization: Organization, role: str = Role.EDITOR, **fields: Any) -> User:
    """A new person who acts for ``organization`` in ``role``."""
    user = UserFactory(organization=organization, **fields)
    Membership.objects.create(user=user, organization=organization, role=role)
    return user


def person(door: str) -> User:
    """One of the kinds of people: sme, institution, reviewer, official (of Henan), manager, viewer, admin, stranger."""
    match door:
        case "sme":
            return member_of(OrganizationFactory(kind=OrganizationKind.FIRM), Role.ADMIN)
        case "institution":
            return member_of(OrganizationFactory(kind=OrganizationKind.UNIVERSITY), Role.ADMIN)
        case "reviewer":
            return member_of(OrganizationFactory(kind=OrganizationKind.PLATFORM), Role.REVIEWER)
        case "official":
            authority = OrganizationFactory(kind=OrganizationKind.GOVERNMENT, region=region("410000", "province"))
            return member_of(authority, Role.EDITOR)
        case "manager":
            return member_of(OrganizationFactory(kind=OrganizationKind.TRANSFER), Role.MANAGER)
        case "viewer":
            return member_of(OrganizationFactory(kind=OrganizationKind.FIRM), Role.VIEWER)
        case "admin":
            return member_of(
                OrganizationFactory(kind=OrganizationKind.PLATFORM), Role.ADMIN, is_staff=True, is_superuser=True
            )
        case "stranger":
            return UserFactory()
    raise ValueError(door)


def manager(**profile: Any) -> User:
    """A person in the role of technology manager whose profile is registered; ``status=`` makes any other."""
    user = member_of(OrganizationFactory(kind=OrganizationKind.TRANSFER), Role.MANAGER, name="赵渡")
    values = {"status": "registered", "bio": "十年技术转移经验", "organization": user.organization} | profile
    ManagerProfile.objects.create(user=user, **values)
    return user

"""Who sees and does what: every role × status × visibility × owner × exclusion."""

import itertools

import pytest
from django.contrib.auth.models import AnonymousUser

from accounts.enums import OrganizationKind, Role
from accounts.models import Membership
from demands.enums import MOVES, Status
from demands.models import Demand, DemandExclusion
from integration.enums import Visibility
from tests.factories.accounts import OrganizationFactory, member_of, person, region
from tests.factories.demands import DemandFactory

pytestmark = pytest.mark.django_db
DOORS = ["anonymous", "stranger", "viewer", "sme", "institution", "manager", "reviewer", "official", "admin", "owner",
         "owner_viewer", "former", "national", "excluded", "excluded_reviewer"]  # fmt: skip
VERBS = ["change", "publish", "pause", "solve", "withdraw", "approve", "return"]


def people(owner_organization):
    found = {"anonymous": AnonymousUser(), "owner": member_of(owner_organization, Role.EDITOR)}
    found["owner_viewer"] = member_of(owner_organization, Role.VIEWER)
    found["former"] = member_of(owner_organization, Role.EDITOR)
    Membership.objects.filter(user=found["former"]).update(active=False)
    found["national"] = member_of(OrganizationFactory(kind=OrganizationKind.GOVERNMENT), Role.EDITOR)
    found["excluded"] = person("institution")
    found["excluded_reviewer"] = person("reviewer")
    return found | {door: person(door) for door in DOORS if door not in found}


def test_view_says_for_one_row_what_visible_to_says_for_all():
    organization = OrganizationFactory()
    everybody = people(organization)
    places = (region("410100"), region("330100"))
    rows = [
        DemandFactory(organization=organization, status=status, visibility=visibility, region=place)
        for status, visibility, place in itertools.product(Status, Visibility, places)
    ]
    for row, door in itertools.product(rows, ("excluded", "excluded_reviewer")):
        DemandExclusion.objects.create(demand=row, organization=everybody[door].organization)
    for door, user in everybody.items():
        seen = set(Demand.objects.visible_to(user).values_list("pk", flat=True))
        allowed = {row.pk for row in rows if user.has_perm("demands.view_demand", row)}
        assert seen == allowed, door
    sizes = {door: Demand.objects.visible_to(user).count() for door, user in everybody.items()}
    assert sizes == {
        "anonymous": 4, "stranger": 4, "former": 4, "viewer": 8, "sme": 8, "institution": 8, "manager": 8, "reviewer": 42,
        "official": 16, "national": 24, "admin": 48, "owner": 48, "owner_viewer": 48, "excluded": 0, "excluded_reviewer": 0,
    }  # fmt: skip


def test_who_may_do_what():
    organization = OrganizationFactory()
    everybody = people(organization)
    entry = DemandFactory(organization=organization)
    allowed = {
        door: {verb for verb in VERBS if user.has_perm(f"demands.{verb}_demand", entry)}
        for door, user in everybody.items()
    }
    owner, judge = {"change", "publish", "pause", "solve", "withdraw"}, {"approve", "return"}
    expected = {door: set() for door in DOORS}
    expected |= {"owner": owner, "reviewer": judge, "excluded_reviewer": judge, "admin": set(VERBS)}
    assert allowed == expected


def test_who_sees_what_the_firm_keeps_to_itself():
    organization = OrganizationFactory()
    everybody = people(organization)
    named = DemandFactory(organization=organization)
    anonymous = DemandFactory(organization=organization, publish_as="anonymous")
    insiders = {"owner", "owner_viewer", "reviewer", "excluded_reviewer", "admin"}
    for entry, perm, expected in (
        (named, "see_private", insiders),
        (anonymous, "see_private", insiders),
        (named, "see_owner", set(DOORS)),
        (anonymous, "see_owner", insiders),
    ):
        seen = {door for door, user in everybody.items() if user.has_perm(f"demands.{perm}_demand", entry)}
        assert seen == expected, perm


def test_every_verb_has_a_rule():
    import rules

    for verb in set(MOVES) - {"expire"}:
        assert rules.perm_exists(f"demands.{verb}_demand")

"""Who sees and does what: every role × status × visibility × owner."""

import itertools

import pytest
from django.contrib.auth.models import AnonymousUser

from accounts.enums import OrganizationKind, Role
from accounts.models import Membership
from achievements.enums import MOVES, Status
from achievements.models import Achievement
from integration.enums import Visibility
from tests.factories.accounts import OrganizationFactory, member_of, person, region
from tests.factories.achievements import AchievementFactory

pytestmark = pytest.mark.django_db
DOORS = ["anonymous", "stranger", "viewer", "sme", "institution", "manager", "reviewer", "official", "admin", "owner",
         "owner_viewer", "former", "national"]  # fmt: skip
VERBS = ["change", "submit", "withdraw", "archive", "confirm", "publish", "return", "review"]


def people(owner_organization):
    """Role → user; ``owner`` writes for the entry's organization, ``former`` no longer does."""
    found = {"anonymous": AnonymousUser(), "owner": member_of(owner_organization, Role.EDITOR)}
    found["owner_viewer"] = member_of(owner_organization, Role.VIEWER)
    found["former"] = member_of(owner_organization, Role.EDITOR)
    Membership.objects.filter(user=found["former"]).update(active=False)
    found["national"] = member_of(OrganizationFactory(kind=OrganizationKind.GOVERNMENT), Role.EDITOR)
    return found | {door: person(door) for door in DOORS if door not in found}


def test_view_says_for_one_row_what_visible_to_says_for_all():
    organization = OrganizationFactory(kind="university")
    everybody = people(organization)
    henan, zhejiang = region("410100"), region("330100")
    rows = [
        AchievementFactory(organization=organization, status=status, visibility=visibility, region=place)
        for status, visibility, place in itertools.product(Status, Visibility, (henan, zhejiang, None))
    ]
    for door, user in everybody.items():
        seen = set(Achievement.objects.visible_to(user).values_list("pk", flat=True))
        allowed = {row.pk for row in rows if user.has_perm("achievements.view_achievement", row)}
        assert seen == allowed, door
    sizes = {door: Achievement.objects.visible_to(user).count() for door, user in everybody.items()}
    assert sizes == {
        "anonymous": 3, "stranger": 3, "former": 3, "viewer": 6, "sme": 6, "institution": 6, "manager": 6,
        "reviewer": 45, "official": 7, "national": 9, "admin": 54, "owner": 54, "owner_viewer": 54,
    }  # fmt: skip


def test_who_may_do_what():
    organization = OrganizationFactory(kind="university")
    everybody = people(organization)
    entry = AchievementFactory(organization=organization, status="submitted", published_at=None)
    allowed = {
        door: {verb for verb in VERBS if user.has_perm(f"achievements.{verb}_achievement", entry)}
        for door, user in everybody.items()
    }
    owner = {"change", "submit", "withdraw", "archive", "confirm"}
    judge = {"publish", "return", "review"}
    assert allowed == {door: set() for door in DOORS} | {"owner": owner, "reviewer": judge, "admin": set(VERBS)}


def test_nobody_judges_a_draft_or_his_own_work():
    reviewer = person("reviewer")
    draft = AchievementFactory(status="draft", published_at=None)
    own = AchievementFactory(status="submitted", published_at=None, created_by=reviewer)
    for entry in (draft, own):
        assert not reviewer.has_perm("achievements.review_achievement", entry)
        assert not reviewer.has_perm("achievements.publish_achievement", entry)


@pytest.mark.parametrize(("door", "adds"), [("sme", True), ("manager", True), ("viewer", False), ("stranger", False)])
def test_who_may_add(door, adds):
    assert person(door).has_perm("achievements.add_achievement") is adds


def test_every_verb_has_a_rule():
    import rules

    for verb in MOVES:
        assert rules.perm_exists(f"achievements.{verb}_achievement")

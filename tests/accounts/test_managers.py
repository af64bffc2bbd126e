"""Technology managers: every move, who may make it, what the directory shows."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from accounts import actions
from accounts.enums import MANAGER_MOVES, ManagerStatus
from accounts.models import AuditEntry, ManagerProfile, Notification
from tests.factories.accounts import manager, person

pytestmark = pytest.mark.django_db
DOORS = ["stranger", "viewer", "sme", "institution", "manager", "reviewer", "official", "admin", "owner"]


def run(verb, profile, by):
    if verb == "apply":
        return actions.apply_as_manager(profile, by=by)
    return actions.decide_manager(profile, verb=verb, by=by, note="证书编号不符")


@pytest.mark.parametrize("status", ManagerStatus.values)
@pytest.mark.parametrize("verb", MANAGER_MOVES)
def test_every_move_from_every_status(verb, status):
    owner, reviewer = manager(status=status), person("reviewer")
    profile = owner.manager_profile
    allowed, target = MANAGER_MOVES[verb]
    by = owner if verb == "apply" else reviewer
    if status in allowed:
        assert run(verb, profile, by).status == target
        assert AuditEntry.objects.get(verb=verb).after == {"status": target}
        return
    with pytest.raises(actions.NotPossible):
        run(verb, profile, by)
    profile.refresh_from_db()
    assert profile.status == status
    assert not AuditEntry.objects.exists()
    assert not Notification.objects.exists()


def test_who_may_do_what():
    owner = manager(status="applied")
    everybody = {door: person(door) for door in DOORS if door != "owner"} | {"owner": owner}
    verbs = ["view", "change", "apply", "register", "return", "suspend"]
    may = {
        door: {v for v in verbs if user.has_perm(f"accounts.{v}_managerprofile", owner.manager_profile)}
        for door, user in everybody.items()
    }
    desk = {"view", "register", "return", "suspend"}
    assert may == {door: set() for door in DOORS} | {
        "owner": {"view", "change", "apply"}, "reviewer": desk, "admin": set(verbs),
    }  # fmt: skip


@pytest.mark.parametrize("status", ManagerStatus.values)
def test_view_and_visible_to_agree(status):
    owner = manager(status=status)
    for door in DOORS:
        user = owner if door == "owner" else person(door)
        seen = ManagerProfile.objects.visible_to(user).filter(pk=owner.manager_profile.pk).exists()
        assert seen == user.has_perm("accounts.view_managerprofile", owner.manager_profile), door


def test_a_return_needs_a_note():
    profile = manager(status="applied").manager_profile
    with pytest.raises(ValidationError):
        actions.decide_manager(profile, verb="return", by=person("reviewer"), note=" ")
    profile.refresh_from_db()
    assert profile.status == "applied"


def test_a_new_level_is_verified_again():
    owner = manager()
    row = actions.save_profile(by=owner, values={"level": "senior"})
    assert (row.status, row.level) == ("applied", "senior")
    row = actions.save_profile(by=owner, values={"bio": "另一段"})
    assert row.status == "applied"


def test_from_profile_to_directory():
    user = person("manager")
    client = Client(headers={"accept-language": "en"})
    client.force_login(user)
    data = {"bio": "Ten transfers in surface treatment", "level": "senior", "capacity": 40, "training_hours": 0}
    assert client.post("/workspace/manager/", data).status_code == 302
    assert client.post("/workspace/manager/apply/").status_code == 302
    profile = ManagerProfile.objects.get(user=user)
    assert (profile.status, profile.level, profile.capacity) == ("applied", "senior", 40)
    assert Client().get(profile.get_absolute_url()).status_code == 404
    desk = Client(headers={"accept-language": "en"})
    desk.force_login(person("reviewer"))
    assert profile.no in desk.get("/curation/managers/").content.decode()
    desk.post("/curation/managers/", {"no": profile.no, "verb": "register"})
    assert "Ten transfers" in Client(headers={"accept-language": "en"}).get("/managers/?level=senior").content.decode()
    body = client.get(f"/api/v1/managers/{profile.no}/").json()
    assert (body["level"], body["organization"], body["technology_fields"]) == ("senior", user.organization.no, [])


def test_pages_cost_the_same_for_one_and_three(count_queries):
    manager()
    client = Client()
    few = count_queries(lambda: client.get("/managers/"))
    manager()
    manager()
    assert count_queries(lambda: client.get("/managers/")) == few <= 12


def test_only_managers_write_a_profile():
    client = Client()
    client.force_login(person("sme"))
    assert client.get("/workspace/manager/").status_code == 403
    assert client.get("/curation/managers/").status_code == 403

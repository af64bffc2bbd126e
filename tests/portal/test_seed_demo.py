"""``seed_demo``: everything goes in once, and the logins stay what they are."""

import json

import pytest
from django.core.management import CommandError, call_command

from accounts.models import ApiClient, AuditEntry, Membership, Organization, User
from achievements.models import Achievement, Review
from demands.models import Demand
from matching.models import Feedback
from matchplatform.localstack import credentials
from portal.demo import files

MODELS = (Organization, User, Membership, Achievement, Review, Demand, Feedback, ApiClient, AuditEntry)


@pytest.fixture
def code_lists(db):
    call_command("load_taxonomy", verbosity=0)


@pytest.fixture
def folder(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    return tmp_path


def counts():
    return {model.__name__: model.objects.count() for model in MODELS}


@pytest.mark.django_db(transaction=False)
def test_second_run_changes_nothing(code_lists, folder, client):
    call_command("seed_demo", verbosity=0)
    first, stored = counts(), credentials.read(folder)
    versions = dict(Achievement.objects.values_list("no", "version"))
    call_command("seed_demo", verbosity=0)

    assert counts() == first
    assert credentials.read(folder) == stored
    assert dict(Achievement.objects.values_list("no", "version")) == versions
    assert first["Achievement"] == len(list(files.entries("achievements_*.json")))
    assert first["Demand"] == len(list(files.entries("demands_*.json")))
    # Two demo deals are signed, and each says so to the learning loop.
    assert first["Feedback"] == len(files.history()["answers"]) + 2
    _check_logins(stored, client)
    _check_states()


def _check_logins(stored, client):
    assert [user["role"] for user in stored["users"]] == [
        "sme", "institution", "reviewer", "official", "manager", "admin",
    ]  # fmt: skip
    people = {user["role"]: User.objects.get(email=user["email"]) for user in stored["users"]}
    assert all(people[user["role"]].check_password(user["password"]) for user in stored["users"])
    assert all(person.emailaddress_set.filter(verified=True).exists() for person in people.values())
    assert people["sme"].kind == "firm"
    assert people["institution"].is_supplier
    assert people["reviewer"].is_reviewer
    assert people["official"].is_official
    assert people["official"].region_prefix == "41"
    assert people["manager"].is_manager
    assert people["admin"].is_superuser
    sme, institution, official = (set(row["scopes"]) for row in stored["api_clients"])
    assert "demands:write" in sme
    assert "achievements:write" not in sme
    assert "achievements:write" in institution
    assert "demands:write" not in institution
    assert official == {f"{name}:read" for name in ("achievements", "demands", "matches", "events", "deals", "stats")}
    body = {
        "grant_type": "client_credentials",
        **{k: stored["api_clients"][2][k] for k in ("client_id", "client_secret")},
    }
    assert set(client.post("/o/token/", body).json()["scope"].split()) == official


def _check_states():
    story = files.history()["achievements"]
    wanted = {key: event["state"] for key, event in story.items()}
    found = dict(Achievement.objects.filter(source_id__in=wanted).values_list("source_id", "status"))
    assert found == wanted
    assert not Achievement.objects.exclude(source_id__in=wanted).exclude(status="published").exists()
    pending = Organization.objects.get(verification="pending")
    assert set(pending.demands.values_list("status", flat=True)) == {"in_review"}
    english = Achievement.objects.filter(source_system="demo", language="en").first()
    assert english.title.isascii()
    assert not english.title_other.isascii()
    from django.utils import timezone

    entry = next(files.entries("achievements_01.json"))
    row = Achievement.objects.get(source_id=entry["key"])
    assert (timezone.localdate() - timezone.localtime(row.published_at).date()).days == entry["days_ago"]
    assert row.indicators.count() == len(entry["indicators"])
    assert row.ip_rights.count() == len(entry["ip"])


@pytest.mark.django_db
def test_lost_file_makes_new_secrets_and_no_second_client(code_lists, folder):
    call_command("seed_demo", verbosity=0)
    before, clients = credentials.read(folder), ApiClient.objects.count()
    (folder / credentials.FILE_NAME).unlink()
    call_command("seed_demo", verbosity=0)
    after = credentials.read(folder)
    assert ApiClient.objects.count() == clients
    assert {u["password"] for u in after["users"]}.isdisjoint(u["password"] for u in before["users"])
    assert User.objects.get(email="sme@demo.example").check_password(after["users"][0]["password"])


@pytest.mark.django_db
def test_minimal_makes_only_the_operator(code_lists, folder):
    call_command("seed_demo", minimal=True, verbosity=0)
    call_command("seed_demo", minimal=True, verbosity=0)
    assert list(Organization.objects.values_list("kind", "verification")) == [("platform", "verified")]
    assert not (folder / credentials.FILE_NAME).exists()
    assert User.objects.count() == 0
    assert Achievement.objects.count() == Demand.objects.count() == 0


@pytest.mark.django_db
def test_demo_data_joins_an_operator_that_is_there(code_lists, folder):
    call_command("seed_demo", minimal=True, verbosity=0)
    call_command("seed_demo", verbosity=0)
    operator = Organization.objects.get(kind="platform")
    assert set(operator.memberships.values_list("user__email", "role")) == {
        ("admin@demo.example", "admin"), ("reviewer@demo.example", "reviewer"),
    }  # fmt: skip
    assert User.objects.get(email="admin@demo.example").organization == operator


@pytest.mark.django_db
def test_a_broken_entry_is_named_and_nothing_is_loaded(code_lists, folder, monkeypatch):
    real = files.entries

    def broken(pattern):
        for entry in real(pattern):
            yield entry | {"price_mode": "fixed", "price_min": None} if entry["key"] == "ach_001" else entry

    monkeypatch.setattr(files, "entries", broken)
    with pytest.raises(CommandError, match="ach_001: price_min"):
        call_command("seed_demo", verbosity=0)
    assert Organization.objects.count() == User.objects.count() == Achievement.objects.count() == 0


def test_files_are_well_formed():
    keys = [
        entry["key"]
        for pattern in ("achievements_*", "demands_*", "organizations*")
        for entry in files.entries(f"{pattern}.json")
    ]
    assert len(keys) == len(set(keys))
    story = files.history()
    assert json.dumps(story, ensure_ascii=False).count("！") == 0
    named = {line[name] for line in story["answers"] for name in ("demand", "achievement", "org")}
    assert named | story["achievements"].keys() | story["demands"].keys() <= set(keys)

"""The demo logins and API clients, and what the credentials file says about them.

Passwords are hashed in two threads beside the loading of the libraries: hashing is slow on purpose and needs no database.
"""

import secrets
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password

from accounts.actions import create_api_client
from accounts.enums import Channel
from accounts.models import ApiClient, Organization, User
from accounts.scopes import SCOPES

ROLES = ("sme", "institution", "reviewer", "official", "manager", "admin")
_BOTH_SIDES = ["matches:read", "matches:feedback", "events:read", "events:write", "deals:read", "deals:write"]
#: In the order of the file: organization key, name of the client, scopes.
CLIENTS = (
    (
        "s_luoyang_bearing",
        "demo SME",
        ["demands:read", "demands:write", "achievements:read", "webhooks:manage", *_BOTH_SIDES],
    ),
    ("u_zhengzhou_tech", "demo institution", ["achievements:read", "achievements:write", "demands:read", *_BOTH_SIDES]),
    ("g_henan_sme", "demo official", [scope for scope in SCOPES if scope.endswith(":read")]),
)


@dataclass
class Accounts:
    """``payload``: what the credentials file shall hold."""

    payload: dict[str, Any] = field(default_factory=dict)


@contextmanager
def load_accounts(organizations: dict[str, Organization], known: dict[str, Any]) -> Iterator[Accounts]:
    """Give passwords to the people of the roles and make the clients; hashes are written when the block ends.

    Whoever is already in ``known`` and in the database keeps his password; secrets cannot be read back from the
    database, so for anybody missing in the file a new one is made.
    """
    stored = {row["email"]: row["password"] for row in known.get("users", [])}
    people = {role: User.objects.get(email=f"{role}@demo.example") for role in ROLES}
    hashes: dict[str, Future[str]] = {}
    accounts, users = Accounts(), []
    with ThreadPoolExecutor(max_workers=2) as pool:
        for role, user in people.items():
            password = stored.get(user.email) or secrets.token_urlsafe(12)
            users.append({"role": role, "email": user.email, "password": password})
            if user.email not in stored or not user.has_usable_password():
                hashes[role] = pool.submit(make_password, password)
        yield accounts
        for role, future in hashes.items():
            people[role].password = future.result()
    User.objects.bulk_update([people[role] for role in hashes], ["password"])
    _confirm_addresses(people.values())
    accounts.payload |= {"users": users, "api_clients": _clients(organizations, known)}


def _confirm_addresses(people: Any) -> None:
    rows = [EmailAddress(user=user, email=user.email, verified=True, primary=True) for user in people]
    EmailAddress.objects.bulk_create(rows, ignore_conflicts=True)


def _clients(organizations: dict[str, Organization], known: dict[str, Any]) -> list[dict[str, Any]]:
    there = set(ApiClient.objects.values_list("client_id", flat=True))
    kept = {tuple(sorted(row["scopes"])): row for row in known.get("api_clients", []) if row["client_id"] in there}
    return [
        kept.get(tuple(sorted(scopes))) or _new_client(organizations[key], name, scopes)
        for key, name, scopes in CLIENTS
    ]


def _new_client(organization: Organization, name: str, scopes: list[str]) -> dict[str, Any]:
    organization.api_clients.filter(name=name).delete()
    client, secret = create_api_client(organization, name=name, scopes=scopes, by=None, channel=Channel.COMMAND)
    return {
        "organization": organization.name,
        "client_id": client.client_id,
        "client_secret": secret,
        "scopes": client.scopes,
    }

"""Collecting every address and asking it as every role; the expected answers stand in ``permissions.txt``."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from tests.factories.accounts import OrganizationFactory, member_of, person

TABLE = Path(__file__).with_name("permissions.txt")
ROLES = [
    "anonymous", "stranger", "viewer", "sme", "institution", "manager", "reviewer", "official", "admin", "owner",
]  # fmt: skip
PORTAL_METHODS = ["GET", "POST"]
API_METHODS = ["GET", "POST", "PATCH", "DELETE"]
# Django's administration has its own tests of access; media and debug addresses are not ours.
SKIPPED = ("admin/",)


@dataclass(frozen=True)
class Address:
    name: str
    route: str

    @property
    def methods(self) -> list[str]:
        return API_METHODS if self.route.startswith("api/v1/") else PORTAL_METHODS


def addresses() -> list[Address]:
    """Every named or unnamed pattern of the site, in the order of its route."""
    return sorted(set(_walk(get_resolver(), "", [])), key=lambda address: (address.route, address.name))


def _walk(resolver: URLResolver, prefix: str, spaces: list[str]) -> Iterator[Address]:
    for pattern in resolver.url_patterns:
        route = prefix + _plain(str(pattern.pattern))
        if route.startswith(SKIPPED):
            continue
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern, route, [*spaces, pattern.namespace] if pattern.namespace else spaces)
        elif isinstance(pattern, URLPattern):
            yield Address(":".join([*spaces, pattern.name or "-"]), route)


def _plain(route: str) -> str:
    """A regular expression of a router as a route: ``^jobs/(?P<pk>[^/.]+)/$`` → ``jobs/<pk>/``."""
    return re.sub(r"\(\?P<(\w+)>[^)]*\)", r"<\1>", route.strip("^$")).replace("\\Z", "").replace("\\", "")


class World:
    """One object of each kind that belongs to ``owner``'s organization, and a person for every role."""

    def __init__(self) -> None:
        from tests.factories.achievements import AchievementFactory
        from tests.factories.demands import DemandFactory

        organization = OrganizationFactory(kind="university")
        self.people: dict[str, Any] = {role: person(role) for role in ROLES if role not in {"anonymous", "owner"}}
        self.people["owner"] = member_of(organization, "admin")
        achievement = AchievementFactory(organization=organization, status="published")
        demand = DemandFactory(organization=organization, status="published")
        self.sessions: dict[str, dict[str, str]] = {}
        self.values = {"achievement": achievement, "demand": demand, "organization": organization}

    def path(self, address: Address) -> str:
        return "/" + re.sub(r"<(?:\w+:)?(\w+)>", lambda found: self._value(address.route, found[1]), address.route)

    def _value(self, route: str, name: str) -> str:
        kind = next((k for k in ("achievement", "demand") if k in route), None)
        if f"<uuid:{name}>" in route:
            return "00000000-0000-4000-8000-000000000000"
        if name == "no":
            return self.values[kind or "organization"].no
        if name in {"pk", "id"} and kind and "matching" not in route:
            return str(self.values[kind].pk)
        if name in {"demand_no", "demand"}:
            return self.values["demand"].no
        if name in {"achievement_no", "achievement"}:
            return self.values["achievement"].no
        return {"token": "nothing", "key": "a-b", "uidb36": "1", "format": "csv"}.get(name, "0")

    def _session(self, role: str) -> dict[str, str]:
        """Cookies of somebody who has signed in; once for each role, because that costs more than most requests."""
        if role not in self.sessions:
            client = Client()
            if role != "anonymous":
                client.force_login(self.people[role])
            self.sessions[role] = {name: morsel.value for name, morsel in client.cookies.items()}
        return self.sessions[role]

    def ask(self, role: str, method: str, address: Address) -> int:
        """The status of an empty request; whatever it would change is rolled back."""
        client = Client(raise_request_exception=False)
        client.cookies.load(self._session(role))
        with transaction.atomic():
            kwargs = {"content_type": "application/json", "data": "{}"} if method in {"PATCH", "DELETE"} else {}
            if method == "POST" and address.route.startswith("api/v1/"):
                kwargs = {"content_type": "application/json", "data": "{}"}
            status = (
                client.generic(method, self.path(address), **kwargs).status_code
                if kwargs
                else _plain_ask(client, method, self.path(address))
            )
            transaction.set_rollback(True)
        return status


def _plain_ask(client: Client, method: str, path: str) -> int:
    return (client.get(path) if method == "GET" else client.post(path)).status_code


def read_table() -> dict[tuple[str, str], dict[str, int]]:
    """(method, name route) → role → status."""
    if not TABLE.exists():
        return {}
    table: dict[tuple[str, str], dict[str, int]] = {}
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            method, *statuses, name, route = line.split()
            table[method, f"{name} {route}"] = dict(zip(ROLES, map(int, statuses), strict=True))
    return table


def write_table(table: dict[tuple[str, str], dict[str, int]]) -> None:
    """Replace the file; the difference is what a reviewer reads."""
    lines = [
        "# Every address as every role, with an empty body, on another organization's public object (owner: one's own).",
        "# " + " ".join(ROLES),
    ]
    for (method, name), row in sorted(table.items(), key=lambda item: (item[0][1].split()[1], item[0])):
        lines.append(
            f"{method:<6} {' '.join(str(row[role]) for role in ROLES)} {name.split()[0]} {name.split()[1] or '-'}"
        )
    TABLE.write_text("\n".join(lines) + "\n", encoding="utf-8")

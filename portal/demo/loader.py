"""The order in which the demo data goes in: the libraries in one transaction, what happened with them in another."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction

from accounts.models import Organization, User
from accounts.signals import organization_registered
from achievements.models import Achievement
from achievements.signals import achievement_returned, achievement_submitted, achievements_imported
from common.events import muted, publish
from demands.models import Demand
from demands.signals import demand_submitted, demands_imported
from portal.demo import files
from portal.demo.accounts import load_accounts
from portal.demo.achievements import load_achievements
from portal.demo.answers import load_answers
from portal.demo.deals import load_deals
from portal.demo.demands import load_demands
from portal.demo.events import load_events
from portal.demo.organizations import load_organizations, operator
from portal.demo.problems import Problems
from portal.demo.resources import load_resources
from portal.demo.trading import load_trading
from taxonomy.models import Industry, Region, TechnologyField


@transaction.atomic
def seed_platform() -> Organization:
    """The operator's own organization, which imports without ``--org`` belong to; made where there is none."""
    with muted():
        return operator()


@dataclass(frozen=True)
class Loaded:
    """What ``load`` found or made. ``payload`` is what the credentials file shall hold, ``added`` counts new rows."""

    payload: dict[str, Any]
    added: dict[str, int]
    organizations: dict[str, Organization]
    authors: dict[int, User]
    reviewer: User
    library: dict[str, Achievement]
    demands: dict[str, Demand]


@transaction.atomic
def load(known: dict[str, Any]) -> Loaded:
    """Load what is missing of people and libraries; ``known`` is the stored content of the credentials file.

    Raises ``DemoProblems`` with every entry that the models refuse; nothing is written then.
    """
    problems, story = Problems(), files.history()
    old = {row.source_id for row in Demand.objects.filter(source_system=files.SOURCE)}
    before = _counts()
    _check_codes(problems)
    with muted() as facts:
        organizations = load_organizations(_oldest_entries(), problems)
        problems.raise_if_any()
        with load_accounts(organizations, known) as accounts:
            authors = _authors(organizations)
            reviewer = User.objects.get(email="reviewer@demo.example")
            library = load_achievements(organizations, authors, reviewer, story["achievements"], problems)
            demands = load_demands(organizations, authors, reviewer, story["demands"], problems)
            problems.raise_if_any()
            load_resources(organizations, authors, reviewer, problems)
            answers = [line for line in story["answers"] if line["demand"] not in old]
            load_answers(answers, organizations, authors, (library, demands), problems)
            problems.raise_if_any()
    if facts:
        _tell(organizations, library, demands)
    added = {name: count - before[name] for name, count in _counts().items()}
    added["answers"] = len(answers)
    return Loaded(accounts.payload, added, organizations, authors, reviewer, library, demands)


@transaction.atomic
def load_stories(have: Loaded) -> None:
    """Events, deals and licences over the libraries, where they are missing."""
    with muted():
        load_events(have.organizations, have.authors)
        load_deals(have.authors, have.library, have.demands)
        load_trading(have.organizations, have.authors, have.reviewer, have.library, have.demands)


def _tell(organizations: dict[str, Any], library: dict[str, Any], demands: dict[str, Any]) -> None:
    """Two facts for both libraries instead of hundreds, and one for each thing that waits for somebody."""
    publish(achievements_imported, job_id=None)
    publish(demands_imported, job_id=None)
    for row in organizations.values():
        if row.verification == "pending":
            publish(organization_registered, organization_id=row.pk)
    waiting = {"submitted": achievement_submitted, "returned": achievement_returned}
    for row in library.values():
        if fact := waiting.get(row.status):
            publish(fact, achievement_id=row.pk)
    for row in demands.values():
        if row.status == "in_review":
            publish(demand_submitted, demand_id=row.pk)


def _check_codes(problems: Problems) -> None:
    """Codes that the lists do not know, which the database would refuse without naming the entry."""
    lists = {"region": Region, "industry": Industry, "field": TechnologyField}
    known = {name: set(model.objects.values_list("code", flat=True)) for name, model in lists.items()}
    for pattern in ("organizations*.json", "achievements_*.json", "demands_*.json"):
        for entry in files.entries(pattern):
            for name, codes in known.items():
                if entry.get(name) and entry[name] not in codes:
                    problems.append(f"{entry['key']}: {name}: {entry[name]} is in no code list")
    problems.raise_if_any()


def _counts() -> dict[str, int]:
    return {
        "organizations": Organization.objects.count(),
        "achievements": Achievement.objects.filter(source_system=files.SOURCE).count(),
        "demands": Demand.objects.filter(source_system=files.SOURCE).count(),
    }


def _oldest_entries() -> dict[str, int]:
    """Organization key → days since its oldest entry."""
    oldest: dict[str, int] = {}
    for pattern in ("achievements_*.json", "demands_*.json"):
        for entry in files.entries(pattern):
            oldest[entry["org"]] = max(entry["days_ago"], oldest.get(entry["org"], 0))
    return oldest


def _authors(organizations: dict[str, Organization]) -> dict[int, User]:
    """Organization → its first member, who writes its entries."""
    rows = User.objects.filter(memberships__organization__in=organizations.values(), is_service=False)
    pairs = list(rows.order_by("-memberships__id").values_list("memberships__organization_id", "pk"))
    users = User.objects.in_bulk([pk for _, pk in pairs])
    return {organization: users[pk] for organization, pk in pairs}

"""Demo data of trading: a registered manager at work, an open licence with two takers, a challenge with three proposals,
an auction. Everything goes through the actions a user triggers; what is there already is left alone.
"""

import datetime
import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.utils import timezone

from accounts.actions import apply_as_manager, decide_manager, save_profile
from accounts.enums import Channel
from accounts.models import Organization, User
from achievements.actions import licences as statements
from achievements.models import Achievement, OpenLicence
from deals.actions import assignment, auction, challenge, licence, proposal
from deals.models import Challenge
from demands.models import Demand
from portal.demo.files import FOLDER

_BY_COMMAND = {"channel": Channel.COMMAND}


def load_trading(
    organizations: Mapping[str, Organization],
    authors: Mapping[int, User],
    reviewer: User,
    library: Mapping[str, Achievement],
    demands: Mapping[str, Demand],
) -> None:
    """Once: as soon as there is a challenge of the demo demand, nothing is written any more."""
    story = json.loads((FOLDER / "trading.json").read_text(encoding="utf-8"))
    demand = demands[story["challenge"]["demand"]]
    if Challenge.objects.filter(demand=demand).exists() or demand.status != "published":
        return
    people = {key: authors[row.pk] for key, row in organizations.items() if row.pk in authors}
    manager = _manager(story["manager"], reviewer, library[story["licence"]["achievement"]].field)
    _licence(story["licence"], library, people, reviewer)
    _challenge(story, demand, library, people)
    _auction(story["auction"], library, people)
    _assignment(story["assignment"], manager, demand, library, people)


def _manager(told: dict[str, Any], reviewer: User, field: Any) -> Any:
    user = User.objects.get(email="manager@demo.example")
    values = told | {"region_id": user.membership.organization.region_id}
    profile = save_profile(by=user, values=values, fields=[field] if field else [], channel=Channel.COMMAND)
    apply_as_manager(profile, by=user, channel=Channel.COMMAND)
    return decide_manager(profile, verb="register", by=reviewer, channel=Channel.COMMAND)


def _licence(
    told: dict[str, Any], library: Mapping[str, Achievement], people: Mapping[str, User], reviewer: User
) -> None:
    achievement = library[told["achievement"]]
    right = next(row for row in achievement.ip_rights.order_by("pk") if row.status == "granted")
    today = timezone.localdate()
    values = {name: Decimal(value) if isinstance(value, str) and name.endswith(("fee", "from", "micro", "small")) else value
              for name, value in told["values"].items()}  # fmt: skip
    paid = today + datetime.timedelta(days=30 * values.pop("annual_fee_months"))
    expiry = right.expiry_date or today + datetime.timedelta(days=365 * 12)
    owner = next(user for user in people.values() if user.organization_id == achievement.organization_id)
    row = statements.create(
        achievement, by=owner, **_BY_COMMAND,
        values=values | {
            "ip_kind": right.kind, "ip_number": right.number, "ip_status": right.status, "ip_expiry": expiry,
            "ip_owner": right.owner or achievement.organization.name, "annual_fee_until": min(paid, expiry),
        },
    )  # fmt: skip
    for step in (statements.hand_in, statements.approve, statements.submit):
        step(row, by=owner, **_BY_COMMAND)
    statements.publish(row, by=reviewer, **_BY_COMMAND)
    for number, (key, know_how, product) in enumerate(told["takers"]):
        statement = OpenLicence.objects.select_related("achievement", "organization").get(pk=row.pk)
        taken = licence.take(statement, by=people[key], know_how=know_how, product=product, **_BY_COMMAND)
        if number == 0:
            licence.confirm_payment(taken, by=owner, **_BY_COMMAND)


def _challenge(
    story: dict[str, Any], demand: Demand, library: Mapping[str, Achievement], people: Mapping[str, User]
) -> None:
    told = story["challenge"]
    owner = next(user for user in people.values() if user.organization_id == demand.organization_id)
    today = timezone.localdate()
    values = {
        "bounty": Decimal(told["bounty"]), "acceptance_test": told["acceptance_test"], "deposit_paid": True,
        "eligibility": told["eligibility"], "deadline": today + datetime.timedelta(days=told["days"]),
        "feedback_due": today + datetime.timedelta(days=told["answer_days"]),
    }  # fmt: skip
    row = challenge.create(demand, by=owner, values=values, **_BY_COMMAND)
    challenge.announce(row, by=owner, **_BY_COMMAND)
    for page in story["proposals"]:
        solver = people[page["org"]]
        draft = proposal.start(row, by=solver, **_BY_COMMAND)
        changes = {name: page[name] for name in ("title", "approach", "evidence", "plan", "team", "months")}
        changes |= {"price": Decimal(page["price"]), "achievement": library[page["achievement"]]}
        proposal.submit(proposal.save(draft, by=solver, changes=changes, **_BY_COMMAND), by=solver, **_BY_COMMAND)


def _auction(told: dict[str, Any], library: Mapping[str, Achievement], people: Mapping[str, User]) -> None:
    achievement = library[told["achievement"]]
    owner = next(user for user in people.values() if user.organization_id == achievement.organization_id)
    now = timezone.now()
    values = {
        "terms": told["terms"], "right": "ownership", **{n: Decimal(told[n]) for n in ("start_price", "step", "reserve")},
        "starts_at": now - datetime.timedelta(hours=1), "ends_at": now + datetime.timedelta(days=told["days"]),
    }  # fmt: skip
    row = auction.create(achievement, by=owner, values=values, **_BY_COMMAND)
    auction.announce(row, by=owner, **_BY_COMMAND)
    bidder = people[told["bidder"]]
    auction.register(row, by=bidder, **_BY_COMMAND)
    auction.bid(row, by=bidder, amount=values["start_price"], **_BY_COMMAND)


def _assignment(
    told: dict[str, Any], manager: Any, demand: Demand, library: Mapping[str, Achievement], people: Mapping[str, User]
) -> None:
    owner = next(user for user in people.values() if user.organization_id == demand.organization_id)
    values = {
        "side": "need", "demand": demand, "achievement": library[told["achievement"]], "probability": told["probability"],
        "expected_value": Decimal(told["expected_value"]), "commission_rate": Decimal(told["rate"]), "note": told["note"],
    }  # fmt: skip
    row = assignment.offer(manager, by=owner, values=values, **_BY_COMMAND)
    assignment.accept(row, by=manager.user, **_BY_COMMAND)
    due = timezone.localdate() + datetime.timedelta(days=3)
    changes = {"next_action": told["next"], "due_on": due}
    assignment.touch(row, by=manager.user, changes=changes, **_BY_COMMAND)

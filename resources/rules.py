"""What may be done with resources, bookings and rules. ``view_…`` says for one row what ``visible_to`` says for all."""

from typing import Any

import rules

from integration.enums import Visibility
from integration.rules import is_administrator, is_author, is_own, is_own_writer, is_reviewer, is_writer
from resources.enums import RuleState, Status


@rules.predicate
def is_published_for(user: Any, resource: Any) -> bool:
    """Published, and meant for this reader: everybody, or signed-in organizations."""
    if resource is None or resource.status != Status.PUBLISHED:
        return False
    if resource.visibility == Visibility.PUBLIC:
        return True
    return resource.visibility == Visibility.MEMBERS and user.is_authenticated and bool(user.membership)


@rules.predicate
def has_left_the_draft(user: Any, resource: Any) -> bool:
    return resource is not None and resource.status != Status.DRAFT


@rules.predicate
def is_published_in_his_region(user: Any, resource: Any) -> bool:
    """For officials."""
    if resource is None or resource.status != Status.PUBLISHED or not user.is_authenticated:
        return False
    return user.is_official and (resource.region_id or "").startswith(user.region_prefix)


rules.add_perm(
    "resources.view_resource",
    is_published_for | is_own | (is_reviewer & has_left_the_draft) | is_published_in_his_region | is_administrator,
)
rules.add_perm("resources.add_resource", is_writer)
for verb in ("change", "submit", "withdraw"):
    rules.add_perm(f"resources.{verb}_resource", is_own_writer)
for verb in ("publish", "return"):
    rules.add_perm(f"resources.{verb}_resource", is_reviewer & has_left_the_draft & ~is_author)
rules.add_perm("resources.curate", is_reviewer)
rules.add_perm("resources.see_review_resource", is_own | is_reviewer | is_administrator)


# --- bookings -------------------------------------------------------------------------------------------------------
@rules.predicate
def owns_the_resource(user: Any, booking: Any) -> bool:
    """A member of the organization whose resource is booked."""
    return booking is not None and is_own.test(user, booking.resource)


is_owner_writer = owns_the_resource & is_writer
rules.add_perm("resources.view_booking", is_own | owns_the_resource | is_administrator)
rules.add_perm("resources.add_booking", is_writer)
for verb in ("reserve", "rate", "cancel"):
    rules.add_perm(f"resources.{verb}_booking", is_own_writer)
for verb in ("quote", "approve", "refuse", "start", "report", "settle", "call_off", "lift"):
    rules.add_perm(f"resources.{verb}_booking", is_owner_writer)
rules.add_perm("resources.attach_booking", is_own_writer | is_owner_writer)


# --- rules of eligibility -------------------------------------------------------------------------------------------
@rules.predicate
def writes_rules(user: Any) -> bool:
    """Writers of verified public authorities."""
    return user.is_authenticated and user.is_official and user.is_writer


@rules.predicate
def is_no_draft(user: Any, rule: Any) -> bool:
    return rule is not None and rule.state != RuleState.DRAFT


is_official = rules.predicate(lambda user: bool(user.is_authenticated and user.is_official))
rules.add_perm("resources.view_rule", is_no_draft | is_official | is_administrator)
rules.add_perm("resources.add_rule", writes_rules | is_administrator)
rules.add_perm("resources.change_rule", writes_rules | is_administrator)

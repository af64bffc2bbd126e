"""What may be done with demands. ``view_demand`` says for one row what ``visible_to`` says for all."""

from typing import Any

import rules

from demands.enums import PublishAs, Status
from integration.enums import Visibility
from integration.rules import is_administrator, is_author, is_own, is_own_writer, is_reviewer, is_writer

_SHOWN = frozenset({Status.PUBLISHED, Status.SOLVED})
_SHOWN_TO_OFFICIALS = _SHOWN | {Status.PAUSED, Status.EXPIRED}


@rules.predicate
def is_published_for(user: Any, demand: Any) -> bool:
    """Shown, and meant for this reader: everybody, or signed-in organizations."""
    if demand is None or demand.status not in _SHOWN:
        return False
    if demand.visibility == Visibility.PUBLIC:
        return True
    return demand.visibility == Visibility.MEMBERS and user.is_authenticated and bool(user.membership)


@rules.predicate
def has_left_the_draft(user: Any, demand: Any) -> bool:
    return demand is not None and demand.status != Status.DRAFT


@rules.predicate
def is_in_his_region(user: Any, demand: Any) -> bool:
    """For officials."""
    if demand is None or demand.status not in _SHOWN_TO_OFFICIALS or not user.is_authenticated:
        return False
    return user.is_official and (demand.region_id or "").startswith(user.region_prefix)


@rules.predicate
def is_excluded(user: Any, demand: Any) -> bool:
    """Acts for an organization that the owner keeps out."""
    if demand is None or not user.is_authenticated or user.organization_id is None:
        return False
    return demand.exclusions.filter(organization_id=user.organization_id).exists()


@rules.predicate
def is_named(user: Any, demand: Any) -> bool:
    return demand is not None and demand.publish_as == PublishAs.NAMED


rules.add_perm(
    "demands.view_demand",
    is_own
    | is_administrator
    | ((is_published_for | (is_reviewer & has_left_the_draft) | is_in_his_region) & ~is_excluded),
)
rules.add_perm("demands.add_demand", is_writer)
for verb in ("change", "publish", "pause", "solve", "withdraw"):
    rules.add_perm(f"demands.{verb}_demand", is_own_writer)
for verb in ("approve", "return"):
    rules.add_perm(f"demands.{verb}_demand", is_reviewer & has_left_the_draft & ~is_author)
#: The demands' side of the review desk.
rules.add_perm("demands.curate", is_reviewer)
#: Budget, contact person, source and the reviewer's note.
may_see_private = is_own | is_reviewer | is_administrator
rules.add_perm("demands.see_private_demand", may_see_private)
#: Whose demand it is; hidden where the firm stays anonymous.
may_see_owner = is_named | may_see_private
rules.add_perm("demands.see_owner_demand", may_see_owner)

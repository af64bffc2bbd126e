"""What may be done with matches. ``view_match`` says for one row what ``visible_to`` says for all."""

from typing import Any

import rules

from integration.rules import is_administrator, is_reviewer


@rules.predicate
def is_live(user: Any, match: Any) -> bool:
    """Both sides are published now."""
    return match is not None and match.demand.status == "published" and match.achievement.status == "published"


@rules.predicate
def is_needing_side(user: Any, match: Any) -> bool:
    """A member of the firm whose demand it is."""
    return _acts_for(user, match and match.demand)


@rules.predicate
def is_supplying_side(user: Any, match: Any) -> bool:
    """A member of the organization whose achievement it is."""
    return _acts_for(user, match and match.achievement)


@rules.predicate
def is_official_of_the_region(user: Any, match: Any) -> bool:
    if match is None or not user.is_authenticated or not user.is_official:
        return False
    return (match.demand.region_id or "").startswith(user.region_prefix)


@rules.predicate
def is_excluded(user: Any, match: Any) -> bool:
    """Acts for an organization that the demand's owner keeps out."""
    if match is None or not user.is_authenticated or user.organization_id is None:
        return False
    return match.demand.exclusions.filter(organization_id=user.organization_id).exists()


@rules.predicate
def is_writer(user: Any) -> bool:
    return user.is_authenticated and user.is_writer


def _acts_for(user: Any, entry: Any) -> bool:
    acts = entry is not None and user.is_authenticated and user.membership
    return bool(acts and entry.organization_id == user.organization_id)


@rules.predicate
def is_official(user: Any) -> bool:
    return user.is_authenticated and user.is_official


#: The engine's figures are of the platform, not of one region.
rules.add_perm("matching.view_engine", rules.is_authenticated & (is_official | is_administrator | is_reviewer))
is_party = is_needing_side | is_supplying_side
may_view = is_live & (is_administrator | is_reviewer | ((is_party | is_official_of_the_region) & ~is_excluded))
rules.add_perm("matching.view_match", may_view)
#: Interest, shortlist and refusal speak for an organization, so only its writers give them.
may_answer = is_live & is_party & is_writer & ~is_excluded
rules.add_perm("matching.answer_match", may_answer)

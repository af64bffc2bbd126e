"""What may be done with auctions."""

from typing import Any

import rules

from integration.rules import is_administrator, is_own, is_own_writer, is_writer


@rules.predicate
def is_announced(user: Any, auction: Any) -> bool:
    return auction is not None and auction.status != "draft"


@rules.predicate
def owns_achievement(user: Any, achievement: Any) -> bool:
    return bool(
        achievement
        and user.is_authenticated
        and user.membership
        and achievement.organization_id == user.organization_id
    )


rules.add_perm("deals.view_auction", is_announced | is_own | is_administrator)
rules.add_perm("deals.add_auction", owns_achievement & is_writer)
for verb in ("change", "announce", "cancel", "admit"):
    rules.add_perm(f"deals.{verb}_auction", is_own_writer)
rules.add_perm("deals.bid_auction", is_writer & ~is_own)

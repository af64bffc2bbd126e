"""What may be done with challenges and proposals."""

from typing import Any

import rules

from deals.enums.challenge import HANDED_IN, ReviewerRole
from demands.rules import is_excluded
from integration.rules import is_administrator, is_own, is_own_writer, is_writer


def _role(user: Any, challenge: Any) -> str:
    """His role among the reviewers, empty without one. Reads what was prefetched where it was."""
    if challenge is None or not user.is_authenticated:
        return ""
    return next((row.role for row in challenge.reviewers.all() if row.user_id == user.pk), "")


@rules.predicate
def is_announced_to(user: Any, challenge: Any) -> bool:
    """Announced, of a demand that is shown to this reader and does not keep his organization out."""
    if challenge is None or challenge.status == "draft":
        return False
    signed_in = user.is_authenticated and bool(user.membership)
    shown = {"public", "members"} if signed_in else {"public"}
    return challenge.demand.visibility in shown and not (signed_in and is_excluded.test(user, challenge.demand))


@rules.predicate
def reads_proposals(user: Any, challenge: Any) -> bool:
    return bool(_role(user, challenge))


@rules.predicate
def leads_review(user: Any, challenge: Any) -> bool:
    return _role(user, challenge) == ReviewerRole.LEAD


@rules.predicate
def owns_demand(user: Any, demand: Any) -> bool:
    return bool(demand and user.is_authenticated and user.membership and demand.organization_id == user.organization_id)


rules.add_perm("deals.view_challenge", is_announced_to | is_own | is_administrator)
rules.add_perm("deals.add_challenge", owns_demand & is_writer)
for verb in ("change", "announce", "cancel", "appoint"):
    rules.add_perm(f"deals.{verb}_challenge", is_own_writer)
decides = is_own_writer | leads_review
for verb in ("close", "nominate", "object", "award", "finish", "fail", "decide"):
    rules.add_perm(f"deals.{verb}_challenge", decides)
rules.add_perm("deals.read_proposals", is_own | reads_proposals | is_administrator)
rules.add_perm("deals.vote_challenge", reads_proposals)


@rules.predicate
def is_readable_for_its_challenge(user: Any, proposal: Any) -> bool:
    if proposal is None or proposal.status not in HANDED_IN:
        return False
    return is_own.test(user, proposal.challenge) or reads_proposals.test(user, proposal.challenge)


rules.add_perm("deals.view_proposal", is_own | is_readable_for_its_challenge | is_administrator)
rules.add_perm("deals.add_proposal", is_writer)
for verb in ("change", "submit", "withdraw"):
    rules.add_perm(f"deals.{verb}_proposal", is_own_writer)

"""What may be done with expressions of interest."""

from typing import Any

import rules

from deals.enums.interest import INTEREST_MOVES
from integration.rules import is_administrator, is_writer


@rules.predicate
def asked(user: Any, interest: Any) -> bool:
    """Acts for the organization that asks, or brought it along for it."""
    if interest is None or not user.is_authenticated or not user.membership:
        return False
    return user.organization_id in {interest.organization_id, interest.for_organization_by_id}


@rules.predicate
def asked_of(user: Any, interest: Any) -> bool:
    """Acts for the organization that has to answer."""
    return bool(
        interest and user.is_authenticated and user.membership and user.organization_id == interest.recipient_id
    )


_WHO = {"asked": asked & is_writer, "asked_of": asked_of & is_writer}
rules.add_perm("deals.view_interest", asked | asked_of | is_administrator)
rules.add_perm("deals.add_interest", is_writer)
for _verb, (_start, _to, _who) in INTEREST_MOVES.items():
    if _who in _WHO:
        rules.add_perm(f"deals.{_verb}_interest", _WHO[_who])
rules.add_perm("deals.consent_interest", (asked | asked_of) & is_writer)

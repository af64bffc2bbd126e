"""What may be done in a deal room, by the role of one's organization in it."""

from typing import Any

import rules

from deals.enums.deal import MOVES
from deals.enums.terms import PartyRole
from integration.rules import is_administrator, is_writer


def role_of(deal: Any, organization_id: int | None) -> str:
    """The role of an organization in the deal, empty where it has none."""
    if organization_id is None:
        return ""
    for party in deal.parties.all():
        if party.organization_id == organization_id:
            return party.role
    return ""


def plays(*roles: str) -> Any:
    """A predicate: acts for an organization that has one of ``roles`` in the deal."""

    @rules.predicate
    def has_role(user: Any, deal: Any) -> bool:
        if deal is None or not user.is_authenticated or not user.membership:
            return False
        return role_of(deal, user.organization_id) in roles

    return has_role


is_party = plays(*PartyRole.values)
is_side = plays(PartyRole.SUPPLY, PartyRole.NEED)
supplies = plays(PartyRole.SUPPLY)
needs = plays(PartyRole.NEED)

rules.add_perm("deals.view_deal", is_party | is_administrator)
for _verb, _move in MOVES.items():
    rules.add_perm(f"deals.{_verb}_deal", plays(*_move.who) & is_writer)
#: Terms, milestones, contract texts: the two sides negotiate, intermediaries watch.
rules.add_perm("deals.change_deal", is_side & is_writer)
rules.add_perm("deals.accept_terms_deal", is_side & is_writer)
rules.add_perm("deals.sign_deal", is_side & is_writer)
#: Messages and files are for every party.
rules.add_perm("deals.talk_deal", is_party & is_writer)
rules.add_perm("deals.deliver_deal", supplies & is_writer)
rules.add_perm("deals.judge_deal", needs & is_writer)
rules.add_perm("deals.pay_deal", needs & is_writer)
rules.add_perm("deals.receive_deal", supplies & is_writer)
rules.add_perm("deals.register_deal", supplies & is_writer)
rules.add_perm("deals.answer_outcome_deal", needs & is_writer)
rules.add_perm("deals.write_case_deal", is_side & is_writer)
rules.add_perm("deals.export_deal", is_party)

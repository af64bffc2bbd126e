"""What may be done with assignments of technology managers and their commissions."""

from typing import Any

import rules

from integration.rules import is_administrator, is_own_writer, is_writer


@rules.predicate
def is_his(user: Any, assignment: Any) -> bool:
    """The technology manager of the assignment himself."""
    return bool(assignment and user.is_authenticated and assignment.manager.user_id == user.pk)


@rules.predicate
def is_party(user: Any, assignment: Any) -> bool:
    """Acts for the client, or for an organization whose entry or deal it concerns."""
    if assignment is None or not user.is_authenticated or not user.membership:
        return False
    here = user.organization_id
    entries = (assignment.demand, assignment.achievement)
    if assignment.organization_id == here or any(row and row.organization_id == here for row in entries):
        return True
    return bool(assignment.deal and any(party.organization_id == here for party in assignment.deal.parties.all()))


@rules.predicate
def works_as_registered_manager(user: Any) -> bool:
    return user.is_authenticated and not user.is_service and user.is_manager


rules.add_perm("deals.view_assignment", is_his | is_party | is_administrator)
rules.add_perm("deals.add_assignment", is_writer)
for verb in ("accept", "decline", "touch"):
    rules.add_perm(f"deals.{verb}_assignment", is_his)
rules.add_perm("deals.end_assignment", is_his | is_own_writer)
rules.add_perm("deals.book_commission", is_own_writer)
rules.add_perm("deals.use_workbench", works_as_registered_manager)

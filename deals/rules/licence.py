"""What may be done with licences."""

from typing import Any

import rules

from integration.rules import is_administrator, is_reviewer, is_writer


@rules.predicate
def gives_it(user: Any, licence: Any) -> bool:
    """Acts for the licensor."""
    return bool(licence and user.is_authenticated and user.membership and licence.licensor_id == user.organization_id)


@rules.predicate
def holds_it(user: Any, licence: Any) -> bool:
    """Acts for the licensee."""
    return bool(licence and user.is_authenticated and user.membership and licence.licensee_id == user.organization_id)


rules.add_perm("deals.view_licence", gives_it | holds_it | is_reviewer | is_administrator)
rules.add_perm("deals.take_licence", is_writer)
rules.add_perm("deals.confirm_payment_licence", gives_it & is_writer)
rules.add_perm("deals.record_filing_licence", gives_it & is_writer)
rules.add_perm("deals.cancel_unpaid_licence", gives_it & is_writer)
rules.add_perm("deals.terminate_licence", holds_it & is_writer)

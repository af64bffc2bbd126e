"""What may be seen of cases; writing goes by the rules of the deal."""

from typing import Any

import rules

from deals.rules.deal import role_of
from integration.rules import is_administrator


@rules.predicate
def is_published(user: Any, case: Any) -> bool:
    return case is not None and case.status == "published"


@rules.predicate
def is_of_own_deal(user: Any, case: Any) -> bool:
    if case is None or not user.is_authenticated or not user.membership:
        return False
    return bool(role_of(case.deal, user.organization_id))


rules.add_perm("deals.view_case", is_published | is_of_own_deal | is_administrator)

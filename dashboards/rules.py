"""Who may see the board."""

from typing import Any

import rules

from accounts.rules import runs_the_platform


@rules.predicate
def is_official(user: Any, _scope: Any = None) -> bool:
    return user.is_authenticated and user.is_official


rules.add_perm("dashboards.view_board", is_official | (rules.is_authenticated & runs_the_platform))

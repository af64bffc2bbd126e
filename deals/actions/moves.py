"""Every verb of the table by one name: through its own action where it has one, along the table otherwise."""

from collections.abc import Callable
from typing import Any

from deals.actions import contract
from deals.actions import deal as deals
from deals.models import Deal

_OWN: dict[str, Callable[..., Deal]] = {
    "accept_work": deals.accept_work, "close": deals.close, "clear": deals.clear_publicity, "issue": contract.issue,
    "recall": contract.recall, "take_on": contract.take_on, "fail": contract.fail_trial,
    "destroy": contract.confirm_destruction,
}  # fmt: skip


def run_move(deal: Deal, verb: str, *, by: Any, channel: str, reason: str = "") -> Deal:
    """``verb`` is one of ``MOVES`` that somebody may make by hand."""
    if verb in _OWN:
        return _OWN[verb](deal, by=by, channel=channel, reason=reason)
    return deals.move(deal, verb, by=by, channel=channel, reason=reason)

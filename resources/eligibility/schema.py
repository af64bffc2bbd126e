"""Which conditions a rule may hold: facts with their kind, operators with the kinds they fit."""

from collections.abc import Mapping, Sequence
from typing import Any

#: Fact → kind of its value: text, list (of text), number, flag.
FACTS: dict[str, str] = {
    "firm.kind": "text",
    "firm.size": "text",
    "firm.region": "text",
    "firm.industry": "text",
    "firm.grades": "list",
    "firm.verified": "flag",
    "deal.amount": "number",
    "deal.trl": "number",
    "deal.modes": "list",
    "deal.signed": "flag",
    "deal.patents": "number",
    "deal.field": "text",
    "resource.kind": "text",
    "resource.region": "text",
    "resource.amount_max": "number",
}
#: Operator → kinds of facts it fits.
OPERATORS: dict[str, frozenset[str]] = {
    "eq": frozenset({"text", "number", "flag"}),
    "ne": frozenset({"text", "number"}),
    "in": frozenset({"text"}),
    "not_in": frozenset({"text"}),
    "begins": frozenset({"text"}),
    "ge": frozenset({"number"}),
    "le": frozenset({"number"}),
    "has": frozenset({"list"}),
    "has_not": frozenset({"list"}),
}
_LIST_VALUED = frozenset({"in", "not_in", "begins", "has", "has_not"})
_DEEPEST, _MOST = 5, 60


def problems_of(tree: Any) -> list[str]:
    """What is wrong with ``tree``, as short English sentences for whoever writes rules; empty where it may be used."""
    found: list[str] = []
    count = _check(tree, found, 1)
    if not found and count == 0:
        found.append("A rule needs at least one condition.")
    if count > _MOST:
        found.append(f"At most {_MOST} conditions fit into one rule.")
    return found


def _check(node: Any, found: list[str], depth: int) -> int:
    """Append problems of ``node``; returns how many leaves it has."""
    if not isinstance(node, dict):
        found.append("A condition is an object.")
        return 0
    if depth > _DEEPEST:
        found.append(f"Conditions are nested at most {_DEEPEST} deep.")
        return 0
    for joint in ("all", "any"):
        if joint in node:
            children = node[joint] if set(node) == {joint} and isinstance(node[joint], list) else []
            if not children:
                found.append(f"“{joint}” stands alone and holds a list of conditions.")
            return sum(_check(child, found, depth + 1) for child in children)
    if set(node) == {"not"}:
        return _check(node["not"], found, depth + 1)
    _check_leaf(node, found)
    return 1


def _check_leaf(node: Mapping[str, Any], found: list[str]) -> None:
    if set(node) != {"fact", "op", "value"}:
        found.append("A condition has exactly “fact”, “op” and “value”.")
        return
    fact, op, value = node["fact"], node["op"], node["value"]
    if fact not in FACTS:
        found.append(f"There is no fact {fact!r}.")
        return
    if op not in OPERATORS or FACTS[fact] not in OPERATORS[op]:
        found.append(f"{op!r} does not fit {fact}.")
        return
    kind = FACTS[fact]
    if op in _LIST_VALUED:
        good = isinstance(value, list) and bool(value) and all(isinstance(item, str) and item for item in value)
    elif kind == "number":
        good = isinstance(value, (int, float)) and not isinstance(value, bool)
    elif kind == "flag":
        good = isinstance(value, bool)
    else:
        good = isinstance(value, str) and bool(value)
    if not good:
        found.append(f"The value of {fact} does not fit {op!r}.")


def tree_of(groups: Sequence[Sequence[Mapping[str, Any]]]) -> dict[str, Any]:
    """Groups of alternatives, all groups required: the form in which people write rules."""
    parts = [
        dict(group[0]) if len(group) == 1 else {"any": [dict(leaf) for leaf in group]} for group in groups if group
    ]
    return {"all": parts}


def groups_of(tree: Any) -> list[list[dict[str, Any]]] | None:
    """The inverse of ``tree_of``; None for a tree that is nested otherwise."""
    if not isinstance(tree, dict) or not tree:
        return []
    if "fact" in tree:
        return [[tree]]
    if "any" in tree:
        return [tree["any"]] if all("fact" in leaf for leaf in tree["any"]) else None
    if "all" not in tree:
        return None
    found = []
    for part in tree["all"]:
        group = [part] if "fact" in part else part.get("any")
        if not group or any("fact" not in leaf for leaf in group):
            return None
        found.append(group)
    return found

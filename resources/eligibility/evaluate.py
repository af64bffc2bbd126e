"""The evaluator: which condition holds, which does not, and what is not known."""

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from resources.eligibility.schema import FACTS


class Verdict(StrEnum):
    HOLDS = "holds"
    FAILS = "fails"
    UNKNOWN = "unknown"  # facts are missing that decide it
    EXPIRED = "expired"  # its validity has ended; nothing was evaluated
    NOT_YET = "not_yet"  # its validity has not begun; nothing was evaluated


@dataclass(frozen=True)
class Finding:
    """One condition: what was asked, what is known, and whether it holds (None: not known)."""

    fact: str
    op: str
    value: Any
    known: Any
    holds: bool | None


@dataclass(frozen=True)
class Answer:
    verdict: Verdict
    findings: tuple[Finding, ...] = ()

    @property
    def missing(self) -> tuple[str, ...]:
        """Facts that nobody has given, in the order of the rule."""
        return tuple(dict.fromkeys(item.fact for item in self.findings if item.holds is None))


def evaluate(
    tree: Mapping[str, Any],
    facts: Mapping[str, Any],
    *,
    today: datetime.date,
    valid_from: datetime.date,
    valid_until: datetime.date | None = None,
) -> Answer:
    """Evaluate a checked ``tree`` over ``facts`` (absent, None or empty: not known) on ``today``.

    Kleene's logic: one failing part decides "all" and one holding part decides "any", whatever else is unknown.
    """
    if today < valid_from:
        return Answer(Verdict.NOT_YET)
    if valid_until is not None and today > valid_until:
        return Answer(Verdict.EXPIRED)
    findings: list[Finding] = []
    holds = _node(tree, facts, findings)
    verdict = Verdict.UNKNOWN if holds is None else (Verdict.HOLDS if holds else Verdict.FAILS)
    return Answer(verdict, tuple(findings))


def _node(node: Mapping[str, Any], facts: Mapping[str, Any], findings: list[Finding]) -> bool | None:
    if "all" in node:
        return _joined([_node(child, facts, findings) for child in node["all"]], deciding=False)
    if "any" in node:
        return _joined([_node(child, facts, findings) for child in node["any"]], deciding=True)
    if "not" in node:
        inner = _node(node["not"], facts, findings)
        return None if inner is None else not inner
    known = facts.get(node["fact"])
    holds = _leaf(FACTS[node["fact"]], node["op"], node["value"], known)
    findings.append(Finding(node["fact"], node["op"], node["value"], known, holds))
    return holds


def _joined(parts: list[bool | None], *, deciding: bool) -> bool | None:
    if deciding in parts:
        return deciding
    return None if None in parts else not deciding


def _leaf(kind: str, op: str, value: Any, known: Any) -> bool | None:
    # An empty list is knowledge (a firm without any grade), an empty text is none.
    if known is None or (kind == "text" and known == ""):
        return None
    return _TESTS[op](known, value)


_TESTS: dict[str, Callable[[Any, Any], bool]] = {
    "eq": lambda known, value: known == value,
    "ne": lambda known, value: known != value,
    "in": lambda known, value: known in value,
    "not_in": lambda known, value: known not in value,
    "begins": lambda known, value: any(str(known).startswith(prefix) for prefix in value),
    "ge": lambda known, value: known >= value,
    "le": lambda known, value: known <= value,
    "has": lambda known, value: any(item in known for item in value),
    "has_not": lambda known, value: not any(item in known for item in value),
}

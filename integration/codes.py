"""The catalogue of events that partners may follow by the change feed or by webhooks.

An event is named ``<family>.<what happened>``; the family says which scope a client needs to hear of it. Each app registers
its own events when Django is ready; what partners may choose from is exactly what stands here.
"""

import re
from dataclasses import dataclass
from typing import Any

_NAME = re.compile(r"[a-z][a-z_]*\.[a-z][a-z_]*")

#: Family → the scope that lets a client read the objects it tells of.
FAMILIES: dict[str, str] = {
    "achievement": "achievements:read",
    "demand": "demands:read",
    "matches": "matches:read",
    "match": "matches:read",
    "interest": "deals:read",
    "deal": "deals:read",
    "contract": "deals:read",
    "milestone": "deals:read",
    "outcome": "deals:read",
    "case": "deals:read",
    "event": "events:read",
    "registration": "events:read",
    "meeting": "events:read",
    "resource": "",
    "booking": "",
    "licence": "achievements:read",
    "challenge": "demands:read",
    "proposal": "deals:read",
    "auction": "achievements:read",
    "assignment": "deals:read",
    "campaign": "demands:read",
    "job": "",
    "webhook": "",
}


@dataclass(frozen=True)
class EventType:
    """``label`` is a lazy translation for people; ``scope`` is empty where a token alone is enough."""

    name: str
    label: Any
    scope: str


EVENT_TYPES: dict[str, EventType] = {}


def register_events(events: dict[str, Any]) -> None:
    """Add event types: name → lazily translated label, such as ``{"deal.signed": _("a contract was signed")}``.

    Raises ``ValueError`` for a malformed name or an unknown family.
    """
    for name, label in events.items():
        EVENT_TYPES[name] = EventType(name, label, scope_of(name))


def scope_of(name: str) -> str:
    """The scope a client needs for this event; ``ValueError`` where the name is none."""
    family = name.split(".", 1)[0]
    if not _NAME.fullmatch(name) or family not in FAMILIES:
        raise ValueError(f"{name!r} is no event name: write <family>.<what_happened>, families: {', '.join(FAMILIES)}")
    return FAMILIES[family]


#: Status a library entry has reached → what happened to it; leaving the library is withdrawn, archived or closed.
STATUS_EVENTS: dict[str, str] = {
    "submitted": "submitted",
    "in_review": "submitted",
    "published": "published",
    "returned": "returned",
    "withdrawn": "withdrawn",
    "archived": "archived",
    "paused": "closed",
    "solved": "closed",
    "expired": "closed",
}

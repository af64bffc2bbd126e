"""Consent as people read it: the ladder between two sides of an interest or a deal, and the receipt of all of it."""

from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from accounts.models import Organization
from deals.enums.consent import Group, Level
from deals.enums.interest import Side
from deals.enums.terms import PartyRole
from deals.models import Consent, Disclosure
from deals.selectors.ladder import Row, level_between, shown_name, sight


@dataclass
class Ladder:
    """Both directions between the reader's organization and the other side."""

    other: Any
    mine_open: Level
    theirs_open: Level
    they_see: list[Row]
    we_see: list[Row]
    given: list[Consent]

    def newly_shown(self) -> list[tuple[str, int, str]]:
        """What the reader sees now above the public step, as the log keeps it."""
        return [(row.group, row.needed, "") for row in self.we_see if row.facts and row.needed > Level.PUBLIC]


def ladder_of(thread: Any, user: Any) -> Ladder | None:
    """None where the reader is neither of the two sides."""
    sides = sides_of(thread)
    own = user.organization_id
    if own not in sides:
        return None
    other = next((pk for pk in sides if pk != own), None)
    people = Organization.objects.select_related("region", "industry").in_bulk([own, other])
    given = [row for row in Consent.objects.in_force().about(thread) if row.organization_id == own]
    return Ladder(
        other=people[other],
        mine_open=level_between(thread, own, other),
        theirs_open=level_between(thread, other, own),
        they_see=sight(thread, owner=people[own], viewer_id=other, entry=sides[own], documents=_documents(thread, own)),
        we_see=sight(
            thread, owner=people[other], viewer_id=own, entry=sides[other], documents=_documents(thread, other)
        ),
        given=given,
    )


def sides_of(thread: Any) -> dict[int, Any]:
    """Organization → the entry that it brought."""
    if thread._meta.model_name == "interest":
        mine, theirs = (
            (thread.demand, thread.achievement) if thread.side == Side.NEED else (thread.achievement, thread.demand)
        )
        return {thread.organization_id: mine, thread.recipient_id: theirs}
    found = {}
    for party in thread.parties.all():
        if party.role == PartyRole.SUPPLY:
            found.setdefault(party.organization_id, thread.achievement)
        elif party.role == PartyRole.NEED:
            found.setdefault(party.organization_id, thread.demand)
    return found


def receipt_of(thread: Any, user: Any) -> dict[str, Any]:
    """Every consent and every disclosure about the thread, oldest first; names as this reader may know them, never contact
    details."""
    names = _Names(thread, user.organization_id)
    consents = Consent.objects.about(thread).select_related("organization", "recipient", "granted_by").order_by("id")
    shown = Disclosure.objects.about(thread).select_related("organization", "recipient", "seen_by").order_by("id")
    return {
        "about": thread.no,
        "made_at": timezone.localtime().isoformat(timespec="seconds"),
        "consents": [
            {
                "from": names(row.organization), "to": names(row.recipient), "level": row.get_level_display(),
                "level_code": Level(row.level).name.lower(), "granted_at": _time(row.granted_at),
                "granted_by": row.granted_by.display_name if row.granted_by else "",
                "expires_at": _time(row.expires_at), "revoked_at": _time(row.revoked_at),
            }
            for row in consents
        ],
        "disclosures": [
            {
                "of": names(row.organization), "to": names(row.recipient), "group": Group(row.group).label,
                "group_code": row.group, "what": row.subject, "seen_at": _time(row.seen_at),
                "seen_by": row.seen_by.display_name if row.seen_by else "",
            }
            for row in shown
        ],
    }  # fmt: skip


class _Names:
    """Names of organizations as one reader may know them."""

    def __init__(self, thread: Any, viewer_id: int | None) -> None:
        self.thread, self.viewer_id = thread, viewer_id
        self.entries, self.known = sides_of(thread), {}

    def __call__(self, organization: Any) -> str:
        if organization.pk not in self.known:
            entry = self.entries.get(organization.pk)
            self.known[organization.pk] = shown_name(
                self.thread, owner=organization, viewer_id=self.viewer_id, entry=entry
            )
        return self.known[organization.pk]


def _documents(thread: Any, organization_id: int) -> int:
    if thread._meta.model_name != "deal":
        return 0
    return thread.files.filter(organization_id=organization_id, removed_at=None).count()


def _time(moment: Any) -> str:
    return timezone.localtime(moment).isoformat(timespec="seconds") if moment else ""

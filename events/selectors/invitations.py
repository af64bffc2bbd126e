"""Who should be in the room: firms whose open demands fit, and institutions whose achievements fit them."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q

from accounts.models import Membership, Organization, User
from events.models import Event
from matching.models import Match

#: A match below this grade invites nobody.
_GRADES = ("S", "A", "B")
_LIMIT = 20_000


@dataclass
class Candidate:
    """One organization with what speaks for it; ``person`` gets the invitation."""

    organization: Organization
    person: User | None = None
    side: str = ""
    matches: int = 0
    best: float = 0.0
    demands: set[int] = field(default_factory=set)
    achievements: set[int] = field(default_factory=set)
    partners: set[int] = field(default_factory=set)

    @property
    def why(self) -> dict[str, Any]:
        """As the invitation keeps it."""
        return {
            "demands": sorted(self.demands)[:20], "achievements": sorted(self.achievements)[:20],
            "matches": self.matches, "best": round(self.best, 1),
        }  # fmt: skip


def candidates(event: Event, limit: int = 200) -> list[Candidate]:
    """Organizations not yet on the list, best first.

    Counted are strong matches between an open demand and a published achievement where the demand is of the event's region
    and industry (both narrow only where the event names them). What matters first is how many different partners one would
    meet in the room, then the best score.
    """
    rows = Match.objects.live().filter(grade__in=_GRADES)
    if event.region_id and event.region.prefix:
        rows = rows.filter(demand__region__code__startswith=event.region.prefix)
    industries = [industry.pk for industry in event.industries.all()]
    if industries:
        fitting = Q()
        for code in industries:
            fitting |= Q(demand__industry_id__startswith=code)
        rows = rows.filter(fitting)
    # A demand that is meant for members or for matched organizations only still counts: its owner is the one invited.
    pairs = rows.values_list(
        "demand_id", "demand__organization_id", "achievement_id", "achievement__organization_id", "score"
    )[:_LIMIT]
    there = set(
        event.registrations.exclude(status__in=["cancelled", "declined"]).values_list("organization_id", flat=True)
    )
    found: dict[int, Candidate] = {}
    for demand, firm, achievement, holder, score in pairs:
        if firm == holder:
            continue
        for own, other, name, entry, side in (
            (firm, holder, "demands", demand, "need"),
            (holder, firm, "achievements", achievement, "supply"),
        ):
            if own in there:
                continue
            row = found.setdefault(own, Candidate(Organization(pk=own), side=side))
            row.matches += 1
            row.best = max(row.best, score)
            row.partners.add(other)
            getattr(row, name).add(entry)
    ranked = sorted(found.values(), key=lambda row: (-len(row.partners), -row.best, row.organization.pk))[:limit]
    return _with_people(ranked)


def _with_people(rows: list[Candidate]) -> list[Candidate]:
    """The organizations themselves, and the person who answers for each: an administrator, else whoever writes."""
    ids = [row.organization.pk for row in rows]
    organizations = Organization.objects.select_related("region").in_bulk(ids)
    people = contacts(ids)
    for row in rows:
        row.organization = organizations[row.organization.pk]
        row.person = people.get(row.organization.pk)
    return [row for row in rows if row.person is not None]


def contacts(organization_ids: Iterable[int]) -> dict[int, User]:
    """Organization → the person who gets its invitation."""
    rows = Membership.objects.filter(
        organization_id__in=organization_ids, active=True, user__is_active=True, user__is_service=False
    )
    order = {"admin": 0, "editor": 1, "manager": 2}
    found: dict[int, User] = {}
    for row in sorted(rows.select_related("user"), key=lambda row: (order.get(row.role, 9), row.pk)):
        found.setdefault(row.organization_id, row.user)
    return found


def for_participant(event: Event, registration: Any) -> list[dict[str, Any]]:
    """The others in the directory whom this participant may meet, best match first, each with his wish."""
    from events.selectors.day import subjects_of

    others = list(event.registrations.in_directory().exclude(pk=registration.pk).for_list())
    mine = {row.other_id: row for row in registration.preferences.all()}
    chosen = set(mine)
    allowed = event.kinds
    subjects = subjects_of(event, [registration, *others])
    rows = []
    for other in others:
        if frozenset((registration.kind, other.kind)) not in allowed and other.pk not in chosen:
            continue
        if other.organization_id and other.organization_id == registration.organization_id:
            continue
        key = (min(registration.pk, other.pk), max(registration.pk, other.pk))
        subject = subjects.get(key) if other.share_matches and registration.share_matches else None
        rows.append({"other": other, "subject": subject, "wish": mine.get(other.pk)})
    return sorted(rows, key=lambda row: (-(row["subject"].score if row["subject"] else 0), row["other"].pk))

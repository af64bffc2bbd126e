"""What one participant's day looks like: the programme of all and his own meetings in the order of time."""

import datetime
from dataclasses import dataclass
from typing import Any

from deals.models import Deal, Interest
from events.enums import SCHEDULED, MeetingStatus
from events.models import Event, Meeting, Registration
from events.models.event import AgendaItem


@dataclass(frozen=True)
class Line:
    """One line of an agenda; ``meeting`` is None for the common programme."""

    starts_at: datetime.datetime
    ends_at: datetime.datetime
    title: str
    place: str
    speakers: str = ""
    link: str = ""
    meeting: Meeting | None = None
    other: Registration | None = None


def programme_of(event: Event) -> list[Line]:
    """The common programme."""
    rows = AgendaItem.objects.filter(event=event).select_related("hall")
    return [
        Line(row.starts_at, row.ends_at, row.title, str(row.hall or event.venue), row.speakers, row.link)
        for row in rows
    ]


def meetings_of(registration: Registration) -> list[Meeting]:
    """His meetings that stand, once the schedule is shown."""
    shown = registration.event.status in SCHEDULED
    rows = Meeting.objects.of(registration).filter(status__in=["scheduled", "held", "no_show"]).for_list()
    found = list(rows.order_by("slot__starts_at", "pk"))
    return found if shown else [m for m in found if m.origin == "requested"]


def agenda_of(registration: Registration) -> list[Line]:
    """Programme and meetings together."""
    lines = programme_of(registration.event)
    for meeting in meetings_of(registration):
        other = meeting.other_side(registration.pk)
        place = str(meeting.table) if meeting.table_id else registration.event.online_url
        lines.append(
            Line(
                meeting.slot.starts_at, meeting.slot.ends_at, other.display_company, place, other.name,
                meeting=meeting, other=other,
            )
        )  # fmt: skip
    return sorted(lines, key=lambda line: (line.starts_at, line.ends_at))


def requests_to(registration: Registration) -> list[Meeting]:
    """Requests that wait for his answer."""
    rows = Meeting.objects.of(registration).filter(status=MeetingStatus.REQUESTED).exclude(asked_by=registration)
    return list(rows.for_list())


def free_slots(meeting: Meeting) -> list[Any]:
    """Slots in which both sides are there and free."""
    taken = set(
        meeting.event.slots.filter(seats__delegate__in=[meeting.a.delegate, meeting.b.delegate]).values_list(
            "pk", flat=True
        )
    )
    away = set(meeting.a.away) | set(meeting.b.away)
    rows = meeting.event.slots.select_related("session").order_by("number")
    return [slot for slot in rows if slot.pk not in taken and slot.number not in away]


def way_from(meeting: Meeting, user: Any) -> list[Any]:
    """What the reader may see of the deals and interests about the meeting's pair, deals first."""
    if meeting.status != MeetingStatus.HELD or not (meeting.demand_id and meeting.achievement_id):
        return []
    pair = {"demand_id": meeting.demand_id, "achievement_id": meeting.achievement_id}
    return [
        *Deal.objects.visible_to(user).filter(**pair).order_by("-id")[:5],
        *Interest.objects.visible_to(user).filter(**pair).order_by("-id")[:5],
    ]

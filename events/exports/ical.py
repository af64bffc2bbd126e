"""Events and agendas as iCalendar (RFC 5545)."""

import datetime
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpResponse
from django.utils import timezone

from events.models import Event, Registration
from events.selectors.agenda import agenda_of, programme_of

if TYPE_CHECKING:
    from icalendar import Calendar  # it loads every time zone, so a process takes it in when it writes a calendar


def calendar_of_events(events: Iterable[Event], name: str) -> bytes:
    """One entry for each event."""
    calendar = _calendar(name)
    for event in events:
        calendar.add_component(
            _entry(
                uid=event.no, begin=event.starts_at, end=event.ends_at, title=event.display_title, place=event.venue,
                text=event.display_summary, url=event.get_absolute_url(), changed=event.updated_at,
                sequence=event.version, cancelled=event.status == "cancelled",
            )
        )  # fmt: skip
    return calendar.to_ical()


def calendar_of_event(event: Event) -> bytes:
    """The event and the lines of its common programme."""
    from icalendar import Calendar

    calendar = Calendar.from_ical(calendar_of_events([event], event.display_title))
    for number, line in enumerate(programme_of(event)):
        calendar.add_component(
            _entry(
                uid=f"{event.no}-{number}", begin=line.starts_at, end=line.ends_at, title=line.title, place=line.place,
                text=line.speakers, url=event.get_absolute_url(), changed=event.updated_at, sequence=event.version,
            )
        )  # fmt: skip
    return calendar.to_ical()


def calendar_of_registration(registration: Registration) -> bytes:
    """A personal agenda."""
    event = registration.event
    calendar = _calendar(event.display_title)
    for number, line in enumerate(agenda_of(registration)):
        uid = f"{event.no}-m{line.meeting.pk}" if line.meeting else f"{event.no}-{number}"
        changed = line.meeting.updated_at if line.meeting else event.updated_at
        calendar.add_component(
            _entry(
                uid=uid, begin=line.starts_at, end=line.ends_at, title=line.title, place=line.place, text=line.speakers,
                url=event.get_absolute_url(), changed=changed, sequence=event.version,
            )
        )  # fmt: skip
    return calendar.to_ical()


def response(content: bytes, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = f'inline; filename="{name}.ics"'
    return answer


def _calendar(name: str) -> "Calendar":
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", "-//matchplatform//events//ZH")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", name)
    return calendar


def _entry(
    *,
    uid: str,
    begin: datetime.datetime,
    end: datetime.datetime,
    title: str,
    place: str,
    text: str,
    url: str,
    changed: datetime.datetime,
    sequence: int,
    cancelled: bool = False,
) -> Any:
    from icalendar import Event as Entry

    entry = Entry()
    entry.add("uid", f"{uid}@{urlsplit(settings.SITE_URL).hostname or 'matchplatform'}")
    entry.add("dtstamp", changed.astimezone(datetime.UTC))
    entry.add("dtstart", begin.astimezone(datetime.UTC))
    entry.add("dtend", end.astimezone(datetime.UTC))
    entry.add("summary", title)
    entry.add("sequence", sequence)
    entry.add("last-modified", timezone.localtime(changed).astimezone(datetime.UTC))
    if place:
        entry.add("location", place)
    if text:
        entry.add("description", text)
    entry.add("url", settings.SITE_URL.rstrip("/") + url)
    if cancelled:
        entry.add("status", "CANCELLED")
    return entry

"""Booked times as iCalendar (RFC 5545)."""

import datetime
from collections.abc import Iterable
from urllib.parse import urlsplit

from django.conf import settings
from icalendar import Calendar, Event

from resources.enums import HOLDING
from resources.models import Booking


def calendar_of(bookings: Iterable[Booking]) -> bytes:
    """One entry for each booking that has a time; what no longer holds is marked as cancelled."""
    calendar = Calendar()
    calendar.add("prodid", "-//matchplatform//resources//ZH")
    calendar.add("version", "2.0")
    host = urlsplit(settings.SITE_URL).hostname or "matchplatform"
    for row in bookings:
        entry = Event()
        entry.add("uid", f"{row.no}@{host}")
        entry.add("dtstamp", row.updated_at.astimezone(datetime.UTC))
        entry.add("dtstart", row.begins_at.astimezone(datetime.UTC))
        entry.add("dtend", row.ends_at.astimezone(datetime.UTC))
        entry.add("summary", row.resource.display_title)
        entry.add("sequence", row.moves)
        entry.add("location", str(row.resource.organization))
        entry.add("url", settings.SITE_URL.rstrip("/") + row.get_absolute_url())
        entry.add("status", "CONFIRMED" if row.status in HOLDING else "CANCELLED")
        calendar.add_component(entry)
    return calendar.to_ical()

from events.models.event import AgendaItem, Event, Hall, Programme, Session, Slot, Table, Target
from events.models.meeting import FollowUp, Meeting, MeetingSeat, ScheduleRun
from events.models.registration import CheckIn, Preference, Registration

__all__ = [
    "AgendaItem",
    "CheckIn",
    "Event",
    "FollowUp",
    "Hall",
    "Meeting",
    "MeetingSeat",
    "Preference",
    "Programme",
    "Registration",
    "ScheduleRun",
    "Session",
    "Slot",
    "Table",
    "Target",
]

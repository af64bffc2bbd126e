"""Templates: what a new event of each form starts with. Everything can be changed afterwards."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from events.enums import EventType, SchedulingMode


@dataclass(frozen=True)
class SessionPlan:
    """``at``: time of day; ``slots`` of ``minutes`` each follow each other."""

    title: Any
    at: datetime.time
    slots: int
    minutes: int = 20
    is_online: bool = False


@dataclass(frozen=True)
class Template:
    """``agenda``: (from, to, title)."""

    capacity: int
    tables: int
    mode: str
    sessions: tuple[SessionPlan, ...]
    agenda: tuple[tuple[datetime.time, datetime.time, Any], ...]


def _at(hour: int, minute: int = 0) -> datetime.time:
    return datetime.time(hour, minute)


_OPENING = (_at(9), _at(9, 30), _("Opening"))
_LUNCH = (_at(12), _at(13, 30), _("Lunch"))
_MORNING = SessionPlan(_("Meetings in the morning"), _at(9, 40), 7)
_AFTERNOON = SessionPlan(_("Meetings in the afternoon"), _at(13, 30), 9)
_ONLINE = SessionPlan(_("Online meetings for those who found no time"), _at(17), 6, 20, is_online=True)
_DAY = Template(200, 40, SchedulingMode.ORGANISER, (_MORNING, _AFTERNOON, _ONLINE), (_OPENING, _LUNCH))
_HALF_DAY = Template(80, 15, SchedulingMode.HYBRID, (_AFTERNOON,), ((_at(13), _at(13, 30), _("Opening")),))
_STAGE = Template(
    150,
    10,
    SchedulingMode.SELF,
    (SessionPlan(_("Meetings after the talks"), _at(15), 6),),
    (_OPENING, (_at(9, 30), _at(12), _("Presentations")), _LUNCH, (_at(13, 30), _at(15), _("Presentations"))),
)

TEMPLATES: dict[str, Template] = {
    EventType.DEEP_DIVE: _DAY,
    EventType.MATCHMAKING: _DAY,
    EventType.INTEGRATION: _DAY,
    EventType.FINANCE: _HALF_DAY,
    EventType.EDUCATION: _HALF_DAY,
    EventType.VISIT: _HALF_DAY,
    EventType.ROADSHOW: _STAGE,
    EventType.CONFERENCE: _STAGE,
    EventType.EXHIBITION: _STAGE,
    EventType.TRAINING: Template(60, 0, SchedulingMode.SELF, (), (_OPENING, (_at(9, 30), _at(12), _("Course")))),
}

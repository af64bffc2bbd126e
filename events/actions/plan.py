"""Planning an event: from a template to the end of its report."""

import datetime
from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.audit import record
from accounts.inbox import notify
from common.events import publish as tell
from events import signals
from events.actions.follow_up import start_clock
from events.actions.moves import lock, move
from events.actions.registrations import let_in
from events.enums import EVENT_MOVES, OVER, EventStatus, RegistrationStatus
from events.exceptions import NotReady, WrongState
from events.models import AgendaItem, Event, Hall, Meeting, Session, Slot, Table
from events.selectors.templates import TEMPLATES, SessionPlan
from integration.actions.outbox import record as tell_partners
from integration.exceptions import EditConflict

#: Hours in which participants may object to a provisional schedule.
OBJECTION_HOURS = 24
_MANY = frozenset({"co_hosts", "industries"})


@transaction.atomic
def create_event(*, organization: Any, by: Any, channel: str, values: Mapping[str, Any], plain: bool = False) -> Event:
    """A new plan; unless ``plain``, sessions, tables and agenda come from the template of its form."""
    single = {name: value for name, value in values.items() if name not in _MANY}
    event = Event(organization=organization, created_by=by if by is not None and by.pk else None, **single)
    template = TEMPLATES.get(event.type)
    if template and not plain:
        event.mode = values.get("mode", template.mode)
        event.capacity = values.get("capacity", template.capacity)
    event.full_clean()
    event.save(force_insert=True)
    for name in _MANY & set(values):
        getattr(event, name).set(values[name])
    record("create", event, by=by, channel=channel, after={"title": event.title, "type": event.type})
    if template and not plain:
        day = timezone.localtime(event.starts_at).date()
        _lay_out(event, template.sessions, day, template.tables)
        AgendaItem.objects.bulk_create(
            AgendaItem(event=event, starts_at=_moment(day, begin), ends_at=_moment(day, end), title=str(title))
            for begin, end, title in template.agenda
        )
    event.refresh_from_db()
    return event


@transaction.atomic
def edit_event(
    event: Event, *, by: Any, channel: str, changes: Mapping[str, Any], expected_version: int | None = None
) -> Event:
    """Change fields. Fewer places than are taken are refused; more places let people in from the waiting list.

    Raises ``EditConflict`` where ``expected_version`` is given and not the row's.
    """
    current = lock(event)
    if expected_version is not None and current.version != expected_version:
        raise EditConflict(current)
    if current.status in OVER - {EventStatus.FINISHED}:
        raise WrongState(current)
    before = {}
    for name, value in changes.items():
        if name in _MANY:
            continue
        if getattr(current, name) != value:
            before[name] = getattr(current, name)
            setattr(current, name, value)
    if current.capacity < current.seats_taken:
        raise ValidationError({"capacity": _("%(taken)s places are taken already.") % {"taken": current.seats_taken}})
    current.full_clean()
    for name in _MANY & set(changes):
        getattr(current, name).set(changes[name])
    if before:
        current.version += 1
        current.save(update_fields={*before, "version", "updated_at"})
        after = {name: getattr(current, name) for name in before}
        record("edit", current, by=by, channel=channel, before=before, after=after)
        _tell(current, "changed")
    if "capacity" in before:
        let_in(current)
    return current


@transaction.atomic
def lay_out(event: Event, *, by: Any, channel: str, sessions: Iterable[SessionPlan], tables: int, day: Any) -> Event:
    """Replace sessions, slots and common tables. Raises ``NotReady`` once there are meetings."""
    current = lock(event)
    if Meeting.objects.filter(event=current, slot__isnull=False).exists():
        raise NotReady(_("There are meetings in these slots already. Cancel them first."))
    _lay_out(current, sessions, day, tables)
    record("lay_out", current, by=by, channel=channel, after={"tables": tables})
    return current


def _lay_out(event: Event, sessions: Iterable[SessionPlan], day: datetime.date, tables: int) -> None:
    event.sessions.all().delete()
    number = 0
    for plan in sessions:
        begin = _moment(day, plan.at)
        session = Session.objects.create(
            event=event, title=str(plan.title), starts_at=begin, minutes=plan.minutes, is_online=plan.is_online
        )
        length = datetime.timedelta(minutes=plan.minutes)
        Slot.objects.bulk_create(
            Slot(
                event=event, session=session, number=number + i, starts_at=begin + i * length,
                ends_at=begin + (i + 1) * length,
            )
            for i in range(plan.slots)
        )  # fmt: skip
        number += plan.slots
    hall = event.halls.first() or Hall.objects.create(event=event, name=str(_("Main hall")))
    there = set(event.tables.values_list("number", flat=True))
    event.tables.filter(owner=None, number__gt=tables).delete()
    Table.objects.bulk_create(Table(event=event, hall=hall, number=n) for n in range(1, tables + 1) if n not in there)


def _moment(day: datetime.date, at: datetime.time) -> datetime.datetime:
    return timezone.make_aware(datetime.datetime.combine(day, at))


# --- moves ----------------------------------------------------------------------------------------------------------
@transaction.atomic
def open_event(event: Event, *, by: Any, channel: str) -> Event:
    """Publish and take sign-ups."""
    current = move(
        lock(event), "open", EVENT_MOVES, by=by, channel=channel,
        extra={"published_at": event.published_at or timezone.now()},
    )  # fmt: skip
    _tell(current, "published")
    tell(signals.event_opened, event_id=current.pk)
    return current


@transaction.atomic
def ask_for_wishes(event: Event, *, by: Any, channel: str) -> Event:
    current = move(lock(event), "ask", EVENT_MOVES, by=by, channel=channel)
    _inform(current, "event_wishes", key=str(current.version))
    return current


@transaction.atomic
def lock_wishes(event: Event, *, by: Any, channel: str) -> Event:
    return move(lock(event), "lock", EVENT_MOVES, by=by, channel=channel)


@transaction.atomic
def propose_schedule(event: Event, *, by: Any, channel: str) -> Event:
    """Show the provisional schedule; objections are open for 24 hours."""
    current = lock(event)
    if not Meeting.objects.filter(event=current).occupying().exists():
        raise NotReady(_("Compute the schedule first."))
    until = timezone.now() + datetime.timedelta(hours=OBJECTION_HOURS)
    current = move(current, "propose", EVENT_MOVES, by=by, channel=channel, extra={"objections_until": until})
    _inform(current, "event_provisional", key=str(current.version))
    _tell(current, "scheduled")
    return current


@transaction.atomic
def finalize_schedule(event: Event, *, by: Any, channel: str) -> Event:
    current = move(lock(event), "finalize", EVENT_MOVES, by=by, channel=channel)
    _inform(current, "event_final", key=str(current.version))
    _tell(current, "scheduled")
    return current


@transaction.atomic
def start_event(event: Event, *, by: Any, channel: str) -> Event:
    return move(lock(event), "start", EVENT_MOVES, by=by, channel=channel)


@transaction.atomic
def finish_event(event: Event, *, by: Any, channel: str) -> Event:
    """The day is over: who did not check in did not come, and the follow-up clock begins."""
    now = timezone.now()
    current = move(lock(event), "finish", EVENT_MOVES, by=by, channel=channel, extra={"finished_at": now})
    absent = current.registrations.filter(status=RegistrationStatus.REGISTERED)
    absent.update(status=RegistrationStatus.NO_SHOW, updated_at=now)
    start_clock(current)
    _tell(current, "finished")
    return current


@transaction.atomic
def publish_report(event: Event, *, by: Any, channel: str) -> Event:
    current = move(lock(event), "report", EVENT_MOVES, by=by, channel=channel)
    _inform(current, "event_reported", key=current.no)
    _tell(current, "reported")
    return current


@transaction.atomic
def cancel_event(event: Event, *, by: Any, channel: str, reason: str = "") -> Event:
    current = move(lock(event), "cancel", EVENT_MOVES, by=by, channel=channel, reason=reason)
    _inform(current, "event_cancelled", key=current.no)
    if current.published_at:
        _tell(current, "cancelled")
    return current


ACTIONS = {
    "open": open_event,
    "ask": ask_for_wishes,
    "lock": lock_wishes,
    "propose": propose_schedule,
    "finalize": finalize_schedule,
    "start": start_event,
    "finish": finish_event,
    "report": publish_report,
    "cancel": cancel_event,
}


def _inform(event: Event, kind: str, *, key: str) -> None:
    """A line in the inbox of everybody who is coming or waits."""
    rows = event.registrations.filter(status__in=["registered", "waitlisted", "checked_in"], user__isnull=False)
    people = [row.user for row in rows.select_related("user")]
    notify(people, kind, key=f"{event.no}.{key}", url=event.get_absolute_url(), title=event.title[:80])


def _tell(event: Event, what: str) -> None:
    tell_partners(
        event=f"event.{what}", subject=event, organizations=[event.organization_id],
        public=event.published_at is not None, data={"status": event.status, "version": event.version},
    )  # fmt: skip

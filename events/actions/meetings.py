"""Single meetings: asked for, slotted in, cancelled, closed with a next step, missed."""

import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.audit import record
from accounts.inbox import notify
from common.events import publish as tell
from events import signals
from events.actions.moves import lock, move
from events.enums import COMING, MEETING_MOVES, MeetingOrigin, MeetingStatus, Outcome, SchedulingMode
from events.exceptions import NotReady, Occupied, WrongState
from events.models import Event, Meeting, MeetingSeat, Registration, Slot, Table
from events.selectors.day import subjects_of, wishes_of
from events.validators import next_step_problems
from integration.actions.outbox import record as tell_partners
from matching.actions import record_outcome
from matching.enums import Outcome as PairOutcome

#: Hours in which a request has to be answered.
ANSWER_HOURS = 72


def seat(meeting: Meeting) -> None:
    """Seats for both sides of a meeting that has a slot. Raises ``Occupied`` where somebody is busy in it."""
    rows = []
    for side in (meeting.a, meeting.b):
        taken = set(
            MeetingSeat.objects.filter(slot_id=meeting.slot_id, delegate=side.delegate).values_list("lane", flat=True)
        )
        lane = next((n for n in range(_lanes(side)) if n not in taken), None)
        if lane is None:
            raise Occupied(_("%(name)s already has a meeting at this time.") % {"name": side.display_company})
        rows.append(
            MeetingSeat(meeting=meeting, registration=side, slot_id=meeting.slot_id, delegate=side.delegate, lane=lane)
        )
    try:
        with transaction.atomic():
            MeetingSeat.objects.bulk_create(rows)
    except IntegrityError as error:
        raise Occupied(_("One of the two already has a meeting at this time.")) from error


def _lanes(side: Registration) -> int:
    return 1 if side.shared_with else side.delegates


def in_order(one: Registration, other: Registration) -> tuple[Registration, Registration]:
    """The two sides as a meeting holds them."""
    return (one, other) if one.pk < other.pk else (other, one)


@transaction.atomic
def set_meeting(
    event: Event,
    *,
    by: Any,
    channel: str,
    one: Registration,
    other: Registration,
    slot: Slot,
    table: Table | None = None,
    origin: str = MeetingOrigin.MANUAL,
) -> Meeting:
    """The organiser puts two together by hand, before or on the day; it stays where it is in later computations."""
    a, b = in_order(one, other)
    for side in (a, b):
        if side.status not in COMING:
            raise WrongState(side)
    if Meeting.objects.filter(event=event, a=a, b=b, status__in=["requested", "scheduled", "held"]).exists():
        raise Occupied(_("The two have a meeting already."))
    if table is None and not slot.session.is_online:
        table = free_table(event, slot, a, b)
    subject = subjects_of(event, [a, b]).get((a.pk, b.pk))
    wishes = wishes_of(event)
    meeting = Meeting(
        event=event, a=a, b=b, slot=slot, table=table, origin=origin, locked=True,
        demand_id=subject.demand_id if subject else None, achievement_id=subject.achievement_id if subject else None,
        weight=subject.score if subject else 0,
        both_must=wishes.get((a.pk, b.pk)) == "must" and wishes.get((b.pk, a.pk)) == "must",
    )  # fmt: skip
    _store(meeting)
    record("set_meeting", meeting, by=by, channel=channel, after={"slot": slot.number, "origin": origin})
    _inform(meeting, "meeting_set")
    tell(signals.meetings_changed, event_id=event.pk)
    return meeting


def _store(meeting: Meeting) -> None:
    try:
        with transaction.atomic():
            meeting.save()
    except IntegrityError as error:
        raise Occupied(_("This table is taken at this time.")) from error
    seat(meeting)


def free_table(event: Event, slot: Slot, a: Registration, b: Registration) -> Table:
    """The table of one of the two, else a common one that is free. Raises ``Occupied``."""
    taken = Meeting.objects.occupying().filter(slot=slot).values("table")
    tables = list(event.tables.exclude(pk__in=taken).filter(owner_id__in=[b.pk, a.pk, None]).order_by("number"))
    tables += list(event.tables.exclude(pk__in=taken).filter(owner=None).order_by("number"))
    own = event.tables.filter(owner__in=[a, b]).exists()
    found = next((table for table in tables if bool(table.owner_id) == own), None)
    if found is None:
        raise Occupied(_("No table is free at this time."))
    return found


# --- requests of participants ---------------------------------------------------------------------------------------
@transaction.atomic
def ask_meeting(
    one: Registration, other: Registration, *, by: Any, channel: str, slot: Slot | None = None, reason: str
) -> Meeting:
    """Ask the other side for a meeting; it has 72 hours to accept, choose a time or decline."""
    event = Event.objects.get(pk=one.event_id)
    if event.mode == SchedulingMode.ORGANISER:
        raise NotReady(_("At this event the organiser arranges all meetings. Say whom you want to meet."))
    if frozenset((one.kind, other.kind)) not in event.kinds or not (one.is_coming and other.is_coming):
        raise NotReady(_("You cannot ask this participant for a meeting at this event."))
    a, b = in_order(one, other)
    if Meeting.objects.filter(a=a, b=b, status__in=["requested", "scheduled", "held"]).exists():
        raise Occupied(_("The two have a meeting already."))
    meeting = Meeting(
        event=event, a=a, b=b, slot=slot, origin=MeetingOrigin.REQUESTED, status=MeetingStatus.REQUESTED, locked=True,
        asked_by=one, reason=reason[:300], answer_by=timezone.now() + datetime.timedelta(hours=ANSWER_HOURS),
    )  # fmt: skip
    meeting.save()
    record("ask", meeting, by=by, channel=channel, after={"by": one.pk})
    _inform(meeting, "meeting_asked", sides=[other])
    _tell(meeting, "requested")
    return meeting


@transaction.atomic
def accept_meeting(meeting: Meeting, *, by: Any, channel: str, slot: Slot | None = None) -> Meeting:
    """Accept, at the time asked for or at another one that is free for both."""
    current = lock(meeting)
    current.slot = slot or current.slot
    if current.slot is None:
        raise NotReady(_("Choose a time."))
    if not current.slot.session.is_online:
        current.table = free_table(current.event, current.slot, current.a, current.b)
    current = move(
        current, "accept", MEETING_MOVES, by=by, channel=channel,
        extra={"slot": current.slot, "table": current.table},
    )  # fmt: skip
    seat(current)
    _inform(current, "meeting_accepted", sides=[current.asked_by] if current.asked_by else None)
    _tell(current, "scheduled")
    tell(signals.meetings_changed, event_id=current.event_id)
    return current


@transaction.atomic
def decline_meeting(meeting: Meeting, *, by: Any, channel: str, reason: str = "") -> Meeting:
    current = move(lock(meeting), "decline", MEETING_MOVES, by=by, channel=channel, reason=reason)
    _inform(current, "meeting_declined", sides=[current.asked_by] if current.asked_by else None)
    return current


def expire_requests() -> int:
    """Close requests nobody answered in time; safe to run twice."""
    overdue = Meeting.objects.filter(status=MeetingStatus.REQUESTED, answer_by__lt=timezone.now())
    count = 0
    for meeting in overdue.order_by("pk")[:500]:
        with transaction.atomic():
            current = lock(meeting)
            if current.status == MeetingStatus.REQUESTED:
                move(current, "expire", MEETING_MOVES, by=None, channel="system")
                count += 1
    return count


# --- the day --------------------------------------------------------------------------------------------------------
@transaction.atomic
def cancel_meeting(meeting: Meeting, *, by: Any, channel: str, reason: str = "") -> Meeting:
    """The slot is free at once for both sides and the table."""
    current = move(lock(meeting), "cancel", MEETING_MOVES, by=by, channel=channel, reason=reason)
    current.seats.all().delete()
    _inform(current, "meeting_cancelled")
    _tell(current, "cancelled")
    tell(signals.meetings_changed, event_id=current.event_id)
    return current


@transaction.atomic
def close_meeting(
    meeting: Meeting,
    *,
    by: Any,
    channel: str,
    outcome: str,
    next_step: str,
    next_step_by: str,
    next_step_due: datetime.date | None,
    note: str = "",
    side: Registration | None = None,
) -> Meeting:
    """Say what came of it. Without a named next step, somebody who does it and a day, no meeting is closed."""
    problems: dict[str, list[str]] = next_step_problems(next_step, next_step_by, next_step_due)
    if outcome not in Outcome.values:
        problems["outcome"] = [_("Choose what came of it.")]
    if problems:
        raise ValidationError(problems)
    current = lock(meeting)
    extra: dict[str, Any] = {
        "outcome": outcome, "next_step": next_step.strip(), "next_step_by": next_step_by.strip(),
        "next_step_due": next_step_due, "held_at": current.held_at or timezone.now(),
    }  # fmt: skip
    if note and side is not None:
        extra["note_a" if side.pk == current.a_id else "note_b"] = note
    if current.status == MeetingStatus.HELD:
        for name, value in extra.items():
            setattr(current, name, value)
        current.save(update_fields=[*extra, "updated_at"])
        record("edit", current, by=by, channel=channel, after={"outcome": outcome, "next_step": next_step})
        return current
    current = move(current, "close", MEETING_MOVES, by=by, channel=channel, extra=extra)
    _tell_matching(current, by, channel)
    _tell(current, "held")
    tell(signals.meeting_held, meeting_id=current.pk)
    return current


def _tell_matching(meeting: Meeting, by: Any, channel: str) -> None:
    """The pair has come so far; matching learns from it."""
    if meeting.demand_id is None or meeting.achievement_id is None:
        return
    stage = {Outcome.TRIAL: PairOutcome.TRIAL, Outcome.CONTRACT: PairOutcome.CONTRACT}
    record_outcome(
        demand=meeting.demand, achievement=meeting.achievement, organization=meeting.demand.organization, by=by,
        outcome=stage.get(meeting.outcome, PairOutcome.MEETING), channel=channel, note=meeting.next_step,
    )  # fmt: skip


@transaction.atomic
def miss_meeting(meeting: Meeting, *, by: Any, channel: str, absent: Registration) -> Meeting:
    """Somebody did not come; the one who did is free to be slotted in elsewhere, the table too."""
    current = lock(meeting)
    if absent.pk not in (current.a_id, current.b_id):
        raise WrongState(current)
    current = move(current, "miss", MEETING_MOVES, by=by, channel=channel, extra={"absent": absent, "table": None})
    current.seats.all().delete()
    tell(signals.meetings_changed, event_id=current.event_id)
    return current


def _inform(meeting: Meeting, kind: str, *, sides: list[Registration] | None = None) -> None:
    for side in sides or [meeting.a, meeting.b]:
        if side is not None and side.user_id:
            other = meeting.other_side(side.pk)
            notify(
                [side.user], kind, key=f"{meeting.pk}.{meeting.slot_id or 0}", url=meeting.event.get_absolute_url(),
                title=meeting.event.title[:80], name=other.display_company[:80], time=str(meeting.slot or ""),
            )  # fmt: skip


def _tell(meeting: Meeting, what: str) -> None:
    sides = [meeting.a.organization_id or 0, meeting.b.organization_id or 0, meeting.event.organization_id]
    tell_partners(
        event=f"meeting.{what}", subject=meeting, organizations=sides,
        data={"event": meeting.event.no, "status": meeting.status},
    )  # fmt: skip

"""Signing up, waiting, cancelling, checking in; no event is ever sold twice."""

import datetime
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.db import IntegrityError, connection, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.audit import line, record, record_all
from accounts.enums import OrganizationKind
from accounts.inbox import notify
from events.actions.meetings import cancel_meeting
from events.actions.moves import lock
from events.enums import SEATED, EventStatus, ParticipantKind, RegistrationStatus
from events.exceptions import SignedUpAlready, SignUpClosed, WrongState
from events.models import CheckIn, Event, Meeting, Preference, Registration, Table
from integration.actions.outbox import record as tell_partners

_MANY = ("demands", "achievements")
_KINDS = {
    OrganizationKind.FIRM: ParticipantKind.NEED,
    OrganizationKind.FINANCE: ParticipantKind.FINANCE,
    OrganizationKind.EVALUATION: ParticipantKind.EVALUATION,
    OrganizationKind.TRANSFER: ParticipantKind.MANAGER,
    OrganizationKind.GOVERNMENT: ParticipantKind.GOVERNMENT,
    OrganizationKind.PARK: ParticipantKind.GOVERNMENT,
    OrganizationKind.PLATFORM: ParticipantKind.GOVERNMENT,
}


def usual_kind(user: Any) -> str:
    """As what somebody of this organization usually takes part."""
    return _KINDS.get(user.kind, ParticipantKind.SUPPLY)


@transaction.atomic
def sign_up(event: Event, *, by: Any, channel: str, values: Mapping[str, Any]) -> Registration:
    """A place, or the next place on the waiting list. An invitation that is taken up becomes the registration.

    Raises ``SignUpClosed`` and ``SignedUpAlready``. The counter of the event moves in one statement, so that any number of
    people at once get exactly the places there are.
    """
    fresh = Event.objects.get(pk=event.pk)
    if not fresh.is_open:
        raise SignUpClosed(_("The sign-up for this event is closed."))
    row = Registration.objects.select_for_update().filter(event=event, user=by).first()
    if row is not None and row.status in SEATED | {RegistrationStatus.WAITLISTED}:
        raise SignedUpAlready(_("You have signed up for this event already."))
    row = row or Registration(event=event, user=by, organization_id=by.organization_id)
    single = {name: value for name, value in values.items() if name not in _MANY}
    for name, value in ({"name": by.display_name, "kind": usual_kind(by)} | single).items():
        setattr(row, name, value)
    # The two constraints and the foreign keys are the database's; asking it beforehand would only make the queue slower.
    row.clean_fields(exclude=["status", "event", "user", "organization"])
    row.clean()
    row.status, row.position = RegistrationStatus.INVITED, None
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        raise SignedUpAlready(_("You have signed up for this event already.")) from error
    # From here to the end of the transaction the event's row is locked, so everything else comes first.
    row.status, row.position = _take_place(event)
    row.save(update_fields=["status", "position"])
    for name in _MANY:
        if name in values:
            getattr(row, name).set(values[name])
    record("sign_up", row, by=by, channel=channel, after={"status": row.status, "position": row.position})
    kind = "event_signed_up" if row.status == RegistrationStatus.REGISTERED else "event_waitlisted"
    _inform(row, kind, event, key=f"{row.pk}.{row.position or 0}", position=row.position or 0)
    _tell(row, event, "created")
    return row


_TAKE = """
UPDATE events_event SET
    seats_taken = seats_taken + CASE WHEN seats_taken < capacity THEN 1 ELSE 0 END,
    waitlist_last = waitlist_last + CASE WHEN seats_taken < capacity THEN 0 ELSE 1 END
WHERE id = %s RETURNING old.seats_taken < old.capacity, waitlist_last
"""


def _take_place(event: Event) -> tuple[str, int | None]:
    """Status and place on the waiting list, by one statement that no other sign-up can come between."""
    with connection.cursor() as cursor:
        cursor.execute(_TAKE, [event.pk])
        has_place, position = cursor.fetchone()
    return (RegistrationStatus.REGISTERED, None) if has_place else (RegistrationStatus.WAITLISTED, position)


@transaction.atomic
def change_registration(row: Registration, *, by: Any, channel: str, changes: Mapping[str, Any]) -> Registration:
    """Change what one brings, when one is away and what one agrees to."""
    current = lock(row)
    before: dict[str, Any] = {}
    for name, value in changes.items():
        if name not in _MANY and getattr(current, name) != value:
            before[name] = getattr(current, name)
            setattr(current, name, value)
    current.full_clean(exclude=["status"])
    if before:
        current.save(update_fields={*before, "updated_at"})
        after = {name: getattr(current, name) for name in before}
        record("edit", current, by=by, channel=channel, before=before, after=after)
    for name in _MANY:
        if name in changes:
            getattr(current, name).set(changes[name])
    return current


@transaction.atomic
def cancel_registration(row: Registration, *, by: Any, channel: str, reason: str = "") -> Registration:
    """Give the place back: the next in line gets it, and the meetings are cancelled at once."""
    event = Event.objects.select_for_update().get(pk=row.event_id)
    current = lock(row)
    if current.status not in {"invited", "registered", "waitlisted"} or event.status in {"finished", "reported"}:
        raise WrongState(current)
    was = current.status
    declined = was == RegistrationStatus.INVITED
    current.status = RegistrationStatus.DECLINED if declined else RegistrationStatus.CANCELLED
    current.save(update_fields=["status", "updated_at"])
    verb = "decline" if declined else "cancel"
    record(
        verb, current, by=by, channel=channel, before={"status": was}, after={"status": current.status}, reason=reason
    )
    for meeting in Meeting.objects.of(current).filter(status__in=["requested", "scheduled"]):
        cancel_meeting(meeting, by=by, channel=channel, reason=reason)
    Table.objects.filter(owner=current).update(owner=None)
    if was == RegistrationStatus.REGISTERED:
        Event.objects.filter(pk=event.pk).update(seats_taken=F("seats_taken") - 1)
        let_in(event)
    _tell(current, event, "cancelled")
    return current


def let_in(event: Event) -> list[Registration]:
    """Give free places to those who wait longest; inside the transaction that freed them."""
    found = []
    waiting = event.registrations.select_for_update(of=("self",)).filter(status=RegistrationStatus.WAITLISTED)
    for row in waiting.select_related("user").order_by("position"):
        free = Event.objects.filter(pk=event.pk, seats_taken__lt=F("capacity"))
        if not free.update(seats_taken=F("seats_taken") + 1):
            break
        row.status = RegistrationStatus.REGISTERED
        row.save(update_fields=["status", "updated_at"])
        after = {"status": row.status}
        record("let_in", row, before={"status": "waitlisted", "position": row.position}, after=after)
        _inform(row, "event_let_in", event, key=str(row.pk))
        _tell(row, event, "confirmed")
        found.append(row)
    return found


# --- invitations ----------------------------------------------------------------------------------------------------
@transaction.atomic
def invite(
    event: Event, *, by: Any, channel: str, people: Iterable[tuple[Any, Mapping[str, Any]]]
) -> list[Registration]:
    """Invite people, each with the reasons for it (``{"demands": [...], "achievements": [...], "matches": n}``).

    Whoever is invited or signed up already is left as he is; returns the new invitations.
    """
    there = set(event.registrations.values_list("user_id", flat=True))
    rows = [
        Registration(
            event=event, user=user, organization_id=user.organization_id, name=user.display_name,
            kind=usual_kind(user), status=RegistrationStatus.INVITED, invited_for=dict(why),
        )
        for user, why in people
        if user.pk not in there
    ]  # fmt: skip
    Registration.objects.bulk_create(rows)
    record_all(line("invite", row, by=by, channel=channel, after={"for": row.invited_for}) for row in rows)
    for row in rows:
        _inform(row, "event_invited", event, key=str(row.pk))
    return rows


@transaction.atomic
def remind(event: Event, *, by: Any, channel: str) -> int:
    """Remind whoever has not answered his invitation; each person once a day at most."""
    now = timezone.now()
    waiting = event.registrations.filter(status=RegistrationStatus.INVITED, user__isnull=False)
    rows = list(
        waiting.exclude(reminded_at__gt=now - datetime.timedelta(hours=20))
        .select_for_update(of=("self",))
        .select_related("user")
    )
    for row in rows:
        _inform(row, "event_invited", event, key=f"{row.pk}.{timezone.localdate()}")
    event.registrations.filter(pk__in=[row.pk for row in rows]).update(reminded_at=now)
    record("remind", event, by=by, channel=channel, after={"people": len(rows)})
    return len(rows)


# --- wishes ---------------------------------------------------------------------------------------------------------
@transaction.atomic
def choose(row: Registration, other: Registration, *, by: Any, wish: str, reason: str = "") -> None:
    """Say whom one must meet, is glad to meet or rather not; an empty ``wish`` takes it back. Raises ``SignUpClosed``."""
    if not Event.objects.get(pk=row.event_id).takes_wishes:
        raise SignUpClosed(_("The wishes for this event are closed."))
    if other.event_id != row.event_id or other.pk == row.pk:
        raise WrongState(other)
    if not wish:
        Preference.objects.filter(chooser=row, other=other).delete()
        return
    Preference.objects.update_or_create(chooser=row, other=other, defaults={"wish": wish, "reason": reason[:300]})


# --- the door -------------------------------------------------------------------------------------------------------
@transaction.atomic
def check_in(
    event: Event, *, by: Any, badge: str, client_id: UUID, scanned_at: datetime.datetime
) -> tuple[Registration | None, str]:
    """One scan, also hours late from a phone without network: (registration, what it was).

    What: ``welcome``, ``again`` (seen before), ``unknown`` (no such badge), ``not_coming`` (cancelled or waiting). The same
    ``client_id`` writes nothing twice; of two scans of one badge the earlier time counts.
    """
    row = event.registrations.select_for_update(of=("self",)).filter(badge=badge).select_related("organization").first()
    if row is None:
        return None, "unknown"
    if CheckIn.objects.filter(client_id=client_id).exists():
        return row, "again"
    if row.status not in SEATED:
        return row, "not_coming"
    at = min(scanned_at, timezone.now())
    first = row.checked_in_at is None
    try:
        with transaction.atomic():
            CheckIn.objects.create(event=event, client_id=client_id, registration=row, scanned_at=at, by=by)
    except IntegrityError:
        return row, "again"
    if first or at < row.checked_in_at:
        row.checked_in_at = at
    row.status = RegistrationStatus.CHECKED_IN
    row.save(update_fields=["status", "checked_in_at", "updated_at"])
    if first:
        record("check_in", row, by=by, after={"at": at})
        _tell(row, event, "checked_in")
    return row, "welcome" if first else "again"


@transaction.atomic
def walk_in(event: Event, *, by: Any, channel: str, name: str, company: str, kind: str) -> Registration:
    """Somebody at the door without a registration; he gets a place while there is one, and is checked in."""
    current = lock(event)
    if current.status not in {EventStatus.FINAL, EventStatus.LIVE, EventStatus.OPEN}:
        raise WrongState(current)
    status, _position = _take_place(current)
    if status != RegistrationStatus.REGISTERED:
        raise SignUpClosed(_("Every place is taken. Raise the number of places first."))
    row = Registration(
        event=current, name=name, company=company, kind=kind, status=RegistrationStatus.CHECKED_IN,
        checked_in_at=timezone.now(), is_walk_in=True, in_directory=False,
    )  # fmt: skip
    row.full_clean(exclude=["status"])
    row.save()
    record("walk_in", row, by=by, channel=channel, after={"name": name})
    return row


def _inform(row: Registration, kind: str, event: Event, *, key: str, **params: Any) -> None:
    if row.user_id:
        notify([row.user], kind, key=key, url=event.get_absolute_url(), title=event.title[:80], **params)


def _tell(row: Registration, event: Event, what: str) -> None:
    tell_partners(
        event=f"registration.{what}", subject=row, organizations=[event.organization_id, row.organization_id or 0],
        data={"event": event.no, "status": row.status, "position": row.position},
    )  # fmt: skip

"""What happens to bookings. The resource's row is the lock under which its slots are given away, in order of arrival."""

import datetime
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.audit import record
from accounts.enums import Channel
from common.events import publish
from integration.actions import attachments
from integration.actions.outbox import record as outbox
from resources import signals
from resources.enums import BOOKING_MOVES, HOLDING, BookingStatus, UserKind
from resources.exceptions import Blocked, BookingMoveRefused, NotBookable, TooLate, VoucherRefused
from resources.inbox import tell
from resources.models import Booking, BookingFile, Breach, Resource, Slot, Voucher
from resources.selectors.policies import block_of, policy_of

S = BookingStatus


# --- asking and reserving -------------------------------------------------------------------------------------------
@transaction.atomic
def ask(resource: Resource, *, by: Any, channel: str, purpose: str, **values: Any) -> Booking:
    """An enquiry: no time is held. ``values``: samples, demand_no, achievement_no, wanted_from, wanted_until."""
    current = _lock_resource(resource)
    _refuse_unless_open(current, by)
    booking = _new(current, by, purpose, values)
    booking.save(force_insert=True)
    _told(booking, "ask", by=by, channel=channel)
    _tell(booking, "booking_asked", current.organization_id)
    return booking


@transaction.atomic
def book(
    resource: Resource, *, by: Any, channel: str, purpose: str, slot: Slot | None = None, **values: Any
) -> Booking:
    """Reserve ``slot``, or the earliest free one between ``wanted_from`` and ``wanted_until``; else join the waiting list.

    Raises ``NotBookable`` where the resource takes no bookings or the slot named is not free any more, and ``Blocked``.
    """
    current = _lock_resource(resource)
    _refuse_unless_open(current, by)
    booking = _new(current, by, purpose, values)
    _seat(booking, current, slot)
    booking.save(force_insert=True)
    _told(booking, "book", by=by, channel=channel)
    _announce_seat(booking)
    return booking


@transaction.atomic
def reserve(booking: Booking, *, by: Any, channel: str, slot: Slot | None = None, **values: Any) -> Booking:
    """Turn an enquiry or an accepted quote into a reservation, or into a place on the waiting list."""
    current = _lock_resource(booking.resource)
    row = _lock(booking, "reserve")
    _refuse_unless_open(current, by)
    for name in ("wanted_from", "wanted_until"):
        if name in values:
            setattr(row, name, values[name])
    _seat(row, current, slot)
    _write(row, "reserve", by=by, channel=channel,
           fields=("slot", "unit", "begins_at", "ends_at", "queued_at", "wanted_from", "wanted_until"))  # fmt: skip
    _announce_seat(row)
    return row


def _new(resource: Resource, by: Any, purpose: str, values: Mapping[str, Any]) -> Booking:
    organization = by.organization
    kind = UserKind.OTHER
    if organization.pk == resource.organization_id:
        kind = UserKind.INHOUSE
    elif organization.size in {"M", "S", "XS"}:
        kind = UserKind.SME
    booking = Booking(
        resource=resource, organization=organization, created_by=by if by.pk else None, purpose=purpose.strip(),
        user_kind=kind, **values,
    )  # fmt: skip
    start, end = booking.wanted_from, booking.wanted_until
    if start and end and end <= start:
        raise ValidationError({"wanted_until": [_("The end lies before the beginning.")]})
    booking.full_clean(exclude=["no"], validate_constraints=False)
    return booking


def _refuse_unless_open(resource: Resource, by: Any) -> None:
    if not resource.takes_bookings:
        raise NotBookable(_("This resource takes no bookings at present."))
    block = block_of(by.organization_id, resource)
    if block is not None:
        raise Blocked(
            _("Your organization did not come %(count)s times. Bookings here are blocked until %(day)s.")
            % {"count": block.count, "day": block.until.isoformat()}
        )


def _seat(booking: Booking, resource: Resource, slot: Slot | None) -> None:
    """Give ``booking`` a free slot or a place in the queue; the resource is locked."""
    earliest = timezone.now() + datetime.timedelta(days=resource.lead_days)
    free = Slot.objects.filter(resource=resource).after(earliest).free()
    if slot is not None:
        found = free.filter(pk=slot.pk).first()
        if found is None:
            raise NotBookable(_("This time has just been taken or lies too near. Choose another one."))
    else:
        found = _wanted(free, booking).first()
    if found is None:
        booking.status, booking.queued_at = S.WAITING, timezone.now()
        return
    _hold(booking, found)


def _wanted(free: Any, booking: Booking) -> Any:
    if booking.wanted_from:
        free = free.filter(begins_at__gte=booking.wanted_from)
    return free.filter(ends_at__lte=booking.wanted_until) if booking.wanted_until else free


def _hold(booking: Booking, slot: Slot) -> None:
    booking.status, booking.slot, booking.unit = S.RESERVED, slot, slot.unit
    booking.begins_at, booking.ends_at = slot.begins_at, slot.ends_at


def _announce_seat(booking: Booking) -> None:
    kind = "booking_waiting" if booking.status == S.WAITING else "booking_reserve"
    _tell(booking, kind, booking.resource.organization_id)


def serve_queue(resource: Resource) -> list[Booking]:
    """Give what is free to the waiting list, first come first served; the resource is locked. Returns who moved up."""
    earliest = timezone.now() + datetime.timedelta(days=resource.lead_days)
    moved = []
    for row in Booking.objects.queue().filter(resource=resource).select_for_update(of=("self",)):
        slot = _wanted(Slot.objects.filter(resource=resource).after(earliest).free(), row).first()
        if slot is None:
            continue
        row.resource = resource
        _hold(row, slot)
        _write(row, "move_up", by=None, channel=Channel.SYSTEM, fields=("slot", "unit", "begins_at", "ends_at"),
               before=S.WAITING)  # fmt: skip
        _tell(row, "booking_moved_up", row.organization_id)
        moved.append(row)
    return moved


# --- the owner's moves ----------------------------------------------------------------------------------------------
@transaction.atomic
def quote(booking: Booking, *, by: Any, channel: str, quote: Decimal, note: str = "") -> Booking:
    """Say what it will cost; a second quote replaces the first."""
    row = _lock(booking, "quote")
    if quote is None or quote < 0:
        raise ValidationError({"quote": [_("Enter zero or more.")]})
    row.status, row.quote, row.quote_note = S.QUOTED, quote, note.strip()
    row.clean_fields(exclude=["no"])
    return _done(row, "quote", row.organization_id, by=by, channel=channel, fields=("quote", "quote_note"))


@transaction.atomic
def approve(booking: Booking, *, by: Any, channel: str) -> Booking:
    row = _lock(booking, "approve")
    row.status = S.APPROVED
    return _done(row, "approve", row.organization_id, by=by, channel=channel)


@transaction.atomic
def refuse(booking: Booking, *, by: Any, channel: str, reason: str) -> Booking:
    """Refuse with a reason; a time that was held goes to the waiting list."""
    return _release(booking, "refuse", S.REFUSED, reason, by=by, channel=channel)


@transaction.atomic
def call_off(booking: Booking, *, by: Any, channel: str, reason: str) -> Booking:
    """The owner cannot keep an approved time. No breach of the firm; the slot is gone with it."""
    return _release(booking, "call_off", S.CANCELLED, reason, by=by, channel=channel)


@transaction.atomic
def start(booking: Booking, *, by: Any, channel: str) -> Booking:
    row = _lock(booking, "start")
    row.status, row.started_at = S.IN_USE, timezone.now()
    return _done(row, "start", row.organization_id, by=by, channel=channel, fields=("started_at",))


@transaction.atomic
def report(
    booking: Booking, *, by: Any, channel: str, use_log: str, content: bytes | None = None, name: str = ""
) -> Booking:
    """The use has ended: what was done, and the result file where there is one."""
    row = _lock(booking, "report")
    if not use_log.strip():
        raise ValidationError({"use_log": [_("Write what was done and how long it took.")]})
    row.status, row.use_log, row.finished_at = S.REPORTED, use_log.strip(), timezone.now()
    row.clean_fields(exclude=["no"])
    if content is not None:
        _attach(row, content, name, by.organization, by=by, channel=channel)
    return _done(row, "report", row.organization_id, by=by, channel=channel, fields=("use_log", "finished_at"))


@transaction.atomic
def settle(
    booking: Booking,
    *,
    by: Any,
    channel: str,
    amount: Decimal,
    voucher_no: str = "",
    voucher_amount: Decimal | None = None,
) -> Booking:
    """Settle ``amount``, a part of it by the firm's voucher. Raises ``VoucherRefused`` where it does not cover that."""
    row = _lock(booking, "settle")
    if amount is None or amount < 0:
        raise ValidationError({"amount": [_("Enter zero or more.")]})
    row.status, row.amount = S.SETTLED, amount
    if voucher_no:
        row.voucher = _redeem(row, voucher_no.strip(), voucher_amount, amount)
        row.voucher_amount = voucher_amount
    row.clean_fields(exclude=["no"])
    fields = ("amount", "voucher", "voucher_amount")
    return _done(row, "settle", row.organization_id, by=by, channel=channel, fields=fields)


def _redeem(row: Booking, no: str, part: Decimal | None, amount: Decimal) -> Voucher:
    resource = row.resource
    voucher = Voucher.objects.select_for_update().filter(no=no, organization_id=row.organization_id).first()
    if voucher is None:
        raise VoucherRefused(_("The firm has no voucher with this number."))
    if not resource.vouchers:
        raise VoucherRefused(_("This resource takes no vouchers."))
    if voucher.valid_until < timezone.localdate():
        raise VoucherRefused(_("The voucher was valid until %(day)s.") % {"day": voucher.valid_until.isoformat()})
    if part is None or part <= 0:
        raise ValidationError({"voucher_amount": [_("Enter how much of it is paid by voucher.")]})
    if part > amount * resource.voucher_share / 100:
        raise VoucherRefused(_("At most %(percent)s %% may be paid by voucher.") % {"percent": resource.voucher_share})
    if part > voucher.remaining:
        raise VoucherRefused(_("Only %(amount)s is left on this voucher.") % {"amount": f"{voucher.remaining:,.2f}"})
    Voucher.objects.filter(pk=voucher.pk).update(remaining=F("remaining") - part)
    return voucher


# --- the firm's moves -----------------------------------------------------------------------------------------------
@transaction.atomic
def cancel(booking: Booking, *, by: Any, channel: str, reason: str = "") -> Booking:
    """Give it back. A time that is held may be given back until the day that the rules name; later raises ``TooLate``."""
    _lock_resource(booking.resource)
    row = _lock(booking, "cancel")
    if row.status in HOLDING:
        policy = policy_of(row.resource.organization_id)
        last = timezone.localtime(row.begins_at).date() - datetime.timedelta(days=policy.cancel_days)
        if timezone.localdate() > last:
            raise TooLate(
                _("This could be cancelled until %(day)s. Call the owner, who can still call it off.")
                % {"day": last.isoformat()}
            )
    return _release(row, "cancel", S.CANCELLED, reason, by=by, channel=channel)


@transaction.atomic
def rate(booking: Booking, *, by: Any, channel: str, rating: int, note: str = "") -> Booking:
    row = _lock(booking, "rate")
    row.status, row.rating, row.rating_note = S.RATED, rating, note.strip()
    row.clean_fields(exclude=["no"])
    return _done(row, "rate", row.resource.organization_id, by=by, channel=channel, fields=("rating", "rating_note"))


@transaction.atomic
def attach(booking: Booking, *, by: Any, channel: str, content: bytes, name: str) -> BookingFile:
    """A file beside the booking: a list of samples, a drawing, a further result."""
    row = Booking.objects.select_for_update(of=("self",)).get(pk=booking.pk)
    return _attach(row, content, name, by.organization, by=by, channel=channel)


def _attach(row: Booking, content: bytes, name: str, organization: Any, *, by: Any, channel: str) -> BookingFile:
    file = attachments.store(content=content, name=name, organization=organization, by=by, channel=channel)
    return BookingFile.objects.create(booking=row, attachment=file)


# --- the clock ------------------------------------------------------------------------------------------------------
def void(row: Booking, now: datetime.datetime) -> None:
    """Nobody came in time: the booking is void and counts against the firm. The row is locked."""
    row.status = S.VOID
    _write(row, "void", by=None, channel=Channel.SYSTEM, before=S.APPROVED)
    owner = row.resource.organization_id
    Breach.objects.create(booking=row, organization_id=row.organization_id, owner_id=owner, at=now)
    for organization in {row.organization_id, owner}:
        _tell(row, "booking_void", organization)


def remind(row: Booking) -> None:
    """The row is locked; ``reminded_at`` makes it once."""
    row.reminded_at = timezone.now()
    row.save(update_fields=["reminded_at", "updated_at"])
    _tell(row, "booking_reminder", row.organization_id)


@transaction.atomic
def lift(booking: Booking, *, by: Any, channel: str) -> None:
    """The owner takes a breach out of the count."""
    breach = Breach.objects.select_for_update().filter(booking=booking, lifted_at=None).first()
    if breach is None:
        raise NotBookable(_("There is no breach to take back."))
    breach.lifted_at, breach.lifted_by = timezone.now(), by
    breach.save(update_fields=["lifted_at", "lifted_by"])
    record("lift", booking, by=by, channel=channel)


# --- writing --------------------------------------------------------------------------------------------------------
def _lock_resource(resource: Resource) -> Resource:
    return Resource.objects.select_for_update(of=("self",)).get(pk=resource.pk)


def _lock(booking: Booking, verb: str) -> Booking:
    row = Booking.objects.select_for_update(of=("self",)).select_related("resource", "organization").get(pk=booking.pk)
    if row.status not in BOOKING_MOVES[verb][0]:
        raise BookingMoveRefused(row)
    row.was = row.status
    return row


def _release(booking: Booking, verb: str, to: str, reason: str, *, by: Any, channel: str) -> Booking:
    if verb != "cancel" and not reason.strip():
        raise ValidationError({"reason": [_("Give the reason; the firm reads it.")]})
    resource = _lock_resource(booking.resource)
    row = _lock(booking, verb)
    held = row.status in HOLDING
    row.status, row.reason = to, reason.strip()
    row.clean_fields(exclude=["no"])
    other = resource.organization_id if verb == "cancel" else row.organization_id
    _done(row, verb, other, by=by, channel=channel, fields=("reason",))
    if held and verb == "call_off" and row.slot_id:
        Slot.objects.filter(pk=row.slot_id).delete()
    elif held:
        serve_queue(resource)
    return row


def _done(row: Booking, verb: str, other: int, *, by: Any, channel: str, fields: tuple[str, ...] = ()) -> Booking:
    _write(row, verb, by=by, channel=channel, fields=fields)
    _tell(row, f"booking_{verb}", other)
    return row


def _write(row: Booking, verb: str, *, by: Any, channel: str, fields: tuple[str, ...] = (), before: str = "") -> None:
    row.moves += 1
    row.save(update_fields=["status", "moves", "updated_at", *fields])
    _told(row, verb, by=by, channel=channel, before=before or getattr(row, "was", ""))


def _told(row: Booking, verb: str, *, by: Any, channel: str, before: str = "") -> None:
    record(verb, row, by=by, channel=channel, before={"status": before} if before else {},
           after={"status": row.status}, reason=row.reason)  # fmt: skip
    outbox(event="booking.moved", subject=row, organizations=[row.organization_id, row.resource.organization_id],
           data={"status": row.status, "resource": row.resource.no})  # fmt: skip
    publish(signals.booking_moved, booking_id=row.pk)


def _tell(row: Booking, kind: str, organization_id: int) -> None:
    amount = row.amount if row.amount is not None else row.quote
    params = {
        "title": row.resource.title[:80], "name": row.organization.name, "when": row.when, "reason": row.reason[:200],
        "amount": f"{amount:,.2f} {row.resource.currency}" if amount is not None else "",
    }  # fmt: skip
    tell(organization_id, kind, key=f"{row.no}.{row.moves}", url=row.get_absolute_url(), **params)

"""What happens to resources. Each action is one transaction; its facts go out after commit."""

import datetime
from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.audit import record
from accounts.inbox import reviewers
from common.events import publish as tell
from common.text import detect_language
from integration.actions import author_of, create_entry, inform, lock_entry, move_entry, save_entry
from resources import signals
from resources.enums import MOVES, Status
from resources.exceptions import NotBookable
from resources.models import Price, Resource, Slot
from resources.validators import submit_blockers

_MOST_SLOTS = 200


@transaction.atomic
def create(
    *, organization: Any, by: Any, channel: str, values: Mapping[str, Any], prices: Iterable[Price] = ()
) -> Resource:
    """A new draft of ``organization``. Without ``language`` in ``values`` the texts say which one it is."""
    entry = Resource(organization=organization, **values)
    if "language" not in values:
        entry.language = detect_language(f"{entry.title}\n{entry.summary}")
    return create_entry(entry, by=by, channel=channel, parts={"prices": prices})


@transaction.atomic
def edit(
    resource: Resource,
    *,
    by: Any,
    channel: str,
    changes: Mapping[str, Any],
    prices: Iterable[Price] | None = None,
    expected_version: int | None = None,
) -> Resource:
    """Change fields and, where given, replace the prices. A published entry stays published."""
    parts = {} if prices is None else {"prices": prices}
    saved, _changed = save_entry(
        resource, by=by, channel=channel, changes=changes, parts=parts, expected_version=expected_version
    )
    return saved


@transaction.atomic
def submit(resource: Resource, *, by: Any, channel: str) -> Resource:
    """Hand in for review. Raises ``ValidationError`` where something is missing that every reader asks for."""
    if problems := submit_blockers(lock_entry(resource)):
        raise ValidationError(problems)
    saved = move_entry(resource, "submit", MOVES, by=by, channel=channel)
    inform(reviewers(), "resource_submitted", saved)
    return saved


@transaction.atomic
def publish(
    resource: Resource, *, by: Any, channel: str, note: str = "", expected_version: int | None = None
) -> Resource:
    """Show it in the catalogue and let it take part in bridge plans."""
    extra = {"published_at": resource.published_at or timezone.now(), "review_note": note}
    saved = move_entry(
        resource, "publish", MOVES, by=by, channel=channel, extra=extra, expected_version=expected_version
    )
    inform(author_of(saved, by), "resource_published", saved)
    tell(signals.resource_published, resource_id=saved.pk)
    return saved


@transaction.atomic
def return_(resource: Resource, *, by: Any, channel: str, note: str, expected_version: int | None = None) -> Resource:
    """Back to the author, with a note that says what is missing."""
    if not note.strip():
        raise ValidationError({"note": [_("Tell the author what is missing.")]})
    saved = move_entry(
        resource, "return", MOVES, by=by, channel=channel, reason=note, extra={"review_note": note},
        expected_version=expected_version,
    )  # fmt: skip
    inform(author_of(saved, by), "resource_returned", saved, note=note)
    return saved


@transaction.atomic
def withdraw(resource: Resource, *, by: Any, channel: str, reason: str = "") -> Resource:
    """Take it out of the catalogue. Bookings that were made run on."""
    was = lock_entry(resource).status
    saved = move_entry(resource, "withdraw", MOVES, by=by, channel=channel, reason=reason)
    if was == Status.PUBLISHED:
        tell(signals.resource_withdrawn, resource_id=saved.pk)
    return saved


@transaction.atomic
def open_slots(
    resource: Resource,
    *,
    by: Any,
    channel: str,
    begins_at: datetime.datetime,
    ends_at: datetime.datetime,
    units: int = 1,
    days: int = 1,
) -> list[Slot]:
    """Open the same hours on ``units`` units and ``days`` days in a row; firms on the waiting list are served at once.

    Raises ``ValidationError`` where the times make no sense and ``NotBookable`` where a slot lies there already.
    """
    if ends_at <= begins_at:
        raise ValidationError({"ends_at": [_("The end lies before the beginning.")]})
    if begins_at < timezone.now():
        raise ValidationError({"begins_at": [_("The time is in the past.")]})
    if not (1 <= units * days <= _MOST_SLOTS) or units < 1 or days < 1:
        raise ValidationError({"units": [_("Open between 1 and %(n)s slots at a time.") % {"n": _MOST_SLOTS}]})
    current = lock_entry(resource)
    step = datetime.timedelta(days=1)
    rows = [
        Slot(resource=current, unit=unit, begins_at=begins_at + day * step, ends_at=ends_at + day * step)
        for day in range(days)
        for unit in range(1, units + 1)
    ]
    ends = max(row.ends_at for row in rows)
    there = Slot.objects.filter(resource=current, unit__lte=units, begins_at__lt=ends, ends_at__gt=begins_at)
    taken = [(slot.unit, slot.begins_at, slot.ends_at) for slot in there]
    for row in rows:
        if any(u == row.unit and b < row.ends_at and e > row.begins_at for u, b, e in taken):
            raise NotBookable(_("Another slot of this unit lies in the same time: %(slot)s.") % {"slot": row})
    if days > 1 and ends_at - begins_at > step:
        raise ValidationError({"days": [_("A slot that is longer than a day cannot be repeated daily.")]})
    slots = Slot.objects.bulk_create(rows)
    record("open_slots", current, by=by, channel=channel, after={"from": begins_at, "slots": len(slots)})
    from resources.actions.bookings import serve_queue

    serve_queue(current)
    return slots


@transaction.atomic
def close_slot(slot: Slot, *, by: Any, channel: str) -> None:
    """Take a free slot away. Raises ``NotBookable`` where a booking holds it."""
    current = lock_entry(slot.resource)
    if not Slot.objects.filter(pk=slot.pk).free().exists():
        raise NotBookable(_("A booking holds this slot. Call it off first, with a reason."))
    record("close_slot", current, by=by, channel=channel, before={"from": slot.begins_at, "unit": slot.unit})
    slot.delete()

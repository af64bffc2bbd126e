"""Delivering, accepting and returning a milestone."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.audit import record
from deals.actions.deal import add_file, lock, refresh_step, require
from deals.enums.deal import DealStatus, FileKind
from deals.enums.terms import MILESTONE_MOVES, PaymentStatus
from deals.exceptions import IllegalStep
from deals.models import Milestone
from integration.actions.outbox import record as to_outbox


@transaction.atomic
def deliver(
    milestone: Milestone, *, by: Any, channel: str, note: str = "", content: bytes | None = None, name: str = ""
) -> Milestone:
    """Hand it over, with a note or a file as evidence."""
    if not note.strip() and content is None:
        raise ValidationError({"note": ValidationError(_("Say what was delivered, or add a file."), code="required")})
    current = _move(milestone, "deliver", by=by, channel=channel, note=note.strip())
    if content is not None:
        add_file(current.deal, by=by, channel=channel, content=content, name=name, kind=FileKind.EVIDENCE,
                 milestone=current)  # fmt: skip
    return current


def accept(milestone: Milestone, *, by: Any, channel: str) -> Milestone:
    """The test is passed; the payment that waited for it is due today."""
    return _move(milestone, "accept", by=by, channel=channel)


def return_(milestone: Milestone, *, by: Any, channel: str, note: str) -> Milestone:
    """Back to the supplying side, with what has to be mended."""
    if not note.strip():
        raise ValidationError({"note": ValidationError(_("Say what has to be mended."), code="required")})
    return _move(milestone, "return", by=by, channel=channel, note=note.strip())


@transaction.atomic
def _move(milestone: Milestone, verb: str, *, by: Any, channel: str, note: str | None = None) -> Milestone:
    start, target, role = MILESTONE_MOVES[verb]
    deal = lock(milestone.deal)
    require(deal, by, {role})
    if deal.status != DealStatus.PERFORMING:
        raise IllegalStep(deal)
    current = Milestone.objects.select_for_update().get(pk=milestone.pk)
    current.deal = deal
    if current.status not in start:
        raise IllegalStep(current)
    before, now, actor = current.status, timezone.now(), by if by.pk else None
    current.status = target
    if note is not None:
        current.note = note
    if verb == "deliver":
        current.delivered_at, current.delivered_by = now, actor
    if verb == "accept":
        current.accepted_at, current.accepted_by = now, actor
        deal.payments.filter(milestone=current, status=PaymentStatus.PLANNED).update(
            status=PaymentStatus.DUE, due_on=timezone.localdate()
        )
    current.full_clean(exclude=["deal"], validate_constraints=False, validate_unique=False)
    current.save()
    record(f"{verb}_milestone", deal, by=by, channel=channel, before={"status": before},
           after={"milestone": current.position, "status": target}, reason=note or "")  # fmt: skip
    to_outbox(event=f"milestone.{_EVENTS[verb]}", subject=deal, organizations=deal.organizations,
              data={"milestone": current.position})  # fmt: skip
    refresh_step(deal)
    return current


_EVENTS = {"deliver": "delivered", "accept": "accepted", "return": "returned"}

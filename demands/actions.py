"""What happens to demands. Each action is one transaction; its facts go out after commit."""

import datetime
from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.enums import Channel
from accounts.inbox import reviewers
from common.events import publish as tell
from common.text import detect_language
from demands import signals
from demands.enums import MOVES, Status
from demands.models import Demand, DemandExclusion, DemandIndicator
from demands.validators import validate_future_deadline
from integration.actions import author_of, create_entry, inform, lock_entry, move_entry, save_entry
from integration.exceptions import IllegalMove

#: Statuses in which an entry is history and is no longer edited.
CLOSED = frozenset({Status.SOLVED})


@transaction.atomic
def create(
    *,
    organization: Any,
    by: Any,
    channel: str,
    values: Mapping[str, Any],
    indicators: Iterable[DemandIndicator] = (),
    exclusions: Iterable[DemandExclusion] = (),
) -> Demand:
    """A new draft of ``organization``. Without ``language`` in ``values`` the texts say which one it is."""
    entry = Demand(organization=organization, **values)
    if "language" not in values:
        entry.language = detect_language(f"{entry.title}\n{entry.problem}")
    return create_entry(entry, by=by, channel=channel, parts={"indicators": indicators, "exclusions": exclusions})


@transaction.atomic
def edit(
    demand: Demand,
    *,
    by: Any,
    channel: str,
    changes: Mapping[str, Any],
    indicators: Iterable[DemandIndicator] | None = None,
    exclusions: Iterable[DemandExclusion] | None = None,
    expected_version: int | None = None,
) -> Demand:
    """Change fields and, where given, replace indicators or excluded organizations. A published demand stays published."""
    given = {"indicators": indicators, "exclusions": exclusions}
    parts = {name: rows for name, rows in given.items() if rows is not None}
    before = lock_entry(demand, expected_version)
    if before.status in CLOSED:
        raise IllegalMove(before, "edit")
    saved, _changed = save_entry(demand, by=by, channel=channel, changes=changes, parts=parts)
    if saved.status == Status.PUBLISHED and saved.content_seq != before.content_seq:
        tell(signals.demand_changed, demand_id=saved.pk)
    return saved


@transaction.atomic
def publish(demand: Demand, *, by: Any, channel: str) -> Demand:
    """Show it and match it at once where the organization is verified (reviewed after); otherwise it waits for review.

    Raises ``ValidationError`` where the problem is missing or the deadline has passed; budget, contact and industry
    never hold it up.
    """
    current = lock_entry(demand)
    if current.status in MOVES["publish"][0]:
        _check_publishable(current)
    if not current.organization.is_verified:
        saved = move_entry(demand, "publish", MOVES, by=by, channel=channel, to=Status.IN_REVIEW)
        inform(reviewers(), "demand_submitted", saved)
        tell(signals.demand_submitted, demand_id=saved.pk)
        return saved
    kept = current.published_at if current.status == Status.PAUSED else None
    extra = {"published_at": kept or timezone.now(), "closing_note": ""}
    saved = move_entry(demand, "publish", MOVES, by=by, channel=channel, extra=extra)
    tell(signals.demand_published, demand_id=saved.pk)
    return saved


@transaction.atomic
def approve(demand: Demand, *, by: Any, channel: str, note: str = "") -> Demand:
    """The reviewer has read it: a waiting demand is published, a published one is marked as reviewed."""
    current = lock_entry(demand)
    was, now = current.status, timezone.now()
    extra = {
        "published_at": current.published_at or now,
        "reviewed_at": now,
        "reviewed_by": by,
        "review_note": note,
    }
    saved = move_entry(demand, "approve", MOVES, by=by, channel=channel, extra=extra)
    inform(author_of(saved, by), "demand_approved", saved)
    if was == Status.IN_REVIEW:
        tell(signals.demand_published, demand_id=saved.pk)
    return saved


@transaction.atomic
def return_(demand: Demand, *, by: Any, channel: str, note: str) -> Demand:
    """Back to the firm with a note; a published demand leaves the library."""
    if not note.strip():
        raise ValidationError({"note": ValidationError(_("Tell the firm what is missing."), code="required")})
    was = lock_entry(demand).status
    extra = {"review_note": note, "reviewed_at": timezone.now(), "reviewed_by": by}
    saved = move_entry(demand, "return", MOVES, by=by, channel=channel, reason=note, extra=extra)
    inform(author_of(saved, by), "demand_returned", saved, note=note)
    tell(signals.demand_returned, demand_id=saved.pk)
    if was == Status.PUBLISHED:
        tell(signals.demand_closed, demand_id=saved.pk)
    return saved


@transaction.atomic
def pause(demand: Demand, *, by: Any, channel: str, note: str = "") -> Demand:
    return _close(demand, "pause", by=by, channel=channel, note=note)


@transaction.atomic
def solve(demand: Demand, *, by: Any, channel: str, note: str = "") -> Demand:
    """The problem is solved: it stays readable as history and takes no more matches."""
    return _close(demand, "solve", by=by, channel=channel, note=note)


@transaction.atomic
def withdraw(demand: Demand, *, by: Any, channel: str, note: str = "") -> Demand:
    return _close(demand, "withdraw", by=by, channel=channel, note=note)


def expire_due(*, today: datetime.date | None = None) -> int:
    """Close published demands whose deadline has passed, each in its own transaction; says how many there were."""
    due = Demand.objects.due_to_expire(today or timezone.localdate()).order_by("pk").values_list("pk", flat=True)
    return sum(_expire(pk, today or timezone.localdate()) for pk in due)


@transaction.atomic
def _expire(pk: int, today: datetime.date) -> bool:
    rows = Demand.objects.due_to_expire(today).select_for_update(of=("self",), skip_locked=True)
    demand = rows.filter(pk=pk).first()
    if demand is None:
        return False
    _close(demand, "expire", by=None, channel=Channel.SYSTEM, note="")
    return True


def _close(demand: Demand, verb: str, *, by: Any, channel: str, note: str) -> Demand:
    was = lock_entry(demand).status
    saved = move_entry(demand, verb, MOVES, by=by, channel=channel, reason=note, extra={"closing_note": note})
    if was == Status.PUBLISHED:
        tell(signals.demand_closed, demand_id=saved.pk)
    return saved


def _check_publishable(demand: Demand) -> None:
    if not demand.problem:
        detail = _("Say what the problem is before you publish.")
        raise ValidationError({"problem": ValidationError(detail, code="required")})
    validate_future_deadline(demand.deadline, timezone.localdate())

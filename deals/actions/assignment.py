"""Technology managers at work: offered, accepted under a conflict guard, noted step by step, ended."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.audit import record
from accounts.enums import ManagerStatus
from accounts.inbox import members_of
from accounts.models import ManagerProfile
from common.plain import plain_line, tidy
from deals.actions.moving import NotPossible, check_move, inform, lock, move_locked
from deals.enums.assignment import ASSIGNMENT_MOVES as MOVES
from deals.enums.assignment import LIVE_ASSIGNMENT, AssignmentStatus, Side
from deals.models import Assignment
from integration.actions.outbox import record as to_outbox
from integration.exceptions import IllegalMove

_SUBJECTS = ("manager__user", "demand", "achievement", "deal")


class Conflict(NotPossible):
    """The manager would serve both sides; the text says where."""

    code = "conflict_of_interest"


@transaction.atomic
def offer(manager: ManagerProfile, *, by: Any, channel: str, values: Mapping[str, Any]) -> Assignment:
    """Ask a registered manager to work on a demand, an achievement, a pair or a deal (``values``).

    Raises ``NotPossible`` where he is not registered or has no room, ``Conflict`` where he serves the other side.
    """
    profile = (
        ManagerProfile.objects.select_for_update(of=("self",)).select_related("user", "organization").get(pk=manager.pk)
    )
    if profile.status != ManagerStatus.REGISTERED:
        raise NotPossible(_("This technology manager is not registered at the moment."))
    if profile.assignments.live().count() >= profile.capacity:
        raise NotPossible(_("This technology manager has no room for more at the moment."))
    row = Assignment(manager=profile, organization_id=by.organization_id, created_by=by, **values)
    row.own_organization = profile.organization_id in _organizations(row)
    tidy(row)
    row.full_clean(validate_unique=False, validate_constraints=False)
    if not (row.demand_id or row.achievement_id or row.deal_id):
        raise ValidationError(
            {"demand": ValidationError(_("Say what it is about: a demand, an achievement or a deal."))}
        )
    _guard(row)
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        raise NotPossible(_("This technology manager works on it already.")) from error
    row.refresh_from_db(fields=["no"])
    after = {"manager": profile.no, "side": row.side, "rate": row.commission_rate, "fixed": row.commission_fixed}
    record("offer", row, by=by, channel=channel, after=after)
    inform([profile.user], "assignment_offered", row)
    _tell(row)
    return row


@transaction.atomic
def accept(assignment: Assignment, *, by: Any, channel: str) -> Assignment:
    """Take it on, with the commission as offered. The guard is asked again: much may have happened since the offer."""
    ManagerProfile.objects.select_for_update(of=("self",)).get(pk=assignment.manager_id)
    row = lock(assignment, *_SUBJECTS)
    check_move(row, "accept", MOVES)
    _guard(row)
    return _moved(row, "accept", by=by, channel=channel, touched_at=timezone.now())


@transaction.atomic
def decline(assignment: Assignment, *, by: Any, channel: str, reason: str = "") -> Assignment:
    return _moved(lock(assignment, *_SUBJECTS), "decline", by=by, channel=channel, reason=reason)


@transaction.atomic
def end(assignment: Assignment, *, by: Any, channel: str, reason: str = "") -> Assignment:
    """Either side ends it; what was earned stays in the ledger."""
    return _moved(lock(assignment, *_SUBJECTS), "end", by=by, channel=channel, reason=reason)


@transaction.atomic
def touch(assignment: Assignment, *, by: Any, channel: str, changes: Mapping[str, Any]) -> Assignment:
    """Note the next step (``next_action``, ``due_on``, ``probability``, ``expected_value``); the expectation is fresh again."""
    row = lock(assignment, *_SUBJECTS)
    if row.status != AssignmentStatus.ACTIVE:
        raise IllegalMove(row, "touch")
    before = {name: getattr(row, name) for name, value in changes.items() if getattr(row, name) != value}
    for name in before:
        setattr(row, name, changes[name])
    tidy(row)
    row.full_clean(validate_unique=False, validate_constraints=False)
    row.touched_at = timezone.now()
    row.save(update_fields=[*before, "touched_at", "updated_at"])
    record("touch", row, by=by, channel=channel, before=before, after={name: getattr(row, name) for name in before})
    return row


def _organizations(row: Assignment) -> set[int]:
    """The owners of what it is about."""
    found = {entry.organization_id for entry in (row.demand, row.achievement) if entry is not None}
    if row.deal is not None:
        found |= set(row.deal.parties.values_list("organization_id", flat=True))
    return found


def _guard(row: Assignment) -> None:
    """Nobody serves both sides for money, nor one side against his own house."""
    if row.side == Side.NEUTRAL:
        return
    house = row.manager.organization_id
    across = row.achievement if row.side == Side.NEED else row.demand
    if across is not None and house is not None and across.organization_id == house:
        raise Conflict(_("The manager's own organization is on the other side. He can work for both as neutral."))
    same = Q()
    for name in ("demand", "achievement", "deal"):
        if pk := getattr(row, f"{name}_id"):
            same |= Q(**{f"{name}_id": pk})
    other = Side.SUPPLY if row.side == Side.NEED else Side.NEED
    rows = Assignment.objects.filter(same, manager_id=row.manager_id, side=other, status__in=LIVE_ASSIGNMENT)
    if found := rows.exclude(pk=row.pk).first():
        raise Conflict(_("The manager works for the other side already (%(no)s).") % {"no": found.no})


def _moved(row: Assignment, verb: str, *, by: Any, channel: str, reason: str = "", **extra: Any) -> Assignment:
    check_move(row, verb, MOVES)
    row.reason = plain_line(reason)[:500]
    row.save(update_fields=["reason"])
    move_locked(row, verb, MOVES, by=by, channel=channel, reason=reason, **extra)
    people = {person.pk: person for person in [row.manager.user, *members_of(row.organization_id)] if person != by}
    inform(people.values(), "assignment_moved", row, name=row.manager.user.display_name, state=row.get_status_display())
    _tell(row)
    return row


def _tell(row: Assignment) -> None:
    organizations = {row.organization_id, *_organizations(row)}
    if row.manager.organization_id:
        organizations.add(row.manager.organization_id)
    to_outbox(event="assignment.changed", subject=row, organizations=organizations, data={"status": row.status})

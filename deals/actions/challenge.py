"""Challenges: announced, closed at the deadline, reviewed, awarded after public notice, every solver answered."""

import datetime
from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.audit import record
from accounts.enums import Channel
from accounts.inbox import members_of
from accounts.models import Membership
from common.plain import plain_text, tidy
from deals.actions.handover import task_book
from deals.actions.moving import NotPossible, check_move, inform, lock, move_locked, write
from deals.enums.challenge import CHALLENGE_MOVES as MOVES
from deals.enums.challenge import ChallengeStatus, ProposalStatus, ReviewerRole
from deals.models import Challenge, ChallengeReviewer, Proposal
from demands.models import Demand
from integration.actions.outbox import record as to_outbox
from integration.enums import Visibility
from integration.exceptions import IllegalMove

#: A solver with a proposal in one of these still waits for an answer.
WAITING = (ProposalStatus.SUBMITTED, ProposalStatus.SHORTLISTED)
_PAGE = 200
#: Days before the promised answer from which its owner is reminded.
REMIND_BEFORE = datetime.timedelta(days=3)


@transaction.atomic
def create(demand: Demand, *, by: Any, channel: str, values: Mapping[str, Any]) -> Challenge:
    """A draft challenge of a demand; whoever writes it leads the review until others are named."""
    row = Challenge(demand=demand, organization_id=demand.organization_id, created_by=by, **values)
    tidy(row)
    row.full_clean(validate_constraints=False)
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        raise NotPossible(_("There is a challenge of this demand already.")) from error
    row.refresh_from_db(fields=["no"])
    if by is not None and by.pk and not by.is_service:
        ChallengeReviewer.objects.create(challenge=row, user=by, role=ReviewerRole.LEAD)
    record("create", row, by=by, channel=channel, after={"demand": demand.no, "bounty": row.bounty})
    return row


@transaction.atomic
def edit(challenge: Challenge, *, by: Any, channel: str, changes: Mapping[str, Any]) -> Challenge:
    """Change a draft. What is announced is a promise to solvers; only its deadline may still move, and only later."""
    row = lock(challenge, "demand")
    if row.status == ChallengeStatus.OPEN:
        later = changes.get("deadline", row.deadline)
        if set(changes) - {"deadline", "feedback_due"} or later < row.deadline:
            raise NotPossible(_("An open challenge keeps its terms; its deadline may be moved to a later day."))
    elif row.status != ChallengeStatus.DRAFT:
        raise IllegalMove(row, "edit")
    write(row, changes, by=by, channel=channel)
    return row


@transaction.atomic
def announce(challenge: Challenge, *, by: Any, channel: str) -> Challenge:
    """Open it for proposals. The demand must be published by a verified firm, the dates must lie ahead."""
    row = lock(challenge, "demand__organization")
    check_move(row, "announce", MOVES)
    if row.demand.status != "published":
        raise NotPossible(_("Publish the demand first; solvers read it there."))
    if row.demand.visibility == Visibility.MATCHED:
        raise NotPossible(
            _("Show the demand to everybody, or to signed-in organizations: a challenge is read by many.")
        )
    if not row.demand.organization.is_verified:
        raise NotPossible(_("Your organization has to be verified first. Complete its data; an authority answers."))
    if row.deadline < timezone.localdate():
        raise NotPossible(_("The deadline has passed. Choose a later day."))
    move_locked(row, "announce", MOVES, by=by, channel=channel, announced_at=timezone.now())
    data = {"demand": row.demand.no, "bounty": str(row.bounty), "currency": row.currency, "deadline": str(row.deadline)}
    hidden = row.demand.exclusions.values_list("organization_id", flat=True)
    to_outbox(event="challenge.opened", subject=row, organizations=[row.organization_id], public=True, data=data,
              hidden_from=hidden)  # fmt: skip
    return row


@transaction.atomic
def close(challenge: Challenge, *, by: Any, channel: str) -> Challenge:
    """No more proposals; the review begins."""
    return _close(lock(challenge, "demand"), by=by, channel=channel)


@transaction.atomic
def appoint(challenge: Challenge, *, by: Any, channel: str, user: Any, role: str | None) -> None:
    """Name a reviewer, change his role, or release him (``role`` None). Nobody reviews where his own house proposes."""
    row = lock(challenge, "demand")
    if row.status in {ChallengeStatus.FINISHED, ChallengeStatus.FAILED, ChallengeStatus.CANCELLED}:
        raise IllegalMove(row, "appoint")
    if role is None:
        ChallengeReviewer.objects.filter(challenge=row, user=user).delete()
    else:
        houses = Membership.objects.filter(user=user, active=True).values("organization_id")
        if row.proposals.filter(organization_id__in=houses).exclude(status=ProposalStatus.WITHDRAWN).exists():
            raise NotPossible(_("This person belongs to an organization that proposes here."))
        ChallengeReviewer.objects.update_or_create(challenge=row, user=user, defaults={"role": role})
        inform([user], "challenge_reviewer", row)
    record("appoint", row, by=by, channel=channel, after={"user": user.pk, "role": role or ""})


@transaction.atomic
def nominate(challenge: Challenge, *, by: Any, channel: str, proposal: Proposal) -> Challenge:
    """Name one shortlisted proposal for the award and begin the public notice."""
    row = lock(challenge, "demand")
    check_move(row, "nominate", MOVES)
    chosen = lock(proposal)
    if chosen.challenge_id != row.pk or chosen.status != ProposalStatus.SHORTLISTED:
        raise NotPossible(_("Only a shortlisted proposal of this challenge can be named for the award."))
    _set_proposal(chosen, ProposalStatus.NOMINATED, by=by, channel=channel)
    until = timezone.localdate() + datetime.timedelta(days=row.publicity_days)
    return move_locked(row, "nominate", MOVES, by=by, channel=channel, winner=chosen, publicity_until=until)


@transaction.atomic
def object_(challenge: Challenge, *, by: Any, channel: str, reason: str) -> Challenge:
    """An objection was upheld: back to the review, the named proposal is shortlisted again."""
    row = lock(challenge, "demand")
    check_move(row, "object", MOVES)
    if not reason.strip():
        raise NotPossible(_("Say why in one sentence."))
    _set_proposal(lock(row.winner), ProposalStatus.SHORTLISTED, by=by, channel=channel)
    return move_locked(row, "object", MOVES, by=by, channel=channel, reason=plain_text(reason), winner=None,
                       publicity_until=None)  # fmt: skip


@transaction.atomic
def award(challenge: Challenge, *, by: Any, channel: str) -> Challenge:
    """After the notice has run, and once every other solver has his answer: the task book is a deal of its own."""
    row = lock(challenge, "demand", "organization")
    check_move(row, "award", MOVES)
    if timezone.localdate() <= row.publicity_until:
        raise NotPossible(_("The public notice runs until %(day)s.") % {"day": row.publicity_until})
    _refuse_while_waiting(row)
    winner = lock(row.winner, "organization", "achievement")
    _set_proposal(winner, ProposalStatus.AWARDED, by=by, channel=channel, decided_at=timezone.now())
    deal = task_book(row, winner, by=by, channel=channel)
    move_locked(row, "award", MOVES, by=by, channel=channel, feedback_given_at=timezone.now(), deal=deal)
    inform(
        members_of(winner.organization_id),
        "proposal_moved",
        winner,
        state=winner.get_status_display(),
        title=row.title[:80],
    )
    _tell_everybody(row, "challenge.awarded")
    return row


@transaction.atomic
def finish(challenge: Challenge, *, by: Any, channel: str, note: str = "") -> Challenge:
    """The acceptance test was passed and the bounty is paid."""
    return move_locked(
        lock(challenge, "demand"), "finish", MOVES, by=by, channel=channel, closing_note=plain_text(note)
    )


@transaction.atomic
def fail(challenge: Challenge, *, by: Any, channel: str, note: str) -> Challenge:
    """No proposal fits. Everybody has his answer first, and the reason is public."""
    row = lock(challenge, "demand")
    check_move(row, "fail", MOVES)
    if not note.strip():
        raise NotPossible(_("Say why in one sentence."))
    _refuse_while_waiting(row)
    move_locked(row, "fail", MOVES, by=by, channel=channel, reason=note, closing_note=plain_text(note),
                feedback_given_at=timezone.now())  # fmt: skip
    _tell_everybody(row, "challenge.ended")
    return row


@transaction.atomic
def cancel(challenge: Challenge, *, by: Any, channel: str, note: str) -> Challenge:
    """Take it back before the deadline; whoever has proposed is told why."""
    row = lock(challenge, "demand")
    check_move(row, "cancel", MOVES)
    if row.status == ChallengeStatus.OPEN and not note.strip():
        raise NotPossible(_("Say why in one sentence."))
    was_open = row.status == ChallengeStatus.OPEN
    move_locked(row, "cancel", MOVES, by=by, channel=channel, reason=note, closing_note=plain_text(note))
    if was_open:
        for proposal in row.proposals.filter(status__in=WAITING).order_by("pk"):
            inform(members_of(proposal.organization_id), "challenge_ended", row, state=row.get_status_display())
        _tell_everybody(row, "challenge.ended")
    return row


def close_due(*, today: datetime.date | None = None) -> int:
    """Close what has passed its deadline; safe to run twice and beside itself."""
    today = today or timezone.localdate()
    count = 0
    due = Challenge.objects.filter(status=ChallengeStatus.OPEN, deadline__lt=today).order_by("pk")
    for pk in list(due.values_list("pk", flat=True)[:_PAGE]):
        with transaction.atomic():
            rows = Challenge.objects.select_for_update(of=("self",), skip_locked=True).select_related("demand")
            row = rows.filter(pk=pk, status=ChallengeStatus.OPEN, deadline__lt=today).first()
            if row is not None:
                _close(row, by=None, channel=Channel.SYSTEM)
                count += 1
    return count


def remind_of_feedback(*, today: datetime.date | None = None) -> int:
    """One reminder a day from three days before the promised answer on, as long as somebody waits for it."""
    today = today or timezone.localdate()
    count = 0
    due = Challenge.objects.filter(status=ChallengeStatus.REVIEWING, feedback_due__lte=today + REMIND_BEFORE)
    for pk in list(due.exclude(reminded_on=today).order_by("pk").values_list("pk", flat=True)[:_PAGE]):
        with transaction.atomic():
            rows = Challenge.objects.select_for_update(of=("self",), skip_locked=True).select_related("demand")
            row = rows.filter(pk=pk, status=ChallengeStatus.REVIEWING).exclude(reminded_on=today).first()
            if row is None:
                continue
            waiting = row.proposals.filter(status__in=WAITING).count()
            row.reminded_on = today
            row.save(update_fields=["reminded_on"])
            if waiting:
                people = [*members_of(row.organization_id), *(r.user for r in row.reviewers.select_related("user"))]
                inform({p.pk: p for p in people}.values(), "challenge_feedback_due", row, key=f"due:{today}",
                       count=waiting, day=row.feedback_due)  # fmt: skip
                count += 1
    return count


def _close(row: Challenge, *, by: Any, channel: str) -> Challenge:
    move_locked(row, "close", MOVES, by=by, channel=channel)
    count = row.proposals.filter(status__in=WAITING).count()
    people = [*members_of(row.organization_id), *(r.user for r in row.reviewers.select_related("user"))]
    for proposal in row.proposals.filter(status__in=WAITING).order_by("pk"):
        people += members_of(proposal.organization_id)
    inform({p.pk: p for p in people}.values(), "challenge_closed", row, key="closed", count=count, day=row.feedback_due)
    _tell_everybody(row, "challenge.closed")
    return row


def _refuse_while_waiting(row: Challenge) -> None:
    if count := row.proposals.filter(status__in=WAITING).count():
        detail = _("%(count)s solvers still wait for an answer. Decline with a reason, or shortlist and decide.")
        raise NotPossible(detail % {"count": count})


def _set_proposal(row: Proposal, status: str, *, by: Any, channel: str, **extra: Any) -> Proposal:
    """A status that follows from a move of the challenge."""
    before = {"status": row.status}
    row.status = status
    for name, value in extra.items():
        setattr(row, name, value)
    row.save(update_fields=["status", "updated_at", *extra])
    record(status, row, by=by, channel=channel, before=before, after={"status": status})
    return row


def _tell_everybody(row: Challenge, event: str) -> None:
    hidden = row.demand.exclusions.values_list("organization_id", flat=True)
    to_outbox(event=event, subject=row, organizations=[row.organization_id], public=True, data={"status": row.status},
              hidden_from=hidden)  # fmt: skip

"""Proposals: written with autosave, submitted, voted on, shortlisted or declined with a reason."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.audit import record
from accounts.inbox import members_of
from common.plain import plain_line, plain_text, tidy
from deals.actions.challenge import WAITING
from deals.actions.moving import NotPossible, check_move, inform, lock, move_locked
from deals.enums.challenge import PROPOSAL_MOVES as MOVES
from deals.enums.challenge import ChallengeStatus, ProposalStatus
from deals.models import Challenge, Proposal, Vote
from integration.actions.outbox import record as to_outbox
from integration.exceptions import EditConflict, IllegalMove
from matching.enums import DeclineReason

#: What a proposal needs before it can be handed in.
REQUIRED = ("title", "approach", "evidence", "plan", "price", "months")


@transaction.atomic
def start(challenge: Challenge, *, by: Any, channel: str) -> Proposal:
    """The draft of the organization ``by`` acts for; the one that is there already where there is one."""
    row = lock(challenge, "demand__organization")
    organization = by.membership.organization
    there = row.proposals.filter(organization=organization).first()
    if there is not None:
        return there
    if row.status != ChallengeStatus.OPEN:
        raise NotPossible(_("This challenge takes no more proposals."))
    if row.organization_id == organization.pk:
        raise NotPossible(_("This is your own challenge."))
    if row.demand.exclusions.filter(organization=organization).exists():
        raise NotPossible(_("The firm does not take proposals of your organization."))
    try:
        with transaction.atomic():
            made = Proposal.objects.create(challenge=row, organization=organization, author=by)
    except IntegrityError:
        return row.proposals.get(organization=organization)
    made.refresh_from_db(fields=["no"])
    record("create", made, by=by, channel=channel, after={"challenge": row.no})
    return made


@transaction.atomic
def save(
    proposal: Proposal, *, by: Any, channel: str, changes: Mapping[str, Any], expected_version: int | None = None
) -> Proposal:
    """Write the draft; called every few seconds, so it is audited when handed in. Raises ``EditConflict``."""
    row = lock(proposal)
    if expected_version is not None and row.version != expected_version:
        raise EditConflict(row)
    if row.status not in {ProposalStatus.DRAFT, ProposalStatus.WITHDRAWN}:
        raise IllegalMove(row, "edit")
    changed = [name for name, value in changes.items() if getattr(row, name) != value]
    for name in changed:
        setattr(row, name, changes[name])
    tidy(row)
    row.full_clean(validate_unique=False, validate_constraints=False)
    if changed:
        row.version += 1
        row.author = row.author or by
        row.save()
    return row


@transaction.atomic
def submit(proposal: Proposal, *, by: Any, channel: str) -> Proposal:
    """Hand in while the challenge is open. Raises ``ValidationError`` with every field that is missing."""
    challenge = lock(proposal.challenge, "demand")
    row = lock(proposal, "challenge__demand")
    check_move(row, "submit", MOVES)
    if challenge.status != ChallengeStatus.OPEN or challenge.deadline < timezone.localdate():
        raise NotPossible(_("This challenge takes no more proposals."))
    if not by.membership.organization.is_verified:
        raise NotPossible(_("Your organization has to be verified first. Complete its data; an authority answers."))
    missing = [name for name in REQUIRED if getattr(row, name) in ("", None)]
    if missing:
        raise ValidationError({name: ValidationError(_("This is missing."), code="required") for name in missing})
    move_locked(row, "submit", MOVES, by=by, channel=channel, submitted_at=timezone.now())
    people = [*members_of(challenge.organization_id), *(r.user for r in challenge.reviewers.select_related("user"))]
    inform({p.pk: p for p in people}.values(), "proposal_received", challenge, key=f"{row.no}.{row.version}")
    to_outbox(event="proposal.submitted", subject=row, organizations=[row.organization_id, challenge.organization_id],
              data={"challenge": challenge.no})  # fmt: skip
    return row


@transaction.atomic
def withdraw(proposal: Proposal, *, by: Any, channel: str) -> Proposal:
    """Take it back while nobody has decided; it can be handed in again until the deadline."""
    return move_locked(lock(proposal), "withdraw", MOVES, by=by, channel=channel)


@transaction.atomic
def vote(proposal: Proposal, *, by: Any, channel: str, choice: str, strength: str, doubt: str) -> Vote:
    """One vote for each reviewer, changed by voting again. Both sentences are needed: a vote without a reason helps nobody."""
    row = lock(proposal, "challenge")
    if row.status not in WAITING:
        raise IllegalMove(row, "vote")
    if not row.challenge.reviewers.filter(user=by).exists():
        raise NotPossible(_("Only reviewers of this challenge vote."))
    if by.memberships.filter(organization_id=row.organization_id, active=True).exists():
        raise NotPossible(_("Nobody votes on a proposal of his own organization."))
    found = Vote.objects.filter(proposal=row, user=by).first() or Vote(proposal=row, user=by)
    found.choice, found.strength, found.doubt = choice, plain_line(strength), plain_line(doubt)
    found.full_clean(validate_unique=False, validate_constraints=False)
    found.save()
    record("vote", row, by=by, channel=channel, after={"choice": choice})
    return found


@transaction.atomic
def shortlist(proposal: Proposal, *, by: Any, channel: str) -> Proposal:
    row = _decidable(proposal)
    move_locked(row, "shortlist", MOVES, by=by, channel=channel)
    inform(
        members_of(row.organization_id),
        "proposal_moved",
        row,
        state=row.get_status_display(),
        title=row.challenge.title[:80],
    )
    _tell(row)
    return row


@transaction.atomic
def decline(proposal: Proposal, *, by: Any, channel: str, reason: str, feedback: str) -> Proposal:
    """Answer with a coded reason and a few sentences that help the solver."""
    if reason not in DeclineReason.values:
        raise ValidationError({"reason": ValidationError(_("Choose a reason."), code="required")})
    if not feedback.strip():
        raise ValidationError({"feedback": ValidationError(_("Say in a sentence what was missing."), code="required")})
    row = _decidable(proposal)
    extra = {"feedback": plain_text(feedback)[:2000], "decided_at": timezone.now()}
    row.reason = reason
    check_move(row, "decline", MOVES)
    row.save(update_fields=["reason"])
    move_locked(row, "decline", MOVES, by=by, channel=channel, reason=reason, **extra)
    inform(
        members_of(row.organization_id),
        "proposal_moved",
        row,
        state=row.get_status_display(),
        title=row.challenge.title[:80],
    )
    _tell(row)
    return row


def _decidable(proposal: Proposal) -> Proposal:
    """The locked proposal of a challenge under review; decisions wait for the deadline, so that all are read alike."""
    challenge = lock(proposal.challenge)
    if challenge.status not in {ChallengeStatus.REVIEWING, ChallengeStatus.PUBLICITY}:
        raise NotPossible(_("Proposals are decided on after the deadline."))
    return lock(proposal, "challenge__demand")


def _tell(row: Proposal) -> None:
    parties = [row.organization_id, row.challenge.organization_id]
    to_outbox(event="proposal.decided", subject=row, organizations=parties, data={"status": row.status})

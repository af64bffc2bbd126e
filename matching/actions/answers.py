"""What people answer to a match and what becomes of it: the labels of the next model."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.audit import record
from common.events import publish
from common.exceptions import Refusal
from matching.enums import ANSWERS, DeclineReason, FeedbackKind, Outcome, Surface
from matching.models import Exposure, Feedback, Match
from matching.signals import match_answered

#: An answer that takes back another one of the same organization.
_REPLACES = {
    FeedbackKind.DECLINED: [FeedbackKind.INTERESTED, FeedbackKind.SHORTLISTED],
    FeedbackKind.INTERESTED: [FeedbackKind.DECLINED],
    FeedbackKind.SHORTLISTED: [FeedbackKind.DECLINED],
}


class NotAParty(Refusal):
    """Answers are the two sides' own: nobody else's count as labels, not even an administrator's."""

    status = 403
    code = "not_a_party"


def _require_party(match: Match, by: Any) -> None:
    if by.organization_id not in {match.demand.organization_id, match.achievement.organization_id}:
        raise NotAParty(_("Only the firm and the holder of the achievement answer a match."))


@transaction.atomic
def respond(
    match: Match,
    *,
    by: Any,
    kind: str,
    channel: str,
    reason: str = "",
    note: str = "",
    surface: str = Surface.OTHER,
    position: int | None = None,
) -> Feedback:
    """Keep one answer of the organization that ``by`` acts for. The same answer again changes it; nothing is doubled."""
    _require_party(match, by)
    if kind not in ANSWERS:
        raise ValidationError({"kind": ValidationError(_("There is no such answer."), code="invalid_choice")})
    if (kind == FeedbackKind.DECLINED) != bool(reason) or (reason and reason not in DeclineReason.values):
        message = (
            _("Choose one of the reasons.") if kind == FeedbackKind.DECLINED else _("Only a refusal has a reason.")
        )
        raise ValidationError({"reason": ValidationError(message, code="required")})
    mine = Feedback.objects.filter(
        organization_id=by.organization_id, demand_id=match.demand_id, achievement_id=match.achievement_id
    )
    mine.filter(kind__in=_REPLACES[FeedbackKind(kind)]).delete()
    feedback, created = mine.update_or_create(
        kind=kind,
        defaults={"reason": reason, "note": note, "user": by if by.pk else None},
        create_defaults=_context(match, by, surface, position) | {"kind": kind, "reason": reason, "note": note},
    )
    after = {"kind": kind, "reason": reason}
    record("answer" if created else "change_answer", match, by=by, channel=channel, after=after)
    publish(match_answered, feedback_id=feedback.pk)
    return feedback


@transaction.atomic
def undo(match: Match, *, by: Any, kind: str, channel: str) -> bool:
    """Take an answer back. False where there was none."""
    _require_party(match, by)
    gone, _detail = Feedback.objects.filter(
        organization_id=by.organization_id, demand_id=match.demand_id, achievement_id=match.achievement_id, kind=kind
    ).delete()
    if gone:
        record("undo_answer", match, by=by, channel=channel, before={"kind": kind})
    return bool(gone)


def record_viewed(match: Match, *, by: Any, surface: str, position: int | None = None) -> None:
    """The details of a pair were opened; kept once per organization."""
    Feedback.objects.get_or_create(
        organization_id=by.organization_id,
        demand_id=match.demand_id,
        achievement_id=match.achievement_id,
        kind=FeedbackKind.VIEWED,
        defaults=_context(match, by, surface, position),
    )


def record_shown(
    *,
    matches: list[Match],
    by: Any,
    surface: str,
    demand: Any = None,
    achievement: Any = None,
    model_version: str = "",
) -> None:
    """Which rows one page showed in which order: answers are only comparable with what was seen."""
    if not matches:
        return
    ids = [m.achievement_id if demand is not None else m.demand_id for m in matches]
    Exposure.objects.create(
        demand=demand,
        achievement=achievement,
        organization_id=by.organization_id,
        user=by if by.pk else None,
        surface=surface,
        shown_ids=ids,
        model_version=model_version or matches[0].model_version,
    )


@transaction.atomic
def record_outcome(
    *, demand: Any, achievement: Any, organization: Any, outcome: str, by: Any, channel: str, note: str = ""
) -> Feedback:
    """How far a pair has come, told by the rooms above (events, deals); an earlier stage never overwrites a later one."""
    order = list(Outcome.values)
    pair = {"organization": organization, "demand": demand, "achievement": achievement, "kind": FeedbackKind.OUTCOME}
    kept = Feedback.objects.select_for_update().filter(**pair).first()
    if kept is not None and order.index(kept.outcome) >= order.index(outcome):
        return kept
    match = Match.objects.filter(demand=demand, achievement=achievement).first()
    values = {"outcome": outcome, "note": note, "user": by, "surface": Surface.DEAL}
    values |= {"position": match.rank, "score": match.score, "model_version": match.model_version} if match else {}
    feedback, _created = Feedback.objects.update_or_create(**pair, defaults=values)
    record("outcome", feedback, by=by, channel=channel, after={"outcome": outcome})
    publish(match_answered, feedback_id=feedback.pk)
    return feedback


def _context(match: Match, by: Any, surface: str, position: int | None) -> dict[str, Any]:
    """Where the pair stood when it was answered."""
    return {
        "organization_id": by.organization_id,
        "demand_id": match.demand_id,
        "achievement_id": match.achievement_id,
        "user": by if by.pk else None,
        "surface": surface,
        "position": position if position is not None else match.rank,
        "score": match.score,
        "model_version": match.model_version,
    }

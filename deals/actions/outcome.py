"""Asking what became of a deal, and keeping the answer."""

import datetime
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.audit import record
from common.events import publish
from deals.actions.deal import lock, require
from deals.enums.deal import UseAnswer
from deals.enums.terms import PartyRole
from deals.exceptions import NotReady
from deals.inbox import tell
from deals.models import Deal, OutcomeCheck
from deals.signals import outcome_reported
from integration.actions.attachments import store
from integration.actions.outbox import record as to_outbox
from matching.actions import record_outcome
from matching.enums import Outcome

#: Days after the signature on which the question is asked.
DAYS = (90, 180, 365)
FIGURES = ("revenue", "savings", "currency", "jobs", "note")


def plan_checks(deal: Deal, signed_on: datetime.date) -> None:
    rows = [OutcomeCheck(deal=deal, days=n, due_on=signed_on + datetime.timedelta(days=n),
                         currency=deal.currency) for n in DAYS]  # fmt: skip
    OutcomeCheck.objects.bulk_create(rows, ignore_conflicts=True)


def tell_matching(deal: Deal, outcome: str, *, by: Any, channel: str) -> None:
    """Let the learning loop know how far the pair has come."""
    if deal.demand_id and deal.achievement_id:
        need = next(party.organization for party in deal.parties.all() if party.role == PartyRole.NEED)
        record_outcome(
            demand=deal.demand, achievement=deal.achievement, organization=need, outcome=outcome, by=by, channel=channel
        )


@transaction.atomic
def answer(
    check: OutcomeCheck,
    *,
    by: Any,
    channel: str,
    answer: str,
    figures: Mapping[str, Any] | None = None,
    content: bytes | None = None,
    name: str = "",
) -> OutcomeCheck:
    """Answer one check, once it is due. A later answer to the same check replaces the figures and is kept in the trail."""
    deal = lock(check.deal)
    require(deal, by, {PartyRole.NEED})
    current = OutcomeCheck.objects.select_for_update(of=("self",)).get(pk=check.pk)
    if timezone.localdate() < current.due_on:
        raise NotReady(_("This question is asked on %(day)s.") % {"day": current.due_on.isoformat()})
    if answer not in UseAnswer.values:
        raise ValidationError({"answer": ValidationError(_("Choose one of the answers."), code="required")})
    before = {"answer": current.answer} if current.answer else {}
    current.answer, current.answered_at, current.answered_by = answer, timezone.now(), by if by.pk else None
    for field in FIGURES:
        if figures and field in figures and figures[field] is not None:
            setattr(current, field, figures[field])
    if content is not None:
        current.evidence = store(content=content, name=name, organization=by.organization, by=by, channel=channel)
    current.full_clean(exclude=["deal", "evidence"], validate_constraints=False, validate_unique=False)
    current.save()
    after = {"days": current.days, "answer": answer, "revenue": current.revenue, "savings": current.savings,
             "jobs": current.jobs}  # fmt: skip
    record("answer_outcome", deal, by=by, channel=channel, before=before, after=after)
    to_outbox(event="outcome.reported", subject=deal, organizations=deal.organizations,
              data={"days": current.days, "answer": answer})  # fmt: skip
    if answer == UseAnswer.IN_USE:
        tell_matching(deal, Outcome.PRODUCTION, by=by, channel=channel)
    publish(outcome_reported, outcome_check_id=current.pk)
    return current


def ask(check: OutcomeCheck) -> None:
    """Ask for the first time, or once more. The row is locked by the caller, so the mark and the letter are one."""
    deal, again = check.deal, check.asked_at is not None
    field = "reminded_at" if again else "asked_at"
    setattr(check, field, timezone.now())
    check.save(update_fields=[field, "updated_at"])
    kind = "outcome_reminder" if again else "outcome_question"
    url = f"{deal.get_absolute_url()}#outcomes"
    for party in deal.parties.all():
        if party.role == PartyRole.NEED:
            tell(party.organization_id, kind, key=f"{deal.no}.{check.days}", url=url, title=deal.title[:80])

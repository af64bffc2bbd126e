"""The clock of the room: reminders, releases, questions. What is due stands in the rows, so it may run twice, late or never.

Each row is handled in a transaction of its own that locks it, skips what another worker holds, marks it and writes the
letter: a worker that is killed leaves either both or neither.
"""

import datetime
from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from deals.actions import interest as interests
from deals.actions import outcome
from deals.inbox import tell
from deals.models import Deal, Interest, OutcomeCheck, Payment

#: An unanswered outcome question is asked once more after so many days.
AGAIN_AFTER = 14
_BATCH = 500


def run(today: datetime.date | None = None) -> dict[str, int]:
    """Handle everything that is due; returns how many of each kind."""
    day = today or timezone.localdate()
    again = day - datetime.timedelta(days=AGAIN_AFTER)
    first = Q(asked_at=None, due_on__lte=day)
    second = Q(asked_at__date__lte=again, reminded_at=None)
    return {
        "released": _each(Interest.objects.filter(status="open", release_on__lt=day), interests.release),
        "reminded": _each(
            Interest.objects.filter(status="open", respond_by__lte=day, reminded_at=None), interests.remind
        ),
        "asked": _each(OutcomeCheck.objects.filter(first | second, answer=""), outcome.ask),
        "payments": _each(Payment.objects.filter(status="due", due_on__lte=day, reminded_on=None), _payment(day)),
        "late": _each(
            Deal.objects.open().filter(
                Q(next_reminded_on=None) | Q(next_reminded_on__lt=F("next_due")), next_due__lt=day
            ),
            _late(day),
        ),
    }


def _each(rows: QuerySet, handle: Callable[[Any], Any]) -> int:
    """Run ``handle`` on every row that still qualifies once it is locked."""
    count = 0
    for pk in list(rows.order_by("pk").values_list("pk", flat=True)[:_BATCH]):
        with transaction.atomic():
            row = rows.select_for_update(skip_locked=True, of=("self",)).filter(pk=pk).first()
            if row is not None:
                handle(row)
                count += 1
    return count


def _payment(day: datetime.date) -> Callable[[Payment], None]:
    def remind(payment: Payment) -> None:
        payment.reminded_on = day
        payment.save(update_fields=["reminded_on", "updated_at"])
        deal = payment.deal
        for party in deal.parties.all():
            if party.role == "need":
                tell(party.organization_id, "payment_due", key=f"{deal.no}.{payment.position}",
                     url=f"{deal.get_absolute_url()}#payments", title=deal.title[:80],
                     amount=f"{payment.amount:,.2f} {payment.currency}", day=payment.due_on.isoformat())  # fmt: skip

    return remind


def _late(day: datetime.date) -> Callable[[Deal], None]:
    def remind(deal: Deal) -> None:
        deal.next_reminded_on = day
        deal.save(update_fields=["next_reminded_on"])
        tell(deal.next_organization_id, "deal_step_late", key=f"{deal.no}.{deal.next_step}.{deal.next_due}",
             url=deal.get_absolute_url(), title=deal.title[:80], day=deal.next_due.isoformat())  # fmt: skip

    return remind

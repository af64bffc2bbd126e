"""The clock after an event: each held meeting is asked about at 7, 30, 90, 180 and 365 days."""

import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.audit import record
from accounts.inbox import notify
from events.enums import FOLLOW_UP_DAYS, FollowUpStep, MeetingStatus
from events.models import Event, FollowUp
from integration.actions.outbox import record as tell_partners

#: A question that nobody answered is asked again by the next one, not by the same.
_BATCH = 500


def start_clock(event: Event) -> int:
    """One question for each held meeting and each day of the clock; those that are there stay. Returns how many are new."""
    begin = timezone.localtime(event.ends_at).date()
    there = FollowUp.objects.filter(meeting__event=event).count()
    rows = [
        FollowUp(meeting_id=pk, days=days, due_on=begin + datetime.timedelta(days=days))
        for pk in event.meetings.filter(status=MeetingStatus.HELD).values_list("pk", flat=True)
        for days in FOLLOW_UP_DAYS
    ]
    FollowUp.objects.bulk_create(rows, ignore_conflicts=True)
    return FollowUp.objects.filter(meeting__event=event).count() - there


def ask_due(today: datetime.date | None = None) -> int:
    """Put every question that is due into the inboxes of both sides, each once; safe to run twice. Returns how many."""
    today = today or timezone.localdate()
    due = FollowUp.objects.filter(asked_at=None, due_on__lte=today, answered_at=None).order_by("pk")
    count = 0
    for pk in list(due.values_list("pk", flat=True)[:_BATCH]):
        with transaction.atomic():
            row = FollowUp.objects.select_for_update(skip_locked=True, of=("self",)).filter(pk=pk, asked_at=None)
            question = row.select_related("meeting__event", "meeting__a", "meeting__b").first()
            if question is None:
                continue
            _ask(question)
            question.asked_at = timezone.now()
            question.save(update_fields=["asked_at"])
            count += 1
    return count


def _ask(question: FollowUp) -> None:
    meeting = question.meeting
    for side in (meeting.a, meeting.b):
        if side.user_id:
            notify(
                [side.user], "follow_up_due", key=str(question.pk), url=meeting.get_absolute_url(),
                days=question.days, name=meeting.other_side(side.pk).display_company[:80],
            )  # fmt: skip


@transaction.atomic
def answer(question: FollowUp, *, by: Any, channel: str, step: str, note: str = "") -> FollowUp:
    """Where the meeting's matter stands; a later answer corrects an earlier one."""
    current = FollowUp.objects.select_for_update(of=("self",)).select_related("meeting__event").get(pk=question.pk)
    before = {"step": current.step}
    current.step, current.note = FollowUpStep(step), note[:500]
    current.answered_at, current.answered_by = timezone.now(), by
    current.save(update_fields=["step", "note", "answered_at", "answered_by"])
    record("follow_up", current, by=by, channel=channel, before=before, after={"step": step, "days": current.days})
    meeting = current.meeting
    tell_partners(
        event="meeting.followed_up", subject=meeting,
        organizations=[meeting.a.organization_id or 0, meeting.b.organization_id or 0, meeting.event.organization_id],
        data={"days": current.days, "step": step},
    )  # fmt: skip
    return current

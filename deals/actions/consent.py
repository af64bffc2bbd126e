"""Opening a step to the other side, taking it back, and keeping what was shown."""

import datetime
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.audit import record
from deals.enums.consent import Level
from deals.exceptions import NotAllowed
from deals.models import Consent, Disclosure
from deals.selectors.clock import policy


def grant(
    thread: Any, *, organization_id: int, recipient_id: int, level: int, by: Any, channel: str, days: int | None = None
) -> Consent:
    """``organization`` lets ``recipient`` see up to ``level``, for ``days`` (the rule's number unless told).

    An earlier consent between the two about the same thread is taken back in the same moment: one is in force at a time.
    """
    now = timezone.now()
    with transaction.atomic():
        earlier = Consent.objects.in_force(now).about(thread).select_for_update(of=("self",)).order_by("pk")
        for row in earlier.filter(organization_id=organization_id, recipient_id=recipient_id):
            _end(row, by, now)
        name = thread._meta.model_name
        consent = Consent.objects.create(
            **{name: thread}, organization_id=organization_id, recipient_id=recipient_id, level=level,
            granted_by=by if by is not None and by.pk else None, granted_at=now,
            expires_at=now + datetime.timedelta(days=days or policy().consent_days),
        )  # fmt: skip
        after = {"level": Level(level).name.lower(), "recipient": recipient_id, "until": consent.expires_at}
        record("consent", thread, by=by, channel=channel, after=after)
    return consent


def open_step(thread: Any, *, recipient_id: int, level: int, by: Any, channel: str, days: int | None = None) -> Consent:
    """``by`` lets one other organization of the thread see up to ``level``."""
    own = by.organization_id
    if own not in thread.organizations or recipient_id not in thread.organizations or own == recipient_id:
        raise NotAllowed
    return grant(thread, organization_id=own, recipient_id=recipient_id, level=level, by=by, channel=channel, days=days)


@transaction.atomic
def revoke(thread: Any, *, by: Any, channel: str, recipient_id: int | None = None) -> int:
    """Take back every consent of ``by``'s organization about the thread; says how many. What was seen stays in the log."""
    now = timezone.now()
    rows = Consent.objects.in_force(now).about(thread).filter(organization_id=by.organization_id)
    if recipient_id is not None:
        rows = rows.filter(recipient_id=recipient_id)
    found = list(rows.select_for_update(of=("self",)).order_by("pk"))
    for row in found:
        _end(row, by, now)
    if found:
        record("revoke_consent", thread, by=by, channel=channel, before={"consents": len(found)})
    return len(found)


def end_all(thread: Any, *, by: Any) -> None:
    """A thread that ended opens nothing any more."""
    now = timezone.now()
    for row in Consent.objects.in_force(now).about(thread).select_for_update(of=("self",)).order_by("pk"):
        _end(row, by, now)


def log_shown(thread: Any, *, owner_id: int, by: Any, groups: Iterable[tuple[str, int, str]]) -> None:
    """Keep that ``by``'s organization was shown these (group, step, what); once a day for each."""
    if by.organization_id is None or by.organization_id == owner_id:
        return
    rows = [
        Disclosure(
            **{thread._meta.model_name: thread}, organization_id=owner_id, recipient_id=by.organization_id, group=group,
            level=level, subject=subject[:220], seen_by=by if by.pk else None, seen_on=timezone.localdate(),
        )
        for group, level, subject in groups
    ]  # fmt: skip
    if rows:
        Disclosure.objects.bulk_create(rows, ignore_conflicts=True)


def _end(row: Consent, by: Any, now: datetime.datetime) -> None:
    row.revoked_at, row.revoked_by = now, by if by is not None and by.pk else None
    row.save(update_fields=["revoked_at", "revoked_by", "updated_at"])

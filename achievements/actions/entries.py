"""What happens to achievements. Each action is one transaction; its facts go out after commit."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts.audit import record
from accounts.inbox import reviewers
from achievements import signals
from achievements.enums import MOVES, ReviewDecision, Status
from achievements.models import Achievement, AchievementIndicator, IPRight, Review
from achievements.validators import publish_blockers
from common.events import publish as tell
from common.text import detect_language
from integration.actions import author_of, create_entry, inform, lock_entry, move_entry, save_entry, write_entry
from integration.actions.outbox import record_entry
from integration.exceptions import IllegalMove

#: Statuses in which an entry is history and is no longer edited.
CLOSED = frozenset({Status.ARCHIVED})


@transaction.atomic
def create(
    *,
    organization: Any,
    by: Any,
    channel: str,
    values: Mapping[str, Any],
    indicators: Iterable[AchievementIndicator] = (),
    ip_rights: Iterable[IPRight] = (),
) -> Achievement:
    """A new draft of ``organization``. Without ``language`` in ``values`` the texts say which one it is."""
    entry = Achievement(organization=organization, **values)
    if "language" not in values:
        entry.language = detect_language(f"{entry.title}\n{entry.summary}")
    return create_entry(entry, by=by, channel=channel, parts={"indicators": indicators, "ip_rights": ip_rights})


@transaction.atomic
def edit(
    achievement: Achievement,
    *,
    by: Any,
    channel: str,
    changes: Mapping[str, Any],
    indicators: Iterable[AchievementIndicator] | None = None,
    ip_rights: Iterable[IPRight] | None = None,
    expected_version: int | None = None,
) -> Achievement:
    """Change fields and, where given, replace the indicators or rights. A published entry stays published."""
    given = {"indicators": indicators, "ip_rights": ip_rights}
    parts = {name: rows for name, rows in given.items() if rows is not None}
    before = lock_entry(achievement, expected_version)
    if before.status in CLOSED:
        raise IllegalMove(before, "edit")
    saved, _ = save_entry(achievement, by=by, channel=channel, changes=changes, parts=parts)
    if saved.status == Status.PUBLISHED and saved.content_seq != before.content_seq:
        tell(signals.achievement_changed, achievement_id=saved.pk)
    return saved


@transaction.atomic
def submit(achievement: Achievement, *, by: Any, channel: str) -> Achievement:
    """Hand in for review."""
    saved = move_entry(achievement, "submit", MOVES, by=by, channel=channel)
    inform(reviewers(), "achievement_submitted", saved)
    tell(signals.achievement_submitted, achievement_id=saved.pk)
    return saved


@transaction.atomic
def publish(
    achievement: Achievement, *, by: Any, channel: str, note: str = "", expected_version: int | None = None
) -> Achievement:
    """Show it and let it take part in matching. The first publication gives the date in the lists."""
    now = timezone.now()
    extra = {"published_at": achievement.published_at or now, "last_confirmed_at": now, "review_note": note}
    saved = move_entry(
        achievement, "publish", MOVES, by=by, channel=channel, extra=extra, expected_version=expected_version
    )
    inform(author_of(saved, by), "achievement_published", saved)
    tell(signals.achievement_published, achievement_id=saved.pk)
    return saved


@transaction.atomic
def return_(
    achievement: Achievement, *, by: Any, channel: str, note: str, expected_version: int | None = None
) -> Achievement:
    """Back to the author, with a note that says what is missing."""
    if problems := publish_blockers((), note, ReviewDecision.RETURN):
        raise ValidationError(problems)
    saved = move_entry(
        achievement,
        "return",
        MOVES,
        by=by,
        channel=channel,
        reason=note,
        extra={"review_note": note},
        expected_version=expected_version,
    )
    inform(author_of(saved, by), "achievement_returned", saved, note=note)
    tell(signals.achievement_returned, achievement_id=saved.pk)
    return saved


@transaction.atomic
def review(
    achievement: Achievement,
    *,
    by: Any,
    channel: str,
    scores: tuple[int, int, int, int],
    decision: str,
    note: str = "",
    expected_version: int | None = None,
) -> Review:
    """Give the four scores (0-5 each: innovation, clarity, cooperation, wording) and publish, return or hold.

    Raises ``ValidationError`` where the scores do not carry the decision, ``EditConflict`` where the author saved a
    newer version than the one the reviewer read.
    """
    if problems := publish_blockers(scores, note, decision):
        raise ValidationError(problems)
    current = lock_entry(achievement, expected_version)
    if current.status != Status.SUBMITTED:
        raise IllegalMove(current, "review")
    given = dict(zip(("innovation", "clarity", "cooperation", "wording"), scores, strict=True))
    row = Review(achievement=current, reviewer=by, decision=decision, note=note, entry_version=current.version, **given)
    row.full_clean()
    row.save()
    record("review", current, by=by, channel=channel, after=given | {"decision": decision}, reason=note)
    if decision == ReviewDecision.PUBLISH:
        publish(current, by=by, channel=channel, note=note)
    elif decision == ReviewDecision.RETURN:
        return_(current, by=by, channel=channel, note=note)
    return row


@transaction.atomic
def withdraw(achievement: Achievement, *, by: Any, channel: str, reason: str = "") -> Achievement:
    """Take it out of the library and out of matching; it can be submitted again."""
    return _take_down(achievement, "withdraw", by=by, channel=channel, reason=reason)


@transaction.atomic
def archive(achievement: Achievement, *, by: Any, channel: str, reason: str = "") -> Achievement:
    """Close it for good; it stays readable for its owner."""
    return _take_down(achievement, "archive", by=by, channel=channel, reason=reason)


@transaction.atomic
def confirm_fresh(achievement: Achievement, *, by: Any, channel: str) -> Achievement:
    """The owner says that a published entry still holds. Nothing that matching depends on changes."""
    current = lock_entry(achievement)
    if current.status != Status.PUBLISHED:
        raise IllegalMove(current, "confirm")
    before = current.last_confirmed_at
    current.last_confirmed_at = timezone.now()
    write_entry(current, {"last_confirmed_at"}, by=by, matched=False)
    record(
        "confirm", current, by=by, channel=channel,
        before={"last_confirmed_at": before}, after={"last_confirmed_at": current.last_confirmed_at},
    )  # fmt: skip
    record_entry(current, "changed", was_listed=current.is_listed)
    return current


def _take_down(achievement: Achievement, verb: str, *, by: Any, channel: str, reason: str) -> Achievement:
    was = lock_entry(achievement).status
    saved = move_entry(achievement, verb, MOVES, by=by, channel=channel, reason=reason)
    if was == Status.PUBLISHED:
        tell(signals.achievement_withdrawn, achievement_id=saved.pk)
    return saved

"""Demo achievements: written by their institutions, handed in, reviewed, and published or returned."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.audit import line, record_all
from accounts.enums import Channel
from accounts.inbox import notify, reviewers
from accounts.models import Organization, User
from achievements.enums import MOVES, ReviewDecision
from achievements.models import Achievement, AchievementIndicator, IPRight, Review
from achievements.validators import publish_blockers
from integration.actions.many import check_entry, create_entries, move_entries
from portal.demo import files
from portal.demo.backdating import DAY, backdate, moment
from portal.demo.problems import Problems

#: Published this long ago or less counts as confirmed by publication; older entries were confirmed once since.
_FRESH_DAYS = 150
_CRITERIA = ("innovation", "clarity", "cooperation", "wording")
_MOVED_BY = {ReviewDecision.PUBLISH: "publish", ReviewDecision.RETURN: "return"}


def load_achievements(
    organizations: Mapping[str, Organization],
    authors: Mapping[int, User],
    reviewer: User,
    story: Mapping[str, Any],
    problems: Problems,
) -> dict[str, Achievement]:
    """Every achievement by its key; ``story``: key → what happened to it other than publication."""
    found = {row.source_id: row for row in Achievement.objects.filter(source_system=files.SOURCE)}
    listed = [entry for entry in files.entries("achievements_*.json") if entry["key"] not in found]
    drafts = [_draft(entry, organizations, authors, problems) for entry in listed]
    problems.raise_if_any()
    create_entries(drafts, channel=Channel.COMMAND)
    new = {entry["key"]: row for entry, (row, _) in zip(listed, drafts, strict=True)}
    events = {key: {"state": "published"} | story.get(key, {}) for key in new}
    _hand_in([row for key, row in new.items() if events[key]["state"] != "draft"])
    decided = [(row, parts, events[row.source_id]) for row, parts in drafts if row.status == "submitted"]
    reviews = [_review(*each, reviewer, problems) for each in decided if each[2]["state"] != "submitted"]
    problems.raise_if_any()
    _decide(reviews, reviewer)
    _inbox(new.values())
    _into_the_past({entry["key"]: entry["days_ago"] for entry in listed}, new, events, reviews)
    return found | new


def _draft(
    entry: Mapping[str, Any],
    organizations: Mapping[str, Organization],
    authors: Mapping[int, User],
    problems: Problems,
) -> tuple[Achievement, dict[str, list[Any]]]:
    organization = organizations[entry["org"]]
    row = Achievement(organization=organization, created_by=authors[organization.pk], **files.achievement_values(entry))
    parts: dict[str, list[Any]] = {
        "indicators": [AchievementIndicator(**files.indicator_values(each)) for each in entry["indicators"]],
        "ip_rights": [IPRight(**files.right_values(each)) for each in entry["ip"]],
    }
    with problems.of(entry["key"]):
        check_entry(row, parts)
    return row, parts


def _hand_in(rows: Sequence[Achievement]) -> None:
    ordered = sorted(rows, key=lambda row: row.created_by_id)
    for _author, same in groupby(ordered, key=lambda row: row.created_by_id):
        group = list(same)
        move_entries(group, "submit", MOVES, by=group[0].created_by, channel=Channel.COMMAND)


def _review(
    row: Achievement, parts: Mapping[str, list[Any]], event: Mapping[str, Any], reviewer: User, problems: Problems
) -> Review:
    decision = ReviewDecision.RETURN if event["state"] == "returned" else ReviewDecision.PUBLISH
    scores = tuple(event.get("scores") or _scores(row, parts))
    note = event.get("note", "")
    if blockers := publish_blockers(scores, note, decision):
        with problems.of(row.source_id):
            raise ValidationError(blockers)
    given = dict(zip(_CRITERIA, scores, strict=True))
    return Review(achievement=row, reviewer=reviewer, decision=decision, note=note, entry_version=row.version, **given)


def _scores(row: Achievement, parts: Mapping[str, list[Any]]) -> tuple[int, int, int, int]:
    """The rubric applied to what the entry says: rights, indicators, ways of transfer with a price, both languages."""
    granted = sum(right.status == "granted" for right in parts["ip_rights"])
    clarity = min(5, 2 + len(parts["indicators"]))
    cooperation = 2 + bool(row.transfer_modes) + (row.price_mode != "negotiable") + bool(row.next_steps)
    return 3 + min(granted, 2), clarity, cooperation, 4 if row.summary_other else 3


def _decide(reviews: Sequence[Review], reviewer: User) -> None:
    Review.objects.bulk_create(reviews)
    record_all(
        line("review", review.achievement, by=reviewer, channel=Channel.COMMAND, reason=review.note,
             after={name: getattr(review, name) for name in (*_CRITERIA, "decision")})
        for review in reviews
    )  # fmt: skip
    now = timezone.now()
    ordered = sorted(reviews, key=lambda review: (review.decision, review.note))
    for (decision, note), same in groupby(ordered, key=lambda review: (review.decision, review.note)):
        extra: dict[str, Any] = {"review_note": note}
        if decision == ReviewDecision.PUBLISH:
            extra |= {"published_at": now, "last_confirmed_at": now}
        rows = [review.achievement for review in same]
        verb = _MOVED_BY[decision]
        move_entries(rows, verb, MOVES, by=reviewer, channel=Channel.COMMAND, reason=note, extra=extra)


def _inbox(rows: Iterable[Achievement]) -> None:
    """What the desk and the authors find in their inboxes; publications are old news."""
    for row in rows:
        values = {"key": f"{row.no}.{row.version}", "url": row.get_absolute_url(), "title": row.title[:80]}
        if row.status == "submitted":
            notify(reviewers(), "achievement_submitted", **values)
        elif row.status == "returned":
            notify([row.created_by], "achievement_returned", note=row.review_note, **values)


def _into_the_past(
    days: Mapping[str, int],
    rows: Mapping[str, Achievement],
    events: Mapping[str, Mapping[str, Any]],
    reviews: Sequence[Review],
) -> None:
    for key, row in rows.items():
        ago = events[key].get("days_ago", days[key])
        at = moment(ago, key)
        row.created_at, row.updated_at = at - 2 * DAY, at
        if row.published_at:
            row.published_at = at
            row.last_confirmed_at = at if ago <= _FRESH_DAYS else moment(ago - 120, key)
    for review in reviews:
        review.created_at = review.achievement.updated_at
    backdate(rows.values(), ["created_at", "updated_at", "published_at", "last_confirmed_at"])
    backdate(reviews, ["created_at"])

"""Demo demands: posted by their firms, read by the reviewer, a few since solved or paused."""

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

from django.utils import timezone

from accounts.enums import Channel
from accounts.models import Organization, User
from demands.enums import MOVES, Status
from demands.models import Demand, DemandIndicator
from integration.actions.many import check_entry, create_entries, move_entries
from portal.demo import files
from portal.demo.backdating import DAY, backdate, moment
from portal.demo.problems import Problems

#: Demands younger than this still wait on the review desk.
_UNREAD_DAYS = 6
_VERBS = {"solved": "solve", "paused": "pause"}
#: A firm that is not yet verified hands in instead of publishing.
_HAND_IN = {"publish": (MOVES["publish"][0], Status.IN_REVIEW)}


def load_demands(
    organizations: Mapping[str, Organization],
    authors: Mapping[int, User],
    reviewer: User,
    story: Mapping[str, Any],
    problems: Problems,
) -> dict[str, Demand]:
    """Every demand by its key; ``story``: key → what happened to it since."""
    found = {row.source_id: row for row in Demand.objects.filter(source_system=files.SOURCE)}
    listed = [entry for entry in files.entries("demands_*.json") if entry["key"] not in found]
    drafts = [_draft(entry, organizations, authors, problems) for entry in listed]
    problems.raise_if_any()
    create_entries(drafts, channel=Channel.COMMAND)
    new = {entry["key"]: row for entry, (row, _) in zip(listed, drafts, strict=True)}
    _publish(list(new.values()))
    days = {entry["key"]: entry["days_ago"] for entry in listed}
    _read([row for key, row in new.items() if days[key] > _UNREAD_DAYS and row.status == "published"], reviewer)
    for key, event in story.items():
        if key in new:
            row, note = new[key], event["note"]
            move_entries([row], _VERBS[event["state"]], MOVES, by=row.created_by, channel=Channel.COMMAND,
                         reason=note, extra={"closing_note": note})  # fmt: skip
    _into_the_past(days, new)
    return found | new


def _draft(
    entry: Mapping[str, Any],
    organizations: Mapping[str, Organization],
    authors: Mapping[int, User],
    problems: Problems,
) -> tuple[Demand, dict[str, list[Any]]]:
    organization = organizations[entry["org"]]
    values = files.demand_values(entry, timezone.localdate())
    row = Demand(organization=organization, created_by=authors[organization.pk], **values)
    parts: dict[str, list[Any]] = {
        "indicators": [DemandIndicator(**files.indicator_values(each)) for each in entry["indicators"]]
    }
    with problems.of(entry["key"]):
        check_entry(row, parts)
    return row, parts


def _publish(rows: Sequence[Demand]) -> None:
    ordered = sorted(rows, key=lambda row: row.created_by_id)
    for _author, same in groupby(ordered, key=lambda row: row.created_by_id):
        group = list(same)
        verified = group[0].organization.is_verified
        extra = {"published_at": timezone.now()} if verified else {}
        move_entries(
            group, "publish", MOVES if verified else _HAND_IN,
            by=group[0].created_by, channel=Channel.COMMAND, extra=extra,
        )  # fmt: skip


def _read(rows: Sequence[Demand], reviewer: User) -> None:
    extra = {"reviewed_at": timezone.now(), "reviewed_by": reviewer}
    move_entries(rows, "approve", MOVES, by=reviewer, channel=Channel.COMMAND, extra=extra)


def _into_the_past(days: Mapping[str, int], rows: Mapping[str, Demand]) -> None:
    for key, row in rows.items():
        at = moment(days[key], key)
        row.created_at, row.updated_at = at - DAY, at
        if row.published_at:
            row.published_at = at
        if row.reviewed_at:
            row.reviewed_at = at + DAY
    backdate(rows.values(), ["created_at", "updated_at", "published_at", "reviewed_at"])

"""What both sides of the demo have answered to each other so far.

Matches are computed by the workers after the libraries are there, so these answers are written as what they are in a
grown library: history that outlives the match it was given to, without rank and score.
"""

from typing import Any

from accounts.audit import record
from accounts.enums import Channel
from accounts.models import Membership, Notification, Organization, User
from matching.enums import FeedbackKind
from matching.models import Feedback
from portal.demo.backdating import backdate, moment
from portal.demo.problems import Problems


def load_answers(
    story: list[dict[str, Any]],
    organizations: dict[str, Organization],
    authors: dict[int, User],
    pairs: tuple[dict[str, Any], dict[str, Any]],
    problems: Problems,
) -> int:
    """Write the listed answers to ``pairs`` (achievements, demands by key); returns how many there are."""
    achievements, demands = pairs
    rows = []
    for line in story:
        with problems.of(f"{line['demand']} ↔ {line['achievement']}"):
            organization = organizations[line["org"]]
            row = Feedback(
                demand=demands[line["demand"]],
                achievement=achievements[line["achievement"]],
                organization=organization,
                user=authors[organization.pk],
                kind=line["kind"],
                reason=line.get("reason", ""),
                note=line["note"],
            )
            row.clean_fields(exclude=["position", "score"])  # nothing was ranked
            row.save()
            after = {"kind": row.kind, "reason": row.reason}
            record("answer", row, by=row.user, channel=Channel.COMMAND, after=after)
            row.created_at = row.updated_at = moment(line["days_ago"], line["demand"] + line["achievement"])
            rows.append(row)
    backdate(rows, ["created_at", "updated_at"])
    _tell_the_other_side(sorted(rows, key=lambda row: row.created_at))
    return len(rows)


def _tell_the_other_side(rows: list[Feedback]) -> None:
    """A line in the inbox of those whose entry somebody is interested in."""
    people: dict[int, list[User]] = {}
    members = Membership.objects.filter(active=True, user__is_service=False).select_related("user")
    for membership in members:
        people.setdefault(membership.organization_id, []).append(membership.user)
    lines = []
    for row in rows:
        if row.kind == FeedbackKind.INTERESTED:
            own = row.organization_id == row.demand.organization_id
            entry = row.achievement if own else row.demand
            for user in people.get(entry.organization_id, []):
                params = {"title": entry.title[:80]}
                url, key = entry.get_absolute_url(), f"match_interest:{row.pk}"
                line = Notification(user=user, kind="match_interest", params=params, url=url, key=key)
                lines.append((line, row.created_at))
    Notification.objects.bulk_create([line for line, _ in lines])
    for line, at in lines:
        line.created_at = at
    backdate([line for line, _ in lines], ["created_at"])

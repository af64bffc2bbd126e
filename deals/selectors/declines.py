"""Why others said no to an entry: counted for its owner from three on, so that nobody can be recognised."""

from collections import Counter
from typing import Any

from deals.models import Interest
from matching.enums import DeclineReason, FeedbackKind
from matching.models import Feedback

FROM = 3


def reasons_of(entry: Any) -> list[dict[str, Any]]:
    """``[{"code", "label", "value"}]``, most frequent first; empty below three answers.

    One organization's answers to the same pair count once, whether it answered the match or the expression of interest.
    """
    name = entry._meta.model_name
    other = "demand_id" if name == "achievement" else "achievement_id"
    own = entry.organization_id
    answers = Feedback.objects.filter(**{name: entry}, kind=FeedbackKind.DECLINED).exclude(organization_id=own)
    found = {(row[0], row[1]): row[2] for row in answers.values_list("organization_id", other, "reason")}
    declined = Interest.objects.filter(**{name: entry}, status="declined", organization_id=own)
    for organization, pair, reason in declined.values_list("recipient_id", other, "decline_reason"):
        found.setdefault((organization, pair), reason)
    if len(found) < FROM:
        return []
    counts = Counter(found.values()).most_common()
    return [{"code": code, "label": str(DeclineReason(code).label), "value": n} for code, n in counts]
